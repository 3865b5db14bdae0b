from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure

from neurohistory import AND
from neurohistory.plots import DARK, draw_key
from neurohistory.plots.margin import draw_margin
from neurohistory.plots.rendering import vector
from neurohistory.plots.theme import AMBER, GREEN
from neurohistory.problems import Problem
from neurohistory.surfaces import Surface

GRID = np.linspace(-0.5, 1.5, 41)
# The widest margin for AND: 2 x + 2 y - 3, with multipliers 2, 2 and 4.
SCORES = (2 * GRID + 2 * GRID[:, None] - 3)[None]
WIDEST = Surface(AND, GRID, GRID, SCORES, np.zeros((1, 4), dtype=bool))
MULTIPLIERS = [0.0, -2.0, -2.0, 4.0]


def rings(ax: Axes, label: str) -> PathCollection | None:
    found = [c for c in ax.collections if isinstance(c, PathCollection) and c.get_label() == label]
    return found[0] if found else None


def margin_lines(ax: Axes) -> list[float]:
    """The sums x + y along the dashed lines: for AND they should be 1 and 2."""
    sums = []
    for contour in ax.collections:
        if isinstance(contour, QuadContourSet) and not contour.filled and 0 not in contour.levels:
            for path in contour.get_paths():
                sums.extend(path.vertices.sum(axis=1).round(6).tolist())  # type: ignore[union-attr]
    return sorted(set(sums))


def test_the_margin_lines_are_where_f_is_minus_one_and_plus_one(ax: Axes) -> None:
    assert draw_margin(ax, WIDEST, MULTIPLIERS) is ax
    assert margin_lines(ax) == [1, 2]


def test_support_vectors_are_ringed_and_the_others_are_not(ax: Axes) -> None:
    draw_margin(ax, WIDEST, MULTIPLIERS)
    found = rings(ax, "support vector")
    assert found is not None
    assert np.asarray(found.get_offsets()).tolist() == [[0, 1], [1, 0], [1, 1]]
    assert to_hex(found.get_edgecolor()[0]) == GREEN  # type: ignore[arg-type]
    small, same, large = found.get_sizes()
    assert small == same < large
    assert [text.get_text() for text in ax.texts] == ["2", "2", "4"]


def test_those_at_the_bound_have_a_ring_of_their_own(ax: Axes) -> None:
    draw_margin(ax, WIDEST, MULTIPLIERS, C=4.0)
    free, bound = rings(ax, "support vector"), rings(ax, "support vector, a = C")
    assert free is not None
    assert bound is not None
    assert np.asarray(free.get_offsets()).tolist() == [[0, 1], [1, 0]]
    assert np.asarray(bound.get_offsets()).tolist() == [[1, 1]]
    assert to_hex(bound.get_edgecolor()[0]) == AMBER  # type: ignore[arg-type]
    assert bound.get_linestyle() != free.get_linestyle()


def test_many_examples_have_rings_and_no_numbers(ax: Axes) -> None:
    rng = np.random.default_rng(0)
    X = rng.uniform(0, 1, (17, 2))
    target = np.where(X.sum(axis=1) > 1.5, 1, -1)
    many = Problem("many", X, target, X[:0], target[:0], ("no", "yes"))
    draw_margin(ax, Surface(many, GRID, GRID, SCORES, target[None] == 0), np.full(17, 0.5))
    found = rings(ax, "support vector")
    assert found is not None
    assert len(np.asarray(found.get_offsets())) == 17
    assert not ax.texts


def test_a_machine_that_says_the_same_everywhere_has_neither_lines_nor_rings(ax: Axes) -> None:
    flat = replace(WIDEST, scores=np.zeros((1, 41, 41)))
    draw_margin(ax, flat, np.zeros(4))
    assert margin_lines(ax) == []
    assert rings(ax, "support vector") is None
    assert not any(isinstance(c, LineCollection) for c in ax.collections)


def test_the_frame_and_the_wrong_answers_are_those_of_the_region(ax: Axes) -> None:
    wrong = np.array([[False] * 4, [True, False, False, False]])
    film = replace(WIDEST, scores=np.concatenate([SCORES, -SCORES]), wrong=wrong)
    draw_margin(ax, film, MULTIPLIERS, frame=0)
    assert rings(ax, "answered wrongly") is None
    other = Figure().subplots()
    draw_margin(other, film, MULTIPLIERS, mark_wrong=False)
    assert rings(other, "answered wrongly") is None
    draw_margin(other, film, MULTIPLIERS)
    found = rings(other, "answered wrongly")
    assert found is not None
    assert np.asarray(found.get_offsets()).tolist() == [[0, 0]]


def test_the_key_names_every_mark_and_every_color_has_a_dark_one(ax: Axes) -> None:
    draw_margin(ax, WIDEST, MULTIPLIERS, C=4.0)
    figure = ax.figure
    assert isinstance(figure, Figure)
    draw_key(figure)
    named = [text.get_text() for text in figure.legends[0].get_texts()]
    assert named == ["yes", "no", "margin, f = ±1", "support vector", "support vector, a = C"]
    assert set(re.findall(r"#[0-9a-f]{6}\b", vector(figure))) <= set(DARK)


def test_multipliers_are_one_for_each_example(ax: Axes) -> None:
    with pytest.raises(ValueError, match=r"AND has 4 examples, .* shape \(3,\); give one for each"):
        draw_margin(ax, WIDEST, [1, 2, 3])
