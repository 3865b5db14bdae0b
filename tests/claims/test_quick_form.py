"""The quick form of all papers: each verdict is the one that was recorded."""

from __future__ import annotations

from collections import Counter

import pytest

from neurohistory.reproduction.collection import collection
from neurohistory.reproduction.running import Result, reproduce

HERE = collection()


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    return {result.name: result for result in reproduce(quick=True)}


@pytest.mark.parametrize("name", list(HERE.claims))
def test_the_verdict_is_the_one_that_was_recorded(name: str, results: dict[str, Result]) -> None:
    result = results[name]
    assert result.failure == ""
    assert result.verdict is result.claim.recorded, f"{result.ours} for {result.claim.printed}"


def test_all_papers_can_be_read() -> None:
    assert HERE.left_out == []


def test_no_band_is_without_a_reason_and_nothing_from_memory_is_decided() -> None:
    decided = [claim for claim in HERE.claims.values() if claim.is_decided]
    assert all(claim.band.reason for claim in decided)
    assert {claim.confidence for claim in decided} <= {"read", "computed"}


def test_each_experiment_is_read_from() -> None:
    for name, paper in HERE.papers.items():
        read = Counter(claim.experiment.name for claim in paper.claims if claim.experiment)
        assert set(read) == set(paper.experiments), name


def test_what_is_run_on_data_that_we_have_says_what_it_stands_for() -> None:
    """A number of other digits is neither the paper's nor against it."""
    sets = ("digits", "moons", "circles", "spirals", "iris", "wine", "faces")
    for name, claim in HERE.claims.items():
        if claim.experiment and any(each in claim.experiment.settings for each in sets):
            assert claim.stand_in, name
