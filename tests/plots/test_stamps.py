"""Stamps: a machine's answer in a square of 48."""

from __future__ import annotations

import re

import numpy as np
import pytest

from neurohistory import XOR, run, surface
from neurohistory.plots.rendering import vector, worth_keeping
from neurohistory.plots.stamps import SIDE, stamp, with_own_colors
from neurohistory.surfaces import Surface


def answer_of(name: str) -> Surface:
    trial = run(name, XOR, starts=1)
    return surface(trial.model, trial.history.end, XOR)


def test_a_stamp_has_a_ring_for_each_mistake_and_a_mark_for_each_case() -> None:
    for name in ("perceptron", "minsky_papert", "svm"):
        answer = answer_of(name)
        drawn = stamp(answer)
        assert drawn.count("stamp-wrong") == answer.wrong.sum(), name
        assert drawn.count("stamp-o") == drawn.count("stamp-x") == 2


def test_the_yes_of_a_stamp_covers_as_much_of_its_square_as_of_the_surface() -> None:
    answer = answer_of("backprop")
    found = re.search(r'"stamp-yes" d="([^"]*)"', stamp(answer))
    assert found is not None
    area = 0.0
    for part in found[1].split("M")[1:]:
        x, y = np.array([point.split() for point in part.rstrip("z").split("L")], dtype=float).T
        area += abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2
    assert area / SIDE**2 == pytest.approx((answer.scores > 0).mean(), abs=0.02)


def test_a_stamp_is_small_and_one_that_stands_alone_has_its_colors() -> None:
    drawn = stamp(answer_of("rbm"))
    assert len(drawn) < 1200
    classes = set(re.findall(r'class="(stamp-\w+)"', drawn))
    assert all(f".{name}" in with_own_colors(drawn) for name in classes)


def test_a_region_with_straight_edges_is_written_with_few_points() -> None:
    from matplotlib.figure import Figure

    from neurohistory.plots import draw_region

    figure = Figure()
    draw_region(figure.subplots(), answer_of("madaline"))
    longest = max(re.findall(r' d="([^"]*)"', vector(figure)), key=len)
    assert longest.count("L") < 30  # of 121 points an edge


def test_points_on_a_line_are_left_out_up_to_the_tolerance() -> None:
    bent = np.array([[0, 0], [1, 0.2], [2, 0]])
    assert worth_keeping(bent, 0.1).all()
    assert worth_keeping(bent, 0.3).tolist() == [True, False, True]
