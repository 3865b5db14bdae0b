"""Local optima: stuck networks are what the page says of them."""

from __future__ import annotations

import numpy as np

from neurohistory.site.chapters import Chapter


def test_stuck_starts_are_counted_with_an_interval(chapter: Chapter) -> None:
    names = chapter.names
    unsolved, stuck = names["unsolved"], names["stuck"]
    assert names["low"] < 100 * unsolved.mean() < names["high"]
    assert f"{unsolved.sum()} of 1,000 starts have not solved XOR" in chapter.printed
    assert len(stuck) == unsolved.sum()
    assert 0.02 < stuck.sum() / 1000 < 0.12
    assert sum(row["networks"] for row in chapter.table("The stuck ones")) == stuck.sum()


def test_what_is_not_stuck_was_on_a_plateau_and_solves_it(chapter: Chapter) -> None:
    names = chapter.names
    right = (names["outputs"] > 0.5) == names["XOR"].y[:, None].astype(bool)
    assert right.all(axis=0)[~names["stuck"]].all()
    assert not right.all(axis=0)[names["stuck"]].any()


def test_a_stuck_network_answers_one_half_to_two_cases_and_has_no_gradient(chapter: Chapter) -> None:
    answers = [row["answer"] for row in chapter.table("A stuck network")]
    assert sorted(np.round(answers, 1)) == [0.0, 0.5, 0.5, 1.0]
    assert chapter.names["steepest"] < 1e-3
    first = chapter.names["thetas"][0][1]  # from the first input to the hidden units
    assert np.abs(first).min() > 10


def test_the_other_kind_takes_three_cases_for_the_same(chapter: Chapter) -> None:
    other = chapter.names["outputs"][:, int(chapter.names["kinds"]["1/3"].argmax())]
    assert sorted(other.round(1)) == [0.0, 0.7, 0.7, 0.7]


def test_a_new_start_is_better_than_a_push(chapter: Chapter) -> None:
    freed = [row["get out, %"] for row in chapter.table("Shaken networks")]
    assert freed[0] < 1
    assert max(freed) < 100 * chapter.names["trial"].success_rate


def test_local_minimum_is_called_disputed(chapter: Chapter) -> None:
    assert "**disputed**" in chapter.page.markdown
