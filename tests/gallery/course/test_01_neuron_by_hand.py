"""A neuron by hand: every row of every table."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.site.chapters import Chapter

TABLES = {
    "AND: h = g(-30 +20 x₁ +20 x₂)": [-30, -10, -10, 10],
    "OR: h = g(-10 +20 x₁ +20 x₂)": [-10, 10, 10, 30],
    "NAND: h = g(+30 -20 x₁ -20 x₂)": [30, 10, 10, -10],
    "NOR: h = g(+10 -20 x₁ -20 x₂)": [10, -10, -10, -30],
}


def test_the_sum_of_the_first_unit_is_half(chapter: Chapter) -> None:
    terms = [row["θ x"] for row in chapter.table("Weights times inputs")]
    assert terms == [-1, 2, -1.5, 1]
    assert "z = +0.5, the answer h = g(z) = 0.6225" in chapter.printed


@pytest.mark.parametrize("title", TABLES)
def test_all_rows_of_a_table_have_the_sums_and_answers_worked_by_hand(
    chapter: Chapter, title: str
) -> None:
    rows = chapter.table(title)
    assert [row["z"] for row in rows] == TABLES[title]
    for row in rows:
        assert row["g(z)"] == pytest.approx(1 / (1 + np.exp(-row["z"])))
        assert row["the model"] == pytest.approx(row["g(z)"], abs=1e-12)
        assert row["about"] == row["target"]


def test_and_stays_and_whatever_the_size_of_its_weights(chapter: Chapter) -> None:
    for row in chapter.table("The answer of AND"):
        assert row["no ones"] < row["one"] < 0.5 < row["two"]
