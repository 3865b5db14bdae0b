"""What half-spaces can hold between them, and what follows for units that are joined."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from neurohistory import XOR, parity, separate
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.theory import Verdict
from neurohistory.theory.half_spaces import (
    can_hold,
    expect_joined_units,
    expect_some_starts,
    is_tried,
)

CORNERS = np.array(list(product([0.0, 1.0], repeat=3)))
# A case amid a triangle.  No half-plane holds it without a corner; two cut the corners off.
AMID = np.array([[0.0, 0], [1, 1], [-1, 1], [0, -1]])
CENTER = np.array([1.0, -1, -1, -1])


def joined(X: np.ndarray, target: np.ndarray, n: int, k: int | None = None) -> Verdict | None:
    expected = expect_joined_units(separate(X, target), X, target, n, k)
    return expected and expected.verdict


@pytest.mark.parametrize("n", [1, 2])
def test_two_half_planes_hold_what_two_functions_of_one_unit_hold_between_them(n: int) -> None:
    # Referee: the fourteen functions of one unit, joined by OR.
    single = {tuple(g.truth) for g in TWO_INPUT.values() if separate(g.X, g.target).separable}
    reached = {tuple(np.logical_or.reduce(some).tolist()) for some in product(single, repeat=n)}
    for asked in TWO_INPUT.values():
        held = can_hold(asked.X[asked.truth], asked.X[~asked.truth], n)
        assert held == (tuple(asked.truth) in reached), asked


@pytest.mark.parametrize(("n", "held"), [(1, False), (2, False), (3, False), (4, True), (5, True)])
def test_four_odd_corners_of_a_cube_take_four_half_spaces(n: int, held: bool) -> None:
    odd = parity(3).truth
    assert can_hold(CORNERS[odd], CORNERS[~odd], n) is held


def test_no_points_are_held_by_none() -> None:
    assert can_hold(CORNERS[:0], CORNERS, 0)
    assert not can_hold(CORNERS[:1], CORNERS[1:], 0)


@pytest.mark.parametrize(
    ("n", "k", "yes_amid", "no_amid"),
    [
        (2, 1, Verdict.CANNOT, None),  # OR: no half-plane has the middle to itself
        (9, 1, Verdict.CANNOT, None),
        (2, 2, None, Verdict.CANNOT),  # AND, the other way round
        (9, 9, None, Verdict.CANNOT),
        (3, 2, None, None),  # a majority of three is an AND of two, or an OR
        (2, None, None, None),  # an output unit that learns is either
        (1, 1, Verdict.CANNOT, Verdict.CANNOT),
        (1, None, Verdict.CANNOT, Verdict.CANNOT),
    ],
)
def test_what_units_can_do_depends_on_what_joins_them(
    n: int, k: int | None, yes_amid: Verdict | None, no_amid: Verdict | None
) -> None:
    assert joined(AMID, CENTER, n, k) is yes_amid
    assert joined(AMID, -CENTER, n, k) is no_amid


def test_where_a_way_was_not_found_or_not_looked_for_theory_is_open() -> None:
    odd = parity(3)
    assert joined(odd.X, odd.target, 3, 1) is Verdict.CANNOT
    assert joined(odd.X, odd.target, 3, 2) is Verdict.OPEN  # other majorities were not tried
    assert joined(odd.X, odd.target, 3) is Verdict.OPEN  # nor what else an output unit can be
    large = parity(4)
    assert joined(large.X, large.target, 8, 1) is Verdict.OPEN


def test_no_number_of_units_answers_equal_cases_in_two_ways() -> None:
    X, target = np.vstack([XOR.X, XOR.X[:1]]), np.append(XOR.target, 1.0)
    expected = expect_joined_units(separate(X, target), X, target, 9, 1)
    assert expected
    assert expected.verdict is Verdict.CANNOT
    assert "look the same" in expected.reason


@pytest.mark.parametrize(
    ("X", "rate", "epochs", "tried"),
    [
        (XOR.X, 0.1, 20, True),
        (XOR.bipolar.X, 1.9, 200, True),
        (XOR.X, 0.099, 20, False),
        (XOR.X, 0.1, 19, False),
        (XOR.X / 2, 0.1, 20, False),
    ],
)
def test_gates_at_no_less_than_a_tenth_and_twenty_epochs_were_tried(
    X: np.ndarray, rate: float, epochs: int, tried: bool
) -> None:
    assert is_tried(X, rate, epochs) is tried


def test_that_some_starts_do_it_is_said_where_it_was_tried_and_the_order_locks_nothing() -> None:
    assert expect_some_starts(2, "shuffled", tried=True).verdict is Verdict.DEPENDS
    assert expect_some_starts(2, "shuffled", tried=False).verdict is Verdict.OPEN
    assert expect_some_starts(2, "cyclic", tried=True).verdict is Verdict.OPEN
