"""The deep autoencoder beside principal components, from three kinds of start."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.site.chapters import Chapter


def test_each_machine_carries_less_and_fine_tuning_brings_it_back(chapter: Chapter) -> None:
    one, two, three, tuned, random_start = chapter.names["stages"].values()
    assert one < 1.5 < two < three
    assert tuned < three
    assert random_start == pytest.approx(chapter.names["mean_image"], rel=0.01)


def test_pretraining_beats_principal_components_from_every_seed(chapter: Chapter) -> None:
    found, yardstick = chapter.names["found"], chapter.names["yardstick"]
    for size in (2, 4):
        assert len(found["pretrained", size]) == 3
        assert max(found["pretrained", size]) < yardstick[size] < min(found["random start", size])


def test_a_random_start_gives_back_the_mean_image_and_a_wider_one_does_not(chapter: Chapter) -> None:
    found, mean_image = chapter.names["found"], chapter.names["mean_image"]
    for size in (2, 4):
        assert np.median(found["random start", size]) == pytest.approx(mean_image, rel=0.01)
    assert np.median(found["wider start", 2]) < chapter.names["yardstick"][2]
    assert max(found["pretrained", 4]) < min(found["wider start", 4])


def test_own_data_of_784_columns_are_read(chapter: Chapter) -> None:
    assert "Problem(mnist: 300 examples and 100 to test, 784 features, 10 classes)" in chapter.printed
    errors = {row["given back by"]: row["error"] for row in chapter.tables[-1].rows}
    assert errors["autoencoder"] < errors["PCA"] < errors["mean image"]


def test_the_papers_numbers_are_told_apart_from_ours(chapter: Chapter) -> None:
    assert "numbers of the paper" in chapter.page.markdown
    for number in ("3.00", "8.01", "13.87", "1.44", "7.64"):
        assert f"| {number} |" in chapter.page.markdown
