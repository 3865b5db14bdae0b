"""Fifty cards are nearly enough to tell left from right."""

from __future__ import annotations

import numpy as np

from neurohistory.site.chapters import Chapter


def test_a_card_has_one_mark_on_the_side_that_it_is_said_to_be_on(chapter: Chapter) -> None:
    X, side = chapter.names["cards"](50, np.random.default_rng(0))
    halves = X.reshape(50, 8, 2, 4).sum(axis=(1, 3))
    assert set(halves.sum(axis=1)) == {4}
    assert ((halves[:, 1] == 4) == (side > 0)).all()


def test_units_are_wrong_half_of_the_time_at_first_and_in_ten_cases_once_after_fifty(
    chapter: Chapter,
) -> None:
    wrong = chapter.names["wrong"]
    assert 0.4 < wrong[0] < 0.6
    assert wrong[40:50].mean() < 0.1
    assert wrong[90:].mean() < wrong[40:50].mean()
