"""Landscapes: the loss over two weights, and the path that goes down on it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter
from numpy.typing import NDArray

from neurohistory.landscapes import Landscape
from neurohistory.plots.theme import HEIGHTS, INK, PAPER

__all__ = ["draw_landscape"]

_DEPTH = 1e-3  # what is lower than this fraction of the highest has the color of the valley


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
            bar.set_ticks(levels[1:-1].tolist())
            bar.ax.yaxis.set_major_formatter(FuncFormatter(lambda height, _: f"{height:.2g}"))
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
    round_ones = np.array([low, *(float(f"{level:.1g}") for level in levels[1:-1]), high])
    return round_ones if (np.diff(round_ones) > 0).all() else levels
