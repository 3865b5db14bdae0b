"""Patterns on a retina: shapes, and the letters with the runs that they are known for."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory import separate, trace, train
from neurohistory.models.adaline import Adaline
from neurohistory.problems.patterns import LETTER_SIDE, SHAPES, letters, shapes
from neurohistory.theory.learning_curve import least_squares

N_GAINS = LETTER_SIDE * LETTER_SIDE + 1  # with the level


# Shapes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(SHAPES))
def test_a_shape_lies_wholly_on_the_retina_wherever_it_is(name: str) -> None:
    X, y = shapes([name], 200, np.random.default_rng(0))
    assert X.shape == (200, 400)
    assert set(np.unique(X)) == {0, 1}
    assert (y == 0).all()
    assert len(np.unique(X.sum(axis=1))) == 1  # never cut off
    assert len(np.unique(X, axis=0)) > 60  # of the 81 places
    assert 0.4 * 144 < X[0].sum() < 0.6 * 144


@pytest.mark.parametrize("size", range(6, 21))
def test_the_shapes_differ_and_each_is_its_own_mirror_image(size: int) -> None:
    drawn = [shapes([name], 1, np.random.default_rng(0), size=size, side=size)[0] for name in SHAPES]
    assert len({image.tobytes() for image in drawn}) == len(SHAPES)
    for image in drawn:
        square = image.reshape(size, size)
        assert (square == square[:, ::-1]).all()


def test_shapes_are_told_by_number_and_look_different() -> None:
    X, y = shapes(["square", "disk"], 50, np.random.default_rng(0), side=8, size=8)
    assert set(y) == {0, 1}
    assert len(np.unique(X, axis=0)) == 2


@pytest.mark.parametrize(
    ("names", "options", "words"),
    [
        (["heart"], {}, "no shape is called 'heart'; there are square, disk"),
        ([], {}, "no shape is named; give some of square, disk"),
        (["disk"], {"size": 5}, "size must be from 6 to 20"),
        (
            ["disk"],
            {"side": 8, "size": 9},
            "9 by 9 points does not fit a retina of 8 by 8; size must be from 6 to 8",
        ),
    ],
)
def test_a_shape_that_is_unknown_or_too_large_is_refused(
    names: list[str], options: dict[str, int], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        shapes(names, 1, np.random.default_rng(0), **options)


# The letters of the knobby ADALINE -------------------------------------------------------------------


def test_four_ts_of_six_switches_and_four_js_of_seven() -> None:
    names, X, target = letters()
    assert names == ("T1", "J1", "T2", "J2", "T3", "J3", "T4", "J4")
    assert X.shape == (8, LETTER_SIDE * LETTER_SIDE)
    assert set(np.unique(X)) == {-1.0, 1.0}
    assert target.tolist() == [1.0, -1.0] * 4
    assert len({tuple(x) for x in X}) == 8
    lit = (X > 0).sum(axis=1)
    assert lit[target > 0].tolist() == [6, 6, 6, 6]
    assert lit[target < 0].tolist() == [7, 7, 7, 7]


def cropped(square: np.ndarray) -> list[list[float]]:
    """The smallest rectangle that holds all lit switches."""
    rows, columns = np.nonzero(square > 0)
    shape: list[list[float]] = square[
        rows.min() : rows.max() + 1, columns.min() : columns.max() + 1
    ].tolist()
    return shape


@pytest.mark.parametrize("letter", ["T", "J"])
def test_a_letter_stands_at_two_places_and_lies_at_two(letter: str) -> None:
    names, X, _ = letters()
    squares = {name: x.reshape(LETTER_SIDE, LETTER_SIDE) for name, x in zip(names, X, strict=True)}
    upright, lying = cropped(squares[f"{letter}1"]), cropped(np.rot90(squares[f"{letter}1"]))
    assert cropped(squares[f"{letter}2"]) == upright
    assert cropped(squares[f"{letter}3"]) == cropped(squares[f"{letter}4"]) == lying


def test_the_eight_patterns_are_independent_and_can_be_learned_without_error() -> None:
    _, X, target = letters()
    assert np.linalg.matrix_rank(X) == 8
    assert separate(X, target).separable
    bias, weights = least_squares(X, target)
    assert X @ weights + bias == pytest.approx(target)


@pytest.mark.parametrize(
    ("alpha", "passes", "mse"),
    [(1.0, 2, 0.210994), (0.16, 3, 0.536252)],
    ids=["alpha 1", "2 mu 0.01"],
)
def test_the_known_runs_of_the_sixteen_gains_without_a_level(
    alpha: float, passes: int, mse: float
) -> None:
    # Zero start, cyclic order.  Without a level gain, x with target t teaches the same as -x with -t.
    # So each pattern is given the sign that makes its first switch +1, and that switch then is the
    # constant input of our unit's bias: 16 gains in all.  With them, 2 mu = alpha / 16.
    _, X, target = letters()
    first = X[:, 0]
    unit = Adaline(learning_rate=alpha, order="cyclic", initial_scale=0, max_epochs=passes)
    history = train(unit, (X * first[:, None])[:, 1:], target * first, rng=0)
    assert history.states[0].two_mu[0] == pytest.approx(alpha / 16)
    assert history.loss is not None
    wrong = history.mistakes[:, 0].tolist()
    assert wrong[-2:] == [2 if alpha == 1 else 1, 0]
    assert history.loss[-1, 0] == pytest.approx(mse, abs=1e-6)


def test_a_turn_of_the_knobs_takes_the_whole_error_in_seventeen_equal_parts() -> None:
    _, X, target = letters()
    unit = Adaline(learning_rate=1.0, order="cyclic", initial_scale=0, max_epochs=2)
    for entry in trace(unit, X, target):
        before, after = (np.array(list(gains.values())) for gains in (entry.before, entry.after))
        moved = (after - before) * np.array([1.0, *entry.input])
        assert entry.error is not None
        assert entry.target is not None
        assert moved == pytest.approx(np.full(N_GAINS, entry.error / N_GAINS))
        assert after @ [1.0, *entry.input] == pytest.approx(entry.target)


def test_misadjustment_of_seventeen_gains() -> None:
    # Noise of variance 1 on the target is the least error; the excess over it, |w - w*|^2 for patterns
    # of -1 and +1, starts at w* = 0.  Each start has a rate of its own; all see the same 100,000
    # patterns, of which the first 1,000 (6.7 time constants at alpha = 1/17) are not counted.
    alpha, rng = np.array([1 / 17, 0.2, 0.5, 1.0]), np.random.default_rng(0)
    unit = Adaline(order="cyclic", max_epochs=1, initial_scale=0)
    state = unit.start(np.ones((1, 16)), np.zeros(1), 4, rng)._replace(two_mu=alpha / N_GAINS)
    excess = []
    for chunk in range(4000):
        X, noise = rng.choice([-1.0, 1.0], size=(25, 16)), rng.standard_normal(25)
        state = next(unit.learn(state, X, noise, rng))
        if chunk >= 40:
            excess.append(state.bias**2 + (state.weights**2).sum(axis=0))
    measured = np.mean(excess, axis=0)
    assert measured == pytest.approx(alpha / (2 - alpha), rel=0.06)
    assert measured == pytest.approx([0.0305, 0.1116, 0.335, 0.995], rel=0.07)
    assert measured[0] == pytest.approx(alpha[0] / 2, rel=0.1)  # the form for small steps
    assert measured[3] > 1.5 * alpha[3] / 2  # which is far off here
