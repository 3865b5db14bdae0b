"""Which examples are learned from and which are set aside to be tested on."""

from __future__ import annotations

import math
from collections.abc import Callable
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.problems.problem import Problem
from neurohistory.problems.scaling import standardize

__all__ = ["generator_of", "split", "targets_of"]

Array = NDArray[np.floating]

_TEST_FRACTION = 0.25
_MIN_OF_A_CLASS = 2  # examples that each part must have; fewer say nothing about a class
_MAX_TOLD = 1e9  # a message writes out numbers of examples up to this


def generator_of(seed: int) -> np.random.RandomState:
    """A generator of the older kind, from a seed of any length: `make_moons` and its kin take no other.

    Raises
    ------
    TypeError, ValueError
        If the seed is no whole number, or negative.
    """
    if isinstance(seed, bool) or not isinstance(seed, Integral):
        raise TypeError(f"seed must be a whole number, not {seed!r}")
    if seed < 0:
        raise ValueError(f"seed must be at least 0, not {seed}")
    if seed < 2**32:
        return np.random.RandomState(seed)
    return np.random.RandomState(np.random.MT19937(np.random.SeedSequence(seed)))


def split(
    name: str,
    X: Array,
    y: NDArray[Any],
    seed: int,
    test_fraction: float | None,
    standardized: bool,
    notes: tuple[str, ...] = (),
    place: Callable[[int], str] = "example {}".format,
) -> Problem:
    """A problem of labelled examples, of which some are set aside to be tested on.

    Parameters
    ----------
    name : str
    X : ndarray of shape (example, feature)
    y : ndarray of shape (example,)
        The labels.
    seed : int
    test_fraction : float or None
        The fraction to set aside; None for a quarter, or nothing where too few would be left or the
        examples are a complete table.
    standardized : bool
        Whether features are brought to mean 0 and deviation 1 over the examples to learn from.
    notes : tuple of str, optional
        What has been said of the examples so far.
    place : callable, optional
        What to call an example in a message, by its number.

    Raises
    ------
    ValueError
        If the fraction cannot be set aside, or scaling makes different examples of different classes
        equal.

    Examples
    --------
    >>> split("stairs", np.arange(40.0)[:, None], np.arange(40) // 20, 0, None, standardized=True)
    Problem(stairs: 30 examples and 10 to test, 1 features, 2 classes)
    """
    from sklearn.model_selection import train_test_split

    classes, code = np.unique(y, return_inverse=True)
    if len(classes) < 2:
        raise ValueError(f"{name} has one class only: {classes.tolist()}; it needs two to tell apart")
    fraction = _TEST_FRACTION if test_fraction is None else test_fraction
    if not 0 <= fraction < 1:
        raise ValueError(f"test_fraction must be at least 0 and less than 1, not {fraction}")
    if fraction and (
        reason := _why_not_split(X, code, classes.tolist(), fraction, test_fraction is None)
    ):
        if test_fraction is not None:
            raise ValueError(f"{name}: {reason}; take 0 to learn from all")
        fraction, notes = 0, (*notes, f"{name}: nothing was set aside to be tested on, for {reason}")
    learned, tested = np.arange(len(X)), np.arange(0)
    if fraction:
        n_test = math.ceil(round(fraction * len(X), 9))
        learned, tested = train_test_split(
            learned, test_size=n_test, random_state=generator_of(seed), stratify=code
        )
    raw, (X, X_test), (code, code_test) = X, (X[learned], X[tested]), (code[learned], code[tested])
    if standardized:
        X, X_test = standardize(X, X_test)
        _check_apart(name, raw, X, code, [place(at) for at in learned.tolist()], learned)
    if not np.isfinite(X_test).all():
        column = np.argwhere(~np.isfinite(X_test))[0, 1]
        raise ValueError(
            f"{name}: feature {column + 1} of an example set aside is too far from those to learn "
            "from to be scaled; take another seed, or a test_fraction of 0"
        )
    return Problem(
        name, X, targets_of(code, len(classes)), X_test, targets_of(code_test, len(classes)),
        tuple(classes.tolist()), complete=not len(tested) and _is_complete(raw, code), notes=notes,
    )  # fmt: skip


def _check_apart(
    name: str,
    raw: Array,
    scaled: Array,
    code: NDArray[np.int64],
    places: list[str],
    learned: NDArray[np.int64],
) -> None:
    """Raise ValueError if different examples of different classes were scaled to the same numbers."""
    seen: dict[int, int] = {}
    for at, row in enumerate(scaled + 0.0):  # so that -0 is 0
        other = seen.setdefault(hash(row.tobytes()), at)
        if code[other] != code[at] and (raw[learned[other]] != raw[learned[at]]).any():
            raise ValueError(
                f"{name}: {places[other]} and {places[at]} differ too little to be told apart once "
                "features are scaled to mean 0 and deviation 1; subtract an offset, or leave out "
                "examples that are far from the others"
            )


def _why_not_split(
    X: Array, code: NDArray[np.int64], classes: list[Any], fraction: float, by_default: bool
) -> str:
    """What speaks against setting a fraction aside; nothing if it can be done."""
    needed = round(_MIN_OF_A_CLASS / min(fraction, 1 - fraction), 9)  # infinite for the least fractions
    counts = np.bincount(code)
    if counts.min() < needed:
        rare = classes[counts.argmin()]
        shown = math.ceil(needed) if needed < _MAX_TOLD else f"{needed:.2g}"
        return f"that takes {shown} examples of each class, and {rare!r} has {counts.min()}"
    if by_default and _is_complete(X, code):
        return "the table is complete: it holds every combination of the features, each with one answer"
    return ""


def _is_complete(X: Array, code: NDArray[np.int64]) -> bool:
    """Whether examples are a truth table: every combination of two values, each with one answer."""
    n_cases = 2.0 ** X.shape[1]
    if n_cases > len(X) or any(len(np.unique(values)) != 2 for values in X.T):
        return False
    cases, answers = (np.unique(rows, axis=0) for rows in (X, np.column_stack([X, code])))
    return bool(len(cases) == len(answers) == n_cases)


def targets_of(code: NDArray[np.int64], n_classes: int) -> Array:
    """Numbers of classes as -1 and +1, shape (example,) for two classes and (example, class) for more.

    Examples
    --------
    >>> targets_of(np.array([0, 1, 1]), 2)
    array([-1.,  1.,  1.])
    """
    if n_classes == 2:
        return np.where(code == 1, 1.0, -1.0)
    return np.where(code[:, None] == np.arange(n_classes), 1.0, -1.0)
