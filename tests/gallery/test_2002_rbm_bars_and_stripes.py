"""What the bias of contrastive divergence costs on bars and stripes, and what a machine dreams."""

from __future__ import annotations

import numpy as np

from neurohistory.site.chapters import Chapter


def test_there_are_fourteen_bars_and_stripes(chapter: Chapter) -> None:
    assert chapter.names["images"].shape == (14, 9)


def test_likelihoods_are_in_the_order_that_the_text_says(chapter: Chapter) -> None:
    end = chapter.names["ends"]
    assert -np.log(14) > end["exact gradient"] > end["CD-10"] > end["CD-1"]
    assert end["CD-1"] > end["persistent, 14 chains"]
    assert end["exact gradient"] > end["persistent, 200 chains"] > end["CD-10"]
    assert end["persistent, 200 chains"] - end["CD-10"] < 0.25


def test_dreams_are_mostly_of_the_kind_that_was_learned(chapter: Chapter) -> None:
    assert len(chapter.names["dreams"]) == 24
    assert chapter.names["true"].mean() > 0.5
    assert chapter.names["sure"] > 10 * chapter.names["at_first"]
