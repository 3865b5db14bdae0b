"""The random layer: how often its units fire against the formula, and what is refused."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binomtest
from sklearn.datasets import load_iris

from neurohistory.network import association as module
from neurohistory.network.association import activity, association, response, signals, wire

Array = NDArray[np.floating]


def test_activity_has_the_values_of_the_formula() -> None:
    values = {
        (0.5, 10, 0, 1): 0.999023,
        (0.5, 10, 0, 2): 0.989258,
        (0.5, 10, 0, 10): 0.000977,
        (0.5, 5, 5, 1): 0.376953,
        (0.5, 5, 5, 3): 0.054688,
        (0.2, 5, 5, 1): 0.340124,
        (0.2, 10, 0, 4): 0.120874,
    }
    for (lit, x, y, theta), value in values.items():
        assert activity(lit, x, y, theta) == pytest.approx(value, abs=6e-7)


@pytest.mark.parametrize(("x", "y", "theta"), [(3, 2, 1), (2, 3, 0), (4, 0, 2), (0, 3, -1), (2, 1, 3)])
def test_activity_agrees_with_going_through_all_wirings(x: int, y: int, theta: int) -> None:
    # Referee: a retina of five points, two of them lit; all 5^(x + y) wirings are equally likely.
    image = np.array([0, 1, 0, 0, 1])
    fires = [
        image[list(wires[:x])].sum() - image[list(wires[x:])].sum() >= theta
        for wires in product(range(5), repeat=x + y)
    ]
    assert activity(2 / 5, x, y, theta) == pytest.approx(np.mean(fires), abs=1e-12)


@pytest.mark.parametrize("theta", [1, 2, 3])
@pytest.mark.parametrize("lit", [20, 80, 200, 320])
def test_measured_activity_is_within_sampling_error_of_the_formula(lit: int, theta: int) -> None:
    rng = np.random.default_rng(lit + theta)
    image = np.zeros((1, 400))
    image[0, rng.permutation(400)[:lit]] = 1
    fires = association(wire((400, 5000, 1), 10, 5, rng).astype(float), image, theta)
    interval = binomtest(int(fires.sum()), 5000).proportion_ci(0.999, "wilson")
    assert interval.low <= activity(lit / 400, 10, 5, theta) <= interval.high


def test_wiring_has_the_connections_it_should_and_differs_between_starts() -> None:
    wiring = wire((400, 50, 3), 7, 4, np.random.default_rng(0))
    assert (wiring.sum(axis=0) == 3).all()
    assert (np.abs(wiring).sum(axis=0) <= 11).all()
    assert (wire((400, 50, 3), 7, 0, np.random.default_rng(0)).sum(axis=0) == 7).all()
    assert (wiring[..., 0] != wiring[..., 1]).any()
    assert wire((9, 200, 50), 0, 6, np.random.default_rng(0)).mean(axis=(1, 2)) == pytest.approx(
        -6 / 9, abs=0.05
    )


def test_a_sum_that_meets_the_threshold_reaches_it() -> None:
    # 0.7 + 0.1 is 0.7999999999999999 in binary; a sum that falls short by more does not reach it.
    wiring, X = np.ones((2, 1, 1)), np.array([[0.7, 0.1], [0.7, 0.0999999]])
    assert association(wiring, X, 0.8).ravel().tolist() == [True, False]
    half = association(wiring.astype(np.float32), X.astype(np.float32) / 2, 0.4)
    assert half.ravel().tolist() == [True, True]  # with seven digits there is no telling


def test_an_image_gets_the_same_answer_alone_as_among_others() -> None:
    X = load_iris().data  # with one decimal, so that many sums meet the threshold
    wiring = wire((4, 512, 4), 6, 4, np.random.default_rng(0)).astype(float)
    alone = np.concatenate([association(wiring, X[i : i + 1], 2.2) for i in range(len(X))])
    assert (alone == association(wiring, X, 2.2)).all()


def test_signals_are_what_the_units_say_to_all_examples() -> None:
    rng = np.random.default_rng(0)
    wiring, X = wire((9, 7, 3), 3, 2, rng).astype(float), rng.random((20, 9))
    found = signals(wiring, X, 0.5)
    assert found.shape == (3, 20, 7)
    assert (found == association(wiring, X, 0.5).transpose(2, 0, 1)).all()


@pytest.mark.parametrize("n_starts", [1, 3])
def test_a_response_is_the_sum_of_the_weights_of_the_units_that_fire(n_starts: int) -> None:
    rng = np.random.default_rng(1)
    wiring, X = wire((9, 7, n_starts), 3, 2, rng).astype(float), rng.random((5, 9))
    weights = rng.standard_normal((7, 2, n_starts))
    sums = response(wiring, weights, X, 0.5)
    active = association(wiring, X, 0.5)
    for e, k, r in np.ndindex(5, 2, n_starts):
        assert sums[e, k, r] == pytest.approx(weights[active[e, :, r], k, r].sum())


def test_portions_of_the_examples_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    wiring, X = wire((9, 30, 3), 5, 5, rng).astype(float), rng.random((60, 9))
    weights = rng.standard_normal((30, 4, 3))
    whole = signals(wiring, X, 0.5), response(wiring, weights, X, 0.5)
    monkeypatch.setattr(module, "_BLOCK", 7 * 30 * 3)
    parts = signals(wiring, X, 0.5), response(wiring, weights, X, 0.5)
    assert [one.tobytes() for one in parts] == [one.tobytes() for one in whole]


def test_more_signals_than_memory_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_SIGNALS", 4 * 10 * 5 - 1)
    with pytest.raises(
        ValueError, match=r"4 examples for 10 association units in 5 starts .*n_association=10"
    ):
        signals(np.zeros((2, 10, 5)), np.zeros((4, 2)), 1)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: activity(1.5, 5, 5, 1), "between 0 and 1, not 1.5"),
        (
            lambda: wire((4, 512, 1), 100_000, 0, np.random.default_rng(0)),
            "100,000 and 0 connections, in 1 starts .*connections or starts",
        ),
        (
            lambda: wire((100_000, 512, 1), 6, 4, np.random.default_rng(0)),
            "512 association units on 100,000 points, .*lower n_association",
        ),
        (
            lambda: association(np.zeros((400, 3, 1)), np.zeros((2, 399)), 1),
            "images of 399 points do not fit a retina of 400",
        ),
        (lambda: activity(0.5, excitatory=5, inhibitory=-1, threshold=1), "not be negative: 5, -1"),
    ],
)
def test_bad_input_is_refused_with_the_remedy(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
