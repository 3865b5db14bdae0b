"""The numbers of a figure, read off what was drawn."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from matplotlib.figure import Figure

from neurohistory.site.figure_data import csv_of, data_fold, drawn_points
from neurohistory.site.page import Page


def drawing() -> Figure:
    figure = Figure()
    left, right = figure.subplots(1, 2)
    left.set_title("learning")
    left.plot(np.arange(100), np.arange(100) / 4, label="AND")
    left.axhline(7)  # guides the eye
    left.contour(np.eye(3))
    right.barh([0, 1], [0.25, 0.5], label="share")
    right.set_yticks([0, 1], ["one", "two"])
    right.scatter([0.5], [np.nan])
    return figure


def test_lines_bars_and_marks_give_their_numbers_with_the_names_at_the_axes() -> None:
    points = drawn_points(drawing())
    assert len(points) == 102
    assert points[6] == ("learning", "AND", "6", "1.5")
    assert points[-2:] == [("2", "share", "0.25", "one"), ("2", "share", "0.5", "two")]


def test_the_page_has_some_rows_and_the_file_has_all() -> None:
    page = Page()
    page.show(drawing(), "curves", "A line and two bars.", caption="**It rises.**")
    assert "Every 5th of 102 rows. [The data as CSV](figures/curves.csv)." in page.markdown
    assert page.markdown.count("<tr><td>") == 21
    rows = list(csv.DictReader(io.StringIO(page.files["figures/curves.csv"])))
    assert len(rows) == 102
    assert rows[6] == {"panel": "learning", "series": "AND", "x": "6", "y": "1.5"}


def test_a_figure_without_such_numbers_has_no_fold() -> None:
    figure = Figure()
    hill, net = figure.subplots(1, 2)
    hill.contour(np.eye(3))
    net.plot([0, 1], [0, 1])
    net.set_axis_off()
    page = Page()
    page.show(figure, "hill", "A hill.")
    assert list(page.files) == ["figures/hill.svg"]
    assert "<details" not in page.markdown


def test_what_stands_in_a_name_is_no_markup() -> None:
    figure = Figure()
    figure.subplots().plot([0, 1], [0, 1], label="<b> & more")
    points = drawn_points(figure)
    assert "&lt;b&gt; &amp; more" in data_fold(points, "x.csv")
    assert "<b> & more" in csv_of(points)


def test_the_page_says_so_where_the_file_has_not_all_rows_either() -> None:
    figure = Figure()
    figure.subplots().plot(np.arange(1200), np.arange(1200))
    points = drawn_points(figure)
    assert "Every 50th of 1,200 rows. [The data as CSV](x.csv), every 3rd row." in data_fold(
        points, "x.csv"
    )
    assert len(csv_of(points).splitlines()) == 1 + 400


def test_names_stand_at_bars_of_names_and_where_another_panel_shows_them() -> None:
    figure = Figure()
    top, below = figure.subplots(2, 1, sharex=True)
    top.set_xticks([0, 1], ["one", "two"])
    for ax in (top, below):
        ax.plot([0, 1], [5, 6])
        ax.label_outer()
    assert [point.x for point in drawn_points(figure)] == ["one", "two"] * 2
    bars = Figure()
    bars.subplots().bar(["3", "4", "6"], [0, 63, 96])
    assert [point.x for point in drawn_points(bars)] == ["3", "4", "6"]


def test_on_a_logarithmic_axis_what_is_small_is_not_0() -> None:
    figure = Figure()
    straight, steep = figure.subplots(1, 2)
    for ax in (straight, steep):
        ax.plot([1, 2], [1, 8e-13])
    steep.set_yscale("log")
    assert [point.y for point in drawn_points(figure)] == ["1", "0", "1", "8e-13"]


def test_names_that_are_numbers_stand_as_they_are_written() -> None:
    figure = Figure()
    ax = figure.add_subplot()
    ax.bar([0, 1], [5, 7])
    ax.set_xticks([0, 1], [4, 16])  # type: ignore[list-item]  # matplotlib takes them
    assert [point.x for point in drawn_points(figure)] == ["4", "16"]
