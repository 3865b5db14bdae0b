"""Captions that are read off the trials."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory import run
from neurohistory.site import findings
from neurohistory.trial import Trial


@pytest.fixture(scope="module")
def perceptron() -> list[Trial]:
    return [run("perceptron", problem, starts=20) for problem in ("AND", "OR", "XOR")]


@pytest.fixture(scope="module")
def mark_i() -> list[Trial]:
    return [run("mark_i", problem, starts=5) for problem in ("AND", "XOR")]


def test_what_is_answered_rightly_and_what_is_not(perceptron: list[Trial], mark_i: list[Trial]) -> None:
    assert findings.of_answers(perceptron) == "**AND and OR are answered rightly, and XOR is not.**"
    assert findings.of_answers(mark_i) == "**AND and XOR are answered rightly.**"
    assert findings.of_answers(perceptron[2:]) == "**XOR is not answered rightly.**"


def test_how_many_starts_still_make_mistakes(perceptron: list[Trial]) -> None:
    told = findings.of_unfinished(perceptron)
    for trial in perceptron[:2]:
        last = int(np.flatnonzero((trial.history.mistakes > 0).any(axis=1))[-1]) + 1
        assert f"n {trial.problem.name} no start makes a mistake after epoch {last}" in told
    assert told.endswith("on XOR all starts make mistakes to the end.**")


def test_which_descents_get_stuck() -> None:
    some = run("backprop:hidden_layer_sizes=2", "XOR", starts=40)
    assert 0 < some.n_solved < 40
    told = f"**{40 - some.n_solved} of 40 starts on XOR go down and get stuck.**"
    assert findings.of_descents([some]) == told
    line = [run("logistic_unit", problem, starts=5) for problem in ("AND", "XOR")]
    assert findings.of_descents(line) == (
        "**All starts go down, and on XOR the bottom is not low enough.**"
    )
    assert findings.of_descents(line[:1]) == "**Every start goes down to an answer without a mistake.**"


def test_how_many_wirings_there_are_to_choose_from() -> None:
    counts = {"AND": [5, 64, 11], "XOR": [0, 11, 64]}
    assert findings.of_designer(counts) == ("**5 do AND; none does XOR, and the best make 1 mistake.**")
