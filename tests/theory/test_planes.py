"""The plane that is told: with the least sum of weights, and in floats where they can hold it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import mul

import numpy as np
import pytest
from scipy.optimize import linprog

from neurohistory import AND, separate


def with_a_wide_margin(seed: int, units: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Some 150 examples that many planes separate; what is least hangs on what a weight costs."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((300, 7))
    side = X @ np.arange(-3, 4) + 1
    return (X[np.abs(side) > 4] + 5) * units, np.sign(side[np.abs(side) > 4])


@pytest.mark.parametrize("units", [(1, 10, 0.1, 1, 3, 1, 1), (1, 1000, 0.001, 1, 30, 1, 0.1)], ids=str)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_plane_of_a_large_set_has_the_least_sum_of_weights(
    seed: int, units: tuple[float, ...], rows_left: list[int]
) -> None:
    # Referee: the linear programme of the definition, by a solver.
    X, target = with_a_wide_margin(seed, units)
    found = separate(X, target)
    assert found.weights is not None
    signed = target[:, None] * np.column_stack([X, -X, np.ones(len(X))])
    least = linprog(
        np.r_[np.ones(14), 0.0], A_ub=-signed, b_ub=-np.ones(len(X)),
        bounds=[(0, None)] * 14 + [(None, None)],
    )  # fmt: skip
    assert np.abs(found.weights).sum() == pytest.approx(least.fun, rel=1e-6)
    assert rows_left == []
    distances = target * (X @ found.weights + found.bias) / np.linalg.norm(found.weights)
    assert found.margin == pytest.approx(distances.min(), rel=1e-9)
    length = np.linalg.norm([*found.weights, found.bias])
    assert found.margin_with_bias == pytest.approx(1 / length, rel=1e-9)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_units_that_differ_by_a_billion_and_more_cost_a_solver_little(seed: int) -> None:
    # A weight on the second feature is all but free, and one on the third too dear, either way.
    sums = []
    for power in (3, 9):
        found = separate(*with_a_wide_margin(seed, (1, 10.0**power, 10.0**-power, 1, 1, 1, 1)))
        assert found.weights is not None
        sums.append(np.abs(found.weights).sum())
    assert sums[1] < 1.1 * sums[0]


def test_weights_that_no_float_can_hold_are_scaled_or_fractions() -> None:
    tiny = separate(AND.X * 5e-324, AND.target)  # w = 2 / 5e-324 is beyond all floats
    assert tiny.weights is not None
    assert tiny.weights.dtype == float
    assert 0.5 <= np.abs(tiny.weights).max() < 1
    small = separate(AND.X * 2.0**-1030, AND.target)  # so is 2 / 2^-1030, but these add up exactly
    assert small.weights is not None
    assert (small.weights.tolist(), small.bias) == ([0.5, 0.5], -0.75 * 2.0**-1030)
    # Points in a line, but for rounding: no two floats are the slope.
    X = np.array([[4.23966144, 2.28122631]]) + np.array([[0], [-1], [-3], [1]])
    beside = separate(X, [-1, 1, 1, 1])
    assert beside.separable is (beside.weights is not None)
    assert beside.holds(X, [-1, 1, 1, 1])


def sides(plane: Sequence[float], X: np.ndarray, target: np.ndarray) -> list[Fraction]:
    """t (w.x + b) of each example, exactly."""
    numbers = [Fraction(number) for number in plane]
    rows = [[*map(Fraction, row), Fraction(1)] for row in X.tolist()]
    return [int(t) * sum(map(mul, numbers, row)) for t, row in zip(target, rows, strict=True)]


def test_a_plane_for_features_in_units_that_differ_is_told_in_floats() -> None:
    rng = np.random.default_rng(0)
    for _ in range(40):
        units = 2.0 ** rng.integers(-40, 40, size=3)
        X = (rng.integers(-9, 9, size=(8, 3)) + rng.integers(-99, 99)) * units
        found = separate(X, target := np.sign(X @ (rng.integers(-3, 4, size=3) / units) + 0.5))
        assert found.weights is not None
        assert isinstance(found.bias, float)
        assert found.weights.dtype == float
        assert min(sides([*found.weights.tolist(), found.bias], X, target)) > 0


def test_a_plane_in_floats_separates_and_if_it_was_scaled_is_about_one() -> None:
    # Points in a line, but for rounding: floats as large as the plane's seldom separate them.
    rng, scaled = np.random.default_rng(0), 0
    for _ in range(150):
        way = rng.integers(1, 9, size=2) / rng.integers(1, 9) / 3
        X = rng.uniform(-5, 5, size=2) + np.outer(rng.integers(-4, 5, size=4), way)
        side = rng.choice([-1, 1], size=4)
        for target in (side, -side):
            found = separate(X, target)
            if found.weights is None or found.weights.dtype == object:
                continue
            plane = [*found.weights.tolist(), found.bias]
            assert min(sides(plane, X, target)) > 0
            nearest = min(sides(found.plane, X, target))
            if plane[:2] != [float(number / nearest) for number in found.plane[:2]]:
                scaled += 1
                assert 0.5 <= max(map(abs, plane)) < 2
    assert scaled > 20


def test_a_bias_in_the_middle_of_its_room_saves_the_scale_of_the_weights() -> None:
    # The exact bias, rounded, leaves an example on the wrong side, and the weights need another.
    X = [
        [981767.0000000016, 981767.0000000007],
        [981767.0000000028, 981767.0000000026],
        [981767.0000000015, 981767.0000000006],
    ]
    found = separate(X, [1, -1, -1])
    assert found.weights is not None
    assert found.bias is not None
    assert np.abs(found.weights).max() > 1e10  # not scaled down to 1
    w = [Fraction(number) for number in (*found.weights.tolist(), found.bias)]
    sides = [sum(a * Fraction(x) for a, x in zip(w, [*row, 1.0], strict=True)) for row in X]
    assert sides[0] > 0 > max(sides[1:])


def test_a_bias_in_the_middle_of_its_room_saves_the_floats() -> None:
    # The room lies between two whole numbers, and no other scale of the weights has one.
    X = [
        [6.958331928511483, 0.9650631245215536],
        [-7.041668071488517, -1.0349368754784463],
        [-4.708334738155184, -0.701603542145113],
        [-2.3750014048218504, -0.3682702088117797],
    ]
    found = separate(X, [1, -1, 1, -1])
    assert found.weights is not None
    assert found.weights.dtype == float
    plane = [*found.weights.tolist(), found.bias]
    assert min(sides(plane, np.array(X), np.array([1, -1, 1, -1]))) > 0


@pytest.mark.parametrize("power", [60, -60])
def test_a_power_of_two_in_all_units_changes_the_plane_of_a_large_set_by_it_alone(power: int) -> None:
    X, target = with_a_wide_margin(1, (1, 1000, 0.001, 1, 30, 1, 0.1))
    once, again = separate(X, target), separate(np.ldexp(X, power), target)
    assert once.weights is not None
    assert again.weights is not None
    assert np.ldexp(again.weights, power).tolist() == once.weights.tolist()
    assert again.bias == once.bias
