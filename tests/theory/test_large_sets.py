"""Large sets: a floating-point solver proposes, and little is left to the exact method."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from neurohistory import AND, XOR, parity, separate
from neurohistory.theory.exact import Alternative, alternative
from neurohistory.theory.points import SignedPoints


@pytest.mark.parametrize(("n", "d"), [(120, 9), (300, 12)])
def test_on_a_large_set_the_exact_method_gets_what_a_solver_suspects(
    n: int, d: int, rows_left: list[int]
) -> None:
    rng = np.random.default_rng(0)
    X = rng.standard_normal((n, d))
    target = np.sign(X @ rng.standard_normal(d) + 0.3)
    found = separate(X, target)
    assert found.separable
    assert found.weights is not None
    assert (target * (X @ found.weights + found.bias) > 0).all()
    assert rows_left == []  # the solver's plane is one, and that is all there is to see
    target = np.where(rng.random(n) < 0.05, -target, target)
    found = separate(X, target)
    assert found.separable is False
    assert found.holds(X, target)
    assert len(found.examples or ()) <= d + 2
    assert all(rows <= d + 2 for rows in rows_left)


def one_among_the_corners() -> tuple[np.ndarray, np.ndarray]:
    """A point that is (7 a + 1 b + 2 c + ... + 6 g) / 28 of others, and two clouds on their sides."""
    rng = np.random.default_rng(0)
    corners = np.column_stack([np.vstack([np.zeros(6), 28 * np.eye(6)]), np.zeros(7)])
    clouds = np.column_stack([rng.normal(size=(100, 6)), np.repeat([1.0, -1.0], 50)])
    X = np.vstack([corners, [1, 2, 3, 4, 5, 6, 0], clouds])
    return X, np.repeat([-1.0, 1.0, -1.0], [7, 51, 50])


@pytest.mark.parametrize(
    ("X", "target", "numbers"),
    [(parity(7).X, parity(7).target, {1}), (*one_among_the_corners(), {1, 2, 3, 4, 5, 6, 7, 28})],
    ids=["parity", "corners"],
)
def test_where_the_multipliers_are_simple_the_solvers_are_proof_enough(
    X: np.ndarray,
    target: np.ndarray,
    numbers: set[int],
    rows_left: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr("neurohistory.theory.separability.balance")  # nor are equations solved
    found = separate(X, target)
    assert found.separable is False
    assert set(found.multipliers) == numbers
    assert found.holds(X, target)
    assert rows_left == []


def test_a_small_set_is_decided_without_a_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("scipy.optimize.nnls")
    monkeypatch.delattr("scipy.optimize.linprog")
    assert separate(AND.X, AND.target).separable
    assert separate(XOR.X, XOR.target).separable is False
    many = np.arange(200.0)[:, None]  # 200 examples, but two weights
    assert separate(many, np.where(many[:, 0] < 77, -1.0, 1.0)).separable


@pytest.mark.parametrize(
    ("n", "d", "asks"), [(85, 6, False), (86, 6, True), (300, 5, False), (40, 14, False), (41, 14, True)]
)
def test_a_solver_is_asked_about_large_sets_alone(
    n: int, d: int, asks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, ask = [], SignedPoints.nearest

    def watched(points: SignedPoints) -> Any:
        asked.append(points)
        return ask(points)

    monkeypatch.setattr(SignedPoints, "nearest", watched)
    rng = np.random.default_rng(0)
    X, target = rng.standard_normal((n, d)), rng.choice([-1.0, 1.0], size=n)
    assert separate(X, target).holds(X, target)
    assert bool(asked) is asks


def test_the_exact_method_begins_with_some_and_takes_in_those_that_it_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes = []

    def watched(rows: list[list[int]], costs: list[int], effort: int) -> Alternative:
        sizes.append(len(rows))
        return alternative(rows, costs, effort)

    monkeypatch.setattr("neurohistory.theory.separability.alternative", watched)
    X = np.linspace(-1, 1, 600)[:, None]
    found = separate(X, X[:, 0] > 0.5)
    assert found.holds(X, X[:, 0] > 0.5)
    assert sizes[0] == 60
    assert sizes[1:2] == [63]  # those that it missed most, one more than the weights
    sizes.clear()
    assert separate(X[:100], X[:100, 0] > -0.9).separable
    assert sizes == [100]  # of so few it takes all


def test_a_plane_for_some_examples_that_leaves_another_on_it_is_none_for_all() -> None:
    X = np.arange(120)[:, None]  # it begins with the even ones, and 59 lies in the middle of 58 and 60
    for target in (X[:, 0] >= 59, X[:, 0] > 59):
        assert separate(X, target).holds(X, target)


@pytest.mark.parametrize("fails", ["_least_plane", "nearest"])
def test_a_wrong_proposal_is_not_believed(
    fails: str, rows_left: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(0)
    X = rng.standard_normal((120, 8))
    for target in (np.sign(X @ np.ones(8)), rng.choice([-1.0, 1.0], size=120)):
        with monkeypatch.context() as patch:
            if fails == "nearest":
                patch.setattr(SignedPoints, "nearest", lambda _: ((1,) * 9, {}))
            patch.setattr("neurohistory.theory.separability._least_plane", lambda _: (1,) * 9)
            found = separate(X, target)
        if fails == "nearest":  # it begins with those that are worst off, one more than the weights
            assert rows_left[0] == 10
        rows_left.clear()
        assert found.separable == separate(X, target).separable
        assert found.holds(X, target)


def test_a_plane_that_is_proposed_and_separates_is_taken(
    rows_left: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = parity(7)
    proposed = (2,) * 7 + (-13,)  # on which all ones have a sum of 1, and all others one of -1 or less
    monkeypatch.setattr("neurohistory.theory.separability._least_plane", lambda _: proposed)
    assert separate(asked.X, asked.X.all(axis=1)).plane == proposed
    assert rows_left == []


def test_multipliers_that_are_proposed_must_balance(monkeypatch: pytest.MonkeyPatch) -> None:
    # The proposal names the right examples with wrong numbers, and then some that do not clash at all.
    rng = np.random.default_rng(0)
    X, target = rng.standard_normal((120, 8)), rng.choice([-1.0, 1.0], size=120)
    right = separate(X, target)
    for proposed in (dict.fromkeys(right.examples, 1.0), dict.fromkeys(range(10), 1.0)):
        with monkeypatch.context() as patch:
            patch.setattr(SignedPoints, "nearest", lambda _, proposed=proposed: ((), proposed))
            found = separate(X, target)
        assert found.separable is False
        assert found.holds(X, target)


def test_multipliers_that_are_proposed_must_all_be_above_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = SignedPoints.nearest

    def with_one_more(points: SignedPoints) -> Any:
        plane, clash = ask(points)
        return plane, clash | {min({*range(len(points.z))} - clash.keys()): 1e-9}

    X, target = one_among_the_corners()
    monkeypatch.setattr(SignedPoints, "nearest", with_one_more)
    assert separate(X, target).holds(X, target)
    square = {
        0: 1.0,
        1: -1.0,
        2: -1.0,
        3: 1.0,
    }  # four cases of AND that add up to zero, two of them less
    monkeypatch.setattr(SignedPoints, "nearest", lambda _: ((), square))
    X, target = parity(7).X, parity(7).X.min(axis=1)
    assert separate(X, target).holds(X, target)


def test_a_solver_that_gives_up_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scipy.optimize.linprog", lambda *_, **__: SimpleNamespace(status=4, x=None))
    X = np.random.default_rng(0).standard_normal((120, 8))
    target = np.sign(X @ np.ones(8))
    found = separate(X, target)
    assert found.separable
    assert found.holds(X, target)
