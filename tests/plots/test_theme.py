from __future__ import annotations

import re

import pytest
from matplotlib.figure import Figure

from neurohistory import Trial
from neurohistory.plots import DARK, draw_scoreboard, render, theme

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
    assert "<dc:date>" not in once.light


def test_the_dark_picture_has_each_color_swapped_once() -> None:
    fig = Figure()
    for row, color in enumerate(DARK):
        fig.text(0.1, row / 20, color[1], color=color)
    light, dark = render(fig)
    found = re.compile("#[0-9a-f]{6}")
    assert [DARK[color] for color in found.findall(light)] == found.findall(dark)
    assert not set(DARK.values()) & set(DARK) - {WHITE}


def test_black_without_a_color_of_its_own_is_swapped_too() -> None:
    fig = Figure()
    fig.text(0.5, 0.5, "x", color="black")
    assert 'fill="#000000"' in render(fig).light
    assert f'fill="{DARK["#000000"]}"' in render(fig).dark


def test_the_ground_is_transparent() -> None:
    fig = Figure()
    fig.subplots()
    assert theme.PAPER not in render(fig).light


def test_lines_differ_in_more_than_color() -> None:
    looks = [theme.series(number) for number in range(12)]
    assert len({str(look["linestyle"]) for look in looks[:6]}) == 6
    assert len({str(look) for look in looks}) == 12
