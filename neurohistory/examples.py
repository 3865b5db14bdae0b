"""Labelled examples: what they must be, and copies of them that nobody can spoil."""

from __future__ import annotations

from numbers import Integral, Real
from typing import Any, Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Targets",
    "bits_of",
    "check_examples",
    "check_labels_tell_apart",
    "check_numbers",
    "check_unmasked",
    "columns_of",
    "frozen",
    "labels_of_one_kind",
    "own_examples",
]

Array = NDArray[np.floating]
Targets = Literal["classes", "bits"]  # what the columns of a target are
Scalar = TypeVar("Scalar", bound=np.generic)

_SUPPORTED = (np.float32, np.float64)


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
            "X must have the shape (example, feature) and target (example,) or (example, class), "
            f"not {X.shape} and {target.shape}"
        )
    if not X.size:
        raise ValueError(f"X has the shape {X.shape}, no feature at all; give it one at least")
    check_numbers(X)
    most = float(np.sqrt(np.finfo(X.dtype).max / (4 * X.size)))  # the sum of all squares is a number
    if (too_large := np.abs(X) > most).any():
        row, column = np.argwhere(too_large)[0]
        raise ValueError(
            f"X[{row}, {column}] is {X[row, column]:.3g}, too large to be squared; scale the inputs"
        )
    _check_target(target, targets)


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
    if np.isfinite(X).all():
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


def labels_of_one_kind(y: Any) -> Any:
    """Labels as they are: whole numbers, truths or text, also in an array of objects.

    Raises
    ------
    ValueError
        Naming the first label that is missing, of another kind than the one before, or of no kind
        that can be told apart.

    Examples
    --------
    >>> labels_of_one_kind(np.array([True, False], dtype=object))
    array([ True, False])
    >>> labels_of_one_kind(["yes", 1])
    Traceback (most recent call last):
        ...
    ValueError: y[1] is 1 and y[0] is 'yes', labels of two kinds; make them all text, or all numbers
    """
    check_unmasked("y", y)
    if isinstance(y, (list, tuple)):
        if not all(np.ndim(label) == 0 for label in y):
            return y  # scikit-learn says what is wrong with its shape
        labels = np.empty(len(y), dtype=object)
        labels[:] = y
    else:
        labels = np.asarray(y)
        if labels.ndim != 1 or labels.dtype.kind not in "OSTV":
            return y
    values = labels.tolist()
    kinds = [_kind_of_label(i, label) for i, label in enumerate(values)]
    for i, kind in enumerate(kinds):
        if kind is not kinds[0]:
            raise ValueError(
                f"y[{i}] is {values[i]!r} and y[0] is {values[0]!r}, labels of two kinds; make them all "
                "text, or all numbers"
            )
    if isinstance(y, (list, tuple)) or (labels.dtype.kind == "O" and str in kinds):
        return y  # scikit-learn takes these as they are
    return np.array(values)


def _kind_of_label(i: int, label: object) -> type:
    if isinstance(label, (bool, np.bool_)):
        return bool
    if isinstance(label, Real) and not np.isnan(float(label)):
        if isinstance(label, Integral) and not -(2**63) <= int(label) < 2**63:
            raise ValueError(f"y[{i}] is {label}, too large a number for a label; take y.astype(str)")
        return Real
    if isinstance(label, str):
        return str
    if isinstance(label, bytes):
        raise ValueError(f"y[{i}] is {label!r}, and labels are not bytes; take y.astype(str)")
    what = "y contains NaN: " if isinstance(label, Real) else ""
    raise ValueError(
        f"{what}y[{i}] is {label!r}; a label is a whole number, a truth or a text: fill it in, or leave "
        "the example out"
    )


def check_labels_tell_apart(labels: NDArray[Any]) -> None:
    """Refuse fractions, which measure something and name no class.

    Raises
    ------
    ValueError
    """
    if labels.dtype.kind == "f" and (broken := labels != np.floor(labels)).any():
        i = int(broken.argmax())
        raise ValueError(
            f"Unknown label type: continuous. y[{i}] is {labels[i]}; a label is a whole number, a truth "
            "or a text, so take y.astype(str) if each number names a class"
        )


def columns_of(y: Any) -> int:
    """How many columns labels have: 1 for a label for each example, more for a table of bits.

    Raises
    ------
    ValueError
        If the rows of a table are not equally long.

    Examples
    --------
    >>> columns_of([0, 1, 1]), columns_of([[0, 1], [1, 1], [0, 0]])
    (1, 2)
    """
    if isinstance(y, (list, tuple)):
        lengths = [len(row) for row in y if isinstance(row, (list, tuple, np.ndarray))]
        if len(set(lengths)) > 1:
            raise ValueError(
                f"the rows of y have {min(lengths)} to {max(lengths)} values; bits make a table, with "
                "as many in each row"
            )
    shape = y.shape if hasattr(y, "shape") else np.asarray(y).shape
    return int(shape[1]) if len(shape) == 2 else 1


def bits_of(y: Any) -> NDArray[np.float64]:
    """A table of bits, 0 and 1, as a target of -1 and +1, shape (example, bit).

    Raises
    ------
    TypeError
        If the table is sparse.
    ValueError
        Naming the first entry that is neither 0 nor 1.

    Examples
    --------
    >>> bits_of([[0, 1], [1, 1]]).tolist()
    [[-1.0, 1.0], [1.0, 1.0]]
    >>> bits_of([[0, 1], [1, 2]])
    Traceback (most recent call last):
        ...
    ValueError: y[1, 1] is 2; a bit is 0 or 1
    """
    if hasattr(y, "toarray"):
        raise TypeError("y is sparse; take y.toarray()")
    check_unmasked("y", y)
    bits = np.asarray(y)
    yes = np.asarray(bits == 1)
    if (wrong := ~(yes | (bits == 0))).any():
        row, column = np.argwhere(wrong)[0]
        raise ValueError(f"y[{row}, {column}] is {bits[row, column]}; a bit is 0 or 1")
    return np.where(yes, 1.0, -1.0)
