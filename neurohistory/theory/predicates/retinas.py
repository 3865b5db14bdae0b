"""The predicates of the 1969 book: questions about patterns of black squares on a small retina.

The book: `neurohistory.papers.minsky_1969`.  Each maker lists every pattern that can occur, so that
what is proved about the list is proved about the predicate.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "T_AND_C",
    "Predicate",
    "connectedness",
    "distances",
    "mirror_symmetry",
    "one_in_a_box",
    "t_or_c",
    "turns",
]

Array = NDArray[np.float64]
Cells = NDArray[np.bool_]

_MAX_POINTS = 12  # 4,096 patterns
_LARGEST_SIDE = 8

# Five squares each.  The C is a block of two by three without the middle of a long side.
T_AND_C: dict[str, Cells] = {
    "T": np.array([[1, 1, 1], [0, 1, 0], [0, 1, 0]], dtype=bool),
    "C": np.array([[1, 1], [1, 0], [1, 1]], dtype=bool),
}


@dataclass(frozen=True, eq=False)
class Predicate:
    """A question about patterns on a retina, with the answer to each pattern that can occur.

    Unlike a gate it need not list all patterns of black and white.

    Parameters
    ----------
    name : str
    X : ndarray of shape (example, point)
        The patterns, row by row of the retina: 1 is black.
    truth : ndarray of bool, shape (example,)
    shape : tuple of int
        Rows and columns of the retina.

    Examples
    --------
    >>> connectedness(1, 3)
    Predicate(connectedness on 1 x 3: 8 patterns, 7 yes)
    """

    name: str
    X: Array
    truth: NDArray[np.bool_]
    shape: tuple[int, int]

    @property
    def target(self) -> Array:
        """The answers as -1 and +1, shape (example,)."""
        return np.where(self.truth, 1.0, -1.0)

    def retina(self, example: int) -> Cells:
        """One pattern as it lies on the retina, shape (row, column)."""
        return np.asarray(self.X[example].reshape(self.shape) > 0)

    def __repr__(self) -> str:
        return f"Predicate({self.name}: {len(self.X):,} patterns, {self.truth.sum():,} yes)"


def mirror_symmetry(n: int) -> Predicate:
    """Does a row of n points read the same from both ends?

    Raises
    ------
    ValueError
        If `n` is not 1 to 12.

    Examples
    --------
    >>> mirror_symmetry(6)
    Predicate(mirror symmetry of 6: 64 patterns, 8 yes)
    """
    X = _all_patterns(n, "mirror_symmetry")
    return Predicate(f"mirror symmetry of {n}", X, (X[:, ::-1] == X).all(axis=1), (1, n))


def connectedness(rows: int, columns: int) -> Predicate:
    """Are the black squares in one piece?

    Squares touch if they share a side.  The empty pattern and a single square count as connected.

    Raises
    ------
    ValueError
        If the retina does not have 1 to 12 points.

    Examples
    --------
    >>> grid = connectedness(2, 2)
    >>> [grid.retina(i).astype(int).tolist() for i in np.flatnonzero(~grid.truth)]
    [[[0, 1], [1, 0]], [[1, 0], [0, 1]]]
    """
    if min(rows, columns) < 1:
        raise ValueError(f"a retina has at least one row and one column, not {rows} and {columns}")
    X = _all_patterns(rows * columns, "connectedness")
    black = X.reshape(-1, rows, columns) > 0
    # Spread from the first black square of each pattern until nothing changes.
    first = np.arange(rows * columns) == X.argmax(axis=1)[:, None]
    reached = first.reshape(black.shape) & black
    while True:
        spread = reached.copy()
        spread[:, 1:] |= reached[:, :-1]
        spread[:, :-1] |= reached[:, 1:]
        spread[:, :, 1:] |= reached[:, :, :-1]
        spread[:, :, :-1] |= reached[:, :, 1:]
        spread &= black
        if (spread == reached).all():
            break
        reached = spread
    truth = (reached == black).all(axis=(1, 2))
    return Predicate(f"connectedness on {rows} x {columns}", X, truth, (rows, columns))


def one_in_a_box(boxes: int, points: int) -> Predicate:
    """Does each box hold at least one black point?  A box is a row of the retina.

    Raises
    ------
    ValueError
        If there are not 1 to 12 points in all.

    Examples
    --------
    >>> one_in_a_box(1, 4)
    Predicate(one in a box, 1 of 4 points: 16 patterns, 15 yes)
    """
    if min(boxes, points) < 1:
        raise ValueError(f"there must be a box and a point at least, not {boxes} and {points}")
    X = _all_patterns(boxes * points, "one_in_a_box")
    truth = (X.reshape(-1, boxes, points).sum(axis=2) > 0).all(axis=1)
    return Predicate(f"one in a box, {boxes} of {points} points", X, truth, (boxes, points))


def t_or_c(side: int) -> Predicate:
    """Is it a T, rather than a C?  Each may lie anywhere on the square retina, in four orientations.

    Raises
    ------
    ValueError
        If `side` is not 3 to 8.

    Examples
    --------
    >>> t_or_c(3)
    Predicate(T or C on 3 x 3: 12 patterns, 4 yes)
    """
    if not 3 <= side <= _LARGEST_SIDE:
        raise ValueError(f"t_or_c takes a side of 3 to {_LARGEST_SIDE}, not {side}")
    patterns, truth = [], []
    for name, shape in T_AND_C.items():
        for turned in turns(shape):
            rows, columns = turned.shape
            for down, right in product(range(side - rows + 1), range(side - columns + 1)):
                retina = np.zeros((side, side))
                retina[down : down + rows, right : right + columns] = turned
                patterns.append(retina.ravel())
                truth.append(name == "T")
    return Predicate(f"T or C on {side} x {side}", np.array(patterns), np.array(truth), (side, side))


def turns(shape: Cells) -> list[Cells]:
    """The shape in its different orientations: itself, then by quarter turns.

    Examples
    --------
    >>> [turned.shape for turned in turns(T_AND_C["C"])]
    [(3, 2), (2, 3), (3, 2), (2, 3)]
    >>> len(turns(np.ones((1, 2), dtype=bool)))
    2
    """
    found: list[Cells] = []
    for quarter in range(4):
        turned = np.rot90(shape, quarter)
        if not any(np.array_equal(turned, other) for other in found):
            found.append(turned)
    return found


def distances(shape: Cells) -> Counter[tuple[int, int]]:
    """How often two squares of a shape lie so many steps apart, up to quarter turns.

    A machine of order 2 looks at pairs of squares.  If the place and the orientation of a shape tell
    it nothing, these numbers are all that it can know.

    Returns
    -------
    Counter
        Steps across and steps along, for every pair of squares; which of the four quarter turns is
        chosen so that the first is positive and the second is not negative.

    Examples
    --------
    >>> distances(T_AND_C["T"]) == distances(T_AND_C["C"])
    True
    """
    squares = [(int(row), int(column)) for row, column in np.argwhere(shape)]
    return Counter(
        _first_quarter(x - other_x, y - other_y)
        for (y, x), (other_y, other_x) in combinations(squares, 2)
    )


def _first_quarter(across: int, along: int) -> tuple[int, int]:
    while across <= 0 or along < 0:
        across, along = -along, across
    return across, along


def _all_patterns(points: int, maker: str) -> Array:
    if not 1 <= points <= _MAX_POINTS:
        raise ValueError(f"{maker} takes 1 to {_MAX_POINTS} points, not {points}")
    return np.array(list(product((0.0, 1.0), repeat=points)))
