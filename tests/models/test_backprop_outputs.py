"""Output units of networks: which there may be, what they are taught, and what they answer."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory import AND, XOR, trace, train
from neurohistory.models.backprop import MultilayerPerceptron, MultilayerPerceptronState
from neurohistory.network.costs import COSTS
from neurohistory.states import arrays_of

Array = NDArray[np.floating]
Model = MultilayerPerceptron
State = MultilayerPerceptronState


def test_a_number_of_hidden_units_is_one_layer() -> None:
    ends = [train(Model(size, max_epochs=5), XOR.X, XOR.target, rng=0).end for size in (3, (3,), [3])]
    for end in ends[1:]:
        due = arrays_of(ends[0])
        assert all(array.tobytes() == due[name].tobytes() for name, array in arrays_of(end).items())
    assert Model(3).expectation(XOR.X, XOR.target) == Model((3,)).expectation(XOR.X, XOR.target)
    with pytest.raises(ValueError, match="positive whole numbers, not 0"):
        Model(0).check_parameters()
    with pytest.raises(ValueError, match="positive whole numbers, not True"):
        Model((True,)).check_parameters()


@pytest.mark.parametrize(
    ("hidden", "output", "targets"),
    [
        ("logistic", "linear", (-1.0, 1.0)),
        ("tanh", "logistic", (0.1, 0.9)),
        ("relu", "tanh", (-0.5, 0.5)),
        ("logistic", None, (0.01, 0.99)),
    ],
)
def test_output_units_and_targets_may_be_chosen(
    hidden: Any, output: Any, targets: tuple[float, float]
) -> None:
    unit = Model(
        4, hidden, output_activation=output, targets=targets, learning_rate=0.05, max_epochs=2000
    )
    assert unit.target_values == targets
    assert unit.output_targets(AND.target)[:, 0, 0].tolist() == [
        targets[truth] for truth in AND.truth * 1
    ]
    history = train(unit, AND.X, AND.target, rng=0, keep_states=False)
    assert history.solved.all()
    answers = unit.output(unit.respond(history.end, AND.X))[:, 0]
    assert answers == pytest.approx(unit.output_targets(AND.target)[:, 0, 0], abs=0.2)
    assert history.loss is not None
    squares = ((answers - unit.output_targets(AND.target)[:, 0, 0]) ** 2).sum() / 2
    assert history.loss[-1, 0] == pytest.approx(squares)


def test_targets_are_what_the_trace_shows() -> None:
    unit = Model(targets=(0.1, 0.9), max_epochs=1)
    assert [line.target for line in trace(unit, XOR.X, XOR.target, rng=0)] == [0.1, 0.9, 0.9, 0.1]


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        (
            {"targets": (0, 1), "output_activation": "linear"},
            "turn from no to yes at 0; take two within",
        ),
        (
            {"targets": (0.9, 0.1)},
            "targets of MultilayerPerceptron: they must be two numbers, no below yes, not (0.9, 0.1)",
        ),
        ({"targets": 3}, "targets of MultilayerPerceptron must be a tuple or None, not 3"),
        ({"targets": (0.1, 0.5, 0.9)}, "they must be two numbers"),
        ({"targets": ("no", "yes")}, "they must be two numbers, no below yes, not ('no', 'yes')"),
        ({"targets": (None, 0.9)}, "they must be two numbers"),
        ({"targets": (np.nan, 0.9)}, "they must be two numbers"),
        ({"targets": (-0.1, 1.1)}, "units that reach from 0 to 1"),
        ({"targets": (0.1, 0.8)}, "as far below 0.5 as above"),
        ({"targets": (0.1, 0.9), "cost": "cross_entropy"}, "needs targets that are 0 or 1, not 0.1"),
        ({"output_activation": "linear", "cost": "cross_entropy"}, "leave it out or take"),
        ({"output_activation": "relu"}, "do not suit output units that reach from 0 to inf"),
        ({"output_activation": "step"}, "has no derivative"),
        ({"output_activation": "linaer"}, "or None, not 'linaer'; did you mean 'linear'?"),
    ],
)
def test_outputs_and_targets_that_do_not_go_together_are_refused(
    parameters: Any, complaint: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)):
        Model(**parameters).check_parameters()


@pytest.mark.parametrize(
    ("parameter", "wrong", "nearest"),
    [
        ("activation", "tanhh", "tanh"),
        ("output_activation", "Logistic", "logistic"),
        ("cost", "cross_entrpy", "cross_entropy"),
        ("initialization", "glorrot", "glorot"),
        ("optimizer", "nestrov", "nesterov"),
    ],
)
def test_a_wrong_name_is_answered_with_parameter_model_and_nearest_name(
    parameter: str, wrong: str, nearest: str
) -> None:
    message = (
        f"^{parameter} of MultilayerPerceptron must be .* not '{wrong}'; did you mean '{nearest}'\\?$"
    )
    with pytest.raises(ValueError, match=message):
        Model(**{parameter: wrong}).check_parameters()  # type: ignore[arg-type]


def test_outputs_are_probabilities_where_the_cost_makes_them_so() -> None:
    given = {cost: Model(cost=cost).gives_probabilities for cost in COSTS}
    assert given == {"squared_error": False, "cross_entropy": True, "softmax_cross_entropy": True}
