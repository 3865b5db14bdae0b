from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from neurohistory import Trial, run
from neurohistory.plots.labels import name_trials, spread, text_width


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=30))
def test_spread_keeps_the_gap_and_the_order(wanted: list[float]) -> None:
    placed = spread(wanted, 0.5, -20, 20)
    order = np.argsort(wanted, kind="stable")
    assert (np.diff(placed[order]) >= 0.5 - 1e-9).all()
    assert placed.min() >= -20
    assert placed.max() <= 20


def test_spread_leaves_alone_what_is_apart() -> None:
    assert spread([3, 1, 2], 1, 0, 4).tolist() == [3, 1, 2]


def test_spread_reaches_out_equally_where_there_is_no_room() -> None:
    assert spread([1, 1, 1], 2, 0, 2).tolist() == [-1, 1, 3]


def test_spread_of_nothing_is_nothing() -> None:
    assert spread([], 1, 0, 1).size == 0


def test_names_say_what_differs(perceptron_trials: list[Trial]) -> None:
    assert name_trials(perceptron_trials) == ["AND", "OR", "XOR"]
    other = run("svm", "XOR", starts=1)
    assert name_trials([perceptron_trials[2], other]) == ["perceptron", "svm"]
    assert name_trials([perceptron_trials[0], other]) == ["perceptron, AND", "svm, XOR"]
    assert name_trials([other]) == ["svm"]


def test_a_wider_text_is_wider() -> None:
    assert text_width("", 10) == 0
    assert 0 < text_width("AND", 10) < text_width("A AND NOT B", 10)
