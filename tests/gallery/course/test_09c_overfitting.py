"""Overfitting: the unseen cost falls and rises again, and each cure keeps it low."""

from __future__ import annotations

from neurohistory import get_problem
from neurohistory.site.chapters import Chapter


def test_a_fifth_of_the_labels_is_wrong_and_the_unseen_ones_are_right(chapter: Chapter) -> None:
    for moons in chapter.names["few"]:
        assert (moons.X.shape, moons.X_test.shape) == ((40, 2), (200, 2))
    first, whole = chapter.names["few"][0], get_problem("moons", 0)
    assert (first.target != whole.target[:40]).sum() == 8
    assert (first.target_test[:100] == whole.target[200:]).all()


def test_the_unseen_cost_rises_above_where_it_began(chapter: Chapter) -> None:
    best, end = chapter.table("Means of fifteen starts")
    seen, unseen = chapter.names["seen"], chapter.names["unseen"]
    assert unseen.shape == seen.shape == (41, 15)
    assert end["on unseen"] > unseen[0].mean() > 1.5 * best["on unseen"]
    assert end["cost on seen"] < 0.3 * seen[0].mean()
    assert end["unseen right, %"] < best["unseen right, %"]


def test_every_cure_lowers_the_unseen_cost(chapter: Chapter) -> None:
    median = {row["cure"]: row["median"] for row in chapter.table("Cost of the unseen examples")}
    without = median.pop("large network")
    assert list(median) == ["early stopping", "weight decay", "more data"]
    assert max(median.values()) < 0.6 * without
