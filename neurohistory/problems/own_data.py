"""Problems from files of one's own.

Numbers are scaled with the mean and the spread of the examples to learn from; a file of nothing but 0
and 1 stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.problems.files import read
from neurohistory.problems.files.values import Table, number
from neurohistory.problems.problem import Problem
from neurohistory.problems.splitting import split, targets_of

__all__ = ["TwoClasses", "from_file", "two_classes"]

Array = NDArray[np.floating]


def from_file(
    path: Path | str,
    target: str | Sequence[str],
    seed: int = 0,
    test_fraction: float | None = None,
) -> Problem:
    """A problem from a file: text with separators, an array of NumPy's, or images of bytes.

    Features that are all 0 or 1 are left as they are; others get mean 0 and deviation 1.

    Parameters
    ----------
    path : Path or str
        ``.csv`` or ``.tsv``, also packed as ``.csv.gz`` or ``.tsv.gz``: a heading, then numbers, and
        labels in the target column.  ``.npz``: two arrays, the features by any name and the labels by
        the name `target`.  ``.npy``: one array of numbers, with the labels in the column of that
        number.  ``-idx3-ubyte``, also packed as ``.gz``: images of bytes, as MNIST has them, with the
        file of the labels in the same folder for target.  ``-``: CSV from standard input.
    target : str or sequence of str
        The column, or the array, of the labels: whole numbers, a few fractions, or text.  Several
        columns, or an array of shape (example, bit), are bits of 0 and 1, which a model answers at once.
    seed : int, default=0
        Seeds the split.
    test_fraction : float, optional
        The fraction of the examples to set aside, at least 0 and less than 1.  By default a quarter;
        nothing where a class has fewer than eight examples, or where the table is complete, that is,
        holds every combination of features with two values, each with one answer.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If the column is not there, a feature is not a finite number, a label is missing, all labels
        are the same or look like measurements, or the fraction cannot be set aside; the message names
        the column, the line and the value.
    """
    first, *more = [target] if isinstance(target, str) else target
    name, table = read(Path(path), first)
    if more or table.labels.ndim == 2:
        table = _with_bits(name, table, first, more)
    standardized = not np.isin(table.X, (0, 1)).all()
    return split(
        name, table.X, table.labels, seed, test_fraction, standardized, table.notes, table.place
    )


def _with_bits(name: str, table: Table, first: str, more: list[str]) -> Table:
    """The same examples with bits for labels: the labels, and the columns of those names."""
    if table.labels.ndim == 2 and more:
        raise ValueError(f"{first!r} of {name} holds several bits; name no other target beside it")
    if len({first, *more}) < 1 + len(more):
        raise ValueError(
            f"the targets {', '.join([first, *more])} of {name} must differ; name each once"
        )
    for target in more:
        if target not in table.columns:
            raise ValueError(
                f"{name} has no column {target!r} for a bit; beside {first!r} it has "
                f"{', '.join(table.columns) or 'no columns with names'}"
            )
    at = [table.columns.index(target) for target in more]
    columns = [*np.atleast_2d(table.labels.T), *table.X[:, at].T]
    names = [first, *more] if more else [f"{first}[{bit}]" for bit in range(len(columns))]
    bits = [_bits(name, table, *named) for named in zip(names, columns, strict=True)]
    left = np.delete(table.X, at, axis=1)
    if not left.size:
        raise ValueError(f"{name} has no features beside its targets; it needs a column of numbers")
    return table._replace(X=left, labels=np.stack(bits, axis=1))


def _bits(name: str, table: Table, target: str, column: NDArray[Any]) -> NDArray[np.int64]:
    """A column as bits."""
    for example, value in enumerate(column.tolist()):
        try:
            is_bit = number(str(value)) in (0, 1)
        except ValueError:  # a word
            is_bit = False
        if not is_bit:
            raise ValueError(
                f"{name}, {table.place(example)}: {target!r} is {value!r}; as one of several targets it "
                "must be 0 or 1"
            )
    return np.array([int(number(str(value))) for value in column.tolist()])


class TwoClasses(NamedTuple):
    """The examples of a file, each number to its last digit, and the side that each should be on.

    Attributes
    ----------
    table : Table
        What the file holds: `X` of floats, or of fractions where floats do not hold all digits.
    target : ndarray of -1 and +1, shape (example,)
    classes : tuple
        The two labels; the second is the one that +1 stands for.
    """

    table: Table
    target: Array
    classes: tuple[Any, ...]


def two_classes(path: Path | str, target: str) -> TwoClasses:
    """All examples of a file of two classes, exactly as they stand there: nothing is scaled.

    Parameters
    ----------
    path, target
        As for `from_file`.

    Raises
    ------
    OSError, ValueError
        What `from_file` raises, and if there are not two classes.
    """
    name, table = read(Path(path), target, exact=True)
    if table.labels.ndim == 2:
        raise ValueError(f"a plane parts two classes, and {name} asks for {table.labels.shape[1]} bits")
    classes, code = np.unique(table.labels, return_inverse=True)
    if len(classes) != 2:
        raise ValueError(f"a plane parts two classes, and {name} has {len(classes)}")
    return TwoClasses(table, targets_of(code, 2), tuple(classes.tolist()))
