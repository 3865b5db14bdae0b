"""A matrix of links learns at one look, and learns too much."""

from __future__ import annotations

import numpy as np

from neurohistory.site.chapters import Chapter


def test_one_look_at_each_digit_is_enough_to_read_many(chapter: Chapter) -> None:
    rates = chapter.names["rates"]
    assert rates[0] > 0.5
    assert max(rates) > rates[0]


def test_links_only_close_and_in_the_end_the_matrix_reads_worse(chapter: Chapter) -> None:
    closed, rates = chapter.names["closed"], chapter.names["rates"]
    assert (np.diff(closed) > 0).all()
    assert rates[-1] < max(rates) - 0.1
