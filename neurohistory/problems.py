"""Problems beyond gates: points in the plane, digits, and data of your own.

A problem has examples to learn from and others to be tested on.  Numbers are scaled with the mean and
the spread of the examples to learn from; digits are in the range 0 to 1 as they come, and a file of
nothing but 0 and 1 stays as it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["PROBLEMS", "Problem", "from_file", "problem"]

Array = NDArray[np.float64]

_TEST_SHARE = 0.25


@dataclass(frozen=True, eq=False)
class Problem:
    """Labelled examples, some to learn from and some to be tested on.

    Attributes
    ----------
    name : str
    X : ndarray of shape (example, feature)
        To learn from.
    target : ndarray of -1 and +1, shape (example,), or (example, class) for several classes
    X_test : ndarray of shape (example, feature)
    target_test : ndarray, shaped like `target`
    classes : tuple
        The labels; with two of them the second is the one that +1 stands for.
    """

    name: str
    X: Array
    target: Array
    X_test: Array
    target_test: Array
    classes: tuple[Any, ...]

    @property
    def n_inputs(self) -> int:
        """The number of features."""
        return int(self.X.shape[1])

    @property
    def truth(self) -> NDArray[np.bool_]:
        """For two classes: which examples are of the second, shape (example,)."""
        return np.asarray(self.target > 0)

    @property
    def coding(self) -> str:
        """What the inputs are; a gate's are 0/1 or -1/+1."""
        return "numbers"

    def __repr__(self) -> str:
        return (
            f"Problem({self.name}: {len(self.X)} examples and {len(self.X_test)} to test, "
            f"{self.n_inputs} features, {len(self.classes)} classes)"
        )


def _moons(rng: np.random.RandomState) -> tuple[Array, NDArray[Any]]:
    from sklearn.datasets import make_moons

    X, y = make_moons(400, noise=0.2, random_state=rng)
    return X, y


def _circles(rng: np.random.RandomState) -> tuple[Array, NDArray[Any]]:
    from sklearn.datasets import make_circles

    X, y = make_circles(400, noise=0.1, factor=0.4, random_state=rng)
    return X, y


def _blobs(rng: np.random.RandomState) -> tuple[Array, NDArray[Any]]:
    from sklearn.datasets import make_blobs

    X, y = make_blobs(400, centers=3, cluster_std=1.5, random_state=rng)[:2]
    return X, y


def _spirals(rng: np.random.RandomState) -> tuple[Array, NDArray[Any]]:
    """Two arms of one and a half turns."""
    y = np.arange(400) % 2
    way = np.sqrt(rng.uniform(0.02, 1, size=400))  # even along the arm
    angle = 3 * np.pi * way + np.pi * y
    arms = np.column_stack([way * np.cos(angle), way * np.sin(angle)])
    return arms + rng.normal(scale=0.02, size=arms.shape), y


def _digits(rng: np.random.RandomState) -> tuple[Array, NDArray[Any]]:
    """scikit-learn's 1,797 images of 8 x 8 pixels."""
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    return X / 16, y


PROBLEMS: dict[str, Callable[[np.random.RandomState], tuple[Array, NDArray[Any]]]] = {
    "moons": _moons,
    "circles": _circles,
    "spirals": _spirals,
    "blobs": _blobs,
    "digits": _digits,
}


def problem(name: str, seed: int = 0) -> Problem:
    """The problem of that name: moons, circles, spirals, blobs (three classes) or digits (ten).

    Parameters
    ----------
    name : str
    seed : int, default=0
        Of the points and of the split into examples to learn from and a quarter to be tested on.

    Raises
    ------
    ValueError
        If there is no such problem; the message lists those there are.

    Examples
    --------
    >>> problem("moons")
    Problem(moons: 300 examples and 100 to test, 2 features, 2 classes)
    """
    if name not in PROBLEMS:
        raise ValueError(f"no problem is called {name!r}; there are {', '.join(PROBLEMS)}")
    # scikit-learn's makers of points take the older kind of generator.
    X, y = PROBLEMS[name](np.random.RandomState(seed))
    return _split(name, X, y, seed, standardized=name != "digits")


def from_file(path: Path, target: str, seed: int = 0) -> Problem:
    """A problem from a CSV file with a heading, or from a NumPy .npz or .npy file.

    Features that are all 0 or 1 are left as they are; others get mean 0 and deviation 1.

    Parameters
    ----------
    path : Path
        ``.csv``: a heading, then numbers, and labels of any kind in the target column.  ``.npz``: two
        arrays, the features by any name and the labels by the name `target`.  ``.npy``: one array of
        numbers, with the labels in the column of that number.
    target : str
        The column, or the array, of the labels.
    seed : int, default=0
        Of the split.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If the column is not there, a feature is not a finite number, or all labels are the same; the
        message names the column, the line and the value.
    """
    readers = {".csv": _read_csv, ".npz": _read_npz, ".npy": _read_npy}
    if path.suffix.lower() not in readers:
        raise ValueError(f"cannot read {str(path)!r}; the name must end in {', '.join(readers)}")
    if not path.exists():
        raise FileNotFoundError(f"there is no file {str(path)!r}; check its name and folder")
    X, y = readers[path.suffix.lower()](path, target)
    if X.ndim != 2 or y.shape != X.shape[:1] or not X.size:
        raise ValueError(
            f"{path.name} has features of shape {X.shape} and labels of shape {y.shape}; "
            "it needs one row of features and one label an example"
        )
    if not np.isfinite(X).all():
        row, column = np.argwhere(~np.isfinite(X))[0]
        raise ValueError(
            f"{path.name}: feature {column + 1} of example {row + 1} is {X[row, column]}; "
            "fill it in or leave the example out"
        )
    if y.dtype.kind == "f" and not np.isfinite(y).all():
        row = np.flatnonzero(~np.isfinite(y))[0]
        raise ValueError(f"{path.name}: the label of example {row + 1} is {y[row]}")
    return _split(path.stem, X, y, seed, standardized=not np.isin(X, (0, 1)).all())


def _read_csv(path: Path, target: str) -> tuple[Array, NDArray[Any]]:
    import csv

    features, labels = [], []
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = csv.reader(file)
            columns = [column.strip() for column in next(rows, [])]
            _check_heading(path, target, columns)
            label_at = columns.index(target)
            names = columns[:label_at] + columns[label_at + 1 :]
            for row in filter(None, rows):
                where = f"{path.name}, line {rows.line_num}"
                if len(row) != len(columns):
                    raise ValueError(f"{where}: {len(row)} values for {len(columns)} columns")
                labels.append(row.pop(label_at).strip())
                if not labels[-1]:
                    raise ValueError(f"{where}: {target!r} is empty; each example needs a label")
                features.append(_finite(row, names, where))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path.name} is no CSV file in UTF-8: {error}") from None
    return np.array(features), np.array(labels)


def _check_heading(path: Path, target: str, columns: list[str]) -> None:
    if not columns:
        raise ValueError(f"{path.name} is empty; it should begin with the names of its columns")
    if target not in columns:
        raise ValueError(f"{path.name} has no column {target!r}; it has {', '.join(columns)}")
    if twice := sorted({column for column in columns if columns.count(column) > 1}):
        raise ValueError(f"{path.name} has more than one column {twice[0]!r}; names must differ")


def _finite(values: list[str], names: list[str], where: str) -> Array:
    """The values of a line as numbers; one by one only to name the first that is none."""
    with suppress(ValueError):
        numbers = np.array([*map(float, values)])
        if np.isfinite(numbers).all():
            return numbers
    column, value = next(cell for cell in zip(names, values, strict=True) if not _is_finite(cell[1]))
    raise ValueError(f"{where}: {column!r} is {value!r}, not a finite number")


def _is_finite(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def _load(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a NumPy file by name; a single array has the name ''."""
    import zlib
    from zipfile import BadZipFile

    try:
        with path.open("rb") as file:
            found = np.load(file)
            if isinstance(found, np.ndarray):
                return {"": found}
            return {name: found[name] for name in found.files}
    except (ValueError, EOFError, BadZipFile, zlib.error):
        raise ValueError(
            f"{path.name} cannot be read: it is damaged, no NumPy file, or holds Python objects"
        ) from None


def _read_npz(path: Path, target: str) -> tuple[Array, NDArray[Any]]:
    arrays = _load(path)
    others = [name for name in arrays if name != target]
    if target not in arrays or len(others) != 1:
        raise ValueError(
            f"{path.name} holds {', '.join(filter(None, arrays)) or 'no names'}; it should hold "
            f"{target!r}, the labels, and one array of features"
        )
    return _numbers(path, arrays[others[0]]), arrays[target]


def _read_npy(path: Path, target: str) -> tuple[Array, NDArray[Any]]:
    table = _load(path).get("", np.empty(0))
    columns = [str(number) for number in range(table.shape[-1])] if table.ndim == 2 else []
    if target not in columns:
        raise ValueError(
            f"{path.name} has shape {table.shape}; name the column of the labels by its number, "
            f"not {target!r}"
        )
    return _numbers(path, np.delete(table, int(target), axis=1)), table[:, int(target)]


def _numbers(path: Path, features: NDArray[Any]) -> Array:
    """Features as numbers; text is read, as it may stand beside labels that are words."""
    try:
        if features.dtype.kind in "biufU":
            return features.astype(float)
    except ValueError:
        pass
    raise ValueError(f"{path.name}: the features are of type {features.dtype}, not numbers")


def _split(name: str, X: Array, y: NDArray[Any], seed: int, standardized: bool) -> Problem:
    from sklearn.model_selection import train_test_split

    classes, code = np.unique(y, return_inverse=True)
    if len(classes) < 2:
        raise ValueError(f"{name} has one class only: {classes.tolist()}; it needs two to tell apart")
    if np.bincount(code).min() < 2:
        rare = classes.tolist()[np.bincount(code).argmin()]
        raise ValueError(f"{name} has one example of class {rare!r} only; it needs two at least")
    X, X_test, code, code_test = train_test_split(
        X, code, test_size=max(_TEST_SHARE, len(classes) / len(X)), random_state=seed, stratify=code
    )
    if standardized:
        center, spread = X.mean(axis=0), X.std(axis=0)
        spread[spread <= 8 * np.finfo(float).eps * np.abs(center)] = 1  # constant, to rounding
        X, X_test = (X - center) / spread, (X_test - center) / spread
    return Problem(
        name, X, _targets(code, len(classes)), X_test, _targets(code_test, len(classes)),
        tuple(classes.tolist()),
    )  # fmt: skip


def _targets(code: NDArray[np.int64], n_classes: int) -> Array:
    """-1 and +1, shape (example,) for two classes and (example, class) for more."""
    if n_classes == 2:
        return np.where(code == 1, 1.0, -1.0)
    return np.where(code[:, None] == np.arange(n_classes), 1.0, -1.0)
