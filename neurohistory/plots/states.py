"""States of a machine that samples, and codes of one that codes: a number for each state or unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter
from numpy.typing import ArrayLike

from neurohistory.plots.image import draw_image
from neurohistory.plots.theme import BLUE, INK, MUTED, TRACK

__all__ = ["draw_codes", "draw_probabilities"]


def draw_probabilities(
    ax: Axes, names: Sequence[str], likely: ArrayLike, drawn: ArrayLike, shown: ArrayLike
) -> Axes:
    """Draw how likely a machine finds each state, as bars, and how often it drew it, as crosses.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    names : sequence of str
        What the states are called, from the top down.
    likely, drawn : array of shape (state,)
        Probabilities, and fractions of the samples.
    shown : array of bool, shape (state,)
        Which states it learned from; their bars are blue, the others gray.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = draw_probabilities(Figure().subplots(), ["0", "1"], [0.9, 0.1], [0.88, 0.12], [True, False])
    >>> [float(bar.get_width()) for bar in ax.patches]
    [0.9, 0.1]
    """
    places, was = np.arange(len(names)), np.asarray(shown, dtype=bool)
    chance = np.asarray(likely, dtype=float)
    for chosen, color, label in ((was, BLUE, "was shown"), (~was, MUTED, "was not shown")):
        if chosen.any():
            ax.barh(places[chosen], chance[chosen], height=0.62, color=color, label=label)
    ax.plot(drawn, places, "x", color=INK, markersize=6, markeredgewidth=1.3, label="samples")
    ax.set_yticks(places, names)
    ax.set(ylim=(len(names) - 0.4, -0.6), xlim=(0, None), xlabel="probability")
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    ax.locator_params(axis="x", nbins=4)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x", color=TRACK)
    ax.set_axisbelow(True)
    return ax


def draw_codes(ax: Axes, codes: ArrayLike, names: Sequence[str] | None = None) -> Axes:
    """Draw codes as rows of squares, one row an example and one column a unit.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    codes : array of shape (example, unit)
        From 0 to 1.
    names : sequence of str, optional
        What the examples are called.

    Returns
    -------
    matplotlib.axes.Axes
    """
    draw_image(ax, codes)
    n_examples, n_units = np.shape(codes)
    ax.set_xticks(range(n_units), [str(unit + 1) for unit in range(n_units)])
    ax.set_xlabel("unit")
    if names is not None:
        ax.set_yticks(range(n_examples), names)
    ax.tick_params(length=0)
    return ax
