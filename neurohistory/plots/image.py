"""Images: small pictures of pixels, and weights that belong to pixels."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike, NDArray

from neurohistory.plots.theme import BLUE, INK, TRACK, VERMILLION

__all__ = ["draw_image"]

_MIN_SIDE = 0.06  # smaller squares cannot be seen
_UPRIGHT = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]) / 2
_TURNED = np.array([[0, -1], [1, 0], [0, 1], [-1, 0], [0, -1]]) / np.sqrt(2)


def draw_image(ax: Axes, picture: ArrayLike, signed: bool = False) -> Axes:
    """Draw numbers as squares, each of the area of its number; a number of size 1 fills its pixel.

    Squares stay sharp at any size and need no raster.  Numbers beyond 1 are drawn as 1.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    picture : array of shape (row, column), or (pixel,) for a square picture
    signed : bool, default=False
        Whether the numbers are weights: positive ones are blue squares then, and negative ones orange
        squares that stand on a corner.  Otherwise they are ink, and negative ones are left out.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the numbers are neither a table nor as many as a square has.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = draw_image(Figure().subplots(), [0, 1, 0.25, 0])
    >>> [float(edge) for edge in (*ax.get_xlim(), *ax.get_ylim())]
    [-0.7, 1.7, 1.7, -0.7]
    """
    numbers = np.asarray(picture, dtype=float)
    if numbers.ndim == 1:
        side = round(np.sqrt(len(numbers)))
        if side * side != len(numbers):
            raise ValueError(f"{len(numbers)} pixels make no square; give them as rows and columns")
        numbers = numbers.reshape(side, side)
    if numbers.ndim != 2:
        raise ValueError(f"a picture has rows and columns, but this one has shape {numbers.shape}")
    _squares(ax, numbers, _UPRIGHT, BLUE if signed else INK)
    if signed:
        _squares(ax, -numbers, _TURNED, VERMILLION)
    n_rows, n_columns = numbers.shape
    ax.set(xlim=(-0.7, n_columns - 0.3), ylim=(n_rows - 0.3, -0.7), xticks=[], yticks=[])
    ax.set_aspect("equal")
    ax.spines[:].set(visible=True, color=TRACK)
    return ax


def _squares(ax: Axes, numbers: NDArray[np.float64], outline: NDArray[np.float64], color: str) -> None:
    """One shape of all the squares of one kind."""
    sides = np.sqrt(np.clip(numbers, 0, 1))
    row, column = np.nonzero(sides > _MIN_SIDE)
    if not len(row):
        return
    corners = outline * sides[row, column, None, None]  # (pixel, corner, 2)
    corners = (corners + np.column_stack([column, row])[:, None]).round(2)
    codes = np.tile([Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY], len(row))
    together = Path(corners.reshape(-1, 2), codes)
    ax.add_artist(PathPatch(together, facecolor=color, edgecolor="none"))
