"""XOR by hand: no weights for one neuron, and three neurons that do it."""

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


def test_the_certificate_adds_signed_sums_up_to_zero(chapter: Chapter) -> None:
    assert "certificate: 1 1 1 1" in chapter.printed
    for row in chapter.table("Signed sums of the four cases, and their weighted total"):
        assert row["00"] + row["01"] + row["10"] + row["11"] == pytest.approx(0, abs=1e-12)
        assert row["total"] == pytest.approx(0, abs=1e-12)


def test_three_neurons_do_what_none_can_alone(chapter: Chapter) -> None:
    rows = chapter.table("XOR from three neurons")
    assert [round(row["h"]) for row in rows] == [row["target"] for row in rows] == [0, 1, 1, 0]
    for row in rows:
        z = -30 + 20 * row["OR"] + 20 * row["NAND"]
        assert row["h"] == pytest.approx(1 / (1 + np.exp(-z)), abs=1e-12)
