"""How many iterations are needed: what the answers claim, read off the studies' tables."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from neurohistory.network.optimizers import OPTIMIZERS
from neurohistory.site.chapters import Chapter

Row = dict[str, Any]


def rows_of(chapter: Chapter, study: str, **settings: object) -> list[Row]:
    """The rows of a study that have these settings."""
    rows: list[Row] = chapter.names[study].rows
    return [row for row in rows if all(row[name] == value for name, value in settings.items())]


def column(rows: list[Row], name: str) -> list[Any]:
    return [row[name] for row in rows]


def apart(first: Row, second: Row, name: str) -> bool:
    """Whether the intervals of two cells do not meet, the first one's being lower."""
    return bool(first[f"{name}_high"] < second[f"{name}_low"])


def test_every_cell_has_ten_thousand_starts_and_none_failed(chapter: Chapter) -> None:
    for study in ("shapes", "rates", "methods", "defaults", "starts"):
        for row in rows_of(chapter, study):
            assert row["starts"] == 10_000 or not row["starts_differ"]
            assert row["failed"] == 0


def test_a_table_counts_the_starts_that_never_arrive(chapter: Chapter) -> None:
    rows = chapter.table("By units and layers")
    assert {row["hidden layer sizes"] for row in rows} == {"(4,)", "(4, 4)", "(4, 4, 4)"}
    assert "over 400" in [row["epochs"] for row in rows]


def test_the_function_decides_and_the_number_of_layers_hardly(chapter: Chapter) -> None:
    logistic, tanh, relu = (
        rows_of(chapter, "shapes", activation=units) for units in ("logistic", "tanh", "relu")
    )
    medians = column(tanh, "median_epochs")
    assert max(medians) < 1.5 * min(medians)
    assert logistic[0]["median_epochs"] == pytest.approx(10 * medians[0], rel=0.1)
    assert logistic[0]["success_rate"] == pytest.approx(5 / 6, abs=0.005)
    assert logistic[1]["success_rate"] == pytest.approx(1 / 18, abs=0.005)
    assert logistic[2]["success_rate"] < 0.005
    for deeper, shallower in pairwise(reversed(relu)):
        assert apart(deeper, shallower, "success_rate")
    assert relu[0]["success_rate"] == pytest.approx(0.6, abs=0.03)
    assert relu[1]["success_rate"] == pytest.approx(0.5, abs=0.03)
    assert relu[2]["success_rate"] == pytest.approx(0.1, abs=0.03)
    curves = {
        row["activation"]: curve
        for row, curve in zip(chapter.names["shapes"].rows, chapter.names["shapes"].curves, strict=True)
        if row["hidden_layer_sizes"] == "(4,)"
    }
    assert curves["relu"].quantile(0.1).high < curves["tanh"].quantile(0.1).low


def test_twice_the_rate_takes_half_the_epochs_up_to_a_cliff(chapter: Chapter) -> None:
    for shape in ("(2,)", "(3,)", "(4,)", "(8,)"):
        by_rate = {
            row["learning_rate"]: row for row in rows_of(chapter, "rates", hidden_layer_sizes=shape)
        }
        half, one, two, five, ten = (by_rate[rate] for rate in (0.5, 1, 2, 5, 10))
        assert 1.8 < half["median_epochs"] / one["median_epochs"] < 2.2
        assert 1.75 < one["median_epochs"] / two["median_epochs"] < 2.2
        assert five["median_epochs"] > 0.9 * two["median_epochs"]
        assert ten["success_rate"] < 0.12
    for rate in (0.2, 0.5, 1, 2):
        shapes = rows_of(chapter, "rates", learning_rate=rate)
        for wider, narrower in pairwise(reversed(shapes)):
            assert (wider["median_epochs"] or 999) <= (narrower["median_epochs"] or 999)


def test_all_nine_methods_solve_xor_at_a_rate_of_their_own(chapter: Chapter) -> None:
    best: dict[str, Row] = chapter.names["best"]
    assert best.keys() == OPTIMIZERS.keys()
    assert min(best, key=lambda name: best[name]["success_rate"]) == "adamax"
    assert best["adamax"]["success_rate"] == pytest.approx(13 / 14, abs=0.005)
    assert best["adamax"]["median_epochs"] <= best["adam"]["median_epochs"]
    assert all(row["median_epochs_high"] - row["median_epochs_low"] <= 1 for row in best.values())
    medians = {name: row["median_epochs"] for name, row in best.items()}
    assert max(medians, key=lambda name: medians[name]) == "gradient_descent"
    assert min(medians, key=lambda name: medians[name]) == "momentum"
    assert medians["gradient_descent"] == pytest.approx(2 * medians["momentum"], rel=0.1)
    rates = {name: row["learning_rate"] for name, row in best.items()}
    assert rates["adadelta"] >= 100 * rates["rmsprop"]


def test_a_method_and_its_rate_are_one_choice(chapter: Chapter) -> None:
    untuned = rows_of(chapter, "defaults")
    assert len(untuned) == 6
    assert np.mean(column(untuned, "success_rate")) < 0.2


def test_a_zero_start_never_arrives_and_a_huge_one_mostly_not(chapter: Chapter) -> None:
    by_range = {row["initialization"]: row for row in rows_of(chapter, "starts")}
    assert (by_range[0]["success_rate"], by_range[0]["starts_differ"]) == (0, False)
    assert by_range[0.1]["success_rate"] < 0.05
    falling = [by_range[scale] for scale in (2, 1, 0.5, 0.2)]
    assert all(apart(wider, narrower, "median_epochs") for wider, narrower in pairwise(falling))
    assert by_range[1]["success_rate"] > 0.98 > by_range[2]["success_rate"]
    assert by_range[20]["success_rate"] < 0.5


def test_solved_networks_end_where_both_weights_are_alike(chapter: Chapter) -> None:
    theta, solved = chapter.names["Theta1"], chapter.names["history"].solved
    sizes = np.sort(np.abs(theta[1:, 0]), axis=0)  # of both weights, by start
    alike = sizes[0] > 0.85 * sizes[1]
    assert alike[solved].mean() > 0.95
    assert alike[~solved].mean() < 0.3
