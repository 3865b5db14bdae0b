"""Claims as values: nonsense is refused with the claim and the remedy; bands and verdicts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, cast

import numpy as np
import pytest

from neurohistory.papers.minsky_1969 import PAPER
from neurohistory.reproduction.bands import Band, Equal, Overlap, Spread, Verdict, Within
from neurohistory.reproduction.claim import (
    Claim,
    ClaimError,
    Correction,
    Experiment,
    Reproduction,
    experiment,
)
from neurohistory.reproduction.findings import Share
from neurohistory.reproduction.running import judged
from neurohistory.work import Failed


@experiment("nothing")
def nothing(starts: int, seed: int) -> dict[str, object]:
    return {"number": 2}


def claim(**changed: Any) -> Claim:
    settings: dict[str, Any] = {
        "id": "run.number", "says": "A number", "place": "page 1", "printed": "2", "experiment": nothing,
    }  # fmt: skip
    return Claim(**settings | changed)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"id": "Two words"}, "lower-case words with a dot"),
        ({"says": ""}, "says and place are needed"),
        ({"printed": 2}, "printed is 2; make it a text"),
        ({"printed": ""}, "say what was printed, or what is missing"),
        ({"experiment": None}, "give it one, or say what is missing"),
        ({"missing": "a machine"}, "leave one of them out"),
        (
            {"stand_in": "small digits"},
            "say in despite why its number does not depend on them, or in mis",
        ),
        ({"stand_in": "a", "despite": "b", "missing": "c"}, "say in despite why its number does not"),
        ({"despite": "it is a theorem"}, "say in stand_in which they are"),
        ({"confidence": "sure"}, "make it one of 'read', 'computed', 'from memory'"),
        ({"confidence": "from memory"}, "a number from memory is not shown and decides nothing"),
        ({"tier": "told"}, "'run here', 'run by others', 'from a text'"),
        ({"band": 3}, "make it one of neurohistory.reproduction.bands"),
        ({"band": Within(0, 1, "")}, "with a reason"),
        ({"cause": "recipe"}, "nothing else has"),
        ({"recorded": Verdict.NOT_REPRODUCED}, "what is not reproduced has one of 'recipe'"),
        ({"on": "yesterday"}, "make it a day"),
        ({"departures": "one sentence"}, "departures are 'one sentence'; make it a tuple of sentences"),
        ({"open_questions": (1,)}, r"open_questions are \(1,\); make it a tuple"),
        ({"corrections": ("2026",)}, "make it a tuple of Corrections"),
        ({"corrections": (Correction("2026-01-01", cast(Any, 2)),)}, "make each a day and a sentence"),
        ({"band": Within(0, 1, 2)}, "with a reason"),  # type: ignore[arg-type]
    ],
)
def test_nonsense_names_the_claim_and_the_remedy(changed: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ClaimError, match=complaint) as error:
        claim(**changed)
    assert repr(changed.get("id", "run.number")) in str(error.value)


def test_a_paper_has_claims_of_different_names_and_experiments() -> None:
    with pytest.raises(ClaimError, match=r"two claims are called 'run.number'"):
        Reproduction(paper=PAPER, about="it", claims=(claim(), claim()))
    other = Experiment(nothing.function, "other settings")
    with pytest.raises(ClaimError, match="two experiments are called 'nothing'"):
        Reproduction(paper=PAPER, about="it", claims=(claim(), claim(id="run.two", experiment=other)))
    with pytest.raises(ClaimError, match="claims are 'none'"):
        Reproduction(paper=PAPER, about="it", claims=())
    with pytest.raises(ClaimError, match=r"make it a neurohistory\.card\.Paper"):
        Reproduction(paper="Minsky", about="it", claims=(claim(),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"function": 3}, "give it a function with a name"),
        ({"function": partial(print)}, "give it a function with a name"),
        ({"settings": ""}, "say what is run"),
        ({"starts": -1}, "starts is -1; make it a whole number"),
        ({"quick": "few"}, "quick is 'few'"),
    ],
)
def test_an_experiment_is_a_function_with_whole_numbers(changed: dict[str, Any], complaint: str) -> None:
    sound: dict[str, Any] = {"function": nothing.function, "settings": "some"}
    with pytest.raises(ClaimError, match=complaint):
        Experiment(**sound | changed)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"paper": replace(PAPER, year=cast(Any, "1969"))}, "year of the paper is '1969'"),
        ({"paper": replace(PAPER, authors=())}, "authors of the paper are none"),
        ({"about": 3}, "say what the paper was about"),
        ({"differs": None}, "differs is None"),
        ({"claims": [claim()]}, "make it a tuple"),
    ],
)
def test_nonsense_about_a_paper_is_named(changed: dict[str, Any], complaint: str) -> None:
    sound: dict[str, Any] = {"paper": PAPER, "about": "it", "claims": (claim(),)}
    with pytest.raises(ClaimError, match=complaint):
        Reproduction(**sound | changed)


YES, NO, SPREAD = Verdict.REPRODUCED, Verdict.NOT_REPRODUCED, Verdict.WITHIN_SPREAD


@pytest.mark.parametrize(
    ("band", "printed", "found", "verdict"),
    [
        (Equal(), "1.4", 1.4499, YES),
        (Equal(), "1.4", 1.4501, NO),
        (Equal(), "1,425", 1425, YES),
        (Equal(), "1,425", 1426, NO),
        (Equal(), "-3, 2, 1", (-3, 2, 1), YES),
        (Equal(), "-3, 2, 1", (-3, 2, 2), NO),
        (Equal(), "no", False, YES),
        (Equal(), "14 of 16", Share(14, 16), YES),
        (Equal(), "14 of 16", Share(28, 32), NO),
        (Within(1, 2, "why"), "of old", 2.0, YES),
        (Within(1, 2, "why"), "of old", 2.01, NO),
        (Within(0.5, 1, "why"), "of old", Share(1, 2), YES),
        (Within(1, 9, "why"), "of old", np.array([5, np.nan, np.nan]), NO),  # the median never arrives
        (Spread(), "50", np.arange(100.0), SPREAD),
        (Spread(), "99", np.arange(100.0), NO),
        (Spread(), "99", np.append(np.arange(90.0), [np.nan] * 10), SPREAD),  # one in ten takes longer
        (Overlap(), "16 of 20", Share(80, 100), YES),
        (Overlap(), "16 of 20", Share(25, 100), NO),
        (Overlap(), "0.8", Share(80, 100), YES),
    ],
)
def test_a_verdict_follows_from_the_band(band: Band, printed: str, found: Any, verdict: Verdict) -> None:
    assert band.judge(printed, found).verdict is verdict


@pytest.mark.parametrize(
    ("band", "found", "complaint"),
    [
        (Equal(), np.arange(3.0), "starts differ; give the claim a band"),
        (Equal(), float("nan"), "nan is no number"),
        (Equal(), "two", "'two' is no number"),
        (Spread(), 2, "needs an array with a number for each start"),
        (Overlap(), 2, "needs a Share"),
        (Overlap(), Share(0, 0), "0 of 0 is no share; take more starts"),
        (Within(0, 1, "why"), Share(0, 0), "0 of 0 is no share; take more starts"),
        (Within(0, 1, "why"), True, "True is no number"),
    ],
)
def test_a_finding_of_the_wrong_kind_is_a_failure_and_no_verdict(
    band: Band, found: Any, complaint: str
) -> None:
    result = judged("paper", claim(band=band), {"number": found})
    assert complaint in result.failure
    assert not result.holds


def test_what_an_experiment_did_not_find_is_named() -> None:
    assert "found no 'number'; it found other" in judged("paper", claim(), {"other": 1}).failure
    assert judged("paper", claim(), Failed("it broke")).failure == "it broke"


def test_a_claim_that_cannot_be_tested_holds_and_says_what_is_missing() -> None:
    result = judged("paper", claim(experiment=None, printed="", missing="the drum of 1960"))
    assert (result.holds, result.verdict, result.ours) == (True, Verdict.NOT_TESTABLE, "–")


def test_what_other_data_give_is_shown_and_decides_nothing() -> None:
    on_others = claim(stand_in="small digits", missing="the digits of the paper")
    for number in (2, 99):
        result = judged("paper", on_others, {"number": number})
        assert (result.holds, result.verdict) == (True, Verdict.NOT_TESTABLE)
        assert result.ours == f"{number} (other data)"
    assert not judged("paper", on_others, Failed("it broke")).holds
    despite = claim(stand_in="any points", despite="a theorem is about all of them")
    assert judged("paper", despite, {"number": 99}).verdict is Verdict.NOT_REPRODUCED
