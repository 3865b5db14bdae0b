"""The pictures of studies: every cell is where its settings say, and what has no median is not lost."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from neurohistory.plots import (
    draw_ends,
    draw_median_epochs,
    draw_success_map,
    draw_unsolved,
)
from neurohistory.plots.theme import HEIGHTS
from neurohistory.studies.survival import survival

GRID = [
    {"rate": rate, "shape": (n,), "success_rate": n * rate} for n in (1, 2) for rate in (0.0, 0.25, 0.5)
]


def epochs(median: float | None, low: float | None, high: float | None) -> dict[str, Any]:
    return {"median_epochs": median, "median_epochs_low": low, "median_epochs_high": high}


def points(line: Line2D) -> list[list[float]]:
    found: list[list[float]] = np.asarray(line.get_xydata()).tolist()
    return found


def test_a_curve_begins_with_all_and_ends_with_those_that_never_arrive(ax: Axes) -> None:
    draw_unsolved(ax, {"a": survival([2, 4, np.nan], 10), "b": survival([np.nan], 20)})
    first, second = ax.lines
    assert np.asarray(first.get_ydata()).round(3).tolist() == [1, 0.667, 0.333, 0.333]
    assert np.asarray(first.get_xdata()).tolist() == pytest.approx([1, 2, 4, 10])
    assert ax.get_xlim()[0] == 1.6
    assert np.asarray(second.get_ydata()).tolist() == [1, 1, 1][: len(np.asarray(second.get_xdata()))]
    assert ax.get_xlim()[1] == 20
    assert {line.get_linestyle() for line in (first, second)} == {"-", "--"}


def test_many_steps_are_drawn_no_closer_than_the_eye_can_part(ax: Axes) -> None:
    draw_unsolved(ax, {"all": survival(np.arange(1, 20_001), 20_000)})
    assert len(np.asarray(ax.lines[0].get_xdata())) < 520
    assert np.asarray(ax.lines[0].get_ydata())[-1] == 0


def test_a_field_of_the_map_has_its_rate_as_number_and_as_color(ax: Axes) -> None:
    draw_success_map(ax, GRID, "rate", "shape")
    texts = {text.get_position(): text.get_text() for text in ax.texts}
    assert texts[(0, 0)] == "0%"
    assert texts[(2, 0)] == "50%"
    assert texts[(2, 1)] == "100%"
    fields = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    colors = {field.get_xy(): field.get_facecolor() for field in fields}
    assert colors[(1.5, 0.5)] == Rectangle((0, 0), 1, 1, facecolor=HEIGHTS[-1]).get_facecolor()
    assert [label.get_text() for label in ax.get_yticklabels()] == ["(1,)", "(2,)"]


def test_a_map_of_more_than_two_settings_is_refused(ax: Axes) -> None:
    with pytest.raises(ValueError, match=r"several rows have rate=0.0 and shape=\(1,\)"):
        draw_success_map(ax, [*GRID, GRID[0]], "rate", "shape")
    with pytest.raises(ValueError, match="there is no 'depth' in the rows; they have rate, shape"):
        draw_success_map(ax, GRID, "rate", "depth")


def test_a_setting_without_a_median_is_a_hollow_mark_above(ax: Axes) -> None:
    rows = [
        {"rate": 0.1, "rule": "quick", **epochs(20, 15, 30)},
        {"rate": 10.0, "rule": "quick", **epochs(None, 90, None)},
        {"rate": 0.1, "rule": "slow", **epochs(80, 70, None)},
    ]
    draw_median_epochs(ax, rows, "rate", "rule")
    loose = [points(line) for line in ax.lines if line.get_linestyle() == "None"]
    assert [marks for marks in loose if marks] == [[[10, 1]]]
    assert "more" in [text.get_text() for text in ax.texts]
    assert ax.get_xscale() == "log"
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["quick", "slow"]


def test_ends_differ_in_shape_and_not_only_in_color(ax: Axes) -> None:
    draw_ends(ax, [1, 2, 3], [4, 5, 6], [True, False, True])
    dots, squares = (line for line in ax.lines if line.get_marker() in ("o", "s"))
    assert np.asarray(dots.get_xdata()).tolist() == [1, 3]
    assert np.asarray(squares.get_ydata()).tolist() == [5]
    assert dots.get_marker() != squares.get_marker()
