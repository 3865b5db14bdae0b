"""The loss around what was learned."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory import AND, XOR, landscapes, load, train
from neurohistory.landscapes import learning_plane, plane_through, unit_surface

Array = NDArray[np.floating]


def quadratic(theta: Array) -> Array:
    return np.asarray((np.arange(1, len(theta) + 1)[:, None] * theta**2).sum(axis=0))


def test_a_path_in_a_plane_lies_wholly_in_its_landscape() -> None:
    rng = np.random.default_rng(0)
    basis = np.linalg.qr(rng.normal(size=(7, 2)))[0]
    end = rng.normal(size=7)
    inside = np.vstack([rng.normal(size=(9, 2)) * (3, 1), [0, 0]])
    landscape = plane_through(quadratic, end, end + inside @ basis.T, resolution=21)
    assert landscape.total_explained == pytest.approx(1)
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
    assert landscape.explained == pytest.approx((9 / 14, 4 / 14))
    assert landscape.labels == ("along the path (64 % of it)", "across it (29 %)")


def test_a_path_of_one_step_has_a_plane_too() -> None:
    landscape = plane_through(quadratic, np.zeros(3), np.array([[1.0, 2, 3], [0, 0, 0]]), resolution=2)
    assert landscape.explained == pytest.approx((1, 0))


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
    with pytest.raises(ValueError, match=r"Theta2\[2,0\]"):
        unit_surface(model, XOR, history)
    landscape = unit_surface(model, XOR, history, ("Theta1[0,0]", "Theta2[2,0]"), resolution=3)
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
    assert 0.8 < landscape.total_explained <= 1


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
