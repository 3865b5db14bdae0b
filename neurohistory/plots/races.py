"""Races: optimizers that start side by side on a test surface, each in a panel of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from neurohistory.plots.theme import BLUE, HEIGHTS, INK, PAPER

if TYPE_CHECKING:
    from neurohistory.network.races import Surface2D

__all__ = ["draw_races"]

_DEPTH = 1e-4  # what is lower than this fraction of the highest has the color of the valley
_GROUNDS = list(HEIGHTS[:4])  # the palest, for the paths lie on them
_GRID = 61  # points along each axis


def draw_races(
    axes: Iterable[Axes],
    surface: Surface2D,
    paths: Mapping[str, ArrayLike],
    moment: int | None = None,
    tail: int = 10,
) -> None:
    """Draw every path in a panel of its own, with the name above it.

    A ring marks the start, a star the minimum, a dot the end of a path or where it is at a moment.

    Parameters
    ----------
    axes : iterable of matplotlib.axes.Axes
        As many as there are paths, or more; what is left over stays empty.
    surface : Surface2D
    paths : mapping of str to array of shape (step, 2)
        As `neurohistory.network.races.race` makes them.
    moment : int, optional
        The step of the race that is shown: the way there is drawn pale, and its last steps bold.  By
        default the race is over.
    tail : int, default=10
        How many steps are bold at a moment.

    Raises
    ------
    ValueError
        If there are fewer axes than paths.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neurohistory.network.races import SADDLE
    >>> axes = Figure().subplots(1, 3)
    >>> draw_races(axes, SADDLE, {"Plain": [[-1.5, 0.1], [-1.0, 0.3]], "Bold": [[0.0, 0.1], [9.0, 9.0]]})
    >>> [ax.get_title() for ax in axes]
    ['Plain', 'Bold (outside)', '']
    """
    panels = list(axes)
    if len(panels) < len(paths):
        raise ValueError(f"{len(paths)} paths need as many axes, not {len(panels)}")
    known = {name: _finite(path) for name, path in paths.items()}
    for ax, name in zip(panels, known, strict=False):
        _draw_ground(ax, surface)
        _draw_racer(ax, surface, known[name], name, moment, tail)
        ax.label_outer()
    for ax in panels[len(known) :]:
        ax.set_axis_off()


def _finite(path: ArrayLike) -> NDArray[np.float64]:
    points = np.asarray(path, dtype=float)
    finite: NDArray[np.float64] = points[np.isfinite(points).all(axis=1)]
    return finite


def _draw_ground(ax: Axes, surface: Surface2D) -> None:
    """The heights, and where they are least."""
    left, right, bottom, top = surface.extent
    x, y = np.linspace(left, right, _GRID), np.linspace(bottom, top, _GRID)
    heights = surface.value(*np.meshgrid(x, y))
    low, high = float(heights.min()), float(heights.max())
    levels = np.linspace(low, high, len(_GROUNDS) + 1)
    if surface.minimum is not None:
        low = float(surface.value(*map(np.asarray, surface.minimum)))
        levels = low + (high - low) * np.geomspace(_DEPTH, 1, len(_GROUNDS) + 1)
        levels[0] = low
        ax.plot(*surface.minimum, "*", color=INK, markeredgecolor=PAPER, markersize=11, zorder=5)
    ax.contourf(x, y, heights, levels=levels, colors=_GROUNDS, zorder=0)
    ax.set(xlim=(left, right), ylim=(bottom, top), xlabel="x", ylabel="y")


def _draw_racer(
    ax: Axes,
    surface: Surface2D,
    points: NDArray[np.float64],
    name: str,
    moment: int | None,
    tail: int,
) -> None:
    """One path, and where it is."""
    at = len(points) - 1 if moment is None else min(moment, len(points) - 1)
    first = 0 if moment is None else max(at - tail, 0)
    if moment is not None:
        ax.plot(*points.T, color=BLUE, linewidth=0.9, zorder=3)
    ax.plot(*points[first : at + 1].T, color=BLUE, linewidth=2.2, solid_joinstyle="round", zorder=4)
    ax.plot(*points[0], "o", color=PAPER, markeredgecolor=INK, markersize=6, zorder=5)
    left, right, bottom, top = surface.extent
    x, y = points[at]
    within = left <= x <= right and bottom <= y <= top
    if within:
        ax.plot(x, y, "o", color=BLUE, markeredgecolor=PAPER, markersize=8, zorder=6)
    ax.set_title(name if within else f"{name} (outside)", size=10)
