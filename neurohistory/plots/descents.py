"""Descents: the loss of single starts, each a thin line, and which of them arrive."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from neurohistory.plots.epochs import epoch_axis
from neurohistory.plots.theme import BLUE, MUTED, TRACK, VERMILLION
from neurohistory.trial import Trial

__all__ = ["draw_descents"]

_MAX_STARTS = 16
_MAX_POINTS = 160  # on a line


def draw_descents(ax: Axes, trial: Trial, n_starts: int = _MAX_STARTS) -> Axes:
    """Draw the loss by epoch of some starts, solid for those that end without a mistake, else dashed.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    trial : Trial
        Its model minimizes something.
    n_starts : int, default=16
        The first so many starts are drawn.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the model minimizes nothing.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neurohistory import run
    >>> ax = draw_descents(Figure().subplots(), run("logistic_unit", "AND", starts=5))
    >>> len(ax.lines)
    5
    """
    loss = trial.history.loss
    if loss is None:
        raise ValueError(f"{trial.label} has no loss to draw; take a rule that minimizes something")
    epochs = np.unique(np.r_[0, np.geomspace(1, max(len(loss) - 1, 1), _MAX_POINTS).round()]).astype(int)
    for start in range(min(n_starts, trial.n_starts)):
        arrives = bool(trial.history.solved[start])
        ax.plot(
            epochs, loss[epochs, start], linewidth=0.9 if arrives else 1.3, alpha=0.8, clip_on=False,
            color=BLUE if arrives else VERMILLION,
            linestyle="solid" if arrives else (0, (4, 1.6)),
            label=f"start {start + 1}, {'solved' if arrives else 'not solved'}",
        )  # fmt: skip
    epoch_axis(ax, len(loss) - 1)
    ax.set_ylim(bottom=0)
    ax.set_ylabel("loss")
    ax.grid(axis="y", color=TRACK)
    ax.set_axisbelow(True)
    solved = f"{trial.n_solved} of {trial.n_starts} solve it" if trial.n_starts > 1 else ""
    ax.text(0.97, 0.95, solved, transform=ax.transAxes, ha="right", va="top", size=9, color=MUTED)
    return ax
