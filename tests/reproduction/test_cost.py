"""What the claims' runs cost: a row a run, words, and an estimate for a machine of their time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from neurohistory.claims.machines import IBM_704
from neurohistory.network.effort import Effort
from neurohistory.reproduction.claim import ClaimError, OldMachine
from neurohistory.reproduction.collection import collection, load
from neurohistory.reproduction.cost import cost_rows, cost_told, seconds_told, then, time_told
from neurohistory.reproduction.recorded import recorded
from neurohistory.reproduction.running import Found, Result, carry_out, judged


def results(paper: str, experiment: str, starts: int) -> list[Result]:
    found = carry_out(paper, experiment, starts, 0)
    return [
        judged(paper, claim, found, starts, 0)
        for claim in load(paper).claims
        if claim.experiment and claim.experiment.name == experiment
    ]


def test_claims_of_one_run_share_a_row() -> None:
    found = results("novikoff_1962", "bound_of_and", 0)
    (row,) = cost_rows(found)
    assert row["claims"] == len(found) == 4


@pytest.mark.parametrize("paper", list(collection().papers))
def test_all_claims_of_a_run_tell_one_cost(paper: str) -> None:
    kept = recorded(paper)
    runs = kept.findings if kept else {}
    for claim in load(paper).claims:
        if claim.experiment and (found := runs.get(claim.experiment.name)) is not None:
            result = judged(paper, claim, found)
            assert (result.effort, result.seconds) == (found.effort, found.seconds), claim.id


def test_a_claim_that_is_only_shown_or_not_found_tells_what_its_run_cost() -> None:
    (claim, *_) = (each for each in load("novikoff_1962").claims if each.experiment)
    shown = replace(claim, missing="the data of the paper", stand_in="other data")
    found = Found({claim.key: 3})
    found.effort, found.seconds = Effort(12, 3, 45, 3), 2.0
    for result in (
        judged("novikoff_1962", shown, found),
        judged("novikoff_1962", replace(claim, finding="nowhere"), found),
    ):
        assert (result.effort, result.seconds) == (found.effort, found.seconds)
    assert (
        cost_rows([judged("novikoff_1962", each, found) for each in (shown, claim)])[0]["updates"] == 3
    )


def test_more_starts_cost_more_and_the_same_ones_the_same() -> None:
    few, many, again = (results("minsky_1969", "taught", starts)[0].effort for starts in (3, 30, 30))
    assert many == again
    assert many.presentations > 5 * few.presentations
    assert many.parameters == few.parameters == 4


def test_what_failed_has_no_row() -> None:
    (first, *_) = results("novikoff_1962", "bound_of_and", 0)
    assert cost_rows([replace(first, failure="no such device")]) == []


def test_the_704_takes_288_microseconds() -> None:
    # 84 and 204 microseconds; ten million of both are 2,880 seconds, 48 minutes.
    assert then(Effort(multiply_adds=10_000_000), IBM_704) == "about 48 minutes on an IBM 704"
    assert then(Effort(), IBM_704) == ""
    assert then(Effort(multiply_adds=5), None) == ""


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.0013, "0.0013 seconds"), (119, "120 seconds"), (120, "2 minutes"), (7200, "2 hours"),
     (86_400 * 3, "3 days"), (1e9, "32 years")],
)  # fmt: skip
def test_a_time_is_told_with_two_digits(seconds: float, told: str) -> None:
    assert time_told(seconds) == told


def test_words() -> None:
    assert cost_told(Effort()) == "nothing learns"
    assert cost_told(Effort(1, 0, 2, 3)) == "1 presentations, 0 updates, 2 multiply-adds, 3 parameters"


def test_seconds_are_told_once_for_each_run() -> None:
    found = [replace(each, seconds=2.0) for each in results("novikoff_1962", "bound_of_and", 0)]
    assert seconds_told(found).startswith("2.0 seconds of the processor")


def test_a_machine_without_a_source_is_refused() -> None:
    for machine in (OldMachine("abacus", 1.0, ""), OldMachine("abacus", 0.0, "a clerk"), "abacus"):
        with pytest.raises(ClaimError, match="make it an OldMachine with a source"):
            replace(load("novikoff_1962"), machine=machine)  # type: ignore[arg-type]
