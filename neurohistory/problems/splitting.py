"""Which examples are learned from and which are set aside to be tested on."""

from __future__ import annotations

import math
from collections.abc import Callable
from numbers import Integral
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.examples import Targets, keys_of
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
    y : ndarray of shape (example,), or (example, bit)
        The labels, of which each class has the same fraction in both parts; or bits, 0 and 1.
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
    answers = _answers_of(name, y)
    fraction = _TEST_FRACTION if test_fraction is None else test_fraction
    if not 0 <= fraction < 1:
        raise ValueError(f"test_fraction must be at least 0 and less than 1, not {fraction}")
    if fraction and (reason := _why_not_split(X, answers, fraction, test_fraction is None)):
        if test_fraction is not None:
            raise ValueError(f"{name}: {reason}; take 0 to learn from all")
        fraction, notes = 0, (*notes, f"{name}: nothing was set aside to be tested on, for {reason}")
    learned, tested = np.arange(len(X)), np.arange(0)
    if fraction:
        n_test = math.ceil(round(fraction * len(X), 9))
        by_class = answers.targets == "classes"
        learned, tested = _in_two(answers.code, n_test, generator_of(seed), by_class)
    raw, (X, X_test), code = X, (X[learned], X[tested]), answers.code
    if standardized:
        X, X_test = standardize(X, X_test)
        _check_apart(name, raw, X, code[learned], place, learned)
    if not np.isfinite(X_test).all():
        column = np.argwhere(~np.isfinite(X_test))[0, 1]
        raise ValueError(
            f"{name}: feature {column + 1} of an example set aside is too far from those to learn "
            "from to be scaled; take another seed, or a test_fraction of 0"
        )
    return Problem(
        name, X, answers.target(learned), X_test, answers.target(tested), answers.classes,
        answers.targets, complete=not len(tested) and _is_complete(raw, code), notes=notes,
    )  # fmt: skip


def _in_two(
    code: NDArray[np.int64], n_test: int, rng: np.random.RandomState, by_class: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which examples to learn from and which to set aside; `by_class`, the same share of each class.

    Every number is drawn as by scikit-learn's `train_test_split`, which takes a tenth of a second to
    import; a test holds the two equal.
    """
    if not by_class:
        order = rng.permutation(len(code))
        return order[n_test:], order[:n_test]
    counts = np.bincount(code)
    members = np.split(np.argsort(code, kind="stable"), np.cumsum(counts)[:-1])
    n_learned = _shares(counts, len(code) - n_test, rng)
    _shares(counts - n_learned, n_test, rng)  # it takes all that are left, and may draw for them
    mixed = [each[rng.permutation(len(each))] for each in members]
    learned, tested = zip(
        *(np.split(each, [n]) for each, n in zip(mixed, n_learned, strict=True)), strict=True
    )
    return rng.permutation(np.concatenate(learned)), rng.permutation(np.concatenate(tested))


def _shares(counts: NDArray[np.int64], n: int, rng: np.random.RandomState) -> NDArray[np.int64]:
    """How many of each class are among `n` of all; chance says who gets one more, where it is a tie."""
    exact = counts / counts.sum() * n
    shares: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    left = exact - shares
    for most in np.unique(left)[::-1]:
        if not (missing := n - int(shares.sum())):
            break
        equal = np.flatnonzero(left == most)
        shares[rng.choice(equal, size=min(len(equal), missing), replace=False)] += 1
    return shares


class _Answers(NamedTuple):
    """What the examples are asked for."""

    code: NDArray[np.int64]  # (example,): the number of the class; or (example, bit)
    classes: tuple[Any, ...]
    targets: Targets

    def target(self, examples: NDArray[np.int64]) -> Array:
        """What some of the examples are taught."""
        code = self.code[examples]
        return targets_of(code, 2 if self.targets == "bits" else len(self.classes))

    def rarest(self) -> tuple[int, str]:
        """How many examples the rarest class has, or the rarer value of a bit, and what it is called."""
        if self.targets == "bits":
            counts = np.stack([(self.code == value).sum(axis=0) for value in (0, 1)])
            value, bit = np.unravel_index(counts.argmin(), counts.shape)
            return int(counts.min()), f"each value of a bit, and the {value} of bit {bit + 1}"
        counts = np.bincount(self.code)
        return int(counts.min()), f"each class, and {self.classes[counts.argmin()]!r}"


def _answers_of(name: str, y: NDArray[Any]) -> _Answers:
    if y.ndim == 2:
        return _Answers(y.astype(np.int64), (0, 1), "bits")
    classes, code = np.unique(y, return_inverse=True)
    if len(classes) < 2:
        raise ValueError(f"{name} has one class only: {classes.tolist()}; it needs two to tell apart")
    return _Answers(code, tuple(classes.tolist()), "classes")


def _check_apart(
    name: str,
    raw: Array,
    scaled: Array,
    code: NDArray[np.int64],
    place: Callable[[int], str],
    learned: NDArray[np.int64],
) -> None:
    """Raise ValueError if different examples of different classes were scaled to the same numbers."""
    seen: dict[bytes, int] = {}
    for at in _perhaps_equal(scaled):
        other = seen.setdefault((scaled[at] + 0.0).tobytes(), at)  # so that -0 is 0
        if other == at:
            continue
        if (code[other] != code[at]).any() and (raw[learned[other]] != raw[learned[at]]).any():
            one, two = (place(int(learned[row])) for row in (other, at))
            raise ValueError(
                f"{name}: {one} and {two} differ too little to be told apart once "
                "features are scaled to mean 0 and deviation 1; subtract an offset, or leave out "
                "examples that are far from the others"
            )


def _perhaps_equal(X: Array) -> list[int]:
    """Examples among which are all that equal another one, in their order."""
    keys = keys_of(X.astype(np.float64, copy=False))
    _, kind, n_alike = np.unique(keys, return_inverse=True, return_counts=True)
    found: list[int] = np.flatnonzero(n_alike[kind] > 1).tolist()
    return found


def _why_not_split(X: Array, answers: _Answers, fraction: float, by_default: bool) -> str:
    """What speaks against setting a fraction aside; nothing if it can be done."""
    needed = round(_MIN_OF_A_CLASS / min(fraction, 1 - fraction), 9)  # infinite for the least fractions
    fewest, rare = answers.rarest()
    if fewest < needed:
        shown = math.ceil(needed) if needed < _MAX_TOLD else f"{needed:.2g}"
        return f"that takes {shown} examples of {rare} has {fewest}"
    if by_default and _is_complete(X, answers.code):
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

    Bits are taken as two classes each, and keep their shape.

    Examples
    --------
    >>> targets_of(np.array([0, 1, 1]), 2)
    array([-1.,  1.,  1.])
    """
    if n_classes == 2:
        return np.where(code == 1, 1.0, -1.0)
    return np.where(code[:, None] == np.arange(n_classes), 1.0, -1.0)
