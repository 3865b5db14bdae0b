from __future__ import annotations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.path import Path
from numpy.typing import NDArray

from neurohistory import AND, OR, XOR, parity, run
from neurohistory.gates import Gate
from neurohistory.plots import draw_examples, draw_key, draw_line, draw_region, wrong_answers
from neurohistory.plots.theme import NO_REGION, YES_REGION
from neurohistory.surfaces import Surface, surface

GRID = np.linspace(-0.5, 1.5, 41)
SQUARE = (-0.5, 1.5, -0.5, 1.5)


def plane(*frames: tuple[float, float, float]) -> Surface:
    """The scores a x + b y + c, one frame for each (a, b, c)."""
    x, y = np.meshgrid(GRID, GRID)
    return Surface(GRID, GRID, np.stack([a * x + b * y + c for a, b, c in frames]))


def marks(ax: Axes, label: str) -> NDArray[np.float64]:
    """Where the marks with that label are, shape (mark, 2)."""
    found = [
        np.asarray(artist.get_offsets())
        for artist in ax.collections
        if isinstance(artist, PathCollection) and artist.get_label() == label
    ]
    return found[0] if found else np.empty((0, 2))


def grounds(ax: Axes) -> set[str]:
    return {to_hex(c.get_facecolor()[0]) for c in ax.collections if len(c.get_facecolor())}  # type: ignore[arg-type]


def test_a_region_shows_both_sides_the_line_and_the_examples(ax: Axes) -> None:
    assert draw_region(ax, plane((1, 1, -1.5)), AND) is ax
    assert {YES_REGION, NO_REGION} <= grounds(ax)
    assert marks(ax, "yes").tolist() == [[1, 1]]
    assert marks(ax, "no").tolist() == [[0, 0], [0, 1], [1, 0]]
    assert not len(marks(ax, "answered wrongly"))
    assert (*ax.get_xlim(), *ax.get_ylim()) == SQUARE
    assert ax.get_xticks().tolist() == [0, 1]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x₁", "x₂")
    assert ax.get_aspect() == 1


def test_wrong_answers_are_ringed(ax: Axes) -> None:
    draw_region(ax, plane((1, 1, -1.5)), XOR)
    assert marks(ax, "answered wrongly").tolist() == [[0, 1], [1, 0], [1, 1]]


def test_the_caller_may_say_what_is_wrong(ax: Axes) -> None:
    draw_region(ax, plane((1, 1, -1.5)), XOR, wrong=[True, False, False, False])
    assert marks(ax, "answered wrongly").tolist() == [[0, 0]]


def test_the_frame_can_be_chosen() -> None:
    film = plane((0, 0, -1), (1, 1, -1.5))
    assert wrong_answers(film, AND, 0).tolist() == [False, False, False, True]
    assert not wrong_answers(film, AND).any()


@pytest.mark.parametrize(("level", "ground"), [(-1.0, NO_REGION), (1.0, YES_REGION)])
def test_a_model_may_say_the_same_everywhere(ax: Axes, level: float, ground: str) -> None:
    draw_region(ax, plane((0, 0, level)), XOR)
    assert {YES_REGION, NO_REGION} & grounds(ax) == {ground}


def test_no_score_at_all_is_no_yes(ax: Axes) -> None:
    draw_region(ax, plane((0, 0, 0)), XOR)
    assert YES_REGION not in grounds(ax)


def test_an_example_on_the_line_counts_as_right() -> None:
    assert not wrong_answers(plane((2, 1, -3)), AND).any()


def test_inputs_may_be_bipolar(ax: Axes) -> None:
    grid = np.linspace(-2, 2, 41)
    x, y = np.meshgrid(grid, grid)
    draw_region(ax, Surface(grid, grid, (x + y - 1)[None]), AND.bipolar)
    assert ax.get_xticks().tolist() == [-1, 1]
    assert not len(marks(ax, "answered wrongly"))


def test_a_gate_with_three_inputs_has_no_plane(ax: Axes) -> None:
    with pytest.raises(ValueError, match="a region has two inputs, and PARITY3 has 3"):
        draw_region(ax, plane((1, 1, 1)), parity(3))


def test_classes_differ_in_shape_and_many_examples_are_small(ax: Axes) -> None:
    draw_examples(ax, XOR.X, XOR.truth)
    draw_examples(ax, np.tile(XOR.X, (5, 1)), np.tile(XOR.truth, 5))
    large_yes, large_no, small_yes, _ = (c for c in ax.collections if isinstance(c, PathCollection))
    assert np.size(large_yes.get_paths()[0].vertices) != np.size(large_no.get_paths()[0].vertices)
    assert large_yes.get_sizes()[0] > small_yes.get_sizes()[0]


def test_one_class_alone_can_be_drawn(ax: Axes) -> None:
    gate = Gate("TRUE", XOR.X, np.ones(4, dtype=bool))
    draw_region(ax, plane((1, 1, -0.5)), gate)
    assert not len(marks(ax, "no"))


@pytest.mark.parametrize(
    ("weights", "bias", "ends"),
    [
        ((1.0, 1.0), -0.5, [[-0.5, 1.0], [1.0, -0.5]]),
        ((1.0, 0.0), -1.0, [[1.0, -0.5], [1.0, 1.5]]),
        ((0.0, -2.0), 1.0, [[-0.5, 0.5], [1.5, 0.5]]),
        ((1.0, -1.0), 0.0, [[-0.5, -0.5], [1.5, 1.5]]),
    ],
)
def test_a_line_is_clipped_to_the_rectangle(
    ax: Axes, weights: tuple[float, float], bias: float, ends: list[list[float]]
) -> None:
    draw_line(ax, weights, bias, SQUARE)
    assert np.allclose(sorted(np.asarray(ax.lines[0].get_xydata()).tolist()), ends)


def test_the_arrow_points_to_yes(ax: Axes) -> None:
    draw_line(ax, [0, -1], 0.5, SQUARE, "h₁")
    arrow, label = ax.texts
    assert arrow.xy[1] < 0.5 < label.get_position()[1]  # type: ignore[attr-defined]
    assert label.get_text() == "h₁"


@pytest.mark.parametrize(("weights", "bias"), [((0, 0), 1), ((1, 1), 9), ((1, 1), 1), ((0, 0), 0)])
def test_a_line_outside_is_not_drawn(ax: Axes, weights: tuple[int, int], bias: int) -> None:
    draw_line(ax, weights, bias, SQUARE)
    assert not ax.lines


def test_the_key_names_each_mark_once(ax: Axes) -> None:
    draw_region(ax, plane((1, 1, -1.5)), XOR)
    draw_examples(ax, AND.X, AND.truth)
    figure = ax.get_figure(root=True)
    assert figure is not None
    draw_key(figure)
    names = [text.get_text() for text in figure.legends[0].get_texts()]
    assert names == ["yes", "no", "answered wrongly"]


def test_a_region_of_bare_zeros_is_where_the_model_says_no(ax: Axes) -> None:
    # The units of a Mark I are all silent around the blank retina, so its scores there are exactly 0.
    trial = run("mark_i", "OR", replicas=1)
    asked = surface(trial.model, trial.history.end, resolution=41)
    draw_region(ax, asked, OR)
    yes = next(c for c in ax.collections if to_hex(c.get_facecolor()[0]) == YES_REGION)  # type: ignore[arg-type]
    areas = [polygon for path in yes.get_paths() for polygon in path.to_polygons()]
    covered = sum(Path(area).contains_point((0.0, 0.0)) for area in areas) % 2
    assert not covered
