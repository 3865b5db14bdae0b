"""What theory says of every model: what it cannot, what comes about, and where it keeps silent."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from neurohistory import AND, OR, XOR, Problem, run, timeline, train
from neurohistory.catalog import make
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.network.activations import ACTIVATIONS, get_activation
from neurohistory.network.costs import get_cost
from neurohistory.network.optimizers import OPTIMIZERS
from neurohistory.network.propagation import Network
from neurohistory.network.rates import default_rate
from neurohistory.network.theta import n_parameters
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.testing import settings
from neurohistory.theory import Verdict

MODELS = timeline().models
GRID = [
    pytest.param(model(**parameters), id=f"{name}-{label}")
    for name, model in MODELS.items()
    for label, parameters in settings(model).items()
]


@pytest.mark.parametrize("model", GRID)
def test_no_model_answers_equal_inputs_in_two_ways(model: Any) -> None:
    X = np.vstack([XOR.X, XOR.X[1:2]])
    target = np.append(AND.target, 1.0)  # AND, and 01 with both answers
    assert model.expectation(X, target).verdict is Verdict.CANNOT
    assert not train(model, X, target, n_starts=20, rng=0).ever_solved.any()


@pytest.mark.parametrize("kernel", ["linear", "poly", "rbf", "sigmoid"])
def test_no_kernel_answers_equal_inputs_in_two_ways(kernel: str) -> None:
    X, target = np.zeros((2, 1)), np.array([1.0, -1.0])
    expected = make(f"svm:kernel={kernel}").expectation(X, target)
    assert expected.verdict is Verdict.CANNOT


def test_a_contradiction_among_several_classes_is_told_by_the_runner() -> None:
    X = np.array([[0.0, 0.0], [0.0, 0.0], [1.0, 0.0]])
    target = 2 * np.eye(3) - 1
    asked = Problem("contradiction", X, target, X, target, ("a", "b", "c"))
    trial = run("backprop:max_epochs=5", asked, starts=2)
    assert trial.expectation.verdict is Verdict.CANNOT
    assert "examples 0 and 1 look the same" in trial.expectation.reason
    assert trial.agrees


# What cannot be, with the certificate ----------------------------------------------------------------

ALIKE: list[dict[str, Any]] = [
    {"initialization": "zeros"},
    {"initialization": 0.0},
    {"initialization": [np.full((3, 2), 0.5), np.full((3, 1), -0.25)]},
    {"initialization": "zeros", "optimizer": "adam"},
    {"initialization": "zeros", "activation": "tanh", "hidden_layer_sizes": (3, 4)},
    {"activation": "linear"},
    {"activation": "linear", "hidden_layer_sizes": (5, 3), "cost": "cross_entropy"},
    {"hidden_layer_sizes": ()},
    {"hidden_layer_sizes": (1, 1)},
]


@pytest.mark.parametrize("parameters", ALIKE, ids=str)
def test_a_network_that_is_a_line_in_the_end_cannot_do_xor(parameters: dict[str, Any]) -> None:
    model = MultilayerPerceptron(**parameters, max_epochs=300)
    expected = model.expectation(XOR.X, XOR.target)
    assert expected.verdict is Verdict.CANNOT
    assert "multipliers (1, 1, 1, 1) prove it" in expected.reason
    assert not train(model, XOR.X, XOR.target, n_starts=20, rng=0).ever_solved.any()


def test_the_first_weights_must_be_alike_on_both_sides_of_every_unit() -> None:
    below, above = np.full((3, 2), 0.5), np.full((3, 1), 0.5)
    for matrix, entry in ((below, (0, 1)), (below, (2, 0)), (above, (2, 0))):
        start = [below.copy(), above.copy()]
        start[0 if matrix is below else 1][entry] += 0.25
        model = MultilayerPerceptron(initialization=start)
        assert model.expectation(XOR.X, XOR.target).verdict is Verdict.OPEN
    above[0] = -2.0  # the bias of the output is no unit's
    model = MultilayerPerceptron(initialization=[below, above])
    assert model.expectation(XOR.X, XOR.target).verdict is Verdict.CANNOT


@pytest.mark.parametrize(
    "spec", ["perceptron:bias=False", "adaline:bias=False", "logistic_unit:bias=False"]
)
def test_what_no_line_does_no_line_through_the_origin_does(spec: str) -> None:
    model = make(spec)
    assert model.expectation(XOR.X, XOR.target).verdict is Verdict.CANNOT
    # 00 is a no, and so are 01 and 10, which leaves no weights that add up to a yes on 11.
    assert model.expectation(AND.X, AND.target).verdict in (Verdict.OPEN, Verdict.CANNOT)
    assert not train(model, AND.X, AND.target, n_starts=20, rng=0).ever_solved.any()


# What comes about, where theory says that it depends ---------------------------------------------------


@pytest.mark.parametrize("activation", ["logistic", "tanh"])
@pytest.mark.parametrize("start", [0.3, 0.5, 1.0])
@pytest.mark.parametrize("times", [1, 4])
def test_back_propagation_does_from_some_starts_what_was_tried(
    activation: str, start: float, times: int
) -> None:
    network = Network((2, 2, 1), get_activation(activation), get_cost("squared_error"))
    rate = times * default_rate(network, n_examples=4)
    model = MultilayerPerceptron(
        (2,), activation, initialization=start, learning_rate=rate, max_epochs=300
    )
    for asked in (AND, OR, XOR, XOR.bipolar):
        assert model.expectation(asked.X, asked.target).verdict is Verdict.DEPENDS
        history = train(model, asked.X, asked.target, n_starts=100, rng=0, keep_states=False)
        assert history.ever_solved.any()


@pytest.mark.parametrize("spec", ["rbm:max_epochs=100", "pretrained_classifier:max_epochs=150"])
@pytest.mark.parametrize("name", ["AND", "XOR", "XNOR"])
def test_a_short_run_does_from_some_starts_what_was_tried(spec: str, name: str) -> None:
    trial = run(spec, TWO_INPUT[name], starts=100)
    assert trial.expectation.verdict is Verdict.DEPENDS
    assert trial.agrees


@pytest.mark.parametrize("model", GRID)
@pytest.mark.parametrize("asked", [AND, XOR], ids=["AND", "XOR"])
def test_no_scale_and_no_offset_breaks_a_verdict(model: Any, asked: Problem) -> None:
    # Warnings are errors here.  A line for AND is never denied, and one for XOR never promised.
    linear = type(model).__name__ in {"Perceptron", "Adaline", "LogisticUnit"}
    for scale, offset in ((1e-300, 0), (1e-9, 0), (1e9, 0), (1e160, 0), (1e300, 0), (1e-5, 1e9)):
        verdict = model.expectation(asked.X * scale + offset, asked.target).verdict
        if linear and asked is AND:
            assert verdict is not Verdict.CANNOT
        if linear and asked is XOR:
            assert verdict is Verdict.CANNOT or offset


# Where nobody knows ------------------------------------------------------------------------------------

KNOWN = {"logistic", "tanh", "linear", "step"}
UNKNOWN = [
    "backprop:learning_rate=0.001",
    "backprop:learning_rate=50",
    "backprop:max_epochs=299",
    "backprop:initialization=0.29",
    "backprop:initialization=1.1",
    "backprop:initialization=he",
    "backprop:weight_decay=10",
    "backprop:batch_size=1",
    "backprop:momentum=0.99",
    "backprop:validation_fraction=0.25",
    "backprop:cost=cross_entropy",
    "backprop:hidden_layer_sizes=(2,2)",
    *(f"backprop:activation={name}" for name in sorted(ACTIVATIONS.keys() - KNOWN)),
    *(f"backprop:optimizer={name}" for name in OPTIMIZERS if name != "momentum"),
    "rbm:max_epochs=1",
    "rbm:max_epochs=99",
    "rbm:initial_scale=0.1",
    "rbm:learning_rate=0.0001",
    "rbm:weight_decay=1",
    "rbm:steps=5",
    "pretrained_classifier:max_epochs=149",
    "pretrained_classifier:learning_rate=0.001",
    "pretrained_classifier:hidden_layer_sizes=(2,2)",
    "madaline:learning_rate=0.09",
    "madaline:initial_scale=0",
    "madaline:max_epochs=19",
    "madaline:order=cyclic",
    "madaline_ii:learning_rate=0.09",
    "madaline_ii:max_epochs=19",
]  # fmt: skip


@pytest.mark.parametrize("spec", UNKNOWN)
def test_what_was_not_tried_and_is_not_proved_is_open(spec: str) -> None:
    assert make(spec).expectation(XOR.X, XOR.target).verdict is Verdict.OPEN


@pytest.mark.parametrize("spec", ["backprop", "rbm", "pretrained_classifier", "madaline", "madaline_ii"])
def test_what_was_tried_on_gates_is_not_told_of_other_numbers(spec: str) -> None:
    model = make(spec)
    assert model.expectation(XOR.X, XOR.target).verdict is Verdict.DEPENDS
    odd = XOR.X + np.array([[0.0, 0.1], [0.0, 0.0], [0.2, 0.0], [0.0, 0.0]])
    assert model.expectation(odd, XOR.target).verdict is Verdict.OPEN


def test_an_own_optimizer_or_start_may_part_what_starts_alike() -> None:
    def zeros(sizes: Any, n_starts: int, rng: Any) -> Any:
        return np.zeros((n_parameters(sizes), n_starts))

    for model in (
        MultilayerPerceptron(initialization=zeros),
        MultilayerPerceptron(initialization="zeros", optimizer=OPTIMIZERS["adam"]()),
    ):
        assert model.expectation(XOR.X, XOR.target).verdict is Verdict.OPEN
