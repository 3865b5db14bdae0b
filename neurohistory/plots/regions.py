"""Regions: where in the plane a model says yes and where no, and the examples it was asked about."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from neurohistory.plots.theme import (
    INK,
    NO,
    NO_MARKER,
    NO_REGION,
    PAPER,
    WRONG,
    YES,
    YES_HATCH,
    YES_MARKER,
    YES_REGION,
)
from neurohistory.surfaces import Extent, Surface

__all__ = ["draw_examples", "draw_key", "draw_line", "draw_region"]

_MAX_LARGE_MARKS = 16  # examples that can be large marks
_MAX_TICKS = 4  # an input with no more values, as of a gate, has a tick for each


def draw_region(ax: Axes, surface: Surface, frame: int = -1, mark_wrong: bool = True) -> Axes:
    """Draw where a model says yes and where no, the boundary between, and the problem's examples.

    The regions are polygons, exact to the grid of the surface.  "Yes" is blue, hatched, with round
    examples; "no" is orange, plain, with square ones.  What the model answers wrongly is crossed and
    ringed, be it on the grid or not.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    surface : Surface
    frame : int, default=-1
        Which frame of the surface.
    mark_wrong : bool, default=True
        False where so many examples are wrong that the marks would hide the rest.

    Returns
    -------
    matplotlib.axes.Axes
    """
    problem = surface.problem
    scores = surface.scores[frame]
    lowest, highest = min(float(scores.min()), 0.0) - 1, max(float(scores.max()), 0.0) + 1
    grid = (surface.x, surface.y, scores)
    if scores.min() <= 0:
        ax.contourf(*grid, levels=[lowest, 0], colors=[NO_REGION], zorder=0)
    if scores.max() > 0:
        yes = ax.contourf(*grid, levels=[0, highest], colors=[YES_REGION], hatches=["////"], zorder=0)
        yes.set(edgecolor=YES_HATCH, linewidth=0)
    if scores.min() < 0 < scores.max():
        ax.contour(*grid, levels=[0], colors=[INK], linewidths=1.4, linestyles="solid", zorder=2)
    draw_examples(ax, problem.X, problem.truth, surface.wrong[frame] if mark_wrong else None)
    left, right, bottom, top = surface.extent
    ax.set(xlim=(left, right), ylim=(bottom, top), xlabel="x₁", ylabel="x₂", aspect="equal")
    for axis, values in ((ax.xaxis, problem.X[:, 0]), (ax.yaxis, problem.X[:, 1])):
        if len(np.unique(values)) <= _MAX_TICKS:
            axis.set_ticks(np.unique(values))
    ax.yaxis.label.set(rotation=0, va="center", ha="right")
    ax.tick_params(length=3)
    return ax


def draw_examples(ax: Axes, X: ArrayLike, truth: ArrayLike, wrong: ArrayLike | None = None) -> Axes:
    """Draw examples: round for yes, square for no; wrongly answered ones are crossed and ringed.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    X : array of shape (example, 2)
    truth : array of bool, shape (example,)
    wrong : array of bool, shape (example,), optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    points, yes = np.asarray(X, dtype=float), np.asarray(truth, dtype=bool)
    if points.shape != (len(points), 2) or yes.shape != (len(points),):
        raise ValueError(
            "X must have the shape (example, 2) and truth (example,), one yes or no for each, not "
            f"{points.shape} and {yes.shape}; if there are several bits, take one: truth[:, 0]"
        )
    size = 130 if len(points) <= _MAX_LARGE_MARKS else 40
    for name, chosen, color, marker in (
        ("yes", yes, YES, YES_MARKER),
        ("no", ~yes, NO, NO_MARKER),
    ):
        if chosen.any():
            ax.scatter(
                points[chosen, 0], points[chosen, 1], s=size, color=color, marker=marker,
                edgecolors=PAPER, linewidths=1.2, label=name, zorder=4,
            )  # fmt: skip
    missed = points[np.asarray(wrong, dtype=bool)] if wrong is not None else points[:0]
    if len(missed):
        ax.scatter(
            missed[:, 0],
            missed[:, 1],
            s=size / 3,
            color=PAPER,
            marker="x",
            linewidths=size / 70,
            zorder=5,
        )
        ax.scatter(
            missed[:, 0], missed[:, 1], s=2.9 * size, facecolors="none", edgecolors=WRONG, marker="o",
            linewidths=2, label="answered wrongly", zorder=5,
        )  # fmt: skip
    return ax


def draw_line(
    ax: Axes, weights: ArrayLike, bias: float, extent: Extent, label: str | None = None
) -> Axes:
    """Draw the line w·x + b = 0 inside a rectangle, with an arrow to the side of yes.

    Nothing is drawn if the line does not cross the rectangle, or if both weights are zero.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    weights : array of shape (2,)
    bias : float
    extent : tuple of float
        Left, right, bottom, top.
    label : str, optional
        Written across the line from the arrow.

    Returns
    -------
    matplotlib.axes.Axes
    """
    w = np.asarray(weights, dtype=float)
    ends = _clip(w, float(bias), extent)
    if ends is None:
        return ax
    left, right, bottom, top = extent
    middle = ends.mean(axis=0)
    length = 0.11 * min(right - left, top - bottom)
    tip = middle + length * w / np.linalg.norm(w)
    ax.plot(*ends.T, color=INK, linewidth=1.4, zorder=3)
    ax.annotate(
        "", tip, middle, zorder=3,
        arrowprops={"arrowstyle": "-|>", "color": INK, "shrinkA": 0, "shrinkB": 0, "linewidth": 1.2},
    )  # fmt: skip
    if label is not None:
        x, y = (middle - 0.6 * length * w / np.linalg.norm(w)).tolist()
        ax.text(x, y, label, ha="center", va="center", size=9.5, zorder=3)
    return ax


def _clip(w: NDArray[np.float64], b: float, extent: Extent) -> NDArray[np.float64] | None:
    """The two points where the line enters and leaves the rectangle, shape (end, 2)."""
    left, right, bottom, top = extent
    crossings = []
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for x in (left, right):
            crossings.append((x, -(b + w[0] * x) / w[1]))
        for y in (bottom, top):
            crossings.append((-(b + w[1] * y) / w[0], y))
    points = np.array(crossings)
    slack = 1e-9 * max(right - left, top - bottom)
    x, y = points.T
    inside = (x >= left - slack) & (x <= right + slack) & (y >= bottom - slack) & (y <= top + slack)
    points = points[inside]
    if len(points) < 2:
        return None
    along = points @ np.array([-w[1], w[0]])
    ends = points[[along.argmin(), along.argmax()]]
    return ends if np.ptp(along) > 0 else None


def draw_key(fig: Figure) -> Figure:
    """Write below a figure what the marks of all its axes mean, each once.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        With constrained layout, as `STYLE` sets it.

    Returns
    -------
    matplotlib.figure.Figure
    """
    marks: dict[str, Artist] = {}
    for ax in fig.axes:
        for handle, label in zip(*ax.get_legend_handles_labels(), strict=True):
            marks.setdefault(label, handle)
    if marks:
        fig.legend(
            handles=list(marks.values()), labels=list(marks), ncols=len(marks),
            loc="outside lower center", labelspacing=0.9, borderpad=0.7, handletextpad=0.6,
        )  # fmt: skip
    return fig
