"""Forward propagation: unit by unit, by matrices, and many networks at once agree."""

from __future__ import annotations

import pytest

from neurohistory.site.chapters import Chapter


def test_forward_propagation_agrees_unit_by_unit_and_by_matrices(chapter: Chapter) -> None:
    # 1 / (1 + e^-1) = 0.7311, and the output is g(-0.5 + 2 0.7311 - 1.5 0.3208 + 0.3775) = g(0.8584).
    names = chapter.names
    assert names["hidden"] == pytest.approx([0.7311, 0.3208, 0.3775], abs=5e-5)
    assert names["by_hand"] == pytest.approx(0.7023, abs=5e-5)
    assert names["by_matrices"][0] == pytest.approx(names["by_hand"], abs=1e-14)
    first = chapter.table("By hand")[0]
    assert (first["unit"], first["z"]) == ("a1(2)", 1.0)
    assert first["sum"] == "-1.0(1) +2.0(1) +1.0(0.5) +0.5(-1)"
    assert first["g(z)"] == pytest.approx(0.7311, abs=5e-5)


def test_a_product_without_the_bias_unit_is_refused(chapter: Chapter) -> None:
    assert "cannot multiply (3, 4) by (3,)" in chapter.printed


def test_four_layers_have_23_weights_and_agree_with_plain_numbers(chapter: Chapter) -> None:
    assert sum(row["weights"] for row in chapter.table("Four layers")) == 23
    assert "together 23 weights" in chapter.printed
    assert chapter.names["alone"][0] == pytest.approx(chapter.names["a4"][0], abs=1e-14)


def test_all_examples_at_once_are_what_each_gives_alone(chapter: Chapter) -> None:
    rows = chapter.table("Five examples")
    assert len(rows) == 5
    for row in rows:
        assert row["h(x)"] == pytest.approx(row["unit by unit"], abs=1e-14)


def test_linear_units_make_a_straight_line_and_logistic_ones_bend_it(chapter: Chapter) -> None:
    straight, bent = chapter.names["bends"]
    assert straight < 1e-10
    assert bent > 1e-3
