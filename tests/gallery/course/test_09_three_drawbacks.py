"""Three drawbacks: multiply-adds are counted."""

from __future__ import annotations

import pytest

from neurohistory.site.chapters import Chapter


def test_back_propagation_takes_more_work_than_the_units(chapter: Chapter) -> None:
    perceptron, adaline, backprop = chapter.table("AND from 200 starts: medians")
    assert [row["solve, %"] for row in (perceptron, adaline, backprop)] == [100, 100, 100]
    # 4 cases times 3 weights in each of 5 epochs, and 3 weights in each of 9 updates.
    assert perceptron["multiply-adds"] == 5 * 4 * 3 + 9 * 3
    assert adaline["multiply-adds"] == 21 * 4 * (3 + 3)
    # There 9, back 9 and 2 for the hidden deltas; momentum takes two for each weight.
    assert backprop["multiply-adds"] == 42 * (4 * (9 + 9 + 2) + 2 * 9)
    assert backprop["multiply-adds"] > 20 * perceptron["multiply-adds"]


def test_work_grows_with_the_square_of_two_wide_layers(chapter: Chapter) -> None:
    counts = chapter.names["counts"]
    growth = {name: each[-1] / each[-2] for name, each in counts.items()}
    assert growth["64-n-10"] == pytest.approx(2, abs=0.01)
    assert min(growth["64-n-n-10"], growth["64-n-n-n-10"]) > 3.7
