"""scikit-learn's manners: modern settings keep both contracts, copies answer alike, faults are named."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.utils.estimator_checks import check_estimator

from neurohistory import OR, XOR, train
from neurohistory.models.backprop import MultilayerPerceptron, MultilayerPerceptronState
from neurohistory.network.activations import ACTIVATIONS, logistic
from neurohistory.network.costs import COSTS
from neurohistory.network.initialization import INITIALIZATIONS
from neurohistory.network.optimizers import OPTIMIZERS
from neurohistory.testing import CHECKS

Array = NDArray[np.floating]
Model = MultilayerPerceptron
State = MultilayerPerceptronState


def softplus(z: Array) -> Array:
    return np.asarray(np.logaddexp(0, z))


MODERN: dict[str, dict[str, Any]] = {
    "modern": {
        "hidden_layer_sizes": (8,), "activation": "relu", "cost": "cross_entropy",
        "initialization": "he", "optimizer": "adam", "learning_rate": 0.01, "batch_size": 20,
    },
    "portions": {"batch_size": 4, "optimizer": "nesterov", "hidden_layer_sizes": (3, 2)},
    "held out": {"validation_fraction": 0.34, "patience": 2, "activation": "leaky_relu",
                 "cost": "cross_entropy", "weight_decay": 0.1, "optimizer": "adamax"},
    "own": {"activation": (softplus, logistic), "initialization": "lecun", "optimizer": "adadelta"},
}  # fmt: skip


def test_scikit_learn_finds_nothing_wrong_with_a_modern_setting() -> None:
    check_estimator(Model(**MODERN["modern"], max_epochs=15, random_state=0), on_skip=None)


@pytest.mark.parametrize("label", list(MODERN))
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_modern_settings_keep_the_contract(check: Callable[[Model], None], label: str) -> None:
    check(Model(**MODERN[label]))


def test_numbers_of_numpys_do_not_raise_the_precision(
    started: Callable[..., State], learned: Callable[..., list[State]]
) -> None:
    half = np.float64(0.5)
    unit = Model(learning_rate=half, momentum=half, weight_decay=half, tolerance=half * 0, max_epochs=2)
    end = learned(
        unit, started(unit, OR.X.astype("f4"), OR.target.astype("f4")),
        OR.X.astype("f4"), OR.target.astype("f4"),
    )[-1]  # fmt: skip
    assert end.theta.dtype == end.optimizer_state.dtype == np.float32


def test_a_copy_and_a_pickle_answer_alike_with_functions_of_ones_own() -> None:
    unit = Model((4,), activation=(softplus, logistic), learning_rate=0.05, random_state=0)
    unit.set_params(max_epochs=50)
    fitted = unit.fit(XOR.X, XOR.y)
    again = clone(unit).fit(XOR.X, XOR.y)
    thawed = pickle.loads(pickle.dumps(fitted))
    scores = fitted.decision_function(XOR.X)
    assert (again.decision_function(XOR.X) == scores).all()
    assert (thawed.decision_function(XOR.X) == scores).all()
    assert thawed.get_params()["activation"] == (softplus, logistic)
    assert not hasattr(clone(fitted), "state_")


def test_the_name_of_ones_own_function_does_not_choose_the_rate() -> None:
    def other(z: Array) -> Array:
        return logistic(z)

    def slope(z: Array) -> Array:
        return logistic(z) * (1 - logistic(z))

    one, two = (
        train(Model(activation=(g, slope), max_epochs=5), XOR.X, XOR.target, rng=0)
        for g in (logistic, other)
    )
    assert (one.end.theta == two.end.theta).all()


@pytest.mark.parametrize(
    ("parameter", "known"),
    [
        ("activation", ACTIVATIONS),
        ("cost", COSTS),
        ("initialization", INITIALIZATIONS),
        ("optimizer", OPTIMIZERS),
    ],
)
def test_an_unknown_name_is_answered_with_the_known_ones(parameter: str, known: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{parameter} of .* not 'nonsense'") as complaint:
        Model().set_params(**{parameter: "nonsense"}).fit(XOR.X, XOR.y)
    assert all(name in str(complaint.value) for name in known)


@pytest.mark.parametrize("parameters", [
    {"learning_rate": 0}, {"momentum": 1}, {"weight_decay": -1}, {"batch_size": 0}, {"max_epochs": 0},
    {"tolerance": -1}, {"validation_fraction": 0.5}, {"patience": 0}, {"hidden_layer_sizes": 0},
    {"hidden_layer_sizes": (2, 0)}, {"hidden_layer_sizes": (2.5,)}, {"initialization": -1},
])  # fmt: skip
def test_a_parameter_out_of_range_is_refused(parameters: dict[str, Any]) -> None:
    (name,) = parameters
    with pytest.raises(ValueError, match=name):
        Model(**parameters).fit(XOR.X, XOR.y)


@pytest.mark.parametrize("cost", list(COSTS))
def test_steps_cannot_be_taught_and_it_says_so_before_learning(cost: Any) -> None:
    for hidden in ((2,), (3, 3)):
        with pytest.raises(
            ValueError, match="'step' has no derivative; back-propagation cannot teach it"
        ):
            Model(hidden, "step", cost).fit(XOR.X, XOR.y)


def test_weights_that_do_not_fit_the_layers_are_refused_with_both_shapes() -> None:
    with pytest.raises(ValueError, match=re.escape("[(3, 3), (4, 1)], not [(3, 2), (3, 1)]")):
        Model((3,), initialization=[np.zeros((3, 2)), np.zeros((3, 1))]).fit(XOR.X, XOR.y)
