"""Portions of the examples: every example once an epoch, in an order of each start's own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone

from neurohistory.models.backprop import MultilayerPerceptron, MultilayerPerceptronState
from neurohistory.network.costs import COSTS
from neurohistory.network.optimizers import Optimizer

Array = NDArray[np.floating]
Model = MultilayerPerceptron
State = MultilayerPerceptronState


def seen_in_steps(unit: Model, m: int, n_starts: int) -> list[NDArray[np.bool_]]:
    """Which of m examples each step takes, (example, start) of bool, by asking an optimizer.

    Example i has feature i and no other, so its weight is moved where it is shown, and only there;
    and the optimizer takes no step.
    """
    steps: list[NDArray[np.bool_]] = []

    class Still(Optimizer):
        name, state_size, source = "still", 0, "a test"

        def update(self, g: Any, state: Any, t: int) -> Any:
            steps.append(g[1:] != 0)
            assert t == len(steps)
            return np.zeros_like(g), state

    asking = clone(unit).set_params(hidden_layer_sizes=(), optimizer=Still())
    X, target = np.eye(m), np.where(np.arange(m) % 2, 1.0, -1.0)
    start = asking.start(X, target, n_starts, np.random.default_rng(0))
    *_, end = asking.learn(start, X, target, np.random.default_rng(0))
    assert end.updates.tolist() == [len(steps)] * n_starts
    return steps


@pytest.mark.parametrize("n_starts", [1, 4])
@pytest.mark.parametrize(("batch_size", "widths"), [
    (1, [1] * 10), (3, [3, 3, 3, 1]), (5, [5, 5]), (9, [9, 1]), (10, [10]), (11, [10]), (None, [10]),
])  # fmt: skip
def test_an_epoch_shows_every_example_once_to_every_start(
    batch_size: Any, widths: list[int], n_starts: int
) -> None:
    steps = seen_in_steps(Model(batch_size=batch_size, max_epochs=3), 10, n_starts)
    assert len(steps) == 3 * len(widths)
    for epoch in np.split(np.array(steps), 3):  # (step, example, start)
        assert epoch.sum(axis=1).tolist() == [[width] * n_starts for width in widths]
        assert (epoch.sum(axis=0) == 1).all()


def test_the_order_is_drawn_anew_for_every_epoch_and_start() -> None:
    steps = np.array(seen_in_steps(Model(batch_size=1, max_epochs=2), 20, 3))
    orders = steps.argmax(axis=1).reshape(2, 20, 3)  # (epoch, step, start): the example
    different = {tuple(orders[epoch, :, r]) for epoch in range(2) for r in range(3)}
    assert len(different) == 6
    assert tuple(range(20)) not in different


def test_a_step_on_a_portion_is_a_step_on_these_examples_alone(
    started: Callable[..., State], learned: Callable[..., list[State]], noise: Callable[..., Any]
) -> None:
    # One step an epoch with all, or one of two halves: the mean over the half, not a share of the whole.
    X, target, _ = noise(8)
    for cost in COSTS:
        if cost == "softmax_cross_entropy":
            continue
        halves = Model((3,), cost=cost, optimizer="gradient_descent", learning_rate=0.1, batch_size=4)
        halves.set_params(max_epochs=1)
        start = started(halves, X, target)
        end = learned(halves, start, X, target, seed=2)[1]
        order = np.random.default_rng(2).permutation(8)
        whole, state = clone(halves).set_params(batch_size=None), start
        for half in (order[:4], order[4:]):
            state = learned(whole, state, X[half], target[half])[1]
        assert end.theta == pytest.approx(state.theta, abs=1e-13)


@pytest.mark.parametrize("fraction", [0.1, 0.2, 0.25, 0.4])
def test_as_many_examples_are_held_out_as_was_asked(fraction: float) -> None:
    (shown,) = seen_in_steps(Model(validation_fraction=fraction, max_epochs=1), 40, 2)
    assert (~shown).sum(axis=0).tolist() == [round(40 * fraction)] * 2
    gaps = [b - a for a, b in pairwise(np.flatnonzero(~shown[:, 0]).tolist())]
    assert max(gaps) <= 2 / fraction  # evenly spread
