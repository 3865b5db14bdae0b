"""The grid: every model, with its variants, on the gates from 200 starts, against theory."""

from __future__ import annotations

from typing import Any

import pytest

from neurohistory import HistoricalClassifier, Problem, run, timeline
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.testing import settings
from neurohistory.theory import Verdict

Model = HistoricalClassifier[Any]
MODELS = timeline().models
STARTS = 200
GRID = [
    pytest.param(model(**parameters), id=f"{name}-{label}")
    for name, model in MODELS.items()
    for label, parameters in settings(model).items()
]
# One line and nothing else.
LINEAR: dict[str, dict[str, Any]] = {
    "logistic_unit": {},
    "perceptron": {},
    "adaline": {},
    "minsky_papert": {},
    "svm": {"kernel": "linear"},
}


@pytest.mark.parametrize("model", GRID)
@pytest.mark.parametrize("bipolar", [False, True], ids=["0 and 1", "-1 and +1"])
@pytest.mark.parametrize("name", ["AND", "OR", "XOR"])
def test_no_run_disagrees_with_theory(model: Model, name: str, bipolar: bool) -> None:
    asked = TWO_INPUT[name].bipolar if bipolar else TWO_INPUT[name]
    trial = run(model, asked, starts=STARTS)
    assert trial.agrees is not False, trial.expectation.reason
    if type(model).__name__ in {"Perceptron", "Adaline", "LogisticUnit"}:
        assert trial.expectation.verdict in {Verdict.SOLVES, Verdict.CANNOT}  # no way out


@pytest.mark.parametrize("asked", TWO_INPUT.values(), ids=list(TWO_INPUT))
@pytest.mark.parametrize("name", list(LINEAR))
def test_a_linear_model_does_what_a_line_can_and_nothing_else(name: str, asked: Problem) -> None:
    trial = run(MODELS[name](**LINEAR[name]), asked, starts=STARTS)
    assert trial.agrees is True
    if asked.name in {"XOR", "XNOR"}:
        assert trial.expectation.verdict is Verdict.CANNOT
        assert not trial.history.ever_solved.any()
    else:
        assert trial.expectation.verdict is Verdict.SOLVES
        assert trial.history.solved.all()


@pytest.mark.parametrize("name", ["mcculloch_pitts", *LINEAR])
def test_every_single_unit_does_and_and_or_from_every_start_and_never_xor(name: str) -> None:
    model = MODELS[name](**LINEAR.get(name, {}))
    assert run(model, "AND", starts=STARTS).success_rate == 1
    assert run(model, "OR", starts=STARTS).success_rate == 1
    xor = run(model, "XOR", starts=STARTS)
    assert not xor.history.ever_solved.any()
    assert (xor.history.mistakes >= 1).all()


@pytest.mark.parametrize(
    "spec",
    [
        *(name for name in MODELS if name not in {"mcculloch_pitts", *LINEAR}),
        "minsky_papert:predicate_order=2",
        "svm",
        "svm:kernel=poly",
    ],
)
def test_what_is_more_than_a_line_does_xor(spec: str) -> None:
    trial = run(spec, "XOR", starts=STARTS)
    always = trial.expectation.verdict is Verdict.SOLVES
    assert trial.success_rate == 1 if always else trial.success_rate > 0.5
