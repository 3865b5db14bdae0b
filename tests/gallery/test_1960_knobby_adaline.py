"""Seventeen knobs learn eight letters, and haste costs what the law says."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.site.chapters import Chapter


def test_the_letters_are_said_to_come_from_a_re_creation(chapter: Chapter) -> None:
    text = " ".join(chapter.page.markdown.split())
    assert "public re-creation of that demonstration" in text
    assert "not from the paper of 1960" in text


def test_every_turn_takes_a_seventeenth_of_the_error_from_each_knob(chapter: Chapter) -> None:
    entries, inputs = chapter.names["entries"], chapter.names["inputs"]
    turned = np.diff(chapter.names["gains"], axis=0) * inputs[np.arange(len(entries)) % 8]
    errors = np.array([entry.error for entry in entries])
    assert turned == pytest.approx(np.tile(errors[:, None] / 17, 17))
    for row in chapter.names["turns"]:
        assert row["error"] == pytest.approx(row["wanted"] - row["meter"])


def test_two_passes_set_all_eight_letters_right(chapter: Chapter) -> None:
    passes = {n: (right, error) for n, right, error in map(dict.values, chapter.names["passes"])}
    assert passes[1][0] == 6
    assert passes[2] == (8, pytest.approx(0.2140, abs=5e-5))
    assert passes[10][1] < 0.001
    assert chapter.names["off"] < 0.02


def test_the_letters_may_be_named_in_any_way(chapter: Chapter) -> None:
    assert chapter.names["ways"] == [True] * 256
    assert np.linalg.matrix_rank(chapter.names["inputs"]) == 8


def test_learning_is_as_fast_as_the_law(chapter: Chapter) -> None:
    assert [round(row["time constant"], 1) for row in chapter.names["speeds"]] == [16.5, 32.8, 148.4]
    assert chapter.names["curve"] == pytest.approx(chapter.names["law"], rel=0.08)


def test_haste_costs_what_the_law_says_and_not_half_of_it(chapter: Chapter) -> None:
    rates, measured = chapter.names["rates"], chapter.names["measured"]
    assert measured == pytest.approx(rates / (2 - rates), rel=0.1)
    assert measured[10] > 1.9 * rates[10] / 2  # at alpha 1
