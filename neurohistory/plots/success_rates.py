"""Success rates: how many of the starts of each trial end without a mistake, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter

from neurohistory.plots.labels import name_trials
from neurohistory.plots.theme import BLUE, MUTED, TRACK
from neurohistory.plots.verdicts import AGREEMENT
from neurohistory.trial import Trial

__all__ = ["draw_success_rates"]

_LARGEST = 10.0  # points


def draw_success_rates(ax: Axes, trials: Sequence[Trial]) -> Axes:
    """Draw one row for each trial: the fraction of starts that solve the problem, and its interval.

    At the right stands what theory expects, with a tick if the run agrees, a cross if it does not,
    and a dash if nothing follows.  The interval is Wilson's, 95 %; there is none where nothing is
    random, nor beside a proof.  A quarter of an inch of height for each row reads well.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    trials : sequence of Trial

    Returns
    -------
    matplotlib.axes.Axes
    """
    room = ax.get_window_extent().height / ax.figure.dpi * 72 / (len(trials) + 1)  # points a row
    size = min(_LARGEST, 0.85 * room)
    aside = ax.get_yaxis_transform()  # x in fractions of the axes, y in rows
    for row, trial in enumerate(trials):
        ax.axhline(row, color=TRACK, linewidth=0.6, zorder=1)
        if trial.interval and not trial.proved:
            ax.plot(trial.interval, [row, row], color=BLUE, linewidth=2.6, alpha=0.55, zorder=2)
        ax.plot([trial.success_rate], [row], "o", color=BLUE, markersize=6.5, zorder=3, clip_on=False)
        sign, color = AGREEMENT[trial.agrees]
        ax.text(1.05, row, sign, transform=aside, va="center", size=size, color=color, weight="bold")
        words = trial.expectation.verdict.value + (", proved" if trial.proved else "")
        ax.text(1.10, row, words, transform=aside, va="center", size=size)
    ax.text(1.10, -0.95, "theory", transform=aside, va="center", size=size, color=MUTED)
    ax.set_yticks(range(len(trials)), name_trials(trials), size=size)
    ax.set(xlim=(0, 1), ylim=(len(trials) - 0.4, -0.6), xlabel="starts that end without a mistake")
    ax.xaxis.set_major_locator(FixedLocator([0, 0.25, 0.5, 0.75, 1]))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda rate, _: f"{100 * rate:.0f} %"))
    ax.tick_params(axis="y", length=0, pad=9)
    ax.spines["left"].set_visible(False)
    return ax
