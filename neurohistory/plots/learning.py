"""Learning: mistakes, loss and other records, epoch by epoch, over all starts of a trial."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from neurohistory.plots.epochs import epoch_axis
from neurohistory.plots.labels import label_ends, name_trials
from neurohistory.plots.theme import MUTED, TRACK, series
from neurohistory.trial import Trial

__all__ = ["draw_loss", "draw_mistakes", "draw_record"]

_MAX_TRIALS, _MAX_STARTS = 3, 12  # whose single starts are drawn; more hide what they show


def draw_mistakes(ax: Axes, trials: Sequence[Trial]) -> Axes:
    """Draw the mean number of wrong answers by epoch, one line for each trial.

    A dot marks the epoch after which nothing was learned any more; from there the line goes on thinly,
    so that all can be compared at the right.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    trials : sequence of Trial

    Returns
    -------
    matplotlib.axes.Axes
    """
    names = name_trials(trials)
    curves = [(name, trial.history.mistakes) for name, trial in zip(names, trials, strict=True)]
    _draw(ax, curves, n_starts=0)  # single starts jump from one whole number to another
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_ylabel("wrong answers, mean")
    return ax


def draw_loss(ax: Axes, trials: Sequence[Trial]) -> Axes:
    """Draw the mean loss by epoch, one line for each trial whose model minimizes something.

    Lines as in `draw_mistakes`; thin ones are single starts, the first twelve of up to three trials.
    Each model has a loss of its own: shapes can be compared, heights cannot.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    trials : sequence of Trial

    Returns
    -------
    matplotlib.axes.Axes
    """
    _draw_recorded(ax, trials, "loss", "no loss to draw: these rules minimize nothing")
    return ax


def draw_record(ax: Axes, trials: Sequence[Trial], name: str) -> Axes:
    """Draw the mean of what was recorded under a name by epoch, one line for each trial that has it.

    Lines as in `draw_loss`, with gaps where a start has no finite number, and so there is no mean; a
    trial that has no mean anywhere has no line.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    trials : sequence of Trial
    name : str
        As it was given to ``run(..., record={name: f})``.

    Returns
    -------
    matplotlib.axes.Axes
    """
    _draw_recorded(ax, trials, name, f"no {name} to draw: it was not recorded, or has no finite mean")
    return ax


def _draw_recorded(ax: Axes, trials: Sequence[Trial], name: str, nothing: str) -> None:
    """Draw the curves of the trials that have such a record, or write that there are none."""
    curves = [
        (label, values)
        for label, trial in zip(name_trials(trials), trials, strict=True)
        if (values := trial.history.records.get(name)) is not None
        and np.isfinite(values).all(axis=1).any()
    ]
    if not curves:
        ax.text(0.5, 0.5, nothing, transform=ax.transAxes, ha="center", va="center", color=MUTED)
        ax.set_axis_off()
        return
    _draw(ax, curves, n_starts=_MAX_STARTS if len(curves) <= _MAX_TRIALS else 0)
    ax.set_ylabel(f"{name}, mean")


def _draw(
    ax: Axes, curves: Sequence[tuple[str, NDArray[np.floating] | NDArray[np.int64]]], n_starts: int
) -> None:
    last = max((len(values) - 1 for _, values in curves), default=0)
    ends, lowest, highest = [], 0.0, 0.0
    for number, (name, values) in enumerate(curves):
        look = series(number)
        values = np.where(np.isfinite(values), values.astype(float), np.nan)  # NaN is not drawn
        mean = values.mean(axis=1)  # (epoch,)
        epochs = np.arange(len(mean))
        starts = values[:, :n_starts]
        if starts.shape[1] > 1:
            lowest = min(lowest, float(np.nanmin(starts)))
            highest = max(highest, float(np.nanmax(starts)))
            ax.plot(epochs, starts, color=look["color"], alpha=0.3, linewidth=0.6, zorder=1)
        ax.plot(epochs, mean, label=name, zorder=3, clip_on=False, **look)
        if epochs[-1] < last:
            still = [epochs[-1], last]
            ax.plot(still, [mean[-1]] * 2, zorder=2, clip_on=False, **look | {"linewidth": 0.9})
            ax.plot(
                epochs[-1], mean[-1], "o", color=look["color"], markersize=4.5, zorder=4, clip_on=False
            )
        finite = mean[~np.isnan(mean)]
        ends.append((float(last), float(finite[-1]), name, look["color"]))
        lowest, highest = min(lowest, float(finite.min())), max(highest, float(finite.max()))
    ax.set_ylim(1.05 * lowest, 1.05 * highest if highest > lowest else 1)
    ax.grid(axis="y", color=TRACK)
    ax.set_axisbelow(True)
    epoch_axis(ax, last)
    label_ends(ax, ends)
