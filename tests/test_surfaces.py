"""Surfaces: the response at every point of a grid, for one state or for a film."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from neurohistory import AND, XOR, Problem, get_problem, load, parity, run, surface, timeline, train
from neurohistory.models.perceptron import Perceptron, PerceptronState
from neurohistory.surfaces import Extent, around

PLANE = PerceptronState(np.array([-1.0]), np.array([[2.0], [3.0]]), np.array([0]))


def test_each_score_belongs_to_its_point() -> None:
    # s = 2 x + 3 y - 1, so rows (y) and columns (x) cannot be mixed up unnoticed.
    found = surface(Perceptron(), PLANE, XOR, extent=(-1.0, 1.0, 0.0, 4.0), resolution=5)
    assert found.x.tolist() == [-1, -0.5, 0, 0.5, 1]
    assert found.y.tolist() == [0, 1, 2, 3, 4]
    assert found.scores.shape == (1, 5, 5)
    for row, y in enumerate(found.y):
        for column, x in enumerate(found.x):
            assert found.scores[0, row, column] == pytest.approx(2 * x + 3 * y - 1)
    assert found.extent == (-1.0, 1.0, 0.0, 4.0)


@pytest.mark.parametrize("fires_at_zero", [True, False])
def test_the_sign_of_a_score_is_the_answer_even_at_zero(fires_at_zero: bool) -> None:
    # Above zero speaks for "yes": on the edge the model decides, and the surface follows it.
    nothing = PerceptronState(np.zeros(1), np.zeros((2, 1)), np.array([0]))
    found = surface(Perceptron(fires_at_zero=fires_at_zero), nothing, AND, resolution=3)
    assert found.wrong.tolist() == [[fires_at_zero != truth for truth in AND.truth]]
    assert ((found.scores > 0) == fires_at_zero).all()
    assert ((found.scores < 0) != fires_at_zero).all()
    assert found.scores == pytest.approx(0)


@pytest.mark.parametrize("name", list(timeline().models))
def test_a_film_gives_a_frame_for_each_epoch(name: str) -> None:
    model = load(name)()
    if "max_epochs" in model.get_params():
        model.set_params(max_epochs=4)
    history = train(model, XOR.X, XOR.target, n_starts=3, rng=0)
    film = surface(model, history.frames(1), XOR, resolution=7)
    assert film.scores.shape == (len(history.states), 7, 7)
    for frame, state in enumerate(history.states):
        alone = surface(model, state, XOR, resolution=7)
        assert alone.scores.shape == (3, 7, 7)
        assert film.scores[frame] == pytest.approx(alone.scores[1], abs=1e-12)
        assert film.wrong[frame].tolist() == alone.wrong[1].tolist()
    assert film.wrong.sum(axis=1).tolist() == history.mistakes[:, 1].tolist()


def test_the_corners_of_a_gate_lie_inside_the_default_extent() -> None:
    model = load("perceptron")()
    found = surface(model, train(model, AND.X, AND.target, rng=0).end, AND, resolution=5)
    assert found.extent == around(AND.X)
    at_corners = found.scores[0][np.ix_([1, 3], [1, 3])]  # y = 0, 1 by x = 0, 1
    assert (at_corners >= 0).tolist() == [[False, False], [False, True]]


def test_around_leaves_a_margin_on_each_side() -> None:
    X = np.array([[0.0, -1.0], [10.0, 3.0], [4.0, 1.0]])
    assert around(X, margin=0.1) == (-1.0, 11.0, -1.4, 3.4)


def test_around_gives_room_to_examples_on_a_line_or_a_point() -> None:
    assert around(np.array([[2.0, 5.0], [4.0, 5.0]])) == (1.0, 5.0, 4.5, 5.5)
    assert around(np.array([[2.0, 5.0]])) == (1.5, 2.5, 4.5, 5.5)


@pytest.mark.parametrize("name", list(timeline().models))
def test_a_state_of_three_inputs_is_refused(name: str) -> None:
    model = load(name)()
    asked = parity(3)
    history = train(model, asked.X, asked.target, rng=0, keep_states=False)
    with pytest.raises(ValueError, match="a surface needs a state of two inputs and two classes"):
        surface(model, history.end, XOR, resolution=3)


def test_a_state_of_three_classes_is_refused() -> None:
    model = load("svm")()
    history = train(model, XOR.X[:3], 2 * np.eye(3) - 1)
    with pytest.raises(ValueError, match="two inputs and two classes"):
        surface(model, history.end, XOR, resolution=3)


@pytest.mark.parametrize("asked", [parity(3), get_problem("blobs")], ids=lambda asked: asked.name)
def test_a_gate_of_another_number_of_inputs_or_classes_is_refused(asked: Problem) -> None:
    with pytest.raises(
        ValueError, match=rf"two inputs and two classes, and {asked.name} has [23] inputs"
    ):
        surface(Perceptron(), PLANE, asked)


def moved(asked: Problem, scale: float, shift: float) -> Problem:
    return replace(asked, X=scale * asked.X + shift)


@pytest.mark.parametrize("spec", ["logistic_unit:max_epochs=3", "perceptron:max_epochs=3"])
@pytest.mark.parametrize("name", ["moons", "circles"])
@pytest.mark.parametrize(("scale", "shift"), [(1, 0), (1e-6, 3), (1e4, -7)])
def test_wrong_answers_are_the_models_on_any_grid(
    spec: str, name: str, scale: float, shift: float
) -> None:
    # A coarse grid has no point near an example, and a picture may show a corner of the plane alone.
    asked = moved(get_problem(name), scale, shift)
    trial = run(spec, asked, starts=2)
    extents: list[Extent | None] = [None, (-0.1, 0.1, -0.1, 0.1), (50.0, 60.0, 50.0, 60.0)]
    for extent, resolution in product(extents, (2, 5, 60)):
        found = surface(trial.model, trial.history.end, asked, extent, resolution)
        assert found.wrong.sum(axis=1).tolist() == trial.history.mistakes[-1].tolist()
