"""All Boolean functions of n inputs, each by its number, and which of them are the same in disguise.

The number of a function is its row of answers, to the cases 00...0 to 11...1, read as a binary
number: AND answers 0001 and is number 1, XOR answers 0110 and is number 6.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.problems.gates import TWO_INPUT, from_truth_table, parity
from neurohistory.problems.problem import Problem
from neurohistory.theory.predicates.order import order_of

__all__ = ["all_answers", "function", "kinds", "number_of", "orders"]

Numbers = NDArray[np.int64]

_MAX_INPUTS = 4  # 65,536 functions


def all_answers(n: int) -> NDArray[np.bool_]:
    """The truth tables of all functions, shape (case, function), by number.

    Parameters
    ----------
    n : int
        Number of inputs, 1 to 4.

    Raises
    ------
    ValueError
        If `n` is out of range.

    Examples
    --------
    >>> all_answers(2)[:, 6]
    array([False,  True,  True, False])
    """
    _check_inputs(n)
    numbers = np.arange(2**2**n)
    return (numbers >> np.arange(2**n - 1, -1, -1)[:, None] & 1).astype(bool)


def number_of(answers: ArrayLike) -> Numbers:
    """The numbers of functions from their truth tables; the opposite of `all_answers`.

    Parameters
    ----------
    answers : array of bool, shape (case,) or (case, function)
        At most 32 cases.

    Returns
    -------
    ndarray of int, shape () or (function,)

    Raises
    ------
    ValueError
        If the number of cases is not a power of two up to 32.

    Examples
    --------
    >>> number_of([False, True, True, False])
    array(6)
    """
    table = np.asarray(answers, dtype=bool)
    n_cases = len(table)
    if n_cases not in (1, 2, 4, 8, 16, 32):
        raise ValueError(f"a truth table has 2, 4, 8, 16 or 32 cases, not {n_cases}")
    return np.asarray(np.tensordot(1 << np.arange(n_cases - 1, -1, -1), table, axes=1))


def function(n: int, number: int) -> Problem:
    """The function of n inputs with that number, as a problem.

    Raises
    ------
    ValueError
        If there is no such function.

    Examples
    --------
    >>> function(2, 6), function(3, 0b00010111)
    (Problem(XOR: 0110), Problem(F23: 00010111))
    """
    _check_inputs(n)
    if not 0 <= number < 2**2**n:
        raise ValueError(
            f"the functions of {n} inputs have the numbers 0 to {2**2**n - 1:,}, not {number}"
        )
    if n == 2:
        return list(TWO_INPUT.values())[number]
    truth = (number >> np.arange(2**n - 1, -1, -1) & 1).astype(bool)
    return from_truth_table(f"F{number}", parity(n).X, truth)


def kinds(n: int) -> Numbers:
    """Which functions are the same but for renamed or negated inputs or a negated answer.

    Renaming and negating permutes the functions; those that can be reached from each other are of one
    kind, an NPN class.

    Parameters
    ----------
    n : int
        Number of inputs, 1 to 4.

    Returns
    -------
    ndarray of int, shape (function,)
        The least number among the functions of the same kind.

    Raises
    ------
    ValueError
        If `n` is out of range.

    Examples
    --------
    >>> kinds(2)  # always the same answer, an AND or OR, one input alone, XOR or XNOR
    array([0, 1, 1, 3, 1, 3, 6, 1, 1, 6, 3, 1, 3, 1, 1, 0])
    """
    table = all_answers(n)
    # (case, input): negating input i, or exchanging inputs i and i + 1, reorders the cases.
    cases = parity(n).X.astype(np.int64)
    place = 1 << np.arange(n - 1, -1, -1)
    flips = [(cases ^ (np.arange(n) == i)) @ place for i in range(n)]
    swaps = [cases[:, [*range(i), i + 1, i, *range(i + 2, n)]] @ place for i in range(n - 1)]
    moves = [number_of(~table), *(number_of(table[order]) for order in flips + swaps)]
    least = np.arange(table.shape[1])
    while True:
        before = least
        for move in moves:  # each is its own opposite
            least = np.minimum(least, least[move])
        if (least == before).all():
            return least


def orders(n: int) -> Numbers:
    """The order of every function of n inputs, by number (see `neurohistory.theory.predicates.order`).

    It is the same for all functions of a kind, so one of each is asked.

    Parameters
    ----------
    n : int
        Number of inputs, 1 to 4; for 4 it takes some seconds.

    Returns
    -------
    ndarray of int, shape (function,)

    Raises
    ------
    ValueError
        If `n` is out of range.

    Examples
    --------
    >>> orders(2)
    array([0, 1, 1, 1, 1, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 0])
    """
    representatives, kind = np.unique(kinds(n), return_inverse=True)
    gates = (function(n, int(number)) for number in representatives)
    return np.array([order_of(gate.X, gate.truth).order for gate in gates])[kind]


def _check_inputs(n: int) -> None:
    if n not in range(1, _MAX_INPUTS + 1):
        raise ValueError(f"all functions are listed for 1 to {_MAX_INPUTS} inputs, not {n!r}")
