"""The page of the autoencoder among the models: its numbers are what it says."""

from __future__ import annotations

import re

import pytest

from neurohistory.models.deep_autoencoder import DeepAutoencoder
from neurohistory.report.docstrings import parameters_of
from neurohistory.site.chapters import Chapter


def test_it_has_the_parts_of_a_model_page(chapter: Chapter) -> None:
    headings = re.findall(r"^##? (.+)$", chapter.page.markdown, re.MULTILINE)
    assert headings[0] == "2006 Deep autoencoder"
    assert {"The rule", "How to run it", "Parameters", "Source"} <= set(headings)
    assert "**Where we depart from the paper**" in chapter.page.markdown
    assert "10.1126/science.1127647" in chapter.page.markdown


def test_its_table_has_principal_components_behind_and_then_level(chapter: Chapter) -> None:
    errors = {size: (ours, pca) for size, ours, pca in map(dict.values, chapter.names["errors"])}
    assert set(errors) == {2, 8, 16}
    for size in (2, 8):
        assert errors[size][0] < 0.7 * errors[size][1]
    assert errors[16][0] == pytest.approx(errors[16][1], rel=0.1)


def test_reconstructions_grow_worse_with_each_machine_and_better_by_fine_tuning(
    chapter: Chapter,
) -> None:
    stages = chapter.names["stages"]
    errors = [row["error"] for row in stages]
    assert [row["stage"] for row in stages] == ["pretrained"] * 3 + ["fine-tuned"]
    assert errors[:3] == sorted(errors[:3])
    assert errors[3] < errors[2]


def test_it_lists_every_parameter(chapter: Chapter) -> None:
    rows = [[*row.values()] for row in chapter.tables[-1].rows]
    assert rows == [
        [name, repr(default), meaning] for name, default, meaning in parameters_of(DeepAutoencoder)
    ]
    assert all(meaning for *_, meaning in rows)
