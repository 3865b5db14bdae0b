"""The order of predicates: the values of the book and of small retinas, each with its proofs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory import AND, XOR, parity
from neurohistory.theory.predicates.order import order_of
from neurohistory.theory.predicates.partial import partial_predicates
from neurohistory.theory.predicates.retinas import connectedness, mirror_symmetry, one_in_a_box, t_or_c
from neurohistory.theory.separability import separate


def proved(X: NDArray[np.floating], truth: NDArray[np.bool_]) -> int:
    """The order, after both certificates have been multiplied out."""
    found = order_of(X, truth)
    scores = sum(w * X[:, list(mask)].prod(axis=1) for mask, w in found.weights.items())
    assert (np.where(truth, 1, -1) * scores > 0.999).all()
    assert max(map(len, found.weights)) == found.order
    if found.order:
        assert found.obstacle is not None
        used = list(found.obstacle.examples)
        a = np.array(found.obstacle.multipliers, dtype=object)  # whole numbers of any size
        assert a.min() > 0
        seen = partial_predicates(X[used], found.order - 1).astype(int)
        assert not ((a * np.where(truth, 1, -1)[used]) @ seen).any()
    assert found.holds(X, truth)
    return found.order


@pytest.mark.parametrize("n", range(1, 7))
def test_parity_of_n_points_has_order_n(n: int) -> None:
    asked = parity(n)
    assert proved(asked.X, asked.truth) == n
    # Only one proof exists: all cases count alike.
    obstacle = order_of(asked.X, asked.truth).obstacle
    assert obstacle is not None
    assert obstacle.examples == tuple(range(2**n))
    assert set(obstacle.multipliers) == {1}


@pytest.mark.parametrize("n", range(2, 9))
def test_mirror_symmetry_has_order_two(n: int) -> None:
    asked = mirror_symmetry(n)
    assert proved(asked.X, asked.truth) == 2
    # 1/2 - sum of (a + b - 2ab) over the pairs is above zero exactly for the symmetrical rows.
    a, b = asked.X[:, : n // 2], asked.X[:, ::-1][:, : n // 2]
    assert ((0.5 - (a + b - 2 * a * b).sum(axis=1) > 0) == asked.truth).all()


@pytest.mark.parametrize(
    ("shape", "order"),
    [
        ((1, 2), 0), ((1, 3), 1), ((1, 4), 2), ((1, 5), 2), ((1, 6), 2),
        ((2, 2), 2), ((2, 3), 2), ((2, 4), 2), ((2, 5), 3), ((3, 3), 3),
    ],
)  # fmt: skip
def test_connectedness_on_small_grids(shape: tuple[int, int], order: int) -> None:
    asked = connectedness(*shape)
    assert proved(asked.X, asked.truth) == order


def test_one_box_of_four_points_has_order_one() -> None:
    asked = one_in_a_box(1, 4)
    assert proved(asked.X, asked.truth) == 1


@pytest.mark.parametrize("side", [3, 4, 5])
def test_t_or_c_has_order_exactly_three(side: int) -> None:
    asked = t_or_c(side)
    assert proved(asked.X, asked.truth) == 3
    pairs = partial_predicates(asked.X, 2)[:, 1:]
    assert separate(pairs, asked.target).holds(pairs, asked.target)
    assert not separate(pairs, asked.target).separable


@pytest.mark.parametrize(
    ("yes", "no", "asked"),
    [
        (("###", ".#.", ".#."), (".##", ".#.", ".##"), t_or_c(3)),
        (("..#", ".##", "##."), ("..#", "##.", "##."), connectedness(3, 3)),
    ],
    ids=["T or C", "connectedness"],
)
def test_eight_patterns_prove_on_paper_that_order_two_will_not_do(yes, no, asked) -> None:  # type: ignore[no-untyped-def]
    drawn = [np.array([[point == "#" for point in row] for row in rows]) for rows in (yes, no)]
    turned = [[np.rot90(pattern, quarter).ravel() for quarter in range(4)] for pattern in drawn]
    multipliers = np.zeros(len(asked.X))
    for patterns, truth in zip(turned, (True, False), strict=True):
        for pattern in patterns:
            place = (pattern == asked.X).all(axis=1)
            assert asked.truth[place].tolist() == [truth]
            multipliers[place] = 1 / 8
    assert multipliers.sum() == 1
    assert not ((multipliers * asked.target) @ partial_predicates(asked.X, 2)).any()
    assert ((multipliers * asked.target) @ partial_predicates(asked.X, 3)).any()


def test_a_constant_has_order_zero_and_needs_no_proof() -> None:
    for truth in (np.ones(4, dtype=bool), np.zeros(4, dtype=bool)):
        found = order_of(XOR.X, truth)
        assert found.order == 0
        assert found.obstacle is None
        assert list(found.weights) == [()]
        assert proved(XOR.X, truth) == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.booleans(), min_size=8, max_size=8), st.permutations(range(3)), st.integers(0, 7))
def test_the_order_is_the_same_in_every_disguise(
    answers: list[bool], renamed: list[int], negated: int
) -> None:
    X, truth = parity(3).X, np.array(answers)
    order = proved(X, truth)
    flipped = np.abs(X[:, renamed] - X[negated])
    assert proved(flipped, truth) == order
    assert proved(X, ~truth) == order
    assert order_of(2 * X - 1, truth).order == order


def test_a_false_certificate_does_not_hold() -> None:
    found = order_of(XOR.X, XOR.truth)
    assert found.holds(XOR.X, XOR.truth)
    for forged in (
        replace(found, weights={(): -0.5, (0,): 1.0, (1,): 1.0}),  # OR
        replace(found, weights={(): 0.0, (0,): 1.0, (1,): 1.0, (0, 1): -2.0}),  # 0 is not a no
        replace(found, obstacle=separate(AND.X, AND.target)),
        replace(found, obstacle=None),
        replace(found, order=0),
        replace(found, order=1, obstacle=order_of(AND.X, AND.truth).obstacle),  # looks at two points
        replace(found, order=1, obstacle=separate(np.zeros((4, 0)), XOR.target)),
        replace(found, order=3, obstacle=separate(partial_predicates(XOR.X, 2)[:, 1:], XOR.target)),
        replace(found, weights=found.weights | {(2,): 1.0}),  # there is no such point
    ):
        assert not forged.holds(XOR.X, XOR.truth)
    # A plane for order 1 is no proof against order 1.
    line = order_of(AND.X, AND.truth)
    assert line.holds(AND.X, AND.truth)
    assert not replace(line, order=2, obstacle=separate(AND.X, AND.target)).holds(AND.X, AND.truth)


@pytest.mark.parametrize(
    ("X", "truth", "complaint"),
    [
        ([[0.0], [1.0]], [True], r"shapes \(2, 1\) and \(1,\)"),
        ([0.0, 1.0], [True, False], r"shapes \(2,\)"),
        (np.zeros((0, 2)), np.zeros(0, dtype=bool), "one answer an example"),
        ([[0.0], [1.0]], [1, -1], "True or False, not int64"),
        ([[0.0], [2.0]], [True, False], "0 or 1 everywhere"),
        ([[0.0], [-1.0]], [True, False], "-1 or \\+1 everywhere"),
        ([[0.0], [np.nan]], [True, False], r"X\[1, 0\] is NaN or infinity"),
        (XOR.X * 1.9, XOR.truth, "0 or 1 everywhere"),
        (XOR.X + 0.9 * (XOR.X == 0), XOR.truth, "0 or 1 everywhere"),
        (XOR.X * (1 + 1e-15), XOR.truth, "0 or 1 everywhere"),
        (XOR.X.astype(str), XOR.truth, "X is of type"),
        (XOR.X + 1j, XOR.truth, "X is of type complex128"),
        (np.ma.masked_equal(XOR.X, 1.0), XOR.truth, "X is masked in places"),
        (XOR.X, np.ma.masked_equal(XOR.truth, True), "truth is masked in places"),
        (XOR.X, XOR.target, "True or False, not float64"),
        ([[0.0, 1.0], [0.0, 1.0]], [True, False], "the same pattern has both answers"),
    ],
)
@pytest.mark.parametrize("ask", [order_of, order_of(XOR.X, XOR.truth).holds])
def test_bad_input_is_refused(ask: Any, X: Any, truth: Any, complaint: str) -> None:
    with pytest.raises((ValueError, TypeError), match=complaint):
        ask(X, truth)


def test_a_pattern_may_be_listed_twice() -> None:
    assert order_of(np.vstack([AND.X, AND.X]), np.tile(AND.truth, 2)).order == 1
