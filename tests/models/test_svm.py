"""Support vectors: one eighth for XOR, the dual's conditions, and scikit-learn as the referee."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_iris, make_moons
from sklearn.svm import SVC

from neurohistory import AND, OR, XOR, Problem, get_problem, train
from neurohistory.models.svm import SupportVectorMachine, SupportVectorState
from neurohistory.network.kernels import KERNELS
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.theory import Verdict
from neurohistory.theory.separability import separate

Array = NDArray[np.floating]

KERNEL_SETTINGS: list[dict[str, Any]] = [
    {"kernel": "linear"},
    {"kernel": "poly", "degree": 2, "gamma": 1.0},
    {"kernel": "poly", "degree": 3, "gamma": 0.5, "coef0": 0.5},
    {"kernel": "rbf", "gamma": 0.7},
    {"kernel": "rbf", "gamma": "scale"},
    {"kernel": "sigmoid", "gamma": 0.1, "coef0": -0.5},
]


def noisy_classes(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((40, 3))
    return X, np.where(X[:, 0] * X[:, 1] + 0.5 * rng.standard_normal(40) > 0, 1, 0)


def test_one_presentation_matches_the_rule_by_hand() -> None:
    # Two examples on a line, x = -1 ("no") and x = +1 ("yes").  The widest margin lies at 0, and
    # w = 1, b = 0.  w = sum a t x = a + a, so both multipliers are 1/2; W(a) = 1 - 1/2 * 1 = 1/2.
    X, target = np.array([[-1.0], [1.0]]), np.array([-1.0, 1.0])
    end = train(SupportVectorMachine(kernel="linear"), X, target).end
    assert end.multipliers[:, 0] == pytest.approx([-0.5, 0.5], abs=1e-9)
    assert end.bias == pytest.approx(0, abs=1e-9)
    # The response: 1/2 * K(1, x) - 1/2 * K(-1, x) = x.
    scores = SupportVectorMachine(kernel="linear").respond(end, np.array([[0.25], [-3.0]]))
    assert scores[:, 0] == pytest.approx([0.25, -3.0])


@pytest.mark.parametrize("C", [1.0, 100.0, 1e6])
def test_solves_xor_with_one_eighth_for_each_example(C: float) -> None:
    # K has 9 on its diagonal and 1 elsewhere; for equal a the condition t f = 1 reads
    # a (9 + 1 - 1 - 1) = 1.  The answer is -x1 x2, |w|^2 = sum a = 1/2.
    machine = SupportVectorMachine(kernel="poly", degree=2, gamma=1.0, coef0=1.0, C=C)
    asked = XOR.bipolar
    history = train(machine, asked.X, asked.target)
    signed = history.end.multipliers[:, 0]
    assert signed == pytest.approx(asked.target / 8, abs=1e-6)
    assert history.end.bias == pytest.approx(0, abs=1e-6)
    grid = np.random.default_rng(0).uniform(-2, 2, (50, 2))
    assert machine.respond(history.end, grid)[:, 0] == pytest.approx(-grid[:, 0] * grid[:, 1], abs=1e-5)
    gram = (asked.X @ asked.X.T + 1) ** 2
    assert gram.tolist() == (8 * np.eye(4) + 1).tolist()
    assert machine.margin(history.end) == pytest.approx(2 * math.sqrt(2), abs=1e-6)  # rho = 2 / |w|
    assert signed @ gram @ signed == pytest.approx(0.5, abs=1e-6)  # |w|^2
    assert np.abs(signed).sum() - signed @ gram @ signed / 2 == pytest.approx(0.25, abs=1e-6)  # W
    assert history.solved.all()


@pytest.mark.parametrize("kernel", ["poly", "rbf"])
@pytest.mark.parametrize("bipolar", [False, True])
def test_solves_all_sixteen_gates_with_a_curved_kernel(kernel: Any, bipolar: bool) -> None:
    for asked in TWO_INPUT.values():
        asked = asked.bipolar if bipolar else asked
        machine = SupportVectorMachine(kernel=kernel)
        assert train(machine, asked.X, asked.target).solved.all(), asked
        assert machine.expectation(asked.X, asked.target).verdict is Verdict.SOLVES


@pytest.mark.parametrize("name", ["XOR", "XNOR"])
def test_cannot_do_xor_with_a_straight_kernel(name: str) -> None:
    asked, machine = get_problem(name), SupportVectorMachine(kernel="linear")
    history = train(machine, asked.X, asked.target, n_starts=3)
    assert not history.ever_solved.any()
    assert machine.expectation(asked.X, asked.target).verdict is Verdict.CANNOT


@pytest.mark.parametrize("asked", [AND, OR, AND.bipolar], ids=repr)
def test_solves_what_a_line_separates_with_a_straight_kernel(asked: Problem) -> None:
    assert train(SupportVectorMachine(kernel="linear"), asked.X, asked.target).solved.all()


@pytest.mark.parametrize("parameters", KERNEL_SETTINGS, ids=str)
def test_agrees_with_the_svc_of_scikit_learn(parameters: dict[str, Any]) -> None:
    X, y = noisy_classes(0)
    referee = SVC(C=2.0, coef0=parameters.get("coef0", 1.0), tol=1e-8)
    referee.set_params(**{k: v for k, v in parameters.items() if k != "coef0"}).fit(X, y)
    machine = SupportVectorMachine(C=2.0, **parameters).fit(X, y)
    fresh = np.random.default_rng(1).standard_normal((30, 3))
    assert machine.decision_function(fresh) == pytest.approx(referee.decision_function(fresh), abs=1e-3)
    assert machine.predict(X).tolist() == referee.predict(X).tolist()


@given(st.integers(0, 1000), st.sampled_from([0.1, 1.0, 10.0]), st.sampled_from(["rbf", "poly"]))
def test_the_answer_meets_the_conditions_of_the_dual(seed: int, C: float, kernel: Any) -> None:
    X, y = noisy_classes(seed)
    target = 2.0 * y - 1
    machine = SupportVectorMachine(kernel=kernel, C=C)
    history = train(machine, X, target)
    a = history.end.multipliers[:, 0] * target
    assert a.min() >= 0
    assert a.max() <= C * (1 + 1e-9)
    assert a @ target == pytest.approx(0, abs=1e-8 * C * len(X))
    # Karush, Kuhn and Tucker: outside the margin no weight, inside it all, between them on it.
    margin = machine.respond(history.end, X)[:, 0] * target
    slack = 1e-3
    assert (margin[a == 0] >= 1 - slack).all()
    assert (margin[a >= C * (1 - 1e-9)] <= 1 + slack).all()
    free = (a > 1e-6 * C) & (a < C * (1 - 1e-6))
    assert margin[free] == pytest.approx(1, abs=slack)


def test_the_straight_margin_is_at_least_that_of_any_other_plane() -> None:
    rng = np.random.default_rng(3)
    for _ in range(10):
        X = rng.standard_normal((12, 2))
        target = np.where(X @ rng.standard_normal(2) + 0.2 > 0, 1.0, -1.0)
        if abs(target.sum()) == 12:
            continue
        end = train(SupportVectorMachine(kernel="linear", C=1e8), X, target).end
        w = end.multipliers[:, 0] @ X
        assert 1 / np.linalg.norm(w) >= separate(X, target).margin * (1 - 1e-3)


def test_three_classes_are_one_machine_each_against_the_rest() -> None:
    X, y = load_iris(return_X_y=True)
    machine = SupportVectorMachine(C=1.0).fit(X, y)
    scores = machine.decision_function(X)
    for k in range(3):
        referee = SVC(C=1.0, tol=1e-8).fit(X, y == k)
        assert scores[:, k] == pytest.approx(referee.decision_function(X), abs=1e-3)
    assert machine.predict(X).tolist() == scores.argmax(axis=1).tolist()
    assert machine.score(X, y) > 0.95


@pytest.mark.parametrize("kernel", list(KERNELS))
@pytest.mark.parametrize("name", ["TRUE", "FALSE"])
def test_a_gate_of_one_class_gets_its_answer(kernel: Any, name: str) -> None:
    asked = get_problem(name)
    history = train(SupportVectorMachine(kernel=kernel), asked.X, asked.target, n_starts=2)
    assert history.solved.all()
    assert not history.end.multipliers.any()
    assert history.end.updates.tolist() == [0, 0]


def test_the_start_makes_no_difference() -> None:
    history = train(SupportVectorMachine(), XOR.X, XOR.target, n_starts=4, rng=0)
    assert (history.end.multipliers == history.end.multipliers[:, :1]).all()


def test_scale_is_one_over_features_times_variance() -> None:
    # XOR with 0 and 1: variance 1/4, two features: gamma = 2.  With -1 and +1: 1/2.
    machine, rng = SupportVectorMachine(), np.random.default_rng(0)
    state: SupportVectorState = machine.start(XOR.X, XOR.target, 2, rng)
    assert state.gamma.tolist() == [2.0, 2.0]
    assert machine.start(XOR.bipolar.X, XOR.target, 1, rng).gamma.tolist() == [0.5]


@pytest.mark.parametrize(
    "parameters",
    [
        {"C": 0.01},
        {"kernel": "linear", "C": 0.001},
        {"kernel": "poly", "C": 0.01},
        {"gamma": 1e-6},
    ],
    ids=str,
)
def test_theory_is_open_where_c_may_bound_the_multipliers(parameters: dict[str, Any]) -> None:
    asked = get_problem("AND")
    expected = SupportVectorMachine(**parameters).expectation(asked.X, asked.target)
    assert expected.verdict is Verdict.OPEN
    assert "may bound the multipliers" in expected.reason


def test_more_examples_than_a_matrix_has_room_for_are_learned_and_answered_as_by_the_referee() -> None:
    X, y = make_moons(8_000, noise=0.2, random_state=0)
    machine, referee = SupportVectorMachine(C=1.0).fit(X, y), SVC(C=1.0, tol=1e-4).fit(X, y)
    assert np.count_nonzero(machine.state_.multipliers) == pytest.approx(len(referee.support_), rel=0.01)
    assert machine.decision_function(X) == pytest.approx(referee.decision_function(X), abs=1e-3)
    assert machine.margin(machine.state_).shape == (1,)


@pytest.mark.parametrize("offset", [1e6, 1e9])
def test_a_radial_machine_learns_the_same_far_from_zero(offset: float) -> None:
    X, y = noisy_classes(0)
    X = np.rint(X * 8)  # whole numbers, which no offset rounds
    here = SupportVectorMachine(gamma=0.02, C=2.0).fit(X, y)
    there = SupportVectorMachine(gamma=0.02, C=2.0).fit(X + offset, y)
    assert there.state_.multipliers == pytest.approx(here.state_.multipliers, abs=1e-3)
    assert there.decision_function(X + offset) == pytest.approx(here.decision_function(X), abs=1e-3)


def test_a_kernel_that_overflows_is_told() -> None:
    machine = SupportVectorMachine(kernel="poly", gamma=1.0)
    remedy = "lower gamma, degree=2 or coef0=1, or scale the inputs"
    with pytest.raises(ValueError, match=f"the poly kernel overflows; {remedy}"):
        machine.fit(AND.X * 1e80, AND.y)


def test_a_degree_that_overflows_is_told() -> None:
    machine = SupportVectorMachine(kernel="poly", degree=1_000_000)
    with pytest.raises(ValueError, match="overflows; lower gamma, degree=1000000 or coef0=1"):
        train(machine, AND.X, AND.target)
