"""Hebb's rule: by hand, what it can do, what it cannot, and a referee."""

from __future__ import annotations

import numpy as np
import pytest
from neurohistory import AND, OR, XOR, Problem, run, train
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.testing import check_model
from neurohistory.theory import Verdict

from neurohistory_hebb import HebbianUnit, HebbState

ALL_GATES = [view for gate in TWO_INPUT.values() for view in (gate, gate.bipolar)]


def test_keeps_the_contract() -> None:
    check_model(HebbianUnit)


def test_one_presentation_matches_the_rule_by_hand() -> None:
    # x = (1, -1), t = -1, b = 0.5, w = (1, 2), eta = 0.1:
    # w = (1 - 0.1, 2 + 0.1) = (0.9, 2.1) and b = 0.5 - 0.1 = 0.4.
    state = HebbState(np.array([0.5]), np.array([[1.0], [2.0]]))
    unit = HebbianUnit(learning_rate=0.1)
    x, t = np.array([[1.0, -1.0]]), np.array([-1.0])
    after = next(unit.learn(state, x, t, np.random.default_rng(0)))
    assert after.weights[:, 0] == pytest.approx([0.9, 2.1])
    assert after.bias[0] == pytest.approx(0.4)


@pytest.mark.parametrize("gate", [AND.bipolar, OR.bipolar], ids=["AND", "OR"])
def test_solves_and_and_or_with_inputs_of_minus_one_and_one(gate: Problem) -> None:
    trial = run(HebbianUnit, gate, starts=10)
    assert trial.success_rate == 1
    assert trial.expectation.verdict is Verdict.SOLVES


@pytest.mark.parametrize(
    "gate", [AND, OR, XOR, XOR.bipolar], ids=["AND", "OR", "XOR", "XOR bipolar"]
)
def test_cannot_do_and_or_with_inputs_of_zero_and_one_nor_xor_at_all(
    gate: Problem,
) -> None:
    trial = run(HebbianUnit, gate, starts=10)
    assert not trial.history.ever_solved.any()
    assert trial.expectation.verdict is Verdict.CANNOT


@pytest.mark.parametrize(
    "gate", ALL_GATES, ids=[f"{g.name} {g.X.min():.0f}" for g in ALL_GATES]
)
def test_agrees_with_the_correlations(gate: Problem) -> None:
    # Referee: NumPy's own, with an input that is always 1.
    inputs = np.column_stack([np.ones(4), gate.X])
    correlations = np.einsum("nf,n->f", inputs, gate.target)
    unit = HebbianUnit(learning_rate=0.3, order="shuffled")
    history = train(unit, gate.X, gate.target, n_starts=10, rng=0)
    ends = np.vstack([history.end.bias, history.end.weights])
    assert ends == pytest.approx(np.repeat(0.3 * correlations[:, None], 10, axis=1))
    assert run(unit, gate, starts=10).agrees


@pytest.mark.parametrize("parameters", [{"learning_rate": 0.0}, {"max_epochs": 0}])
def test_refuses_parameters_that_make_no_sense(
    parameters: dict[str, float],
) -> None:
    complaint = f"{next(iter(parameters))} of HebbianUnit must be"
    with pytest.raises(ValueError, match=complaint):
        HebbianUnit(**parameters).fit(AND.X, AND.y)  # type: ignore[arg-type]
