"""The deep belief net of 2006: a step against a plain twin, what it can do, and what it cannot."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from math import exp, log
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory.network.belief_net import (
    BeliefNet,
    Layer,
    generate,
    label_scores,
    pretrain,
    start_net,
    up_down,
)
from neurohistory.network.enumeration import states

Array = NDArray[Any]

BARS = np.array([[1.0, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]])
LABELS = np.repeat(np.eye(2), 2, axis=0)  # rows of a square, and columns


def sigma(z: float) -> float:
    return 1 / (1 + exp(-z))


def sure(net: BeliefNet) -> BeliefNet:
    """The same net with weights so large that no draw is left to chance."""
    up = tuple(layer._replace(weights=1e5 * layer.weights, bias=layer.bias + 31) for layer in net.up)
    low, *others = net.down
    down = (
        low,
        *(layer._replace(weights=1e5 * layer.weights, bias=layer.bias - 17) for layer in others),
    )
    memory = np.concatenate([net.weights[: net.n_labels], 1e5 * net.weights[net.n_labels :]])
    return net._replace(up=up, down=down, weights=memory, top_bias=net.top_bias + 40)


def test_a_step_is_that_of_a_twin_in_plain_python() -> None:
    rng = np.random.default_rng(4)
    net, x, label, rate = sure(start_net((3, 4, 2, 5), 2, rng)), [1.0, 0.0, 1.0], [0.0, 1.0], 0.5
    (found,) = up_down(net, np.array([x]), np.array([label]), rng, epochs=1, learning_rate=rate, steps=2)

    def means(units: Sequence[float], weights: Array, bias: Array) -> list[float]:
        z = [b + sum(u * weights[i][j] for i, u in enumerate(units)) for j, b in enumerate(bias)]
        return [sigma(max(-700, min(700, value))) for value in z]

    def sampled(units: Sequence[float], weights: Array, bias: Array) -> list[float]:
        p = means(units, weights, bias)
        assert all(value in (0, 1) or value < 1e-9 or value > 1 - 1e-9 for value in p)
        return [round(value) for value in p]

    (first, second), (low, high) = net.up, net.down
    wake1 = sampled(x, *first)
    wake2 = sampled(wake1, *second)
    top0 = sampled(label + wake2, net.weights, net.top_bias)
    top, pen, marks = top0, wake2, label
    for _ in range(2):
        seen = [
            b + sum(t * w for t, w in zip(top, row, strict=True))
            for row, b in zip(net.weights, net.visible_bias, strict=True)
        ]
        largest = max(seen[:2])
        powers = [exp(value - largest) for value in seen[:2]]
        marks = [power / sum(powers) for power in powers]
        pen = [round(sigma(max(-700, min(700, value)))) for value in seen[2:]]
        top = sampled(marks + pen, net.weights, net.top_bias)
    sleep1 = sampled(pen, *high)
    sleep0 = means(sleep1, *low)

    def taught(layer: Layer, units: Sequence[float], wanted: Sequence[float]) -> list[list[float]]:
        given = means(units, *layer)
        return [
            [w + rate * units[i] * (wanted[j] - given[j]) for j, w in enumerate(row)]
            for i, row in enumerate(layer.weights)
        ]

    assert found.down[0].weights == pytest.approx(np.array(taught(low, wake1, x)))
    assert found.down[1].weights == pytest.approx(np.array(taught(high, wake2, wake1)))
    assert found.up[0].weights == pytest.approx(np.array(taught(first, sleep0, sleep1)))
    assert found.up[1].weights == pytest.approx(np.array(taught(second, sleep1, pen)))
    change = rate * (np.outer(label + wake2, top0) - np.outer(marks + pen, top))
    assert found.weights == pytest.approx(net.weights + change)
    # By hand: of a pixel that is 1 and was given back as 0, the bias of the way down grows by the rate.
    back = means(wake1, *low)
    assert found.down[0].bias == pytest.approx(low.bias + rate * (np.array(x) - back))
    assert not np.array_equal(found.weights, net.weights)


def test_the_scores_of_labels_are_those_of_counting_states_of_the_top() -> None:
    net = start_net((4, 3, 5), 2, np.random.default_rng(1), scale=1.0)
    x = np.array([[0.0, 1, 1, 0]])
    pen = 1 / (1 + np.exp(-(x @ net.up[0].weights)))
    for label in range(2):
        visible = np.concatenate([np.eye(2)[label], pen[0]])
        total = sum(exp(visible @ net.weights @ top) for top in states(5))
        assert label_scores(net, x)[0, label] == pytest.approx(log(total))


def learned(labels: Array, seed: int = 0) -> BeliefNet:
    rng = np.random.default_rng(seed)
    X = np.tile(BARS, (10, 1))
    net = pretrain(
        start_net((4, 8, 8, 16), 2, rng, scale=0.5), X, np.tile(labels, (10, 1)), rng, epochs=60
    )
    tuning = up_down(net, X, np.tile(labels, (10, 1)), rng, epochs=100, learning_rate=0.1)
    (net,) = deque(tuning, maxlen=1)
    return net


def test_it_tells_rows_from_columns_and_draws_both() -> None:
    net, rng = learned(LABELS), np.random.default_rng(1)
    assert label_scores(net, BARS).argmax(axis=1).tolist() == [0, 0, 1, 1]
    for label in range(2):
        images = np.round(generate(net, np.repeat(np.eye(2)[[label]], 100, axis=0), rng, steps=50))
        own = (images[:, None] == BARS[LABELS[:, label] == 1]).all(axis=2).any(axis=1)
        assert own.mean() > 0.6  # two of sixteen images are right: chance gives an eighth


def test_it_cannot_tell_what_it_is_shown_with_either_label() -> None:
    X, labels = np.repeat(BARS, 2, axis=0), np.tile(np.eye(2), (4, 1))
    rng = np.random.default_rng(0)
    net = pretrain(start_net((4, 8, 8, 16), 2, rng), X, labels, rng, epochs=60, learning_rate=0.02)
    scores = label_scores(net, BARS)
    assert np.abs(scores[:, 0] - scores[:, 1]).max() < 1


def test_the_same_seed_learns_the_same() -> None:
    nets = [learned(LABELS, seed=3) for _ in range(2)]
    assert np.array_equal(nets[0].weights, nets[1].weights)


def test_what_does_not_fit_is_named() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"sizes must name pixels, at least one layer, and the top"):
        start_net((4, 3), 2, rng)
    net = start_net((4, 3, 5), 2, rng)
    with pytest.raises(ValueError, match=r"labels must be 0 and 1, of shape \(4, 2\)"):
        pretrain(net, BARS, LABELS[:3], rng, epochs=1)
    with pytest.raises(ValueError, match=r"labels\[1\] must have exactly one 1"):
        pretrain(net, BARS, np.array([[1.0, 0], [1, 1], [0, 1], [0, 1]]), rng, epochs=1)
    with pytest.raises(ValueError, match="scale the data to 0 to 1"):
        pretrain(net, 255 * BARS, LABELS, rng, epochs=1)
