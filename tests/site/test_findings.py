"""Captions that are read off the trials."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory import run
from neurohistory.report.text import percent
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


def test_what_mistakes_are_left(perceptron: list[Trial], mark_i: list[Trial]) -> None:
    mean = perceptron[2].history.mistakes[-1].mean()
    expected = f"**The mistakes on AND and OR go to zero; in the mean {mean:.1f} of XOR are left.**"
    assert findings.of_learning(perceptron) == expected
    assert findings.of_learning(mark_i) == "**In the end no mistake is left.**"
    assert findings.of_learning(perceptron[2:]) == f"**In the mean {mean:.1f} of XOR are left.**"


def test_from_how_many_starts(perceptron: list[Trial]) -> None:
    assert (
        findings.of_success(perceptron) == "**It solves AND and OR from every start and XOR from none.**"
    )
    some = run("backprop:hidden_layer_sizes=2", "XOR", starts=40)
    assert 0 < some.success_rate < 1
    assert findings.of_success([perceptron[0], some]) == (
        f"**It solves AND from every start and XOR from {percent(some.success_rate)} of them.**"
    )


def test_whether_weights_come_to_rest() -> None:
    epochs = np.arange(100)
    still, moving = np.minimum(epochs, 20.0), epochs % 4.0
    assert findings.of_weights({"AND": {"w": still}, "XOR": {"w": moving}}) == (
        "**The weights of AND are at rest in the end, and those of XOR still on the move.**"
    )
    assert findings.of_weights({"AND": {"w": still}}) == "**The weights of AND are at rest in the end.**"
    assert findings.of_weights({"XOR": {"w": moving}}) == "**The weights of XOR are still on the move.**"
