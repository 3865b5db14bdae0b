"""The perceptron learns AND step by step, within its bound, and from a thousand starts."""

from __future__ import annotations

import pytest

from neurohistory.site.chapters import Chapter


def test_and_takes_eleven_corrections_in_six_epochs(chapter: Chapter) -> None:
    entries = chapter.names["entries"]
    assert "11 corrections in 6 epochs" in chapter.printed
    assert [*entries[-1].after.values()] == [-3, 2, 1]
    shown = chapter.tables[0].rows
    assert len(shown) == 24
    assert sum(row[""] == "*" for row in shown) == 11


def test_the_pictures_show_the_mistakes_that_were_counted(chapter: Chapter) -> None:
    history = chapter.names["history"]
    assert history.n_epochs == 6
    assert chapter.names["missed"].tolist() == history.mistakes[:, 0].tolist()


def test_the_line_runs_exactly_through_the_last_corner(chapter: Chapter) -> None:
    assert chapter.names["net"].tolist() == [-3, -2, -1, 0]


def test_no_order_needs_more_corrections_than_the_bound(chapter: Chapter) -> None:
    counts = chapter.names["counts"]
    assert [row["bound"] for row in counts] == pytest.approx([51, 9, 27, 9])
    assert [row["in order"] for row in counts] == [11, 3, 5, 3]
    for row in counts:
        assert max(row["in order"], row["most"]) <= row["bound"]


def test_everyone_learns_and_and_or_and_nobody_xor(chapter: Chapter) -> None:
    trials = chapter.names["trials"]
    assert [trial.n_solved for trial in trials.values()] == [1000, 1000, 0]
    assert all(trial.agrees for trial in trials.values())
    needed = [trials[name].history.epochs_to_solve for name in ("AND", "OR")]
    assert [epochs.max() for epochs in needed] == [16, 9]
    assert [trials[name].epochs.median for name in ("AND", "OR")] == [5, 3]


def test_the_proof_for_xor_weighs_the_cases_alike(chapter: Chapter) -> None:
    proof = chapter.names["proof"]
    assert not proof.separable
    assert proof.multipliers == (1, 1, 1, 1)
    assert chapter.names["balance"].tolist() == [0, 0, 0]
