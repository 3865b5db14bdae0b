"""Spikes: a raster of what fired when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from neurohistory.nervous_nets.net import Spikes
from neurohistory.plots.theme import BLUE, INK, MUTED, TRACK

__all__ = ["draw_spikes"]

_HALF = 0.33  # half the height of a bar, in rows


def draw_spikes(
    ax: Axes,
    spikes: Spikes,
    names: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
) -> Axes:
    """Draw a raster: a row for each input and neuron, a column for each tick, a bar for each spike.

    Inputs are black and stand above a line, neurons are blue and stand below it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    spikes : Spikes
        What one net did, from one start.
    names : sequence of str, optional
        The rows to show, from the top; by default all, the inputs first.
    labels : mapping of str to str, optional
        What to write beside a row in place of its name.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there are several starts, or a name is unknown.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neurohistory.nervous_nets import FIGURE_1, run
    >>> ax = draw_spikes(Figure().subplots(), run(FIGURE_1["e"].net, {"N2": [1]}))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['N1', 'N2', 'a', 'b', 'N3', 'N4']
    """
    given = (*spikes.net.inputs, *spikes.net.tonic)
    rows = list(spikes.net.names if names is None else names)
    for row, name in enumerate(rows):
        ticks = spikes.ticks(name)
        ax.axhline(row, color=TRACK, linewidth=0.8, zorder=1)
        ax.vlines(
            ticks, np.subtract(row, _HALF), row + _HALF, linewidth=3.4, zorder=3,
            color=INK if name in given else BLUE,
        )  # fmt: skip
        if row and name not in given and rows[row - 1] in given:
            ax.axhline(row - 0.5, color=MUTED, linewidth=0.8, zorder=2)
    ax.set_yticks(range(len(rows)), [(labels or {}).get(name, name) for name in rows])
    ax.set(xlim=(-0.5, spikes.n_ticks - 0.5), ylim=(len(rows) - 0.4, -0.6), xlabel="tick")
    ax.xaxis.set_major_locator(MaxNLocator(nbins=12, integer=True))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    return ax
