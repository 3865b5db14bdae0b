"""What hidden units can do: proofs, doubt, and enough of them."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory import AND, XOR
from neurohistory.theory import Verdict
from neurohistory.theory.networks import expect_hidden_units, is_gate_of_two_inputs


def not_a_line() -> str:
    return ""


def a_line() -> str:
    return "one unit is one line"


def test_one_line_does_not_part_xor_and_the_reason_says_both() -> None:
    expected = expect_hidden_units(XOR.X, XOR.target, 1, a_line)
    assert expected is not None
    assert expected.verdict is Verdict.CANNOT
    assert expected.reason.startswith("one unit is one line, and no line separates the classes")
    assert expect_hidden_units(AND.X, AND.target, 1, a_line) is None


@pytest.mark.parametrize(("n_units", "known"), [(1, False), (2, True), (9, True)])
def test_two_units_do_any_function_of_two_bits(n_units: int, known: bool) -> None:
    expected = expect_hidden_units(XOR.X, XOR.target, n_units, not_a_line)
    assert (expected is None) == known
    assert expected is None or expected.verdict is Verdict.OPEN


def test_one_unit_less_than_examples_does_any_labelling() -> None:
    X = np.arange(6.0)[:, None]
    target = np.array([1.0, -1.0] * 3)
    assert expect_hidden_units(X, target, 4, not_a_line) is not None
    assert expect_hidden_units(X, target, 5, not_a_line) is None


def test_nobody_answers_the_same_question_in_two_ways() -> None:
    X, target = np.array([[0.0, 0.0], [0.0, 0.0]]), np.array([-1.0, 1.0])
    expected = expect_hidden_units(X, target, 99, not_a_line)
    assert expected is not None
    assert expected.verdict is Verdict.CANNOT


def test_gates_are_known_by_their_cases() -> None:
    assert is_gate_of_two_inputs(XOR.X)
    assert is_gate_of_two_inputs(XOR.bipolar.X)
    assert not is_gate_of_two_inputs(2 * XOR.X)
    assert not is_gate_of_two_inputs(np.eye(3))
