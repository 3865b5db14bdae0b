"""Problems from files of one's own.

Numbers are scaled with the mean and the spread of the examples to learn from; a file of nothing but 0
and 1 stays as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.problems.files import read
from neurohistory.problems.files.values import Table
from neurohistory.problems.problem import Problem
from neurohistory.problems.splitting import split, targets_of

__all__ = ["TwoClasses", "from_file", "two_classes"]

Array = NDArray[np.floating]


def from_file(
    path: Path | str, target: str, seed: int = 0, test_fraction: float | None = None
) -> Problem:
    """A problem from a file: text with separators, or an array of NumPy's.

    Features that are all 0 or 1 are left as they are; others get mean 0 and deviation 1.

    Parameters
    ----------
    path : Path or str
        ``.csv`` or ``.tsv``, also packed as ``.csv.gz`` or ``.tsv.gz``: a heading, then numbers, and
        labels in the target column.  ``.npz``: two arrays, the features by any name and the labels by
        the name `target`.  ``.npy``: one array of numbers, with the labels in the column of that
        number.  ``-``: CSV from standard input.
    target : str
        The column, or the array, of the labels: whole numbers, a few fractions, or text.
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
    name, table = read(Path(path), target)
    standardized = not np.isin(table.X, (0, 1)).all()
    return split(
        name, table.X, table.labels, seed, test_fraction, standardized, table.notes, table.place
    )


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
    classes, code = np.unique(table.labels, return_inverse=True)
    if len(classes) != 2:
        raise ValueError(f"a plane parts two classes, and {name} has {len(classes)}")
    return TwoClasses(table, targets_of(code, 2), tuple(classes.tolist()))
