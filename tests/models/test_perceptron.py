"""The perceptron: its rule by hand, its exact traces, its theorem, and where it ends."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory import AND, OR, XOR, Problem, get_problem, train
from neurohistory.models.perceptron import Perceptron, PerceptronState
from neurohistory.theory import Verdict
from neurohistory.theory.separability import separate


def by_the_book(
    gate: Problem, fires_at_zero: bool, max_epochs: int
) -> tuple[list[list[int]], list[int]]:
    """The rule in whole numbers, one pattern at a time: weights and corrections by epoch."""
    w, weights, corrections = [0, 0, 0], [], []
    for _ in range(max_epochs):
        n = 0
        for (x1, x2), wanted in zip(gate.X.astype(int).tolist(), gate.y.tolist(), strict=True):
            net = w[0] + w[1] * x1 + w[2] * x2
            fires = net > 0 or (net == 0 and fires_at_zero)
            if fires != bool(wanted):
                n += 1
                w = [old + (1 if wanted else -1) * x for old, x in zip(w, (1, x1, x2), strict=True)]
        weights.append(w)
        corrections.append(n)
        if n == 0:
            break
    return weights, corrections


def weights_of(state: PerceptronState) -> list[float]:
    return [float(state.bias[0]), *state.weights[:, 0].tolist()]


def pencil_and_paper(fires_at_zero: bool = True, max_epochs: int = 100) -> Perceptron:
    return Perceptron(
        order="cyclic", initial_scale=0, fires_at_zero=fires_at_zero, max_epochs=max_epochs
    )


def test_a_net_input_within_the_dead_zone_is_corrected_toward_its_target() -> None:
    # w = 0: x = 1, wanted 1, has the net input 0, which is undecided, so w becomes 1.  x = -1, wanted 0,
    # has -1, right but undecided still: w becomes 2.  Then both are decided.
    state = PerceptronState(np.zeros(1), np.zeros((1, 1)), np.array([0]))
    unit = Perceptron(order="cyclic", dead_zone=1.0, bias=False)
    X, target = np.array([[1.0], [-1.0]]), np.array([1.0, -1.0])
    ends = list(unit.learn(state, X, target, np.random.default_rng(0)))
    assert [weights_of(end) for end in ends] == [[0.0, 2.0], [0.0, 2.0]]
    assert [end.updates.tolist() for end in ends] == [[2], [2]]


def test_one_presentation_matches_the_rule_by_hand() -> None:
    # b = 0.5, w = (1, -2), x = (1, 1): net = 0.5 + 1 - 2 = -0.5, so o = 0; t = 1, error 1;
    # with eta = 0.5: w becomes (1.5, -1.5) and b becomes 1.
    # x = (0, 0) instead: net = 0.5, so o = 1; t = 0, error -1: w stays, b becomes 0.
    state = PerceptronState(np.array([0.5]), np.array([[1.0], [-2.0]]), np.array([0]))
    unit, rng = Perceptron(learning_rate=0.5), np.random.default_rng(0)
    missed = next(unit.learn(state, np.array([[1.0, 1.0]]), np.array([1.0]), rng))
    assert weights_of(missed) == [1.0, 1.5, -1.5]
    assert missed.updates.tolist() == [1]
    false_alarm = next(unit.learn(state, np.array([[0.0, 0.0]]), np.array([-1.0]), rng))
    assert weights_of(false_alarm) == [0.0, 1.0, -2.0]


def test_a_right_answer_changes_nothing() -> None:
    state = PerceptronState(np.array([0.5]), np.array([[1.0], [-2.0]]), np.array([4]))
    rng = np.random.default_rng(0)
    after = next(Perceptron().learn(state, np.array([[1.0, 0.0]]), np.array([1.0]), rng))
    assert weights_of(after) == [0.5, 1.0, -2.0]
    assert after.updates.tolist() == [4]


@pytest.mark.parametrize(
    ("name", "bipolar", "corrections", "epochs", "weights"),
    [
        ("AND", False, 11, 6, [-3, 2, 1]),
        ("OR", False, 5, 4, [-1, 1, 1]),
        ("NAND", False, 10, 6, [2, -2, -1]),
        ("AND", True, 3, 3, [-1, 1, 1]),
        ("OR", True, 3, 3, [1, 1, 1]),
    ],
)
def test_solves_with_the_exact_trace(
    name: str, bipolar: bool, corrections: int, epochs: int, weights: list[int]
) -> None:
    asked = get_problem(name).bipolar if bipolar else get_problem(name)
    history = train(pencil_and_paper(fires_at_zero=not bipolar), asked.X, asked.target)
    assert history.end.updates.tolist() == [corrections]
    assert history.n_epochs == epochs  # the last one clean
    assert weights_of(history.end) == weights
    assert history.solved.all()


@pytest.mark.parametrize("asked", [AND, OR, AND.bipolar, OR.bipolar], ids=repr)
def test_solves_from_every_random_start_in_every_order(asked: Problem) -> None:
    assert train(Perceptron(), asked.X, asked.target, n_starts=500, rng=0).solved.all()


@pytest.mark.parametrize(
    ("asked", "fires_at_zero", "from_epoch", "weights"),
    [(XOR, True, 3, [0, -1, 0]), (XOR.bipolar, False, 2, [1, -1, -1])],
    ids=["0 and 1", "-1 and +1"],
)
def test_cannot_do_xor_and_walks_in_a_cycle(
    asked: Problem, fires_at_zero: bool, from_epoch: int, weights: list[int]
) -> None:
    history = train(pencil_and_paper(fires_at_zero), asked.X, asked.target)
    corrections = np.diff([int(state.updates[0]) for state in history.states])
    assert history.n_epochs == 100  # it never stops of itself
    assert set(corrections[from_epoch - 1 :].tolist()) == {4}
    assert {tuple(weights_of(s)) for s in history.states[from_epoch:]} == {tuple(weights)}
    assert not history.ever_solved.any()


def test_cannot_do_xor_from_any_start() -> None:
    history = train(Perceptron(), XOR.X, XOR.target, n_starts=500, rng=0)
    assert not history.ever_solved.any()
    assert Perceptron().expectation(XOR.X, XOR.target).verdict is Verdict.CANNOT


def test_weights_stay_bounded_on_xor() -> None:
    # Minsky and Papert's cycling theorem: no plane, yet the weights do not run away.
    history = train(Perceptron(max_epochs=500, initial_scale=0), XOR.X, XOR.target, n_starts=50, rng=0)
    assert np.abs(history.end.weights).max() <= 5


@pytest.mark.parametrize("name", ["AND", "OR", "NAND", "XOR", "NOR", "XNOR", "A", "TRUE", "FALSE"])
@pytest.mark.parametrize("fires_at_zero", [True, False])
@pytest.mark.parametrize("bipolar", [True, False])
def test_agrees_with_the_rule_in_whole_numbers(name: str, fires_at_zero: bool, bipolar: bool) -> None:
    asked = get_problem(name).bipolar if bipolar else get_problem(name)
    weights, corrections = by_the_book(asked, fires_at_zero, max_epochs=30)
    history = train(pencil_and_paper(fires_at_zero, max_epochs=30), asked.X, asked.target)
    assert [weights_of(state) for state in history.states[1:]] == weights
    assert np.diff([int(s.updates[0]) for s in history.states]).tolist() == corrections


def test_from_zero_the_learning_rate_sets_the_scale_alone() -> None:
    small, large = (
        train(Perceptron(learning_rate=rate, initial_scale=0), AND.X, AND.target, rng=3)
        for rate in (0.25, 1.0)
    )
    assert small.mistakes.tolist() == large.mistakes.tolist()
    assert (4 * small.end.weights == large.end.weights).all()


@st.composite
def separable_sets(draw: st.DrawFn) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Whole-number points in two to four dimensions, labelled by a plane that touches none."""
    n_features = draw(st.integers(1, 4))
    numbers = st.integers(-5, 5)
    plane = draw(st.lists(numbers, min_size=n_features + 1, max_size=n_features + 1))
    point = st.tuples(*[numbers] * n_features)
    points = draw(st.lists(point, min_size=1, max_size=20, unique=True))
    X = np.array(points, dtype=float)
    side = 2 * (X @ plane[1:] + plane[0]) + 1  # odd, so never 0
    return X, np.sign(side)


@given(separable_sets(), st.booleans(), st.integers(0, 2**32 - 1))
def test_corrections_stay_below_the_bound_of_novikoff(
    data: tuple[NDArray[np.float64], NDArray[np.float64]], fires_at_zero: bool, seed: int
) -> None:
    X, target = data
    # Any separating plane proves a bound: u = (w, b) / |(w, b)| has margin 1 / |(w, b)|, since
    # `separate` scales it so that t (w.x + b) >= 1; the bias counts as an input of 1.
    plane = separate(X, target)
    assert plane.weights is not None
    assert plane.bias is not None
    R2 = (X * X).sum(axis=1).max() + 1
    bound = R2 * (plane.weights @ plane.weights + plane.bias**2)
    unit = Perceptron(initial_scale=0, fires_at_zero=fires_at_zero, max_epochs=int(bound) + 2)
    history = train(unit, X, target, n_starts=3, rng=seed, keep_states=False)
    assert history.solved.all()
    assert history.end.updates.max() <= bound * (1 + 1e-6)


def test_the_bound_for_and_is_nine_and_three_corrections_are_made() -> None:
    # Bipolar AND with the bias input: R^2 = 3; the widest plane (-1, 1, 1) has margin 1/sqrt 3.
    asked = AND.bipolar
    plane = np.array([-1.0, 1.0, 1.0])
    inputs = np.column_stack([np.ones(4), asked.X])
    gamma = (asked.target * (inputs @ plane)).min() / np.linalg.norm(plane)
    bound = (inputs**2).sum(axis=1).max() / gamma**2
    assert bound == pytest.approx(9)
    unit = pencil_and_paper(fires_at_zero=False)
    assert train(unit, asked.X, asked.target).end.updates[0] == 3 <= bound


@pytest.mark.parametrize("short", [{"max_epochs": 1}, {"learning_rate": 0.001}, {"initial_scale": 50}])
def test_theory_is_open_where_the_epochs_may_not_suffice(short: dict[str, Any]) -> None:
    assert Perceptron().expectation(AND.X, AND.target).verdict is Verdict.SOLVES
    expected = Perceptron(**short).expectation(AND.X, AND.target)
    assert expected.verdict is Verdict.OPEN
    assert "a line separates the classes; it is found within" in expected.reason


def test_unless_told_otherwise_it_fires_at_exactly_zero() -> None:
    # From zero weights all sums are 0: a yes to every case, or to none.
    for unit, fires in [(Perceptron(), True), (Perceptron(fires_at_zero=False), False)]:
        zero = unit.set_params(initial_scale=0).start(AND.X, AND.target, 2, np.random.default_rng(0))
        assert (unit.decide(unit.respond(zero, AND.X)) == fires).all()


@pytest.mark.parametrize(
    ("rate", "epochs"),
    [
        # AND of -1 and +1: R^2 = 3, gamma = 1 / sqrt 3, and three first weights are sqrt 3 + 3 long at
        # most, in units of a correction: 3 / gamma^2 + 2 (sqrt 3 + 3) / gamma = 9 + 16.4.
        (1.0, 26),
        (2.0, 18),  # 9 + 8.2
    ],
)
def test_theory_promises_from_the_bound_of_all_starts_on(rate: float, epochs: int) -> None:
    asked = AND.bipolar
    for most, verdict in [(epochs, Verdict.SOLVES), (epochs - 1, Verdict.OPEN)]:
        unit = Perceptron(learning_rate=rate, max_epochs=most)
        assert unit.expectation(asked.X, asked.target).verdict is verdict
