"""Separability: the counts of the literature, and proofs that hold in exact arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import FrozenInstanceError, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from operator import mul
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from neurohistory import AND, XOR, Problem, parity, separate
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.theory.capacity import can_learn
from neurohistory.theory.exact import Alternative, alternative
from neurohistory.theory.points import SignedPoints
from neurohistory.theory.separability import Separation


def number_of_threshold_functions(n: int) -> int:
    X = parity(n).X
    sides = product([-1.0, 1.0], repeat=2**n)
    return sum(separate(X, np.array(target)).separable is True for target in sides)


def by_small_whole_numbers(n: int, most: int) -> set[tuple[bool, ...]]:
    """The threshold functions, found by trying weights; B = 1 suffices for n = 2, and 2 for n = 3."""
    X, found = parity(n).X, set()
    for weights in product(range(-most, most + 1), repeat=n):
        sums = X @ weights
        for threshold in np.arange(-n * most - 0.5, n * most + 1):
            found.add(tuple((sums > threshold).tolist()))
    return found


def test_fourteen_of_sixteen_functions_of_two_inputs_are_separable() -> None:
    assert number_of_threshold_functions(2) == 14
    missed = {n for n, g in TWO_INPUT.items() if not separate(g.X, g.target).separable}
    assert missed == {"XOR", "XNOR"}


def test_one_hundred_and_four_of_256_functions_of_three_inputs_are_separable() -> None:
    assert number_of_threshold_functions(3) == 104


@pytest.mark.parametrize(("n", "most"), [(2, 1), (3, 2)])
def test_agrees_with_an_enumeration_of_weights(n: int, most: int) -> None:
    X, found = parity(n).X, by_small_whole_numbers(n, most)
    for answers in product([False, True], repeat=2**n):
        target = np.where(answers, 1.0, -1.0)
        assert separate(X, target).separable == (answers in found)


@pytest.mark.parametrize("name", ["XOR", "XNOR"])
@pytest.mark.parametrize("bipolar", [False, True])
def test_the_certificate_of_xor_is_one_of_each(name: str, bipolar: bool) -> None:
    asked = TWO_INPUT[name].bipolar if bipolar else TWO_INPUT[name]
    found = separate(asked.X, asked.target)
    assert found.examples == (0, 1, 2, 3)
    assert found.multipliers == (1, 1, 1, 1)
    t, X = asked.target.astype(int), asked.X.astype(int)
    assert t.sum() == 0
    assert (t @ X).tolist() == [0, 0]
    assert found.holds(asked.X, asked.target)
    assert (found.separable, found.weights, found.bias) == (False, None, None)
    assert (found.margin, found.margin_with_bias, found.plane) == (0, 0, ())


def test_the_plane_of_and_is_told_with_its_margins() -> None:
    found = separate(AND.X, AND.target)
    assert found.weights is not None
    assert found.weights.tolist() == [2, 2]
    assert (found.bias, found.plane) == (-3, (2, 2, -3))
    # 2 a + 2 b = 3: the case 11 lies 1/|w| = 1/sqrt 8 away; with the bias, 1/sqrt 17.
    assert found.margin == 8**-0.5
    assert found.margin_with_bias == 17**-0.5
    assert (found.examples, found.multipliers) == ((), ())


POINTS = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.tuples(*[st.integers(-6, 6)] * n), min_size=1, max_size=16)
)


@given(POINTS, st.data())
def test_a_set_that_a_plane_labels_is_separated(
    points: list[tuple[int, ...]], data: st.DataObject
) -> None:
    X = np.array(points, dtype=float)
    n = X.shape[1]
    plane = data.draw(st.lists(st.integers(-4, 4), min_size=n + 1, max_size=n + 1))
    target = np.sign(2 * (X @ plane[1:] + plane[0]) + 1)
    found = separate(X, target)
    assert found.separable
    assert found.holds(X, target)
    assert found.margin > 0


@given(POINTS, st.data())
def test_there_is_a_plane_or_a_proof_and_never_both(
    points: list[tuple[int, ...]], data: st.DataObject
) -> None:
    X = np.array(points, dtype=float)
    sides = st.lists(st.sampled_from([-1.0, 1.0]), min_size=len(X), max_size=len(X))
    target = np.array(data.draw(sides))
    found = separate(X, target)
    assert (found.weights is None) == (not found.separable)
    assert (found.multipliers == ()) == found.separable
    assert len(found.examples) <= X.shape[1] + 2
    assert found.holds(X, target)
    # Turning every label round changes nothing.
    assert separate(X, -target).separable == found.separable


def test_a_point_with_both_labels_is_its_own_proof() -> None:
    found = separate([[0.0, 0.0], [2.0, 3.0], [2.0, 3.0]], [1, 1, -1])
    assert found.examples == (1, 2)
    assert found.multipliers == (1, 1)


def test_one_class_alone_needs_no_plane() -> None:
    found = separate(AND.X, np.ones(4))
    assert found.separable
    assert found.weights is not None
    assert not found.weights.any()
    assert found.bias == 1
    assert found.margin == np.inf
    assert found.margin_with_bias == 1


def test_labels_may_be_zero_and_one_or_true_and_false() -> None:
    for labels in (AND.y, AND.truth, AND.target):
        found = separate(AND.X, labels)
        assert found.weights is not None
        assert found.weights == pytest.approx([2, 2])


XOR_PROOF = Separation(False, examples=(0, 1, 2, 3), multipliers=(1, 1, 1, 1))


@pytest.mark.parametrize(
    "change",
    [
        {"multipliers": (2, 1, 1, 1)},
        {"multipliers": (-1, 1, 1, 1)},
        {"multipliers": (-1, -1, -1, -1)},  # adds up to zero, and proves nothing
        {"multipliers": (0, 0, 0, 0)},
        {"multipliers": (1, 1, 1)},
        {"examples": (0, 1, 2)},
        {"examples": (0, 1, 2, 4)},
        {"examples": (0, 1, 2, 5)},
        {"examples": (0, 1, 2, -1)},  # the last one, counted from the end
        {"examples": (0, 0, 1, 2)},
        {"examples": (), "multipliers": ()},
        {"plane": (1, 1, -1)},
        {"plane": (1, 1)},
        {"plane": (0, 0, 0)},
        {"separable": True},
        {"separable": None},
    ],
    ids=str,
)
def test_a_false_proof_does_not_hold(change: dict[str, Any]) -> None:
    assert XOR_PROOF.holds(XOR.X, XOR.target)
    assert not replace(XOR_PROOF, **change).holds(XOR.X, XOR.target)
    assert not XOR_PROOF.holds(AND.X, AND.target)
    assert not XOR_PROOF.holds(XOR.X + [[0.0, 1e-300]] * 4 * XOR.target[:, None], XOR.target)


def test_a_plane_must_be_on_the_right_side_of_every_example() -> None:
    plane = Separation(True, plane=(2, 2, -3))
    assert plane.holds(AND.X, AND.target)
    assert not plane.holds(AND.X, -AND.target)
    assert not Separation(True, plane=(2, 2, -4)).holds(AND.X, AND.target)  # 11 lies on it
    assert not Separation(True, plane=(2, 2, -2)).holds(AND.X, AND.target)  # 01 lies on it


@pytest.mark.parametrize(
    "change",
    [
        {"plane": ()},
        {"plane": (2, 2)},
        {"plane": (2, 2, -3, 0)},
        {"plane": (2.0, 2.0, -3.0)},
        {"plane": (0, 0, 0)},
        {"examples": (0,)},
        {"multipliers": (1,)},
        {"examples": (0,), "multipliers": (1,)},
        {"examples": (0.5,)},
    ],
    ids=str,
)
def test_a_plane_that_is_none_does_not_hold(change: dict[str, Any]) -> None:
    assert not replace(separate(AND.X, AND.target), **change).holds(AND.X, AND.target)
    forged = replace(Separation(True, plane=(1,)), **change)
    assert not forged.holds(AND.X, np.ones(4))  # one class, for which any bias above zero would do
    assert Separation(True, plane=(0, 0, 1)).holds(AND.X, np.ones(4))
    assert not Separation(True, plane=(1, 1)).holds(AND.X + 1, np.ones(4))  # it would with a bias of 0


def test_a_certificate_keeps_fractions_and_whole_numbers_and_floats_apart() -> None:
    X: Any = [[Fraction(1, 3), 2, 0.5], [Fraction(4, 2), 2**70, 1e-300]]
    told = separate(X, [1, -1]).certificate(X, [1, -1])
    assert told["X"] == [["1/3", 2, 0.5], [2, 2**70, 1e-300]]
    assert [type(x) for x in told["X"][1]] == [int, int, float]
    assert told["target"] == [1, -1]


@pytest.mark.parametrize("separable", [True, False, None])
@pytest.mark.parametrize("gate", [AND, XOR])
def test_a_right_proof_of_something_else_does_not_hold(gate: Problem, separable: bool | None) -> None:
    found = separate(gate.X, gate.target)
    right = separable is found.separable
    assert replace(found, separable=separable).holds(gate.X, gate.target) is right
    other = replace(XOR_PROOF if gate is AND else separate(AND.X, AND.target), separable=separable)
    assert not other.holds(gate.X, gate.target)
    both = replace(found, plane=(2, 2, -3), examples=(0, 1, 2, 3), multipliers=(1, 1, 1, 1))
    assert not replace(both, separable=separable).holds(gate.X, gate.target)


@pytest.mark.parametrize("kind", [int, np.int64, np.int8, object])
def test_whole_numbers_of_a_proof_do_not_overflow(kind: Any) -> None:
    large = 2**62 if kind is np.int64 else 100
    for X, target in (([[large], [-large]], [1, -1]), ([[large], [large]], [1, -1])):
        for plane in ((large, 0), (1, -3), (-large, 0)):
            forged = Separation(True, plane=tuple(np.array(plane, dtype=kind)))
            right = plane[0] > 0 and X[1][0] < 0
            assert forged.holds(X, target) is right
    found = separate(XOR.X, XOR.target)
    turned = replace(found, multipliers=tuple(np.full(4, 100, dtype=kind)))
    assert turned.holds(XOR.X, XOR.target)


@pytest.mark.parametrize(
    ("X", "target", "complaint"),
    [
        ([[0.0], [np.nan]], [1, -1], r"X\[1, 0\] is NaN or infinity"),
        ([[0.0], [np.inf]], [1, -1], r"X\[1, 0\] is NaN or infinity"),
        (np.array([[0.0], [-np.inf]]), [1, -1], r"X\[1, 0\] is NaN or infinity; remove"),
        (np.array([[0], [np.nan]], dtype=object), [1, -1], r"X\[1, 0\] is NaN or infinity"),
        (np.array([[0], [np.inf]], dtype=object), [1, -1], r"X\[1, 0\] is NaN or infinity"),
        (np.array([[0], [np.inf]], dtype=np.longdouble), [1, -1], r"X\[1, 0\] is NaN or infinity"),
        ([[Decimal("NaN")], [1]], [1, -1], r"X\[0, 0\] is NaN or infinity"),
        ([[0.0], [1.0]], [1, np.nan], r"target\[1\] is NaN or infinity"),
        ([[0.0], [1.0]], np.array([1, np.nan]), r"target\[1\] is NaN or infinity"),
        ([[0.0], [1.0, 2.0]], [1, -1], r"X\[0\] is \[0.0\], no real number"),
        (3.0, [1], r"shapes \(\)"),
        ([0.0, 1.0], [1, -1], r"shapes \(2,\)"),
        ([[0.0], [1.0]], [1], r"shapes \(2, 1\) and \(1,\)"),
        (np.zeros((0, 2)), [], "example"),
    ],
)
@pytest.mark.parametrize("ask", [separate, can_learn, XOR_PROOF.holds, XOR_PROOF.certificate])
def test_bad_input_is_refused_with_its_place(ask: Any, X: Any, target: Any, complaint: str) -> None:
    with pytest.raises((ValueError, TypeError), match=complaint):
        ask(X, target)


LINE = [[0.0], [1.0]]


def masked(values: Any, mask: Any) -> Any:
    return np.ma.masked_array(values, mask)


@pytest.mark.parametrize(
    ("X", "target", "complaint"),
    [
        (masked(LINE, [[False], [True]]), [1, -1], "X is masked in places; fill it"),
        ([[0.0], masked([1.0], [True])], [1, -1], r"X\[1\] is masked in places"),
        (LINE, masked([1, -1], [False, True]), "target is masked in places"),
        (np.array(LINE, dtype=complex) + 1j, [1, -1], r"X is of type complex128.* take X.real"),
        ([[1j], [1.0]], [1, -1], r"X\[0, 0\] is 1j, no real number"),
        ([["0"], ["1"]], [1, -1], r"X\[0, 0\] is '0', no real number"),
        (np.array([["0"], ["1"]]), [1, -1], r"X is of type <U1.* take X.astype\(float\)"),
        (np.array([[b"0"], [b"1"]]), [1, -1], r"X is of type \|S1"),
        ([[0.0], [None]], [1, -1], r"X\[1, 0\] is None, no real number; put one there"),
        (LINE, ["yes", "no"], r"target\[0\] is 'yes', no real number"),
        (LINE, np.array(["yes", "no"]), r"target is of type <U3"),
        (LINE, [1, None], r"target\[1\] is None, no real number"),
        (np.zeros((2, 1), dtype="M8[s]"), [1, -1], "X is of type datetime64"),
    ],
)
@pytest.mark.parametrize("ask", [separate, can_learn, XOR_PROOF.holds, XOR_PROOF.certificate])
def test_what_is_no_real_number_is_refused(ask: Any, X: Any, target: Any, complaint: str) -> None:
    with pytest.raises(TypeError, match=complaint):
        ask(X, target)


NEIGHBORS = {
    "whole numbers": [[2**53], [2**53 + 1]],
    "whole numbers beside a float": [[2**53, 0.5], [2**53 + 1, 0.5]],
    "unsigned beside negative": [[2**64 - 1, -1], [2**64 - 2, -1]],
    "an array of whole numbers": np.array([[2**62], [2**62 + 1]]),
    "whole numbers of NumPy": np.array([[np.int64(2**62)], [np.int64(2**62 + 1)]], dtype=object),
    "fractions": [[Fraction(1, 3)], [Fraction(1, 3) + Fraction(1, 10**30)]],
    "decimals": [[Decimal("0.1")], [Decimal("0.1000000000000000000000001")]],
    "floats": [[1.0], [np.nextafter(1.0, 2)]],
    "single precision": np.array([[1], [1 + 2**-23]], dtype=np.float32),
    "an array of long floats": np.array([[1], [1]], np.longdouble)
    + np.array([[0], [1]]) * np.finfo(np.longdouble).eps,
    "long floats": [[np.longdouble(1)], [np.longdouble(1) + np.finfo(np.longdouble).eps]],
    "truths": np.array([[False], [True]]),
    "truths of NumPy": [[np.False_], [np.True_]],
}


@pytest.mark.parametrize("kind", NEIGHBORS)
def test_numbers_of_no_kind_are_rounded(kind: str) -> None:
    X: Any = NEIGHBORS[kind]
    for a, b in ((0, 1), (1, 0)):
        rows = [X[a], X[b]] if isinstance(X, list) else X[[a, b]]
        found = separate(rows, [1, -1])
        assert found.separable is can_learn(rows, [1, -1]) is True
        assert found.holds(rows, [1, -1])
    same = [X[0], X[0]] if isinstance(X, list) else X[[0, 0]]
    assert separate(same, [1, -1]).separable is can_learn(same, [1, -1]) is False
    assert separate(same, [1, -1]).multipliers == (1, 1)


@pytest.mark.parametrize("yes", [1, 0.5, True, np.int8(1), Fraction(1, 10**400), 10**400, np.True_])
def test_a_class_may_be_told_by_any_number(yes: Any) -> None:
    for target in ([0, yes], np.array([-1, yes], dtype=object), [-0.0, yes]):
        assert separate(LINE, target).plane == separate(LINE, [-1, 1]).plane


# Large sets: a floating-point solver proposes, and little is left to the exact method -------------


def rows_left_to_the_exact_method(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many examples each call of the exact method is given, as it goes on."""
    given: list[int] = []

    def counted(rows: list[list[int]], costs: list[int], effort: int) -> Alternative:
        given.append(len(rows))
        return alternative(rows, costs, effort)

    monkeypatch.setattr("neurohistory.theory.separability.alternative", counted)
    return given


@pytest.mark.parametrize(("n", "d"), [(120, 9), (300, 12)])
def test_on_a_large_set_the_exact_method_gets_what_a_solver_suspects(
    n: int, d: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, rng = rows_left_to_the_exact_method(monkeypatch), np.random.default_rng(0)
    X = rng.standard_normal((n, d))
    target = np.sign(X @ rng.standard_normal(d) + 0.3)
    found = separate(X, target)
    assert found.separable
    assert found.weights is not None
    assert (target * (X @ found.weights + found.bias) > 0).all()
    assert given == []  # the solver's plane is one, and that is all there is to see
    target = np.where(rng.random(n) < 0.05, -target, target)
    found = separate(X, target)
    assert found.separable is False
    assert found.holds(X, target)
    assert len(found.examples or ()) <= d + 2
    assert all(rows <= d + 2 for rows in given)


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
    X: np.ndarray, target: np.ndarray, numbers: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = rows_left_to_the_exact_method(monkeypatch)
    monkeypatch.delattr("neurohistory.theory.separability.balance")  # nor are equations solved
    found = separate(X, target)
    assert found.separable is False
    assert set(found.multipliers) == numbers
    assert found.holds(X, target)
    assert given == []


def test_a_small_set_is_decided_without_a_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("scipy.optimize.nnls")
    monkeypatch.delattr("scipy.optimize.linprog")
    assert separate(AND.X, AND.target).separable
    assert separate(XOR.X, XOR.target).separable is False
    many = np.arange(200.0)[:, None]  # 200 examples, but two weights
    assert separate(many, np.where(many[:, 0] < 77, -1.0, 1.0)).separable


# Which way it goes -------------------------------------------------------------------------------------


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
def test_a_wrong_proposal_is_not_believed(fails: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given, rng = rows_left_to_the_exact_method(monkeypatch), np.random.default_rng(0)
    X = rng.standard_normal((120, 8))
    for target in (np.sign(X @ np.ones(8)), rng.choice([-1.0, 1.0], size=120)):
        with monkeypatch.context() as patch:
            if fails == "nearest":
                patch.setattr(SignedPoints, "nearest", lambda _: ((1,) * 9, {}))
            patch.setattr("neurohistory.theory.separability._least_plane", lambda _: (1,) * 9)
            found = separate(X, target)
        if fails == "nearest":  # it begins with those that are worst off, one more than the weights
            assert given[0] == 10
        given.clear()
        assert found.separable == separate(X, target).separable
        assert found.holds(X, target)


def test_a_plane_that_is_proposed_and_separates_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    given, asked = rows_left_to_the_exact_method(monkeypatch), parity(7)
    proposed = (2,) * 7 + (-13,)  # on which all ones have a sum of 1, and all others one of -1 or less
    monkeypatch.setattr("neurohistory.theory.separability._least_plane", lambda _: proposed)
    assert separate(asked.X, asked.X.all(axis=1)).plane == proposed
    assert given == []


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


def with_a_wide_margin(seed: int, units: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Some 150 examples that many planes separate; what is least hangs on what a weight costs."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((300, 7))
    side = X @ np.arange(-3, 4) + 1
    return (X[np.abs(side) > 4] + 5) * units, np.sign(side[np.abs(side) > 4])


@pytest.mark.parametrize("units", [(1, 10, 0.1, 1, 3, 1, 1), (1, 1000, 0.001, 1, 30, 1, 0.1)], ids=str)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_plane_of_a_large_set_has_the_least_sum_of_weights(
    seed: int, units: tuple[float, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Referee: the linear programme of the definition, by a solver.
    given = rows_left_to_the_exact_method(monkeypatch)
    X, target = with_a_wide_margin(seed, units)
    found = separate(X, target)
    assert found.weights is not None
    signed = target[:, None] * np.column_stack([X, -X, np.ones(len(X))])
    least = linprog(
        np.r_[np.ones(14), 0.0], A_ub=-signed, b_ub=-np.ones(len(X)),
        bounds=[(0, None)] * 14 + [(None, None)],
    )  # fmt: skip
    assert np.abs(found.weights).sum() == pytest.approx(least.fun, rel=1e-6)
    assert given == []
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


def test_an_answer_is_equal_to_itself_alone_and_may_be_a_key() -> None:
    found, again = separate(AND.X, AND.target), separate(AND.X, AND.target)
    assert {found: 1}.get(again) is None
    assert found == found
    with pytest.raises(FrozenInstanceError):
        found.separable = False  # type: ignore[misc]


def test_a_solver_that_gives_up_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scipy.optimize.linprog", lambda *_, **__: SimpleNamespace(status=4, x=None))
    X = np.random.default_rng(0).standard_normal((120, 8))
    target = np.sign(X @ np.ones(8))
    found = separate(X, target)
    assert found.separable
    assert found.holds(X, target)


def test_several_columns_are_refused() -> None:
    with pytest.raises(
        ValueError, match=r"target has 2 columns, and a plane .* one of them: target\[:, 0"
    ):
        separate(np.eye(4), np.eye(4, 2))
