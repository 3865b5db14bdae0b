"""Images: small pictures of pixels, and weights that belong to pixels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike, NDArray

from neurohistory.plots.theme import BLUE, GRAYS, TRACK, VERMILLION

__all__ = ["draw_image", "draw_pictures"]

_MIN_SIDE = 0.06  # smaller squares cannot be seen
_UPRIGHT = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]) / 2
_TURNED = np.array([[0, -1], [1, 0], [0, 1], [-1, 0], [0, -1]]) / np.sqrt(2)


def draw_image(ax: Axes, picture: ArrayLike, signed: bool = False) -> Axes:
    """Draw ink as gray pixels, or weights as squares whose area is their size (a Hinton diagram).

    Nothing of it is a raster, so it stays sharp at any size.  Numbers beyond 1 are drawn as 1.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    picture : array of shape (row, column), or (pixel,) for a square picture
    signed : bool, default=False
        Whether the numbers are weights: positive ones are blue squares then, and negative ones orange
        squares that stand on a corner; one of size 1 fills its pixel.  Otherwise they are ink from 0,
        the paper, to 1, and negative ones are no ink.

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
    [-0.5, 1.5, 1.5, -0.5]
    """
    numbers = np.asarray(picture, dtype=float)
    if numbers.ndim == 1:
        side = round(np.sqrt(len(numbers)))
        if side * side != len(numbers):
            raise ValueError(f"{len(numbers)} pixels make no square; give them as rows and columns")
        numbers = numbers.reshape(side, side)
    if numbers.ndim != 2:
        raise ValueError(f"a picture has rows and columns, but this one has shape {numbers.shape}")
    if signed:
        _squares(ax, numbers, _UPRIGHT, BLUE)
        _squares(ax, -numbers, _TURNED, VERMILLION)
    else:
        _pixels(ax, numbers)
    n_rows, n_columns = numbers.shape
    edge = 0.7 if signed else 0.5
    ax.set(xlim=(-edge, n_columns - 1 + edge), ylim=(n_rows - 1 + edge, -edge), xticks=[], yticks=[])
    ax.set_aspect("equal")
    ax.spines[:].set(visible=True, color=TRACK)
    return ax


def draw_pictures(
    axes: NDArray[Any], rows: Mapping[str, ArrayLike], signed: bool = False
) -> NDArray[Any]:
    """Draw rows of pictures, each row with its name at the left; places without a picture stay empty.

    Parameters
    ----------
    axes : ndarray of matplotlib.axes.Axes, shape (row, column)
        Such as ``plt.subplots(2, 10)`` makes.
    rows : dict of str to arrays of shape (picture, pixel) or (picture, row, column)
        As many as there are rows of axes; of each at most as many pictures as columns.
    signed : bool, default=False
        Whether the numbers are weights, as for `draw_image`.

    Returns
    -------
    ndarray of matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there are more or fewer rows than axes, or more pictures than a row has room for.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = draw_pictures(Figure().subplots(2, 3), {"bars": np.eye(4)[:3], "one": [[1, 0, 0, 1]]})
    >>> axes[0, 0].get_ylabel(), bool(axes[1, 1].axison)
    ('bars', False)
    """
    if len(rows) != len(axes):
        raise ValueError(f"{len(rows)} rows of pictures need as many rows of axes, not {len(axes)}")
    for line, (name, pictures) in zip(axes, rows.items(), strict=True):
        found = np.asarray(pictures, dtype=float)
        if len(found) > len(line):
            raise ValueError(f"the row {name!r} has {len(found)} pictures, and room for {len(line)}")
        for ax, picture in zip(line, found, strict=False):
            draw_image(ax, picture, signed)
        for ax in line[len(found) :]:
            ax.axis("off")
        line[0].set_ylabel(name, rotation=0, ha="right", va="center", labelpad=6)
    return axes


def _pixels(ax: Axes, ink: NDArray[np.float64]) -> None:
    """One shape for each shade, from the lightest up: all pixels that are at least so dark.

    So the seam between two pixels, where a browser mixes colors, has the shade of one of them.
    """
    shades = np.rint(np.clip(ink, 0, 1) * (len(GRAYS) - 1))
    for shade in range(1, len(GRAYS)):
        corners = _runs(shades >= shade)
        if (shades == shade).any():
            _add_shape(ax, corners, GRAYS[shade])


def _runs(dark: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The corners of the rectangles of dark pixels that lie side by side in a row."""
    change = np.diff(np.pad(dark, ((0, 0), (1, 1))).astype(int), axis=1)
    (row, first), (_, last) = np.nonzero(change > 0), np.nonzero(change < 0)
    left, right, top, bottom = first - 0.5, last - 0.5, row - 0.5, row + 0.5
    x = np.column_stack([left, right, right, left, left])
    return np.stack([x, np.column_stack([top, top, bottom, bottom, top])], axis=-1)


def _squares(ax: Axes, numbers: NDArray[np.float64], outline: NDArray[np.float64], color: str) -> None:
    """One shape of all the squares of one kind."""
    sides = np.sqrt(np.clip(numbers, 0, 1))
    row, column = np.nonzero(sides > _MIN_SIDE)
    if not len(row):
        return
    corners = outline * sides[row, column, None, None]  # (pixel, corner, 2)
    corners = (corners + np.column_stack([column, row])[:, None]).round(2)
    _add_shape(ax, corners, color)


def _add_shape(ax: Axes, corners: NDArray[np.float64], color: str) -> None:
    """Quadrangles of shape (quadrangle, corner, 2), the first corner again at the end, as one shape."""
    codes = np.tile([Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY], len(corners))
    together = Path(corners.reshape(-1, 2), codes)
    ax.add_artist(PathPatch(together, facecolor=color, edgecolor="none"))
