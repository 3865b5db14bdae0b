"""Landscapes: heights over two weights, or over a test surface, and the paths that go down on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter
from numpy.typing import ArrayLike, NDArray

from neurohistory.landscapes import Landscape
from neurohistory.plots.labels import label_ends
from neurohistory.plots.theme import HEIGHTS, INK, MARKERS, PAPER, series

if TYPE_CHECKING:
    from neurohistory.network.races import Surface2D

__all__ = ["draw_landscape", "draw_race"]

_DEPTH = 1e-3  # what is lower than this fraction of the highest has the color of the valley
_PER_COLOR = 4  # lines of equal height
_GRID = 101  # points along each axis, for a surface with a formula


def draw_landscape(ax: Axes, landscape: Landscape, color_bar: bool = True) -> Axes:
    """Draw the loss over two directions of the weights, and the path of learning.

    The bounds between the colors are spaced by ratios, for a loss falls by ratios.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    landscape : Landscape
    color_bar : bool, default=True
        Whether a scale stands beside the axes.

    Returns
    -------
    matplotlib.axes.Axes
    """
    levels = _levels(landscape.loss)
    if levels is None:
        ax.set_facecolor(HEIGHTS[0])
    else:
        loss = np.where(np.isfinite(landscape.loss), landscape.loss, levels[-1])
        filled = ax.contourf(
            landscape.x, landscape.y, loss, levels=levels, colors=list(HEIGHTS), zorder=0
        )
        if color_bar:
            bar = ax.figure.colorbar(filled, ax=ax, spacing="uniform", label="loss", pad=0.02)
            bar.ax.yaxis.set_major_formatter(FuncFormatter(lambda height, _: f"{height:.3g}"))
            bar.ax.tick_params(length=3)
            bar.outline.set_linewidth(0.7)
    x, y = landscape.path.T
    ax.plot(x, y, color=PAPER, linewidth=3.4, zorder=3)
    ax.plot(x, y, color=INK, linewidth=1.5, zorder=4)
    for row, name, filling in ((0, "start", PAPER), (-1, "end", INK)):
        ax.plot(
            x[row], y[row], "o", color=filling, markeredgecolor=INK if row == 0 else PAPER,
            markeredgewidth=1.4, markersize=8, zorder=5, label=name, linestyle="none",
        )  # fmt: skip
    start_is_right, start_is_above = x[0] > x[-1], y[0] > y[-1]
    for row, name, right, above in (
        (0, "start", start_is_right, start_is_above),
        (-1, "end", not start_is_right, not start_is_above),
    ):
        ax.annotate(
            name, (x[row], y[row]), xytext=(7 if right else -7, 7 if above else -7),
            textcoords="offset points", ha="left" if right else "right",
            va="bottom" if above else "top", size=9.5, zorder=6,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5},
        )  # fmt: skip
    left, right_end, bottom, top = landscape.extent
    ax.set(xlim=(left, right_end), ylim=(bottom, top))
    ax.set(xlabel=landscape.labels[0], ylabel=landscape.labels[1])
    return ax


def draw_race(ax: Axes, surface: Surface2D, paths: Mapping[str, ArrayLike]) -> Axes:
    """Draw the lines of equal height of a test surface, and every path with its name at the right.

    Paths differ in color and in dashes.  A ring marks the start, a star the minimum, a dot the end of
    a path.  A path that ends outside of the picture says so.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    surface : Surface2D
    paths : mapping of str to array of shape (step, 2)
        As `neurohistory.network.races.race` makes them.

    Returns
    -------
    matplotlib.axes.Axes
    """
    left, right, bottom, top = surface.extent
    x, y = np.linspace(left, right, _GRID), np.linspace(bottom, top, _GRID)
    heights = surface.value(*np.meshgrid(x, y))
    low, high = float(heights.min()), float(heights.max())
    if surface.minimum is None:
        levels = np.linspace(low, high, 4 * _PER_COLOR + 1)
    else:
        ax.plot(
            *surface.minimum, "*", color=INK, markeredgecolor=PAPER, markersize=14, zorder=5,
            label="minimum", linestyle="none",
        )  # fmt: skip
        low = float(surface.value(*map(np.asarray, surface.minimum)))
        levels = low + (high - low) * np.geomspace(_DEPTH / 10, 1, 4 * _PER_COLOR + 1)
        levels[0] = low
    # The paths have colors of their own, so the ground keeps to its palest four.
    grounds = list(HEIGHTS[:4])
    ax.contourf(x, y, heights, levels=levels[::_PER_COLOR], colors=grounds, zorder=0)
    ax.contour(
        x, y, heights, levels=levels[1:-1], colors=[HEIGHTS[5]], linewidths=0.6, linestyles="solid",
        zorder=1,
    )  # fmt: skip
    ends = []
    for number, (name, path) in enumerate(paths.items()):
        points = np.asarray(path, dtype=float)
        points = points[np.isfinite(points).all(axis=1)]
        look = series(number)
        ax.plot(*points.T, label="_" + name, zorder=3, **look | {"solid_joinstyle": "round"})
        within = (points >= (left, bottom)).all(axis=1) & (points <= (right, top)).all(axis=1)
        # Where it ends, or where it was seen last.
        end_x, end_y = points[np.flatnonzero(within)[-1] if within.any() else -1].tolist()
        if within[-1]:
            ax.plot(
                end_x, end_y, MARKERS[number % len(MARKERS)], color=look["color"],
                markeredgecolor=PAPER, markersize=8, zorder=4,
            )  # fmt: skip
        ends.append((end_x, end_y, name if within[-1] else f"{name}, outside", look["color"]))
    if paths:
        start = np.asarray(next(iter(paths.values())), dtype=float)[0]
        ax.plot(
            *start, "o", color=PAPER, markeredgecolor=INK, markeredgewidth=1.6, markersize=8,
            zorder=5, label="start", linestyle="none",
        )  # fmt: skip
    ax.set(xlim=(left, right), ylim=(bottom, top), xlabel="x", ylabel="y")
    label_ends(ax, ends)
    return ax


def _levels(loss: NDArray[np.floating]) -> NDArray[np.float64] | None:
    """The bounds between the colors; None if there is nothing to tell apart."""
    finite = loss[np.isfinite(loss)]
    if not finite.size:
        return None
    low, high = float(finite.min()), float(finite.max())
    if not high - low > 1e-9 * max(abs(low), abs(high)):
        return None
    if low < 0:
        return np.linspace(low, high, len(HEIGHTS) + 1)
    levels = np.geomspace(max(low, _DEPTH * high), high, len(HEIGHTS) + 1)
    levels[0], levels[-1] = low, high
    return levels
