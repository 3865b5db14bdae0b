"""Networks of later years learn step by step as those of scikit-learn do."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from neurohistory import train
from neurohistory.models.backprop import MultilayerPerceptron, MultilayerPerceptronState

Array = NDArray[np.floating]
Model = MultilayerPerceptron
State = MultilayerPerceptronState


@pytest.mark.parametrize("activation", ["logistic", "tanh", "relu"])
@pytest.mark.parametrize(("n_classes", "cost"), [(2, "cross_entropy"), (3, "softmax_cross_entropy")])
@pytest.mark.parametrize("decay", [0.0, 3.0])
@pytest.mark.parametrize("hidden", [(6,), (5, 4)])
def test_learns_step_by_step_as_scikit_learn_does(
    hidden: tuple[int, ...],
    decay: float,
    n_classes: int,
    cost: str,
    activation: Any,
    iris: tuple[Array, NDArray[np.int64]],
) -> None:
    X, y = iris
    X, y = X[: 50 * n_classes], y[: 50 * n_classes]
    twin = MLPClassifier(
        hidden, activation, solver="sgd", alpha=decay, batch_size=len(X), learning_rate_init=0.3,
        momentum=0.0, nesterovs_momentum=False, shuffle=False, random_state=1,
    )  # fmt: skip
    twin.partial_fit(X, y, classes=np.unique(y))  # makes the weights
    first = [np.vstack(pair) for pair in zip(twin.intercepts_, twin.coefs_, strict=True)]
    unit = Model(
        hidden, activation, cost, first, "gradient_descent", 0.3, weight_decay=decay, max_epochs=20
    )
    target = np.where(y[:, None] == np.arange(n_classes), 1.0, -1.0)
    target = target[:, 1] if n_classes == 2 else target
    history = train(unit, X, target)
    wanted = (target.reshape(len(X), -1, 1) > 0).astype(float)
    ours, theirs = [], []
    for state in history.states[:-1]:
        twin.partial_fit(X, y)  # its loss is that before the step
        theirs.append(twin.loss_)
        ours.append(unit.network(state).cost_of(state.theta, X, wanted)[0])
    assert len(ours) == 20
    assert ours == pytest.approx(theirs, abs=1e-10)
    if not decay:
        assert history.loss is not None
        assert history.loss[:-1, 0] == pytest.approx(theirs, abs=1e-10)
    last = [np.vstack(pair) for pair in zip(twin.intercepts_, twin.coefs_, strict=True)]
    matrices = unit.network(history.end).layers(history.end.theta)
    for ours_last, theirs_last in zip(matrices, last, strict=True):
        assert ours_last[:, :, 0] == pytest.approx(theirs_last, abs=1e-10)
    probability = unit.output(unit.respond(history.end, X))[..., 0]
    theirs_now = twin.predict_proba(X)
    assert probability == pytest.approx(theirs_now[:, 1] if n_classes == 2 else theirs_now, abs=1e-10)


@pytest.mark.parametrize("n_batches", [1, 3])
def test_momentum_of_a_twin_that_goes_through_the_examples_in_portions(
    n_batches: int,
    started: Callable[..., State],
    learned: Callable[..., list[State]],
    iris: tuple[Array, NDArray[np.int64]],
) -> None:
    # scikit-learn has the same velocity; portions in its order are portions handed to ours.
    X, y = iris
    X, target = X[:90], np.where(y[:90] > 0, 1.0, -1.0)
    twin = MLPClassifier(
        (4,), "tanh", solver="sgd", alpha=0.0, batch_size=90 // n_batches, learning_rate_init=0.1,
        momentum=0.8, nesterovs_momentum=False, shuffle=False, max_iter=1, random_state=1,
    )  # fmt: skip
    first = clone(twin)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        first.set_params(learning_rate_init=1e-300).fit(X, y[:90] > 0)  # as it starts
        twin.set_params(max_iter=5).fit(X, y[:90] > 0)
    weights = [np.vstack(pair) for pair in zip(first.intercepts_, first.coefs_, strict=True)]
    unit = Model((4,), "tanh", "cross_entropy", weights, "momentum", 0.1, momentum=0.8, max_epochs=1)
    state = started(unit, X, target)
    for _ in range(5):
        for part in np.split(np.arange(90), n_batches):
            state = learned(unit, state, X[part], target[part])[1]
    last = [np.vstack(pair) for pair in zip(twin.intercepts_, twin.coefs_, strict=True)]
    for ours, theirs in zip(unit.network(state).layers(state.theta), last, strict=True):
        assert ours[:, :, 0] == pytest.approx(theirs, abs=1e-12)
