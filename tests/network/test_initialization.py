"""Where weights start: the spreads that were asked for, and weights given by hand."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory import XOR
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.network.initialization import INITIALIZATIONS, explicit, get_initialization, uniform
from neurohistory.network.theta import layers, n_parameters

Array = NDArray[np.float64]

SIZES = [60, 20, 5]
RANDOM = ["glorot", "he", "lecun"]


def drawn(which: Any, sizes: list[int], n_starts: int, seed: int = 0) -> Array:
    return get_initialization(which)(sizes, n_starts, np.random.default_rng(seed))


def test_zeros_are_zeros() -> None:
    theta = drawn("zeros", [2, 3, 1], 4)
    assert theta.shape == (13, 4)
    assert not theta.any()


@pytest.mark.parametrize("epsilon", [0.12, 0.3, 2])
def test_a_number_fills_its_range_and_no_more_biases_included(epsilon: float) -> None:
    theta = drawn(epsilon, SIZES, 50)
    assert theta.shape == (n_parameters(SIZES), 50)
    for layer in layers(theta, SIZES):
        for part in (layer[0], layer[1:]):
            assert 0.97 * epsilon < part.max() <= epsilon
            assert -epsilon <= part.min() < -0.97 * epsilon
    assert theta.mean() == pytest.approx(0, abs=0.01 * epsilon)
    assert theta.var() == pytest.approx(epsilon**2 / 3, rel=0.02)


def test_a_range_of_zero_is_a_start_from_zero() -> None:
    assert not drawn(0, [2, 2, 1], 3).any()


@pytest.mark.parametrize("epsilon", [-0.1, np.nan, np.inf])
def test_a_range_that_is_none_is_refused(epsilon: float) -> None:
    with pytest.raises(ValueError, match=f"epsilon must be finite and not negative, not {epsilon}"):
        uniform(epsilon)


@pytest.mark.parametrize(
    ("which", "variance"),
    [
        ("glorot", lambda below, above: 2 / (below + above)),
        ("he", lambda below, above: 2 / below),
        ("lecun", lambda below, above: 1 / below),
    ],
)
def test_the_spread_of_a_layer_follows_its_units(
    which: str, variance: Callable[[int, int], float]
) -> None:
    # 200 starts: 20,000 weights in the smaller layer, so the variance is known to about 1 % of
    # itself; a formula with the wrong layer or a missing 2 is off by a third at least.
    theta = drawn(which, SIZES, 200)
    for layer, below, above in zip(layers(theta, SIZES), SIZES[:-1], SIZES[1:], strict=True):
        weights = layer[1:]
        assert weights.var() == pytest.approx(variance(below, above), rel=0.05)
        assert weights.mean() == pytest.approx(0, abs=4 * weights.std() / np.sqrt(weights.size))


@pytest.mark.parametrize("which", RANDOM)
def test_the_biases_of_a_scaled_start_are_zero_and_no_weight_is(which: str) -> None:
    for layer in layers(drawn(which, SIZES, 3), SIZES):
        assert not layer[0].any()
        assert layer[1:].all()


def test_glorot_is_uniform_and_the_others_are_normal() -> None:
    # Beyond sqrt 3 deviations: nothing of a uniform spread, 8.33 % of a normal one.
    for which, share in (("glorot", 0.0), ("he", 0.0833), ("lecun", 0.0833)):
        weights = layers(drawn(which, SIZES, 20), SIZES)[0][1:]
        limit = np.sqrt(6 / (60 + 20)) if which == "glorot" else 3**0.5 * weights.std()
        assert (np.abs(weights) > limit).mean() == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize("which", [*RANDOM, 0.5])
def test_starts_start_apart_and_the_same_seed_starts_alike(which: Any) -> None:
    theta = drawn(which, [3, 4, 2], 5, seed=7)
    weights = layers(theta, [3, 4, 2])[0][1:].reshape(-1, 5)
    assert len(np.unique(weights)) == weights.size
    assert (drawn(which, [3, 4, 2], 5, seed=7) == theta).all()
    assert (drawn(which, [3, 4, 2], 5, seed=8) != theta).any()


@given(st.lists(st.integers(1, 5), min_size=2, max_size=4), st.integers(1, 3), st.integers(0, 99))
def test_weights_given_by_hand_come_back_as_the_layers_of_every_start(
    sizes: list[int], n_starts: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    given_weights = [rng.standard_normal((m + 1, n)) for m, n in pairwise(sizes)]
    theta = drawn([w.tolist() for w in given_weights], sizes, n_starts)
    assert theta.shape == (n_parameters(sizes), n_starts)
    for got, wanted in zip(layers(theta, sizes), given_weights, strict=True):
        assert (got == wanted[:, :, None]).all()


@pytest.mark.parametrize(
    "weights",
    [
        [np.zeros((2, 2)), np.zeros((3, 1))],  # no row for the biases
        [np.zeros((2, 3)), np.zeros((1, 3))],  # the other way round
        [np.zeros((3, 2))],  # a layer is missing
        [np.zeros((3, 2)), np.zeros((3, 1)), np.zeros((2, 1))],  # one too many
        [np.zeros((3, 2)), np.zeros(3)],
    ],
)
def test_weights_that_do_not_chain_are_refused_with_the_shapes(weights: list[Array]) -> None:
    with pytest.raises(ValueError, match="the layers need weights of shapes") as complaint:
        explicit(weights)([2, 2, 1], 1, np.random.default_rng(0))
    assert "[(3, 2), (3, 1)]" in str(complaint.value)
    assert str([w.shape for w in weights]) in str(complaint.value)


def test_a_function_of_ones_own_is_an_initialization() -> None:
    def ones(sizes: Any, n_starts: int, rng: np.random.Generator) -> Array:
        return np.ones((n_parameters(sizes), n_starts))

    assert (drawn(ones, [2, 2, 1], 4) == np.ones((9, 4))).all()


@pytest.mark.parametrize(
    ("function", "complaint"),
    [
        (lambda: None, r"<lambda> cannot be called with \(sizes, n_starts, rng\): too many positional"),
        (
            lambda sizes, n_starts, rng: None,
            r"<lambda> gives NoneType; it must give real numbers of shape \(9, 1\)",
        ),
        (
            lambda sizes, n_starts, rng: np.zeros(9),
            r"gives shape \(9,\); .* numbers of shape \(9, 1\)",
        ),
        (lambda sizes, n_starts, rng: np.full((9, 1), "x"), "gives ndarray; it must"),
    ],
)
def test_a_function_that_gives_no_weights_is_told_what_it_must_give(
    function: Any, complaint: str
) -> None:
    network = MultilayerPerceptron(initialization=function)
    with pytest.raises(ValueError, match=complaint):
        network.fit(XOR.X, XOR.y)


@pytest.mark.parametrize("number", [np.float64(0.25), np.float32(0.25), np.int64(1)])
def test_a_number_of_numpys_is_a_number_too(number: Any) -> None:
    assert (drawn(number, [2, 2, 1], 2) == drawn(float(number), [2, 2, 1], 2)).all()


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no initialization is called 'xavier'") as complaint:
        get_initialization("xavier")
    assert all(name in str(complaint.value) for name in INITIALIZATIONS)
    with pytest.raises(ValueError, match="called 'Glorot'; did you mean 'glorot'"):
        get_initialization("Glorot")
