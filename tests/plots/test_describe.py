from __future__ import annotations

from dataclasses import replace

import numpy as np

from neurohistory import AND, XOR, Problem, Trial, run, surface
from neurohistory.plots import describe_region, describe_trials
from neurohistory.surfaces import Surface
from neurohistory.theory import Expectation, Verdict

GRID = np.linspace(-1.5, 1.5, 31)
X, Y = np.meshgrid(GRID, GRID)


def above(gate: Problem, wrong: list[bool]) -> Surface:
    return Surface(gate, GRID, GRID, (X + Y - 0.5)[None], np.array([wrong]))


def test_a_region_in_words() -> None:
    assert describe_region(above(XOR, [False, False, False, True])) == (
        "XOR: the model answers yes in 36 % of the square; 00 no, 01 yes, 10 yes, 11 yes; wrong: 11."
    )


def test_the_answers_are_the_models_and_not_read_off_the_grid() -> None:
    said = describe_region(above(XOR, [True, False, False, False]))
    assert said.endswith("00 yes, 01 yes, 10 yes, 11 no; wrong: 00.")


def test_bipolar_cases_are_written_out() -> None:
    said = describe_region(above(AND.bipolar, [False] * 4))
    assert said.endswith("(-1, -1) no, (-1, 1) no, (1, -1) no, (1, 1) yes; all right.")


def test_of_many_examples_the_wrong_ones_are_counted() -> None:
    trial = run("logistic_unit:max_epochs=3", "moons", starts=1)
    said = describe_region(surface(trial.model, trial.history.end, trial.problem, resolution=5))
    assert said.endswith(f"; of 300 examples it answers {trial.history.mistakes[-1, 0]} wrongly.")


def test_trials_in_words(perceptron_trials: list[Trial]) -> None:
    said = describe_trials(perceptron_trials[1:])
    assert said == (
        "perceptron on OR: 30 of 30 starts solve it; theory proves that all do, and the run agrees. "
        "perceptron on XOR: 0 of 30 starts solve it; theory proves that none can, and the run agrees."
    )


def test_an_interval_is_said_where_nothing_is_proved(perceptron_trials: list[Trial]) -> None:
    measured = replace(perceptron_trials[2], expectation=Expectation(Verdict.OPEN, ""))
    alike = replace(measured, starts_differ=False)
    assert "0 of 30 starts solve it (0 %, 95 % interval 0 to 11 %); " in describe_trials([measured])
    assert describe_trials([alike]) == (
        "perceptron on XOR: the one run, always alike, does not solve it; theory does not say."
    )


def test_a_single_start_is_one() -> None:
    assert "perceptron on XOR: 0 of 1 start solves it; " in describe_trials(
        [run("perceptron", XOR, starts=1)]
    )


def test_disagreement_and_silence_are_said(perceptron_trials: list[Trial]) -> None:
    trial = perceptron_trials[2]
    against = replace(trial, expectation=Expectation(Verdict.SOLVES, ""))
    silent = replace(trial, expectation=Expectation(Verdict.OPEN, ""))
    assert describe_trials([against]).endswith("and the run disagrees.")
    assert describe_trials([silent]).endswith("theory does not say.")
