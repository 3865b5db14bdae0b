"""Backpropagation in numbers: the worked example."""

from __future__ import annotations

import pytest

from neurohistory.site.chapters import Chapter


def test_the_derivative_is_the_difference_quotient_and_at_most_a_quarter(chapter: Chapter) -> None:
    rows = chapter.table("The derivative")
    for row in rows:
        assert row["a(1 - a)"] == pytest.approx(row["difference quotient"], abs=1e-9)
    assert max(row["a(1 - a)"] for row in rows) == rows[2]["a(1 - a)"] == 0.25


def test_the_numbers_of_the_first_example_are_worked_by_hand(chapter: Chapter) -> None:
    # z = -0.2 and 0.4; a = 0.4502 and 0.5987; the output g(0.3 - 0.7 a1 + 0.2 a2) = g(0.1046).
    names = chapter.names
    assert names["a2"] == pytest.approx([1, 0.4502, 0.5987], abs=5e-5)
    assert names["a3"][0] == pytest.approx(0.5261, abs=5e-5)
    assert names["delta3"][0] == pytest.approx(0.5261 - 1, abs=5e-5)
    assert names["delta2"] == pytest.approx([0.0821, -0.0228], abs=5e-5)


def test_a_step_is_the_delta_above_times_the_activation_below(chapter: Chapter) -> None:
    rows = chapter.table("One step")
    assert len(rows) == 9
    for row in rows:
        assert row["derivative"] == pytest.approx(row["delta"] * row["activation"])
        assert row["after"] == pytest.approx(row["weight"] - row["derivative"])
    still = [(row["to"], row["from"]) for row in rows if row["after"] == row["weight"]]
    assert still == [("a1(2)", "a1(1)"), ("a2(2)", "a1(1)")]


def test_a_step_for_one_example_raises_the_mean_of_all(chapter: Chapter) -> None:
    before, after = chapter.names["means"]
    assert after > before
    cases = chapter.table("Before and after the step")
    assert [row["J after"] < row["J before"] for row in cases] == [False, True, True, False]
    assert cases[1]["J before"] == pytest.approx(chapter.names["J"])


def test_the_package_has_the_same_derivatives_as_the_table(chapter: Chapter) -> None:
    assert chapter.names["apart"] < 1e-15
    assert chapter.names["check"].largest_difference < 1e-7
