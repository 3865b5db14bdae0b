from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.path import Path
from numpy.typing import NDArray

from neurohistory import AND, OR, XOR, Problem, from_truth_table, run
from neurohistory.models.perceptron import Perceptron, PerceptronState
from neurohistory.plots import describe_region, draw_examples, draw_key, draw_line, draw_region
from neurohistory.plots.theme import NO_REGION, YES_REGION
from neurohistory.surfaces import Surface, surface

GRID = np.linspace(-0.5, 1.5, 41)
# 2 x + 2 y - 1, which does OR.
PLANE = PerceptronState(np.array([-1.0]), np.array([[2.0], [2.0]]), np.array([0]))
SQUARE = (-0.5, 1.5, -0.5, 1.5)


def plane(gate: Problem, *frames: tuple[float, float, float]) -> Surface:
    """The scores a x + b y + c, one frame for each (a, b, c), and the answers by their signs."""
    x, y = np.meshgrid(GRID, GRID)
    scores = np.stack([a * x + b * y + c for a, b, c in frames])
    answers = np.array([gate.X @ [a, b] + c > 0 for a, b, c in frames])
    return Surface(gate, GRID, GRID, scores, answers != gate.truth)


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
    assert draw_region(ax, plane(AND, (1, 1, -1.5))) is ax
    assert {YES_REGION, NO_REGION} <= grounds(ax)
    assert marks(ax, "yes").tolist() == [[1, 1]]
    assert marks(ax, "no").tolist() == [[0, 0], [0, 1], [1, 0]]
    assert not len(marks(ax, "answered wrongly"))
    assert (*ax.get_xlim(), *ax.get_ylim()) == SQUARE
    assert ax.get_xticks().tolist() == [0, 1]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x₁", "x₂")
    assert ax.get_aspect() == 1


def test_wrong_answers_are_ringed(ax: Axes) -> None:
    draw_region(ax, plane(XOR, (1, 1, -1.5)))
    assert marks(ax, "answered wrongly").tolist() == [[0, 1], [1, 0], [1, 1]]


@pytest.mark.parametrize("wrong", [[True, False, False, False], [False] * 4])
def test_what_is_wrong_is_the_models_word_and_not_read_off_the_grid(ax: Axes, wrong: list[bool]) -> None:
    other = replace(plane(XOR, (1, 1, -1.5)), wrong=np.array([wrong]))
    draw_region(ax, other)
    assert marks(ax, "answered wrongly").tolist() == [[0, 0]][: sum(wrong)]


def test_an_example_outside_of_the_picture_can_be_right_or_wrong(ax: Axes) -> None:
    corner = surface(Perceptron(), PLANE, XOR, (10.0, 11.0, 10.0, 11.0), resolution=2)
    draw_region(ax, corner)
    assert marks(ax, "answered wrongly").tolist() == [[1, 1]]
    assert describe_region(corner).endswith("00 no, 01 yes, 10 yes, 11 yes; wrong: 11.")


def test_wrong_answers_need_not_be_marked(ax: Axes) -> None:
    draw_region(ax, plane(XOR, (1, 1, -1.5)), mark_wrong=False)
    assert not len(marks(ax, "answered wrongly"))


def test_the_frame_can_be_chosen(ax: Axes) -> None:
    film = plane(AND, (0, 0, -1), (1, 1, -1.5))
    draw_region(ax, film)
    assert not len(marks(ax, "answered wrongly"))
    draw_region(ax, film, frame=0)
    assert marks(ax, "answered wrongly").tolist() == [[1, 1]]


@pytest.mark.parametrize(("level", "ground"), [(-1.0, NO_REGION), (1.0, YES_REGION)])
def test_a_model_may_say_the_same_everywhere(ax: Axes, level: float, ground: str) -> None:
    draw_region(ax, plane(XOR, (0, 0, level)))
    assert {YES_REGION, NO_REGION} & grounds(ax) == {ground}


def test_no_score_at_all_is_no_yes(ax: Axes) -> None:
    draw_region(ax, plane(XOR, (0, 0, 0)))
    assert YES_REGION not in grounds(ax)


def test_inputs_may_be_bipolar(ax: Axes) -> None:
    grid = np.linspace(-2, 2, 41)
    x, y = np.meshgrid(grid, grid)
    right = np.zeros((1, 4), dtype=bool)
    draw_region(ax, Surface(AND.bipolar, grid, grid, (x + y - 1)[None], right))
    assert ax.get_xticks().tolist() == [-1, 1]
    assert not len(marks(ax, "answered wrongly"))


def test_classes_differ_in_shape_and_many_examples_are_small(ax: Axes) -> None:
    draw_examples(ax, XOR.X, XOR.truth)
    draw_examples(ax, np.tile(XOR.X, (5, 1)), np.tile(XOR.truth, 5))
    large_yes, large_no, small_yes, _ = (c for c in ax.collections if isinstance(c, PathCollection))
    assert np.size(large_yes.get_paths()[0].vertices) != np.size(large_no.get_paths()[0].vertices)
    assert large_yes.get_sizes()[0] > small_yes.get_sizes()[0]


def test_one_class_alone_can_be_drawn(ax: Axes) -> None:
    gate = from_truth_table("TRUE", XOR.X, np.ones(4, dtype=bool))
    draw_region(ax, plane(gate, (1, 1, -0.5)))
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
    draw_region(ax, plane(XOR, (1, 1, -1.5)))
    draw_examples(ax, AND.X, AND.truth)
    figure = ax.get_figure(root=True)
    assert figure is not None
    draw_key(figure)
    names = [text.get_text() for text in figure.legends[0].get_texts()]
    assert names == ["yes", "no", "answered wrongly"]


def test_a_region_of_bare_zeros_is_where_the_model_says_no(ax: Axes) -> None:
    # The units of a Mark I are all silent around the blank retina, so its scores there are exactly 0.
    trial = run("mark_i", "OR", starts=1)
    asked = surface(trial.model, trial.history.end, OR, resolution=41)
    draw_region(ax, asked)
    yes = next(c for c in ax.collections if to_hex(c.get_facecolor()[0]) == YES_REGION)  # type: ignore[arg-type]
    areas = [polygon for path in yes.get_paths() for polygon in path.to_polygons()]
    covered = sum(Path(area).contains_point((0.0, 0.0)) for area in areas) % 2
    assert not covered


@pytest.mark.parametrize(
    ("X", "truth"),
    [(XOR.X, np.eye(4, 2)), (XOR.X, XOR.truth[:3]), (XOR.X[:, :1], XOR.truth), (XOR.X[0], XOR.truth)],
)
def test_examples_that_are_not_in_the_plane_or_have_several_bits_are_refused(
    ax: Axes, X: NDArray[np.float64], truth: NDArray[np.float64]
) -> None:
    with pytest.raises(ValueError, match=r"one yes or no.* several bits, take one: truth\[:, 0\]"):
        draw_examples(ax, X, truth)
