"""A machine that learns what is likely: counted by hand, off by its shortcut, and reading digits."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.network.enumeration import log_partition
from neurohistory.problems.gates import AND, OR, XOR
from neurohistory.site.chapters import Chapter


def test_the_tiny_machine_adds_up(chapter: Chapter) -> None:
    # v = 10: b.v = 0 and c + w1 = 1.5, so F = -ln(1 + e^1.5) = -1.701.
    rows = chapter.tables[0].rows
    assert sum(row["p(v)"] for row in rows) == pytest.approx(1)
    assert rows[2]["v"] == "10"
    assert rows[2]["F"] == pytest.approx(-np.log1p(np.exp(1.5)))
    assert np.exp(-chapter.names["F"]).sum() == pytest.approx(chapter.names["Z"])
    assert log_partition(chapter.names["tiny"])[0] == pytest.approx(np.log(chapter.names["Z"]))


def test_the_bias_falls_with_the_rounds_and_grows_with_the_weights(chapter: Chapter) -> None:
    small, medium, large = chapter.names["off"].values()
    for off in (small, medium, large):
        assert (np.diff(off) < 1e-9).all()
    assert small[0] < 10 < medium[0] < large[0]
    assert large[0] > 20


def test_parity_needs_hidden_units_and_most_starts_learn_xor(chapter: Chapter) -> None:
    assert chapter.names["divergence"] == pytest.approx([np.log(2)] * 5)
    trials = chapter.names["trials"]
    assert trials[AND].success_rate > 0.95
    assert trials[OR].success_rate > 0.95
    assert 0.8 < trials[XOR].success_rate < 1
    assert chapter.names["chances"][1][chapter.names["even"]].sum() > 0.8


def test_digits_are_read(chapter: Chapter) -> None:
    assert len(chapter.names["X_test"]) == 450
    assert chapter.names["right_test"] > 0.9
