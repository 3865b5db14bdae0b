"""A fixed order locks MADALINE in a cycle, and a random one frees it."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.site.chapters import Chapter


def test_the_trap_depends_on_the_coding(chapter: Chapter) -> None:
    both_orders = chapter.names["both_orders"]
    assert len(both_orders) == 6
    for name, (random, fixed) in both_orders.items():
        if "0 and 1" in name:
            assert fixed.interval[1] < 0.2 < 0.95 < random.interval[0]
        else:
            assert min(fixed.interval[0], random.interval[0]) > 0.95


def test_the_locked_learner_closes_in_on_a_point(chapter: Chapter) -> None:
    ends = chapter.names["ends"]  # (epoch, weight)
    closing = np.abs(np.diff(ends[6:40], axis=0)).max(axis=1)  # from epoch to epoch
    assert (closing[1:] < 0.6 * closing[:-1]).all()
    assert (ends[6:, 3:] == ends[6, 3:]).all()  # unit 2 does not move any more


def test_every_case_of_the_cycle_is_wrong_when_it_comes(chapter: Chapter) -> None:
    steps = chapter.names["steps"]
    assert [row["shown"] for row in steps] == ["00", "01", "10", "11"]
    for row in steps:
        assert row["sum"] * row["wanted"] < 0
        assert row["now wrong"] == 2
    # Worked case by case, it is the epoch of the history.
    assert chapter.names["state"].bias[:, 0] == pytest.approx(chapter.names["ends"][8, [0, 3]])


def test_a_random_order_frees_the_locked(chapter: Chapter) -> None:
    assert chapter.names["half"] < 20
    assert chapter.names["right"][-1] > 0.99
