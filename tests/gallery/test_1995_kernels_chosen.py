"""What a person chooses: width, sign, degree and softness, each with what it costs."""

from __future__ import annotations

import pytest

from neurohistory.site.chapters import Chapter


def test_a_narrow_kernel_learns_by_heart_and_a_wide_one_nothing(chapter: Chapter) -> None:
    wide, middle, narrow = chapter.names["widths"]
    assert narrow["seen, right"] == 1
    assert middle["fresh, right"] > narrow["fresh, right"] > wide["fresh, right"]


def test_one_sign_decides_about_the_sigmoid(chapter: Chapter) -> None:
    offsets, strength = chapter.names["offsets"], chapter.names["strength"]
    assert (strength[offsets < -0.01] > 0).all()
    assert (strength[offsets > 0.01] < 0).all()
    assert [row["right of 4"] for row in chapter.names["signs"]] == [4, 0]


def test_the_digits_have_the_shape_of_the_papers_table(chapter: Chapter) -> None:
    rows = chapter.names["by_degree"]
    assert [row["1995: % wrong"] for row in rows] == [12.0, 4.7, 4.4, 4.3, 4.3]
    assert [row["1995: vectors"] for row in rows] == [200, 127, 148, 175, 190]
    wrong = [row["here: % wrong"] for row in rows]
    assert wrong[0] > 1.5 * max(wrong[1:])
    assert max(wrong[1:]) - min(wrong[1:]) < 1
    assert rows[-1]["features here"] == 1_329_890_704
    vectors = [row["here: vectors"] for row in rows]
    assert vectors == sorted(vectors)


def test_a_smaller_bound_makes_a_wider_gap(chapter: Chapter) -> None:
    soft, middle, hard = chapter.names["softness"]
    assert soft["gap"] > 1.3 * middle["gap"] > hard["gap"]
    assert soft["support vectors"] > middle["support vectors"] >= hard["support vectors"]
    for row in (soft, middle, hard):
        assert row["C of 1995"] == pytest.approx(row["C"] / row["sum of slacks"])
