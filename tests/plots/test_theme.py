from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from neurohistory import Trial
from neurohistory.plots import DARK, draw_scoreboard, render, theme
from neurohistory.plots.rendering import _compact, vector

WHITE, SLATE = "#ffffff", "#1e2129"
TEXT_AND_MARKS = (*theme.SERIES, theme.MUTED, theme.CRIMSON, theme.YES, theme.NO, theme.WRONG)


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("color", TEXT_AND_MARKS)
def test_text_and_marks_can_be_read_on_light_and_dark_pages(color: str) -> None:
    assert contrast(color, WHITE) >= 4.5
    assert contrast(DARK[color], SLATE) >= 4.5


@pytest.mark.parametrize(
    ("mark", "ground"),
    [
        (mark, ground)
        for mark in (theme.YES, theme.NO, theme.WRONG, theme.INK)
        for ground in (theme.YES_REGION, theme.NO_REGION, theme.PANEL)
    ],
)
def test_marks_stand_out_from_the_regions(mark: str, ground: str) -> None:
    assert contrast(mark, ground) >= 3
    assert contrast(DARK[mark], DARK[ground]) >= 3


def test_the_same_picture_has_the_same_bytes(perceptron_trials: list[Trial]) -> None:
    once, again = (render(draw_scoreboard(perceptron_trials)) for _ in range(2))
    assert once == again
    assert "<dc:date>" not in once


def panels() -> Figure:
    fig = Figure(layout="constrained")
    for ax in fig.subplots(1, 2):
        image = ax.imshow(np.eye(3))
        ax.set(xlabel="input", title="A title that is wider than its panel")
    fig.colorbar(image)
    return fig


def test_a_picture_is_drawn_once_and_looks_as_matplotlib_draws_it_in_two_rounds() -> None:
    text = io.StringIO()
    with mpl.rc_context(theme.STYLE):
        twice, once = panels(), panels()
        twice.savefig(text, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    engine, canvas, dpi = once.get_layout_engine(), once.canvas, once.dpi
    rounds: list[object] = []
    canvas.mpl_connect("draw_event", rounds.append)
    assert vector(once) == _compact(text.getvalue())
    assert len(rounds) == 1
    assert (once.get_layout_engine(), once.canvas, once.dpi) == (engine, canvas, dpi)


def test_each_color_is_a_variable_with_a_dark_partner() -> None:
    fig = Figure()
    for row, color in enumerate(DARK):
        fig.text(0.1, row / 20, color[1], color=color)
    file = render(fig)
    style, drawing = file.split("</style>", 1)
    light, dark = style.split("@media (prefers-color-scheme:dark)")
    assert not re.findall("#[0-9a-f]{6}", drawing)
    variable = {color: name for name, color in re.findall(r"(--\w+):(#\w{6})", light)}
    assert len(set(variable.values())) == len(DARK)
    for color, partner in DARK.items():
        assert f"{variable[color]}:{partner}" in dark
        assert f"var({variable[color]})" in file
    assert not set(DARK.values()) & set(DARK) - {WHITE}


def test_black_without_a_color_of_its_own_is_the_ground_of_all_letters() -> None:
    fig = Figure()
    fig.text(0.5, 0.5, "x", color="black")
    file = render(fig)
    black = re.search(r"(--\w+):#000000", file)
    assert black
    assert f"fill:var({black[1]})}}" in file


def test_a_picture_is_a_file_that_a_browser_takes() -> None:
    fig = Figure()
    fig.subplots().plot([0, 1])
    root = ElementTree.fromstring(render(fig))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("closed", [False, True])
def test_no_point_of_a_line_that_is_simplified_moves_farther_than_can_be_seen(closed: bool) -> None:
    angle = np.linspace(0, 2 * np.pi, 2000)[: None if closed else 1500]
    with mpl.rc_context(theme.STYLE | {"path.simplify": False}):
        fig = Figure()
        fig.set_layout_engine("none")
        ax = fig.add_axes((0, 0, 1, 1))
        ax.set_axis_off()
        (line,) = ax.plot(np.cos(angle) * (1 + 0.2 * np.sin(7 * angle)), np.sin(angle))
        drawn = vector(fig)
    longest = max(re.findall(r' d="M([^"]*)"', drawn), key=len)
    left = np.array([point.split() for point in longest.split("L")], dtype=float)
    assert len(left) < len(angle) / 5
    height = fig.bbox.height * 72 / fig.dpi
    points = ax.transData.transform(line.get_xydata()) * 72 / fig.dpi * [1, -1] + [0, height]
    assert farthest(points, left) <= 0.05 + 0.1  # of the simplification, and of rounding


def farthest(points: np.ndarray[Any, Any], line: np.ndarray[Any, Any]) -> float:
    """How far the farthest of some points is from a line of several parts."""
    begin, along = line[:-1, None], np.diff(line, axis=0)[:, None]
    share = ((points - begin) * along).sum(axis=2) / np.maximum((along**2).sum(axis=2), 1e-12)
    nearest = begin + np.clip(share, 0, 1)[..., None] * along
    return float(np.hypot(*(points - nearest).transpose(2, 0, 1)).min(axis=0).max())


def test_the_ground_is_transparent() -> None:
    fig = Figure()
    fig.subplots()
    assert theme.PAPER not in vector(fig)


def test_lines_differ_in_more_than_color() -> None:
    looks = [theme.series(number) for number in range(12)]
    assert len({str(look["linestyle"]) for look in looks[:6]}) == 6
    assert len({str(look) for look in looks}) == 12
