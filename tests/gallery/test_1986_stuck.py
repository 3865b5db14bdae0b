"""Starts that do not solve XOR: slow, or stuck on two levels, with weights that never rest."""

from __future__ import annotations

import pytest

from neurohistory.site.chapters import Chapter


def test_every_start_goes_to_zero_or_to_one_of_two_levels(chapter: Chapter) -> None:
    assert chapter.names["away"].min(axis=1).max() < 0.01
    assert (chapter.names["counts"] > 0).all()
    assert chapter.names["counts"].sum() == chapter.names["unsolved"].sum()


def test_the_stuck_say_the_same_to_cases_that_they_cannot_tell_apart(chapter: Chapter) -> None:
    quarter, third = (
        [value for name, value in row.items() if name in ("00", "01", "10", "11")]
        for row in chapter.table("Outputs")
    )
    assert quarter == pytest.approx([0, 1, 0.5, 0.5], abs=0.02)
    assert third == pytest.approx([0, 2 / 3, 2 / 3, 2 / 3], abs=0.02)


def test_their_weights_grow_without_end(chapter: Chapter) -> None:
    largest, still = chapter.names["largest"], chapter.names["still"]
    assert (largest[4000][still] > largest[2000][still]).all()
    assert (largest[2000][still] > largest[1001][still]).all()
