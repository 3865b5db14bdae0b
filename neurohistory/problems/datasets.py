"""Problems beyond gates: points in the plane, digits, and data of your own.

A problem has examples to learn from and others to be tested on.  Numbers are scaled with the mean and
the spread of the examples to learn from; digits are in the range 0 to 1 as they come, and a file of
nothing but 0 and 1 stays as it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields
from numbers import Integral
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.examples import frozen, own_examples
from neurohistory.problems.files import read
from neurohistory.problems.files.values import Table, merged
from neurohistory.problems.scaling import standardize

__all__ = ["PROBLEMS", "Problem", "TwoClasses", "from_file", "problem", "two_classes"]

Array = NDArray[np.floating]

_TEST_SHARE = 0.25
_HELD = 2**53  # up to here floats hold every whole number
_FEWEST_OF_A_CLASS = 2  # in each part; fewer say nothing about a class
_MANY = 1e9  # examples, beyond which no digits are told


@dataclass(frozen=True, eq=False)
class Problem:
    """Labelled examples, some to learn from and some to be tested on.

    Attributes
    ----------
    name : str
    X : ndarray of shape (example, feature)
        To learn from; finite numbers.
    target : ndarray of -1 and +1, shape (example,), or (example, class) for several classes
    X_test : ndarray of shape (example, feature)
        To be tested on; there may be none.
    target_test : ndarray, shaped like `target`
    classes : tuple
        The labels; with two of them the second is the one that +1 stands for.
    notes : tuple of str
        What was left out, and why nothing was set aside.

    Raises
    ------
    TypeError, ValueError
        If the numbers are none, or shapes, targets and classes do not fit together.

    Examples
    --------
    >>> X, target = np.eye(2), np.array([-1, 1])
    >>> Problem("mine", X, target, X[:0], target[:0], ("no", "yes"))
    Problem(mine: 2 examples and 0 to test, 2 features, 2 classes)
    """

    name: str
    X: Array
    target: Array
    X_test: Array
    target_test: Array
    classes: tuple[Any, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        X, target = own_examples(_floats(self.X), _floats(self.target))
        classes = tuple(self.classes)
        n_targets = 2 if target.ndim == 1 else target.shape[1]
        if len(set(classes)) != len(classes) or len(classes) != n_targets:
            raise ValueError(f"classes are {classes}; the target needs {n_targets}, all different")
        X_test, target_test = _floats(self.X_test), _floats(self.target_test)
        for field, there, needed in (
            ("X_test", X_test, (*X_test.shape[:1], *X.shape[1:])),
            ("target_test", target_test, (*X_test.shape[:1], *target.shape[1:])),
        ):
            if there.shape != needed:
                raise ValueError(f"{field} has shape {there.shape}; beside the others it needs {needed}")
        if len(X_test):
            X_test, target_test = own_examples(X_test, target_test)
        else:
            X_test, target_test = frozen(X[:0]), frozen(target[:0])
        parts = {"X": X, "target": target, "X_test": X_test, "target_test": target_test}
        for field, value in {**parts, "classes": classes}.items():
            object.__setattr__(self, field, value)

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

    def __reduce__(self) -> tuple[type[Problem], tuple[Any, ...]]:
        """Copies, and what comes out of a pickle, are made anew, and so nobody can write into them."""
        return type(self), tuple(getattr(self, each.name) for each in fields(self))

    def __repr__(self) -> str:
        return (
            f"Problem({self.name}: {len(self.X)} examples and {len(self.X_test)} to test, "
            f"{self.n_inputs} features, {len(self.classes)} classes)"
        )


def _floats(values: Any) -> Array:
    """An array of floats where whole numbers or truth values were given, or lists."""
    found = np.asarray(values)
    if found.dtype.kind not in "biu":
        return found
    floats = found.astype(float)
    if found.ndim == 2 and (np.abs(floats) >= _HELD).any() and (lost := merged(found, floats)):
        first, second, column = lost
        raise ValueError(
            f"[{first}, {column}] and [{second}, {column}] are {found[first, column]} and "
            f"{found[second, column]}, which differ in more digits than a number holds; subtract an "
            "offset"
        )
    return floats


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


def problem(name: str, seed: int = 0, test_share: float | None = None) -> Problem:
    """The problem of that name: moons, circles, spirals, blobs (three classes) or digits (ten).

    Parameters
    ----------
    name : str
    seed : int, default=0
        Of the points and of the split into examples to learn from and to be tested on.
    test_share : float, optional
        What share of the examples to set aside, at least 0 and less than 1; by default a quarter.

    Raises
    ------
    ValueError
        If there is no such problem, in which case the message lists those there are, or if the share
        cannot be set aside.

    Examples
    --------
    >>> problem("moons")
    Problem(moons: 300 examples and 100 to test, 2 features, 2 classes)
    >>> problem("moons", test_share=0)
    Problem(moons: 400 examples and 0 to test, 2 features, 2 classes)
    """
    if name not in PROBLEMS:
        raise ValueError(f"no problem is called {name!r}; there are {', '.join(PROBLEMS)}")
    X, y = PROBLEMS[name](_generator(seed))
    return _split(name, X, y, seed, test_share, standardized=name != "digits")


def from_file(path: Path | str, target: str, seed: int = 0, test_share: float | None = None) -> Problem:
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
        Of the split.
    test_share : float, optional
        What share of the examples to set aside, at least 0 and less than 1.  By default a quarter;
        nothing where a class has fewer than eight examples, or where the table is complete, that is,
        holds every combination of features with two values, each with one answer.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If the column is not there, a feature is not a finite number, a label is missing, all labels
        are the same or look like measurements, or the share cannot be set aside; the message names
        the column, the line and the value.
    """
    name, table = read(Path(path), target)
    standardized = not np.isin(table.X, (0, 1)).all()
    return _split(name, table.X, table.labels, seed, test_share, standardized, table.notes, table.place)


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
    return TwoClasses(table, _targets(code, 2), tuple(classes.tolist()))


def _generator(seed: int) -> np.random.RandomState:
    """The older kind of generator, which scikit-learn's functions take, from a seed of any length."""
    if not isinstance(seed, Integral):
        raise TypeError(f"seed must be a whole number, not {seed!r}")
    if seed < 0:
        raise ValueError(f"seed must be at least 0, not {seed}")
    if seed < 2**32:
        return np.random.RandomState(seed)
    return np.random.RandomState(np.random.MT19937(np.random.SeedSequence(seed)))


def _split(
    name: str,
    X: Array,
    y: NDArray[Any],
    seed: int,
    test_share: float | None,
    standardized: bool,
    notes: tuple[str, ...] = (),
    place: Callable[[int], str] = "example {}".format,
) -> Problem:
    from sklearn.model_selection import train_test_split

    classes, code = np.unique(y, return_inverse=True)
    if len(classes) < 2:
        raise ValueError(f"{name} has one class only: {classes.tolist()}; it needs two to tell apart")
    share = _TEST_SHARE if test_share is None else test_share
    if not 0 <= share < 1:
        raise ValueError(f"test_share must be at least 0 and less than 1, not {share}")
    if share and (reason := _why_not_split(X, code, classes.tolist(), share, test_share is None)):
        if test_share is not None:
            raise ValueError(f"{name}: {reason}; take 0 to learn from all")
        share, notes = 0, (*notes, f"{name}: nothing was set aside to be tested on, for {reason}")
    learned, tested = np.arange(len(X)), np.arange(0)
    if share:
        n_test = math.ceil(round(share * len(X), 9))
        learned, tested = train_test_split(
            learned, test_size=n_test, random_state=_generator(seed), stratify=code
        )
    raw, (X, X_test), (code, code_test) = X, (X[learned], X[tested]), (code[learned], code[tested])
    if standardized:
        X, X_test = standardize(X, X_test)
        _check_apart(name, raw, X, code, [place(at) for at in learned.tolist()], learned)
    if not np.isfinite(X_test).all():
        column = np.argwhere(~np.isfinite(X_test))[0, 1]
        raise ValueError(
            f"{name}: feature {column + 1} of an example set aside is too far from those to learn "
            "from to be scaled; take another seed, or a test_share of 0"
        )
    return Problem(
        name, X, _targets(code, len(classes)), X_test, _targets(code_test, len(classes)),
        tuple(classes.tolist()), notes,
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
    X: Array, code: NDArray[np.int64], classes: list[Any], share: float, by_default: bool
) -> str:
    """What speaks against setting a share aside; nothing if it can be done."""
    needed = round(_FEWEST_OF_A_CLASS / min(share, 1 - share), 9)  # infinite for the least shares
    counts = np.bincount(code)
    if counts.min() < needed:
        rare = classes[counts.argmin()]
        shown = math.ceil(needed) if needed < _MANY else f"{needed:.2g}"
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


def _targets(code: NDArray[np.int64], n_classes: int) -> Array:
    """-1 and +1, shape (example,) for two classes and (example, class) for more."""
    if n_classes == 2:
        return np.where(code == 1, 1.0, -1.0)
    return np.where(code[:, None] == np.arange(n_classes), 1.0, -1.0)
