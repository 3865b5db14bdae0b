"""Studies: who is still unsolved, how success and epochs depend on settings, where starts end."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, NullLocator, PercentFormatter, StrMethodFormatter
from numpy.typing import ArrayLike, NDArray

from neurohistory.plots.starts import epoch_ticks
from neurohistory.plots.theme import (
    HEIGHTS,
    INK,
    MARKERS,
    NO,
    NO_MARKER,
    PAPER,
    SERIES,
    STYLE,
    TRACK,
    YES,
    YES_MARKER,
    series,
)
from neurohistory.report.text import percent, short
from neurohistory.studies.survival import Survival

__all__ = [
    "check_drawable",
    "draw_ends",
    "draw_median_epochs",
    "draw_study",
    "draw_success_map",
    "draw_unsolved",
]

Array = NDArray[np.floating]

_NARROW = 3  # inches: powers of ten alone are marked
_OF_A_MAP = 2  # settings
_STEPS = 500  # that a curve has at most, from one edge to the other
_ROW = 0.04  # fraction of the height, for a mark at which it takes more epochs
_WIDE = 20  # a range of numbers that is shown on a logarithmic axis


def draw_study(
    rows: Sequence[Mapping[str, Any]], curves: Sequence[Survival | None], settings: Sequence[str]
) -> Figure:
    """Draw a study as a figure: curves of up to nine cells, or else a map of two settings.

    Parameters
    ----------
    rows : sequence of mapping
        Its table.
    curves : sequence of Survival or None
        The curves of the same cells.
    settings : sequence of str
        The settings in which they differ.

    Raises
    ------
    ValueError
        If there are more than nine cells, and they differ in other than two settings.
    """
    check_drawable(len(rows), settings)
    with mpl.rc_context(STYLE):
        figure = Figure()
        ax = figure.subplots()
        if len(rows) <= len(SERIES):
            names = [
                ", ".join(f"{_words(name)} {_name(row[name])}" for name in settings) for row in rows
            ]
            draw_unsolved(ax, {n: c for n, c in zip(names, curves, strict=True) if c is not None})
        else:
            draw_success_map(ax, rows, *settings)
    return figure


def check_drawable(n_cells: int, settings: Sequence[str]) -> None:
    """Refuse a study that no figure shows whole, before it is run."""
    if n_cells > len(SERIES) and len(settings) != _OF_A_MAP:
        raise ValueError(
            f"no picture shows {n_cells} cells that differ in {', '.join(settings)}; take two settings, "
            f"or at most {len(SERIES)} cells"
        )


def draw_unsolved(ax: Axes, curves: Mapping[str, Survival]) -> Axes:
    """Draw the fraction of the starts that is still unsolved against epochs, a curve for each name.

    The band around a curve is its 95 % interval.  A curve that runs to the right edge above zero has
    starts that were not solved in the epochs that they had.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    curves : mapping of str to Survival

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neurohistory.studies.survival import survival
    >>> ax = draw_unsolved(Figure().subplots(), {"quick": survival([8, 9, 11, np.nan], last=100)})
    >>> ax.lines[0].get_ydata().tolist()
    [1.0, 0.75, 0.5, 0.25, 0.25]
    """
    firsts = [curve.epochs[0] for curve in curves.values() if curve.epochs.size]
    last = max(curve.last for curve in curves.values())
    first = max(1.0, 0.8 * min(firsts, default=1.0))
    for number, (name, curve) in enumerate(curves.items()):
        look = series(number)
        epochs, (unsolved, low, high) = _path(curve, first, last)
        ax.fill_between(epochs, low, high, step="post", color=look["color"], alpha=0.16, linewidth=0)
        ax.step(epochs, unsolved, where="post", label=name, **look)
    ax.set(xscale="log", xlim=(first, last), ylim=(0, 1.01), xlabel="epoch")
    ax.set_ylabel("starts still unsolved")
    ticks = epoch_ticks(first, last)
    if ax.get_window_extent().width < _NARROW * ax.figure.dpi:
        ticks = [*(tick for tick in ticks if str(tick).strip("0") == "1" and 3 * tick < last), last]
    ax.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    ax.set_xticks([], minor=True)
    ax.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
    ax.grid(color=TRACK)
    if len(curves) > 1:
        ax.legend(loc="lower left")
    return ax


def _path(curve: Survival, first: float, last: int) -> tuple[Array, list[Array]]:
    """The epochs at which a curve steps, and what it and its interval step to, from all to the end.

    Where the eye could not part several steps on a logarithmic axis, the last one stands for all.
    """
    places = np.log(np.clip(curve.epochs, first, None) / first) / np.log(max(last / first, 2))
    parts = np.append(np.diff(np.round(_STEPS * places)) > 0, True)[: places.size]
    values = [
        np.concatenate([[1.0], each[parts], each[-1:] if each.size else [1.0]])
        for each in (curve.unsolved, curve.low, curve.high)
    ]
    return np.array([1.0, *np.clip(curve.epochs[parts], first, None), curve.last]), values


def draw_success_map(ax: Axes, rows: Sequence[Mapping[str, Any]], x: str, y: str) -> Axes:
    """Draw the success rate over two settings: a field for each pair of values, with its number.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows : sequence of mapping
        Rows of a study's table, which have ``success_rate`` and the two settings.
    x, y : str
        The settings along the axes; their values stand in the order of the rows.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> rows = [{"learning_rate": 0.5, "hidden": n, "success_rate": n / 10} for n in (2, 4)]
    >>> ax = draw_success_map(Figure().subplots(), rows, "learning_rate", "hidden")
    >>> [text.get_text() for text in ax.texts]
    ['20%', '40%']
    """
    across, up = _values(rows, x), _values(rows, y)
    found: dict[tuple[Any, Any], float] = {}
    for row in rows:
        if (place := (_key(row[x]), _key(row[y]))) in found:
            raise ValueError(
                f"several rows have {x}={row[x]!r} and {y}={row[y]!r}; leave all but one of them out"
            )
        found[place] = row["success_rate"]
    for (right, above), rate in found.items():
        corner = list(across).index(right) - 0.5, list(up).index(above) - 0.5
        step = HEIGHTS[min(int(rate * len(HEIGHTS)), len(HEIGHTS) - 1)]
        ax.add_patch(Rectangle(corner, 1, 1, facecolor=step, edgecolor=PAPER, linewidth=1.5))
        ax.text(
            corner[0] + 0.5, corner[1] + 0.5, percent(rate), ha="center", va="center", size=11, color=INK
        )
    ax.set(
        xlim=(-0.5, len(across) - 0.5), ylim=(-0.5, len(up) - 0.5), xlabel=_words(x), ylabel=_words(y)
    )
    ax.set_xticks(range(len(across)), list(map(_name, across.values())))
    ax.set_yticks(range(len(up)), list(map(_name, up.values())))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def draw_median_epochs(
    ax: Axes, rows: Sequence[Mapping[str, Any]], x: str, by: str | None = None
) -> Axes:
    """Draw the median epochs to solve against a setting, a line for each value of another.

    The bars are 95 % intervals.  A hollow mark on the upper edge is a setting at which fewer than half
    of the starts are solved in the epochs that they have.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows : sequence of mapping
        Rows of a study's table, which have ``median_epochs`` with its interval, and the settings.
    x : str
        A setting whose values are numbers.
    by : str, optional
        A setting that the lines differ in.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> row = {"median_epochs": 90.0, "median_epochs_low": 80.0, "median_epochs_high": None}
    >>> rows = [{"learning_rate": 0.5, **row}, {"learning_rate": 5.0, **row, "median_epochs": None}]
    >>> ax = draw_median_epochs(Figure().subplots(), rows, "learning_rate")
    >>> ax.get_ylabel()
    'epochs until half are solved'
    """
    lines = _values(rows, by) if by else {None: None}
    for number, (key, value) in enumerate(lines.items()):
        mine = [row for row in rows if by is None or _key(row[by]) == key]
        mine = sorted(mine, key=lambda row: float(row[x]))
        look = series(number) | {"marker": MARKERS[number % len(MARKERS)], "markersize": 5.5}
        at = np.array([row[x] for row in mine], dtype=float)
        median, low, high = (
            np.array([row[f"median_epochs{end}"] for row in mine], dtype=float)  # None becomes NaN
            for end in ("", "_low", "_high")
        )
        reach = np.nan_to_num(np.array([median - low, high - median]), nan=0.0)
        ax.errorbar(at, median, reach, label=None if by is None else _name(value), elinewidth=1, **look)
        never = np.isnan(median)
        edge = ax.get_xaxis_transform()  # y in fractions of the axes
        ax.plot(
            at[never], np.full(never.sum(), 1 + _ROW * number), look["marker"], transform=edge,
            color=look["color"], markerfacecolor=PAPER, markersize=5.5, clip_on=False,
        )  # fmt: skip
    numbers = sorted({float(row[x]) for row in rows})
    ax.set(yscale="log", xlabel=_words(x), ylabel="epochs until half are solved")
    ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    ax.yaxis.set_minor_locator(NullLocator())
    if any(row["median_epochs"] is None for row in rows):
        ax.text(
            -0.012,
            1 + _ROW * (len(lines) - 1) / 2,
            "more",
            transform=ax.transAxes,
            ha="right",
            va="center",
            size=9.5,
        )
    if numbers[0] > 0 and numbers[-1] >= _WIDE * numbers[0]:
        ax.set_xscale("log")
    ax.set_xticks(numbers, list(map(short, numbers)))
    ax.set_xticks([], minor=True)
    ax.grid(axis="y", color=TRACK)
    if by:
        ax.legend(title=_words(by))
    return ax


def draw_ends(ax: Axes, x: ArrayLike, y: ArrayLike, solved: ArrayLike) -> Axes:
    """Draw where starts end over two of their weights: a dot if solved, else a square.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : array of shape (start,)
        The weights in the end.
    solved : array of bool, shape (start,)

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = draw_ends(Figure().subplots(), [1.0, -2.0], [0.5, 0.0], [True, False])
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['solved', 'not solved']
    """
    right, up, done = np.asarray(x), np.asarray(y), np.asarray(solved, dtype=bool)
    ax.axhline(0, color=TRACK, linewidth=0.8, zorder=0)
    ax.axvline(0, color=TRACK, linewidth=0.8, zorder=0)
    for who, marker, color, words in (
        (done, YES_MARKER, YES, "solved"),
        (~done, NO_MARKER, NO, "not solved"),
    ):
        face = color if words == "solved" else "none"
        ax.plot(
            right[who], up[who], marker, color=color, markerfacecolor=face, markersize=3.5,
            linestyle="none", alpha=0.6, label=words,
        )  # fmt: skip
    ax.legend(loc="upper left", bbox_to_anchor=(0, 1.12), ncols=2)
    return ax


def _values(rows: Sequence[Mapping[str, Any]], name: str) -> dict[Hashable, Any]:
    """The values of a setting in the order of the rows, each once."""
    for row in rows:
        if name not in row:
            raise ValueError(f"there is no {name!r} in the rows; they have {', '.join(row)}")
    return {_key(row[name]): row[name] for row in rows}


def _key(value: Any) -> Hashable:
    """What tells two values apart, even those that are lists."""
    return value if isinstance(value, Hashable) else repr(value)


def _name(value: Any) -> str:
    """A value in a few letters."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return short(value)
    return str(value).replace("_", " ")


def _words(setting: str) -> str:
    return setting.replace("_", " ")
