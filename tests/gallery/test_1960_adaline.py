"""ADALINE rolls down a bowl at the speed of the law, to a line that may be the wrong one."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory import separate
from neurohistory.site.chapters import Chapter


def test_the_perceptron_is_satisfied_and_adaline_is_not(chapter: Chapter) -> None:
    rows = chapter.tables[0].rows
    assert [row["perceptron's error"] for row in rows] == [0, 0, 0, 0]
    assert [row["ADALINE's error"] for row in rows] == pytest.approx([-0.3, -0.9, -0.7, 0.7])


def test_the_bottoms_are_those_of_least_squares_and_of_the_drawn_bowls(chapter: Chapter) -> None:
    bottoms = {gate: values for gate, *values in map(dict.values, chapter.names["bottoms"])}
    assert bottoms["AND"] == pytest.approx([-0.5, 0.5, 0.5, 0.25])
    assert bottoms["XOR"] == pytest.approx([0, 0, 0, 1])
    for gate in (chapter.names["AND"].bipolar, chapter.names["XOR"].bipolar):
        drawn = chapter.names["bowl"](gate, chapter.names["span"])
        assert drawn.min() == pytest.approx(bottoms[gate.name][-1])


def test_the_paths_end_at_the_bottoms(chapter: Chapter) -> None:
    paths = chapter.names["paths"]
    assert np.abs(paths["AND"][-4:] - [-0.5, 0.5, 0.5]).max() < 0.1
    assert np.abs(paths["XOR"][-4:]).max() < 0.1


def test_the_error_falls_as_fast_as_the_law_says(chapter: Chapter) -> None:
    for row in chapter.names["rows"]:
        assert row["simulated"] == pytest.approx(row["factor of the law"], abs=0.004)
        assert row["left after 17 patterns"] == pytest.approx(row["by the law"], abs=0.02)
    assert chapter.names["rows"][0]["by the law"] == pytest.approx(np.exp(-1), abs=0.02)


def test_the_lopsided_teacher_has_the_one_yes_outvoted(chapter: Chapter) -> None:
    uneven, k = chapter.names["uneven"], chapter.names["k"]
    assert separate(uneven.X, uneven.target).separable
    assert chapter.names["sums"][3] == pytest.approx(1 - 2 * k / (k + 3))
    assert chapter.names["sums"].max() < 0


def test_adaline_passes_through_right_answers_and_rolls_on(chapter: Chapter) -> None:
    perceptron, adaline = chapter.names["trials"].values()
    assert (perceptron.n_solved, adaline.n_solved) == (100, 0)
    assert adaline.history.ever_solved.any()
    assert (np.diff(adaline.history.loss.mean(axis=1)[:8]) < 0).all()
    assert adaline.mistakes_by_epoch.min() < adaline.mistakes_by_epoch[-1] == 1
    assert perceptron.mistakes_by_epoch[-1] == 0


def test_the_corner_of_the_yes_is_on_the_wrong_side_of_one_line_only(chapter: Chapter) -> None:
    wrong = {name: int(surface.wrong.sum()) for name, surface in chapter.names["seen"].items()}
    assert wrong == {"perceptron": 0, "ADALINE": 1}
