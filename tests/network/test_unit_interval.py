"""What visible units see: ranges by hand, and inputs clipped to them."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.network.unit_interval import binary_range, central_range, full_range, scaled


def test_ranges_by_hand() -> None:
    # 0, 1, ..., 10: mean 5, standard deviation sqrt(10); and a constant.
    X = np.column_stack([np.arange(11.0), np.full(11, 7.0)])
    low, high = full_range(X)
    assert (low.tolist(), high.tolist()) == ([0, 7], [10, 7])
    low, high = central_range(X)
    assert low == pytest.approx([5 - np.sqrt(10), 7])
    assert high == pytest.approx([5 + np.sqrt(10), 7])
    low, high = binary_range(np.array([[0.0, 1.0], [1.0, 1.0]]))
    assert (low.tolist(), high.tolist()) == ([0, 0], [1, 1])


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_two_values_are_the_ends_however_often_each_occurs(share: float) -> None:
    bits = (np.arange(20) < 20 * share).astype(float)[:, None]
    for X in (bits, 2 * bits - 1, 1e9 * bits - 1e8):
        assert scaled(X, *central_range(X)) == pytest.approx(bits, abs=1e-7)


def test_what_is_not_binary_is_refused_with_the_remedy() -> None:
    with pytest.raises(ValueError, match=r"X\[1, 0\] is 0\.5, .*threshold.*or take visible='scaled'"):
        binary_range(np.array([[0.0, 1.0], [0.5, 3.0]]))


def test_inputs_are_clipped_and_a_constant_is_0() -> None:
    low, high = np.array([0.0, 3.0]), np.array([4.0, 3.0])
    X = np.array([[-9.0, 3], [1, 3], [99, 5]])
    assert scaled(X, low, high).tolist() == [[0, 0], [0.25, 0], [1, 0]]


def test_starts_share_what_they_see_unless_their_ranges_differ() -> None:
    X, low = np.array([[1.0], [2.0]]), np.zeros((1, 2))
    assert scaled(X, low, np.array([[4.0, 4.0]])).tolist() == [[0.25], [0.5]]
    assert scaled(X, low, np.array([[4.0, 8.0]])).tolist() == [[[0.25, 0.125]], [[0.5, 0.25]]]


def test_single_precision_stays_single() -> None:
    X = np.arange(6, dtype=np.float32).reshape(3, 2)
    for ends in (full_range(X), central_range(X)):
        assert scaled(X, *ends).dtype == np.float32
