"""What the Mark I memorizes, what it understands, and what is left of it when half is gone."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.problems.patterns import SHAPES
from neurohistory.site.chapters import Chapter


def test_among_random_dots_recall_falls_and_new_ones_stay_at_chance(chapter: Chapter) -> None:
    recall, new = chapter.names["random_world"].T
    assert (np.diff(recall[1:]) < -0.05).all()
    assert new == pytest.approx([0.5] * 4, abs=0.03)


def test_where_there_is_order_both_meet_at_a_level_that_rises_with_the_units(chapter: Chapter) -> None:
    ends = [chapter.names["shapes_world"][n][-1] for n in (32, 128, 512)]
    assert all(recall == pytest.approx(new, abs=0.04) for recall, new in ends)
    assert (np.diff([new for _, new in ends]) > 0.05).all()


def test_the_condition_of_the_paper_is_sufficient_and_not_necessary(chapter: Chapter) -> None:
    worlds = {world: numbers for world, *numbers in map(dict.values, chapter.names["met"])}
    different, overall, same, right = worlds["random dots"]
    assert same == pytest.approx(different, abs=0.002)  # as much in common as others
    assert right == pytest.approx(0.5, abs=0.1)
    different, overall, same, right = worlds["left or right"]
    assert different < overall < same
    assert right > 0.95
    different, overall, same, right = worlds["triangle or cross"]
    assert overall < different  # the condition fails
    assert right > 0.6


def test_removing_units_costs_all_classes_little_by_little(chapter: Chapter) -> None:
    removed = chapter.names["removed"]
    assert [row["removed"] for row in removed] == [
        "0.0%", "12.5%", "25.0%", "50.0%", "75.0%", "87.5%", "96.9%",
    ]  # fmt: skip
    overall = [row["all"] for row in removed]
    assert overall == sorted(overall, reverse=True)
    assert overall[0] > 0.95
    assert min(removed[1][name] for name in SHAPES) > 0.6


def test_images_of_the_wrong_size_are_refused(chapter: Chapter) -> None:
    assert "X has 400 features, but MarkIPerceptron is expecting 256 features" in chapter.printed
