"""Activation functions: ranges and derivatives, what steps leave open, and which function to use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from neurohistory.network.activations import ACTIVATIONS
from neurohistory.site.chapters import Chapter


@pytest.mark.parametrize("function", ["step", "logistic", "tanh", "relu", "leaky_relu"])
def test_formulas_of_the_prose_are_those_of_the_package(script: Path, function: str) -> None:
    prose = script.read_text(encoding="utf-8")
    assert f"# $${ACTIVATIONS[function].formula}$$" in prose


def test_values_keep_to_the_range_and_that_of_leaky_relu_is_all_reals(chapter: Chapter) -> None:
    rows: dict[str, Any] = {row["function"]: row for row in chapter.table("Five functions")}
    assert (rows["ReLU"]["from"], rows["ReLU"]["to"]) == ("0", "∞")
    assert (rows["leaky ReLU"]["from"], rows["leaky ReLU"]["to"]) == ("-∞", "∞")
    assert rows["leaky ReLU"]["g(-6)"] == pytest.approx(-0.06)
    for name in chapter.names["five"]:
        low, high = ACTIVATIONS[name].range
        values = ACTIVATIONS[name].value(chapter.names["z"])
        assert low <= values.min() <= values.max() <= high


def test_the_step_has_no_derivative_to_use_and_the_logistic_one_of_a_quarter_at_most(
    chapter: Chapter,
) -> None:
    largest = {row["function"]: row["largest derivative"] for row in chapter.table("Derivatives")}
    assert "step" not in largest
    assert largest["logistic"] == 0.25
    assert largest["tanh"] == largest["ReLU"] == largest["leaky ReLU"] == 1


def test_step_units_leave_many_points_without_a_clear_answer(chapter: Chapter) -> None:
    none, one, several = (row["answers, %"] for row in chapter.table("How many units fire"))
    assert none + one + several == pytest.approx(100)
    assert min(none, several) > 5
    assert 20 < none + several < 40
    assert set(np.unique(chapter.names["count"])) >= {0, 1, 2}


def test_the_largest_sum_is_right_more_often_than_a_unit_that_fires_alone(chapter: Chapter) -> None:
    assert chapter.names["largest_right"].mean() > chapter.names["alone_right"].mean() + 0.1


def test_a_slip_in_a_derivative_is_refused_with_its_place(chapter: Chapter) -> None:
    assert "the derivative of activation 'gated' is 0.0178854 at z = -3.987" in chapter.printed


def test_four_logistic_layers_have_not_begun_and_the_others_learn(chapter: Chapter) -> None:
    rows = {
        row["function"]: row
        for row in chapter.table("Right answers to new points")
        if row["hidden layers"] == 4
    }
    assert rows["logistic"]["cost"] == pytest.approx(np.log(2), abs=0.01)
    assert rows["logistic"]["right, %"] < 60
    assert min(row["right, %"] for name, row in rows.items() if name != "logistic") > 90
    assert max(rows[name]["cost"] for name in ("relu", "leaky_relu", "own")) < rows["tanh"]["cost"]
