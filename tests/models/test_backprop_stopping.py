"""Where a start stops: below the tolerance, out of patience, or because it ran away."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone

from neurohistory import OR, XOR, train
from neurohistory.contract import DivergenceError
from neurohistory.models.backprop import MultilayerPerceptron, MultilayerPerceptronState
from neurohistory.network.batches import held_out
from neurohistory.network.slides import cost_and_gradient
from neurohistory.states import select

Array = NDArray[np.floating]
Model = MultilayerPerceptron
State = MultilayerPerceptronState


def test_each_start_stops_below_the_tolerance_for_itself_and_stays_as_it_is(
    learned: Callable[..., list[State]],
) -> None:
    unit = Model(learning_rate=0.5, tolerance=0.05, max_epochs=1500)
    history = train(unit, XOR.X, XOR.target, n_starts=12, rng=0)
    assert history.loss is not None
    below = history.loss < 0.05
    done = below.any(axis=0)
    first = np.where(done, below.argmax(axis=0), history.n_epochs)  # epochs from the start
    assert done.sum() > 3
    assert len(set(first[done].tolist())) > 3  # at different times
    assert (first > 1).all()
    assert history.end.updates.tolist() == first.tolist()
    for r in np.flatnonzero(done).tolist():
        thetas = [state.theta[:, r] for state in history.states]
        moved = [bool((a != b).any()) for a, b in pairwise(thetas)]
        assert moved == [True] * first[r] + [False] * (history.n_epochs - first[r])
    for r in range(12):
        alone = learned(unit, select(history.states[0], r), XOR.X, XOR.target)
        assert len(alone) - 1 == first[r]
        assert alone[-1].theta[:, 0] == pytest.approx(history.end.theta[:, r], abs=1e-7)
        assert alone[-1].updates.tolist() == [first[r]]


def test_the_run_ends_when_the_last_start_has_stopped() -> None:
    unit = Model(tolerance=0.05, max_epochs=3000)
    history = train(unit, OR.X, OR.target, n_starts=20, rng=0)
    assert history.n_epochs == history.end.updates.max() < 3000
    assert history.loss is not None
    assert (history.loss[-1] < 0.05).all()
    assert not (history.loss[-2] < 0.05).all()


def test_weight_decay_is_a_part_of_the_cost_that_must_fall_below_the_tolerance() -> None:
    unit = Model((2,), cost="cross_entropy", weight_decay=0.1, tolerance=0.45, max_epochs=300)
    history = train(unit, OR.X, OR.target, rng=0)
    assert history.loss is not None
    assert history.loss[-1] < 0.4  # without the decay it is below
    assert history.n_epochs == 300


def test_stopped_learners_stay_stopped_when_learning_is_resumed(
    started: Callable[..., State], learned: Callable[..., list[State]]
) -> None:
    unit = Model(tolerance=0.05, learning_rate=0.5, max_epochs=2000)
    straight = learned(unit, started(unit, OR.X, OR.target, 6), OR.X, OR.target)
    at = next(k for k, state in enumerate(straight) if len(set(state.updates.tolist())) > 1) + 5
    resumed = learned(unit, straight[at], OR.X, OR.target)
    assert len(resumed) == len(straight) - at
    for one, other in zip(straight[at:], resumed, strict=True):
        assert (one.theta == other.theta).all()
        assert one.updates.tolist() == other.updates.tolist()


def test_held_out_examples_never_reach_the_weights(noise: Callable[..., Any]) -> None:
    X, target, _ = noise(40)
    held = held_out(40, 0.25)
    wild_X = np.where(held[:, None], 100 * X[::-1], X)
    wild_target = np.where(held, -target, target)
    for batch_size in (None, 7):
        unit = Model((5,), "tanh", "cross_entropy", batch_size=batch_size, max_epochs=30)
        unit.set_params(validation_fraction=0.25, patience=10**6)
        tame = train(unit, X, target, n_starts=3, rng=0)
        wild = train(unit, wild_X, wild_target, n_starts=3, rng=0)
        for one, other in zip(tame.states[:-1], wild.states[:-1], strict=True):
            assert (one.theta == other.theta).all()  # the last goes back to the best
        assert (tame.end.patience.cost != wild.end.patience.cost).all()
        # and they are those of a learner that has only the others
        without = clone(unit).set_params(validation_fraction=0.0, learning_rate=0.1)
        given = clone(unit).set_params(learning_rate=0.1)
        apart = train(without, X[~held], target[~held], n_starts=3, rng=0)
        together = train(given, X, target, n_starts=3, rng=0)
        assert apart.states[-2].theta == pytest.approx(together.states[-2].theta, abs=1e-12)


def test_the_best_weights_are_returned_when_the_epochs_are_used_up(noise: Callable[..., Any]) -> None:
    X, target, _ = noise(40)
    unit = Model((5,), "tanh", "cross_entropy", validation_fraction=0.25, patience=10**6, max_epochs=40)
    history = train(unit, X, target, n_starts=3, rng=0)
    assert (history.end.theta == history.end.patience.best).all()
    assert not history.end.learning.any()


def test_a_share_that_holds_out_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"validation_fraction=0.2 holds out none of 4 examples"):
        train(Model(validation_fraction=0.2), XOR.X, XOR.target)


@pytest.mark.parametrize("patience", [1, 5, 20])
def test_a_start_out_of_patience_goes_back_to_its_best_weights(
    patience: int, learned: Callable[..., list[State]], noise: Callable[..., Any]
) -> None:
    X, target, _ = noise(40, seed=1)
    held = held_out(40, 0.25)
    unit = Model((6,), "tanh", "cross_entropy", learning_rate=0.2, max_epochs=250)
    unit.set_params(validation_fraction=0.25, patience=patience)
    history = train(unit, X, target, n_starts=8, rng=0)
    # The referee learns without holding out, from the same weights, and counts by itself.
    free = clone(unit).set_params(validation_fraction=0.0)
    states = learned(free, history.states[0], X[~held], target[~held])
    network = unit.network(history.end)
    wanted = (target[held][:, None] > 0).astype(float)
    stops = []
    for r in range(8):
        best, best_cost, waited = 0, np.inf, 0
        for epoch, state in enumerate(states[1:], start=1):
            thetas = [matrix[:, :, r] for matrix in network.layers(state.theta)]
            J, _ = cost_and_gradient(network, thetas, X[held], wanted)
            waited += 1
            if best_cost > J:
                best, best_cost, waited = epoch, J, 0
            if waited >= patience:
                break
        assert waited == patience, "the case must be one in which all stop"
        assert epoch == best + patience
        stops.append(epoch)
        assert history.end.theta[:, r] == pytest.approx(states[best].theta[:, r], abs=1e-9)
        assert history.end.patience.cost[r] == pytest.approx(best_cost, abs=1e-10)
        assert history.end.updates[r] == epoch
    assert history.n_epochs == max(stops)
    assert len(set(stops)) > 1


def test_patience_that_never_runs_out_changes_nothing(noise: Callable[..., Any]) -> None:
    X, target, _ = noise(40)
    unit = Model((3,), validation_fraction=0.25, patience=10**6, max_epochs=20)
    history = train(unit, X, target, n_starts=2, rng=0)
    assert history.n_epochs == 20
    assert history.end.updates.tolist() == [20, 20]


# Running away ------


@pytest.mark.parametrize("hidden", [(3,), (3, 3)])
def test_a_diverging_run_names_the_weight_and_keeps_the_last_finite_ones(
    hidden: Any, started: Callable[..., State], noise: Callable[..., Any]
) -> None:
    unit = Model(hidden, "relu", "squared_error", "he", "gradient_descent", 1e3, random_state=1)
    X, _, y = noise(20)
    with pytest.raises(DivergenceError) as complaint:
        unit.fit(X, y)
    found = re.search(
        r"diverged in epoch (\d+): Theta([123])\[(\d),(\d)\] is (\S+) .*lower learning_rate=1000\.0 .*"
        r"the weights of epoch (\d+) are kept",
        str(complaint.value),
    )
    assert found is not None, str(complaint.value)
    epoch, layer, row, column, value, kept = found.groups()
    assert int(kept) == int(epoch) - 1 == unit.n_iter_
    assert not abs(float(value)) <= 1e30
    assert np.isfinite(unit.state_.theta).all()
    assert np.abs(unit.state_.theta).max() <= 1e30
    # The same run, one epoch less, ends with the weights that are kept, and one more with the value.
    target = np.where(y > 0, 1.0, -1.0)
    with np.errstate(over="ignore", invalid="ignore"):
        states = unit.learn(started(unit, X, target, 1, seed=1), X, target, np.random.default_rng(0))
        run = [next(states) for _ in range(int(epoch))]
    assert (run[-2].theta == unit.state_.theta).all() if len(run) > 1 else unit.n_iter_ == 0
    matrix = unit.network(run[-1]).layers(run[-1].theta)[int(layer) - 1]
    assert f"{matrix[int(row), int(column), 0]:.3g}" == value
    assert unit.predict(X).shape == (20,)


def test_training_many_says_how_many_ran_away(noise: Callable[..., Any]) -> None:
    X, target, _ = noise(20)
    unit = Model((3,), "relu", "squared_error", "he", "gradient_descent", 1e3)
    with pytest.raises(DivergenceError, match=r"Theta\d\[\d,\d\] is \S+ \(in [1-5] of 5 starts\)"):
        train(unit, X, target, n_starts=5, rng=0)


@pytest.mark.parametrize("max_epochs", [1, 2, 30])
def test_when_the_epochs_are_over_no_start_learns_any_more(max_epochs: int) -> None:
    unit = Model((3,), validation_fraction=0.25, patience=10**6, max_epochs=max_epochs)
    X = np.random.default_rng(0).standard_normal((20, 2))
    states = train(unit, X, np.sign(X[:, 0]), n_starts=5, rng=0).states
    assert [state.learning.sum() for state in states] == [5] * max_epochs + [0]
