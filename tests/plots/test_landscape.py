from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from neurohistory.landscapes import Landscape
from neurohistory.plots import DARK, draw_landscape, theme
from neurohistory.plots.rendering import vector
from neurohistory.plots.theme import HEIGHTS


def bowl(lowest: float = 0.0) -> Landscape:
    x = np.linspace(-2, 1, 31)
    loss = lowest + x**2 + x[:, None] ** 2
    path = np.array([[-1.5, -1.5], [-0.5, -1.0], [0.0, 0.0]])
    return Landscape(x, x, loss, path, (0.9, 0.1), ("one", "other"))


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightness(color: str) -> float:
    """L*, from 0 for black to 100 for white; a difference of 1 can just be seen."""
    return float(116 * luminance(color) ** (1 / 3) - 16)


def test_heights_are_told_apart_by_lightness_alone() -> None:
    assert all(lightness(low) > lightness(high) + 2.5 for low, high in pairwise(HEIGHTS))
    dark = [DARK[color] for color in HEIGHTS]
    assert all(lightness(high) > lightness(low) + 2.5 for low, high in pairwise(dark))


@pytest.mark.parametrize("height", HEIGHTS)
def test_a_path_can_be_seen_at_all_heights(height: str) -> None:
    assert contrast(theme.INK, height) >= 3
    assert contrast(DARK[theme.INK], DARK[height]) >= 3


@pytest.mark.parametrize("lowest", [0.0, 0.5, -3.0])
def test_every_color_of_a_landscape_has_a_dark_partner(lowest: float) -> None:
    fig = Figure()
    draw_landscape(fig.subplots(), bowl(lowest))
    found = set(re.findall("#[0-9a-f]{6}\\b", vector(fig)))
    assert set(HEIGHTS) <= found <= set(DARK)


def test_start_end_and_directions_are_named(ax: Axes) -> None:
    draw_landscape(ax, bowl())
    assert [text.get_text() for text in ax.texts] == ["start", "end"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("one", "other")
    assert np.asarray(ax.lines[1].get_xydata()).tolist() == bowl().path.tolist()
    assert ax.get_xlim() == (-2, 1)


def test_the_scale_can_be_left_out() -> None:
    fig = Figure()
    draw_landscape(fig.subplots(), bowl())
    assert len(fig.axes) == 2
    assert fig.axes[1].get_ylabel() == "loss"
    fig = Figure()
    draw_landscape(fig.subplots(), bowl(), color_bar=False)
    assert len(fig.axes) == 1


@pytest.mark.parametrize("loss", [np.ones((31, 31)), np.full((31, 31), np.nan)])
def test_a_plain_is_drawn_too(ax: Axes, loss: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    draw_landscape(ax, replace(bowl(), loss=loss))
    assert not ax.collections


def test_heights_without_bound_are_drawn_as_the_highest(ax: Axes) -> None:
    loss = bowl().loss.copy()
    loss[0, 0] = np.inf
    draw_landscape(ax, replace(bowl(), loss=loss))
    ax.figure.draw_without_rendering()  # type: ignore[union-attr]
