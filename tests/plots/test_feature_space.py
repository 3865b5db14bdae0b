from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d.art3d import (  # type: ignore[import-untyped]
    Path3DCollection,
    Poly3DCollection,
)

from neurohistory import XOR
from neurohistory.plots import DARK, draw_key
from neurohistory.plots.feature_space import draw_feature_space
from neurohistory.plots.rendering import vector
from neurohistory.plots.theme import NO, PANEL, YES

ROOT = np.sqrt(2)
GATE = XOR.bipolar
MAPPED = ROOT * np.column_stack([GATE.X, GATE.X.prod(axis=1)])
PLANE = np.array([0, 0, -1 / ROOT])


@pytest.fixture
def space() -> Any:
    return Figure().add_subplot(projection="3d")


def planes(space: Any) -> list[Any]:
    return [c for c in space.collections if isinstance(c, Poly3DCollection)]


def lines(space: Any) -> list[np.ndarray]:
    """What the lines join, each of shape (point, 3)."""
    return [np.array(line.get_data_3d()).T for line in space.lines]


def frames(space: Any) -> list[np.ndarray]:
    """The dashed ones of them."""
    return [line for line in lines(space) if len(line) > 2]


def test_points_are_drawn_by_class(space: Any) -> None:
    assert draw_feature_space(space, MAPPED, GATE.truth, PLANE) is space
    found = {c.get_label(): c for c in space.collections if isinstance(c, Path3DCollection)}
    assert {name: to_hex(c.get_facecolor()[0]) for name, c in found.items()} == {"yes": YES, "no": NO}
    shapes = {name: c.get_paths()[0].vertices.shape for name, c in found.items()}
    assert shapes["yes"] != shapes["no"]
    assert len(planes(space)) == 1


def test_every_point_is_joined_with_its_foot_on_the_plane(space: Any) -> None:
    w, b = np.array([1.0, 2.0, -2.0]), 0.5
    draw_feature_space(space, MAPPED, GATE.truth, w, b)
    ways = [way for way in lines(space) if len(way) == 2]
    assert np.array([way[0] for way in ways]) == pytest.approx(MAPPED)
    for start, foot in ways:
        assert foot @ w + b == pytest.approx(0)
        assert np.cross(start - foot, w) == pytest.approx([0, 0, 0])


@pytest.mark.parametrize(
    ("w", "height", "n_corners"), [((0, 0, 2), 1, 4), ((1, 1, 1), 1, 6), ((1, 1, 1), 4, 3)]
)
def test_a_plane_is_cut_off_at_the_box(space: Any, w: Any, height: float, n_corners: int) -> None:
    # The corners of a cube, which the box exceeds by a quarter on each side: from -1.5 to 1.5.
    cube = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
    draw_feature_space(space, cube, cube[:, 0] > 0, w, 1 - height)
    upper = frames(space)[-1]  # f = +1, where w.z is the height
    assert upper[0].tolist() == upper[-1].tolist()
    corners = upper[:-1]
    assert len(np.unique(corners.round(9), axis=0)) == len(corners) == n_corners
    assert corners @ w == pytest.approx(np.full(n_corners, height))
    assert np.abs(corners).max() == pytest.approx(1.5)
    assert space.get_xlim() == space.get_zlim() == (-1.5, 1.5)
    # They follow each other around it: the polygon is convex.
    sides = np.diff(np.vstack([upper, upper[1]]), axis=0)
    turns = np.cross(sides[:-1], sides[1:]) @ w
    assert (turns > 0).all() or (turns < 0).all()


def test_the_frames_of_the_margin_are_where_f_is_minus_one_and_plus_one(space: Any) -> None:
    draw_feature_space(space, MAPPED, GATE.truth, PLANE)
    assert [set((frame @ PLANE).round(9)) for frame in frames(space)] == [{-1.0}, {1.0}]
    # All four cases of XOR lie on them: they are support vectors.
    assert np.abs(MAPPED @ PLANE) == pytest.approx(np.ones(4))


def test_a_plane_outside_of_the_box_is_left_out(space: Any) -> None:
    draw_feature_space(space, MAPPED, GATE.truth, [0, 0, 1], 100.0)
    assert not planes(space)


def test_points_alone_will_do_and_one_class_will_do(space: Any) -> None:
    draw_feature_space(space, MAPPED[:1], [True], labels=("a", "b", "c"))
    assert not planes(space)
    assert not space.lines
    assert (space.get_xlabel(), space.get_ylabel(), space.get_zlabel()) == ("a", "b", "c")


def test_every_color_of_the_page_has_a_dark_one(space: Any) -> None:
    draw_feature_space(space, MAPPED, GATE.truth, PLANE)
    figure = space.figure
    draw_key(figure)
    drawn = vector(figure)
    colors = set(re.findall(r"#[0-9a-f]{6}\b", drawn))
    assert PANEL in colors  # the walls
    assert colors <= set(DARK)
    assert "<image" not in drawn
    named = [text.get_text() for text in figure.legends[0].get_texts()]
    assert sorted(named) == ["margin, f = ±1", "no", "plane, f = 0", "yes"]


def test_flat_axes_are_refused(ax: Axes) -> None:
    with pytest.raises(TypeError, match='projection="3d"'):
        draw_feature_space(ax, MAPPED, GATE.truth)


@pytest.mark.parametrize(
    ("points", "truth", "weights", "message"),
    [
        (GATE.X, GATE.truth, None, r"shape \(example, 3\) .* not shapes \(4, 2\) and \(4,\)"),
        (MAPPED, [True], None, r"not shapes \(4, 3\) and \(1,\)"),
        (MAPPED, GATE.truth, [1, 2], "a plane needs three weights"),
        (MAPPED, GATE.truth, [0, 0, 0], "three weights that are not all zero"),
    ],
)
def test_what_does_not_fit_is_refused(
    space: Any, points: Any, truth: Any, weights: Any, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        draw_feature_space(space, points, truth, weights)
