"""The axis of epochs: plain for short trainings, logarithmic but with a zero for long ones."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

__all__ = ["epoch_axis"]

_LONG = 100  # epochs


def epoch_axis(ax: Axes, last: int) -> None:
    """Name and scale the x axis for epochs 0 to `last`; above 100 the scale is logarithmic.

    The start, epoch 0, is shown on either scale.
    """
    ax.set_xlabel("epoch")
    if last > _LONG:
        ax.set_xscale("symlog", linthresh=1, linscale=0.3)
        ticks = [0, *(10**power for power in range(len(str(last))))]
        ax.xaxis.set_major_locator(FixedLocator(ticks))
        ax.xaxis.set_minor_locator(NullLocator())
        ax.xaxis.set_major_formatter(FuncFormatter(lambda epoch, _: f"{epoch:,.0f}"))
    else:
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlim(0, max(last, 1))
