"""Looking ahead over examples changes nothing: all weights are those of the plain loop, bit by bit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory.contract import Model
from neurohistory.models.minsky_papert import BoundedOrderPerceptron
from neurohistory.models.perceptron import Perceptron
from neurohistory.network import online

Array = NDArray[np.floating]


@contextmanager
def nobody_looks_ahead() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(online, "go_apart", lambda n_examples, n_starts: False)
        patch.setattr(online, "_ENOUGH_EXAMPLES", np.inf)
        yield


def learned(model: Model[Any], X: Array, target: Array, n_starts: int, seed: int) -> list[Any]:
    rng = np.random.default_rng(seed)
    return list(model.learn(model.start(X, target, n_starts, rng), X, target, rng))


def same(model: Model[Any], X: Array, target: Array, n_starts: int, seed: int) -> bool:
    """Whether all states of all epochs are equal without looking ahead."""
    states = learned(model, X, target, n_starts, seed)
    with nobody_looks_ahead():
        plain = learned(model, X, target, n_starts, seed)
    assert states[0][0].dtype == X.dtype
    return len(states) == len(plain) and all(
        np.array_equal(field, other, equal_nan=True)
        for state, its in zip(states, plain, strict=True)
        for field, other in zip(state, its, strict=True)
    )


@st.composite
def examples(draw: st.DrawFn) -> tuple[Array, Array, int, int]:
    """Any examples: sums that meet the threshold but for rounding, repeated and contradicting ones."""
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    n_starts = draw(st.sampled_from([1, 1, 2, 5, 17]))
    shape = (draw(st.integers(1, 400)), draw(st.integers(1, 12)))
    kind = draw(st.sampled_from(["tenths", "signs", "normal", "huge", "small"]))
    if kind == "tenths":
        X = rng.integers(-3, 4, shape) / 10
    elif kind == "signs":
        X = rng.choice([-1.0, 0.0, 1.0], shape)
    else:
        X = rng.standard_normal(shape) * {"normal": 1.0, "huge": 1e15, "small": 1e-30}[kind]
    target = np.where(X @ rng.integers(-2, 3, shape[1]) >= 0, 1.0, -1.0)
    target[rng.random(shape[0]) < draw(st.sampled_from([0, 0.01, 0.3]))] *= -1
    single = draw(st.booleans())
    return X.astype(np.float32 if single else float), target, n_starts, seed


ORDERS = st.sampled_from(["cyclic", "shuffled"])


@given(
    examples(), ORDERS, st.sampled_from([1.0, 0.1, 0.3]), st.sampled_from([0.0, 1.0]),
    st.booleans(), st.booleans(), st.sampled_from([0.0, 0.0, 0.3]),
)  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_a_perceptron(
    data: Any, order: Any, rate: float, scale: float, fires: bool, bias: bool, dead_zone: float
) -> None:
    model = Perceptron(
        learning_rate=rate, order=order, initial_scale=scale, fires_at_zero=fires, bias=bias,
        dead_zone=dead_zone, max_epochs=4,
    )  # fmt: skip
    assert same(model, *data)


@given(examples(), ORDERS)
@settings(max_examples=30, deadline=None)
def test_a_perceptron_of_bounded_order(data: Any, order: Any) -> None:
    X, *others = data
    assert same(BoundedOrderPerceptron(2, max_epochs=3, order=order), X[:, :4], *others)
