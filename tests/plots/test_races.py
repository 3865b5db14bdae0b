"""Races: each optimizer has a panel with its name, and nobody is lost in the crowd."""

from __future__ import annotations

import re

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from neurohistory.network.races import BEALE, SADDLE
from neurohistory.plots import DARK, draw_races
from neurohistory.plots.rendering import vector

PATHS = {"Adam": np.array([[1.0, 1.5], [0.9, 1.4]]), "Momentum": np.array([[1.0, 1.5], [0.8, 1.2]])}


def bold(ax: Axes) -> list[list[float]]:
    """The points of the thickest line of a panel."""
    line = max(ax.lines, key=lambda each: each.get_linewidth())
    points: list[list[float]] = np.asarray(line.get_xydata()).tolist()
    return points


def test_each_path_has_a_panel_with_its_name() -> None:
    axes = Figure().subplots(1, 3)
    draw_races(axes, BEALE, PATHS)
    for ax, (name, path) in zip(axes, PATHS.items(), strict=False):
        assert ax.get_title() == name
        assert bold(ax) == path.tolist()
    assert not axes[2].axison


def test_at_a_moment_the_last_steps_are_bold() -> None:
    ax = Figure().subplots()
    path = np.linspace((1.0, 1.5), (3.0, 0.5), 31)
    draw_races([ax], BEALE, {"straight": path}, moment=20, tail=5)
    np.testing.assert_array_equal(bold(ax), path[15:21])


def test_a_path_that_leaves_the_picture_says_so() -> None:
    axes = Figure().subplots(1, 2)
    away = [[0.0, 0.0], [1.0, 1.0], [9.0, 9.0], [np.nan, np.nan]]
    draw_races(axes, SADDLE, {"gone": away, "here": [[0.0, 0.0], [0.5, 0.5]]})
    assert [ax.get_title() for ax in axes] == ["gone (outside)", "here"]


def test_fewer_panels_than_racers_are_refused() -> None:
    with pytest.raises(ValueError, match="2 paths need as many axes, not 1"):
        draw_races([Figure().subplots()], BEALE, PATHS)


def test_every_color_of_a_race_has_a_dark_partner() -> None:
    fig = Figure()
    draw_races([fig.subplots()], BEALE, dict([*PATHS.items()][:1]))
    assert set(re.findall("#[0-9a-f]{6}\\b", vector(fig))) <= set(DARK)
