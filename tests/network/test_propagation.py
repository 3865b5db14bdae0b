"""Forward and backward: against a loop over single units, and against differences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory.network.activations import ACTIVATIONS
from neurohistory.network.costs import squared_error, squared_error_slope
from neurohistory.network.parameters import layers, n_parameters
from neurohistory.network.propagation import backward, forward, net_input

SIZES = st.lists(st.integers(1, 4), min_size=2, max_size=4)
NAMES = st.sampled_from(list(ACTIVATIONS))


def unit_by_unit(thetas: list[np.ndarray], x: np.ndarray, replica: int, name: str) -> list[float]:
    """One network's answer to one example, in plain loops."""
    signals = [float(value) for value in x]
    for theta in thetas:
        nets = []
        for unit in range(theta.shape[1]):
            net = theta[0, unit, replica]
            for below, signal in enumerate(signals, start=1):
                net += theta[below, unit, replica] * signal
            nets.append(net)
        g = np.tanh if name == "tanh" else (lambda z: 1 / (1 + np.exp(-z)))
        signals = [float(g(net)) for net in nets]
    return signals


@given(SIZES, NAMES, st.integers(1, 3), st.integers(0, 999))
def test_forward_is_what_units_compute_one_by_one(
    sizes: list[int], name: str, n_replicas: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((3, sizes[0]))
    thetas = layers(rng.standard_normal((n_parameters(sizes), n_replicas)), sizes)
    activations = forward(thetas, X, ACTIVATIONS[name])
    assert activations[0] is X
    assert [a.shape[1] for a in activations] == sizes
    for example, replica in np.ndindex(3, n_replicas):
        wanted = unit_by_unit(thetas, X[example], replica, name)
        assert activations[-1][example, :, replica] == pytest.approx(wanted, abs=1e-12)


@given(SIZES, NAMES, st.integers(1, 3), st.integers(0, 999))
def test_backward_is_the_numerical_gradient(
    sizes: list[int], name: str, n_replicas: int, seed: int
) -> None:
    rng, g = np.random.default_rng(seed), ACTIVATIONS[name]
    X, wanted = rng.standard_normal((4, sizes[0])), rng.standard_normal((4, sizes[-1]))
    theta = rng.standard_normal((n_parameters(sizes), n_replicas))

    def cost(theta: np.ndarray) -> np.ndarray:
        return squared_error(forward(layers(theta, sizes), X, g)[-1], wanted)

    activations = forward(layers(theta, sizes), X, g)
    slope = squared_error_slope(activations[-1], wanted)
    gradient = backward(layers(theta, sizes), activations, slope, g)
    assert gradient.shape == theta.shape
    step = 1e-5
    for i in range(len(theta)):
        nudge = step * (np.arange(len(theta)) == i)[:, None]
        numerical = (cost(theta + nudge) - cost(theta - nudge)) / (2 * step)
        assert gradient[i] == pytest.approx(numerical, abs=1e-7)


@pytest.mark.parametrize("n_replicas", [1, 3])
def test_shared_and_repeated_data_give_the_same_net_input(n_replicas: int) -> None:
    rng = np.random.default_rng(0)
    X, theta = rng.standard_normal((5, 2)), rng.standard_normal((3, 4, n_replicas))
    repeated = np.repeat(X[:, :, None], n_replicas, axis=2)
    assert net_input(X, theta) == pytest.approx(net_input(repeated, theta), abs=1e-14)


def test_a_chain_of_logistic_units_passes_at_most_a_quarter_of_the_slope_per_layer() -> None:
    # The vanishing gradient: weights 1, biases 0, four layers on top of the first weight.
    g, sizes = ACTIVATIONS["logistic"], [1, 1, 1, 1, 1]
    theta = np.array([[0.0], [1.0]] * 4)
    activations = forward(layers(theta, sizes), np.array([[1.0]]), g)
    gradient = backward(layers(theta, sizes), activations, np.ones((1, 1, 1)), g)
    from_first_to_last = np.abs(gradient[1::2, 0])  # of the weights, input side first
    assert from_first_to_last[0] <= 0.25**4
    assert (np.diff(from_first_to_last) > 0).all()
