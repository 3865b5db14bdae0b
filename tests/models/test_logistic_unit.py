"""The logistic unit: the neuron of the lecture, its slope, and its rest at ln 2."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from neurohistory import AND, OR, XOR, Problem, get_problem, train
from neurohistory.models.logistic_unit import LogisticUnit, LogisticUnitState
from neurohistory.theory import Verdict


def set_by_hand(bias: float, *weights: float) -> LogisticUnitState:
    return LogisticUnitState(np.array([bias]), np.array(weights)[:, None], np.array([0]))


def test_one_presentation_matches_the_rule_by_hand() -> None:
    # From zero, on AND: h = 1/2 everywhere, so y - h = -1/2, -1/2, -1/2, +1/2.
    # Mean over the four cases: for b (-3/2 + 1/2)/4 = -1/4; for w1, where x1 = 1 in cases 10 and 11,
    # (-1/2 + 1/2)/4 = 0; the same for w2.  With eta = 2: b = -1/2, w = (0, 0).
    # Next step: h = 1/(1 + e^(1/2)) = p everywhere; w1 moves by 2 (-p + 1 - p)/4 = (1 - 2p)/2.
    unit, rng = LogisticUnit(learning_rate=2.0, initial_scale=0), np.random.default_rng(0)
    learning = unit.learn(unit.start(AND.X, AND.target, 1, rng), AND.X, AND.target, rng)
    first, second = next(learning), next(learning)
    assert first.bias[0] == pytest.approx(-0.5)
    assert first.weights[:, 0] == pytest.approx([0, 0])
    p = 1 / (1 + np.exp(0.5))
    assert second.weights[:, 0] == pytest.approx([(1 - 2 * p) / 2] * 2)
    assert second.bias[0] == pytest.approx(-0.5 + 2 * (1 - 4 * p) / 4)
    assert second.updates.tolist() == [2]


@pytest.mark.parametrize(("asked", "bias"), [(AND, -30.0), (OR, -10.0)], ids=repr)
def test_solves_with_the_weights_of_the_lecture(asked: Problem, bias: float) -> None:
    # h = g(bias + 20 x1 + 20 x2): the rows of the lecture's tables are g(-30), g(-10), g(-10), g(10)
    # for AND and g(-10), g(10), g(10), g(30) for OR.
    unit = LogisticUnit()
    scores = unit.respond(set_by_hand(bias, 20, 20), asked.X)
    assert scores[:, 0].tolist() == [bias, bias + 20, bias + 20, bias + 40]
    h = unit.output(scores)[:, 0]
    assert h == pytest.approx(1 / (1 + np.exp(-scores[:, 0])))
    assert h.round().tolist() == asked.y.tolist()
    assert np.abs(h - asked.y).max() < 1e-4


@pytest.mark.parametrize("name", ["AND", "OR", "NAND", "NOR"])
@pytest.mark.parametrize("bipolar", [True, False])
def test_solves_from_every_start(name: str, bipolar: bool) -> None:
    asked = get_problem(name).bipolar if bipolar else get_problem(name)
    history = train(LogisticUnit(), asked.X, asked.target, n_starts=300, rng=0)
    assert history.solved.all()


@pytest.mark.parametrize("asked", [XOR, XOR.bipolar], ids=["0 and 1", "-1 and +1"])
def test_cannot_do_xor_and_rests_at_ln_2(asked: Problem) -> None:
    unit = LogisticUnit(max_epochs=3000)
    history = train(unit, asked.X, asked.target, n_starts=20, rng=0, keep_states=False)
    assert not history.ever_solved.any()
    assert history.loss is not None
    assert history.loss[-1] == pytest.approx(np.log(2), abs=1e-12)
    assert history.end.weights == pytest.approx(0, abs=1e-5)
    assert history.end.bias == pytest.approx(0, abs=1e-5)
    assert unit.output(unit.respond(history.end, asked.X)) == pytest.approx(0.5, abs=1e-5)
    assert unit.expectation(asked.X, asked.target).verdict is Verdict.CANNOT


def test_the_step_is_the_slope_of_the_loss() -> None:
    # Referee: central differences of the loss, which is written apart from the rule.
    rng = np.random.default_rng(1)
    X, target = rng.standard_normal((9, 3)), rng.choice([-1.0, 1.0], 9)
    unit = LogisticUnit(learning_rate=1.0)
    start = unit.start(X, target, 5, rng)
    after = next(unit.learn(start, X, target, rng))
    slope = np.vstack([start.bias - after.bias, start.weights - after.weights])
    theta, step = np.vstack([start.bias, start.weights]), 1e-5

    def loss(theta: np.ndarray) -> np.ndarray:
        state = LogisticUnitState(theta[0], theta[1:], start.updates)
        return unit.loss(unit.respond(state, X), target)

    for i in range(4):
        nudge = step * (np.arange(4) == i)[:, None]
        numerical = (loss(theta + nudge) - loss(theta - nudge)) / (2 * step)
        assert slope[i] == pytest.approx(numerical, abs=1e-9)


def test_the_loss_never_rises_with_a_small_step() -> None:
    history = train(LogisticUnit(learning_rate=0.5), XOR.X, XOR.target, n_starts=50, rng=0)
    assert history.loss is not None
    assert (np.diff(history.loss, axis=0) <= 1e-15).all()


def test_the_loss_does_not_overflow_where_the_formula_would() -> None:
    unit = LogisticUnit()
    scores = unit.respond(set_by_hand(-5000, 0, 0), AND.X)
    assert unit.loss(scores, AND.target) == pytest.approx(5000 / 4)


def test_agrees_with_the_logistic_regression_of_scikit_learn() -> None:
    rng = np.random.default_rng(2)
    X = rng.standard_normal((60, 2))
    y = (X @ [1.5, -1.0] + 0.5 + rng.logistic(size=60) > 0).astype(int)
    referee = LogisticRegression(C=np.inf, tol=1e-12, max_iter=1000).fit(X, y)
    unit = LogisticUnit(learning_rate=4.0, max_epochs=4000, random_state=0).fit(X, y)
    assert unit.state_.weights[:, 0] == pytest.approx(referee.coef_[0], abs=1e-5)
    assert unit.state_.bias[0] == pytest.approx(referee.intercept_[0], abs=1e-5)
    probability = unit.output(unit.decision_function(X))
    assert probability == pytest.approx(referee.predict_proba(X)[:, 1], abs=1e-5)


@pytest.mark.parametrize(
    "short",
    [
        {"max_epochs": 2},
        {"learning_rate": 0.01},
        {"initial_scale": 50},
        {"learning_rate": 100, "max_epochs": 1},
    ],
)
def test_theory_is_open_where_the_epochs_may_not_suffice(short: dict[str, Any]) -> None:
    assert LogisticUnit().expectation(AND.X, AND.target).verdict is Verdict.SOLVES
    expected = LogisticUnit(**short).expectation(AND.X, AND.target)
    assert expected.verdict is Verdict.OPEN
    assert "so few epochs" in expected.reason
