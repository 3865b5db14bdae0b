"""Backpropagation in numbers: the worked example, and results that are known beforehand."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.site.chapters import Chapter


def test_the_slope_is_the_difference_quotient_and_at_most_a_quarter(chapter: Chapter) -> None:
    rows = chapter.table("The slope")
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
        assert row["slope"] == pytest.approx(row["delta"] * row["activation"])
        assert row["after"] == pytest.approx(row["weight"] - row["slope"])
    still = [(row["to"], row["from"]) for row in rows if row["after"] == row["weight"]]
    assert still == [("a1(2)", "a1(1)"), ("a2(2)", "a1(1)")]


def test_a_step_for_one_example_raises_the_mean_of_all(chapter: Chapter) -> None:
    before, after = chapter.names["means"]
    assert after > before
    cases = chapter.table("Before and after the step")
    assert [row["J after"] < row["J before"] for row in cases] == [False, True, True, False]
    assert cases[1]["J before"] == pytest.approx(chapter.names["J"])


def test_the_package_has_the_same_slopes_as_the_table(chapter: Chapter) -> None:
    assert chapter.names["apart"] < 1e-15
    assert chapter.names["check"].largest_difference < 1e-7


def test_the_case_without_data_has_its_known_costs(chapter: Chapter) -> None:
    none, decayed = chapter.table("The cost, and its slopes for Θ(1), column by column")
    assert none["J"] == pytest.approx(7.40697, abs=5e-6)
    assert decayed["J"] == pytest.approx(19.47364, abs=5e-6)
    assert none["Θ₁₀"] == decayed["Θ₁₀"]  # a bias
    assert none["Θ₁₁"] != decayed["Θ₁₁"]


def test_the_hand_example_has_all_seven_numbers(chapter: Chapter) -> None:
    rows = chapter.table("A hand example")
    assert len(rows) == 7
    for row in rows:
        assert row["here"] == pytest.approx(row["there"], abs=5.1e-5)


def test_the_fixed_run_is_solved_after_288_updates(chapter: Chapter) -> None:
    names = chapter.names
    assert names["stop"] == 288
    assert chapter.table("The fixed run")[-1]["tss"] == pytest.approx(0.039762, abs=5e-7)
    said = names["outputs"]
    assert said == pytest.approx([0.099627, 0.904246, 0.904377, 0.107348], abs=1e-5)


def test_for_more_than_half_of_the_run_nothing_seems_to_happen(chapter: Chapter) -> None:
    assert np.ptp(chapter.names["tss"][30:181]) < 0.015
    early = chapter.names["model"].respond(chapter.names["history"].states[150], chapter.names["XOR"].X)
    assert np.abs(chapter.names["model"].output(early) - 0.5).max() < 0.1
