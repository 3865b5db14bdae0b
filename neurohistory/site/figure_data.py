"""The numbers of a figure, read off what was drawn: lines, bars and points, as a table and as CSV.

Regions, contours, pictures and drawings of nets have no such numbers, and lines that only guide the eye
are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from neurohistory.report.text import csv_text, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["DrawnPoint", "csv_of", "data_fold", "drawn_points"]

_MAX_ROWS = 24  # in the page
_MAX_FILE = 500  # more than a figure has room to show


class DrawnPoint(NamedTuple):
    """One point of a figure.

    Attributes
    ----------
    panel : str
        The title of its axes, or their number.
    series : str
        What the line, the bars or the points are called, or their number.
    x, y : str
        Numbers, or the names that stand at the axis.
    """

    panel: str
    series: str
    x: str
    y: str


def drawn_points(figure: Figure) -> list[DrawnPoint]:
    """All points of a figure's lines, bars and marks.

    Parameters
    ----------
    figure : matplotlib.figure.Figure

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> drawn = Figure()
    >>> _ = drawn.subplots().plot([0, 1], [4, 2.5], label="mistakes")
    >>> drawn_points(drawn)[1]
    DrawnPoint(panel='1', series='mistakes', x='1', y='2.5')
    """
    points = []
    for number, ax in enumerate(figure.axes, start=1):
        if not ax.axison:  # a drawing, with no scale to read a number off
            continue
        panel = " ".join(ax.get_title().split()) or str(number)
        names = [_tick_names(axis) for axis in (ax.xaxis, ax.yaxis)]
        for count, (label, values) in enumerate(_series(ax), start=1):
            series = str(count) if label.startswith("_") or not label else label
            points += [
                DrawnPoint(panel, series, names[0].get(x, short(x)), names[1].get(y, short(y)))
                for x, y in values
            ]
    return points


def data_fold(points: list[DrawnPoint], file: str) -> str:
    """The HTML of a fold with a figure's numbers, some of them if there are many, and its CSV file.

    Parameters
    ----------
    points : list of DrawnPoint
    file : str
        The CSV file, relative to the page.
    """
    step = -(-len(points) // _MAX_ROWS)
    shown = points[::step]
    one_panel = len({point.panel for point in points}) == 1
    columns = [n for n in DrawnPoint._fields if not (one_panel and n == "panel")]
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(getattr(point, name))}</td>" for name in columns) + "</tr>"
        for point in shown
    )
    left_out = f"Every {_ordinal(step)} of {len(points):,} rows. " if step > 1 else ""
    in_file = _step_of_file(points)
    thinned = f", every {_ordinal(in_file)} row" if in_file > 1 else ""
    return (
        '<details class="numbers" markdown>\n<summary>The data of this figure</summary>\n\n'
        f"{left_out}[The data as CSV]({file}){thinned}.\n\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n\n</details>"
    )


def csv_of(points: list[DrawnPoint]) -> str:
    """The points as the text of a CSV file; every so many, if there are more than 500."""
    return csv_text([point._asdict() for point in points[:: _step_of_file(points)]])


def _step_of_file(points: list[DrawnPoint]) -> int:
    return -(-len(points) // _MAX_FILE) or 1


def _series(ax: Axes) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Lines, bars and marks with their names, as far as they stand in the axes' own numbers."""
    from matplotlib.collections import PathCollection
    from matplotlib.container import BarContainer

    for line in ax.lines:
        if line.get_transform() == ax.transData and len(np.asarray(line.get_xydata())) > 1:
            yield str(line.get_label()), _finite(line.get_xydata(), ax)
    for container in ax.containers:
        if isinstance(container, BarContainer):
            yield str(container.get_label()), _finite(_ends_of_bars(container), ax)
    marks = [
        each
        for each in ax.collections
        if isinstance(each, PathCollection) and each.get_offset_transform() == ax.transData
    ]
    named = [each for each in marks if not str(each.get_label()).startswith("_")]
    for each in named or marks:  # beside such with names, those without one only adorn them
        yield str(each.get_label()), _finite(np.ma.filled(each.get_offsets(), np.nan), ax)


def _ends_of_bars(bars: Any) -> list[tuple[float, float]]:
    flat = bars.orientation == "horizontal"
    return [
        (bar.get_x() + bar.get_width(), bar.get_y() + bar.get_height() / 2)
        if flat
        else (bar.get_x() + bar.get_width() / 2, bar.get_y() + bar.get_height())
        for bar in bars
    ]


def _finite(points: Any, ax: Axes) -> list[tuple[float, float]]:
    values = np.array(points, dtype=float).reshape(-1, 2)
    for column, axis in enumerate((ax.xaxis, ax.yaxis)):
        if axis.get_scale() != "log":  # there what is nearly 0 is far from it
            values[:, column] = values[:, column].round(9) + 0.0
    return [(x, y) for x, y in values[np.isfinite(values).all(axis=1)].tolist()]


def _tick_names(axis: Any) -> dict[float, str]:
    """The words at the ticks of an axis that counts rows or columns from 0."""
    from matplotlib.category import StrCategoryLocator
    from matplotlib.ticker import FixedLocator

    places = [float(place) for place in axis.get_ticklocs()]
    counts = isinstance(axis.get_major_locator(), (FixedLocator, StrCategoryLocator))
    if not counts or places != [*range(len(places))]:
        return {}
    # Not the labels themselves: of axes that share them, only the outer ones have any.
    given = axis.get_major_formatter().format_ticks(places)  # which may be numbers
    labels = [" ".join(str(label).split()) for label in given]
    return {place: label for place, label in zip(places, labels, strict=False) if label}


def _ordinal(number: int) -> str:
    """A number as a place in a row.

    Examples
    --------
    >>> [_ordinal(number) for number in (2, 3, 11, 22)]
    ['2nd', '3rd', '11th', '22nd']
    """
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"
