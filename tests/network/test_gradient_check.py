"""The gradient check finds nothing where all is right, and finds what is wrong."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory import XOR, load
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.network.activations import ACTIVATIONS
from neurohistory.network.costs import COSTS
from neurohistory.network.gradient_check import GradientCheck, check_at_start, gradient_check
from neurohistory.network.propagation import Network
from neurohistory.network.theta import n_parameters

Array = NDArray[np.floating]

TAUGHT = [name for name, g in ACTIVATIONS.items() if g.derivative is not None]


def case(hidden: str, cost: str, decay: float = 0.5) -> tuple[Network, Array, Array, Array]:
    rng = np.random.default_rng(6)
    network = Network((3, 4, 2), ACTIVATIONS[hidden], COSTS[cost], decay)
    theta = rng.standard_normal(network.n_parameters)
    return network, theta, rng.standard_normal((5, 3)), np.eye(2)[rng.integers(0, 2, 5)]


@pytest.mark.parametrize("hidden", TAUGHT)
@pytest.mark.parametrize("cost", list(COSTS))
def test_a_right_gradient_passes_the_check(hidden: str, cost: str) -> None:
    network, theta, X, wanted = case(hidden, cost)
    check = gradient_check(network, theta, X, wanted)
    assert check.by_backpropagation.shape == check.by_differences.shape == theta.shape
    exact = network.gradient(theta[:, None], X, wanted[:, :, None])[:, 0]
    assert (check.by_backpropagation == exact).all()
    assert check.largest_difference < 1e-7


def test_the_case_without_data_agrees_to_better_than_eight_digits() -> None:
    network = Network((2, 2, 4), ACTIVATIONS["logistic"], COSTS["cross_entropy"], 4.0)
    X, wanted = np.cos([[1, 2], [3, 4], [5, 6]]), np.eye(4)[[3, 1, 2]]
    assert gradient_check(network, np.arange(1, 19) / 10, X, wanted).largest_difference < 1e-8


@pytest.mark.parametrize("cost", list(COSTS))
def test_a_wrong_derivative_of_the_hidden_units_is_found(cost: str) -> None:
    network, theta, X, wanted = case("tanh", cost)
    wrong = replace(ACTIVATIONS["tanh"], derivative=lambda z, a: 1 - a)
    assert gradient_check(replace(network, hidden=wrong), theta, X, wanted).largest_difference > 0.05


def test_a_wrong_delta_of_the_outputs_is_found() -> None:
    network, theta, X, wanted = case("tanh", "cross_entropy")
    doubled = replace(network.cost, delta=lambda z, d, g: 2 * network.cost.delta(z, d, g))
    check = gradient_check(replace(network, cost=doubled, weight_decay=0.0), theta, X, wanted)
    assert check.by_backpropagation == pytest.approx(2 * check.by_differences, rel=1e-5, abs=1e-9)
    assert check.largest_difference == pytest.approx(1, abs=1e-5)


def test_the_difference_is_told_as_a_share_of_the_largest_slope() -> None:
    assert GradientCheck(np.array([4.0, 0.0]), np.array([4.0, 0.2])).largest_difference == 0.05
    assert GradientCheck(np.zeros(2), np.zeros(2)).largest_difference == 0


def test_a_smaller_step_comes_nearer_as_its_square() -> None:
    network, theta, X, wanted = case("logistic", "cross_entropy")
    coarse, fine = (
        gradient_check(network, theta, X, wanted, step=h).largest_difference for h in (1e-1, 1e-2)
    )
    assert coarse / fine == pytest.approx(100, rel=0.05)


def test_weights_in_single_precision_are_checked_in_double() -> None:
    network, theta, X, wanted = case("tanh", "cross_entropy")
    assert gradient_check(network, theta.astype(np.float32), X, wanted).largest_difference < 1e-7


def test_the_check_leaves_the_weights_alone() -> None:
    network, theta, X, wanted = case("tanh", "cross_entropy")
    before = theta.copy()
    gradient_check(network, theta, X, wanted)
    assert (theta == before).all()


@pytest.mark.parametrize("n_classes", [2, 3])
def test_a_model_is_checked_weight_by_weight_at_its_start(n_classes: int) -> None:
    unit = MultilayerPerceptron((3,), "tanh", "cross_entropy", weight_decay=0.3)
    target = XOR.target if n_classes == 2 else 2 * np.eye(3)[[0, 1, 2, 1]] - 1
    rows, apart = check_at_start(unit, XOR.X, target, seed=4)
    start = unit.start(XOR.X, target, 1, np.random.default_rng(4))
    assert {row["weight"]: row["value"] for row in rows} == unit.named_weights(start)
    assert 0 < apart < 1e-7
    # The gradient is also the step that plain descent takes from there.
    descent = unit.set_params(optimizer="gradient_descent", learning_rate=1.0)
    after = next(descent.learn(start, XOR.X, target, np.random.default_rng(0)))
    exact = np.array([row["by back-propagation"] for row in rows])
    assert exact == pytest.approx((start.theta - after.theta)[:, 0], abs=1e-14)
    by_differences = np.array([row["by differences"] for row in rows])
    difference = np.array([row["difference"] for row in rows])
    assert difference == pytest.approx(exact - by_differences, abs=1e-16)
    assert apart == pytest.approx(np.abs(difference).max() / np.abs(by_differences).max())


def test_a_model_without_a_network_has_nothing_to_check() -> None:
    with pytest.raises(ValueError, match="Perceptron is no network with a gradient to check"):
        check_at_start(load("perceptron")(), XOR.X, XOR.target)


@pytest.mark.parametrize("sizes", [(100_000_000,), (400, 400), (10**9, 10**9)])
def test_a_network_that_is_too_large_is_told_before_it_is_made(sizes: tuple[int, ...]) -> None:
    n_weights = n_parameters((2, *sizes, 1))
    with pytest.raises(ValueError, match=f"{n_weights:,} weights is too much to check"):
        check_at_start(MultilayerPerceptron(sizes), XOR.X, XOR.target)


def test_a_large_network_is_checked_a_part_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("neurohistory.network.gradient_check._MAX_NUMBERS", 100)
    model = MultilayerPerceptron((3, 3), "relu", initialization="he")
    told: list[tuple[int, int]] = []
    in_parts = check_at_start(model, XOR.X, XOR.target, 0, lambda *of: told.append(of))
    monkeypatch.undo()
    whole = check_at_start(model, XOR.X, XOR.target, 0)
    assert [(row["weight"], row["kink"]) for row in in_parts[0]] == [
        (row["weight"], row["kink"]) for row in whole[0]
    ]
    assert in_parts[1] == pytest.approx(whole[1], rel=1e-3)
    assert told == [(4, 25), (8, 25), (12, 25), (16, 25), (20, 25), (24, 25), (25, 25)]
