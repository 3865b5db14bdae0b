"""One cell of 1943: what it computes, what it cannot, and what a net of three does."""

from __future__ import annotations

from neurohistory import XOR
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.site.chapters import Chapter


def test_three_cells_are_wired_by_hand(chapter: Chapter) -> None:
    names = {"a and b": "AND", "a or b": "OR", "a and not b": "A_AND_NOT_B"}
    for cell, gate in names.items():
        assert [row[cell] for row in chapter.names["answers"]] == TWO_INPUT[gate].y.tolist()


def test_seven_of_sixteen_and_each_failure_has_its_reason(chapter: Chapter) -> None:
    trials = chapter.names["trials"]
    assert len(trials) == 16
    assert len(chapter.names["can"]) == 7
    assert len(chapter.names["silence"]) == 8
    assert chapter.names["rest"] == ["XOR"]
    assert all(trial.agrees for trial in trials.values())
    assert trials["XOR"].history.mistakes[-1, 0] == 1


def test_xor_is_answered_two_ticks_later_and_never_else(chapter: Chapter) -> None:
    spikes = chapter.names["spikes"]
    assert spikes.net.neurons[-1].name == "a xor b"
    answer = spikes["a xor b"].astype(int)
    assert answer[3:7].tolist() == XOR.y.tolist()
    assert answer.sum() == XOR.y.sum()


def test_a_hundred_endings_do_not_beat_a_veto_and_three_beat_a_weight(chapter: Chapter) -> None:
    rows = chapter.names["rows"]
    assert [row["endings from a"] for row in rows] == [1, 2, 3, 10, 100]
    for row in rows:
        n, *answers = row.values()
        assert [said == "fires" for said in answers] == [n >= 2, False, n >= 3]


def test_a_threshold_unit_learns_what_no_cell_can_be_wired_for(chapter: Chapter) -> None:
    found = [
        (row["unit"], row["starts"], row["solved"], row["theory"]) for row in chapter.tables[-1].rows
    ]
    assert found == [("mcculloch_pitts", 1, 0, "cannot"), ("perceptron", 100, 100, "solves")]
