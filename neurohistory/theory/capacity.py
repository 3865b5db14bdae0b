"""How many patterns can one unit learn?  Cover's count (1965), and a measurement to hold it against.

The paper: `neurohistory.papers.cover_1965`.

Draw Np patterns at random and toss a coin for the answer to each.  If no Nw of them lie in one plane
(general position), a unit with Nw weights, the bias counted in, can give all the answers with the
probability

    P(Np, Nw) = 2^(1 - Np)  sum_{i = 0}^{Nw - 1}  C(Np - 1, i).

It is 1 up to Np = Nw, and exactly 1/2 at Np = 2 Nw: two patterns a weight is what a unit holds.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb
from numbers import Integral
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from neurohistory.intervals import wilson
from neurohistory.theory.many_sets import quick_verdicts
from neurohistory.theory.points import two_classes
from neurohistory.theory.separability import separate

__all__ = ["Count", "can_learn", "count_learnable", "cover_probability"]

_AT_ONCE = 400  # sets that are decided side by side, which takes five times the room that they have


class Count(NamedTuple):
    """How many random sets of patterns could be learned, of how many that were decided."""

    learnable: int
    drawn: int

    @property
    def fraction(self) -> float:
        """The fraction that could be learned."""
        return self.learnable / self.drawn

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % confidence interval of the fraction (Wilson 1927)."""
        return wilson(self.learnable, self.drawn)


def cover_probability(n_patterns: int, n_weights: int) -> float:
    """The probability that one unit can give random answers to patterns in general position.

    Parameters
    ----------
    n_patterns : int
        Np, at least 1.
    n_weights : int
        Nw, the bias counted in; at least 1.

    Raises
    ------
    ValueError
        If a number is below 1 or not whole.

    Examples
    --------
    >>> [cover_probability(n, 17) for n in (17, 34)]
    [1.0, 0.5]
    """
    _check(n_patterns=n_patterns, n_weights=n_weights)
    ways = sum(comb(n_patterns - 1, i) for i in range(min(n_weights, n_patterns)))
    return float(Fraction(ways, 2 ** (n_patterns - 1)))


def can_learn(X: ArrayLike, target: ArrayLike) -> bool | None:
    """Whether a plane separates the classes: the verdict of `separate` alone, many times as fast.

    This holds for floats; other numbers are left to `separate`.  A floating-point solver proposes, and
    whole numbers decide.

    Parameters
    ----------
    X : array of shape (example, feature)
    target : array of shape (example,)
        The class of each example: positive, or not.

    Returns
    -------
    bool or None
        None if neither could be shown.

    Raises
    ------
    TypeError, ValueError
        What `separate` raises.

    Examples
    --------
    >>> from neurohistory.problems.gates import AND, XOR
    >>> can_learn(AND.X, AND.target), can_learn(XOR.X, XOR.target)
    (True, False)
    """
    inputs, sign = two_classes(X, target)
    if inputs.dtype != object:  # which floats need not hold
        (verdict,) = quick_verdicts(inputs[None], np.array([sign]))
        if verdict:
            return bool(verdict > 0)
    return separate(inputs, sign).separable


def count_learnable(
    n_patterns: int,
    n_weights: int,
    rng: np.random.Generator,
    *,
    n_sets: int = 200,
    switches: bool = False,
) -> Count:
    """Draw sets of random patterns with random answers, and count those that one unit can learn.

    Parameters
    ----------
    n_patterns : int
        How many there are in each set.
    n_weights : int
        How many the unit has, the bias counted in; at least 2.
    rng : numpy.random.Generator
    n_sets : int, default=200
    switches : bool, default=False
        Patterns of -1 and +1, as ADALINE's switches gave them, instead of normal ones.  They need not
        be in general position, and Cover's probability is then an upper bound.

    Raises
    ------
    ValueError
        If a number is below 1 (2 for the weights) or not whole.

    Examples
    --------
    >>> count_learnable(5, 5, np.random.default_rng(0), n_sets=20).fraction
    1.0
    """
    _check(n_patterns=n_patterns, n_weights=n_weights, n_sets=n_sets)
    if n_weights == 1:
        raise ValueError("n_weights must be at least 2, a bias and a weight, not 1")
    shape = (n_sets, n_patterns, n_weights - 1)
    sets = rng.choice([-1.0, 1.0], size=shape) if switches else rng.standard_normal(shape)
    answers = rng.choice([-1.0, 1.0], size=shape[:2]).astype(int)
    some = (slice(first, first + _AT_ONCE) for first in range(0, n_sets, _AT_ONCE))
    verdicts = np.concatenate([quick_verdicts(sets[these], answers[these]) for these in some])
    close = [separate(sets[i], answers[i]).separable for i in np.flatnonzero(verdicts == 0)]
    learnable = int((verdicts > 0).sum()) + close.count(True)
    return Count(learnable, n_sets - close.count(None))


def _check(**numbers: int) -> None:
    for name, value in numbers.items():
        if not isinstance(value, Integral) or value < 1:
            raise ValueError(f"{name} must be a whole number of at least 1, not {value!r}")
