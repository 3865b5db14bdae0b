"""Logic gates: problems whose examples are all there are.

A gate is a Boolean function with all its cases, in the order 00, 01, 10, 11.  Inputs are 0 and 1;
``XOR.bipolar`` is the same gate with inputs -1 and +1, as ADALINE's switches gave them.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from numbers import Integral
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.problems.problem import Problem

__all__ = [
    "AND",
    "OR",
    "PARITY_SIZES",
    "TWO_INPUT",
    "XOR",
    "all_cases",
    "check_size",
    "from_truth_table",
    "parity",
]

PARITY_SIZES = range(1, 11)  # at most 1,024 cases


def all_cases(n: int) -> NDArray[np.float64]:
    """Every pattern of n bits, one a row, in the order of the numbers that they stand for.

    Examples
    --------
    >>> all_cases(2).tolist()
    [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    """
    return np.array(list(product((0.0, 1.0), repeat=n))).reshape(-1, n)


def from_truth_table(name: str, X: ArrayLike, truth: ArrayLike) -> Problem:
    """A Boolean function as a problem that is complete.

    Parameters
    ----------
    name : str
        What people call it, such as ``"XOR"``.
    X : array of shape (example, feature)
        The inputs, one case a row: 0 and 1, or -1 and +1.
    truth : array of bool, shape (example,), or (example, bit) for several bits
        The answer to each case.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a value is no bit; the message says where it stands.

    Examples
    --------
    >>> from_truth_table("a implies b", all_cases(2), [True, True, False, True])
    Problem(a implies b: 1101)
    >>> from_truth_table("swap", all_cases(2), all_cases(2)[:, ::-1])
    Problem(swap: 4 examples and 0 to test, 2 features, 2 bits)
    """
    try:
        X, truth = np.asarray(X), np.asarray(truth)
    except ValueError:
        raise ValueError(
            f"the truth table of {name!r} has rows of several lengths; give each case as many inputs, "
            "and each answer as many bits"
        ) from None
    if X.ndim != 2 or truth.ndim not in (1, 2) or truth.shape[:1] != X.shape[:1] or not X.size:
        raise ValueError(
            f"the truth table of {name!r} has cases of shape {X.shape} and answers of shape "
            f"{truth.shape}; it needs inputs (example, feature), and for each example one answer or a "
            "row of bits"
        )
    if X.dtype.kind not in "biuf" or not np.isin(X, (-1, 0, 1)).all() or {-1, 0} <= set(X.flat):
        raise ValueError(
            f"the inputs of the truth table of {name!r} are neither 0 and 1 nor -1 and +1; "
            "a neurohistory.problems.Problem takes any numbers"
        )
    if truth.dtype.kind not in "biuf" or not np.isin(truth, (0, 1)).all():
        place = tuple(np.argwhere(~np.isin(truth, (0, 1)))[0].tolist())
        raise ValueError(
            f"answer {', '.join(map(str, place))} of the truth table of {name!r} is "
            f"{truth[place].item()!r}; an answer is True or False"
        )
    return Problem(
        name,
        X.astype(np.float64),
        np.where(truth, 1.0, -1.0),
        targets="classes" if truth.ndim == 1 else "bits",
        complete=True,
    )


def check_size(name: str, of_what: str, n: int, sizes: range) -> None:
    """Refuse a size that a family of problems does not come in.

    Raises
    ------
    TypeError
        If it is no whole number.
    ValueError

    Examples
    --------
    >>> check_size("parity", "inputs", 11, PARITY_SIZES)
    Traceback (most recent call last):
        ...
    ValueError: parity takes 1 to 10 inputs, not 11
    """
    if isinstance(n, bool) or not isinstance(n, Integral):
        raise TypeError(f"{name} takes a whole number of {of_what}, not {n!r}")
    if n not in sizes:
        raise ValueError(f"{name} takes {sizes[0]} to {sizes[-1]} {of_what}, not {n}")


def _from_answers(name: str, answers: str) -> Problem:
    n_inputs = len(answers).bit_length() - 1
    return from_truth_table(name, all_cases(n_inputs), [answer == "1" for answer in answers])


# All sixteen functions of two inputs a and b; the answers to 00, 01, 10, 11.
TWO_INPUT: Mapping[str, Problem] = MappingProxyType(
    {
        name: _from_answers(name, answers)
        for name, answers in {
            "FALSE": "0000",
            "AND": "0001",
            "A_AND_NOT_B": "0010",
            "A": "0011",
            "B_AND_NOT_A": "0100",
            "B": "0101",
            "XOR": "0110",
            "OR": "0111",
            "NOR": "1000",
            "XNOR": "1001",
            "NOT_B": "1010",
            "A_OR_NOT_B": "1011",
            "NOT_A": "1100",
            "B_OR_NOT_A": "1101",
            "NAND": "1110",
            "TRUE": "1111",
        }.items()
    }
)

AND = TWO_INPUT["AND"]
OR = TWO_INPUT["OR"]
XOR = TWO_INPUT["XOR"]


def parity(n: int) -> Problem:
    """Is the number of ones odd?  For n = 2 this is XOR.

    Parameters
    ----------
    n : int
        Number of inputs, 1 to 10.

    Raises
    ------
    ValueError
        If `n` is out of range.

    Examples
    --------
    >>> parity(3)
    Problem(PARITY3: 01101001)
    """
    check_size("parity", "inputs", n, PARITY_SIZES)
    return _from_answers(f"PARITY{n}", "".join(str(case.bit_count() % 2) for case in range(2**n)))
