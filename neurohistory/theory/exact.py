"""A plane or a proof, in whole numbers: a linear programme that never rounds.

Floating-point numbers are fractions with a power of two below the line.  `whole` multiplies them until
they are whole, and `alternative` decides between the two sides of Gordan's theorem of the alternative
(1873) by a simplex method whose table holds whole numbers only.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, inf, isqrt, lcm, ldexp, prod, ulp
from operator import mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Alternative", "alternative", "balance", "root", "smallest", "whole"]

Row = Sequence[int]

_ENTRY, _DIGIT = 8, 30  # what an entry costs, and how many bits cost 1 more
_PRIME = 2**31 - 1  # the product of two remainders fits into 63 bits


def whole(numbers: Sequence[float | Fraction]) -> tuple[list[int], int]:
    """The numbers times the least whole number that makes all of them whole, and that number.

    For floating-point numbers it is a power of two.

    Examples
    --------
    >>> whole([0.75, -2.0])
    ([3, -8], 4)
    """
    ratios = [number.as_integer_ratio() for number in numbers]
    scale = lcm(*(below for _, below in ratios))
    return [above * (scale // below) for above, below in ratios], scale


def smallest(numbers: Sequence[int]) -> list[int]:
    """The numbers without their common factors.

    Examples
    --------
    >>> smallest([4, -6, 0])
    [2, -3, 0]
    """
    common = gcd(*numbers)
    return [number // common for number in numbers] if common > 1 else list(numbers)


def root(square: Fraction) -> float:
    """The square root of a fraction of any size, which need not fit into a float itself.

    Infinity where it is too large, and never 0 for what is more than 0.

    Examples
    --------
    >>> root(Fraction(1, 10**600)), root(Fraction(9, 4))
    (1e-300, 1.5)
    """
    # As many binary places are added as the quotient then has 128 bits or more.
    places = max(0, 128 + square.denominator.bit_length() - square.numerator.bit_length()) // 2 + 1
    found = isqrt((square.numerator << 2 * places) // square.denominator)
    surplus = max(0, found.bit_length() - 64)
    try:
        nearest = ldexp(found >> surplus, surplus - places)
    except OverflowError:
        return inf
    return max(nearest, ulp(0.0)) if found else 0.0


class Alternative(NamedTuple):
    """What `alternative` found: one of the two, or neither where the effort ran out.

    Attributes
    ----------
    plane : list of int
        The same weights for all rows, with which each of them has a sum of at least 1; else empty.
    multipliers : dict of int to int
        By row, positive numbers with which the rows add up to zero; else empty.
    effort : int
        What is left of it; below zero if it ran out.
    """

    plane: list[int]
    multipliers: dict[int, int]
    effort: int


def alternative(rows: Sequence[Row], costs: Row, effort: int) -> Alternative:
    """Weights w with row.w > 0 for every row, or multipliers that make the rows add up to zero.

    Up to a factor, these have the least sum of costs times |w| among all w with row.w >= 1.
    They come out of the other side of that linear programme,

        maximize  sum_i y_i    with  y_i >= 0,  -cost_j <= sum_i y_i row_ij <= cost_j,

    which begins at y = 0 and in which a direction without end is a proof that there are no such w.
    No more than one row more than there are weights then has a multiplier.

    Parameters
    ----------
    rows : sequence of sequences of int, shape (row, weight)
    costs : sequence of int, shape (weight,)
        Not negative; a weight of cost 0 is free.
    effort : int
        What may be spent before both sides are left open.  An entry of the table costs 8 a step, and
        1 more for each 30 bits of its numbers.

    Examples
    --------
    >>> alternative([[1, 1], [2, -1]], costs=[1, 1], effort=1000).plane
    [1, 0]
    >>> alternative([[1, 1], [2, -1], [-3, 0]], costs=[1, 1], effort=1000).multipliers
    {0: 1, 1: 1, 2: 1}
    """
    n_rows, n_weights = len(rows), len(costs)
    # Line j says: slack_j = (right side - sum over the free variables of entry times variable) / unit,
    # and 0 <= slack_j <= 2 cost_j.  The last line is the aim.  The right sides stand in the last column.
    table = [[*column, cost] for column, cost in zip(zip(*rows, strict=True), costs, strict=True)]
    table.append([-1] * n_rows + [0])
    unit = 1
    free = list(range(n_rows))  # variable i is y_i; variable n_rows + j is slack_j
    held = [n_rows + j for j in range(n_weights)]
    turned = [False] * n_weights  # slack_j is counted from its upper end
    progress = True
    while True:
        aim = table[-1]
        gains = [
            k for k in range(n_rows) if aim[k] < 0 and (free[k] < n_rows or costs[free[k] - n_rows])
        ]
        if not gains:
            plane = [0] * n_weights
            for k, variable in enumerate(free):
                if variable >= n_rows:
                    j = variable - n_rows
                    plane[j] = -aim[k] if turned[j] else aim[k]
            return Alternative(smallest(plane), {}, effort)
        effort -= len(table) * len(aim) * (_ENTRY + unit.bit_length() // _DIGIT)
        if effort < 0:
            return Alternative([], {}, effort)
        # The steepest way; but after a step of no length the first one, so that none comes round again.
        k = min(gains, key=aim.__getitem__ if progress else free.__getitem__)
        entering = free[k]
        # The longest step, above / below, and the line that ends it: None is the variable's own end.
        line: int | None = None
        above, below, last = (2 * costs[entering - n_rows], 1, -1) if entering >= n_rows else (1, 0, -1)
        for i, variable in enumerate(held):
            entry = table[i][k]
            if entry > 0:
                way = table[i][-1]
            elif entry < 0 and variable >= n_rows:
                way, entry = 2 * costs[variable - n_rows] * unit - table[i][-1], -entry
            else:
                continue
            shorter = way * below - above * entry
            if shorter < 0 or (shorter == 0 and variable < last):
                line, above, below, last = i, way, entry, variable
        if below == 0:  # no end: the proof
            ray = {entering: unit} | {
                variable: -table[i][k] for i, variable in enumerate(held) if variable < n_rows
            }
            used = sorted(row for row, number in ray.items() if number)
            numbers = smallest([ray[row] for row in used])
            return Alternative([], dict(zip(used, numbers, strict=True)), effort)
        progress = above > 0
        if line is None:  # the slack goes to its other end
            for entries in table:
                entries[-1] -= 2 * costs[entering - n_rows] * entries[k]
                entries[k] = -entries[k]
            turned[entering - n_rows] ^= True
            continue
        if table[line][k] < 0:  # its slack ends above, and is counted from there
            j = held[line] - n_rows
            table[line] = [-entry for entry in table[line]]
            table[line][-1] += 2 * costs[j] * unit
            turned[j] ^= True
        pivots = table[line]
        pivot = pivots[k]
        for i, entries in enumerate(table):
            if i != line:
                factor = entries[k]
                table[i] = [
                    (x * pivot - factor * y) // unit for x, y in zip(entries, pivots, strict=True)
                ]
                table[i][k] = -factor
        pivots[k], unit = unit, pivot
        free[k], held[line] = held[line], entering


def balance(rows: Sequence[Row]) -> list[int]:
    """Positive multipliers that make the rows add up to zero, where there is one way; else nothing.

    The last multiplier is set to 1 and the equations for the others are solved modulo more and more
    powers of a prime, until the fractions can be told from their remainders: p-adic lifting, by
    J. D. Dixon (Numerische Mathematik 40, 1982, 137-141).  What comes out is multiplied out before it is
    believed.

    Parameters
    ----------
    rows : sequence of sequences of int, shape (row, weight)
        One row more than there are weights; others give nothing.

    Examples
    --------
    >>> balance([[1, 1], [2, -1], [-3, 0]]), balance([[1, 1], [2, -1], [3, 0]])
    ([1, 1, 1], [])
    """
    n = len(rows) - 1
    if n < 1 or any(len(row) != n for row in rows):
        return []
    A = np.array(rows[:n], dtype=object).T
    inverse = _inverse_modulo(A)
    if inverse is None:
        return []
    # No numerator and no denominator is larger than this (Hadamard, with sums for lengths).
    most = prod(sum(map(abs, row)) + 1 for row in rows)
    digits, power, left = [], 1, np.array([-x for x in rows[n]], dtype=object)
    while power <= 2 * most * most:
        digit = (inverse * (left % _PRIME).astype(np.int64) % _PRIME).sum(axis=1) % _PRIME
        left = (left - A @ digit.astype(object)) // _PRIME  # without remainder
        digits.append(digit.tolist())
        power *= _PRIME
    remainders = [0] * n
    for digit in reversed(digits):
        remainders = [r * _PRIME + d for r, d in zip(remainders, digit, strict=True)]
    below = 1
    for remainder in remainders:
        below *= _denominator(remainder * below % power, power, most)
    numbers = [r * below % power for r in remainders] + [below]
    numbers = smallest([x - power if 2 * x > power else x for x in numbers])
    sums = (sum(map(mul, numbers, column)) for column in zip(*rows, strict=True))
    return numbers if min(numbers) > 0 and not any(sums) else []


def _inverse_modulo(A: NDArray[np.object_]) -> NDArray[np.int64] | None:
    """The inverse of a matrix modulo the prime; None if it has none."""
    n = len(A)
    table = np.zeros((n, 2 * n), dtype=np.int64)
    table[:, :n] = A % _PRIME
    table[:, n:] = np.identity(n, dtype=np.int64)
    for k in range(n):
        pivots = np.flatnonzero(table[k:, k])
        if not len(pivots):
            return None
        table[[k, k + pivots[0]]] = table[[k + pivots[0], k]]
        table[k] = table[k] * pow(int(table[k, k]), -1, _PRIME) % _PRIME
        factors = table[:, k].copy()
        factors[k] = 0
        table = (table - factors[:, None] * table[k]) % _PRIME
    return table[:, n:]


def _denominator(remainder: int, power: int, most: int) -> int:
    """The denominator of the fraction, above and below at most `most`, with this remainder."""
    larger, smaller, before, now = power, remainder, 0, 1
    while smaller > most:
        times = larger // smaller
        larger, smaller = smaller, larger - times * smaller
        before, now = now, before - times * now
    return abs(now)
