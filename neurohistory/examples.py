"""Labelled examples: what they must be, and copies of them that nobody can spoil."""

from __future__ import annotations

from math import isfinite
from typing import Any, Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Targets",
    "check_examples",
    "check_numbers",
    "check_unmasked",
    "frozen",
    "keys_of",
    "own_examples",
]

Array = NDArray[np.floating]
Targets = Literal["classes", "bits"]  # what the columns of a target are
Scalar = TypeVar("Scalar", bound=np.generic)

_SUPPORTED = (np.float32, np.float64)
_ROWS = 8192  # whose keys are made together: their features stay in the cache
_SPREADS = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio, odd: its multiples are far apart


def frozen(values: NDArray[Scalar]) -> NDArray[Scalar]:
    """A copy of an array that nobody can write into.

    Examples
    --------
    >>> frozen(np.array([1.0, 2.0])).flags.writeable
    False
    """
    copy = np.array(values)
    copy.flags.writeable = False
    return copy.view()  # a view cannot be made writable again


def own_examples(X: Array, target: Array, targets: Targets = "classes") -> tuple[Array, Array]:
    """The examples for one run alone: checked copies that nobody can write into.

    A model can neither spoil the examples of the next one nor keep a view of what belongs to somebody
    else.  The target comes in the precision of X.

    Raises
    ------
    TypeError, ValueError
        What `check_examples` raises.
    """
    check_examples(X, target, targets)
    dtype = X.dtype.newbyteorder("=")
    return frozen(X.astype(dtype, copy=False)), frozen(target.astype(dtype, copy=False))


def check_examples(X: Array, target: Array, targets: Targets = "classes") -> None:
    """Check the shape, type and range of X and target.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1
        A yes or no for each example, shape (example,); or a column for each of several classes, shape
        (example, class), with a single +1 in each row; or several bits, shape (example, bit).
    targets : {"classes", "bits"}, default="classes"
        What the columns of the target are.

    Raises
    ------
    TypeError
        If they are no arrays of floats in single or double precision.
    ValueError
        If the shapes do not fit, or naming the first number in X that is NaN, infinite, or too large
        to be squared, or the first target that is neither -1 nor +1.

    Examples
    --------
    >>> check_examples(np.array([[0.0], [1.0]]), np.array([0.0, 1.0]))
    Traceback (most recent call last):
        ...
    ValueError: target[0] is 0.0; a target is -1 or +1, so take np.where(is_yes, 1.0, -1.0)
    """
    for name, values in (("X", X), ("target", target)):
        _check_kind(name, values)
    if X.ndim != 2 or target.ndim not in (1, 2) or len(X) != len(target) or not len(X):
        raise ValueError(
            "X must have the shape (example, feature) and target (example,), (example, class) or "
            f"(example, bit), not {X.shape} and {target.shape}"
        )
    if not X.size:
        raise ValueError(f"X has the shape {X.shape}, no feature at all; give it one at least")
    if not _sum_of_squares(X) <= np.finfo(X.dtype).max / (4 * X.size):
        check_numbers(X)
        _check_squares(X)
    _check_target(target, targets)


def _sum_of_squares(X: Array) -> float:
    """NaN or infinite if there is such an entry, in a single pass."""
    numbers = X.ravel(order="K")
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.dot(numbers, numbers))


def _check_squares(X: Array) -> None:
    """Name the first entry that is too large for the sum of all squares to be a number."""
    most = float(np.sqrt(np.finfo(X.dtype).max / (4 * X.size)))
    if (too_large := np.abs(X) > most).any():
        row, column = np.argwhere(too_large)[0]
        raise ValueError(
            f"X[{row}, {column}] is {X[row, column]:.3g}, too large to be squared; scale the inputs"
        )


def _check_kind(name: str, values: object) -> None:
    check_unmasked(name, values)
    if isinstance(values, np.ndarray) and values.dtype.newbyteorder("=") in _SUPPORTED:
        return
    if hasattr(values, "toarray"):
        raise TypeError(f"{name} is sparse; take {name}.toarray()")
    kind = f"{values.dtype}" if isinstance(values, np.ndarray) else f"a {type(values).__name__}"
    raise TypeError(f"{name} must be an array of floats, not {kind}; take np.array({name}, float)")


def check_unmasked(name: str, values: object) -> None:
    """Refuse an array of which something is masked, for what lies under a mask is no number to use.

    Raises
    ------
    TypeError
    """
    if np.ma.is_masked(values):
        raise TypeError(f"{name} is masked in places; fill it or leave out what is masked")


def check_numbers(X: Array) -> None:
    """Name the first entry that is NaN or infinite.

    Raises
    ------
    ValueError
    """
    if isfinite(_sum_of_squares(X)) or np.isfinite(X).all():
        return
    row, column = np.argwhere(~np.isfinite(X))[0]
    value = X[row, column]
    kind, shown = ("NaN", "NaN") if np.isnan(value) else ("infinity", f"{value}")
    raise ValueError(f"X contains {kind}: X[{row}, {column}] is {shown}; remove or fill it")


def _check_target(target: NDArray[Any], targets: Targets) -> None:
    if targets not in get_args(Targets):
        raise ValueError(f"targets must be {' or '.join(map(repr, get_args(Targets)))}, not {targets!r}")
    if (wrong := np.abs(target) != 1).any():
        place = np.argwhere(wrong)[0]
        raise ValueError(
            f"target[{', '.join(map(str, place))}] is {target[tuple(place)]}; a target is -1 or +1, so "
            "take np.where(is_yes, 1.0, -1.0)"
        )
    each = "class" if targets == "classes" else "bit"
    if target.ndim == 2 and target.shape[1] < 2:
        raise ValueError(
            f"target has the shape {target.shape}; with a column for each {each} there are two at "
            f"least, and for {'two classes' if each == 'class' else 'a single bit'} target[:, 0] will do"
        )
    if targets == "bits":
        if target.ndim == 1:
            raise ValueError(
                f"target has the shape {target.shape}, and several bits have a column each, (example, "
                "bit); for a yes or no leave out targets='bits'"
            )
    elif target.ndim == 2 and (wrong := (target == 1).sum(axis=1) != 1).any():
        row = int(wrong.argmax())
        raise ValueError(
            f"target[{row}] has {int((target[row] == 1).sum())} entries of +1; each example is of one "
            "class, which is +1 where all others are -1; if the columns are bits, say targets='bits'"
        )


def keys_of(X: Array) -> NDArray[np.uint64]:
    """A number for each row that says what stands in it, and nearly always that alone.

    Examples
    --------
    >>> one, same, other = keys_of(np.array([[0.0, 1.5], [-0.0, 1.5], [1.5, 0.0]]))
    >>> bool(one == same), bool(one == other)
    (True, False)
    """
    keys = np.zeros(len(X), dtype=np.uint64)
    for first in range(0, len(X), _ROWS):
        rows = slice(first, first + _ROWS)
        for j in range(X.shape[1]):
            bits = (X[rows, j] + 0.0).view(np.uint64)  # -0 is 0
            keys[rows] += (bits ^ (bits >> np.uint64(32))) * np.uint64(pow(_SPREADS, j + 1, 2**64))
    return keys
