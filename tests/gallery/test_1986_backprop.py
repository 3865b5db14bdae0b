"""Errors travel backward: one sweep by hand, XOR solved, and how many starts arrive."""

from __future__ import annotations

import pytest

from neurohistory.site.chapters import Chapter


def test_the_chain_rule_agrees_with_differences(chapter: Chapter) -> None:
    gradients = chapter.names["gradients"]
    assert len(gradients) == 9
    for row in gradients:
        assert row["by the chain rule"] == pytest.approx(row["by differences"], abs=1e-7)


def test_one_sweep_lowers_the_error(chapter: Chapter) -> None:
    error = chapter.names["error"]
    assert error(chapter.names["after"].theta) < error(chapter.names["state"].theta)


def test_xor_is_solved_after_a_long_plain(chapter: Chapter) -> None:
    assert 150 < chapter.names["solved_at"] < 400
    assert chapter.names["history"].loss[-1, 0] < 0.001


def test_the_hidden_units_have_become_or_and_and(chapter: Chapter) -> None:
    assert chapter.names["hidden"].round().tolist() == [[0, 0], [1, 0], [1, 0], [1, 1]]


def test_nine_in_ten_starts_arrive_with_two_hidden_units(chapter: Chapter) -> None:
    one, two, three, eight = chapter.names["studies"]
    assert one.n_solved == 0
    assert 0.87 < two.success_rate < 0.94
    assert three.success_rate > 0.99
    assert eight.success_rate == 1
    assert eight.epochs.median < three.epochs.median < two.epochs.median
