"""Cells add, a ring knows a regular event, and Hebb's line runs away."""

from __future__ import annotations

from neurohistory.site.chapters import Chapter


def test_every_sum_is_right(chapter: Chapter) -> None:
    assert "1024 of 1024 are right" in chapter.printed
    assert chapter.names["spikes"].ticks("sum") == [3, 7]  # 17, three ticks later
    assert chapter.names["added"](31, 31) == 62


def test_the_ring_knows_the_event_that_the_expression_names(chapter: Chapter) -> None:
    assert chapter.names["agree"] == len(chapter.names["pasts"]) == 2**11 - 2


def test_the_weights_run_away_under_hebbs_line_alone(chapter: Chapter) -> None:
    hebb, corrected = chapter.names["lengths"].T
    assert hebb[-1] > 1000 * hebb[0]
    assert corrected.max() < 1
    assert abs(chapter.names["w_corrected"] - chapter.names["teacher"]).max() < 0.01
