"""Traces: what came in, what came out and what moved, presentation by presentation."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from neurohistory import AND, OR, XOR, HistoricalClassifier, load, timeline, trace, train
from neurohistory.contract import DivergenceError
from neurohistory.models.adaline import Adaline
from neurohistory.models.logistic_unit import LogisticUnit
from neurohistory.models.perceptron import Perceptron
from neurohistory.training import Order

Model = HistoricalClassifier[Any]
MODELS = timeline().models
EVERY_MODEL = pytest.mark.parametrize(
    "model", [pytest.param(model, id=name) for name, model in MODELS.items()]
)
EXAMPLE_BY_EXAMPLE = pytest.mark.parametrize(
    "model", [pytest.param(m, id=name) for name, m in MODELS.items() if m().order is not None]
)


def few_epochs(model: type[Model], **parameters: Any) -> Model:
    """The model with at most 20 epochs."""
    if "max_epochs" in model().get_params():
        parameters["max_epochs"] = 20
    return model(**parameters)


@EXAMPLE_BY_EXAMPLE
@pytest.mark.parametrize("order", ["cyclic", "shuffled"])
@pytest.mark.parametrize("asked", [AND, XOR, OR.bipolar], ids=repr)
def test_the_trace_ends_each_epoch_where_training_does(
    model: type[Model], order: Order, asked: Any
) -> None:
    instance = few_epochs(model, order=order)
    history = train(instance, asked.X, asked.target, rng=5)
    lines = list(trace(instance, asked.X, asked.target, rng=5))
    ends = {line.epoch: line.after for line in lines}
    assert len(ends) == history.n_epochs
    for epoch, after in ends.items():
        wanted = instance.named_weights(history.states[epoch])
        assert after == pytest.approx(wanted, abs=1e-12)


@EXAMPLE_BY_EXAMPLE
def test_each_line_starts_where_the_last_one_ended(model: type[Model]) -> None:
    instance = few_epochs(model)
    lines = list(trace(instance, XOR.X, XOR.target, rng=1))
    assert [line.presentation for line in lines] == list(range(1, len(lines) + 1))
    for line, following in pairwise(lines):
        assert following.before == line.after
    by_epoch: dict[int, list[int]] = {line.epoch: [] for line in lines}
    for line in lines:
        by_epoch[line.epoch].append(line.example)
    assert all(sorted(seen) == [0, 1, 2, 3] for seen in by_epoch.values())


def test_the_columns_of_a_perceptron_by_hand() -> None:
    # AND from zero: case 00 has net 0, so the unit fires; it should not: error -1, bias -1.
    # Then 01: net -1, output 0, target 0, error 0; 10 the same; 11: net -1, output 0, target 1.
    unit = Perceptron(order="cyclic", initial_scale=0)
    lines = list(trace(unit, AND.X, AND.target))
    rows = [(n.example, n.input, n.net, n.output, n.target, n.error) for n in lines[:4]]
    assert rows == [
        (0, (0.0, 0.0), 0.0, 1.0, 0.0, -1.0),
        (1, (0.0, 1.0), -1.0, 0.0, 0.0, 0.0),
        (2, (1.0, 0.0), -1.0, 0.0, 0.0, 0.0),
        (3, (1.0, 1.0), -1.0, 0.0, 1.0, 1.0),
    ]
    assert lines[0].before == {"bias": 0.0, "weights[0]": 0.0, "weights[1]": 0.0}
    assert lines[3].after == {"bias": 0.0, "weights[0]": 1.0, "weights[1]": 1.0}
    assert len(lines) == 24  # six epochs, the last one clean
    assert sum(line.error != 0 for line in lines) == 11


def test_the_columns_of_an_adaline_by_hand() -> None:
    # The error is measured on the sum, and each gain moves by a third of alpha of it.
    unit = Adaline(learning_rate=0.3, order="cyclic", initial_scale=0)
    first, second, *_ = trace(unit, AND.bipolar.X, AND.target)
    assert (first.net, first.output, first.target, first.error) == (0.0, 0.0, -1.0, -1.0)
    assert first.after == pytest.approx({"bias": -0.1, "weights[0]": 0.1, "weights[1]": 0.1})
    # Case 01 is (-1, +1): net -0.1 - 0.1 + 0.1 = -0.1, error -0.9.
    assert (second.net, second.error) == pytest.approx((-0.1, -0.9))


def test_a_rule_that_learns_from_all_at_once_shares_one_change_an_epoch() -> None:
    unit = LogisticUnit(max_epochs=3, initial_scale=0)
    lines = list(trace(unit, AND.X, AND.target))
    assert [line.epoch for line in lines] == [1] * 4 + [2] * 4 + [3] * 4
    history = train(unit, AND.X, AND.target)
    for line in lines:
        assert line.before == unit.named_weights(history.states[line.epoch - 1])
        assert line.after == unit.named_weights(history.states[line.epoch])
        assert line.error == line.target - line.output
    assert [line.target for line in lines[:4]] == [0, 0, 0, 1]
    assert lines[0].output == 0.5


@EVERY_MODEL
def test_the_error_is_what_the_target_is_above_the_output(model: type[Model]) -> None:
    instance = few_epochs(model)
    for line in trace(instance, AND.X, AND.target, rng=0):
        assert line.error == (line.target - line.output if instance.taught else None)
        assert line.target == (1.0 if AND.truth[line.example] else instance.target_values[0])
        assert line.input == tuple(AND.X[line.example])


def test_the_trace_of_a_wired_cell_shows_the_wiring_and_then_the_answers() -> None:
    lines = list(trace(load("mcculloch_pitts")(), AND.X, AND.target))
    assert [line.epoch for line in lines] == [1] * 4 + [2] * 4
    assert lines[0].before["excitatory[0]"] == 0
    assert lines[0].after["excitatory[0]"] == 1
    assert [line.error for line in lines] == [0, 0, 0, 1, 0, 0, 0, 0]


def test_the_trace_of_xor_goes_on_where_an_epoch_ends_as_it_began() -> None:
    # From epoch 3 on each epoch makes four corrections and comes back to (0, -1, 0): a cycle, which
    # must not be taken for the end of learning.
    unit = Perceptron(order="cyclic", initial_scale=0, max_epochs=10)
    lines = list(trace(unit, XOR.X, XOR.target))
    assert lines[-1].epoch == 10
    assert sum(line.error != 0 for line in lines if line.epoch == 10) == 4
    assert lines[-1].after == {"bias": 0.0, "weights[0]": -1.0, "weights[1]": 0.0}


def test_divergence_in_the_trace_is_told_too() -> None:
    with pytest.raises(DivergenceError, match="lower learning_rate=50"):
        list(trace(Adaline(learning_rate=50, max_epochs=500), AND.X, AND.target, rng=0))


def test_the_trace_refuses_several_classes() -> None:
    with pytest.raises(ValueError, match="one output unit, and the target has 3 columns"):
        list(trace(load("svm")(), np.array([[0.0], [1.0], [2.0]]), 2 * np.eye(3) - 1))


def test_only_a_model_that_is_given_examples_without_answers_has_no_error() -> None:
    untaught = {name for name, model in timeline().models.items() if not model.taught}
    assert untaught == {"rbm"}
    for name in ("perceptron", "rbm"):
        line = next(iter(trace(load(name)(), AND.X, AND.target, rng=0)))
        assert (line.error is None) is (name == "rbm")
