"""Weights that are used many times: the gradient is that of one weight, and places are all alike."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.network.groups import GroupedNet
from neurohistory.network.sharing import fields, unfolded


@pytest.mark.parametrize("net", [unfolded(3, 3), fields(4, 2)], ids=["unfolded", "fields"])
def test_the_gradient_of_a_shared_weight_is_that_of_differences(net: GroupedNet) -> None:
    rng = np.random.default_rng(0)
    X = rng.integers(0, 2, size=(5, net.inputs[0])).astype(float)
    d = rng.random((5, net.groups[-1].size))
    theta, h = net.start(1.0, 1, rng), 1e-6

    def error(at: np.ndarray) -> float:
        return 0.5 * float(((net.output(at, X)[:, :, 0] - d) ** 2).sum())

    moves = h * np.eye(net.n_parameters)[:, :, None]
    differences = [(error(theta + move) - error(theta - move)) / (2 * h) for move in moves]
    assert net.gradient(theta, X, d)[0][:, 0] == pytest.approx(differences, abs=1e-8)


def test_an_unfolded_net_is_one_layer_used_again() -> None:
    net, once = unfolded(3, 2), unfolded(3, 1)
    rng = np.random.default_rng(1)
    theta, X = net.start(1.0, 1, rng), rng.random((4, 3))
    after_one = once.output(theta, X)[:, :, 0]
    assert net.output(theta, X)[:, :, 0] == pytest.approx(once.output(theta, after_one)[:, :, 0])


def test_a_field_does_not_care_where_a_thing_is() -> None:
    net = fields(6, 2)
    theta = net.start(1.0, 1, np.random.default_rng(2))
    here, there = np.zeros((6, 6)), np.zeros((6, 6))
    here[1:3, 1], there[3:5, 4] = 1, 1
    X = np.stack([here.ravel(), there.ravel()])
    one, other = net.output(theta, X)[:, 0, 0]
    assert one == pytest.approx(other)
