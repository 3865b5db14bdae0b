"""The letters of the knobby ADALINE: T and J on a square of four by four switches.

Bernard Widrow has shown on film how his ADALINE of 1960 is taught by hand: set a letter with the
switches, read the meter, turn the knobs.  These eight patterns are those of a public re-creation of
that demonstration; they are not from the paper of 1960, whose own drawings we have not found.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["SIDE", "Letters", "letters"]

SIDE = 4  # switches in a row of the square

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
    >>> X[0].reshape(SIDE, SIDE)
    array([[ 1.,  1.,  1., -1.],
           [-1.,  1., -1., -1.],
           [-1.,  1., -1., -1.],
           [-1.,  1., -1., -1.]])
    """
    squares = ["".join(rows.split()) for rows in _DRAWN.values()]
    X = np.array([[1.0 if lit == "#" else -1.0 for lit in square] for square in squares])
    return Letters(tuple(_DRAWN), X, np.array([1.0 if name[0] == "T" else -1.0 for name in _DRAWN]))
