"""What several threshold units can share out, if an element joins their answers (1962).

Units under an OR can answer rightly if half-spaces that are free of the cases of no hold all cases of
yes between them, and units under an AND if it is so the other way round.  On a few cases every way to
share them out is tried, and `separate` decides about each part.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neurohistory.theory.expectation import Expectation, Verdict, expect_contradiction, expect_separation
from neurohistory.theory.separability import Separation, separate

__all__ = ["can_hold", "expect_joined_units", "expect_some_starts", "is_tried"]

Array = NDArray[np.floating]

_MAX_CASES = 8  # a gate of three inputs
_MIN_RATE = 0.1
_MIN_EPOCHS = 20


def can_hold(points: Array, others: Array, n_spaces: int) -> bool:
    """Whether `n_spaces` half-spaces, free of the others, can hold all the points between them.

    Where `separate` decides nothing, the answer is yes.

    Parameters
    ----------
    points, others : ndarray of shape (point, feature)
    n_spaces : int

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> [can_hold(XOR.X[XOR.truth], XOR.X[~XOR.truth], n) for n in (1, 2)]
    [False, True]
    """
    return _can_hold(points, others, n_spaces, ())


def _can_hold(points: Array, others: Array, n_spaces: int, groups: tuple[Array, ...]) -> bool:
    """The same if each group has a half-space already: the first point joins a group or opens one."""
    if not len(points):
        return True
    for number in range(min(len(groups) + 1, n_spaces)):
        group = np.vstack([*groups[number : number + 1], points[:1]])
        target = np.repeat([1.0, -1.0], [len(group), len(others)])
        held = separate(np.vstack([group, others]), target).separable is not False
        shared = (*groups[:number], group, *groups[number + 1 :])
        if held and _can_hold(points[1:], others, n_spaces, shared):
            return True
    return False


def expect_joined_units(
    line: Separation, X: Array, target: Array, n_units: int, needed: int | None = None
) -> Expectation | None:
    """What is expected of several units where one line does not do it; None if they can do it.

    Parameters
    ----------
    line : Separation
        What `separate` says of the examples: no line, or that it could not tell.
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,)
    n_units : int
    needed : int, optional
        How many units must say yes for the joining element to say yes: 1 for OR, all for AND.  Without
        it that element is a unit that learns, and may become either.

    Examples
    --------
    >>> from neurohistory.problems.gates import parity
    >>> odd = parity(3)
    >>> expect_joined_units(separate(odd.X, odd.target), odd.X, odd.target, 3, needed=1).verdict.value
    'cannot'
    """
    if line.separable is None:
        return expect_separation(line, len(X))
    if contradiction := expect_contradiction(X, target):
        return contradiction
    if n_units == 1:
        return expect_separation(line, len(X))
    if len(X) > _MAX_CASES:
        return Expectation(
            Verdict.OPEN, f"no line separates the classes; whether {n_units} do, we have not searched"
        )
    # With k - 1 units that always say yes the others are an OR; with n - k that never do, an AND.
    n_or, n_and = (n_units, n_units) if needed is None else (n_units - needed + 1, needed)
    yes, no = X[target > 0], X[target <= 0]
    if can_hold(yes, no, n_or) or can_hold(no, yes, n_and):
        return None
    if needed not in (1, n_units):
        return Expectation(Verdict.OPEN, "no line separates the classes")
    these = "yes" if needed == 1 else "no"
    return Expectation(
        Verdict.CANNOT,
        f"{n_units} half-planes free of other cases cannot hold all cases of {these}: every way was "
        "tried",
    )


def expect_some_starts(n_units: int, order: str, tried: bool) -> Expectation:
    """What is expected of units that can do it, if they find out by a rule without a theorem.

    Parameters
    ----------
    n_units : int
    order : {"cyclic", "shuffled"}
        How the examples are shown.
    tried : bool
        Whether some starts are known to do it with such settings.

    Examples
    --------
    >>> expect_some_starts(2, "cyclic", tried=False).reason
    '2 units can do it, but a fixed order may lock the weights in a cycle'
    """
    if order == "cyclic":
        return Expectation(
            Verdict.OPEN, f"{n_units} units can do it, but a fixed order may lock the weights in a cycle"
        )
    return Expectation(
        Verdict.DEPENDS if tried else Verdict.OPEN,
        f"{n_units} units can do it; whether they come to it depends on the start and the order",
    )


def is_tried(X: Array, learning_rate: float, max_epochs: int) -> bool:
    """Whether some of 100 starts do what the units can do: so it is on gates of 2 and 3 inputs.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    learning_rate : float
        At least 0.1.
    max_epochs : int
        At least 20.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> [is_tried(X, 0.1, 20) for X in (XOR.X, XOR.X / 100)]
    [True, False]
    """
    enough = learning_rate >= _MIN_RATE and max_epochs >= _MIN_EPOCHS
    return enough and bool(np.isin(X, (-1, 0, 1)).all())
