"""The order of a predicate: how many points some part of the machine must look at together.

The order is the least k for which there are weights w_A with

    psi(x) = 1  if and only if  sum over masks A with |A| <= k of  w_A prod_{i in A} x_i  >  0.

The book: `neurohistory.papers.minsky_1969`.  The order is found with a proof both ways, in whole
numbers: the weights for k, and for k - 1 multipliers that prove that there are none
(`neurohistory.theory.separability`).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import compress, count
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.examples import check_unmasked
from neurohistory.theory.exact import whole
from neurohistory.theory.points import real_numbers
from neurohistory.theory.predicates.partial import masks, partial_predicates
from neurohistory.theory.separability import Separation, separate

__all__ = ["PredicateOrder", "order_of"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PredicateOrder:
    """The answer of `order_of`, with its proof.

    Attributes
    ----------
    order : int
        0 for a predicate whose answer is always the same.
    weights : dict of tuple to float or Fraction
        The w_A that are not zero, by mask; the empty mask is the bias.  Scaled so that the nearest
        pattern has the sum -1 or +1.
    obstacle : Separation or None
        The multipliers which prove that a lower order does not do; None if the order is 0.
    """

    order: int
    weights: dict[tuple[int, ...], float | Fraction]
    obstacle: Separation | None

    def holds(self, X: ArrayLike, truth: ArrayLike) -> bool:
        """Whether both proofs are right for these patterns, by exact multiplication alone.

        Parameters
        ----------
        X : array of shape (example, point)
        truth : array of bool, shape (example,)

        Raises
        ------
        TypeError, ValueError
            What `order_of` raises about them.
        """
        patterns, answers = _checked(X, truth)
        n_points, target = patterns.shape[1], np.where(answers, 1, -1)
        if not all(
            len(mask) <= self.order and set(mask) <= set(range(n_points)) for mask in self.weights
        ):
            return False
        exact = [Fraction(weight) for weight in self.weights.values()]
        numbers, _ = whole(exact)  # all times the same, which is positive
        weights = [*zip(self.weights, numbers, strict=True)]
        for pattern, t in zip(patterns.astype(int).tolist(), target.tolist(), strict=True):
            score = sum(w * prod(pattern[i] for i in mask) for mask, w in weights)
            if not score * t > 0:
                return False
        if self.order == 0 or self.obstacle is None:
            return self.order == 0 and self.obstacle is None
        seen = partial_predicates(patterns, self.order - 1)[:, 1:]
        return self.obstacle.separable is False and self.obstacle.holds(seen, target)


def order_of(X: ArrayLike, truth: ArrayLike) -> PredicateOrder:
    """The least k such that a threshold over products of at most k points answers rightly.

    Parameters
    ----------
    X : array of shape (example, point)
        The patterns, 0 and 1, or -1 and +1: the order is the same.
    truth : array of bool, shape (example,)
        The answer to each.

    Returns
    -------
    PredicateOrder

    Raises
    ------
    TypeError
        If a point is no real number, or masked.
    ValueError
        If the shapes do not fit, a point has more than two values, the same pattern has both answers,
        or the masks are too many (see `neurohistory.theory.predicates.partial`), also for a proof.

    Examples
    --------
    >>> from neurohistory import AND, XOR
    >>> order_of(AND.X, AND.truth).order, order_of(XOR.X, XOR.truth).order
    (1, 2)
    >>> order_of(XOR.X, XOR.truth).obstacle.multipliers
    (1, 1, 1, 1)
    """
    patterns, answers = _checked(X, truth)
    target = np.where(answers, 1.0, -1.0)
    obstacle = None
    for order in count():
        seen = partial_predicates(patterns, order)[:, 1:]  # the empty mask is the bias
        used = (seen != 0).any(axis=0)  # a mask that no pattern covers has nothing to say
        found = separate(seen[:, used], target)
        if found.separable is None:
            raise ValueError(
                f"{len(patterns):,} patterns under {seen.shape[1]:,} masks of order {order} are too "
                "many for an exact proof; take fewer patterns or points"
            )
        if found.separable:
            break
        obstacle = found
    assert found.weights is not None
    assert found.bias is not None
    names = compress(masks(patterns.shape[1], order)[1:], used.tolist())
    weights: dict[tuple[int, ...], float | Fraction] = {(): found.bias}
    weights |= {mask: w for mask, w in zip(names, found.weights.tolist(), strict=True) if w}
    return PredicateOrder(order, weights, obstacle)


def _checked(X: ArrayLike, truth: ArrayLike) -> tuple[Array, NDArray[np.bool_]]:
    patterns, answers = real_numbers("X", X), np.asarray(truth)
    check_unmasked("truth", truth)
    if patterns.ndim != 2 or answers.shape != (len(patterns),) or not len(patterns):
        raise ValueError(
            "order_of needs X of shape (example, point) and one answer an example, "
            f"not shapes {patterns.shape} and {answers.shape}"
        )
    if answers.dtype != bool:
        raise ValueError(f"order_of needs answers that are True or False, not {answers.dtype}")
    if not (np.isin(patterns, (0, 1)).all() or np.isin(patterns, (-1, 1)).all()):
        raise ValueError("order_of needs points that are 0 or 1 everywhere, or -1 or +1 everywhere")
    patterns = patterns.astype(float)
    answered = np.column_stack([patterns, answers])
    if len(np.unique(answered, axis=0)) > len(np.unique(patterns, axis=0)):
        raise ValueError("the same pattern has both answers, so no order will do; leave one of them out")
    return patterns, answers
