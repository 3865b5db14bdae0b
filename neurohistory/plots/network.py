"""Networks: layers of units, the weights between them, and what the units say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from neurohistory.plots.theme import BLUE, INK, MUTED, PANEL, PAPER, TRACK, VERMILLION

__all__ = ["draw_network"]

_MAX_NUMBERS = 4  # units of a layer, for numbers on the weights that reach it
_MAX_BELOW = 5  # units of the layer below, for the same
_MAX_NAMED = 8  # units of a layer, for names and what they say
_MAX_DRAWN = 12  # units of a layer; of more, the first and the last stand for all
_THIN, _THICK = 0.5, 3.6  # points
_POSITIVE, _NEGATIVE = BLUE, VERMILLION
_SOLID: Any = "solid"
_DASHES: Any = (0, (4, 1.6))


def draw_network(
    ax: Axes,
    sizes: Sequence[int],
    thetas: Sequence[ArrayLike] | None = None,
    activations: Sequence[ArrayLike] | None = None,
    labels: Sequence[Sequence[str]] | None = None,
) -> Axes:
    """Draw a layered network from left to right, bias units on top.

    A positive weight is a blue line, a negative one orange and dashed; the larger, the thicker.  Small
    networks carry their numbers on the lines and in the units; large ones have lines alone, and of a
    layer of more than twelve units the first and the last six.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    sizes : sequence of int
        Units of each layer, inputs first.
    thetas : sequence of array, each of shape (1 + unit below, unit above), optional
        The weights; row 0 holds the biases.
    activations : sequence of array, each of shape (unit,), optional
        What the units of each layer say.
    labels : sequence of sequence of str, optional
        What the units of each layer are called; by default x₁, x₂, ... and, above, the lecture's
        a₁ with the number of the layer.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the weights, the numbers or the names do not fit the layers.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = draw_network(Figure().subplots(), [2, 1], [[[-30.0], [20.0], [20.0]]])
    >>> [text.get_text() for text in ax.texts][:3]
    ['−30', '+20', '+20']
    """
    matrices = _checked_thetas(sizes, thetas)
    says = _checked_layers(sizes, activations, "activations")
    names = _checked_layers(sizes, labels, "labels") or [
        [rf"$x_{{{unit + 1}}}$" if not layer else rf"$a_{{{unit + 1}}}^{{({layer + 1})}}$"
         for unit in range(size)]
        for layer, size in enumerate(sizes)
    ]  # fmt: skip
    last = len(sizes) - 1
    drawn = [_drawn(size) for size in sizes]
    # The biases are units too, on top of all layers but the last.
    heights = [
        _spots(len(units) + (layer < last), gap_after=0 if len(units) == size else _MAX_DRAWN // 2)
        for layer, (units, size) in enumerate(zip(drawn, sizes, strict=True))
    ]
    tallest = max(float(np.ptp(spots)) for spots in heights)
    small = max(len(units) for units in drawn) <= _MAX_NAMED
    largest = max((float(np.abs(matrix).max()) for matrix in matrices or []), default=0.0) or 1.0

    for layer in range(last):
        rows = [0, *(unit + 1 for unit in drawn[layer])]  # rows of the matrix
        above = heights[layer + 1][layer + 1 < last :]  # without its bias
        weights = None if matrices is None else matrices[layer][np.ix_(rows, drawn[layer + 1])]
        _draw_weights(ax, layer, heights[layer], above, weights, largest)
    for layer, units in enumerate(drawn):
        spots = heights[layer]
        if layer < last:
            ax.scatter(
                [layer], spots[:1], marker="s", s=420 if small else 45, color=PAPER,
                edgecolors=MUTED, linewidths=1, zorder=4,
            )  # fmt: skip
            if small:
                ax.text(layer, spots[0], "+1", ha="center", va="center", size=9, color=MUTED, zorder=5)
            spots = spots[1:]
        ax.scatter(
            [layer] * len(units), spots, s=1050 if small else 60, color=PANEL,
            edgecolors=INK, linewidths=1.2, zorder=4,
        )  # fmt: skip
        if len(units) < sizes[layer]:
            gap = (spots[len(units) // 2 - 1] + spots[len(units) // 2]) / 2
            ax.text(
                layer, gap, f"{sizes[layer]}", ha="center", va="center", size=9, zorder=6,
                bbox={"facecolor": PAPER, "edgecolor": TRACK, "pad": 2},
            )  # fmt: skip
        if small:
            for unit, spot in zip(units, spots, strict=True):
                name = str(names[layer][unit])
                inside = name if says is None else _number(float(says[layer][unit]), digits=2)
                ax.text(layer, spot, inside, ha="center", va="center", size=9.5, zorder=5)
                if says is not None:
                    ax.annotate(
                        name, (layer, spot), xytext=(0, -18), textcoords="offset points",
                        ha="center", va="top", size=9.5, color=MUTED, zorder=5,
                        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
                    )  # fmt: skip
    edge = 0.5 if small else 0.7
    ax.set(xlim=(-0.25, last + 0.25), ylim=(-tallest / 2 - edge - 0.2 * (says is not None),
                                            tallest / 2 + edge))  # fmt: skip
    ax.set_axis_off()
    return ax


def _draw_weights(
    ax: Axes,
    layer: int,
    below: NDArray[np.floating],
    above: NDArray[np.floating],
    weights: NDArray[np.float64] | None,
    largest: float,
) -> None:
    """The lines from one layer to the next, and their numbers if there is room."""
    pairs = [(i, j) for j in range(len(above)) for i in range(len(below))]
    lines = [[(layer, below[i]), (layer + 1, above[j])] for i, j in pairs]
    if weights is None:
        ax.add_collection(LineCollection(lines, colors=MUTED, linewidths=0.8, zorder=1))
        return
    values = np.array([weights[pair] for pair in pairs])
    widths = _THIN + (_THICK - _THIN) * np.abs(values) / largest
    known = ax.get_legend_handles_labels()[1]
    for chosen, color, dashes, name in (
        (values >= 0, _POSITIVE, _SOLID, "positive weight"),
        (values < 0, _NEGATIVE, _DASHES, "negative weight"),
    ):
        if not chosen.any():
            continue
        kept = [line for line, keep in zip(lines, chosen, strict=True) if keep]
        ax.add_collection(
            LineCollection(
                kept,
                colors=color,
                linewidths=widths[chosen],
                linestyles=[dashes],
                zorder=1,
                capstyle="butt",
            )
        )
        if name not in known:
            ax.add_line(Line2D([], [], color=color, linestyle=dashes, label=name))
    if len(above) > _MAX_NUMBERS or len(below) > _MAX_BELOW:
        return
    # Every unit above has its own column of numbers, nearer to where the lines come from than to
    # where they meet.
    columns = 0.26 + 0.18 * np.arange(len(above)) if len(above) > 1 else np.array([0.42])
    for (i, j), value in zip(pairs, values, strict=True):
        t = columns[j]
        ax.text(
            layer + t, below[i] + t * (above[j] - below[i]), _number(float(value), signed=True),
            ha="center", va="center", size=8.5, color=_POSITIVE if value >= 0 else _NEGATIVE,
            zorder=3, bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
        )  # fmt: skip


def _drawn(size: int) -> list[int]:
    if size <= _MAX_DRAWN:
        return list(range(size))
    half = _MAX_DRAWN // 2
    return [*range(half), *range(size - half, size)]


def _spots(count: int, gap_after: int) -> NDArray[np.floating]:
    """Heights of units from the top down, one apart, with a gap before the last `gap_after` of them."""
    spots = -np.arange(count, dtype=float)
    if gap_after:
        spots[-gap_after:] -= 1
    return np.asarray(spots - (spots[0] + spots[-1]) / 2)


def _number(value: float, digits: int = 3, signed: bool = False) -> str:
    """A number with so many digits, and with a true minus sign.

    Examples
    --------
    >>> _number(-0.4567, signed=True), _number(1e-9), _number(0.0535, digits=2)
    ('−0.457', '0', '0.05')
    """
    rounded = round(value, digits) + 0.0
    form = ".0f" if abs(rounded) >= 10**digits else f".{digits}g"
    return f"{rounded:{'+' if signed else ''}{form}}".replace("-", "−")


def _checked_thetas(
    sizes: Sequence[int], thetas: Sequence[ArrayLike] | None
) -> list[NDArray[np.float64]] | None:
    if thetas is None:
        return None
    matrices = [np.asarray(theta, dtype=float) for theta in thetas]
    wanted = [(below + 1, above) for below, above in pairwise(sizes)]
    got = [matrix.shape for matrix in matrices]
    if got != wanted:
        raise ValueError(f"the layers need weights of shapes {wanted}, not {got}")
    return matrices


def _checked_layers(
    sizes: Sequence[int], values: Sequence[ArrayLike] | Sequence[Sequence[str]] | None, what: str
) -> list[list[Any]] | None:
    if values is None:
        return None
    rows = [np.asarray(row).ravel().tolist() for row in values]
    if [len(row) for row in rows] != list(sizes):
        raise ValueError(f"{what} need {list(sizes)} values by layer, not {[len(row) for row in rows]}")
    return rows
