"""Separability: the counts of the literature, and proofs that hold in exact arithmetic."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory import AND, XOR, Problem, parity, separate
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.theory.capacity import can_learn
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


def test_an_answer_is_equal_to_itself_alone_and_may_be_a_key() -> None:
    found, again = separate(AND.X, AND.target), separate(AND.X, AND.target)
    assert {found: 1}.get(again) is None
    assert found == found
    with pytest.raises(FrozenInstanceError):
        found.separable = False  # type: ignore[misc]


def test_several_columns_are_refused() -> None:
    with pytest.raises(
        ValueError, match=r"target has 2 columns, and a plane .* one of them: target\[:, 0"
    ):
        separate(np.eye(4), np.eye(4, 2))
