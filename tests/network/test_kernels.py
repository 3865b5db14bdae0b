"""Kernels: their formulas, the space that they stand for, and what can be none."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory.network.kernels import KERNELS, Kernel

Array = NDArray[np.floating]


def test_kernels_match_their_formulas() -> None:
    u, v = np.array([[1.0, -2.0]]), np.array([[0.5, 3.0]])
    dot, far = 1 * 0.5 - 2 * 3.0, 0.5**2 + 5.0**2
    for g, c, d in ((1.0, 1.0, 2), (0.5, -0.5, 3)):
        formula = {
            "linear": dot, "poly": (g * dot + c) ** d, "rbf": math.exp(-g * far),
            "sigmoid": math.tanh(g * dot + c),
        }  # fmt: skip
        assert formula.keys() == KERNELS.keys()
        for name, value in formula.items():
            assert Kernel(name, g, c, d)(u, v) == pytest.approx(value)


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_has_a_row_for_each_of_u_and_a_column_for_each_of_v(name: str) -> None:
    rng = np.random.default_rng(0)
    U, V = rng.standard_normal((3, 4)), rng.standard_normal((5, 4))
    found = Kernel(name, 0.3)(U, V)
    assert found.shape == (3, 5)
    for i, j in np.ndindex(3, 5):
        assert found[i, j] == pytest.approx(Kernel(name, 0.3)(U[i : i + 1], V[j : j + 1])[0, 0])


def test_the_space_of_degree_d_has_as_many_dimensions_as_there_are_products() -> None:
    # Table 2, for 256 pixels; its round numbers above degree 2 are loose.  C(256 + d, d) - 1 products.
    exact = [256, 33_152, 2_862_208, 186_043_584, 9_711_475_136, 424_067_747_648, 15_932_831_090_240]
    assert [math.comb(256 + d, d) - 1 for d in range(1, 8)] == exact
    # The rank of the kernel's matrix is that dimension, and one for the constant: 2 features, degree 3.
    X = np.random.default_rng(0).standard_normal((40, 2))
    assert np.linalg.matrix_rank(Kernel("poly", degree=3)(X, X)) == math.comb(2 + 3, 3)


def product(U: Array, V: Array) -> Array:
    return U @ V.T


def test_a_matrix_of_all_pairs_is_in_double_precision() -> None:
    X = np.random.default_rng(0).standard_normal((4, 2)).astype(np.float32)
    gram = Kernel(product).gram(X)
    assert gram.dtype == np.float64
    assert (gram == X @ X.T).all()


@pytest.mark.parametrize("function", [*KERNELS, product])
@pytest.mark.parametrize("room", [1, 20, 10_000])
def test_weighted_sums_are_those_of_the_matrix_however_many_rows_are_taken_at_a_time(
    function: Any, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("neurohistory.network.kernels._BLOCK", room)
    rng, kernel = np.random.default_rng(0), Kernel(function, 0.3)
    U, V = rng.standard_normal((7, 3)), rng.standard_normal((6, 3))
    weights = rng.standard_normal((6, 3, 2)) * np.array([0, 1, 1, 0, 1, 1])[:, None, None]
    expected = np.tensordot(kernel(U, V), weights, axes=1)
    assert kernel.weighted_sums(U, V, weights) == pytest.approx(expected, rel=1e-13, abs=1e-13)
    assert kernel.weighted_sums(U, V, weights[:, 0, 0]) == pytest.approx(expected[:, 0, 0], abs=1e-13)


def test_others_without_a_weight_are_not_even_looked_at() -> None:
    def refuses(U: Array, V: Array) -> Array:
        assert (V == 1).all()
        return U @ V.T

    V = np.array([[1.0], [np.inf], [1.0]])
    assert Kernel(refuses).weighted_sums(V[:1], V, np.array([2.0, 0.0, 3.0])).tolist() == [5.0]
    assert Kernel(refuses).weighted_sums(V, V, np.zeros((3, 2))).tolist() == np.zeros((3, 2)).tolist()


@pytest.mark.parametrize("offset", [0.0, 1e6, -1e9])
def test_the_radial_kernel_keeps_its_digits_far_from_zero(offset: float) -> None:
    X = np.arange(8.0)[:, None]  # whole numbers, which no offset rounds
    expected = np.exp(-0.5 * (X - X.T) ** 2)
    assert Kernel("rbf", 0.5)(X + offset, X + offset) == pytest.approx(expected, rel=1e-12)


def test_a_kernel_larger_than_memory_is_refused_with_the_remedy() -> None:
    X = np.zeros((8_000, 1))
    with pytest.raises(ValueError, match=r"8,000 and 8,000 examples .*use fewer examples"):
        Kernel("rbf")(X, X)


def test_a_kernel_that_overflows_is_told_where_it_matters() -> None:
    X = np.full((2, 1), 1e200)
    assert np.isinf(Kernel("poly")(X, X)).all()
    remedy = "the poly kernel overflows; lower gamma, degree=2 or coef0=1, or scale"
    with pytest.raises(ValueError, match=remedy):
        Kernel("poly").check_finite(X)
    with pytest.raises(ValueError, match="the linear kernel overflows; lower gamma or scale the inputs"):
        Kernel("linear").check_finite(X)
    with pytest.raises(ValueError, match=remedy):
        Kernel("poly").weighted_sums(X, X, np.array([1.0, -1.0]))
    # What could overflow for other examples of this length need not for these.
    high = Kernel("poly", coef0=-1.0, degree=2000)
    high.check_finite(np.array([[1.0]]))
    with pytest.raises(ValueError, match="overflows"):
        high.check_finite(np.array([[1.0], [-1.0]]))


def test_a_function_is_called_by_its_name_and_keeps_the_precision_of_the_examples() -> None:
    def product(U: Array, V: Array) -> Array:
        return np.outer(U.prod(axis=1), V.prod(axis=1)).astype(np.float64)

    kernel = Kernel(product)
    assert str(kernel) == "the kernel product"
    ones = np.ones((2, 2), dtype=np.float32)
    assert kernel(ones, ones).dtype == np.float32
    with pytest.raises(ValueError, match=r"the kernel product gives inf for \[inf, 1.0\] and"):
        kernel(np.array([[np.inf, 1.0]]), np.ones((1, 2)))


def test_a_function_that_is_not_symmetric_is_no_kernel() -> None:
    def skewed(U: Array, V: Array) -> Array:
        return np.asarray(U @ np.array([[1.0, 2.0], [0.0, 1.0]]) @ V.T)

    with pytest.raises(ValueError, match=r"the kernel skewed is not symmetric: .* must be K\(v, u\)"):
        Kernel(skewed).gram(np.eye(2))
