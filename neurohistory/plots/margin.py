"""Margins: the lines of a support-vector machine, and the examples that they hang on."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from neurohistory.plots.regions import draw_region
from neurohistory.plots.theme import AMBER, GREEN, INK, PAPER
from neurohistory.surfaces import Surface

__all__ = ["draw_margin"]

_MAX_LABELS = 16  # examples whose multipliers can be written beside them
_SMALLEST, _LARGEST = 1.7, 3.6  # area of a ring, in those of an example's mark


def draw_margin(
    ax: Axes,
    surface: Surface,
    multipliers: ArrayLike,
    frame: int = -1,
    C: float | None = None,
    mark_wrong: bool = True,
) -> Axes:
    """Draw where a machine says yes and no, the lines f = -1 and f = +1, and its support vectors.

    A ring around an example is the larger the larger its multiplier, the largest of the picture being
    the measure; beside up to sixteen examples the number is written too.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    surface : Surface
        What a support-vector machine answers around its examples; it should reach beyond the margin.
    multipliers : array of shape (example,)
        One for each example, signed or not; exactly zero for those that are no support vectors.
    frame : int, default=-1
        Which frame of the surface.
    C : float, optional
        The bound.  Support vectors that have reached it lie inside the margin or on the wrong side;
        they get a ring of dashes.
    mark_wrong : bool, default=True
        As in `draw_region`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is not one multiplier an example.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neurohistory import AND, run, surface
    >>> trial = run("svm:kernel=linear,C=100", AND, starts=1)
    >>> line = surface(trial.model, trial.history.end, AND)
    >>> ax = draw_margin(Figure().subplots(), line, trial.history.end.multipliers[:, 0])
    >>> [text.get_text() for text in ax.texts]
    ['2', '2', '4']
    """
    problem = surface.problem
    a = np.abs(np.asarray(multipliers, dtype=float))
    if a.shape != (len(problem.X),):
        raise ValueError(
            f"{problem.name} has {len(problem.X)} examples, and the multipliers have shape {a.shape}; "
            "give one for each example"
        )
    draw_region(ax, surface, frame, mark_wrong)
    scores = surface.scores[frame]
    levels = [level for level in (-1, 1) if scores.min() < level < scores.max()]
    if levels:
        ax.contour(
            surface.x, surface.y, scores, levels=levels, colors=[INK], linewidths=1.1,
            linestyles="dashed", zorder=2,
        )  # fmt: skip
    ax.plot([], [], "--", color=INK, linewidth=1.1, label="margin, f = ±1")
    few = len(a) <= _MAX_LABELS
    mark = 130 if few else 40
    sizes = mark * (_SMALLEST + (_LARGEST - _SMALLEST) * a / max(a.max(), np.finfo(float).tiny))
    bound = a >= (np.inf if C is None else C * (1 - 1e-6))
    for name, chosen, color, dashes in (
        ("support vector", (a > 0) & ~bound, GREEN, "solid"),
        ("support vector, a = C", (a > 0) & bound, AMBER, (0, (2, 1.2))),
    ):
        if chosen.any():
            x, y = problem.X[chosen].T
            ax.scatter(
                x, y, s=sizes[chosen], facecolors="none", edgecolors=color, linestyle=dashes,
                linewidths=2 if few else 1.4, label=name, zorder=5,
            )  # fmt: skip
    if few:
        for place, value, size in zip(problem.X, a, sizes, strict=True):
            if value:
                ax.annotate(
                    f"{value:.3g}", place.tolist(), xytext=(0, np.sqrt(size / np.pi) + 4),
                    textcoords="offset points", ha="center", va="bottom", size=9.5, zorder=6,
                    bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.2},
                )  # fmt: skip
    return ax
