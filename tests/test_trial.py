"""Trials: what one model answers to its problem, from one of many starts."""

from __future__ import annotations

import numpy as np

from neurohistory import XOR, run
from neurohistory.answers import count_mistakes
from neurohistory.problems import get_problem


def test_the_answers_of_each_start_are_what_was_counted() -> None:
    trial = run("perceptron", XOR, starts=5)
    for start in range(5):
        answers = trial.answers(start)
        assert answers.dtype == bool
        assert (answers != XOR.truth).sum() == trial.history.mistakes[-1, start]


def test_of_several_classes_the_answers_are_their_numbers() -> None:
    trial = run("backprop:max_epochs=3", get_problem("digits"), starts=1)
    right = trial.problem.target.argmax(axis=1)
    assert (trial.answers() != right).sum() == trial.history.mistakes[-1, 0]


def test_of_several_bits_each_is_answered() -> None:
    trial = run("backprop:max_epochs=5", get_problem("NEGATION3"), starts=2)
    wrong = trial.answers(1) != (trial.problem.target > 0)
    assert wrong.shape == trial.problem.target.shape
    assert wrong.any(axis=1).sum() == trial.history.mistakes[-1, 1]


def test_what_is_counted_is_what_the_scores_say() -> None:
    model = run("perceptron", XOR, starts=1).model
    scores = np.array([[1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]])  # (example, start)
    assert count_mistakes(model, scores, XOR.target).tolist() == [3, 0]
