"""Many sets at once: what is said is what the exact method says, and close calls are left open."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory import separate
from neurohistory.theory import many_sets
from neurohistory.theory.many_sets import quick_verdicts

ANSWER = {1: True, -1: False}


def agrees(X: NDArray[np.float64], sign: NDArray[np.int64]) -> int:
    """How many sets were decided, each as `separate` decides it."""
    verdicts: list[int] = quick_verdicts(X, sign).tolist()
    for examples, answers, verdict in zip(X, sign, verdicts, strict=True):
        if verdict:
            assert separate(examples, answers).separable is ANSWER[verdict]
    return len(verdicts) - verdicts.count(0)


@pytest.mark.parametrize(("n", "n_features"), [(1, 1), (4, 1), (4, 4), (6, 2), (9, 4), (12, 6)])
def test_random_sets_are_all_decided_and_as_the_linear_programme_does(n: int, n_features: int) -> None:
    rng = np.random.default_rng(0)
    X, sign = rng.standard_normal((100, n, n_features)), rng.choice([-1, 1], size=(100, n))
    assert agrees(X, sign) == 100


@given(
    st.integers(1, 9),
    st.integers(0, 4),
    st.integers(0, 55),
    st.integers(-1000, 900),
    st.integers(0, 2**32 - 1),
)
def test_what_is_said_of_any_numbers_is_true(
    n: int, n_features: int, nearness: int, power: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    # Points of a small grid, some in one plane and some alike, moved by as little as a float can show.
    X = rng.integers(-2, 3, size=(5, n, n_features)) + rng.standard_normal((5, n, n_features)) * (
        rng.random((5, n, 1)) < 0.5
    ) * 2.0 ** (-nearness)
    agrees(np.ldexp(X, power), rng.choice([-1, 1], size=(5, n)))


@pytest.mark.parametrize("n", [2, 3, 7, 16])
def test_a_thousandth_decides_and_the_last_digit_is_left_open(n: int) -> None:
    # The corners of a simplex, and a point of the other class in its middle, within or not.
    corners = np.vstack([np.identity(n), np.zeros(n)])
    middle = np.full(n, 1 / (n + 1))
    inside = np.array([[*corners, corner] for corner in (middle, middle - 2, [1 / n + 1e-3] * n)])
    sign = np.tile([1] * (n + 1) + [-1], (3, 1))
    assert quick_verdicts(inside, sign).tolist() == [-1, 1, 1]
    edge = np.zeros((2, n))
    edge[:, 0], edge[:, 1] = 0.5, (2.0**-60, -(2.0**-60))
    close = np.array([[*corners, point] for point in edge])
    assert quick_verdicts(close, sign[:2]).tolist() == [0, 0]
    assert [separate(X, sign[0]).separable for X in close] == [False, True]


def test_neither_units_nor_the_origin_count() -> None:
    rng = np.random.default_rng(0)
    X, sign = rng.standard_normal((200, 9, 3)), rng.choice([-1, 1], size=(200, 9))
    wanted = quick_verdicts(X, sign).tolist()
    for scale, move in product((1e-300, 1.0, 1e300), (0.0, 1e4)):
        moved = (X * [1, 100, 0.01] + move) * scale
        assert quick_verdicts(moved, sign).tolist() == wanted


@pytest.mark.parametrize("wrong", ["planes", "multipliers"])
def test_a_solver_that_is_wrong_is_not_believed(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    X, sign = rng.standard_normal((50, 8, 3)), rng.choice([-1, 1], size=(50, 8))
    planes, multipliers = np.zeros((50, 4)), np.zeros((50, 8))
    if wrong == "planes":
        planes = rng.standard_normal((50, 4)) * 10.0 ** rng.integers(-200, 200, size=(50, 1))
    else:
        multipliers[:, :5] = 1.0
    monkeypatch.setattr(many_sets, "nearest_of_the_hulls", lambda _: (planes, multipliers))
    assert agrees(X, sign) < 25


def test_sums_of_many_features_do_not_run_over() -> None:
    X = np.random.default_rng(0).choice([-1.0, 1.0], size=(2, 40, 3000))
    X[0, :, :] = X[0, :1, :]  # all alike
    sign = np.tile(np.array([1, -1] * 20), (2, 1))
    assert quick_verdicts(X, sign).tolist() == [0, 1]


def thin_clash(rng: np.random.Generator) -> tuple[NDArray[np.int64], int]:
    """Rows in units that clash with one multiplier next to nothing, and which row has that."""
    n = int(rng.integers(3, 8))
    thin, last = rng.permutation(n)[:2]
    multipliers = rng.uniform(0.5, 1.5, n)
    multipliers[thin] = 10.0 ** rng.uniform(-9.5, -7)
    rows = rng.uniform(-1, 1, (n, n - 1))
    rows[:, -1] = rng.choice([-1, 1], n)
    rows[last] -= multipliers @ rows / multipliers[last]
    units = 0.999 * 2**many_sets._KEPT / np.abs(rows).max(axis=0)
    return np.rint(rows * units).astype(np.int64), int(thin)


def test_a_clash_is_sure_whatever_was_cut_off() -> None:
    rng, n_sure = np.random.default_rng(0), 0
    one = 2**many_sets._KEPT
    for _ in range(4000):
        rows, thin = thin_clash(rng)
        if not many_sets._surely_balance(rows[None])[0]:
            continue
        n_sure += 1
        # A whole unit on each line whose growth takes most from the thin multiplier.
        lines = np.vstack([rows.T, np.full(len(rows), one)])
        takes = np.linalg.inv(lines / one)[thin, :-1] > 0
        lines[:-1][takes] += 1
        solution = solve_exactly(lines.tolist(), [0] * (len(rows) - 1) + [one])
        assert min(solution) > 0
    assert n_sure > 200


def solve_exactly(lines: list[list[int]], aim: list[int]) -> list[Fraction]:
    """The solution of as many equations as unknowns, in fractions (Gauss and Jordan)."""
    left = [[Fraction(x) for x in [*line, b]] for line, b in zip(lines, aim, strict=True)]
    for i in range(len(left)):
        pivot = next(k for k in range(i, len(left)) if left[k][i])
        left[i], left[pivot] = left[pivot], left[i]
        left[i] = [x / left[i][i] for x in left[i]]
        for k in range(len(left)):
            if k != i:
                left[k] = [x - left[k][i] * y for x, y in zip(left[k], left[i], strict=True)]
    return [line[-1] for line in left]
