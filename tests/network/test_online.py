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
from neurohistory.models.madaline import Madaline
from neurohistory.models.madaline_ii import MadalineII
from neurohistory.models.mark_i import MarkIPerceptron
from neurohistory.models.minsky_papert import BoundedOrderPerceptron
from neurohistory.models.perceptron import Perceptron
from neurohistory.network import foresight, lone_unit, online

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
    numbers = draw(st.sampled_from(["tenths", "signs", "normal", "huge", "small"]))
    if numbers == "tenths":
        X = rng.integers(-3, 4, shape) / 10
    elif numbers == "signs":
        X = rng.choice([-1.0, 0.0, 1.0], shape)
    else:
        X = rng.standard_normal(shape) * {"normal": 1.0, "huge": 1e15, "small": 1e-30}[numbers]
    target = np.where(X @ rng.integers(-2, 3, shape[1]) >= 0, 1.0, -1.0)
    target[rng.random(shape[0]) < draw(st.sampled_from([0, 0.01, 0.3]))] *= -1
    kind = np.float32 if draw(st.booleans()) else np.float64
    return X.astype(kind), target.astype(kind), n_starts, seed


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


@given(examples(), ORDERS, st.sampled_from([1.0, 0.3]), st.booleans())
@settings(max_examples=30, deadline=None)
def test_a_perceptron_whose_mistakes_are_foreseen(
    data: Any, order: Any, rate: float, bias: bool
) -> None:
    X, target, *others = data
    model = Perceptron(learning_rate=rate, order=order, bias=bias, max_epochs=3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(online, "_FAR", 8)
        patch.setattr(lone_unit, "_MANY", -1)
        patch.setattr(online, "_ROW", 0)
        patch.setattr(foresight, "_MOST", 60)
        assert same(model, X.astype(float), target.astype(float), *others)


@pytest.mark.parametrize("lie", [np.zeros_like, np.ones_like, lambda wrong: ~wrong])
def test_what_is_foreseen_wrongly_changes_nothing(lie: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    X, target = rng.standard_normal((300, 5)), rng.choice([-1.0, 1.0], 300)
    monkeypatch.setattr(online, "_FAR", 8)
    monkeypatch.setattr(lone_unit, "_MANY", -1)
    monkeypatch.setattr(online, "_ROW", 0)
    told, foreseen = [], foresight.Foresight._foreseen

    def lying(self: Any, *asked: Any) -> Any:
        told.append(lie(foreseen(self, *asked)))
        return told[-1]

    monkeypatch.setattr(foresight.Foresight, "_foreseen", lying)
    assert same(Perceptron(max_epochs=3), X, target, 1, 0)
    assert told


@given(examples(), ORDERS)
@settings(max_examples=30, deadline=None)
def test_a_perceptron_of_bounded_order(data: Any, order: Any) -> None:
    X, *others = data
    X = X / max(1, np.abs(X).max(initial=0) / 1e6)  # so that single precision holds their products
    assert same(BoundedOrderPerceptron(2, max_epochs=3, order=order), X[:, :4], *others)


@given(examples(), ORDERS, st.sampled_from(["or", "majority"]), st.sampled_from([0.0, 0.1]))
@settings(max_examples=30, deadline=None)
def test_a_madaline(data: Any, order: Any, element: Any, scale: float) -> None:
    assert same(Madaline(3, element, max_epochs=3, order=order, initial_scale=scale), *data)


@given(examples(), ORDERS)
@settings(max_examples=20, deadline=None)
def test_a_madaline_of_two_layers(data: Any, order: Any) -> None:
    assert same(MadalineII(3, max_epochs=2, order=order), *data)


@given(examples(), ORDERS, st.integers(1, 3))
@settings(max_examples=30, deadline=None)
def test_a_mark_i(data: Any, order: Any, n_responses: int) -> None:
    X, target, *others = data
    if n_responses > 1:
        of_class = np.arange(len(X))[:, None] % n_responses == np.arange(n_responses)
        target = np.where(of_class, 1, -1).astype(X.dtype)
    assert same(MarkIPerceptron(30, max_epochs=2, order=order), X, target, *others)


@pytest.mark.parametrize("shape", [(1, 7), (5, 5), (40, 3)])
@pytest.mark.parametrize("side", [-1, 1])
def test_no_example_is_longer_than_the_longest_which_is_no_longer_than_need_be(
    shape: tuple[int, int], side: int
) -> None:
    X = np.where(np.arange(shape[0] * shape[1]).reshape(shape) % 4, -0.5 * side, side * 3.0)
    longest = online.Lessons(X, np.ones(len(X)), "cyclic", 1, np.random.default_rng(0)).longest
    assert np.linalg.norm(X, axis=1).max() <= longest * (1 + 1e-12)
    assert longest == pytest.approx(3 * np.sqrt(shape[1]))
