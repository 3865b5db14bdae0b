"""The table of a study: all starts count, those that diverge or fail as such."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import binomtest

from neurohistory.history import epoch_quantiles
from neurohistory.network.optimizers import Momentum
from neurohistory.outcomes import CENSORED, DIVERGED
from neurohistory.studies.chunks import Chunk
from neurohistory.studies.engine import study
from neurohistory.studies.results import FailedChunk, StudyResult
from neurohistory.studies.study import Study
from neurohistory.studies.table import study_curves, study_rows, study_summary


def result_of(epochs: list[int], loss: list[float] | None = None, starts: int = 100) -> StudyResult:
    """A study of one cell with these outcomes."""
    asked = Study("backprop", "XOR", starts=starts, max_epochs=50)
    ends = np.full(len(epochs), 0.5) if loss is None else loss
    return StudyResult(asked, (np.array(epochs, np.uint16),), (np.array(ends, np.float32),))


def row_of(epochs: list[int], loss: list[float] | None = None) -> dict[str, Any]:
    (row,) = study_rows(result_of(epochs, loss))
    return row


@pytest.fixture(scope="module")
def by_rate() -> StudyResult:
    return study(
        "backprop:hidden_layer_sizes=(2,)", "XOR", starts=200, max_epochs=300,
        grid={"learning_rate": [0.5, 2.0]},
    )  # fmt: skip


def test_a_row_counts_what_was_counted_by_itself(by_rate: StudyResult) -> None:
    for row, cell, epochs in zip(study_rows(by_rate), by_rate.study.cells, by_rate.epochs, strict=True):
        assert row["learning_rate"] == cell.settings["learning_rate"]
        solved = int((epochs <= 300).sum())
        interval = binomtest(solved, 200).proportion_ci(method="wilson")
        assert (row["solved"], row["starts"], row["max_epochs"]) == (solved, 200, 300)
        assert (row["success_rate_low"], row["success_rate_high"]) == (interval.low, interval.high)
        never = np.where(epochs > 300, np.nan, epochs)
        quartiles = [row[f"epochs_{name}_quartile"] for name in ("lower", "upper")]
        found = epoch_quantiles(never, [0.25, 0.75])
        assert quartiles == [int(each) if np.isfinite(each) else None for each in found]


def test_rows_have_no_time_and_are_the_same_twice(by_rate: StudyResult) -> None:
    again = StudyResult(by_rate.study, by_rate.epochs, by_rate.loss, seconds=(7.0, 8.0))
    assert study_rows(again) == study_rows(by_rate)


def test_starts_that_diverge_are_not_solved_and_their_loss_is_infinite() -> None:
    row = row_of([3, 5, DIVERGED, CENSORED, DIVERGED, DIVERGED], [0.1, 0.1, np.nan, 0.4, np.nan, np.nan])
    assert (row["solved"], row["diverged"], row["success_rate"]) == (2, 3, 2 / 6)
    assert row["loss_lower_quartile"] == pytest.approx(0.1)
    assert row["median_loss"] == pytest.approx(0.4)
    assert row["loss_upper_quartile"] == np.inf
    assert row["median_epochs"] is None
    assert row["epochs_lower_quartile"] == 5


def test_where_fewer_than_half_arrive_the_summary_says_how_long_they_had() -> None:
    row = row_of([3, CENSORED, CENSORED])
    assert study_summary(row, [])["epochs"] == "over 50"
    assert study_summary(row_of([3, 4, CENSORED]), [])["epochs"] == "4 (3-)"


def test_starts_of_failed_chunks_are_counted_apart() -> None:
    whole = result_of([7] * 100, starts=1050)
    chunks = (Chunk(100, 900), Chunk(1000, 9000))
    failed = tuple(FailedChunk(0, chunk, "it broke") for chunk in chunks)
    (row,) = study_rows(StudyResult(whole.study, whole.epochs, whole.loss, failed))
    assert (row["starts"], row["failed"]) == (100, 950)


def test_a_cell_without_a_start_says_nothing() -> None:
    row = row_of([])
    assert (row["starts"], row["starts_differ"], row["success_rate"]) == (0, None, None)
    assert study_summary(row, [])["certainty"] == "-"
    assert study_curves(result_of([])) == [None]


def test_where_nothing_is_random_a_cell_is_one_run() -> None:
    for row in study_rows(study("svm", ["AND", "XOR"], starts=100)):
        assert (row["starts"], row["starts_differ"], row["success_rate"]) == (1, False, 1)
        assert row["success_rate_low"] is row["median_epochs_low"] is None
        assert study_summary(row, [])["certainty"] == "one run, always alike"


def test_outcomes_that_are_alike_by_chance_are_many_runs() -> None:
    (row,) = study_rows(study("perceptron", "XOR", starts=100))
    assert (row["solved"], row["starts"], row["starts_differ"]) == (0, 100, True)
    assert row["success_rate_high"] > 0.03


def test_settings_that_are_no_numbers_or_words_are_told_as_they_are_written() -> None:
    grid = {"optimizer": [Momentum(0.5)], "hidden_layer_sizes": [(3,)]}
    (row,) = study_rows(study("backprop", "AND", grid=grid, starts=10))
    assert (row["problem"], row["hidden_layer_sizes"]) == ("AND", "(3,)")
    assert row["optimizer"].startswith("Momentum(learning_rate=0.5")
