"""Rules whose arithmetic is sums, products and quotients, in fractions: nothing is ever rounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

__all__ = ["WIRING", "adaline", "madaline", "mark_i", "perceptron", "widest_margin"]

Numbers = list[Fraction]
Examples = Sequence[Sequence[int]]

EPOCHS = 5
# Four association units: excitatory minus inhibitory connections to either point of the retina.
WIRING = ((1, 0), (0, 1), (1, -1), (-1, 1))


def _times(one: Sequence[Fraction], other: Sequence[int]) -> Fraction:
    return sum((w * x for w, x in zip(one, other, strict=True)), Fraction(0))


def _moved(weights: Numbers, by: Fraction, x: Sequence[int]) -> Numbers:
    return [w + by * each for w, each in zip(weights, x, strict=True)]


def _shown(X: Examples, target: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """The examples as they stand, the bias input 1 before each, epoch after epoch."""
    for _ in range(EPOCHS):
        for row, t in zip(X, target, strict=True):
            yield [1, *row], t


def perceptron(X: Examples, target: Sequence[int], step: Fraction, weights: Numbers) -> list[Numbers]:
    """Bias and weights after each presentation.

    Examples
    --------
    >>> *_, last = perceptron([[0], [1]], [1, 0], Fraction(1), [Fraction(0)] * 2)
    >>> [str(each) for each in last]
    ['0', '-1']
    """
    rows = []
    for x, t in _shown(X, target):
        weights = _moved(weights, step * (t - int(_times(weights, x) >= 0)), x)
        rows.append(weights)
    return rows


def adaline(X: Examples, target: Sequence[int], step: Fraction, weights: Numbers) -> list[Numbers]:
    """Bias and weights after each presentation."""
    rows = []
    for x, t in _shown(X, target):
        weights = _moved(weights, step * (t - _times(weights, x)), x)
        rows.append(weights)
    return rows


def madaline(X: Examples, target: Sequence[int], step: Fraction, weights: Numbers) -> list[Numbers]:
    """Bias and weights of one unit and of the other, joined by an OR, after each presentation."""
    units, rows = [weights[:3], weights[3:]], []
    for x, t in _shown(X, target):
        sums = [_times(unit, x) for unit in units]
        if (max(sums) > 0) != (t > 0):
            # To say yes, the unit moves whose sum is the largest, the first of equals; to say no, all
            # whose sum is above 0.
            for at, s in enumerate(sums):
                if sums.index(max(sums)) == at if t > 0 else s > 0:
                    units[at] = _moved(units[at], step * (t - s) / sum(each * each for each in x), x)
        rows.append([*units[0], *units[1]])
    return rows


def mark_i(X: Examples, target: Sequence[int], step: Fraction, weights: Numbers) -> list[Numbers]:
    """The weights of the association units to the response unit after each presentation."""
    rows = []
    for (_, *x), t in _shown(X, target):
        fires = [int(sum(c * each for c, each in zip(wires, x, strict=True)) >= 1) for wires in WIRING]
        if (_times(weights, fires) > 0) != (t > 0):
            weights = _moved(weights, step * t, fires)
        rows.append(weights)
    return rows


def widest_margin(
    X: Examples, target: Sequence[int], kernel: Callable[[Sequence[int], Sequence[int]], int]
) -> Numbers:
    """The multipliers of the examples and the bias, with which the margin is the widest.

    Among all choices of support vectors it is the one whose multipliers are positive and which leaves no
    example inside the margin.

    Examples
    --------
    >>> found = widest_margin([[-1], [1]], [-1, 1], lambda u, v: u[0] * v[0])
    >>> [str(each) for each in found]
    ['1/2', '1/2', '0']
    """
    K = [[Fraction(kernel(u, v)) for v in X] for u in X]
    everyone = range(len(X))
    for size in everyone:
        for chosen in combinations(everyone, size + 1):
            rows = [[target[j] * K[i][j] for j in chosen] + [Fraction(1)] for i in chosen]
            rows.append([Fraction(target[j]) for j in chosen] + [Fraction(0)])
            solved = _solved(rows, [*(Fraction(target[i]) for i in chosen), Fraction(0)])
            if solved is None or min(solved[:-1]) <= 0:
                continue
            a = dict(zip(chosen, solved, strict=False))
            told = [sum((a[j] * target[j] * K[i][j] for j in chosen), solved[-1]) for i in everyone]
            if all(t * f >= 1 for t, f in zip(target, told, strict=True)):
                return [*(a.get(i, Fraction(0)) for i in everyone), solved[-1]]
    raise ValueError("no plane separates these examples in the space of the kernel")


def _solved(rows: list[Numbers], right: Numbers) -> Numbers | None:
    """The solution of as many linear equations as unknowns; None if there is not just one."""
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for at in range(len(table)):
        pivot = next((row for row in table[at:] if row[at]), None)
        if pivot is None:
            return None
        table.remove(pivot)
        pivot = [value / pivot[at] for value in pivot]
        table = [[v - row[at] * p for v, p in zip(row, pivot, strict=True)] for row in table]
        table.insert(at, pivot)
    return [row[-1] for row in table]
