"""Patterns on a retina: shapes at random places, and the letters of the knobby ADALINE.

Bernard Widrow has shown on film how his ADALINE of 1960 is taught by hand: set a letter with the
switches, read the meter, turn the knobs.  The eight letters here are those of a public re-creation of
that demonstration; they are not from the paper of 1960, whose own drawings we have not found.  The
shapes are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["LETTER_SIDE", "SHAPES", "Letters", "letters", "shapes"]

Array = NDArray[np.floating]

# Shapes within the square from -1 to 1, each of which fills about half of it.
SHAPES: dict[str, Callable[[Array, Array], NDArray[np.bool_]]] = {
    "square": lambda u, v: np.maximum(abs(u), abs(v)) <= 0.72,
    "disk": lambda u, v: u**2 + v**2 <= 0.66,
    "triangle": lambda u, v: 2 * abs(u) <= 1.01 + v,
    "cross": lambda u, v: np.minimum(abs(u), abs(v)) <= 0.3,
}

LETTER_SIDE = 4  # switches in a row of the letters' square

_DRAWN = {
    "T1": "###. .#.. .#.. .#..",
    "J1": "..#. ..#. #.#. ###.",
    "T2": ".### ..#. ..#. ..#.",
    "J2": "...# ...# .#.# .###",
    "T3": ".... #... #### #...",
    "J3": ".... #### ...# ..##",
    "T4": "#... #### #... ....",
    "J4": "#### ...# ..## ....",
}


def shapes(
    names: Sequence[str], n_examples: int, rng: np.random.Generator, *, side: int = 20, size: int = 12
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Images of shapes at random places of a square retina.

    Parameters
    ----------
    names : sequence of str
        Names in `SHAPES`.
    n_examples : int
    rng : numpy.random.Generator
    side : int, default=20
        Points along a side of the retina; 20 as in the Mark I.
    size : int, default=12
        Points along a side of the square that holds the shape; it lies wholly on the retina.

    Returns
    -------
    X : ndarray of 0 and 1, shape (example, feature)
        Row after row of each image.
    y : ndarray of int, shape (example,)
        Which of `names`; each is equally likely.

    Raises
    ------
    ValueError
        For no shape or an unknown one, or one that is larger than the retina or smaller than six
        points, where square and disk are the same.

    Examples
    --------
    >>> X, y = shapes(["triangle"], 1, np.random.default_rng(0), side=8, size=6)
    >>> X.reshape(8, 8).astype(int)
    array([[0, 0, 0, 0, 0, 0, 0, 0],
           [0, 0, 0, 0, 0, 0, 0, 0],
           [0, 0, 0, 0, 0, 0, 0, 0],
           [0, 0, 0, 1, 1, 0, 0, 0],
           [0, 0, 0, 1, 1, 0, 0, 0],
           [0, 0, 1, 1, 1, 1, 0, 0],
           [0, 0, 1, 1, 1, 1, 0, 0],
           [0, 1, 1, 1, 1, 1, 1, 0]])
    """
    if not len(names):
        raise ValueError(f"no shape is named; give some of {', '.join(SHAPES)}")
    if unknown := [name for name in names if name not in SHAPES]:
        raise ValueError(f"no shape is called {unknown[0]!r}; there are {', '.join(SHAPES)}")
    if not 6 <= size <= side:
        raise ValueError(
            f"a shape of {size} by {size} points does not fit a retina of {side} by {side}; "
            f"size must be from 6 to {side}"
        )
    line = np.arange(1 - size, size, 2) / (size - 1)  # from -1 to 1
    v, u = np.meshgrid(line, line, indexing="ij")
    drawn = np.array([SHAPES[name](u, v) for name in names], dtype=float)  # (shape, row, column)
    y = rng.integers(len(names), size=n_examples)
    X = np.zeros((n_examples, side, side))
    for image, name, (row, column) in zip(
        X, y, rng.integers(side - size + 1, size=(n_examples, 2)), strict=True
    ):
        image[row : row + size, column : column + size] = drawn[name]
    return X.reshape(n_examples, -1), y


class Letters(NamedTuple):
    """Patterns with their names, in the order in which they are shown.

    Attributes
    ----------
    names : tuple of str
    X : ndarray of -1 and +1, shape (example, feature)
        The switches row by row; +1 is lit.
    target : ndarray of -1 and +1, shape (example,)
        +1 for T, -1 for J.
    """

    names: tuple[str, ...]
    X: NDArray[np.float64]
    target: NDArray[np.float64]


def letters() -> Letters:
    """Four Ts and four Js in turn: upright at two places, and lying at two.

    Examples
    --------
    >>> names, X, target = letters()
    >>> names[0], float(target[0])
    ('T1', 1.0)
    >>> X[0].reshape(LETTER_SIDE, LETTER_SIDE)
    array([[ 1.,  1.,  1., -1.],
           [-1.,  1., -1., -1.],
           [-1.,  1., -1., -1.],
           [-1.,  1., -1., -1.]])
    """
    squares = ["".join(rows.split()) for rows in _DRAWN.values()]
    X = np.array([[1.0 if lit == "#" else -1.0 for lit in square] for square in squares])
    return Letters(tuple(_DRAWN), X, np.array([1.0 if name[0] == "T" else -1.0 for name in _DRAWN]))
