"""Several bits at once: how many starts learn to add, and the codes that two or three units find."""

from __future__ import annotations

import numpy as np
from scipy.spatial import ConvexHull

from neurohistory.site.chapters import Chapter


def test_addition_with_four_units_is_solved_from_about_two_starts_in_three(chapter: Chapter) -> None:
    solved = {row["network"]: row["solved, of 100"] for row in chapter.table("Addition")}
    three, four, six = solved.values()
    assert three == 0
    assert 55 < four < 75
    assert six > 90


def test_those_who_fail_have_a_bit_wrong_and_never_the_one_that_a_plane_answers(
    chapter: Chapter,
) -> None:
    (solved,) = (
        row["solved, of 100"]
        for row in chapter.table("Addition")
        if row["network"].startswith("4 hidden units")
    )
    right = chapter.names["right"]  # (case, bit, start)
    assert right.shape == (16, 3, 100 - solved)
    assert not right.all(axis=(0, 1)).any()
    (four, two, one) = chapter.names["by_bit"]["starts that have it wrong"]
    assert four == 0
    assert min(two, one) > 5


def test_the_rate_decides_whether_eight_cases_are_told_apart(chapter: Chapter) -> None:
    assert chapter.names["four_cases"].n_solved == 100
    solved = {key: trial.n_solved for key, trial in chapter.names["coders"].items()}
    assert solved[3, 0.5] == 0
    assert solved[3, 0.1] > 90
    assert 18 < solved[2, 0.25] < 32


def test_every_code_is_a_corner_of_all_of_them(chapter: Chapter) -> None:
    for found in (*chapter.names["narrow"], chapter.names["of_three"]):
        assert sorted(ConvexHull(found).vertices) == list(range(len(found)))


def test_two_units_tell_eight_cases_apart_by_values_between_no_and_yes(chapter: Chapter) -> None:
    _, eight = chapter.names["narrow"]
    assert eight.shape == (8, 2)
    assert (np.abs(eight - eight.round()) > 0.2).any(axis=1).sum() >= 2
