"""Perceptrons of bounded order: what order a predicate has, and the proof that XOR's is not 1."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from neurohistory import AND, OR, XOR, Problem, parity, train
from neurohistory.models.minsky_papert import BoundedOrderPerceptron, BoundedOrderState
from neurohistory.models.perceptron import Perceptron
from neurohistory.theory import Verdict
from neurohistory.theory.predicates.partial import partial_predicates
from neurohistory.theory.separability import separate


def test_one_presentation_matches_the_rule_by_hand() -> None:
    # Order 2, masks (), (0), (1), (0, 1); w = (-1, 1, 1, 0.5); x = (1, 1), so all four products are
    # 1 and the sum is 1.5: psi = 1, but t = 0.  Each weight loses 1: (-2, 0, 0, -0.5).
    # Then x = (1, 0): products 1, 1, 0, 0; the sum is -2: psi = 0, t = 1: (-1, 1, 0, -0.5).
    unit, rng = BoundedOrderPerceptron(predicate_order=2), np.random.default_rng(0)
    state = BoundedOrderState(np.array([[-1.0], [1.0], [1.0], [0.5]]), np.array([0]))
    state = next(unit.learn(state, np.array([[1.0, 1.0]]), np.array([-1.0]), rng))
    assert state.weights[:, 0].tolist() == [-2.0, 0.0, 0.0, -0.5]
    state = next(unit.learn(state, np.array([[1.0, 0.0]]), np.array([1.0]), rng))
    assert state.weights[:, 0].tolist() == [-1.0, 1.0, 0.0, -0.5]
    assert state.updates.tolist() == [2]


@pytest.mark.parametrize("asked", [AND, OR], ids=repr)
def test_solves_and_and_or_at_order_one(asked: Problem) -> None:
    history = train(BoundedOrderPerceptron(), asked.X, asked.target, n_starts=300, rng=0)
    assert history.solved.all()


def test_solves_xor_at_order_two_from_every_start() -> None:
    unit = BoundedOrderPerceptron(predicate_order=2)
    assert train(unit, XOR.X, XOR.target, n_starts=300, rng=0).solved.all()


def test_xor_has_weights_of_order_two() -> None:
    # a + b - 2ab is XOR itself; minus 1/2 it is below zero for 0 and above for 1.
    state = BoundedOrderState(np.array([[-0.5], [1.0], [1.0], [-2.0]]), np.array([0]))
    scores = BoundedOrderPerceptron(predicate_order=2).respond(state, XOR.X)[:, 0]
    assert scores.tolist() == [-0.5, 0.5, 0.5, -0.5]


def test_cannot_do_xor_at_order_one() -> None:
    unit = BoundedOrderPerceptron()
    history = train(unit, XOR.X, XOR.target, n_starts=300, rng=0)
    assert not history.ever_solved.any()
    assert unit.expectation(XOR.X, XOR.target).verdict is Verdict.CANNOT


def test_the_certificate_of_order_one_holds_by_multiplication() -> None:
    # With all multipliers 1 the answers t = -1, +1, +1, -1 balance on each mask: the sums over
    # the cases of t, t a and t b are 0.  So any w has t-weighted scores that add up to 0.
    proof = separate(partial_predicates(XOR.X, 1)[:, 1:], XOR.target).multipliers
    assert proof == (1, 1, 1, 1)
    assert ((proof * XOR.target) @ partial_predicates(XOR.X, 1)).tolist() == [0, 0, 0]
    assert ((proof * XOR.target) @ partial_predicates(XOR.X, 2)).tolist() == [0, 0, 0, -1]


@pytest.mark.parametrize("n", [2, 3, 4])
def test_parity_of_n_points_has_order_n(n: int) -> None:
    asked = parity(n)
    for order in range(1, n + 1):
        unit = BoundedOrderPerceptron(predicate_order=order, max_epochs=2000)
        patient = BoundedOrderPerceptron(predicate_order=order, max_epochs=1_000_000)
        verdict = patient.expectation(asked.X, asked.target).verdict
        assert verdict is (Verdict.SOLVES if order == n else Verdict.CANNOT)
        if order == n:
            history = train(unit, asked.X, asked.target, n_starts=5, rng=0, keep_states=False)
            assert history.solved.all()


@pytest.mark.parametrize("n", [2, 3, 4])
def test_parity_below_its_order_is_never_right(n: int) -> None:
    asked = parity(n)
    unit = BoundedOrderPerceptron(predicate_order=n - 1, max_epochs=100)
    history = train(unit, asked.X, asked.target, n_starts=20, rng=0, keep_states=False)
    assert not history.ever_solved.any()


def test_mirror_symmetry_of_six_points_has_order_two() -> None:
    X = np.array(list(product([0.0, 1.0], repeat=6)))
    target = np.where((X[:, ::-1] == X).all(axis=1), 1.0, -1.0)
    verdicts = [
        BoundedOrderPerceptron(predicate_order=k, max_epochs=1_000_000).expectation(X, target).verdict
        for k in (1, 2)
    ]
    assert verdicts == [Verdict.CANNOT, Verdict.SOLVES]


def test_agrees_with_the_perceptron_at_order_one() -> None:
    # Referee: the same rule on the plain inputs, from zero, in the same order.
    for asked in (AND, OR, XOR):
        ours = BoundedOrderPerceptron(order="cyclic", initial_scale=0, max_epochs=40)
        theirs = Perceptron(order="cyclic", initial_scale=0, max_epochs=40)
        one = train(ours, asked.X, asked.target)
        other = train(theirs, asked.X, asked.target)
        assert one.end.weights[0].tolist() == other.end.bias.tolist()
        assert one.end.weights[1:].tolist() == other.end.weights.tolist()
        assert one.end.updates.tolist() == other.end.updates.tolist()


def test_too_many_masks_are_refused_with_the_remedy() -> None:
    with pytest.raises(ValueError, match=r"more than 100,000; take a lower order or fewer inputs"):
        BoundedOrderPerceptron(predicate_order=4).fit(np.eye(64), np.arange(64) % 2)


def test_verdict_follows_the_bound_of_the_convergence_theorem() -> None:
    # XOR by (-1, 2, 2, -4): gamma = 1/5 and R^2 = 4, so 100 corrections from zero are enough.
    enough, fewer = (
        BoundedOrderPerceptron(predicate_order=2, initial_scale=0, max_epochs=n) for n in (101, 99)
    )
    assert enough.expectation(XOR.X, XOR.target).verdict is Verdict.SOLVES
    expected = fewer.expectation(XOR.X, XOR.target)
    assert expected.verdict is Verdict.OPEN
    assert "within 10" in expected.reason
    assert "there are 99" in expected.reason
