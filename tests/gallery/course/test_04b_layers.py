"""One layer or several: depth hurts logistic units, and a narrow first layer hurts all."""

from __future__ import annotations

from typing import Any

import numpy as np

from neurohistory.site.chapters import Chapter


def test_depth_hurts_logistic_units_and_not_tanh(chapter: Chapter) -> None:
    rows = {(row["units"], row["layers"]): row for row in chapter.table("XOR by depth")}
    assert rows["logistic", 1]["from, %"] > rows["logistic", 2]["to, %"]
    assert rows["logistic", 2]["from, %"] > rows["logistic", 3]["to, %"]
    assert all(rows["tanh", n]["solved, %"] == 100 for n in (1, 2, 3))


def test_four_units_in_front_cost_right_answers(chapter: Chapter) -> None:
    by_shape: dict[str, Any] = {
        row["shape"]: row for row in chapter.table("Unseen examples of the spirals answered rightly, %")
    }
    assert len(by_shape) == 6
    assert np.ptp([row["weights"] for row in by_shape.values()]) < 20
    assert min(by_shape["8-8"]["median"], by_shape["24"]["median"]) >= 98
    assert by_shape["4-14"]["upper quartile"] < by_shape["8-8"]["median"]
    assert by_shape["4-14"]["median"] < by_shape["14-4"]["median"]
    assert by_shape["4-4-4-4-4"]["median"] < by_shape["24"]["lower quartile"]
