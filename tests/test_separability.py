"""Separability: the counts of the literature, and proofs that hold in exact arithmetic."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory import AND, XOR, parity, separate
from neurohistory.gates import TWO_INPUT
from neurohistory.separability import Separation


def number_of_threshold_functions(n: int) -> int:
    X = parity(n).X
    return sum(separate(X, np.array(answers)).separable for answers in product([-1.0, 1.0], repeat=2**n))


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


def exactly(number: float) -> Fraction:
    return Fraction(float(number)).limit_denominator(1000)


@pytest.mark.parametrize("name", ["XOR", "XNOR"])
@pytest.mark.parametrize("bipolar", [False, True])
def test_the_certificate_balances_in_exact_arithmetic(name: str, bipolar: bool) -> None:
    asked = TWO_INPUT[name].bipolar if bipolar else TWO_INPUT[name]
    found = separate(asked.X, asked.target)
    assert found.multipliers is not None
    a = [exactly(number) for number in found.multipliers]
    assert a == [Fraction(1, 4)] * 4
    t, X = asked.target.astype(int).tolist(), asked.X.astype(int).tolist()
    assert sum(a) == 1
    assert sum(ai * ti for ai, ti in zip(a, t, strict=True)) == 0
    for column in range(2):
        assert sum(ai * ti * x[column] for ai, ti, x in zip(a, t, X, strict=True)) == 0
    assert found.residual(asked.X, asked.target) < 1e-15
    assert found.weights is None
    assert found.bias is None
    assert found.margin == 0


def test_the_plane_of_and_separates_in_exact_arithmetic() -> None:
    found = separate(AND.X, AND.target)
    assert found.weights is not None
    assert found.bias is not None
    w, b = [exactly(weight) for weight in found.weights], exactly(found.bias)
    for x, t in zip(AND.X.astype(int).tolist(), AND.target.astype(int).tolist(), strict=True):
        assert t * (w[0] * x[0] + w[1] * x[1] + b) >= 1
    # 2 a + 2 b = 3: the case 11 lies 1/|w| = 1/sqrt 8 away.
    assert found.margin == pytest.approx(1 / np.sqrt(8))


POINTS = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.tuples(*[st.integers(-6, 6)] * n), min_size=1, max_size=16)
)


@given(POINTS, st.data())
def test_a_set_that_a_plane_labels_is_separated_with_a_small_residual(
    points: list[tuple[int, ...]], data: st.DataObject
) -> None:
    X = np.array(points, dtype=float)
    n = X.shape[1]
    plane = data.draw(st.lists(st.integers(-4, 4), min_size=n + 1, max_size=n + 1))
    target = np.sign(2 * (X @ plane[1:] + plane[0]) + 1)
    found = separate(X, target)
    assert found.separable
    assert found.residual(X, target) < 1e-7
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
    assert (found.multipliers is None) == found.separable
    assert found.residual(X, target) < 1e-7
    # Turning every label round changes nothing.
    assert separate(X, -target).separable == found.separable


def test_a_point_with_both_labels_is_its_own_proof() -> None:
    found = separate([[2.0, 3.0], [2.0, 3.0]], [1, -1])
    assert found.multipliers is not None
    assert found.multipliers == pytest.approx([0.5, 0.5])


def test_one_class_alone_needs_no_plane() -> None:
    found = separate(AND.X, np.ones(4))
    assert found.separable
    assert found.weights is not None
    assert not found.weights.any()
    assert found.margin == np.inf


def test_labels_may_be_zero_and_one_or_true_and_false() -> None:
    for labels in (AND.y, AND.truth, AND.target):
        found = separate(AND.X, labels)
        assert found.weights is not None
        assert found.weights == pytest.approx([2, 2])


@pytest.mark.parametrize("wrong", [0.3, 0.2])
def test_a_false_proof_has_a_residual(wrong: float) -> None:
    forged = Separation(False, None, None, 0.0, np.array([wrong, 0.25, 0.25, 0.25]))
    assert forged.residual(XOR.X, XOR.target) == pytest.approx(0.05)
    negative = Separation(False, None, None, 0.0, np.array([-0.25, 0.25, 0.5, 0.5]))
    assert negative.residual(XOR.X, XOR.target) >= 0.25


def test_a_false_plane_has_a_residual() -> None:
    # x1 + x2 - 1/2 is +1/2 at 01, which XOR and OR call "yes": short of 1 by 1/2; at 11, which XOR
    # calls "no", it is 3/2: short of 1 by 5/2.
    forged = Separation(True, np.array([1.0, 1.0]), -0.5, 1.0, None)
    assert forged.residual(XOR.X, XOR.target) == 2.5


@pytest.mark.parametrize(
    ("X", "target", "complaint"),
    [
        ([[0.0], [np.nan]], [1, -1], "NaN or infinity"),
        ([[0.0], [np.inf]], [1, -1], "NaN or infinity"),
        ([0.0, 1.0], [1, -1], r"shapes \(2,\)"),
        ([[0.0], [1.0]], [1], r"shapes \(2, 1\) and \(1,\)"),
        (np.zeros((0, 2)), [], "example"),
    ],
)
def test_bad_input_is_refused_with_its_shape(X: object, target: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        separate(X, target)  # type: ignore[arg-type]
