"""The quality of the examples: wrong labels and few examples put the goal out of reach."""

from __future__ import annotations

from neurohistory.site.chapters import Chapter


def test_wrong_labels_and_few_examples_put_the_goal_out_of_reach(chapter: Chapter) -> None:
    rows = chapter.table("Epochs by the quality of the examples")
    arrived = {row["starts"]: row["arrived"] for row in rows}
    assert arrived["200, 0 % flipped"] > 0.8 > 0.7 > arrived["200, 30 % flipped"]
    assert arrived["200, 30 % flipped"] > arrived["200, 40 % flipped"]
    assert arrived["80, none flipped"] > arrived["40, none flipped"] > arrived["20, none flipped"]


def test_small_batches_take_fewer_passes(chapter: Chapter) -> None:
    whole, batches = chapter.table("Epochs in batches")
    assert batches["median"] < whole["median"] / 3
