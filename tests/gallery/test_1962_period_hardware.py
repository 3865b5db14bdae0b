"""Weights on parts: mistakes need room, errors need fine steps, and a shaking hand helps."""

from __future__ import annotations

from neurohistory.site.chapters import Chapter


def test_exact_machines_arrive(chapter: Chapter) -> None:
    exact = chapter.names["exact"]
    assert list(exact) == ["Mark I", "perceptron", "ADALINE", "MADALINE", "back-propagation"]
    assert min(exact.values()) > 0.8


def test_whoever_learns_from_mistakes_takes_any_step_and_needs_room(chapter: Chapter) -> None:
    held = chapter.names["held"]
    for machine in ("Mark I", "perceptron"):
        assert min(held[machine, "step"].values()) > 0.95
        assert held[machine, "limit"][0.3] < 0.1
        assert held[machine, "limit"][3.0] > 0.9


def test_whoever_learns_from_errors_needs_fine_steps_and_little_room(chapter: Chapter) -> None:
    held = chapter.names["held"]
    assert held["ADALINE", "step"][0.03] > 0.95
    assert held["ADALINE", "step"][0.3] < 0.2
    assert held["ADALINE", "limit"][1.0] > 0.9
    assert held["back-propagation", "step"][0.03] < 0.1


def test_the_survivors_of_the_table_are_those_of_the_figure(chapter: Chapter) -> None:
    for row in chapter.table("Survivors"):
        assert row["steps of 0.1"] == chapter.names["held"][row["machine"], "step"][0.1]


def test_a_turn_of_less_than_half_a_step_is_none(chapter: Chapter) -> None:
    paths = chapter.names["paths"]
    assert (paths[0.1] == 0).all()
    assert abs(paths[0.09][-1, 0]) < abs(paths[0][-1, 0])
    assert (paths[0.09][-4:] == paths[0.09][-1]).all()
    assert [row["mistakes"] for row in chapter.table("Ends")] == [0, 0, 1]


def test_a_shaking_hand_rescues_a_coarse_knob_and_too_much_does_not(chapter: Chapter) -> None:
    shaky = chapter.names["shaky"]
    for found in shaky.values():
        still, *shaking = found.values()
        assert still < 0.25
        assert max(shaking) > 3 * still
        assert max(shaking) > 0.7
    assert shaky["ADALINE"][0.2] < shaky["ADALINE"][0.05] / 2
