from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from neurohistory.plots import DARK, draw_bands, draw_epochs, draw_starts
from neurohistory.plots.rendering import vector

WIDE = [40.0, 10.0, 30.0, 20.0, 50.0]  # quartiles 20, 30 and 40


def numbers(values: Any) -> NDArray[np.float64]:
    return np.asarray(values, dtype=float)


def spans(ax: Axes) -> list[list[float]]:
    """Where the lines of two points begin and end."""
    lines = [numbers(line.get_xdata()) for line in ax.lines]
    return [x.tolist() for x in lines if len(x) == 2]


def dots(ax: Axes) -> list[list[float]]:
    """The dots, as x and row."""
    return [numbers(line.get_xydata())[0].tolist() for line in ax.lines if line.get_marker() == "o"]


def test_a_row_has_a_stroke_a_start_a_bar_and_a_dot(ax: Axes) -> None:
    draw_starts(ax, {"one": WIDE, "other": [1.0, 1.0, 1.0]})
    strokes = next(line for line in ax.lines if line.get_marker() == "|")
    assert numbers(strokes.get_xdata()).tolist() == WIDE
    assert spans(ax) == [[20, 40], [1, 1]]
    assert dots(ax) == [[30, 0], [1, 1]]


def test_the_first_row_is_at_the_top(ax: Axes) -> None:
    draw_starts(ax, {"one": WIDE, "other": WIDE})
    bottom, top = numbers(ax.get_ylim())
    assert bottom > 1 > 0 > top
    assert [label.get_text() for label in ax.get_yticklabels()] == ["one", "other"]


def test_a_start_that_never_arrives_is_the_slowest_of_all(ax: Axes) -> None:
    # Of ten starts the first tenth arrives at epoch 10, the first quarter at 30, the half at 50.
    draw_epochs(ax, {"row": [10, 20, 30, 40, 50, *[np.nan] * 5]}, last=100)
    assert spans(ax) == [[10, 100], [30, 100]]
    assert dots(ax) == [[50, 0]]
    assert ax.texts[0].get_text() == "50 %"


@pytest.mark.parametrize(
    ("n_never", "n_lines", "n_dots"), [(0, 2, 1), (5, 2, 1), (6, 2, 0), (8, 1, 0), (10, 0, 0)]
)
def test_what_is_never_reached_is_not_drawn(ax: Axes, n_never: int, n_lines: int, n_dots: int) -> None:
    draw_epochs(ax, {"row": [*[10] * (10 - n_never), *[np.nan] * n_never]}, last=20)
    assert (len(spans(ax)), len(dots(ax))) == (n_lines, n_dots)


@pytest.mark.parametrize("last", [20, 80, 400, 1000])
def test_the_axis_ends_with_the_last_epoch_and_ticks_keep_apart(ax: Axes, last: int) -> None:
    draw_epochs(ax, {"row": [3, 9, np.nan]}, last)
    ticks = numbers(ax.get_xticks())
    assert ticks[-1] == ax.get_xlim()[1] == last
    assert (ticks[1:] / ticks[:-1] > 1.3).all()
    assert ax.get_xticklabels()[-1].get_text() == f"{last:,}"


def test_a_band_lies_between_its_percentiles_and_the_line_in_the_middle(ax: Axes) -> None:
    values = np.array([WIDE, [0, 0, 0, 0, 100]])
    draw_bands(ax, [1, 2], {"median": values})
    low, high = numbers(ax.collections[0].get_paths()[0].vertices)[[1, -2], 1]
    assert (low, high) == (20, 40)
    assert numbers(ax.lines[0].get_ydata()).tolist() == [30, 0]
    draw_bands(ax, [1, 2], {"mean": values}, percentiles=(0, 100), middle=np.mean)
    assert numbers(ax.lines[1].get_ydata()).tolist() == [30, 20]
    assert numbers(ax.collections[1].get_paths()[0].vertices)[:, 1].max() == 100


def test_curves_differ_and_have_dark_partners() -> None:
    fig = Figure()
    ax = draw_bands(fig.subplots(), [0, 1], {"one": [[0, 1], [2, 3]], "other": [[1, 1], [1, 1]]})
    one, other = ({str(line.get_color()), str(line.get_linestyle())} for line in ax.lines)
    assert not one & other
    found = set(re.findall("#[0-9a-f]{6}\\b", vector(fig)))
    assert {str(line.get_color()) for line in ax.lines} <= found <= set(DARK)
