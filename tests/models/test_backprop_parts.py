"""Parts of a network by name or as they are, and what weight decay does with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.datasets import load_iris

from neurohistory import OR, XOR, train
from neurohistory.models.backprop import MultilayerPerceptron, MultilayerPerceptronState
from neurohistory.network.activations import ACTIVATIONS, leaky_relu
from neurohistory.network.costs import COSTS
from neurohistory.network.initialization import INITIALIZATIONS, get_initialization
from neurohistory.network.optimizers import OPTIMIZERS, get_optimizer
from neurohistory.network.slides import cost_and_gradient

Array = NDArray[np.floating]
Model = MultilayerPerceptron
State = MultilayerPerceptronState


def test_weight_decay_pulls_the_weights_towards_zero_and_not_the_last_bias() -> None:
    sizes = []
    for decay in (0.0, 0.1, 1.0, 10.0):
        unit = Model((4,), "tanh", "cross_entropy", "glorot", "adam", 0.01, decay, max_epochs=600)
        unit.set_params(momentum=0.9, weight_decay=decay)
        history = train(unit, OR.X, OR.target, n_starts=10, rng=0, keep_states=False)
        matrices = unit.network(history.end).layers(history.end.theta)
        sizes.append(sum((matrix[1:] ** 2).sum(axis=(0, 1)) for matrix in matrices))
    for more, less in zip(sizes[1:], sizes[:-1], strict=True):
        assert (more < less).all()
    # So strong that only the last bias is left: the share of yes, 3 of 4, is log 3.
    assert sizes[-1] == pytest.approx(0, abs=1e-6)
    assert matrices[-1][0, 0] == pytest.approx(np.log(3), abs=1e-3)


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_every_optimizer_can_be_had_by_name_or_as_it_is(name: str) -> None:
    more = {"momentum": 0.7} if name in ("momentum", "nesterov") else {}
    by_name = Model((3,), optimizer=name, learning_rate=0.05, max_epochs=30, momentum=0.7)
    as_it_is = Model((3,), optimizer=get_optimizer(name, learning_rate=0.05, **more), max_epochs=30)
    one, other = (train(unit, OR.X, OR.target, n_starts=5, rng=0) for unit in (by_name, as_it_is))
    assert (one.end.theta == other.end.theta).all()
    assert one.loss is not None
    assert (one.loss[-1] < one.loss[0]).all()


def test_nesterov_takes_the_gradient_where_the_velocity_leads(
    started: Callable[..., State], learned: Callable[..., list[State]]
) -> None:
    # The slides give the gradient; v <- 0.8 v - 0.3 grad(theta + 0.8 v), theta <- theta + v.
    unit = Model((3,), cost="cross_entropy", optimizer="nesterov", learning_rate=0.3, momentum=0.8)
    states = learned(unit.set_params(max_epochs=5), started(unit, OR.X, OR.target), OR.X, OR.target)
    network = unit.network(states[0])
    theta, v = states[0].theta[:, 0], np.zeros(network.n_parameters)
    for state in states[1:]:
        ahead = [matrix[:, :, 0] for matrix in network.layers((theta + 0.8 * v)[:, None])]
        _, D = cost_and_gradient(network, ahead, OR.X, (OR.target > 0).astype(float)[:, None])
        v = 0.8 * v - 0.3 * np.concatenate([matrix.ravel() for matrix in D])
        theta = theta + v
        assert state.theta[:, 0] == pytest.approx(theta, abs=1e-13)


@pytest.mark.parametrize(("name", "rate"), [("adam", 0.001), ("adamax", 0.002), ("adagrad", 0.01)])
def test_without_a_rate_an_optimizer_takes_the_one_of_its_paper(
    name: str, rate: float, started: Callable[..., State], learned: Callable[..., list[State]]
) -> None:
    unit = Model(optimizer=name, max_epochs=1, initialization=1.0)
    start, end = learned(unit, started(unit, OR.X, OR.target, 3), OR.X, OR.target)
    assert np.abs(end.theta - start.theta) == pytest.approx(rate, rel=1e-2)


@pytest.mark.parametrize("which", [*INITIALIZATIONS, 0.3])
def test_every_initialization_can_be_had_by_name_or_as_it_is(
    which: Any, started: Callable[..., State]
) -> None:
    one, other = (started(Model((3,), initialization=i), OR.X, OR.target, 4) for i in (
        which, get_initialization(which)
    ))  # fmt: skip
    wanted = get_initialization(which)((2, 3, 1), 4, np.random.default_rng(0))
    assert (one.theta == other.theta).all()
    assert (one.theta == wanted).all()


@pytest.mark.parametrize("activation", [*(n for n in ACTIVATIONS if n != "step"), leaky_relu(0.2)])
@pytest.mark.parametrize("cost", list(COSTS))
def test_every_activation_and_cost_learns_three_classes(
    activation: Any, cost: Any, iris: tuple[Array, NDArray[np.int64]]
) -> None:
    X, y = iris
    X, target = X[::3], np.where(y[::3, None] == np.arange(3), 1.0, -1.0)
    unit = Model((6,), activation, cost, "glorot", "adam", 0.02, max_epochs=150)
    history = train(unit, X, target, n_starts=4, rng=0, keep_states=False)
    assert (history.mistakes[-1] <= 0.1 * len(X)).all()


def test_softmax_outputs_are_shares_and_single_outputs_are_not(
    iris: tuple[Array, NDArray[np.int64]],
) -> None:
    X, y = iris
    target = np.where(y[:, None] == np.arange(3), 1.0, -1.0)
    for cost, sums in (("softmax_cross_entropy", True), ("cross_entropy", False)):
        unit = Model((3,), "relu", cost, "he", max_epochs=3)
        end = train(unit, X, target, n_starts=2, rng=0).end
        total = unit.output(unit.respond(end, X)).sum(axis=1)
        assert (np.abs(total - 1).max() < 1e-12) == sums


def test_softmax_of_two_classes_is_refused_with_what_to_take_instead() -> None:
    # Two classes have one output unit, and the share of a single unit is 1 whatever it is told.
    for hidden in ((), (3,)):
        with pytest.raises(ValueError, match=r"softmax.* single unit; take cost='cross_entropy'"):
            Model(hidden, cost="softmax_cross_entropy").fit(XOR.X, XOR.y)


@pytest.mark.parametrize(("activation", "off"), [("logistic", 0), ("tanh", -1), ("relu", -1)])
def test_what_is_wanted_is_what_the_output_units_can_say(activation: Any, off: float) -> None:
    target = np.array([-1.0, 1.0, 1.0])
    assert Model(activation=activation).output_targets(target).tolist() == [[[off]], [[1]], [[1]]]
    entropy = Model(activation=activation, cost="cross_entropy")
    assert entropy.output_targets(target).tolist() == [[[0]], [[1]], [[1]]]
    three = 2.0 * np.eye(3) - 1
    assert entropy.output_targets(three)[:, :, 0].tolist() == np.eye(3).tolist()


def test_labels_may_be_words(iris: tuple[Array, NDArray[np.int64]]) -> None:
    X, y = iris
    names = load_iris().target_names
    unit = Model((6,), "relu", "softmax_cross_entropy", "he", "adam", 0.02, max_epochs=150)
    assert unit.set_params(random_state=0).fit(X, names[y]).score(X, names[y]) > 0.95
    assert unit.classes_.tolist() == names.tolist()
