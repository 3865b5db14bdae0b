"""All functions by number, their kinds and their orders."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest

from neurohistory import XOR, parity
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.theory.predicates.functions import all_answers, function, kinds, number_of, orders
from neurohistory.theory.predicates.order import order_of


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_a_number_is_its_answers_in_binary(n: int) -> None:
    table = all_answers(n)
    assert table.shape == (2**n, 2**2**n)
    assert number_of(table).tolist() == list(range(2**2**n))
    some = 2**2**n // 3
    assert "".join(str(int(answer)) for answer in table[:, some]) == f"{some:0{2**n}b}"


def test_functions_are_gates() -> None:
    assert [function(2, number) for number in range(16)] == list(TWO_INPUT.values())
    assert function(2, 0b0110) is XOR
    assert (function(3, 0b01101001).truth == parity(3).truth).all()
    assert (function(3, 5).X == parity(3).X).all()
    assert number_of(parity(5).truth) == int("01101001100101101001011001101001", 2)


def in_all_disguises(n: int, number: int) -> set[int]:
    """Every function that renaming, negating inputs and negating the answer can make, the long way."""
    answers = dict(zip(product((0, 1), repeat=n), f"{number:0{2**n}b}", strict=True))
    found = set()
    for renamed, negated, opposite in product(
        permutations(range(n)), product((0, 1), repeat=n), (False, True)
    ):
        text = "".join(answers[tuple(case[i] ^ negated[i] for i in renamed)] for case in answers)
        found.add(int(text, 2) ^ (2**2**n - 1 if opposite else 0))
    return found


@pytest.mark.parametrize(("n", "number"), [(1, 2), (2, 4), (3, 14), (4, 222)])
def test_the_numbers_of_kinds_are_those_of_the_literature(n: int, number: int) -> None:
    assert len(np.unique(kinds(n))) == number


def test_kinds_agree_with_all_disguises_one_by_one() -> None:
    for n in (1, 2, 3):
        least = kinds(n)
        for number in range(2**2**n):
            same = in_all_disguises(n, number)
            assert least[number] == min(same)
            assert set(np.flatnonzero(least == least[number]).tolist()) == same


def test_orders_agree_with_every_function_asked() -> None:
    asked = [order_of(parity(2).X, answers).order for answers in all_answers(2).T]
    assert orders(2).tolist() == asked
    three, found = all_answers(3), orders(3)
    for number in range(0, 256, 5):
        assert found[number] == order_of(parity(3).X, three[:, number]).order


def test_all_but_two_functions_of_three_inputs_have_order_two_at_most() -> None:
    found = orders(3)
    assert np.bincount(found).tolist() == [2, 102, 150, 2]
    assert np.flatnonzero(found == 3).tolist() == [0b01101001, 0b10010110]


@pytest.mark.parametrize("n", [0, 5, 2.5])
def test_other_numbers_of_inputs_are_refused(n: int) -> None:
    for listing in (all_answers, kinds, orders):
        with pytest.raises(ValueError, match=f"1 to 4 inputs, not {n}"):
            listing(n)
    with pytest.raises(ValueError, match=f"1 to 4 inputs, not {n}"):
        function(n, 0)


@pytest.mark.parametrize("number", [-1, 256])
def test_functions_that_do_not_exist_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=f"have the numbers 0 to 255, not {number}"):
        function(3, number)


@pytest.mark.parametrize("cases", [0, 3, 64])
def test_truth_tables_of_odd_length_are_refused(cases: int) -> None:
    with pytest.raises(ValueError, match=f"32 cases, not {cases}"):
        number_of(np.zeros(cases, dtype=bool))
