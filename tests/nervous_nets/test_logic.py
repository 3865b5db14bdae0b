"""Expressions read from text: their truth tables, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory.nervous_nets import truth_table
from neurohistory.nervous_nets.logic import (
    MAX_LEVELS,
    And,
    Constant,
    Not,
    Or,
    Variable,
    Xor,
    cases,
    parse,
)
from neurohistory.problems.gates import TWO_INPUT, parity


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("a and b", "AND"),
        ("a & b", "AND"),
        ("a or b", "OR"),
        ("a | b", "OR"),
        ("a xor b", "XOR"),
        ("a ^ b", "XOR"),
        ("A_AND_NOT_B", ""),
        ("a and not b", "A_AND_NOT_B"),
        ("~a & b", "B_AND_NOT_A"),
        ("not (a or b)", "NOR"),
        ("not (a AND b)", "NAND"),
        ("NOT (a XOR b)", "XNOR"),
        ("a or not b", "A_OR_NOT_B"),
    ],
)
def test_tables_of_two_inputs(expression: str, name: str) -> None:
    table = truth_table(expression)
    if name:
        assert (table.X == TWO_INPUT[name].X).all()
        assert (table.truth == TWO_INPUT[name].truth).all()
    else:  # the words of logic are words, not parts of names
        assert table.truth.tolist() == [False, True]


def test_parity_of_ten() -> None:
    table = truth_table(" ^ ".join("abcdefghij"))
    assert (table.truth == parity(10).truth).all()
    assert (table.X == parity(10).X).all()


def test_binding_is_that_of_python() -> None:
    assert parse("a or b and not c")[0] == Or((Variable("a"), And((Variable("b"), Not(Variable("c"))))))
    assert parse("not a xor b")[0] == Not(Xor((Variable("a"), Variable("b"))))
    assert parse("~a ^ b")[0] == Xor((Not(Variable("a")), Variable("b")))
    assert parse("a | b ^ c & d")[0] == Or(
        (Variable("a"), Xor((Variable("b"), And((Variable("c"), Variable("d"))))))
    )


def test_the_remedy_for_not_after_xor_works() -> None:
    for expression in ("a xor (not b)", "a xor ~b"):
        assert (truth_table(expression).truth == TWO_INPUT["XNOR"].truth).all()


def test_a_chain_of_one_sign_is_one_formula() -> None:
    assert parse("a ^ b ^ c")[0] == Xor((Variable("a"), Variable("b"), Variable("c")))


def test_constants() -> None:
    assert parse("True")[0] == Constant(True) == parse("1")[0]
    assert truth_table("a and 0").truth.tolist() == [False, False]
    assert truth_table("True", variables=["a"]).truth.tolist() == [True, True]


def test_variables_are_sorted_or_as_told() -> None:
    assert parse("b and a")[1] == ("a", "b")
    assert parse("b and a", ["b", "c", "a"])[1] == ("b", "c", "a")
    assert truth_table("b", ["b", "a"]).truth.tolist() == [False, False, True, True]


@given(data=st.data())
def test_a_table_agrees_with_python(data: st.DataObject, expressions: st.SearchStrategy[str]) -> None:
    expression = data.draw(expressions)
    table = truth_table(expression, variables=["a", "b", "c", "d"])
    code = compile(expression, "expression", "eval")
    for case, answer in zip(cases(4).tolist(), table.truth, strict=True):
        assert bool(eval(code, dict(zip("abcd", case, strict=True)))) == answer, (expression, case)


def test_cases_are_in_the_order_of_the_gates() -> None:
    for n in (1, 2, 3, 10):
        assert np.array_equal(cases(n), parity(n).X)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("a and", "is no expression of logic.*write, for example"),
        ("", "is no expression of logic"),
        ("a = b", "is no expression of logic"),
        ("a # b", "'a # b' is no expression of logic"),  # in Python b would be a comment
        ("a xor not b", r"after xor .* write ~ or \(not \.\.\.\).*'a xor \(not b\)'"),
        ("a & not b", r"after xor and after signs write ~"),
        ("a\0b", "is no expression of logic"),
        ("a + b", r"'a \+ b' in 'a \+ b' is no logic: there are names, 0 and 1"),
        ("a and f(b)", r"'f\(b\)' in .* is no logic"),
        ("a < b", "is no logic"),
        ("a and 2", "'2' in 'a and 2' is no logic"),
        ("a.b", "is no logic"),
        ("-a", "is no logic"),
        ("a if b else c", "is no logic"),
        ("__import__('os')", "is no logic"),
        ("1", "has no variable; name one"),
        ("~" * (MAX_LEVELS + 1) + "a", "more than 100 levels"),
        ("(" * 300 + "a" + ")" * 300, "is no expression of logic"),
        ("a and " * 300 + "a", r"1,801 characters; at most 1,000.*compile_table"),
        (" or ".join(f"x{i}" for i in range(11)), r"11 variables \(x0, x1,.*at most 10"),
    ],
)
def test_what_cannot_be_read_is_refused(expression: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        truth_table(expression)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ValueError, match="uses the name 'c', which is not among the variables a, b"):
        truth_table("a and c", variables=["a", "b"])
    with pytest.raises(ValueError, match=r"not among the variables \(there are none\)"):
        parse("a", [])


def test_bad_variables_are_refused() -> None:
    with pytest.raises(ValueError, match="11 variables"):
        truth_table("a", variables=list("abcdefghijk"))
    with pytest.raises(ValueError, match="a variable stands twice in a, a"):
        truth_table("a", variables=["a", "a"])
    with pytest.raises(TypeError, match="list of names"):
        truth_table("a", variables="a")
    with pytest.raises(TypeError, match="an expression is a string"):
        truth_table(3)  # type: ignore[arg-type]
