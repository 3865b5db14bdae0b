"""The questions: logic gates as complete truth tables.

A gate is a Boolean function with all its cases, in the order 00, 01, 10, 11.  Inputs are 0 and 1;
``gate.bipolar`` is the same gate with inputs -1 and +1, as ADALINE's switches gave them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.examples import frozen

__all__ = ["AND", "OR", "TWO_INPUT", "XOR", "Gate", "gate", "parity"]


@dataclass(frozen=True, eq=False)
class Gate:
    """A Boolean function of n inputs as its truth table.

    Parameters
    ----------
    name : str
        What people call it, such as ``"XOR"``.
    X : ndarray of shape (example, feature)
        The inputs, one case a row: 0 and 1, or -1 and +1 in the bipolar view.
    truth : ndarray of bool, shape (example,)
        The answer to each case.

    Examples
    --------
    >>> XOR.y
    array([0, 1, 1, 0])
    >>> XOR.bipolar.X[1]
    array([-1.,  1.])
    """

    name: str
    X: NDArray[np.float64]
    truth: NDArray[np.bool_]

    def __post_init__(self) -> None:
        X, truth = np.asarray(self.X), np.asarray(self.truth)
        if X.ndim != 2 or truth.shape != X.shape[:1] or not X.size:
            raise ValueError(
                f"the gate {self.name!r} has cases of shape {X.shape} and answers of shape "
                f"{truth.shape}; it needs inputs (example, feature) and one answer for each case"
            )
        if X.dtype.kind not in "biuf" or not np.isin(X, (-1, 0, 1)).all() or {-1, 0} <= set(X.flat):
            raise ValueError(
                f"the inputs of the gate {self.name!r} are neither 0 and 1 nor -1 and +1; "
                "a neurohistory.problems.Problem takes any numbers"
            )
        if truth.dtype.kind not in "biuf" or not np.isin(truth, (0, 1)).all():
            raise ValueError(
                f"the answers of the gate {self.name!r} must be True and False, not {truth.tolist()}"
            )
        object.__setattr__(self, "X", frozen(X.astype(np.float64)))
        object.__setattr__(self, "truth", frozen(truth.astype(np.bool_)))

    @property
    def y(self) -> NDArray[np.int64]:
        """The answers as labels 0 and 1, shape (example,), for scikit-learn's ``fit``."""
        return self.truth.astype(np.int64)

    @property
    def target(self) -> NDArray[np.float64]:
        """The answers as -1 and +1, shape (example,): what a model's rule receives."""
        return np.where(self.truth, 1.0, -1.0)

    @property
    def n_inputs(self) -> int:
        """The number of inputs."""
        return int(self.X.shape[1])

    @property
    def coding(self) -> str:
        """What the inputs are: ``"0/1"`` or ``"-1/+1"``."""
        return "-1/+1" if (self.X < 0).any() else "0/1"

    @property
    def bipolar(self) -> Gate:
        """The same function with inputs -1 and +1 in place of 0 and 1."""
        return replace(self, X=np.where(self.X > 0, 1.0, -1.0))

    def __reduce__(self) -> tuple[type[Gate], tuple[Any, ...]]:
        """Copies, and what comes out of a pickle, are made anew, and so nobody can write into them."""
        return type(self), (self.name, self.X, self.truth)

    def __repr__(self) -> str:
        return f"Gate({self.name}: {''.join(str(int(answer)) for answer in self.truth)})"


def _from_answers(name: str, answers: str) -> Gate:
    n = len(answers).bit_length() - 1
    cases = np.array(list(product((0.0, 1.0), repeat=n)))  # (example, feature), 00 first
    return Gate(name, cases, np.array([answer == "1" for answer in answers]))


# All sixteen functions of two inputs a and b; the answers to 00, 01, 10, 11.
TWO_INPUT: Mapping[str, Gate] = MappingProxyType(
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

_MOST_PARITY_INPUTS = 10  # 1,024 cases


def parity(n: int) -> Gate:
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
    Gate(PARITY3: 01101001)
    """
    if not 1 <= n <= _MOST_PARITY_INPUTS:
        raise ValueError(f"parity takes 1 to {_MOST_PARITY_INPUTS} inputs, not {n}")
    return _from_answers(f"PARITY{n}", "".join(str(case.bit_count() % 2) for case in range(2**n)))


def gate(name: str) -> Gate:
    """The gate of that name: one of `TWO_INPUT`, or ``PARITY1`` to ``PARITY10``.

    Upper and lower case are one; so are blanks, hyphens and underscores within the name, and blanks
    around it do not count.

    Raises
    ------
    ValueError
        If there is no such gate; the message lists those there are.

    Examples
    --------
    >>> gate("nand")
    Gate(NAND: 1110)
    """
    wanted = name.strip().upper().replace("-", "_").replace(" ", "_")
    if wanted in TWO_INPUT:
        return TWO_INPUT[wanted]
    if number := re.fullmatch(r"PARITY(0|[1-9][0-9]*)", wanted):
        return parity(int(number[1]))
    raise ValueError(
        f"no gate is called {name!r}; there are {', '.join(TWO_INPUT)} "
        f"and PARITY1 to PARITY{_MOST_PARITY_INPUTS}"
    )
