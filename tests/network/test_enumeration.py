"""The referee itself: counts, finite differences, and limits known in closed form."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory.network.boltzmann import Machine, energy, free_energy, start_machine
from neurohistory.network.enumeration import (
    exact_gradient,
    expected_contrast,
    log_likelihood,
    log_partition,
    log_probability,
    maximum_likelihood,
    states,
)

Array = NDArray[np.floating]
SIZES = st.integers(1, 4)
SEEDS = st.integers(0, 10**6)
EVEN_PARITY = np.array([[0.0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]])


def any_machine(n_visible: int, n_hidden: int, n_starts: int = 1, seed: int = 0) -> Machine:
    rng = np.random.default_rng(seed)
    return start_machine(n_visible, n_hidden, n_starts, rng, scale=1.0)._replace(
        visible_bias=rng.standard_normal((n_visible, n_starts)),
        hidden_bias=rng.standard_normal((n_hidden, n_starts)),
    )


@pytest.mark.parametrize(("n_visible", "n_hidden"), [(3, 2), (2, 5), (12, 9), (9, 12), (300, 4)])
def test_a_blank_machine_has_z_of_all_states_alike(n_visible: int, n_hidden: int) -> None:
    blank = start_machine(n_visible, n_hidden, 2, np.random.default_rng(0), scale=0)
    expected = (n_visible + n_hidden) * np.log(2)
    assert log_partition(blank) == pytest.approx([expected, expected])


@given(SIZES, SIZES, st.integers(1, 3), SEEDS)
def test_z_is_the_sum_over_all_joint_states(
    n_visible: int, n_hidden: int, n_starts: int, seed: int
) -> None:
    machine = any_machine(n_visible, n_hidden, n_starts, seed)
    V = states(n_visible)
    joint = [np.exp(-energy(machine, V, np.tile(h, (len(V), 1)))) for h in states(n_hidden)]
    log_z = np.log(np.sum(joint, axis=(0, 1)))
    assert log_partition(machine) == pytest.approx(log_z)
    assert np.log(np.exp(-free_energy(machine, V)).sum(axis=0)) == pytest.approx(log_z)
    assert np.exp(log_probability(machine, V)).sum(axis=0) == pytest.approx(1)


def test_enumeration_in_parts_is_enumeration_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    machine, V = any_machine(6, 5, 2), states(6)[::5]
    whole = log_partition(machine), *exact_gradient(machine, V)
    monkeypatch.setattr("neurohistory.network.enumeration._MAX_NUMBERS", 40)
    parts = log_partition(machine), *exact_gradient(machine, V)
    for one, other in zip(whole, parts, strict=True):
        assert one == pytest.approx(other, abs=1e-12)


@given(SIZES, SIZES, st.integers(1, 3), st.booleans(), SEEDS)
def test_the_exact_gradient_is_a_finite_difference(
    n_visible: int, n_hidden: int, n_starts: int, own: bool, seed: int
) -> None:
    machine = any_machine(n_visible, n_hidden, n_starts, seed)
    rng = np.random.default_rng(seed)
    V = rng.integers(0, 2, (5, n_visible, n_starts) if own else (5, n_visible)).astype(float)
    gradient = exact_gradient(machine, V)
    for field in ("weights", "visible_bias", "hidden_bias"):
        values: Array = getattr(machine, field)
        for index in np.ndindex(values.shape[:-1]):
            nudge = np.zeros_like(values)
            nudge[index] = 1e-5
            changes: list[dict[str, Any]] = [{field: values + nudge}, {field: values - nudge}]
            up, down = (log_likelihood(machine._replace(**change), V) for change in changes)
            assert getattr(gradient, field)[index] == pytest.approx((up - down) / 2e-5, abs=1e-8)


@given(SIZES, SIZES, SEEDS)
def test_cd_k_becomes_the_exact_gradient(n_visible: int, n_hidden: int, seed: int) -> None:
    machine = any_machine(n_visible, n_hidden, 2, seed)
    V = states(n_visible)[::2]
    exact = exact_gradient(machine, V)

    def off(steps: int) -> float:
        chain = expected_contrast(machine, V, steps)
        return max(float(np.abs(a - b).max()) for a, b in zip(chain, exact, strict=True))

    assert off(3000) < 1e-6
    assert off(3000) <= off(1) + 1e-12


def test_cd_1_is_biased_and_each_step_takes_bias_off() -> None:
    machine, V = any_machine(4, 3), states(4)[[0, 3, 5, 9]]
    exact = exact_gradient(machine, V).weights
    off = [np.linalg.norm(expected_contrast(machine, V, k).weights - exact) for k in (1, 2, 4, 8, 16)]
    assert off[0] > 0.05
    assert all(later < earlier / 2 for earlier, later in pairwise(off))


def test_one_step_of_the_chain_by_hand() -> None:
    # One visible, one hidden unit, W = w, no biases, the data v = 1.  p(h = 1 | 1) = s(w); then v = 1
    # with probability q = s(w) s(w) + (1 - s(w)) / 2.  <v h> = s(w) against q s(w); <v> = 1 against q.
    w = 1.5
    s = 1 / (1 + np.exp(-w))
    q = s * s + (1 - s) / 2
    blank = start_machine(1, 1, 1, np.random.default_rng(0))
    machine = blank._replace(weights=np.full((1, 1, 1), w))
    step = expected_contrast(machine, np.ones((1, 1)))
    assert step.weights.item() == pytest.approx(s - q * s)
    assert step.visible_bias.item() == pytest.approx(1 - q)
    assert step.hidden_bias.item() == pytest.approx(s - (q * s + (1 - q) / 2))


def test_three_bit_parity_needs_hidden_units() -> None:
    # Every single bit and every pair of an even-parity pattern looks like chance, so without hidden
    # units the best is the uniform distribution: the divergence is ln 8 - ln 4 = ln 2 and stays.  With
    # hidden units it falls.
    rng = np.random.default_rng(0)

    def divergence(machine: Machine) -> Array:
        return np.asarray(-np.log(4) - log_likelihood(machine, EVEN_PARITY))

    bare = start_machine(3, 0, 20, rng)._replace(visible_bias=rng.standard_normal((3, 20)))
    assert (divergence(bare) > np.log(2)).all()
    (bare,) = deque(maximum_likelihood(bare, EVEN_PARITY, epochs=500, learning_rate=1.0), maxlen=1)
    assert divergence(bare) == pytest.approx(np.full(20, np.log(2)), abs=1e-9)
    full = start_machine(3, 4, 20, rng, scale=1.0)
    learning = maximum_likelihood(full, EVEN_PARITY, epochs=1500, learning_rate=0.3, momentum=0.9)
    (full,) = deque(learning, maxlen=1)
    assert np.median(divergence(full)) < 0.1


def test_climbing_never_falls_with_small_steps() -> None:
    machine, V = any_machine(4, 3, 5), states(4)[::3]
    climb = [log_likelihood(m, V) for m in maximum_likelihood(machine, V, epochs=50, learning_rate=0.05)]
    assert (np.diff(climb, axis=0) > 0).all()


def test_one_step_of_climbing_is_the_gradient() -> None:
    machine, V = any_machine(3, 2, 2), states(3)[:3]
    first, second = maximum_likelihood(machine, V, epochs=2, learning_rate=0.2, momentum=0.5)
    before, after = exact_gradient(machine, V), exact_gradient(first, V)
    assert first.weights == pytest.approx(machine.weights + 0.2 * before.weights)
    assert second.hidden_bias == pytest.approx(
        first.hidden_bias + 0.1 * before.hidden_bias + 0.2 * after.hidden_bias
    )
    assert second.epochs.tolist() == [2, 2]


def test_single_precision_stays_single() -> None:
    machine = start_machine(4, 3, 2, np.random.default_rng(0), np.float32)
    V = states(4, np.float32)[:5]
    assert log_partition(machine).dtype == np.float32
    assert {g.dtype for g in exact_gradient(machine, V)} == {np.dtype(np.float32)}
    assert {g.dtype for g in expected_contrast(machine, V)} == {np.dtype(np.float32)}


def test_too_many_units_are_refused() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"the smaller layer has 21 units.* at most 20"):
        log_partition(start_machine(30, 21, 1, rng))
    with pytest.raises(ValueError, match="this machine has 24 units"):
        expected_contrast(start_machine(12, 12, 1, rng), np.zeros((1, 12)))
    with pytest.raises(ValueError, match="at most 20"):
        states(21)


def test_probabilities_have_no_likelihood() -> None:
    machine = any_machine(2, 2)
    for referee in (log_likelihood, log_probability, exact_gradient, expected_contrast):
        with pytest.raises(ValueError, match="round them or draw bits"):
            referee(machine, np.array([[0.5, 1.0]]))
        with pytest.raises(ValueError, match="scale the data"):
            referee(machine, np.array([[2.0, 1.0]]))
