"""XOR cannot be done by a line: the proof, and six models that fail as it says."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory import XOR
from neurohistory.site.chapters import Chapter


def test_the_proof_adds_up_to_zero(chapter: Chapter) -> None:
    found = chapter.names["found"]
    assert not found.separable
    assert (found.examples, found.multipliers) == ((0, 1, 2, 3), (1, 1, 1, 1))
    assert [*chapter.names["sums"].values()] == [0, 0, 0]
    assert found.holds(XOR.X, XOR.target)


def test_signed_responses_add_up_to_zero_whatever_the_weights_are(chapter: Chapter) -> None:
    for row in chapter.table("Signed responses"):
        *signed, total = row.values()
        assert total == pytest.approx(sum(signed))
        assert total == pytest.approx(0, abs=1e-12)


def test_fourteen_of_sixteen_functions_have_a_line(chapter: Chapter) -> None:
    assert "14 of 16 functions are linearly separable" in chapter.printed


def test_no_linear_model_is_ever_right(chapter: Chapter) -> None:
    trials = chapter.names["trials"]
    assert len(trials) == 6
    for trial in trials.values():
        assert not trial.history.ever_solved.any()
        assert trial.agrees


def test_they_fail_in_ways_of_their_own(chapter: Chapter) -> None:
    mistakes = chapter.names["mistakes"]
    assert (mistakes.min(), mistakes.max()) == (1, 3)
    assert chapter.names["final"] == pytest.approx(np.log(2), abs=1e-4)
    assert chapter.names["smallest"] < 0.05


def test_two_layers_wired_by_hand_do_it(chapter: Chapter) -> None:
    assert chapter.names["answers"].tolist() == XOR.y.tolist()
