"""What ``y`` may be in scikit-learn's face: labels of one kind, or a table of bits."""

from __future__ import annotations

from numbers import Integral, Real
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.utils.multiclass import check_classification_targets

from neurohistory.examples import check_unmasked

__all__ = ["bits_of", "check_labels_tell_apart", "classes_of", "columns_of", "labels_of_one_kind"]


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


def classes_of(labels: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The classes in order, and the place of each label among them, shape (example,).

    Two numbers, or two truths, are told apart without sorting all labels.

    Examples
    --------
    >>> classes_of(np.array(["no", "yes", "no"]))
    (array(['no', 'yes'], dtype='<U3'), array([0, 1, 0]))
    """
    if labels.dtype.kind in "biuf":
        least, most = labels.min(), labels.max()
        upper = labels == most
        if least != most and (upper | (labels == least)).all():
            return np.array([least, most]), upper.view(np.uint8)
    check_classification_targets(labels)
    return np.unique(labels, return_inverse=True)


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
    shape = y.shape if hasattr(y, "shape") else _table(y).shape
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
    bits = _table(y)
    yes = _are(bits, 1)
    if (wrong := ~(yes | _are(bits, 0))).any():
        row, column = np.argwhere(wrong)[0]
        raise ValueError(f"y[{row}, {column}] is {bits.tolist()[row][column]!r}; a bit is 0 or 1")
    return np.where(yes, 1.0, -1.0)


def _are(bits: NDArray[Any], number: int) -> NDArray[np.bool_]:
    if bits.dtype.kind != "O":
        return (bits == number) if bits.dtype.kind in "biuf" else np.zeros(bits.shape, dtype=bool)
    same = [isinstance(bit, (Real, np.bool_)) and bool(bit == number) for bit in bits.flat]
    return np.array(same, dtype=bool).reshape(bits.shape)


def _table(y: Any) -> NDArray[Any]:
    try:
        return np.asarray(y)
    except ValueError:  # rows of several lengths
        raise ValueError(
            "the rows of y are not equally long; bits make a table, with as many in each row"
        ) from None
