"""Matrix products of many networks: every way of taking them gives what NumPy gives one by one."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.network.matmul import matmul


@pytest.mark.parametrize("n_starts", [1, 3])
@pytest.mark.parametrize("sizes", [(2, 3, 4), (30, 20, 40), (5, 1, 1), (4, 3, 0)], ids=str)
@pytest.mark.parametrize("shared", [True, False], ids=["shared", "own"])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_it_is_the_product_of_each_start(
    n_starts: int, sizes: tuple[int, int, int], shared: bool, kind: type[np.floating]
) -> None:
    i, j, k = sizes
    rng = np.random.default_rng(0)
    a = rng.random((i, j) if shared else (i, j, n_starts)).astype(kind)
    b = rng.random((j, k, n_starts)).astype(kind)
    out = np.full((i, k, n_starts), np.nan, kind)
    found, into = matmul(a, b), matmul(a, b, out)
    assert found.dtype == kind
    assert found.shape == into.shape == out.shape
    for r in range(n_starts):
        expected = (a if shared else a[:, :, r]) @ b[:, :, r]
        assert found[:, :, r] == pytest.approx(expected, rel=1e-5)
        assert out[:, :, r] == pytest.approx(expected, rel=1e-5)
    assert np.shares_memory(into, out) or not out.size


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("sizes", [(300, 24, 1), (40, 161, 1), (300, 1, 24), (24, 300, 1)], ids=str)
@pytest.mark.parametrize("n_starts", [2, 12, 100])
def test_vectors_give_the_bits_of_a_product_for_each_start(
    n_starts: int, sizes: tuple[int, int, int], kind: type[np.floating]
) -> None:
    i, j, k = sizes
    rng = np.random.default_rng(0)
    a = rng.standard_normal((i, j, n_starts)).astype(kind)
    b = rng.standard_normal((j, k, n_starts)).astype(kind)
    each = np.moveaxis(np.moveaxis(a, 2, 0) @ np.moveaxis(b, 2, 0), 0, 2)
    assert (matmul(a, b) == each).all()
    assert (matmul(a, b, np.empty(each.shape, kind)) == each).all()


def test_matrices_of_one_network_may_be_plain() -> None:
    a, b = np.arange(6.0).reshape(2, 3), np.ones((3, 4))
    assert matmul(a, b).tolist() == (a @ b).tolist()


def test_what_is_turned_about_gives_the_same() -> None:
    rng = np.random.default_rng(0)
    a, b = rng.random((3, 2, 4)), rng.random((5, 3, 4))
    expected = matmul(np.ascontiguousarray(a.swapaxes(0, 1)), np.ascontiguousarray(b.swapaxes(0, 1)))
    assert matmul(a.swapaxes(0, 1), b.swapaxes(0, 1)) == pytest.approx(expected)


def test_a_place_that_would_be_a_copy_is_refused() -> None:
    out = np.asfortranarray(np.zeros((4, 3, 5)))
    with pytest.raises(ValueError, match="copy"):
        matmul(np.ones((4, 2)), np.ones((2, 3, 5)), out=out)
