"""ADALINE: the rule by hand, the least-squares answer, and the laws of its learning curve."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory import AND, OR, XOR, Problem, get_problem, train
from neurohistory.contract import DivergenceError
from neurohistory.models.adaline import Adaline, AdalineState
from neurohistory.theory import Verdict
from neurohistory.theory.learning_curve import least_squares

LINE = np.array([[0.0], [1.0]])


def bipolar_patterns(n: int, n_inputs: int, rng: np.random.Generator) -> np.ndarray:
    return rng.choice([-1.0, 1.0], size=(n, n_inputs))


def test_one_presentation_matches_the_rule_by_hand() -> None:
    # x = (1, -1), t = 1, b = 0.5, w = (1, 2): s = 0.5 + 1 - 2 = -0.5, e = 1.5.
    # Three gains, so 2 mu = alpha/3; with alpha = 0.6 it is 0.2, and each gain moves by 0.3:
    # b = 0.8, w = (1.3, 1.7).  The new s is 0.8 + 1.3 - 1.7 = 0.4: e fell by 0.6 of itself to 0.6.
    unit, rng = Adaline(learning_rate=0.6), np.random.default_rng(0)
    X, target = np.array([[1.0, -1.0]]), np.array([1.0])
    state = unit.start(X, target, 1, rng)._replace(
        bias=np.array([0.5]), weights=np.array([[1.0], [2.0]])
    )
    assert state.two_mu[0] == pytest.approx(0.2)
    after = next(unit.learn(state, X, target, rng))
    assert after.bias[0] == pytest.approx(0.8)
    assert after.weights[:, 0] == pytest.approx([1.3, 1.7])
    assert after.updates.tolist() == [1]
    assert target - unit.respond(after, X)[:, 0] == pytest.approx((1 - 0.6) * 1.5)


@given(st.integers(1, 20), st.floats(0.05, 1.95), st.integers(0, 2**32 - 1))
def test_a_presentation_removes_the_share_alpha_of_a_patterns_error(
    n_inputs: int, alpha: float, seed: int
) -> None:
    # At alpha = 1 the whole error: each of the 17 gains of 1960 took 1/17 of it.
    rng = np.random.default_rng(seed)
    X, target = bipolar_patterns(1, n_inputs, rng), np.array([1.0])
    unit = Adaline(learning_rate=alpha)
    start = unit.start(X, target, 4, rng)
    before = target - unit.respond(start, X)[0]
    after = target - unit.respond(next(unit.learn(start, X, target, rng)), X)[0]
    assert after == pytest.approx((1 - alpha) * before, abs=1e-9)


def test_at_alpha_one_a_single_pattern_loses_its_whole_error() -> None:
    X, target = bipolar_patterns(1, 16, np.random.default_rng(0)), np.array([-1.0])
    unit = Adaline(learning_rate=1.0, max_epochs=1)
    history = train(unit, X, target, n_starts=5, rng=0)
    assert unit.respond(history.end, X) == pytest.approx(-1)
    moved = np.vstack([history.end.bias, history.end.weights]) - np.vstack(
        [history.states[0].bias, history.states[0].weights]
    )
    error = target - unit.respond(history.states[0], X)[0]
    assert np.abs(moved) == pytest.approx(np.repeat(np.abs(error)[None] / 17, 17, axis=0))


@pytest.mark.parametrize(
    ("asked", "weights", "mse"),
    [
        (AND.bipolar, [-0.5, 0.5, 0.5], 0.25),
        (OR.bipolar, [0.5, 0.5, 0.5], 0.25),
        (XOR.bipolar, [0, 0, 0], 1),
    ],
    ids=["AND", "OR", "XOR"],
)
def test_agrees_with_least_squares(asked: Problem, weights: list[float], mse: float) -> None:
    # Referee: the normal equations, and the numbers by hand.
    inputs = np.column_stack([np.ones(4), asked.X])
    assert np.linalg.solve(inputs.T @ inputs, inputs.T @ asked.target) == pytest.approx(weights)
    # A step of constant size keeps jittering about the answer; a small one stays close.
    unit = Adaline(learning_rate=0.004, max_epochs=3000)
    history = train(unit, asked.X, asked.target, n_starts=5, rng=0, keep_states=False)
    settled = np.vstack([history.end.bias, history.end.weights])
    assert settled == pytest.approx(np.repeat(np.array(weights)[:, None], 5, axis=1), abs=0.01)
    assert history.loss is not None
    assert history.loss[-1] == pytest.approx(mse, abs=1e-3)
    bias, slopes = least_squares(asked.X, asked.target)
    assert [bias, *slopes] == pytest.approx(weights, abs=1e-12)


@pytest.mark.parametrize("name", ["AND", "OR", "NAND", "NOR", "A_AND_NOT_B", "NOT_B"])
@pytest.mark.parametrize("bipolar", [True, False])
def test_solves_from_every_start(name: str, bipolar: bool) -> None:
    asked = get_problem(name).bipolar if bipolar else get_problem(name)
    assert train(Adaline(), asked.X, asked.target, n_starts=300, rng=0).solved.all()


@pytest.mark.parametrize("asked", [XOR, XOR.bipolar], ids=["0 and 1", "-1 and +1"])
def test_cannot_do_xor(asked: Problem) -> None:
    history = train(Adaline(), asked.X, asked.target, n_starts=300, rng=0)
    assert not history.ever_solved.any()
    assert Adaline().expectation(asked.X, asked.target).verdict is Verdict.CANNOT


def test_cannot_always_separate_what_a_line_separates() -> None:
    # Least squares is not separation: one example far out on the right side pulls the plane over
    # another.  On a line, "no" at 0 and 1, "yes" at 2 and 20: s(2) comes out negative.
    X, target = np.array([[0.0], [1.0], [2.0], [20.0]]), np.array([-1.0, -1.0, 1.0, 1.0])
    bias, weights = least_squares(X, target)
    assert bias + 2 * weights[0] < 0
    assert Adaline().expectation(X, target).verdict is Verdict.OPEN
    unit = Adaline(max_epochs=1000, learning_rate=0.2)
    history = train(unit, X, target, n_starts=20, rng=0, keep_states=False)
    assert not history.solved.any()


@pytest.mark.parametrize("alpha", [1.0, 0.5, 1 / 17])
def test_the_excess_error_shrinks_by_the_law_for_independent_patterns(alpha: float) -> None:
    # With inputs of -1 and +1 the excess mean-square error is |w - w*|^2.  For each sequence of 17
    # fresh patterns the starts start from the 17 unit vectors, so their mean is the shrinking of
    # that sequence over all directions; w* = 0, which a target of 0 teaches.
    rng = np.random.default_rng(0)
    unit = Adaline(learning_rate=alpha, order="cyclic")
    nothing, directions = np.zeros(17), np.eye(17)
    left = []
    for _ in range(400):
        X = bipolar_patterns(17, 16, rng)
        state = unit.start(X, nothing, 17, rng)
        state = state._replace(bias=directions[0], weights=directions[1:])
        end = next(unit.learn(state, X, nothing, rng))
        left.append((end.bias**2 + (end.weights**2).sum(axis=0)).mean())
    per_pattern = np.mean(left) ** (1 / 17)
    assert per_pattern == pytest.approx(1 - alpha * (2 - alpha) / 17, abs=5e-4)


def test_the_time_constant_is_seventeen_patterns() -> None:
    # The mean over 300 sequences of 17 fresh patterns, with ten random starts each; w* = 0.
    rng = np.random.default_rng(1)
    excess = []
    for _ in range(300):
        X = bipolar_patterns(17, 16, rng)
        unit, nothing = Adaline(learning_rate=1.0, max_epochs=1), np.zeros(17)
        start = unit.start(X, nothing, 10, rng)
        states = (start, next(unit.learn(start, X, nothing, rng)))
        squares = [s.bias**2 + (s.weights**2).sum(axis=0) for s in states]
        excess.append([square.mean() for square in squares])
    before, after = np.mean(excess, axis=0)
    assert after / before == pytest.approx((16 / 17) ** 17, abs=0.015)  # 0.357
    assert after / before == pytest.approx(np.exp(-1), abs=0.03)  # 0.368


def test_misadjustment_is_alpha_over_two_minus_alpha() -> None:
    # Noise of variance 1 on the target cannot be learned: the least mean-square error is 1, and the
    # excess over it, |w - w*|^2 once the start is forgotten, is the misadjustment.  A shuffled
    # sequence of independent patterns is one, so each start has its own.
    alpha, rng = 0.5, np.random.default_rng(2)
    unit = Adaline(learning_rate=alpha, max_epochs=1)
    state = unit.start(bipolar_patterns(1, 16, rng), np.zeros(1), 100, rng)
    excess = []
    for chunk in range(30):
        X, noise = bipolar_patterns(200, 16, rng), rng.standard_normal(200)
        state = next(unit.learn(state, X, noise, rng))  # w* = 0
        if chunk:
            excess.append((state.bias**2 + (state.weights**2).sum(axis=0)).mean())
    assert np.mean(excess) == pytest.approx(alpha / (2 - alpha), rel=0.05)


@pytest.mark.parametrize("rate", [2.5, 4.0])
def test_a_rate_beyond_two_diverges_and_the_error_names_it(rate: float) -> None:
    X, target = bipolar_patterns(40, 4, np.random.default_rng(0)), np.ones(40)
    unit = Adaline(learning_rate=rate, max_epochs=1000)
    with pytest.raises(DivergenceError, match=rf"lower learning_rate={rate}"):
        train(unit, X, target, rng=0)


def test_a_rate_just_below_two_stays_finite() -> None:
    X, target = bipolar_patterns(40, 4, np.random.default_rng(0)), np.ones(40)
    history = train(Adaline(learning_rate=1.95, max_epochs=300), X, target, n_starts=5, rng=0)
    assert np.abs(history.end.weights).max() < 100


def test_every_presentation_is_an_update() -> None:
    history = train(Adaline(max_epochs=3), AND.X, AND.target, n_starts=2, rng=0)
    assert [state.updates.tolist() for state in history.states] == [[0, 0], [4, 4], [8, 8], [12, 12]]


def test_the_step_suits_inputs_of_any_size() -> None:
    # 2 mu = alpha / mean(x.x + 1): for 0 and 1 the mean of x.x is (0 + 1 + 1 + 2)/4 = 1.
    unit, rng = Adaline(learning_rate=0.1), np.random.default_rng(0)
    start: AdalineState = unit.start(AND.X, AND.target, 2, rng)
    assert start.two_mu.tolist() == [0.05, 0.05]
    assert unit.start(AND.bipolar.X, AND.target, 1, rng).two_mu == pytest.approx(0.1 / 3)


@pytest.mark.parametrize("alpha", [0.7, 0.9, 1.0])
def test_theory_is_open_where_large_steps_keep_the_weights_moving(alpha: float) -> None:
    unit = Adaline(learning_rate=alpha)
    assert train(unit, AND.X, AND.target, n_starts=200, rng=0).solved.mean() < 1
    expected = unit.expectation(AND.X, AND.target)
    assert expected.verdict is Verdict.OPEN
    assert "steps this large" in expected.reason


@pytest.mark.parametrize("short", [{"max_epochs": 1}, {"learning_rate": 1e-4}, {"initial_scale": 1e6}])
def test_theory_is_open_where_the_epochs_may_not_suffice(short: dict[str, Any]) -> None:
    expected = Adaline(**short).expectation(AND.X, AND.target)
    assert expected.verdict is Verdict.OPEN
    assert "so few epochs" in expected.reason


@pytest.mark.parametrize(
    ("X", "settings", "reason"),
    [
        # AND: s = x1 + x2 - 3/2, so the nearest is 1/2 from 0 and the least error is 1/4.  Four sigma
        # of the wobble, 4 sqrt(1/4 a / (2 - a)), reach 1/2 at a = 2/17 = 0.1176.
        (AND.X, {"learning_rate": 0.117, "max_epochs": 1000}, None),
        (AND.X, {"learning_rate": 0.118, "max_epochs": 1000}, "steps this large"),
        # No at 0, yes at 1: s = 2x - 1 without an error.  A step at x = 1 takes a 2 / (3/2) of what
        # is wrong there, all of it at a = 3/4.
        (LINE, {"learning_rate": 0.74, "max_epochs": 1000}, None),
        (LINE, {"learning_rate": 0.76, "max_epochs": 1000}, "steps this large"),
        # Twice at x = 1: now it takes a 2 / (5/3) there, and is steady up to a = 5/6.
        (np.array([[0.0], [1], [1]]), {"learning_rate": 0.82, "max_epochs": 1000}, None),
        (np.array([[0.0], [1], [1]]), {"learning_rate": 0.84, "max_epochs": 1000}, "steps this large"),
        # It lies sqrt 5 from zero, and the nearest is 1 from 0.  The bowl's flattest axis has s^2 =
        # (3 - sqrt 5)/2 = 0.382, and 2 mu = a / (3/2) = 1/3: 0.618 exp(-0.1273 n) sqrt 5 < 1 from
        # n = 2.5 on.  Starts of scale 1 are sqrt 2 + 3 farther: from n = 11.1 on.
        (LINE, {"learning_rate": 0.5, "initial_scale": 0.0, "max_epochs": 3}, None),
        (LINE, {"learning_rate": 0.5, "initial_scale": 0.0, "max_epochs": 2}, "so few epochs"),
        (LINE, {"learning_rate": 0.5, "max_epochs": 12}, None),
        (LINE, {"learning_rate": 0.5, "max_epochs": 11}, "so few epochs"),
    ],
)
def test_theory_promises_from_its_bounds_on_and_not_before(
    X: np.ndarray, settings: dict[str, Any], reason: str | None
) -> None:
    unit, target = Adaline(**settings), np.where(X.sum(axis=1) == X.sum(axis=1).max(), 1.0, -1.0)
    expected = unit.expectation(X, target)
    if reason is None:
        assert expected.verdict is Verdict.SOLVES
        assert train(unit, X, target, n_starts=300, rng=0, keep_states=False).solved.all()
    else:
        assert expected.verdict is Verdict.OPEN
        assert reason in expected.reason
