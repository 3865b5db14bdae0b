"""Wiring: the cells of a net of 1943, and the endings that one makes on another."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from textwrap import shorten, wrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch, Polygon
from matplotlib.path import Path
from numpy.typing import NDArray

from neurohistory.nervous_nets.net import Net, Neuron
from neurohistory.plots.labels import spread
from neurohistory.plots.theme import BLUE, INK, MUTED, PANEL, PAPER, VERMILLION

__all__ = ["draw_net"]

# Lengths are in units of the axes, so that a drawing can have any size; letters are in points.
_COLUMN = 1.9  # between columns
_GAP, _LETTERS = 0.2, 0.3  # between rows, and for each line of a name between them
_BACK, _TIP, _HALF = -0.32, 0.34, 0.38  # the corners of a triangle around its place
_DOT, _RING = 0.075, 0.105  # radii
_APART = 0.2  # endings on one cell, at least
_MAX_DOTS = 3  # for one source; more are a number
_MAX_NAMED = 24  # neurons
_LINE = 15  # letters of a name
_PLAIN, _VETO = BLUE, VERMILLION

Point = NDArray[np.floating]  # x and y
Corners = NDArray[np.floating]  # (point, x and y)


def draw_net(ax: Axes, net: Net, labels: Mapping[str, str] | None = None) -> Axes:
    """Draw a net from left to right: each cell stands one tick behind the last that it listens to.

    A neuron is a triangle, as in the paper, and its axon leaves at the tip.  The number in it is its
    threshold, where the paper writes the number of the cell.  An input is a name.  A dot is an
    excitatory ending, a ring with a bar an inhibitory one, whose line is dashed too.  Lines that close
    a cycle go back over the top.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        The scales are made equal; names need about an inch for each column.
    net : Net
    labels : mapping of str to str, optional
        What to write in place of a name; nets of more than 24 neurons show no names of neurons.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a label is for something that is not in the net.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neurohistory.nervous_nets import FIGURE_1
    >>> ax = draw_net(Figure().subplots(), FIGURE_1["d"].net)
    >>> [text.get_text() for text in ax.texts]
    ['N1', 'N2', '2', 'N3']
    """
    for name in labels or {}:
        if name not in net.names:
            raise ValueError(f"there is a label for {name!r}, which is not in the net")
    said = {name: _fitted((labels or {}).get(name, name)) for name in net.names}
    if len(net.neurons) > _MAX_NAMED:
        said |= {neuron.name: "" for neuron in net.neurons}
    columns = _columns(net)
    places = _places(net, columns, said)
    seen = [np.array(list(places.values()))]  # points that must be inside
    for name in (*net.inputs, *net.tonic):
        x, y = places[name, columns[name]]
        ax.text(x, y, said[name], ha="right", va="center", zorder=5)
    for neuron in net.neurons:
        place = places[neuron.name, columns[neuron.name]]
        seen.append(_draw_cell(ax, neuron, place, said[neuron.name]))
        endings = _endings(net, neuron, columns, places)
        slots = _slots(neuron, place, len(endings))
        for (source, count), end in zip(endings, slots, strict=True):
            start = places[source, columns[source]] + _exit(source, net)
            if (source, neuron.name) in net.closing:
                path = _way_back(start, end)
            else:
                between = [places[source, n] for n in range(columns[source] + 1, columns[neuron.name])]
                path = _way([start, *between, end])
            _draw_line(ax, path, veto=not count)
            _draw_ending(ax, end, count)
            seen.append(np.concatenate(path.to_polygons(closed_only=False)))
    (left, bottom), (right, top) = (edge(np.concatenate(seen), axis=0) for edge in (np.min, np.max))
    ax.set(xlim=(left - 0.2, right + 0.6), ylim=(bottom - 0.1, top + 0.5))
    ax.set_aspect("equal")
    ax.set_axis_off()
    return ax


def _columns(net: Net) -> dict[str, int]:
    """Depths; a tonic source, which is never waited for, stands right before who needs it."""
    columns = dict(net.depth)
    for source in net.tonic:
        heard = [net.depth[cell.name] for cell in net.neurons if source in cell.sources]
        columns[source] = min(heard, default=1) - 1
    return columns


def _places(
    net: Net, columns: Mapping[str, int], said: Mapping[str, str]
) -> dict[tuple[str, int], Point]:
    """Where each cell stands, and where the lines of each pass through the columns behind it."""
    reach = dict(columns)  # the last column that a cell or its line stands in
    sources: dict[str, list[str]] = {name: [] for name in net.names}
    for neuron in net.neurons:
        forward = [name for name in neuron.sources if (name, neuron.name) not in net.closing]
        for source in forward:
            reach[source] = max(reach[source], columns[neuron.name] - 1)
        # A cell stands beside those right before it, rather than beside lines from far away.
        near = [name for name in forward if columns[name] == columns[neuron.name] - 1]
        sources[neuron.name] = near or forward
    row = max(2 * _half(cell) + _GAP + _LETTERS * _lines(said[cell.name]) for cell in net.neurons)
    heights: dict[tuple[str, int], float] = {}
    for column in range(max(columns.values()) + 1):
        here = [name for name in net.names if columns[name] <= column <= reach[name]]
        wanted = []
        for place, name in enumerate(here):
            if columns[name] < column:
                wanted.append(-heights[name, column - 1])
            elif sources[name]:
                wanted.append(-float(np.mean([heights[s, column - 1] for s in sources[name]])))
            else:
                wanted.append(row * (place - (len(here) - 1) / 2))
        for name, height in zip(here, -spread(wanted, row, -np.inf, np.inf), strict=True):
            heights[name, column] = float(height)
    return {key: np.array([_COLUMN * key[1], height]) for key, height in heights.items()}


def _exit(source: str, net: Net) -> Point:
    return np.array([_TIP if source not in (*net.inputs, *net.tonic) else 0.1, 0.0])


def _half(neuron: Neuron) -> float:
    """Half the height of a triangle, with room for all endings on its back."""
    return max(_HALF, 0.6 * _APART * len(neuron.sources))


def _way(points: list[Point]) -> Path:
    """Through the points, level at each."""
    vertices, codes = [points[0]], [Path.MOVETO]
    for start, end in pairwise(points):
        bend = np.array([(end[0] - start[0]) / 2, 0])
        vertices += [start + bend, end - bend, end]
        codes += [Path.CURVE4] * 3
    return Path(np.array(vertices), codes)


def _way_back(start: Point, end: Point) -> Path:
    """From a tip over the top to the back of a cell before it, or of the same one."""
    aside = np.array([0.65, 0.0])
    top = np.array([(start[0] + end[0]) / 2, max(start[1], end[1]) + 0.85])
    along = np.array([(start[0] - end[0]) / 2, 0.0]) + aside / 2
    return Path(
        np.array([start, start + aside, top + along, top, top - along, end - aside, end]),
        [Path.MOVETO, *[Path.CURVE4] * 6],
    )


def _endings(
    net: Net, neuron: Neuron, columns: Mapping[str, int], places: Mapping[tuple[str, int], Point]
) -> list[tuple[str, int]]:
    """Sources and numbers of endings, 0 for a veto, from the top down as the lines come in."""

    def height(ending: tuple[str, int]) -> float:
        source = ending[0]
        closes = (source, neuron.name) in net.closing
        return np.inf if closes else float(places[source, columns[neuron.name] - 1][1])

    vetoes = [(source, 0) for source in neuron.inhibitory]
    return sorted([*neuron.excitatory, *vetoes], key=height, reverse=True)


def _slots(neuron: Neuron, place: Point, count: int) -> list[Point]:
    """Where so many endings are on the back of a cell, from the top down."""
    reach = max(_APART * (count - 1), 0.7 * _half(neuron) if count > 1 else 0.0) / 2
    x, y = place
    return [np.array([x + _BACK, y + height]) for height in np.linspace(reach, -reach, count)]


def _draw_cell(ax: Axes, neuron: Neuron, place: Point, said: str) -> Corners:
    """The triangle, the threshold and the name; gives its lowest point."""
    (x, y), half = place, _half(neuron)
    body = [(x + _BACK, y + half), (x + _BACK, y - half), (x + _TIP, y)]
    ax.add_patch(Polygon(body, facecolor=PANEL, edgecolor=INK, linewidth=1.2, zorder=3))
    ax.text(x - 0.1, y, f"{neuron.threshold}", ha="center", va="center", size=9.5, zorder=5)
    if said:  # above the lines, and below all cells
        ax.text(
            x, y - half - 0.04, said, ha="center", va="top", size=9, linespacing=1.0, zorder=2.5,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip
    return np.array([[x, y + half], [x, y - half - _LETTERS * _lines(said)]])


def _draw_line(ax: Axes, path: Path, veto: bool) -> None:
    ax.add_patch(
        PathPatch(
            path, facecolor="none", edgecolor=_VETO if veto else MUTED, linewidth=1.2,
            linestyle=(0, (4, 1.6)) if veto else "solid", capstyle="butt", zorder=2,
        )
    )  # fmt: skip


def _draw_ending(ax: Axes, end: Point, count: int) -> None:
    """Dots from the cell outward; for no excitatory ending, the inhibitory one."""
    if not count:
        x, y = end - [_RING, 0]
        ring = Circle((x, y), _RING, facecolor=PAPER, edgecolor=_VETO, linewidth=1.5, zorder=4)
        ax.add_patch(ring)
        ax.plot([x - 0.6 * _RING, x + 0.6 * _RING], [y, y], color=_VETO, linewidth=1.5, zorder=5)
        return
    dots = count if count <= _MAX_DOTS else 1
    for number in range(dots):
        place = end - [_DOT * (1 + 2.4 * number), 0]
        ax.add_patch(Circle(tuple(place), _DOT, color=_PLAIN, linewidth=0, zorder=4))
    if dots < count:
        ax.annotate(
            f"×{count}", tuple(end), xytext=(-10, 2), textcoords="offset points", ha="right",
            va="bottom", size=9, color=_PLAIN, zorder=5,
        )  # fmt: skip


def _lines(text: str) -> int:
    return text.count("\n") + 1 if text else 0


def _fitted(name: str) -> str:
    """At most two lines.

    Examples
    --------
    >>> _fitted("(a and not b) or (b and not a)")
    '(a and not b)\\nor (b and not …'
    """
    lines = wrap(name, _LINE, break_long_words=True)
    if len(lines) > 2:
        lines = [lines[0], shorten(" ".join(lines[1:]), _LINE, placeholder=" …")]
    return "\n".join(lines)
