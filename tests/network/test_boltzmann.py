"""Restricted Boltzmann machines: formulas by hand, sampling against enumeration."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory.network.boltzmann import (
    Machine,
    check_visible,
    energy,
    free_energy,
    hidden_probabilities,
    sample,
    start_machine,
    visible_probabilities,
)
from neurohistory.network.enumeration import (
    exact_gradient,
    log_probability,
    states,
)

Array = NDArray[np.floating]
SEEDS = st.integers(0, 10**6)


def any_machine(n_visible: int, n_hidden: int, n_starts: int = 1, seed: int = 0) -> Machine:
    rng = np.random.default_rng(seed)
    return start_machine(n_visible, n_hidden, n_starts, rng, scale=1.0)._replace(
        visible_bias=rng.standard_normal((n_visible, n_starts)),
        hidden_bias=rng.standard_normal((n_hidden, n_starts)),
    )


# The machine ----------------------------------------------------------------------------------------


def test_energy_and_free_energy_by_hand() -> None:
    # W = (2, -1), b = (0.5, 0), c = 1; v = (1, 1), h = 1: E = -0.5 - 1 - (2 - 1) = -2.5.
    # c + v.W = 2, so F = -0.5 - ln(1 + e^2), and p(h = 1 | v) = 1 / (1 + e^-2) = 0.8808.
    # p(v = 1 | h = 1) = logistic(0.5 + 2), logistic(0 - 1) = 0.9241, 0.2689.
    blank = start_machine(2, 1, 1, np.random.default_rng(0))
    machine = blank._replace(
        weights=np.array([[[2.0]], [[-1.0]]]),
        visible_bias=np.array([[0.5], [0.0]]),
        hidden_bias=np.array([[1.0]]),
    )
    v, h = np.ones((1, 2)), np.ones((1, 1))
    assert energy(machine, v, h).tolist() == [[-2.5]]
    assert free_energy(machine, v)[0, 0] == pytest.approx(-0.5 - np.log(1 + np.e**2))
    assert hidden_probabilities(machine, v).item() == pytest.approx(0.8808, abs=5e-5)
    assert hidden_probabilities(machine, v, "linear").item() == 2
    assert visible_probabilities(machine, h).ravel() == pytest.approx([0.9241, 0.2689], abs=5e-5)


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 3), SEEDS)
def test_hidden_units_sum_out_to_the_free_energy(
    n_visible: int, n_hidden: int, n_starts: int, seed: int
) -> None:
    machine = any_machine(n_visible, n_hidden, n_starts, seed)
    V = states(n_visible)
    each = [energy(machine, V, np.tile(h, (len(V), 1))) for h in states(n_hidden)]
    summed = -np.log(np.exp(-np.array(each)).sum(axis=0))
    assert free_energy(machine, V) == pytest.approx(summed, abs=1e-9)


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 3), SEEDS)
def test_each_layer_given_the_other_is_boltzmanns_law(
    n_visible: int, n_hidden: int, n_starts: int, seed: int
) -> None:
    # p(h_j = 1 | v) is the share of exp(-E) of the states h with h_j on; and the other way about.
    machine = any_machine(n_visible, n_hidden, n_starts, seed)
    V, H = states(n_visible), states(n_hidden)
    weight = np.exp([-energy(machine, V, np.tile(h, (len(V), 1))) for h in H])  # (h, v, start)
    up = np.einsum("hvr,hj->vjr", weight, H) / weight.sum(axis=0)[:, None]
    down = np.einsum("hvr,vi->hir", weight, V) / weight.sum(axis=1)[:, None]
    assert hidden_probabilities(machine, V) == pytest.approx(up, abs=1e-9)
    assert visible_probabilities(machine, H) == pytest.approx(down, abs=1e-9)


@pytest.mark.parametrize(("n_visible", "n_hidden"), [(3, 2), (40, 30)])
def test_examples_of_each_starts_own_are_taken_too(n_visible: int, n_hidden: int) -> None:
    machine = any_machine(n_visible, n_hidden, 3)
    rng = np.random.default_rng(1)
    V, H = rng.random((5, n_visible)), rng.random((5, n_hidden))
    own_v, own_h = np.repeat(V[..., None], 3, axis=2), np.repeat(H[..., None], 3, axis=2)
    for shared, own in (
        (hidden_probabilities(machine, V), hidden_probabilities(machine, own_v)),
        (visible_probabilities(machine, H), visible_probabilities(machine, own_h)),
        (free_energy(machine, V), free_energy(machine, own_v)),
        (energy(machine, V, H), energy(machine, own_v, own_h)),
    ):
        assert own == pytest.approx(shared, abs=1e-12)


def test_samples_follow_the_boltzmann_distribution() -> None:
    # 20,000 samples of 16 states: four standard deviations of a share are at most 0.0141.
    machine = any_machine(4, 3)
    drawn = sample(machine, 20_000, np.random.default_rng(0), steps=60)[..., 0]
    shares = np.bincount((drawn @ [8, 4, 2, 1]).astype(int), minlength=16) / len(drawn)
    exact = np.exp(log_probability(machine, states(4)))[:, 0]
    assert exact.max() > 3 / 16  # there is something to get wrong
    assert np.abs(shares - exact).max() < 0.0141


def test_samples_start_where_they_are_told() -> None:
    machine, rng = any_machine(4, 3, 2), np.random.default_rng(0)
    start = np.ones((5, 4, 2))
    assert sample(machine, 5, rng, steps=0, start=start).tolist() == start.tolist()
    assert set(np.unique(sample(machine, 5, rng, steps=2, start=start))) <= {0.0, 1.0}


# Bad input ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("V", "complaint"),
    [
        ([[0.0, 255.0]], r"V\[0, 1\] is 255; .*scale the data to 0 to 1"),
        ([[0.0, 1.0], [-1.0, 1.0]], r"V\[1, 0\] is -1; "),
        ([[0.0, np.nan]], r"V\[0, 1\] is nan; "),
        ([[0.0, 1.0, 1.0]], r"with 2 visible units, not \(1, 3\)"),
        ([0.0, 1.0], r"not \(2,\)"),
        (np.empty((0, 2)), r"not \(0, 2\)"),
    ],
)
def test_what_is_no_probability_is_refused(V: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        check_visible(np.array(V), 2)


class Sparse:
    """As much of a sparse matrix as it takes to be known as one."""

    def toarray(self) -> Array:
        return np.zeros((1, 2))


ON_VECTORS = [
    lambda machine, V: free_energy(machine, V),
    lambda machine, V: hidden_probabilities(machine, V),
    lambda machine, V: energy(machine, V, [[1, 0, 1]]),
]


@pytest.mark.parametrize("ask", ON_VECTORS)
def test_lists_and_whole_numbers_will_do(ask: Any) -> None:
    machine = start_machine(2, 3, 4, np.random.default_rng(0), scale=1.0)
    due = ask(machine, np.array([[0.0, 1.0]])).tolist()
    for V in ([[0, 1]], np.array([[0, 1]]), np.array([[False, True]]), np.array([[0, 1]], np.uint8)):
        assert ask(machine, V).tolist() == due


@pytest.mark.parametrize("ask", ON_VECTORS)
@pytest.mark.parametrize(
    ("V", "error", "complaint"),
    [
        (Sparse(), TypeError, r"V is sparse; take V\.toarray\(\)"),
        ([["a", "b"]], TypeError, "V must hold numbers, not <U1"),
        ([[1j, 0]], TypeError, "V must hold numbers, not complex128"),
        ([0, 1], ValueError, r"V has the shape \(2,\); it must have 2 columns"),
        ([[0, 1, 0]], ValueError, r"V has the shape \(1, 3\); it must have 2 columns"),
    ],
)
def test_vectors_that_do_not_fit_are_refused(
    ask: Any, V: Any, error: type[Exception], complaint: str
) -> None:
    with pytest.raises(error, match=complaint):
        ask(start_machine(2, 3, 1, np.random.default_rng(0)), V)


def test_single_precision_stays_single_and_other_numbers_become_double() -> None:
    machine = start_machine(3, 2, 4, np.random.default_rng(0), np.float32)
    for kind, found in (("f4", "f4"), ("f8", "f8"), ("i8", "f8"), ("?", "f8"), ("u1", "f8")):
        assert hidden_probabilities(machine, np.ones((5, 3), dtype=kind)).dtype == np.dtype(found)


def test_underflow_is_nobodys_error() -> None:
    machine = start_machine(3, 4, 2, np.random.default_rng(0), scale=500.0)
    V = np.eye(3)
    quietly = free_energy(machine, V), log_probability(machine, V), *exact_gradient(machine, V)
    with np.errstate(all="raise"):
        aloud = free_energy(machine, V), log_probability(machine, V), *exact_gradient(machine, V)
    assert all((one == other).all() for one, other in zip(quietly, aloud, strict=True))
