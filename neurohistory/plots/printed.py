"""A printed number among those of our starts."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from neurohistory.plots import theme

__all__ = ["draw_printed"]


def draw_printed(ax: Axes, values: ArrayLike, printed: float) -> Axes:
    """Draw how many starts have arrived by each number, and where the printed one lies.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    values : array of shape (start,)
        NaN for a start that never arrives.
    printed : float

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = draw_printed(Figure().subplots(), [100, 200, 400, np.nan], 250)
    >>> ax.lines[0].get_ydata().tolist(), ax.texts[0].get_text()
    ([0.0, 0.25, 0.5, 0.75], 'printed: 250')
    """
    numbers = np.asarray(values, dtype=float)
    arrived = np.sort(numbers[~np.isnan(numbers)])
    share = np.arange(arrived.size + 1) / numbers.size
    ax.plot(np.append(arrived[:1], arrived), share, drawstyle="steps-post", color=theme.BLUE)
    ax.axvline(printed, color=theme.VERMILLION, linewidth=1.4)
    ax.text(printed, 1.03, f"printed: {printed:,g}", ha="center", color=theme.VERMILLION, size=9)
    ax.set(ylim=(0, 1), ylabel="starts that have arrived", xscale="log")
    return ax
