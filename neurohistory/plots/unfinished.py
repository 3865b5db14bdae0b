"""How many of the starts still make mistakes, as far as anything happens."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter
from numpy.typing import NDArray

from neurohistory.plots.epochs import epoch_axis
from neurohistory.plots.labels import label_ends, name_trials
from neurohistory.plots.theme import TRACK, series
from neurohistory.trial import Trial

__all__ = ["draw_unfinished", "unfinished"]

_QUIET = 1.15  # how far beyond the last change the axis goes
_SHORTEST = 5  # epochs


def unfinished(trial: Trial) -> NDArray[np.float64]:
    """The fraction of the starts that make a mistake after each epoch, the start first; (epoch,)."""
    return np.asarray((trial.history.mistakes > 0).mean(axis=1))


def draw_unfinished(ax: Axes, trials: Sequence[Trial]) -> Axes:
    """Draw the fraction of the starts that make mistakes by epoch, one line for each trial.

    The axis ends a little after the last change of any line that comes to rest, so that what happens
    can be seen; a line that never comes to rest goes on beyond.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    trials : sequence of Trial

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neurohistory import run
    >>> ax = draw_unfinished(Figure().subplots(), [run("perceptron", "AND", starts=20)])
    >>> float(ax.lines[0].get_ydata()[-1])
    0.0
    """
    curves = [unfinished(trial) for trial in trials]
    last = _last_to_show(curves)
    ends = []
    for number, (name, curve) in enumerate(zip(name_trials(trials), curves, strict=True)):
        look = series(number)
        shown = curve[: last + 1]
        epochs = np.append(np.arange(len(shown)), last)
        values = np.append(shown, shown[-1])
        ax.plot(epochs, values, drawstyle="steps-post", label=name, clip_on=False, **look)
        ends.append((float(last), float(values[-1]), f"{name}: {100 * values[-1]:.0f} %", look["color"]))
    epoch_axis(ax, last)
    ax.set_ylim(0, 1.02)
    ax.yaxis.set_major_formatter(FuncFormatter(lambda part, _: f"{100 * part:.0f} %"))
    ax.set_ylabel("starts with mistakes")
    ax.grid(axis="y", color=TRACK)
    ax.set_axisbelow(True)
    label_ends(ax, ends)
    return ax


def _last_to_show(curves: Sequence[NDArray[np.float64]]) -> int:
    """The epoch up to which something happens; all epochs, if no line comes to rest at 0."""
    longest = max(len(curve) - 1 for curve in curves)
    resting = [curve for curve in curves if not curve[-1]]
    if not resting:
        return longest
    ended = max(int(np.flatnonzero(curve)[-1]) + 1 if curve.any() else 0 for curve in resting)
    return min(longest, max(_SHORTEST, int(_QUIET * ended) + 1))
