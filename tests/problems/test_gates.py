"""Gates: complete truth tables, and how to ask for one by name."""

from __future__ import annotations

import operator
import pickle
from collections.abc import Callable
from copy import copy, deepcopy
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory.problems import from_truth_table, get_problem
from neurohistory.problems.gates import AND, OR, TWO_INPUT, XOR, parity

# What Python says of each function of two bits.
LOGIC: dict[str, Callable[[int, int], int]] = {
    "FALSE": lambda a, b: 0,
    "TRUE": lambda a, b: 1,
    "AND": operator.and_,
    "OR": operator.or_,
    "XOR": operator.xor,
    "NAND": lambda a, b: 1 - (a & b),
    "NOR": lambda a, b: 1 - (a | b),
    "XNOR": lambda a, b: 1 - (a ^ b),
    "A": lambda a, b: a,
    "B": lambda a, b: b,
    "NOT_A": lambda a, b: 1 - a,
    "NOT_B": lambda a, b: 1 - b,
    "A_AND_NOT_B": lambda a, b: int(a > b),
    "B_AND_NOT_A": lambda a, b: int(b > a),
    "A_OR_NOT_B": lambda a, b: int(a >= b),
    "B_OR_NOT_A": lambda a, b: int(b >= a),
}


def test_the_sixteen_functions_are_all_there_and_all_different() -> None:
    assert set(TWO_INPUT) == set(LOGIC)
    assert len({asked.truth.tobytes() for asked in TWO_INPUT.values()}) == 16


@pytest.mark.parametrize("name", list(LOGIC))
def test_each_table_is_what_python_says(name: str) -> None:
    asked = TWO_INPUT[name]
    assert asked.name == name
    assert asked.X.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    answers = [LOGIC[name](a, b) for a, b in product((0, 1), repeat=2)]
    assert asked.y.tolist() == answers
    assert asked.truth.tolist() == [bool(answer) for answer in answers]
    assert asked.target.tolist() == [1 if answer else -1 for answer in answers]
    assert asked.n_inputs == 2


@pytest.mark.parametrize("asked", [AND, OR, XOR, parity(3)], ids=repr)
def test_the_bipolar_view_changes_the_inputs_alone(asked: object) -> None:
    assert isinstance(asked, type(AND))
    assert asked.bipolar.X.tolist() == (2 * asked.X - 1).tolist()
    assert asked.bipolar.y.tolist() == asked.y.tolist()
    assert asked.bipolar.name == asked.name
    assert asked.bipolar.bipolar.X.tolist() == asked.bipolar.X.tolist()


@given(st.integers(1, 10))
def test_parity_is_whether_the_number_of_ones_is_odd(n: int) -> None:
    asked = parity(n)
    assert asked.X.shape == (2**n, n)
    assert len(np.unique(asked.X, axis=0)) == 2**n
    assert (asked.y == asked.X.sum(axis=1) % 2).all()


def test_parity_of_two_is_xor() -> None:
    assert parity(2).X.tolist() == XOR.X.tolist()
    assert parity(2).y.tolist() == XOR.y.tolist()


@pytest.mark.parametrize("n", [-1, 0, 11])
def test_parity_refuses_what_it_cannot_hold(n: int) -> None:
    with pytest.raises(ValueError, match=rf"1 to 10 inputs, not {n}"):
        parity(n)


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        ("and", "AND"),
        ("  Xor ", "XOR"),
        ("a and not b", "A_AND_NOT_B"),
        ("not-a", "NOT_A"),
        ("parity3", "PARITY3"),
    ],
)
def test_a_gate_is_found_however_it_is_spelled(spelled: str, name: str) -> None:
    assert get_problem(spelled).name == name


@pytest.mark.parametrize(
    "name",
    ["XAND", "", "PARITY", "PARITY-2", "PARITYX", "PARITY\N{ARABIC-INDIC DIGIT THREE}", "PARITY01"],
)
def test_an_unknown_gate_is_refused_with_the_list(name: str) -> None:
    with pytest.raises(ValueError, match=r"there are FALSE, AND, .*TRUE, PARITY1 to PARITY10"):
        get_problem(name)


@pytest.mark.parametrize("name", ["PARITY0", "PARITY11", "PARITY99999"])
def test_a_parity_out_of_range_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="parity takes 1 to 10 inputs"):
        get_problem(name)


@pytest.mark.parametrize("travel", [copy, deepcopy, lambda made: pickle.loads(pickle.dumps(made))])
@pytest.mark.parametrize("made", [AND, AND.bipolar, parity(3), get_problem("moons")], ids=repr)
def test_a_copy_is_as_closed_as_what_it_is_of(made: Any, travel: Callable[[Any], Any]) -> None:
    arrived = travel(made)
    assert type(arrived) is type(made)
    for name, before in vars(made).items():
        after = vars(arrived)[name]
        if isinstance(before, np.ndarray):
            assert after.tobytes() == before.tobytes()
            with pytest.raises(ValueError, match="read-only"):
                after[:] = 0
            with pytest.raises(ValueError, match="WRITEABLE"):
                after.flags.writeable = True
        else:
            assert after == before


def test_a_gate_shows_its_table() -> None:
    assert repr(XOR) == "Problem(XOR: 0110)"


@pytest.mark.parametrize("inputs", [[-1, 0], [-1, 0, 1], [0, 2], [-2, 1], [0.5, 1]])
def test_inputs_of_neither_kind_are_refused(inputs: list[float]) -> None:
    with pytest.raises(ValueError, match="neither 0 and 1 nor -1 and \\+1"):
        from_truth_table("mixed", np.array(inputs)[:, None], np.zeros(len(inputs), dtype=bool))


@pytest.mark.parametrize(
    ("X", "truth"),
    [([0, 1], [0, 1]), ([[0], [1]], [[[0]], [[1]]]), ([[0], [1]], [0]), ([[], []], [0, 1]), (0, 1)],
)
def test_a_truth_table_of_other_shapes_is_refused(X: Any, truth: Any) -> None:
    with pytest.raises(ValueError, match=r"the truth table of 'it' has cases of shape .* for each exam"):
        from_truth_table("it", X, truth)


@pytest.mark.parametrize(("X", "truth"), [([[0, 1], [1]], [0, 1]), ([[0], [1]], [[0, 1], [1]])])
def test_a_truth_table_of_unequal_rows_is_refused(X: Any, truth: Any) -> None:
    with pytest.raises(ValueError, match="the truth table of 'it' has rows of several lengths"):
        from_truth_table("it", X, truth)
