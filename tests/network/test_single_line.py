"""Networks that are one line in the end, and networks that need not be."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.network.activations import ACTIVATIONS, get_activation
from neurohistory.network.costs import COSTS
from neurohistory.network.propagation import Network
from neurohistory.network.single_line import why_single_line


def network(*sizes: int, activation: str = "logistic") -> Network:
    return Network(sizes, ACTIVATIONS[activation], COSTS["squared_error"])


@pytest.mark.parametrize("sizes", [(3, 1), (3, 1, 1), (3, 1, 1, 1)])
def test_one_unit_a_layer_is_one_line(sizes: tuple[int, ...]) -> None:
    assert why_single_line(network(*sizes)) == "one unit a layer is a single line in the end"


def test_linear_units_are_one_line_however_many() -> None:
    assert "linear units" in why_single_line(network(2, 9, 9, 1, activation="linear"))


def test_units_that_start_alike_stay_alike() -> None:
    net = network(2, 3, 1)
    assert "start alike stay alike" in why_single_line(net, np.zeros((net.n_parameters, 1)))
    assert why_single_line(net, np.random.default_rng(0).random((net.n_parameters, 1))) == ""
    assert why_single_line(net) == ""  # nothing is known of the start


def test_units_that_start_alike_may_weigh_their_inputs_differently() -> None:
    net = network(2, 3, 1)
    theta = np.zeros((net.n_parameters, 1))
    first, last = net.layers(theta)
    first[:] = np.array([[0.1], [0.2], [0.3]])[:, :, None]  # bias and two inputs, the same to each unit
    last[:] = 0.5
    assert "start alike stay alike" in why_single_line(net, theta)
    last[1] = 0.4  # the first unit weighs less than the other two
    assert why_single_line(net, theta) == ""
    last[1], first[2, 0] = 0.5, 0.4  # or sees the second input otherwise
    assert why_single_line(net, theta) == ""


def test_a_unit_that_rises_and_falls_is_no_line() -> None:
    bump = get_activation((lambda z: np.exp(-(z**2)), lambda z: -2 * z * np.exp(-(z**2))))
    assert why_single_line(Network((2, 1, 1), bump, COSTS["squared_error"])) == ""
