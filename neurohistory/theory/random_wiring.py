"""What a perceptron with randomly wired association units can be expected to answer (1958).

Two association units are of one kind if they fire for the same examples.  On a few points there are few
kinds: `unit_kinds` lists them and how likely each is, `max_corrections` tells whether they can be
weighted to answer rightly, and `answerable_fraction` how many machines have those that it takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, combinations_with_replacement
from math import comb, factorial, prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.association import association
from neurohistory.theory.expectation import Expectation, Verdict, expect_contradiction
from neurohistory.theory.separability import separate

__all__ = [
    "UnitKinds",
    "answerable_fraction",
    "expect_random_wiring",
    "max_corrections",
    "sufficient_kinds",
    "unit_kinds",
]

Array = NDArray[np.floating]

_MAX_WIRINGS = 10_000  # ways to wire one unit
_MAX_ANSWERS = 1_000_000  # examples times such ways
_MAX_KINDS = 6  # 2^6 - 1 subsets are tried
_MIN_FRACTION = 0.3  # success rates below this may not show up in a study


class UnitKinds(NamedTuple):
    """The kinds of association unit that differ on a set of examples."""

    active: NDArray[np.bool_]  # (example, kind): for which examples it fires
    probability: NDArray[np.float64]  # (kind,): that a unit is of this kind


def unit_kinds(X: Array, excitatory: int, inhibitory: int, threshold: float) -> UnitKinds:
    """All kinds of association unit that random wiring can give, and how likely each is.

    It goes through all wirings, so the retina must be small.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    excitatory, inhibitory : int
        Connections of each unit.
    threshold : float

    Raises
    ------
    ValueError
        If a unit can be wired in more than 10,000 ways, or their answers to all examples are more than
        1,000,000.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> found = unit_kinds(XOR.X, excitatory=6, inhibitory=4, threshold=1)
    >>> found.active.T.astype(int)
    array([[0, 0, 1, 1],
           [0, 1, 0, 1],
           [0, 1, 1, 1]])
    >>> found.probability.round(3)
    array([0.377, 0.377, 0.246])
    """
    n_points = X.shape[1]
    number, limit = _n_wirings(n_points, excitatory, inhibitory), _max_wirings(len(X))
    if number > limit:
        raise ValueError(
            f"a unit with {excitatory} and {inhibitory} connections to {n_points} points can be wired "
            f"in {number:,} ways, more than {limit:,}; use fewer points, connections or examples"
        )
    plus, p_plus = _spread(n_points, excitatory)
    minus, p_minus = _spread(n_points, inhibitory)
    wiring = (plus[:, :, None] - minus[:, None]).reshape(n_points, -1, 1)  # (feature, wiring, 1)
    fires = association(wiring, X, threshold)[..., 0]  # (example, wiring)
    active, kind = np.unique(fires, axis=1, return_inverse=True)
    probability = np.bincount(kind.ravel(), np.outer(p_plus, p_minus).ravel())
    return UnitKinds(active, probability.astype(float))


def _n_wirings(n_points: int, *connections: int) -> int:
    return prod(comb(number + n_points - 1, number) for number in connections)


def _max_wirings(n_examples: int) -> int:
    return min(_MAX_WIRINGS, _MAX_ANSWERS // max(n_examples, 1))


def _spread(n_points: int, connections: int) -> tuple[Array, Array]:
    """All ways to end on the points, shape (feature, way), and how likely each is."""
    ways = [
        np.bincount(points, minlength=n_points)
        for points in combinations_with_replacement(range(n_points), connections)
    ]
    orders = [factorial(connections) // prod(map(factorial, way.tolist())) for way in ways]
    return np.array(ways, dtype=float).T, np.array(orders) / n_points**connections


def max_corrections(active: NDArray[np.bool_] | Array, target: Array) -> float:
    """How many corrections a response unit makes at most from zero weights; infinite if it must fail.

    NaN if neither could be shown.

    This is Novikoff's bound (1962) for weights without a bias.  Where no unit fires the answer is no,
    whatever the weights are.  The other examples must separate through the origin, which is to separate
    them together with their mirror images.

    Parameters
    ----------
    active : ndarray of bool or float, shape (example, unit)
        What the association units say.  Several that always say the same may stand as one that says
        the square root of their number.
    target : ndarray of -1 and +1, shape (example,)

    Examples
    --------
    >>> from neurohistory.problems.gates import AND
    >>> max_corrections(AND.X > 0, AND.target)  # the points themselves: no AND without a bias
    inf
    """
    lit = active.any(axis=1)
    if (target[~lit] > 0).any():
        return np.inf
    if (target < 0).all():
        return 0.0
    different: Array = np.unique(np.column_stack([active, target])[lit], axis=0)
    a, t = different[:, :-1], different[:, -1]
    found = separate(np.vstack([a, -a]), np.concatenate([t, -t]))
    if not found.separable:
        return np.nan if found.separable is None else np.inf
    return float((a * a).sum(axis=1).max() / found.margin**2)


def sufficient_kinds(kinds: UnitKinds, target: Array) -> list[tuple[int, ...]]:
    """The subsets of the kinds, by number, that can be weighted to answer rightly; small ones first.

    Parameters
    ----------
    kinds : UnitKinds
        At most six kinds.
    target : ndarray of -1 and +1, shape (example,)

    Raises
    ------
    ValueError
        If there are more kinds.

    Examples
    --------
    >>> from neurohistory.problems.gates import OR, XOR
    >>> kinds = unit_kinds(XOR.X, excitatory=6, inhibitory=4, threshold=1)
    >>> sufficient_kinds(kinds, XOR.target)
    [(0, 1, 2)]
    >>> sufficient_kinds(kinds, OR.target)
    [(2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]
    """
    n_kinds = len(kinds.probability)
    if n_kinds > _MAX_KINDS:
        raise ValueError(
            f"{n_kinds} kinds of association unit are more than {_MAX_KINDS}, too many to weigh all "
            "choices; use fewer examples"
        )
    enough: list[tuple[int, ...]] = []
    for subset in _subsets(range(n_kinds)):
        if any(set(smaller) <= set(subset) for smaller in enough) or np.isfinite(
            max_corrections(kinds.active[:, list(subset)], target)
        ):
            enough.append(subset)
    return enough


def answerable_fraction(kinds: UnitKinds, target: Array, n_units: int) -> float:
    """The fraction of all machines whose association units can be weighted to answer rightly.

    It is the sum, over the sufficient subsets of the kinds, of the probability that these kinds and no
    others are among the units, by inclusion and exclusion.

    Parameters
    ----------
    kinds : UnitKinds
        At most six kinds.
    target : ndarray of -1 and +1, shape (example,)
    n_units : int
        Association units of a machine.

    Raises
    ------
    ValueError
        If there are more kinds.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> kinds = unit_kinds(XOR.X, excitatory=6, inhibitory=4, threshold=1)
    >>> [round(answerable_fraction(kinds, XOR.target, n), 3) for n in (3, 8, 30)]
    [0.21, 0.851, 1.0]
    """
    fraction = sum(
        (-1) ** (len(subset) - len(part)) * kinds.probability[list(part)].sum() ** n_units
        for subset in sufficient_kinds(kinds, target)
        for part in _subsets(subset)
    )
    return float(np.clip(fraction, 0, 1))


def _subsets(numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """All non-empty subsets, small ones first."""
    return chain.from_iterable(combinations(numbers, size + 1) for size in range(len(numbers)))


def expect_random_wiring(
    X: Array,
    target: Array,
    n_units: int,
    excitatory: int,
    inhibitory: int,
    threshold: float,
    max_epochs: int,
) -> Expectation:
    """What is expected of a perceptron with randomly wired association units and no bias.

    More units never make a task harder, so what all kinds together cannot answer no machine can.  The
    last layer is a perceptron on what they say, and the convergence theorem holds for it: how long it
    takes depends on how many units of each kind there are, and we ask it for a machine that has them in
    proportion to their probabilities.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,)
    n_units : int
        Association units of a machine.
    excitatory, inhibitory : int
        Connections of each.
    threshold : float
    max_epochs : int

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> expect_random_wiring(XOR.X, XOR.target, 2, 6, 4, 1.0, 100).reason
    'it takes 3 association units at least, and there are 2'
    """
    if not (target > 0).any():
        return Expectation(Verdict.SOLVES, "only no is wanted, and the first weights say no")
    if contradiction := expect_contradiction(X, target):
        return contradiction
    if _n_wirings(X.shape[1], excitatory, inhibitory) > _max_wirings(len(X)):
        return Expectation(Verdict.OPEN, "a unit can be wired in too many ways to go through")
    kinds = unit_kinds(X, excitatory, inhibitory, threshold)
    return _expect_all_kinds(kinds, target) or _expect_machines(kinds, target, n_units, max_epochs)


def _expect_all_kinds(kinds: UnitKinds, target: Array) -> Expectation | None:
    """What is expected whatever units are drawn; None if it depends on them."""
    n_kinds = len(kinds.probability)
    if (target[~kinds.active.any(axis=1)] > 0).any():
        return Expectation(
            Verdict.CANNOT, "a yes is wanted where no association unit can fire, and silence is a no"
        )
    corrections = max_corrections(kinds.active, target)
    if np.isnan(corrections):
        return Expectation(Verdict.OPEN, f"{n_kinds} kinds of association unit are too many to weigh")
    if corrections == np.inf:
        return Expectation(
            Verdict.CANNOT,
            f"not even all {n_kinds} kinds of association unit together can be weighted for it",
        )
    if n_kinds == 1:  # it fires for each yes and for no other, and one correction will do
        return Expectation(Verdict.SOLVES, "any association unit that can be drawn is enough")
    if n_kinds > _MAX_KINDS:
        return Expectation(Verdict.OPEN, f"{n_kinds} kinds of association unit could answer it")
    return None


def _expect_machines(kinds: UnitKinds, target: Array, n_units: int, max_epochs: int) -> Expectation:
    """What is expected of machines with so many units, which may lack a kind that it takes."""
    fewest = len(sufficient_kinds(kinds, target)[0])
    if n_units < fewest:
        return Expectation(
            Verdict.CANNOT, f"it takes {fewest} association units at least, and there are {n_units}"
        )
    typical = kinds.active * np.sqrt(np.maximum(n_units * kinds.probability, 1))
    needed = max_corrections(typical, target)
    if needed > max_epochs:
        return Expectation(
            Verdict.OPEN,
            f"a machine with the usual number of units of each kind answers it within "
            f"{np.ceil(needed):,.0f} epochs, and there are {max_epochs:,}",
        )
    fraction = answerable_fraction(kinds, target, n_units)
    shown = f"{fraction:.3f}" if fraction < 0.9995 else "more than 0.999"
    return Expectation(
        Verdict.DEPENDS if fraction >= _MIN_FRACTION else Verdict.OPEN,
        f"a fraction of {shown} of all machines has the association units that it takes",
    )
