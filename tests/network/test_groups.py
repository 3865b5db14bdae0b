"""Nets of groups: their gradient by differences, and as stacks of layers they learn alike."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory import parity, train
from neurohistory.catalog import load
from neurohistory.network.groups import Group, GroupedNet
from neurohistory.network.sweeps import all_within, sweep_until

WIRED = {
    "shortcuts": GroupedNet([2], [Group(1, (0,)), Group(1, (0, 1))]),
    "two groups of inputs": GroupedNet(
        [2, 1], [Group(3, (0,)), Group(2, (1,)), Group(2, (0, 2, 3)), Group(2, (1, 3, 4))]
    ),
    # two hidden units that share their weight and bias, each with an input of its own
    "ties": GroupedNet([2], [Group(2, (0,)), Group(1, (1,))], np.array([0, 0, 1, -1, -1, 1, 2, 3, 4])),
}


@pytest.mark.parametrize("name", WIRED)
@pytest.mark.parametrize("margin", [0.0, 0.1])
def test_the_gradient_is_that_of_differences(name: str, margin: float) -> None:
    net, rng = WIRED[name], np.random.default_rng(3)
    X = rng.integers(0, 2, size=(5, sum(net.inputs))).astype(float)
    d = rng.integers(0, 2, size=(5, net.groups[-1].size)).astype(float)
    theta = net.start(1.0, 2, rng)

    def cost(theta: np.ndarray) -> np.ndarray:
        off = net.forward(theta, X)[-1] - d
        return np.asarray((0.5 * np.where(abs(off) <= margin, 0, off) ** 2).sum(axis=(1, 2)))

    steps = 1e-6 * np.eye(net.n_parameters)[:, :, None]
    differences = [(cost(theta + step) - cost(theta - step)) / 2e-6 for step in steps]
    np.testing.assert_allclose(net.gradient(theta, X, d, margin=margin)[0], differences, atol=1e-8)


def test_a_stack_of_layers_learns_as_back_propagation_does() -> None:
    asked = parity(2)
    net = GroupedNet([2], [Group(2, (0,)), Group(1, (1,))])
    theta = net.start(0.5, 6, np.random.default_rng(0))
    d = asked.truth[:, None].astype(float)
    learned = sweep_until(net, theta, asked.X, d, rate=0.5, sweeps=400)
    hidden, output = net.matrices(theta)
    for start in range(6):
        model = load("backprop")(
            (2,), initialization=[hidden[start], output[start]], learning_rate=0.5, max_epochs=400
        )
        history = train(model, asked.X, asked.target, rng=0)
        right = history.mistakes[:, 0] == 0
        first = float(right.argmax()) if right.any() else np.nan
        np.testing.assert_array_equal(first, learned.sweeps[start])


def test_what_is_done_rests_and_what_is_not_goes_on() -> None:
    asked = parity(2)
    net, d = WIRED["shortcuts"], asked.truth[:, None].astype(float)
    theta = net.start(0.3, 8, np.random.default_rng(0))
    learned = sweep_until(net, theta, asked.X, d, rate=0.5, sweeps=600)
    arrived = np.isfinite(learned.sweeps)
    assert 0 < arrived.sum() < 8
    right = all_within(0.5)(net.forward(learned.theta, asked.X)[-1], d)
    np.testing.assert_array_equal(right, arrived)
    alone = sweep_until(net, theta[:, 1:2], asked.X, d, rate=0.5, sweeps=600)
    np.testing.assert_array_equal(alone.theta[:, 0], learned.theta[:, 1])


def test_ties_of_another_number_are_refused() -> None:
    with pytest.raises(ValueError, match="3 ties are not one for each of the 7 weights"):
        GroupedNet([2], [Group(1, (0,)), Group(1, (0, 1))], np.arange(3))
