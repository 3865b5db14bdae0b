"""The Mark I: its units fire as the formula says, and XOR is a matter of the draw."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory import XOR
from neurohistory.network.association import activity
from neurohistory.site.chapters import Chapter
from neurohistory.theory.random_wiring import answerable_fraction


def test_the_unit_answers_what_is_counted_above_each_picture(chapter: Chapter) -> None:
    answers = chapter.names["fires"][:, chapter.names["unit"]]
    assert answers.tolist() == [count >= 2 for count in chapter.names["counted"]]
    assert answers.sum() == 2


def test_measured_activity_stands_beside_the_formula(chapter: Chapter) -> None:
    rows = chapter.table("Fraction of units that fire")
    assert len(rows) == 5
    assert chapter.names["lit"][2] / 400 == 0.25
    for setting, row in zip(chapter.names["settings"], rows, strict=True):
        assert row["formula at R = 0.25"] == pytest.approx(float(activity(0.25, *setting)))
        formula = activity(chapter.names["lit"] / 400, *setting)
        gap = np.abs(chapter.names["measured"][setting] - formula)
        assert (gap < 4 * np.sqrt(formula * (1 - formula) / 4000) + 1e-3).all()
        assert gap.max() == row["largest gap at any R"]


def test_the_three_kinds_of_unit_are_all_that_can_be_drawn(chapter: Chapter) -> None:
    probabilities = [row["probability"] for row in chapter.names["kinds_of_unit"]]
    assert probabilities == pytest.approx([0.377, 0.377, 0.246], abs=5e-4)


def test_more_units_learn_xor_more_often_along_the_formula(chapter: Chapter) -> None:
    rows = chapter.table("Machines that learn XOR")
    assert [row["units"] for row in rows] == [3, 4, 6, 8, 12, 16, 24, 32]
    learned = [row["learned XOR"] for row in rows]
    assert learned == sorted(learned)
    for row in rows:
        formula = row["formula"]
        assert formula == pytest.approx(
            answerable_fraction(chapter.names["found"], XOR.target, row["units"])
        )
        assert abs(row["learned XOR"] - formula) < 4 * np.sqrt(formula * (1 - formula) / 200)
    assert "with 512 units: AND 50 of 50, OR 50 of 50, XOR 50 of 50" in chapter.printed


def test_the_dark_is_always_a_no(chapter: Chapter) -> None:
    assert [*chapter.names["dark"]] == ["NAND", "NOR", "XNOR"]
    for trial in chapter.names["dark"].values():
        assert trial.expectation.verdict.value == "cannot"
        assert "silence" in trial.expectation.reason
        assert not trial.history.ever_solved.any()
