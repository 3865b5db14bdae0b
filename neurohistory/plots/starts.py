"""Starts: how a number spreads over the starts of a study, in rows and along a curve."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import takewhile
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from neurohistory.history import epoch_quantiles
from neurohistory.plots.theme import BLUE, MUTED, TRACK, series

__all__ = ["draw_bands", "draw_epochs", "draw_starts"]

_BAR: dict[str, Any] = {"color": BLUE, "linewidth": 6, "alpha": 0.45, "solid_capstyle": "butt"}
_THIN: dict[str, Any] = {"color": BLUE, "linewidth": 1.2}
_DOT: dict[str, Any] = {"color": BLUE, "markersize": 5.5, "clip_on": False, "zorder": 4}
_MIN_TICKS = 3  # besides the last epoch


def draw_starts(ax: Axes, values: Mapping[str, ArrayLike]) -> Axes:
    """Draw a row for each name: each start a stroke, a bar between the quartiles, a dot at the median.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    values : mapping of str to array of shape (start,)

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = draw_starts(Figure().subplots(), {"narrow": [70, 80, 81], "wide": [97, 98, 99]})
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['narrow', 'wide']
    """
    for row, each in enumerate(values.values()):
        numbers = np.asarray(each, dtype=float)
        lower, median, upper = np.percentile(numbers, [25, 50, 75])
        ax.plot(numbers, np.full(len(numbers), row), "|", color=MUTED, markersize=9)
        ax.plot([lower, upper], [row, row], **_BAR)
        ax.plot(median, row, "o", **_DOT)
    return _rows(ax, list(values))


def draw_epochs(ax: Axes, epochs: Mapping[str, ArrayLike], last: int) -> Axes:
    """Draw a row for each name: how many epochs its starts need to arrive, and how many arrive at all.

    All starts count.  A thin line reaches from the epoch by which a tenth of them have arrived to that
    of nine tenths, a bar from the first quartile to the third, and a dot marks the median.  Starts that
    never arrive are the slowest of all: what reaches to the right edge stands for them.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    epochs : mapping of str to array of shape (start,)
        NaN for a start that never arrives, as in ``history.epochs_to_solve``.
    last : int
        The last epoch: the right edge.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = draw_epochs(Figure().subplots(), {"quick": [8, 9, 11], "slow": [70, 90, np.nan]}, last=100)
    >>> [text.get_text() for text in ax.texts]
    ['100 %', '67 %', 'arrived']
    """
    aside = ax.get_yaxis_transform()  # x in fractions of the axes, y in rows
    for row, each in enumerate(epochs.values()):
        tenth, lower, median, upper, ninth = epoch_quantiles(each, (0.1, 0.25, 0.5, 0.75, 0.9))
        for low, high, look in ((tenth, ninth, _THIN), (lower, upper, _BAR)):
            if low < last:
                ax.plot([low, min(high, last)], [row, row], **look)
        if median < last:
            ax.plot(median, row, "o", **_DOT)
        arrived = np.isfinite(np.asarray(each, dtype=float)).mean()
        ax.text(1.09, row, f"{100 * arrived:.0f} %", transform=aside, ha="right", va="center")
    ax.text(1.09, -1, "arrived", transform=aside, ha="right", color=MUTED)
    ax.set(xscale="log", xlabel="epochs until all answers are right")
    first = ax.get_xlim()[0]
    ticks = epoch_ticks(first, last)
    ax.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    ax.set_xticks([], minor=True)
    ax.set_xlim(first, last)
    return _rows(ax, list(epochs))


def epoch_ticks(first: float, last: int) -> list[int]:
    """Round numbers of a logarithmic axis, and its end; closer ones where few lie on it."""
    ticks: list[int] = []
    for digits in ((1, 2, 5), (1, 2, 3, 5, 7)):
        steps = (digit * 10**power for power in range(len(str(last))) for digit in digits)
        ticks = [tick for tick in takewhile(lambda tick: 1.4 * tick < last, steps) if tick > first]
        if len(ticks) >= _MIN_TICKS:
            break
    return [*ticks, last]


def draw_bands(
    ax: Axes,
    x: ArrayLike,
    curves: Mapping[str, ArrayLike],
    percentiles: tuple[float, float] = (25, 75),
    middle: Callable[..., Any] = np.median,
) -> Axes:
    """Draw a line through the middle of the starts for each name, on a band around it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x : array of shape (point,)
    curves : mapping of str to array of shape (point, start)
    percentiles : tuple of float, default=(25, 75)
        The edges of the band; (0, 100) are the least and the largest.
    middle : callable, optional
        The line: of the values, with the argument ``axis``.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = draw_bands(Figure().subplots(), [0, 1], {"seen": [[1, 2, 9], [3, 4, 5]]})
    >>> ax.lines[0].get_ydata().tolist()
    [2.0, 4.0]
    """
    for number, (name, each) in enumerate(curves.items()):
        values, look = np.asarray(each, dtype=float), series(number)
        low, high = np.percentile(values, percentiles, axis=1)
        ax.fill_between(x, low, high, color=look["color"], alpha=0.16, linewidth=0)
        ax.plot(x, middle(values, axis=1), label=name, **look)
    ax.grid(axis="y", color=TRACK)
    return ax


def _rows(ax: Axes, names: list[str]) -> Axes:
    """Name the rows, the first at the top."""
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x", color=TRACK)
    return ax
