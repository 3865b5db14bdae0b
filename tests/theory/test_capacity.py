"""Capacity: Cover's count against the table of the review, enumeration and random patterns."""

from __future__ import annotations

import tracemalloc
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory import separate
from neurohistory.problems.gates import TWO_INPUT, parity
from neurohistory.theory.capacity import Count, can_learn, count_learnable, cover_probability


@pytest.mark.parametrize(
    ("n_weights", "one_more", "thrice"),
    [(2, 0.75, 0.1875), (5, 0.96875, 0.089783), (15, 0.999969, 0.011314), (17, 0.999992, 0.007673)],
)
def test_agrees_with_the_table(n_weights: int, one_more: float, thrice: float) -> None:
    assert [cover_probability(n, n_weights) for n in range(1, n_weights + 1)] == [1.0] * n_weights
    assert cover_probability(n_weights + 1, n_weights) == pytest.approx(one_more, abs=5e-7)
    assert cover_probability(2 * n_weights, n_weights) == 0.5
    assert cover_probability(3 * n_weights, n_weights) == pytest.approx(thrice, abs=5e-7)


@given(st.integers(2, 30), st.integers(2, 12))
def test_obeys_covers_recursion(n_patterns: int, n_weights: int) -> None:
    # C(N + 1, d) = C(N, d) + C(N, d - 1) dichotomies; each probability is C(N, d) / 2^N.
    both = cover_probability(n_patterns, n_weights) + cover_probability(n_patterns, n_weights - 1)
    assert cover_probability(n_patterns + 1, n_weights) == pytest.approx(both / 2, abs=1e-12)


@pytest.mark.parametrize(("n_patterns", "n_inputs"), [(5, 1), (5, 2), (6, 2), (6, 3)])
def test_agrees_with_an_enumeration_of_all_answers(n_patterns: int, n_inputs: int) -> None:
    # In general position the number of dichotomies does not depend on where the patterns lie.
    X = np.random.default_rng(0).standard_normal((n_patterns, n_inputs))
    learnable = [can_learn(X, np.array(t)) for t in product([-1.0, 1.0], repeat=n_patterns)]
    assert None not in learnable
    assert learnable.count(True) / 2**n_patterns == cover_probability(n_patterns, n_inputs + 1)


@given(st.integers(1, 12), st.integers(1, 5), st.booleans(), st.integers(0, 2**32 - 1))
def test_the_fast_verdict_is_that_of_the_linear_programme(
    n: int, n_inputs: int, switches: bool, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    shape = (n, n_inputs)
    X = rng.choice([-1.0, 1.0], size=shape) if switches else rng.standard_normal(shape)
    target = rng.choice([-1.0, 1.0], size=n)
    assert can_learn(X, target) == separate(X, target).separable


@given(st.integers(0, 2**32 - 1))
def test_the_fast_verdict_depends_neither_on_the_origin_nor_on_the_units(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, target = rng.standard_normal((9, 3)), rng.choice([-1.0, 1.0], size=9)
    moved = 1e-3 * X * [1, 100, 0.01] + 1000
    assert can_learn(moved, target) == separate(X, target).separable


def test_the_fast_verdict_on_gates() -> None:
    found = [can_learn(g.X, g.target) for g in TWO_INPUT.values()]
    assert (found.count(True), found.count(False)) == (14, 2)
    assert can_learn(parity(4).X, parity(4).target) is False


@pytest.mark.parametrize(("n_patterns", "n_weights"), [(3, 2), (10, 5), (20, 15), (30, 15), (40, 17)])
def test_random_patterns_bear_the_formula_out(n_patterns: int, n_weights: int) -> None:
    # 1,000 sets: four standard errors are at most 0.064.
    count = count_learnable(n_patterns, n_weights, np.random.default_rng(0), n_sets=1000)
    expected = cover_probability(n_patterns, n_weights)
    assert count.fraction == pytest.approx(expected, abs=4 * np.sqrt(expected * (1 - expected) / 1000))


def test_many_sets_take_little_more_room_than_their_numbers() -> None:
    rng, n_sets = np.random.default_rng(0), 4000
    tracemalloc.start()
    count_learnable(8, 31, rng, n_sets=n_sets)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * n_sets * 8 * 30 * 8


def test_patterns_of_switches_are_learned_less_often() -> None:
    # Three switches have eight patterns only, and many of them lie in one plane.
    rng = np.random.default_rng(0)
    count = count_learnable(8, 4, rng, n_sets=1000, switches=True)
    assert count.interval[1] < cover_probability(8, 4)


def test_a_count_has_its_share_and_interval() -> None:
    count = Count(50, 100)
    assert count.fraction == 0.5
    assert count.interval == pytest.approx((0.4038, 0.5962), abs=1e-4)
    same = [count_learnable(9, 4, np.random.default_rng(7)) for _ in "ab"]
    assert same[0] == same[1]


@pytest.mark.parametrize("numbers", [(0, 5), (5, 0), (2.5, 5), (5, -1)])
def test_bad_numbers_are_named(numbers: Any) -> None:
    with pytest.raises(ValueError, match="must be a whole number of at least 1"):
        cover_probability(*numbers)


def test_a_unit_to_measure_has_a_weight_beside_the_bias() -> None:
    with pytest.raises(ValueError, match="n_weights must be at least 2"):
        count_learnable(3, 1, np.random.default_rng(0))
    with pytest.raises(ValueError, match="n_sets must be a whole number"):
        count_learnable(3, 2, np.random.default_rng(0), n_sets=0)
