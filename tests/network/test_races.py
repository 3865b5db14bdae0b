"""Surfaces with a formula, and races on them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory.network.optimizers import OPTIMIZERS, get_optimizer
from neurohistory.network.races import (
    BEALE,
    LONG_VALLEY,
    SADDLE,
    Surface2D,
    descend,
    race,
    steps_to_reach,
)

SURFACES = (LONG_VALLEY, SADDLE, BEALE)
Array = NDArray[np.floating]


def at(*place: float) -> tuple[Array, Array]:
    x, y = place
    return np.array(x), np.array(y)


@pytest.mark.parametrize(
    ("place", "height"), [((3, 0.5), 0), ((0, 0), 14.203125), ((1, 1), 14.203125), ((0, 1), 14.203125)]
)
def test_beale_has_its_known_heights(place: tuple[float, float], height: float) -> None:
    assert BEALE.value(*at(*place)) == height


@pytest.mark.parametrize(
    ("place", "slope"), [((3, 0.5), [0, 0]), ((0, 0), [-12.75, 0]), ((1, 1), [0, 27.75])]
)
def test_beale_has_its_known_slopes(place: tuple[float, float], slope: list[float]) -> None:
    np.testing.assert_allclose(BEALE.gradient(*at(*place)), slope, atol=1e-12)


def test_beale_is_a_narrow_valley_at_its_minimum() -> None:
    h = 1e-5
    hessian = np.array(
        [
            (BEALE.gradient(*at(3 + dx, 0.5 + dy)) - BEALE.gradient(*at(3 - dx, 0.5 - dy))) / (2 * h)
            for dx, dy in ((h, 0), (0, h))
        ]
    )
    np.testing.assert_allclose(hessian, [[3.15625, -11.4375], [-11.4375, 46.125]], rtol=1e-6)
    low, high = np.linalg.eigvalsh(hessian)
    assert (low, high) == pytest.approx((0.30146, 48.97979), abs=1e-4)
    assert high / low == pytest.approx(162.5, abs=0.1)


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
@given(x=st.floats(-2, 4), y=st.floats(-2, 2))
def test_the_gradient_is_that_of_the_value(surface: Surface2D, x: float, y: float) -> None:
    h = 1e-5
    by_differences = [
        (surface.value(*at(x + h, y)) - surface.value(*at(x - h, y))) / (2 * h),
        (surface.value(*at(x, y + h)) - surface.value(*at(x, y - h))) / (2 * h),
    ]
    np.testing.assert_allclose(surface.gradient(*at(x, y)), by_differences, rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
def test_start_and_minimum_are_in_sight(surface: Surface2D) -> None:
    left, right, bottom, top = surface.extent
    for place in filter(None, (surface.start, surface.minimum)):
        assert left < place[0] < right
        assert bottom < place[1] < top
    x, y = np.meshgrid(np.linspace(left, right, 31), np.linspace(bottom, top, 31))
    if surface.minimum is not None:
        assert surface.value(*at(*surface.minimum)) <= surface.value(x, y).min()
    assert surface.gradient(x, y).shape == (2, 31, 31)


def test_descent_along_the_valley_is_geometric() -> None:
    # x <- x - lr x and y <- y - lr 100 y
    path = race(LONG_VALLEY, {"plain": get_optimizer("gradient_descent", learning_rate=0.01)}, 5)[
        "plain"
    ]
    x, y = LONG_VALLEY.start
    np.testing.assert_allclose(path[:, 0], x * 0.99 ** np.arange(6))
    np.testing.assert_allclose(path[:, 1], [y, 0, 0, 0, 0, 0], atol=1e-12)


def test_the_valley_is_slow_along_for_descent_and_not_for_scaled_steps() -> None:
    rules = {
        "plain": get_optimizer("gradient_descent", learning_rate=0.019),
        "adagrad": get_optimizer("adagrad", learning_rate=0.4),
    }
    paths = race(LONG_VALLEY, rules, 1)
    steps = {name: np.abs(path[1] - path[0]) for name, path in paths.items()}
    assert steps["plain"][1] / steps["plain"][0] == pytest.approx(15)  # 100 y / x
    assert steps["adagrad"][1] == pytest.approx(steps["adagrad"][0])


def test_descent_stays_on_the_ridge_of_the_saddle() -> None:
    rules = {"plain": get_optimizer("gradient_descent", learning_rate=0.1)}
    assert (race(SADDLE, rules, 200, start=(1.0, 0.0))["plain"][:, 1] == 0).all()
    path = race(SADDLE, rules, 40, start=(1.0, 1e-3))["plain"]
    np.testing.assert_allclose(path[:, 1], 1e-3 * 1.2 ** np.arange(41))


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_takes_part(name: str) -> None:
    path = race(BEALE, {name: name}, 20)[name]
    assert path.shape == (21, 2)
    assert path[0].tolist() == list(BEALE.start)
    assert (path[1] != path[0]).all()


def test_a_path_that_runs_away_ends_in_silence() -> None:
    rules = {
        "plain": get_optimizer("gradient_descent", learning_rate=1.0),
        "other": get_optimizer("adam"),
    }
    paths = race(BEALE, rules, 50)
    lost = np.asarray(np.isnan(paths["plain"]).any(axis=1))
    assert lost.any()
    assert not lost[0]
    assert lost[int(lost.argmax()) :].all()
    assert np.isnan(paths["plain"][lost]).all()
    assert np.isfinite(paths["other"]).all()
    assert steps_to_reach(paths["plain"], BEALE) is None


def test_a_race_needs_steps_and_known_names() -> None:
    with pytest.raises(ValueError, match="n_steps"):
        race(BEALE, {}, -1)
    with pytest.raises(ValueError, match="gradient_descent"):
        race(BEALE, {"mine": "unheard of"}, 1)


def test_to_reach_is_to_stay() -> None:
    there, away = [3.0, 0.5], [9.0, 9.0]
    assert steps_to_reach([there, there], BEALE) == 0
    assert steps_to_reach([away, there, away, there], BEALE) == 3
    assert steps_to_reach([there, away], BEALE) is None
    assert steps_to_reach([away, [3.0, 0.55]], BEALE, tolerance=0.06) == 1
    assert steps_to_reach([away, [3.25, 0.5]], BEALE, tolerance=0.25) == 1  # as near as that will do
    assert steps_to_reach([away, [3.25, 0.5]], BEALE, tolerance=0.2499) is None
    with pytest.raises(ValueError, match="no minimum"):
        steps_to_reach([there], SADDLE)


def test_the_starts_and_the_parts_in_sight_are_those_that_the_pages_speak_of() -> None:
    # The saddle is drawn with its flat point amid it; its start lies on one slope, a hair off the ridge.
    assert (LONG_VALLEY.start, LONG_VALLEY.extent) == ((-4.0, 0.6), (-4.6, 1.4, -1.0, 1.0))
    assert (SADDLE.start, SADDLE.extent) == ((-1.5, 0.001), (-2.0, 2.0, -2.0, 2.0))
    assert (BEALE.start, BEALE.extent) == ((1.0, 1.5), (-0.5, 4.5, -1.0, 2.0))


def test_descent_asks_for_the_gradient_once_a_step_and_follows_each_start_alone() -> None:
    asked = []

    def gradient(theta: NDArray[np.floating]) -> NDArray[np.floating]:
        asked.append(theta)
        return 2 * theta

    theta = np.array([[1.0, 2.0], [3.0, 4.0]])
    path = descend(get_optimizer("gradient_descent", learning_rate=0.25), gradient, theta, 3)
    assert path.shape == (4, 2, 2)
    assert len(asked) == 3
    assert np.array_equal(path[3], theta / 8)


def test_a_start_that_leaves_the_finite_numbers_does_not_take_the_others_along() -> None:
    rule = get_optimizer("gradient_descent", learning_rate=1.0)
    path = descend(rule, lambda theta: theta**3 / 2, np.array([[1.0, 100.0]]), 30)
    assert np.isfinite(path[:, 0, 0]).all()
    assert np.isnan(path[-1, 0, 1])


def test_a_negative_number_of_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="n_steps must not be negative, and it is -1"):
        descend(get_optimizer("adam"), lambda theta: theta, np.ones((1, 1)), -1)
