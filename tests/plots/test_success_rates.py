from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure

from neurohistory import Trial
from neurohistory.plots import draw_success_rates
from neurohistory.theory import Expectation, Verdict


def test_each_trial_has_its_dot_and_its_verdict(perceptron_trials: list[Trial]) -> None:
    ax = draw_success_rates(Figure().subplots(), perceptron_trials)
    dots = [float(np.asarray(line.get_xdata())[0]) for line in ax.lines if line.get_marker() == "o"]
    assert dots == [1, 1, 0]
    texts = [text.get_text() for text in ax.texts]
    assert texts == ["✓", "solves, proved", "✓", "solves, proved", "✓", "cannot, proved", "theory"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["AND", "OR", "XOR"]
    assert [label.get_text() for label in ax.get_xticklabels()][::2] == ["0 %", "50 %", "100 %"]


def test_an_interval_stands_where_chance_plays_and_nothing_is_proved(
    perceptron_trials: list[Trial],
) -> None:
    proved = perceptron_trials[2]
    measured = replace(proved, expectation=Expectation(Verdict.OPEN, "unknown"))
    alike = replace(measured, starts_differ=False)
    for trial, drawn in ((proved, False), (measured, True), (alike, False)):
        ax = draw_success_rates(Figure().subplots(), [trial])
        bounds = [tuple(np.asarray(line.get_xdata()).tolist()) for line in ax.lines]
        assert (measured.interval in bounds) is drawn


def test_a_run_against_theory_is_crossed(perceptron_trials: list[Trial]) -> None:
    wrong = replace(perceptron_trials[2], expectation=Expectation(Verdict.SOLVES, "a mistake"))
    no_word = replace(perceptron_trials[2], expectation=Expectation(Verdict.OPEN, "unknown"))
    ax = draw_success_rates(Figure().subplots(), [wrong, no_word])
    assert [text.get_text() for text in ax.texts[:4]] == ["✗", "solves", "–", "open"]


@pytest.mark.parametrize("n", [1, 10, 30])
def test_rows_do_not_overlap(perceptron_trials: list[Trial], n: int) -> None:
    fig = Figure(figsize=(7.2, 0.25 * n + 1))
    ax = draw_success_rates(fig.subplots(), (perceptron_trials * 10)[:n])
    fig.draw_without_rendering()
    boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
    assert all(above.y0 >= below.y1 for above, below in pairwise(boxes))
    assert all(text.get_window_extent().x1 <= fig.bbox.x1 for text in ax.texts)
