"""The theorem of the alternative in whole numbers, beside a floating-point solver and fractions."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, inf, isqrt, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from neurohistory.theory.exact import alternative, root, smallest, whole

ENOUGH = 10**9


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[list[int]], list[int]]:
    """A few rows of small whole numbers, and what each weight costs; the last may be free."""
    n_rows, n_weights = draw(st.integers(1, 7)), draw(st.integers(1, 4))
    numbers = st.integers(-3, 3)
    rows = draw(
        st.lists(
            st.lists(numbers, min_size=n_weights, max_size=n_weights), min_size=n_rows, max_size=n_rows
        )
    )
    costs = draw(st.lists(st.sampled_from([1, 1, 2, 5]), min_size=n_weights, max_size=n_weights))
    return rows, [*costs[:-1], draw(st.sampled_from([0, 1]))]


@given(systems())
def test_the_plane_is_the_cheapest_and_the_multipliers_are_a_proof(
    system: tuple[list[list[int]], list[int]],
) -> None:
    rows, costs = system
    found = alternative(rows, costs, ENOUGH)
    A, c = np.array(rows, dtype=float), np.array(costs, dtype=float)
    referee = linprog(
        [*c, *c], A_ub=-np.hstack([A, -A]), b_ub=-np.ones(len(rows)), bounds=[(0, None)] * 2 * len(c)
    )
    assert referee.status in (0, 2)
    assert 0 < found.effort <= ENOUGH
    if referee.status == 2:
        assert not found.plane
        assert min(found.multipliers.values()) > 0
        assert len(found.multipliers) <= len(costs) + 1
        total = sum(number * np.array(rows[i]) for i, number in found.multipliers.items())
        assert not np.any(total)
        assert gcd(*found.multipliers.values()) == 1
    else:
        assert not found.multipliers
        assert (A @ found.plane).min() > 0
        assert gcd(*found.plane) == 1
        assert float(price_of(found.plane, rows, costs)) == pytest.approx(referee.fun, abs=1e-9)


def test_of_many_planes_the_cheapest_is_found() -> None:
    # Rows that a plane was drawn for, so that weights come to their ends and go back from there.
    rng = np.random.default_rng(0)
    for _ in range(400):
        n_rows, n_weights = rng.integers(1, 12), rng.integers(1, 6)
        rows, plane = rng.integers(-4, 5, (n_rows, n_weights)), rng.integers(-3, 4, n_weights)
        sides = np.sign(rows @ plane)
        A, costs = (rows * sides[:, None])[sides != 0], rng.integers(1, 6, n_weights)
        if len(A):
            found = alternative(A.tolist(), costs.tolist(), ENOUGH).plane
            referee = linprog([*costs, *costs], A_ub=-np.hstack([A, -A]), b_ub=-np.ones(len(A)))
            assert float(price_of(found, A.tolist(), costs.tolist())) == pytest.approx(referee.fun)


@given(systems(), st.integers(1, 10**30), st.integers(1, 10**30))
def test_neither_rows_nor_costs_have_a_unit(
    system: tuple[list[list[int]], list[int]], unit: int, price: int
) -> None:
    rows, costs = system
    once = alternative(rows, costs, ENOUGH)
    again = alternative(
        [[unit * x for x in row] for row in rows], [price * cost for cost in costs], ENOUGH
    )
    assert bool(again.plane) == bool(once.plane)
    assert bool(again.multipliers) == bool(once.multipliers)
    if once.plane:  # of several cheapest ones it may be another
        assert price_of(again.plane, rows, costs) == price_of(once.plane, rows, costs)


def price_of(plane: list[int], rows: list[list[int]], costs: list[int]) -> Fraction:
    """What the plane costs when it is so large that the nearest row has 1."""
    nearest = min(sum(w * x for w, x in zip(plane, row, strict=True)) for row in rows)
    return Fraction(sum(cost * abs(w) for cost, w in zip(costs, plane, strict=True)), nearest)


@given(st.fractions(min_value=0, max_denominator=10**12), st.integers(-1200, 1200))
def test_a_root_is_the_nearest_float_at_any_size(fraction: Fraction, power: int) -> None:
    square = fraction * Fraction(2) ** power
    found = root(square)
    if found == 0:
        assert square == 0
    elif found == inf:
        assert square >= Fraction(2) ** 2047
    else:
        # Referee: 200 binary places of the root, whatever its size.
        shift = max(0, 220 + square.denominator.bit_length() - square.numerator.bit_length()) & ~1
        exact = Fraction(isqrt((square.numerator << shift) // square.denominator), 2 ** (shift // 2))
        if found == 5e-324:
            assert exact <= Fraction(5e-324) * 3 / 2
        else:
            assert found == float(exact)
    if power == 0:
        assert found == pytest.approx(sqrt(fraction))


def test_roots_by_hand() -> None:
    assert root(Fraction(0)) == 0
    assert root(Fraction(1, 4)) == 0.5
    assert root(Fraction(2)) == sqrt(2)
    assert root(Fraction(10**700)) == inf
    assert root(Fraction(1, 10**700)) == 5e-324


def test_whole_numbers_by_hand() -> None:
    assert whole([0.5, Fraction(1, 3), 2.0]) == ([3, 2, 12], 6)
    assert smallest([6, 9, -15]) == [2, 3, -5]
    assert smallest([2, 3]) == [2, 3]
    assert smallest([0, 0]) == [0, 0]
