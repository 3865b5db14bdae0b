"""The laws of learning with steps of constant size, beside a simulation and the known limits."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory.models.adaline import Adaline, AdalineState
from neurohistory.theory.learning_curve import decay, excess_error, misadjustment, time_constant

N = 9  # gains


def taught(alpha: float, noise: float, n_patterns: int) -> NDArray[np.float64]:
    """The excess error of 2,000 learners after each pattern, on average: (pattern,)."""
    rng = np.random.default_rng(7)
    teacher = np.full(N, 1 / 3)  # of length 1
    learners = 2000
    state = AdalineState(
        np.zeros(learners),
        np.zeros((N - 1, learners)),
        np.full(learners, alpha / N),
        np.zeros(learners, int),
    )
    excess = [1.0]
    for _ in range(n_patterns):
        x = rng.choice([-1.0, 1.0], size=(N, learners))
        x[0] = 1
        gains = np.vstack([state.bias, state.weights])
        error = ((teacher[:, None] - gains) * x).sum(axis=0) + noise * rng.standard_normal(learners)
        gains = gains + alpha / N * error * x
        state = state._replace(bias=gains[0], weights=gains[1:])
        excess.append(float(excess_error(state.bias, state.weights, teacher).mean()))
    return np.array(excess)


@pytest.mark.parametrize("alpha", [0.3, 1.0, 1.7])
def test_every_pattern_shrinks_the_excess_by_the_factor(alpha: float) -> None:
    measured = taught(alpha, 0.0, 20)
    assert measured == pytest.approx(decay(alpha, N) ** np.arange(21), abs=0.02)


@pytest.mark.parametrize("alpha", [0.3, 1.0])
def test_with_noise_it_ends_at_the_misadjustment(alpha: float) -> None:
    measured = taught(alpha, 1.0, 120)
    assert measured[-40:].mean() == pytest.approx(misadjustment(alpha), rel=0.03)


def test_a_step_of_the_model_is_the_step_of_the_law() -> None:
    # One learner, one pattern: alpha of the error is gone.
    model, rng = Adaline(order="cyclic", max_epochs=1, learning_rate=0.4), np.random.default_rng(0)
    X, target = rng.choice([-1.0, 1.0], size=(1, N - 1)), np.array([1.0])
    before = model.start(X, target, 1, rng)
    after = next(model.learn(before, X, target, rng))
    error_before, error_after = (target - model.respond(state, X)[:, 0] for state in (before, after))
    assert error_after == pytest.approx(0.6 * error_before)


def test_speed_is_the_same_on_both_sides_of_the_whole_error_and_none_at_two() -> None:
    assert decay(0.5, N) == decay(1.5, N) > decay(1.0, N)
    assert decay(2.0, N) == 1
    assert time_constant(1.0, 17) == pytest.approx(16.5, abs=0.01)
    assert time_constant(0.01, N) == pytest.approx(N / (0.01 * 1.99), rel=0.01)
