"""A unit holds two patterns for each weight."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.site.chapters import Chapter


def test_what_is_measured_lies_on_the_formula(chapter: Chapter) -> None:
    rows = chapter.names["rows"]
    assert len(rows) == 22
    for row in rows:
        learned, expected = row["learned, of 400 sets"], row["formula"]
        assert abs(learned - expected) < 4 * np.sqrt(expected * (1 - expected) / 400) + 0.01


def test_at_two_patterns_a_weight_it_is_one_half(chapter: Chapter) -> None:
    at_two = [row["formula"] for row in chapter.names["whole"] if row["patterns"] == 2 * row["weights"]]
    assert at_two == [0.5] * 3


def test_switches_hold_nearly_as_much(chapter: Chapter) -> None:
    assert chapter.names["switches"].fraction == pytest.approx(0.45, abs=0.15)
