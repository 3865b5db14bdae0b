"""Handwritten digits: what is learned, and what is misread."""

from __future__ import annotations

import numpy as np

from neurohistory.site.chapters import Chapter


def test_the_networks_guess_first_and_end_with_a_gap(chapter: Chapter) -> None:
    seen, unseen = (np.median(chapter.names[name], axis=1) for name in ("seen", "unseen"))
    assert seen[0] < 20
    assert seen[-1] > 99 > 97.5 > unseen[-1] > 95
    table = chapter.table("Read rightly by eight networks, %: medians, and extremes")
    assert [row["epoch"] for row in table] == [0, 1, 2, 5, 10, 20]
    for row in table:
        assert row["least unseen"] <= row["unseen"] <= row["largest unseen"]


def test_errors_are_counted_where_written_and_read_differ(chapter: Chapter) -> None:
    table, answers = chapter.names["table"], chapter.names["answers"]
    assert table.sum() == answers.size == 8 * 450
    assert np.trace(table) == (answers == chapter.names["truth"][:, None]).sum()
    rates = [row["misread, %"] for row in chapter.table("How often a digit is misread")]
    assert int(np.argmax(rates)) == chapter.names["hardest"]


def test_some_digits_are_misread_by_most_networks(chapter: Chapter) -> None:
    missed = chapter.names["missed"]
    assert (missed >= 4).sum() >= 6
    assert missed[chapter.names["worst"]].min() >= 4


def test_weights_of_pixels_without_ink_never_move(chapter: Chapter) -> None:
    assert chapter.names["blank"].sum() == 4
    assert chapter.names["unmoved"]


def test_another_start_divides_the_labor_in_another_way(chapter: Chapter) -> None:
    assert chapter.names["alike"].shape == (16, 16)
    assert chapter.names["best"] < 0.8
