"""Dead units: which die, and which come back."""

from __future__ import annotations

from neurohistory.site.chapters import Chapter


def test_units_die_where_steps_are_long(chapter: Chapter) -> None:
    silent = {row["learning rate"]: row for row in chapter.table("Silent for all examples, %")}
    assert not chapter.names["never"].any()
    assert silent[1]["ReLU"] == 0
    assert 40 < silent[10]["ReLU"] < 60
    for rate in (10, 14, 20):
        assert 0 < silent[rate]["leaky ReLU"] < silent[rate]["ReLU"]


def test_dead_units_come_back_only_when_they_leak(chapter: Chapter) -> None:
    after = chapter.names["after"]
    for rule in ("gradient_descent", "adam"):
        assert not after["relu", rule].any()
        assert not chapter.names["moved"]["relu", rule]  # to the last bit
        assert chapter.names["moved"]["leaky_relu", rule]
    assert 0 < after["leaky_relu", "gradient_descent"][-1] < 20
    assert after["leaky_relu", "adam"][-1] > 40


def test_the_living_half_can_do_the_task(chapter: Chapter) -> None:
    for row in chapter.table("Dead units that came back"):
        assert row["after"] < row["mistakes before"]
