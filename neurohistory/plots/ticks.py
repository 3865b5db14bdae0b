"""The ticks of a figure, looked for once as long as nothing has moved.

While matplotlib looks for the places of all parts and draws them, it asks each axis a dozen times for
its ticks and the room of their labels, and each time works them out anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib.axis import Axis, XAxis, YAxis
from matplotlib.figure import Figure

__all__ = ["ticks_once"]

_ASKED = ("_update_ticks", "_get_ticklabel_bboxes")  # methods of an axis


@contextmanager
def ticks_once(fig: Figure) -> Iterator[None]:
    """Let the axes of a figure remember their last answers; nobody else may change the figure.

    Axes in space place their ticks in their own way, and remember nothing.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    """
    axes: list[Axis] = [axis for ax in fig.axes for axis in (ax.xaxis, ax.yaxis)]
    plain = [axis for axis in axes if type(axis) in (XAxis, YAxis)]
    try:
        for axis in plain:
            for name in _ASKED:
                vars(axis)[name] = _remembering(axis, getattr(axis, name))
        yield
    finally:
        for axis in plain:
            for name in _ASKED:
                vars(axis).pop(name, None)


def _remembering(axis: Axis, ask: Callable[..., Any]) -> Callable[..., Any]:
    """The same, asked anew where the axis has another place, another range or other questions."""
    last: list[Any] = [None, None]

    def answer(*asked: Any) -> Any:
        # What lies in a list may be the same ticks again; a renderer is itself.
        questions = [[*map(id, each)] if isinstance(each, list) else id(each) for each in asked]
        state = [*axis.axes.bbox.bounds, *axis.get_view_interval(), questions]
        if state != last[0]:
            last[:] = state, ask(*asked)
        return last[1]

    return answer
