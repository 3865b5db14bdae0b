"""Whole numbers: roots of any size, planes of least cost, and proofs that balance."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import gcd, inf, ulp
from operator import mul

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory.theory.exact import alternative, balance, root, smallest, whole

ENOUGH = 10**7
ROWS = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=n, max_size=n), min_size=1, max_size=9)
)


@pytest.mark.parametrize(
    ("numbers", "wanted", "scale"),
    [([0.75, -2.0], [3, -8], 4), ([], [], 1), ([5e-324], [1], 2**1074), ([3], [3], 1),
     ([Fraction(1, 3), 0.5], [2, 3], 6)],
)  # fmt: skip
def test_whole_takes_the_least_factor(numbers: list[float], wanted: list[int], scale: int) -> None:
    assert whole(numbers) == (wanted, scale)


def test_smallest_leaves_no_common_factor_and_keeps_the_signs() -> None:
    assert smallest([4, -6, 0]) == [2, -3, 0]
    assert smallest([0, 0]) == [0, 0]
    assert smallest([3, 5]) == [3, 5]


@given(st.fractions(min_value=Fraction(1, 10**30), max_value=10**30))
def test_root_is_right_to_the_last_digit_or_so(number: Fraction) -> None:
    found = Fraction(root(number))
    assert abs(found * found / number - 1) < Fraction(1, 2**51)


@pytest.mark.parametrize(
    ("square", "wanted"),
    [
        (Fraction(0), 0.0), (Fraction(4), 2.0), (Fraction(9, 4), 1.5), (Fraction(1, 10**600), 1e-300),
        (Fraction(10**600), 1e300), (Fraction(10**700), inf), (Fraction(1, 10**700), ulp(0.0)),
        (Fraction(2**2000), 2.0**1000), (Fraction(1, 2**2000), 2.0**-1000),
    ],
)  # fmt: skip
def test_root_of_any_size(square: Fraction, wanted: float) -> None:
    assert root(square) == wanted


@given(ROWS, st.data())
def test_there_is_a_plane_or_a_proof(rows: list[list[int]], data: st.DataObject) -> None:
    n = len(rows[0])
    costs = data.draw(st.lists(st.integers(0, 5), min_size=n, max_size=n))
    found = alternative(rows, costs, ENOUGH)
    assert 0 < found.effort <= ENOUGH
    assert bool(found.plane) != bool(found.multipliers)
    if found.plane:
        assert all(sum(w * x for w, x in zip(found.plane, row, strict=True)) > 0 for row in rows)
        assert gcd(*found.plane) == 1
    else:
        used = {row: a for row, a in found.multipliers.items() if a > 0}
        assert used == found.multipliers
        assert len(used) <= n + 1
        assert gcd(*used.values()) == 1
        assert [sum(a * rows[i][j] for i, a in used.items()) for j in range(n)] == [0] * n


@given(st.lists(st.lists(st.integers(-3, 3), min_size=2, max_size=2), min_size=1, max_size=5))
def test_no_plane_is_cheaper(rows: list[list[int]]) -> None:
    # Referee: all planes on a fine grid.  Of all w with row.w >= 1 for each row, |w1| + 2 |w2| is least.
    found = alternative(rows, [1, 2], ENOUGH).plane
    if not found:
        return

    def cost(w: tuple[Fraction, ...]) -> Fraction | None:
        nearest = min(sum(a * x for a, x in zip(w, row, strict=True)) for row in rows)
        return (abs(w[0]) + 2 * abs(w[1])) / nearest if nearest > 0 else None

    least = cost((Fraction(found[0]), Fraction(found[1])))
    assert least is not None
    for w in product(range(-9, 10), repeat=2):
        other = cost((Fraction(w[0]), Fraction(w[1])))
        assert other is None or other >= least


def test_a_weight_without_a_cost_may_be_of_any_size() -> None:
    # x and a bias, at -1000 and -998: the weight is 1 for t (w x + b) >= 1, the bias 999.
    assert alternative([[1000, -1], [-998, 1]], [1, 0], ENOUGH).plane == [1, 999]


def test_effort_that_runs_out_leaves_both_sides_open() -> None:
    rows, costs = [[1, 1], [2, -1], [-3, 0]], [1, 1]
    needed = ENOUGH - alternative(rows, costs, ENOUGH).effort
    assert needed in (96, 192, 288)  # three lines of four numbers, at 8 each, a step
    assert alternative(rows, costs, needed).multipliers == {0: 1, 1: 1, 2: 1}
    short = alternative(rows, costs, needed - 1)
    assert (short.plane, short.multipliers) == ([], {})
    assert short.effort == -1


def test_long_numbers_cost_more_effort() -> None:
    rows = [[10**40, 1], [-(10**40) + 1, 1], [3, -(10**20)]]
    short = [[10, 1], [-9, 1], [3, -10]]
    used = [ENOUGH - alternative(each, [1, 1], ENOUGH).effort for each in (rows, short)]
    assert used[0] > used[1]


@pytest.mark.parametrize("seed", range(20))
def test_degenerate_rows_come_to_an_end(seed: int) -> None:
    # Many ties: steps of no length, which could go round in a circle.
    rng = np.random.default_rng(seed)
    rows = rng.integers(-1, 2, size=(30, 5)).tolist()
    found = alternative(rows, [0, 0, 1, 1, 0], ENOUGH)
    assert found.plane or found.multipliers


@given(st.integers(1, 6), st.integers(0, 2**32 - 1), st.integers(0, 60))
def test_multipliers_by_remainders_are_those_of_the_simplex_method(n: int, seed: int, bits: int) -> None:
    rng = np.random.default_rng(seed)
    rows = [[x << bits for x in row] for row in rng.integers(-99, 100, size=(n + 1, n)).tolist()]
    found, numbers = alternative(rows, [1] * n, ENOUGH).multipliers, balance(rows)
    if len(found) == n + 1:
        assert numbers == list(found.values())
    else:
        assert numbers == []


@pytest.mark.parametrize("seed", range(5))
def test_multipliers_that_are_no_multiples_of_the_last_are_found(seed: int) -> None:
    rng, last = np.random.default_rng(seed), 2**31 - 19
    multipliers = [int(m) for m in rng.integers(2, 2**40, 4)]
    rows = rng.integers(-99, 100, size=(4, 4)).tolist()
    # The first row is moved so that the sum of the four is a multiple of what the fifth is taken by.
    inverse = pow(multipliers[0], -1, last)
    sums = [sum(map(mul, multipliers[1:], column)) for column in zip(*rows[1:], strict=True)]
    rows[0] = [-total * inverse % last for total in sums]
    total = [sum(map(mul, multipliers, column)) for column in zip(*rows, strict=True)]
    rows.append([-x // last for x in total])
    assert balance(rows) == smallest([*multipliers, last])


def test_multipliers_of_many_digits_are_found_to_the_last() -> None:
    rng = np.random.default_rng(0)
    # A row that is the others' sum with weights of twenty digits, turned round.
    weights = [10**19 + k for k in range(20)]
    rows = rng.integers(-(2**50), 2**50, size=(20, 20)).tolist()
    total = [sum(map(mul, weights, column)) for column in zip(*rows, strict=True)]
    rows.append([-x for x in total])
    assert balance(rows) == [*weights, 1]
    # The prime itself is no unit: an equation that vanishes modulo the prime gives nothing.
    assert balance([[2**31 - 1], [-1]]) == []
    assert balance([[1], [-(2**31) + 1]]) == [2**31 - 1, 1]
    # Where the diagonal is empty, equations change places.
    assert balance([[0, 1, 0], [1, 0, 0], [0, 0, 1], [-1, -2, -3]]) == [2, 1, 3, 1]
    assert balance([[0, 1, 1], [1, 0, 1], [1, 1, 0], [-2, -2, -2]]) == [1, 1, 1, 1]
    assert balance([[1, 0], [0, 1], [-1, 0]]) == []  # the second would have a multiplier of 0
    assert balance([[0, 0, 1], [1, 0, 0], [0, 1, 0], [-1, -2, -3]]) == [3, 1, 2, 1]
    assert balance([]) == balance([[1]]) == balance([[1], [-1], [1]]) == []
