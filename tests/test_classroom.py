"""Examples that are worked by hand in books and lectures, to the last digit that is printed there."""

from __future__ import annotations

import math

import numpy as np
import pytest

from neurohistory import trace, train
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.models.perceptron import Perceptron
from neurohistory.network.activations import ACTIVATIONS
from neurohistory.network.costs import COSTS
from neurohistory.network.optimizers import GradientDescent
from neurohistory.network.propagation import Network

# Apples and oranges: M. T. Hagan, H. B. Demuth and M. H. Beale, Neural Network Design, chapter 4 ------


def test_apples_and_oranges() -> None:
    # Shape, texture and weight of an orange, which is a no, and an apple, which is a yes.  From
    # W = [0.5 -1 -0.5] and b = 0.5 the book shows orange, apple, orange, and all is right then.
    X, target = np.array([[1.0, -1.0, -1.0], [1.0, 1.0, -1.0]]), np.array([-1.0, 1.0])
    start = {"weights": [0.5, -1.0, -0.5], "bias": 0.5}
    lines = list(trace(Perceptron(order="cyclic"), X, target, initial=start))
    assert [(line.net, line.output, line.error) for line in lines[:4]] == [
        (2.5, 1, -1),
        (-1.5, 0, 1),
        (0.5, 1, -1),
        (0.5, 1, 0),
    ]
    told = [[*line.after.values()] for line in lines[:3]]  # the bias first
    assert told == [[-0.5, -0.5, 0, 0.5], [0.5, 0.5, 1, -0.5], [-0.5, -0.5, 2, 0.5]]
    unit = Perceptron(order="cyclic").fit(X, ["a fruit of another kind", "an apple"], initial=start)
    assert [*unit.named_weights(unit.state_).values()] == told[-1]


# AND with a dead zone: L. Fausett, Fundamentals of Neural Networks (1994), section 2.3 -----------------

FAUSETT = Perceptron(order="cyclic", initial_scale=0, dead_zone=0.2)


def course(X: list[list[int]], target: list[int]) -> list[list[float]]:
    """The weights w1, w2 and b at the end of each epoch, from zero."""
    lines = list(trace(FAUSETT, np.array(X, dtype=float), np.array(target, dtype=float)))
    ends = {line.epoch: [*line.after.values()] for line in lines}
    return [[*weights, bias] for bias, *weights in ends.values()]


def test_and_of_binary_inputs_and_bipolar_targets_takes_ten_epochs() -> None:
    # Example 2.11: theta = 0.2 and alpha = 1.  The net inputs of the first two epochs are printed, and
    # the tenth ends with the weights 2 and 3 and the bias -4, with which nothing is wrong.
    X, target = [[1, 1], [1, 0], [0, 1], [0, 0]], [1, -1, -1, -1]
    epochs = course(X, target)
    assert epochs[:2] == [[0, 0, -1], [0, 0, -2]]
    assert epochs[-1] == [2, 3, -4]
    assert len(epochs) == 10
    lines = list(trace(FAUSETT, np.array(X, dtype=float), np.array(target, dtype=float)))
    assert [line.net for line in lines[:8]] == [0, 2, 1, -1, -1, 1, 0, -2]
    assert [line.output for line in lines[:8]] == [0.5, 1, 1, 0, 0, 1, 0.5, 0]


def test_and_of_bipolar_inputs_and_targets_takes_two_epochs() -> None:
    # Example 2.12: after the first epoch nothing is wrong.
    epochs = course([[1, 1], [1, -1], [-1, 1], [-1, -1]], [1, -1, -1, -1])
    assert epochs == [[1, 1, -1], [1, 1, -1]]


# A 2-2-2 network: M. Mazur, "A step by step backpropagation example", mattmazur.com, 17 March 2015 -----

MAZUR = {
    "Theta1": [[0.35, 0.35], [0.15, 0.25], [0.20, 0.30]],  # the biases first
    "Theta2": [[0.60, 0.60], [0.40, 0.50], [0.45, 0.55]],
}
MAZUR_X, MAZUR_WANTED = np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])


def test_the_network_of_two_two_two_takes_its_first_step() -> None:
    network = MultilayerPerceptron(
        2, targets=(0.01, 0.99), learning_rate=0.5, momentum=0.0, max_epochs=1
    )
    history = train(network, MAZUR_X, np.array([[-1.0, 1.0]]), initial=MAZUR)
    assert history.loss is not None
    assert f"{history.loss[0, 0]:.9f}" == "0.298371109"
    after = network.named_weights(history.end)
    assert [f"{after[f'Theta1[{i},{j}]']:.9f}" for j in (0, 1) for i in (1, 2)] == [
        "0.149780716", "0.199561432", "0.249751144", "0.299502287",
    ]  # fmt: skip
    assert [f"{after[f'Theta2[{i},{j}]']:.9f}" for j in (0, 1) for i in (1, 2)] == [
        "0.358916480", "0.408666186", "0.511301270", "0.561370121",
    ]  # fmt: skip
    outputs = network.output(network.respond(history.states[0], MAZUR_X))[0, :, 0]
    assert [f"{o:.9f}" for o in outputs] == ["0.751365070", "0.772928465"]


def test_the_network_of_two_two_two_goes_on() -> None:
    # The biases stay as they are there, which is no rule of the model: so from its parts.
    network = Network((2, 2, 2), ACTIVATIONS["logistic"], COSTS["squared_error"])
    theta = np.concatenate([np.ravel(matrix) for matrix in MAZUR.values()])[:, None]
    rule, wanted, errors = GradientDescent(learning_rate=0.5), MAZUR_WANTED[:, :, None], []
    for t in range(1, 10_001):
        errors.append(float(network.cost_of(theta, MAZUR_X, wanted)[0]))
        gradient = network.gradient(theta, MAZUR_X, wanted)
        for layer in network.layers(gradient):
            layer[0] = 0
        theta = theta + rule.update(gradient, rule.init(theta), t)[0]
    assert f"{errors[0]:.9f}" == "0.298371109"
    assert f"{errors[-1]:.10f}" == "0.0000351085"  # at the 10,000th pass
    # After the first step the weights that are printed give 0.291027774; 0.291027924 is printed.
    assert f"{errors[1]:.9f}" == "0.291027774"


def test_where_the_other_printed_numbers_of_two_two_two_come_from() -> None:
    # From a program that moves the output layer first and sends the error back through its new weights,
    # which the text does not do and we do not either.  Plain NumPy shows it.
    (b1, *W1), (b2, *W2) = (np.array(matrix) for matrix in MAZUR.values())
    V, U, x, d = np.array(W1), np.array(W2), MAZUR_X[0], MAZUR_WANTED[0]
    errors = []
    for _ in range(10_001):
        h = 1 / (1 + np.exp(-(b1 + x @ V)))
        o = 1 / (1 + np.exp(-(b2 + h @ U)))
        errors.append(((d - o) ** 2).sum() / 2)
        delta = (o - d) * o * (1 - o)
        U = U - 0.5 * np.outer(h, delta)
        V = V - 0.5 * np.outer(x, (U @ delta) * h * (1 - h))
    assert f"{errors[1]:.9f}" == "0.291027924"
    assert [f"{output:.9f}" for output in o] == ["0.015912196", "0.984065734"]


# The 1-2-1 network: Hagan, Demuth and Beale, chapter 11 ---------------------------------------------


def test_the_network_of_one_two_one_takes_its_first_step() -> None:
    # f(p) = 1 + sin(pi p / 4) at p = 1; logistic hidden units and a linear output.  The book goes down
    # the slope of e^2 with alpha = 0.1; our cost is e^2 / 2, so the step is 0.2.
    wanted = 1 + math.sin(math.pi / 4)
    network = MultilayerPerceptron(
        2, output_activation="linear", targets=(-wanted, wanted),
        learning_rate=0.2, momentum=0.0, max_epochs=1,
    )  # fmt: skip
    start = {"Theta1": [[-0.48, -0.13], [-0.27, -0.41]], "Theta2": [[0.48], [0.09], [-0.17]]}
    X, target = np.array([[1.0]]), np.array([1.0])
    line = next(trace(network, X, target, initial=start))
    assert [f"{line.output:.3f}", f"{line.error:.3f}"] == ["0.446", "1.261"]
    after = [line.after[name] for name in ("Theta2[1,0]", "Theta2[2,0]", "Theta2[0,0]")]
    assert after == pytest.approx([0.171, -0.0772, 0.732], abs=5e-4)
    assert f"{after[1]:.4f}" == "-0.0772"
    after = [line.after[f"Theta1[{i},{j}]"] for i in (1, 0) for j in (0, 1)]
    assert [f"{w:.3f}" for w in after] == ["-0.265", "-0.420", "-0.475", "-0.140"]
