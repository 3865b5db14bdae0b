"""A block of examples teaches ADALINE what they teach one by one, but for rounding."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.linear_model import SGDRegressor

from neurohistory import train
from neurohistory.contract import DivergenceError
from neurohistory.models.adaline import Adaline, AdalineState
from neurohistory.network import in_turn
from neurohistory.states import select

Array = NDArray[np.floating]


@contextmanager
def one_by_one() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(in_turn, "_is_for_blocks", lambda *_: False)
        yield


def learned(model: Adaline, X: Array, target: Array, n_starts: int, seed: int) -> list[AdalineState]:
    rng = np.random.default_rng(seed)
    return list(model.learn(model.start(X, target, n_starts, rng), X, target, rng))


def some(n: int, n_features: int = 3, seed: int = 0) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, n_features)), rng.choice([-1.0, 1.0], n)


@st.composite
def examples(draw: st.DrawFn) -> tuple[Array, Array, int, int]:
    """Any examples of which there are enough: large and small ones, repeated and contradicting ones."""
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    n, n_features = draw(st.sampled_from([64, 65, 127, 128, 512, 513, 700])), draw(st.integers(1, 30))
    kind = draw(st.sampled_from([np.float32, np.float64]))
    X = rng.standard_normal((n, n_features)) * 10.0 ** draw(st.integers(-15, 15))
    if draw(st.booleans()):
        X = X[rng.integers(0, draw(st.integers(1, 5)), n)]
    return X.astype(kind), rng.choice([-1, 1], n).astype(kind), draw(st.sampled_from([1, 2, 17])), seed


@given(
    examples(), st.sampled_from(["cyclic", "shuffled"]), st.sampled_from(["mu", "alpha"]),
    st.booleans(), st.sampled_from([0.01, 0.1, 0.5]), st.sampled_from([0.0, 1.0]),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_blocks_change_nothing_but_the_rounding(
    data: Any, order: Any, rule: Any, bias: bool, rate: float, scale: float
) -> None:
    X, target, n_starts, seed = data
    model = Adaline(rate, 2, order, scale, rule, bias)
    states = learned(model, X, target, n_starts, seed)
    with one_by_one():
        plain = learned(model, X, target, n_starts, seed)
    first = model.start(X, target, n_starts, np.random.default_rng(seed))
    largest = np.abs(model.respond(first, X)).max()  # from which the first errors are a small rest
    for state, its in zip(states, plain, strict=True):
        met, due = model.respond(state, X), model.respond(its, X)
        largest = max(largest, np.abs(due).max())
        assert np.abs(met - due).max() <= 3000 * np.finfo(X.dtype).eps * (1 + largest)
        assert state.weights.dtype == state.bias.dtype == X.dtype
        assert np.array_equal(state.updates, its.updates)


@pytest.mark.parametrize("n_starts", [1, 10])
def test_fewer_than_64_examples_come_one_by_one(n_starts: int) -> None:
    for n, kind in ((63, in_turn.One), (64, in_turn.Block)):
        X, target = some(n)
        rate, rng = np.full(n_starts, 0.1), np.random.default_rng(0)
        assert {type(x) for x in in_turn.in_turn(X, target, rate, None, "cyclic", rng)} == {kind}


def test_a_rate_for_each_unit_is_kept() -> None:
    # One system holds for all units that share an order only if they share a rate.
    X, target = some(200)
    model, rng = Adaline(order="cyclic", max_epochs=1), np.random.default_rng(0)
    start = model.start(X, target, 2, rng)
    start = start._replace(two_mu=start.two_mu * [1.0, 0.5])
    both = next(model.learn(start, X, target, rng))
    for who in (0, 1):
        alone = next(model.learn(select(start, who), X, target, rng))
        assert both.weights[:, [who]] == pytest.approx(alone.weights, rel=1e-12)


@pytest.mark.parametrize("n_starts", [1, 5])
def test_agrees_with_stochastic_gradient_descent_of_scikit_learn(n_starts: int) -> None:
    # Referee: its squared loss is e^2 / 2, so that its eta0 is our 2 mu.
    X, target = some(1000, 20)
    unit = Adaline(order="cyclic", initial_scale=0.0, max_epochs=3)
    end = train(unit, X, target, n_starts=n_starts, rng=0).end
    peer = SGDRegressor(
        penalty=None, learning_rate="constant", eta0=end.two_mu[0], max_iter=3, tol=None, shuffle=False
    ).fit(X, target)
    for who in range(n_starts):
        assert end.weights[:, who] == pytest.approx(peer.coef_, rel=1e-12)
        assert end.bias[who] == pytest.approx(peer.intercept_[0], rel=1e-12)


@pytest.mark.parametrize("rate", [2.1, 2.5, 4.0, 100.0])
@pytest.mark.parametrize("order", ["cyclic", "shuffled"])
def test_learning_that_runs_away_is_stopped_in_the_same_epoch(order: Any, rate: float) -> None:
    X, target = some(200, 4)
    model = Adaline(rate, 50, order, rule="alpha")

    def said() -> str:
        with pytest.raises(DivergenceError) as caught:
            train(model, X, target, n_starts=3, rng=1)
        return str(caught.value).partition(":")[0]

    met_in_blocks = said()
    with one_by_one():
        assert said() == met_in_blocks
