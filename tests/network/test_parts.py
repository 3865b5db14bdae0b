"""Costs, first weights, parameters and the momentum step."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory.network.costs import squared_error, squared_error_slope
from neurohistory.network.initialization import uniform
from neurohistory.network.optimizers import momentum_step
from neurohistory.network.parameters import layers, n_parameters


def test_squared_error_is_half_the_sum_of_squares() -> None:
    # Off by 1, 2, 3 and 4: (1 + 4 + 9 + 16) / 2 = 15.
    output = np.array([[1.0, 2.0], [3.0, 4.0]])[:, :, None]
    assert squared_error(output, np.zeros((2, 2))).tolist() == [15.0]


def test_the_slope_of_the_squared_error_is_the_numerical_slope() -> None:
    rng = np.random.default_rng(0)
    output, wanted = rng.standard_normal((3, 2, 4)), rng.standard_normal((3, 2))
    slope, step = squared_error_slope(output, wanted), 1e-5
    for index in np.ndindex(3, 2):
        nudge = np.zeros((3, 2, 1))
        nudge[index] = step
        up, down = (squared_error(output + sign * nudge, wanted) for sign in (1, -1))
        assert slope[index] == pytest.approx((up - down) / (2 * step), abs=1e-8)


def test_uniform_fills_its_range_and_no_more() -> None:
    first = uniform(50, 200, 0.3, np.random.default_rng(0))
    assert first.shape == (50, 200)
    assert 0.299 < np.abs(first).max() <= 0.3
    assert first.mean() == pytest.approx(0, abs=0.006)


def test_momentum_under_a_constant_slope_tends_to_ten_times_plain_descent() -> None:
    # v = 0.9 v - lr g has the fixed point -lr g / (1 - 0.9).
    velocity: NDArray[np.floating] = np.zeros(1)
    for _ in range(300):
        velocity = momentum_step(np.ones(1), velocity, learning_rate=0.1, momentum=0.9)
    assert velocity == pytest.approx(-1.0)


def test_momentum_on_a_parabola_takes_the_known_first_steps() -> None:
    # From 1 on x^2 / 2 with lr 0.1 and momentum 0.9: 0.9, 0.72, 0.486.
    x: NDArray[np.floating] = np.ones(1)
    velocity: NDArray[np.floating] = np.zeros(1)
    path = []
    for _ in range(3):
        velocity = momentum_step(x, velocity, learning_rate=0.1, momentum=0.9)
        x = x + velocity
        path.append(x.item())
    assert path == pytest.approx([0.9, 0.72, 0.486])


@given(st.lists(st.integers(1, 6), min_size=2, max_size=5), st.integers(1, 3))
def test_layers_are_views_that_share_out_all_parameters(sizes: list[int], n_replicas: int) -> None:
    n = n_parameters(sizes)
    theta = np.arange(n * n_replicas, dtype=float).reshape(n, n_replicas)
    views = layers(theta, sizes)
    assert [view.shape for view in views] == [
        (below + 1, above, n_replicas) for below, above in pairwise(sizes)
    ]
    assert all(np.shares_memory(view, theta) for view in views)
    together = np.concatenate([view.reshape(-1, n_replicas) for view in views])
    assert (together == theta).all()
