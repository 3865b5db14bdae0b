"""Known results: three cases that a program can be held against."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.site.chapters import Chapter


def test_the_case_without_data_has_its_known_costs(chapter: Chapter) -> None:
    none, decayed = chapter.table("The cost, and its derivatives by Θ(1), column by column")
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
