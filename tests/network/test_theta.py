"""All weights in one array, and the layers in it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from neurohistory.network.theta import layers, n_parameters


@given(st.lists(st.integers(1, 6), min_size=2, max_size=5), st.integers(1, 3))
def test_layers_are_views_that_share_out_all_parameters(sizes: list[int], n_starts: int) -> None:
    n = n_parameters(sizes)
    theta = np.arange(n * n_starts, dtype=float).reshape(n, n_starts)
    views = layers(theta, sizes)
    assert [view.shape for view in views] == [
        (below + 1, above, n_starts) for below, above in pairwise(sizes)
    ]
    assert all(np.shares_memory(view, theta) for view in views)
    together = np.concatenate([view.reshape(-1, n_starts) for view in views])
    assert (together == theta).all()


def test_the_digit_network_of_the_lecture_has_its_13002_parameters() -> None:
    # 784-16-16-10: 784 * 16 + 16 * 16 + 16 * 10 weights and 16 + 16 + 10 biases.
    assert n_parameters([784, 16, 16, 10]) == 13_002
