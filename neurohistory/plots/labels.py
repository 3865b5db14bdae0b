"""Words in pictures: what to call a line, how wide a text is, and labels that keep apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.text import Annotation
from matplotlib.textpath import TextPath
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression

from neurohistory.plots.theme import MUTED
from neurohistory.trial import Trial

__all__ = ["label_ends", "name_trials", "spread", "text_width"]

_SIZE = 9.5  # points
_LINE = 1.3  # height of a label, in sizes


def name_trials(trials: Sequence[Trial]) -> list[str]:
    """What tells the trials apart: the model, the problem, or both.

    Examples
    --------
    >>> from neurohistory import run
    >>> name_trials([run("perceptron", name, starts=1) for name in ("AND", "XOR")])
    ['AND', 'XOR']
    """
    models = {trial.label for trial in trials}
    problems = {trial.problem.name for trial in trials}
    if len(problems) <= 1:
        return [trial.label for trial in trials]
    if len(models) <= 1:
        return [trial.problem.name for trial in trials]
    return [f"{trial.label}, {trial.problem.name}" for trial in trials]


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width in inches of a line of text of that size in points."""
    if not text.strip():
        return 0.0
    font = FontProperties(family="DejaVu Sans", weight=weight, size=size)
    return float(TextPath((0, 0), text, prop=font).get_extents().width) / 72


def spread(wanted: ArrayLike, gap: float, low: float, high: float) -> NDArray[np.float64]:
    """Positions as close as can be to the wanted ones, at least `gap` apart.

    Closest in the sense of least squares, in the order of `wanted`.  They lie between `low` and
    `high` if there is room; if there is not, they reach out on both sides equally.

    Parameters
    ----------
    wanted : array of shape (label,)
    gap, low, high : float

    Returns
    -------
    ndarray of shape (label,)

    Examples
    --------
    >>> spread([0, 0, 5], gap=1, low=0, high=10)
    array([0., 1., 5.])
    """
    asked = np.asarray(wanted, dtype=float)
    if not asked.size:
        return asked
    order = np.argsort(asked, kind="stable")
    steps = gap * np.arange(len(asked))
    missing = max(0.0, steps[-1] - (high - low)) / 2
    together = isotonic_regression(asked[order] - steps).x
    placed = np.empty_like(asked)
    placed[order] = together.clip(low - missing, high + missing - steps[-1]) + steps
    return placed


def label_ends(ax: Axes, ends: Sequence[tuple[float, float, str, str]]) -> None:
    """Label lines at the right of the axes, each label as near its line's end as the others allow.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    ends : sequence of (x, y, text, color)
        Where a line ends, in data coordinates, and what to write there.
    """
    labels = [
        ax.annotate(
            text,
            (x, y),
            xytext=(1.04, 0.5),
            textcoords="axes fraction",
            va="center_baseline",
            size=_SIZE,
            color=color,
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": MUTED,
                "linewidth": 0.6,
                "shrinkA": 1,
                "shrinkB": 2,
                "relpos": (0, 0.5),
            },
        )
        for x, y, text, color in ends
    ]
    ax.add_artist(_KeepApart(labels))


class _KeepApart(Artist):
    """Moves labels up and down whenever the axes are drawn, for only then is their size known."""

    def __init__(self, labels: list[Annotation]) -> None:
        super().__init__()
        self.labels = labels
        self.set_zorder(-1)  # before the labels themselves
        self.set_in_layout(False)

    def draw(self, renderer: Any) -> None:
        axes, figure = self.axes, self.get_figure(root=True)
        if axes is None or figure is None or not self.labels:
            return
        box = axes.get_window_extent()
        gap = _LINE * _SIZE * figure.dpi / 72
        ends = axes.transData.transform([label.xy for label in self.labels])[:, 1]
        heights = spread(ends, gap, box.y0 + gap / 2, box.y1 - gap / 2)
        for label, height in zip(self.labels, heights, strict=True):
            label.set_position((1.04, (height - box.y0) / box.height))
