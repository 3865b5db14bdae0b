"""Test surfaces, races on them, and the loss around what was learned."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory import AND, XOR, landscapes, load, train
from neurohistory.landscapes import (
    BEALE,
    LONG_VALLEY,
    SADDLE,
    learning_plane,
    plane_through,
    race,
    steps_to_reach,
    unit_surface,
)
from neurohistory.network.optimizers import OPTIMIZERS, optimizer

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
def test_the_gradient_is_that_of_the_value(surface: landscapes.TestSurface, x: float, y: float) -> None:
    h = 1e-5
    by_differences = [
        (surface.value(*at(x + h, y)) - surface.value(*at(x - h, y))) / (2 * h),
        (surface.value(*at(x, y + h)) - surface.value(*at(x, y - h))) / (2 * h),
    ]
    np.testing.assert_allclose(surface.gradient(*at(x, y)), by_differences, rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
def test_start_and_minimum_are_in_sight(surface: landscapes.TestSurface) -> None:
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
    path = race(LONG_VALLEY, {"plain": optimizer("gradient_descent", learning_rate=0.01)}, 5)["plain"]
    x, y = LONG_VALLEY.start
    np.testing.assert_allclose(path[:, 0], x * 0.99 ** np.arange(6))
    np.testing.assert_allclose(path[:, 1], [y, 0, 0, 0, 0, 0], atol=1e-12)


def test_the_valley_is_slow_along_for_descent_and_not_for_scaled_steps() -> None:
    rules = {
        "plain": optimizer("gradient_descent", learning_rate=0.019),
        "adagrad": optimizer("adagrad", learning_rate=0.4),
    }
    paths = race(LONG_VALLEY, rules, 1)
    steps = {name: np.abs(path[1] - path[0]) for name, path in paths.items()}
    assert steps["plain"][1] / steps["plain"][0] == pytest.approx(15)  # 100 y / x
    assert steps["adagrad"][1] == pytest.approx(steps["adagrad"][0])


def test_descent_stays_on_the_ridge_of_the_saddle() -> None:
    rules = {"plain": optimizer("gradient_descent", learning_rate=0.1)}
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
        "plain": optimizer("gradient_descent", learning_rate=1.0),
        "other": optimizer("adam"),
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
    with pytest.raises(ValueError, match="no minimum"):
        steps_to_reach([there], SADDLE)


def quadratic(theta: Array) -> Array:
    return np.asarray((np.arange(1, len(theta) + 1)[:, None] * theta**2).sum(axis=0))


def test_a_path_in_a_plane_lies_wholly_in_its_landscape() -> None:
    rng = np.random.default_rng(0)
    basis = np.linalg.qr(rng.normal(size=(7, 2)))[0]
    end = rng.normal(size=7)
    inside = np.vstack([rng.normal(size=(9, 2)) * (3, 1), [0, 0]])
    landscape = plane_through(quadratic, end, end + inside @ basis.T, resolution=21)
    assert landscape.share == pytest.approx(1)
    assert landscape.loss.shape == (21, 21)
    # Distances are kept, and the path comes from below on the left to (0, 0).
    np.testing.assert_allclose(np.linalg.norm(landscape.path, axis=1), np.linalg.norm(inside, axis=1))
    assert (landscape.path[0] <= 0).all()
    assert landscape.path[-1] == pytest.approx([0, 0])
    left, right, bottom, top = landscape.extent
    assert left < landscape.path[:, 0].min() < landscape.path[:, 0].max() < right
    assert bottom < landscape.path[:, 1].min() < landscape.path[:, 1].max() < top


def test_the_cost_is_that_of_the_plane() -> None:
    path = np.array([[-2.0, -1, 0], [-1, 0, 0], [0, 0, 0]])
    landscape = plane_through(quadratic, path[-1], path, resolution=3, extent=(-1, 1, -1, 1))
    # The plane is that of the first two weights, turned: at the ends of a diagonal x'x = 2.
    x, y = np.meshgrid(landscape.x, landscape.y)
    assert landscape.loss[1, 1] == 0
    # The trace of the quadratic form does not turn: f(1, 0) + f(0, 1) = 1 + 2.
    assert landscape.loss[1, 2] + landscape.loss[2, 1] == pytest.approx(3)
    assert landscape.loss == pytest.approx(landscape.loss[::-1, ::-1])
    assert x.shape == y.shape == landscape.loss.shape


def test_what_lies_outside_of_the_plane_is_reported() -> None:
    path = np.array([[3.0, 0, 0, 0], [0, 2, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]])
    landscape = plane_through(quadratic, path[-1], path, resolution=2)
    assert landscape.shares == pytest.approx((9 / 14, 4 / 14))
    assert landscape.labels == ("first direction, 64 % of the path", "second, 29 %")


def test_a_path_of_one_step_has_a_plane_too() -> None:
    landscape = plane_through(quadratic, np.zeros(3), np.array([[1.0, 2, 3], [0, 0, 0]]), resolution=2)
    assert landscape.shares == pytest.approx((1, 0))


def test_planes_that_do_not_exist_are_refused() -> None:
    with pytest.raises(ValueError, match="does not move"):
        plane_through(quadratic, [1.0, 1], [[1.0, 1]])
    with pytest.raises(ValueError, match="two weights"):
        plane_through(quadratic, [1.0], [[2.0]])
    with pytest.raises(ValueError, match="resolution"):
        plane_through(quadratic, [1.0, 1], [[0.0, 1]], resolution=1)


def test_adaline_walks_on_its_exact_bowl() -> None:
    gate = AND.bipolar
    model = load("adaline")()
    history = train(model, gate.X, gate.target, n_starts=2, rng=0)
    landscape = unit_surface(model, gate, history, start=1, resolution=5)
    bias, weights = history.end.bias[1], history.end.weights[:, 1]
    assert landscape.labels == ("weights[0]", "weights[1]")
    np.testing.assert_array_equal(landscape.path[-1], weights)
    np.testing.assert_array_equal(landscape.path[0], history.states[0].weights[:, 1])
    for row, column in np.ndindex(5, 5):
        w = np.array([landscape.x[column], landscape.y[row]])
        by_hand = np.mean((gate.target - gate.X @ w - bias) ** 2)
        assert landscape.loss[row, column] == pytest.approx(by_hand)


def test_the_weights_of_a_unit_can_be_chosen() -> None:
    model = load("logistic_unit")()
    history = train(model, XOR.X, XOR.target, rng=0)
    landscape = unit_surface(model, XOR, history, ("bias", "weights[1]"), extent=(-1, 1, -1, 1))
    assert landscape.labels == ("bias", "weights[1]")
    assert landscape.extent == (-1, 1, -1, 1)
    assert landscape.loss.min() == pytest.approx(np.log(2), abs=1e-3)  # it rests at ln 2
    np.testing.assert_array_equal(landscape.path[:, 0], history.frames().bias)
    with pytest.raises(ValueError, match=r"bias, weights\[0\], weights\[1\]"):
        unit_surface(model, XOR, history, ("bias", "gain"))
    with pytest.raises(ValueError, match="twice"):
        unit_surface(model, XOR, history, ("bias", "bias"))


def test_more_weights_than_two_have_to_be_named() -> None:
    model = load("backprop")(max_epochs=3)
    history = train(model, XOR.X, XOR.target, rng=0)
    with pytest.raises(ValueError, match=r"theta\[8\]"):
        unit_surface(model, XOR, history)
    landscape = unit_surface(model, XOR, history, ("theta[0]", "theta[8]"), resolution=3)
    assert landscape.path.shape == (4, 2)


def test_who_minimizes_nothing_has_no_landscape() -> None:
    model = load("perceptron")()
    history = train(model, AND.X, AND.target, rng=0)
    with pytest.raises(ValueError, match="minimizes nothing"):
        unit_surface(model, AND, history)


def test_a_network_ends_in_the_middle_of_its_plane() -> None:
    model = load("backprop")(max_epochs=300)
    history = train(model, XOR.X, XOR.target, n_starts=3, rng=0)
    landscape = learning_plane(model, XOR, history, start=2, resolution=3, extent=(-1, 1, -1, 1))
    assert history.loss is not None
    assert landscape.loss[1, 1] == pytest.approx(history.loss[-1, 2])
    assert landscape.path.shape == (301, 2)
    assert 0.8 < landscape.share <= 1


def test_the_starts_and_the_parts_in_sight_are_those_that_the_pages_speak_of() -> None:
    # The saddle is drawn with its flat point amid it; its start lies on one slope, a hair off the ridge.
    assert (LONG_VALLEY.start, LONG_VALLEY.extent) == ((-4.0, 0.6), (-4.6, 1.4, -1.0, 1.0))
    assert (SADDLE.start, SADDLE.extent) == ((-1.5, 0.001), (-2.0, 2.0, -2.0, 2.0))
    assert (BEALE.start, BEALE.extent) == ((1.0, 1.5), (-0.5, 4.5, -1.0, 2.0))


@pytest.mark.parametrize(
    ("path", "box"),
    [
        # 6 long and 0 high: half of 6 in each direction at least, and 6/3 more on each side.
        ([[0, 1], [6, 1]], (-2, 8, 1 - 3.5, 1 + 3.5)),
        # 6 by 4 at a place of its own.
        ([[10, -4], [16, 0], [12, -3]], (8, 18, -6, 2)),
        # A point is taken for 1 long.
        ([[2, 3]], (2 - 7 / 12, 2 + 7 / 12, 3 - 7 / 12, 3 + 7 / 12)),
    ],
)
def test_there_is_room_around_a_path(path: list[list[float]], box: tuple[float, ...]) -> None:
    assert landscapes._room_for(np.array(path, dtype=float)) == pytest.approx(box)
