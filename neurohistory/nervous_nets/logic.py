"""Expressions of logic: read from text, and turned into truth tables.

An expression is made of names, 0 and 1, parentheses, and

    not a     a and b     a xor b     a or b          (or in signs:  ~a   a & b   a ^ b   a | b)

Binding is that of Python: the signs ``~ & ^ |`` bind tightest, in this order, then the words ``not``,
``and``, ``or``; ``xor`` is another way to write ``^``.  When in doubt, use parentheses.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from neurohistory.problems.gates import from_truth_table
from neurohistory.problems.problem import Problem

__all__ = [
    "MAX_CHARACTERS",
    "MAX_LEVELS",
    "MAX_VARIABLES",
    "And",
    "Constant",
    "Formula",
    "Not",
    "Or",
    "Variable",
    "Xor",
    "cases",
    "evaluate",
    "parse",
    "truth_table",
]

MAX_VARIABLES = 10  # 1,024 cases, all of which are checked
MAX_CHARACTERS = 1000
MAX_LEVELS = 100  # operations inside one another


@dataclass(frozen=True)
class Constant:
    """Always true or always false."""

    value: bool


@dataclass(frozen=True)
class Variable:
    """A name that stands for an input."""

    name: str


@dataclass(frozen=True)
class Not:
    """True if its part is false."""

    part: Formula


@dataclass(frozen=True)
class And:
    """True if all parts are."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Or:
    """True if one of the parts is."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Xor:
    """True if an odd number of the parts is."""

    parts: tuple[Formula, ...]


Formula = Constant | Variable | Not | And | Or | Xor

_SIGNS: dict[type[ast.AST], type[And] | type[Or] | type[Xor]] = {
    ast.And: And,
    ast.Or: Or,
    ast.BitAnd: And,
    ast.BitOr: Or,
    ast.BitXor: Xor,
}
_OPERATIONS = {And: np.logical_and, Or: np.logical_or, Xor: np.logical_xor}


def parse(expression: str, variables: Iterable[str] | None = None) -> tuple[Formula, tuple[str, ...]]:
    """Read an expression.

    Parameters
    ----------
    expression : str
        At most 1,000 characters.
    variables : iterable of str, optional
        The names it may use, in the order of the truth table's columns; at most 10.  By default those
        that occur in it, sorted.

    Returns
    -------
    formula : Formula
    variables : tuple of str

    Raises
    ------
    TypeError
        If the expression is no string.
    ValueError
        If it cannot be read, holds anything else than logic, uses a name that is not among the
        variables, or has too many of them.

    Examples
    --------
    >>> parse("b and not a")
    (And(parts=(Variable(name='b'), Not(part=Variable(name='a')))), ('a', 'b'))
    """
    if not isinstance(expression, str):
        raise TypeError(f"an expression is a string such as 'a and not b', not {expression!r}")
    if len(expression) > MAX_CHARACTERS:
        raise ValueError(
            f"the expression has {len(expression):,} characters; at most {MAX_CHARACTERS:,} are read. "
            "Give the truth table to compile_table instead"
        )
    # The words of logic in any case; `xor` has no place in Python's grammar, `^` has.
    text = re.sub(r"\b(and|or|not)\b", lambda word: word[0].lower(), expression.strip(), flags=re.I)
    text = re.sub(r"\bxor\b", "^", text, flags=re.I)
    try:
        tree = ast.parse(text.replace("#", "?"), mode="eval").body  # a sign, and not a comment
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = str(error.args[0]) if error.args else "nested too deeply"
        remedy = "write, for example, 'a and not (b or c)'"
        if re.search(r"[&|^]\s*not\b", text):
            remedy = "after xor and after signs write ~ or (not ...), as in 'a xor (not b)'"
        raise ValueError(f"{expression!r} is no expression of logic ({reason}); {remedy}") from None
    formula = _read(tree, expression)
    used = sorted(_names(formula))
    allowed = tuple(used if variables is None else variables)
    if isinstance(variables, str):
        raise TypeError(f"the variables are a list of names, such as ['a', 'b'], not {variables!r}")
    if len(set(allowed)) < len(allowed):
        raise ValueError(f"a variable stands twice in {', '.join(allowed)}")
    for name in used:
        if name not in allowed:
            raise ValueError(
                f"{expression!r} uses the name {name!r}, which is not among the variables "
                f"{', '.join(allowed) or '(there are none)'}"
            )
    if len(allowed) > MAX_VARIABLES:
        raise ValueError(
            f"the expression has {len(allowed)} variables ({', '.join(allowed)}); at most "
            f"{MAX_VARIABLES} are taken, because all 2 ** n cases are checked"
        )
    return formula, allowed


def evaluate(formula: Formula, values: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """The truth of a formula, case by case.

    Parameters
    ----------
    formula : Formula
    values : mapping of str to ndarray of bool, shape (case,)
        The values of each variable.

    Returns
    -------
    ndarray of bool, shape (case,), or () for a formula without variables
    """
    match formula:
        case Constant(value):
            return np.array(value)
        case Variable(name):
            return values[name]
        case Not(part):
            return np.logical_not(evaluate(part, values))
    operation = _OPERATIONS[type(formula)]
    return np.asarray(reduce(operation, [evaluate(part, values) for part in formula.parts]))


def cases(n: int) -> NDArray[np.bool_]:
    """All cases of n inputs, shape (case, input), in the order 00, 01, 10, 11.

    Examples
    --------
    >>> cases(2).astype(int).tolist()
    [[0, 0], [0, 1], [1, 0], [1, 1]]
    """
    return (np.arange(2**n)[:, None] >> np.arange(n)[::-1]) & 1 > 0


def truth_table(expression: str, variables: Iterable[str] | None = None) -> Problem:
    """The truth table of an expression, as a problem that every model can be asked.

    Parameters
    ----------
    expression, variables
        As `parse` takes them.  There must be at least one variable.

    Returns
    -------
    Problem
        Its columns are the variables.

    Raises
    ------
    TypeError, ValueError
        As `parse` does; and if there is no variable.

    Examples
    --------
    >>> truth_table("a xor b")
    Problem(a xor b: 0110)
    >>> truth_table("not a", variables=["a", "b"])
    Problem(not a: 1100)
    """
    formula, names = parse(expression, variables)
    if not names:
        raise ValueError(f"{expression!r} has no variable; name one, as in variables=['a']")
    X = cases(len(names))  # (case, variable)
    truth = evaluate(formula, dict(zip(names, X.T, strict=True)))
    return from_truth_table(expression.strip(), X.astype(float), np.broadcast_to(truth, len(X)).copy())


def _read(node: ast.expr, expression: str, level: int = 0) -> Formula:
    if level > MAX_LEVELS:
        raise ValueError(
            f"the expression is nested in more than {MAX_LEVELS} levels; give the truth table to "
            "compile_table instead"
        )
    match node:
        case ast.Name(name):
            return Variable(name)
        case ast.Constant(bool() | 0 | 1 as value):
            return Constant(bool(value))
        case ast.UnaryOp(ast.Not() | ast.Invert(), part):
            return Not(_read(part, expression, level + 1))
        case ast.BoolOp(sign, parts):
            return _SIGNS[type(sign)](tuple(_read(part, expression, level + 1) for part in parts))
        case ast.BinOp(_, ast.BitAnd() | ast.BitOr() | ast.BitXor() as sign, _):
            # a ^ b ^ c comes as (a ^ b) ^ c; a chain of one sign is one formula.
            chain: list[ast.expr] = []
            left: ast.expr = node
            while isinstance(left, ast.BinOp) and type(left.op) is type(sign):
                chain.append(left.right)
                left = left.left
            chain = [left, *reversed(chain)]
            return _SIGNS[type(sign)](tuple(_read(part, expression, level + 1) for part in chain))
    raise ValueError(
        f"{ast.unparse(node)!r} in {expression!r} is no logic: there are names, 0 and 1, and, or, not, "
        "xor, & | ~ ^ and parentheses"
    )


def _names(formula: Formula) -> set[str]:
    match formula:
        case Constant():
            return set()
        case Variable(name):
            return {name}
        case Not(part):
            return _names(part)
    return set().union(*(_names(part) for part in formula.parts))
