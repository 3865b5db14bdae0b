"""The functions that stand for all in the count of threshold functions, each with a proof.

Renaming and negating inputs does not change whether a threshold unit computes a function, so it is
enough to look at those whose weights would be w_1 >= w_2 >= ... >= w_n >= 0.  Such a function is
*regular*: switch an input on, or move an input that is on to an earlier place that is off, and a yes
stays a yes.  There are few: 27 for four inputs.  Each gets one of two certificates, in whole numbers:

* weights that compute it, by the perceptron rule, started at the function's Chow parameters: how often
  the answer agrees with each input, less how often it does not; or
* two cases of yes and two cases of no with the same sum.  Whatever the weights, both pairs then have
  the same total, and it cannot be twice above the threshold and twice not.  XOR: 01 + 10 = 00 + 11.

That there is always one or the other up to eight inputs was found by enumeration too: S. Muroga,
T. Tsuboi and C. R. Baugh, "Enumeration of threshold functions of eight variables", IEEE Transactions on
Computers C-19 (1970).  We need not rely on it: a function without a certificate would be an error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurohistory.problems.gates import parity

__all__ = ["MOST_INPUTS", "RegularFunctions", "regular_functions"]

Whole = NDArray[np.int64]
Table = NDArray[np.bool_]

MOST_INPUTS = 7
_AT_ONCE = 4096  # functions
_MAX_CORRECTIONS = 100_000


@dataclass(frozen=True, eq=False)
class RegularFunctions:
    """All regular functions of n inputs, each with weights or with the proof that there are none.

    Attributes
    ----------
    cases : ndarray of int, shape (case, input)
        0 and 1, in the order 0...00, 0...01 and so on.
    answers : ndarray of bool, shape (case, function)
    weights : ndarray of int, shape (1 + input, function)
        A bias and weights whose sum is above zero for yes and below zero for no; all zero if there
        are none.
    clash : ndarray of int, shape (4, function)
        Two cases of yes and two of no, by number, with the same sum; all -1 if there are weights.
    """

    cases: Whole
    answers: Table
    weights: Whole
    clash: Whole

    @property
    def threshold(self) -> Table:
        """Which functions a threshold unit computes, shape (function,)."""
        return np.asarray((self.clash < 0).all(axis=0))

    @property
    def chow(self) -> Whole:
        """Agreements less disagreements of the answer with each input, shape (input, function).

        A regular function's do not increase from input to input.  Equal ones belong to inputs that can
        be exchanged, and zeros to inputs that do not matter.
        """
        return np.asarray((2 * self.cases - 1).T @ (2 * self.answers.astype(np.int64) - 1))

    def proved(self) -> Table:
        """For which functions the certificate holds, by multiplication alone, shape (function,)."""
        sums = self.weights[0] + self.cases @ self.weights[1:]  # (case, function)
        computes = np.where(self.answers, sums > 0, sums < 0).all(axis=0)
        said = np.take_along_axis(self.answers, np.maximum(self.clash, 0), axis=0)
        yes, also_yes, no, also_no = self.cases[self.clash]  # (function, input) each
        same_sum = (yes + also_yes == no + also_no).all(axis=1)
        impossible = said[:2].all(axis=0) & ~said[2:].any(axis=0) & same_sum
        return np.asarray(np.where(self.threshold, computes, impossible))


def regular_functions(
    n: int, progress: Callable[[int, int], object] = lambda done, total: None
) -> RegularFunctions:
    """All regular functions of n inputs, with their certificates.

    Parameters
    ----------
    n : int
        Number of inputs, 1 to 7.
    progress : callable, optional
        Called with the number of functions that are done and their total.

    Returns
    -------
    RegularFunctions

    Raises
    ------
    ValueError
        If `n` is out of range.

    Examples
    --------
    >>> found = regular_functions(2)  # FALSE, AND, the first input, OR and TRUE
    >>> found.answers.astype(int)
    array([[0, 0, 0, 0, 1],
           [0, 0, 0, 1, 1],
           [0, 0, 1, 1, 1],
           [0, 1, 1, 1, 1]])
    """
    if n not in range(1, MOST_INPUTS + 1):
        raise ValueError(
            f"threshold functions are counted for 1 to {MOST_INPUTS} inputs (those of more do not fit "
            f"in memory), not {n!r}"
        )
    cases = parity(n).X.astype(np.int64)
    answers = _up_sets(cases)
    total = answers.shape[1]
    weights, clash = [], []
    for first in range(0, total, _AT_ONCE):
        some = answers[:, first : first + _AT_ONCE]
        clash.append(_clashes(cases, some))
        weights.append(_weights(cases, some, wanted=clash[-1][0] < 0))
        progress(first + some.shape[1], total)
    return RegularFunctions(cases, answers, np.hstack(weights), np.hstack(clash))


def _up_sets(cases: Whole) -> Table:
    """The regular functions, shape (case, function), built up case by case from 1...1 down."""
    n = cases.shape[1]
    height = cases.cumsum(axis=1).sum(axis=1)  # one step up adds one
    answers = np.zeros((len(cases), 1), dtype=bool)
    for case in np.argsort(-height):
        free = answers[_one_step_up(case, n)].all(axis=0)  # where yes is allowed, no is as well
        with_yes = answers[:, free]
        with_yes[case] = True
        answers = np.hstack([answers, with_yes])
    return answers[:, np.lexsort(answers)]


def _one_step_up(case: int, n: int) -> list[int]:
    """Cases with the last input switched on, or one that is on moved one place forward."""
    moved = [case ^ (3 << i) for i in range(n - 1) if case >> i & 3 == 1]
    return moved if case & 1 else [*moved, case | 1]


def _clashes(cases: Whole, answers: Table) -> Whole:
    """Two cases of yes and two of no with the same sum, shape (4, function); -1 if there are none."""
    first, second = np.triu_indices(len(cases), 1)
    base = 3 ** np.arange(cases.shape[1])
    total = (cases[first] + cases[second]) @ base  # which sum, as one number
    order = np.argsort(total, kind="stable")
    first, second, total = first[order], second[order], total[order]
    starts = np.flatnonzero(np.r_[True, total[1:] != total[:-1]])  # where a new sum begins
    yes, no = np.packbits(answers, axis=1), np.packbits(~answers, axis=1)  # eight functions a byte
    twice_yes = np.bitwise_or.reduceat(yes[first] & yes[second], starts)  # (sum, byte)
    twice_no = np.bitwise_or.reduceat(no[first] & no[second], starts)
    both = (twice_yes & twice_no).astype(np.uint8)
    clashing = np.unpackbits(both, axis=1, count=answers.shape[1])  # (sum, function)
    found = np.full((4, answers.shape[1]), -1)
    for function in np.flatnonzero(clashing.any(axis=0)):
        pairs = np.flatnonzero(total == total[starts[clashing[:, function].argmax()]])
        said = answers[first[pairs], function], answers[second[pairs], function]
        agreed = pairs[(said[0] & said[1]).argmax()], pairs[(~said[0] & ~said[1]).argmax()]
        found[:, function] = [each[pair] for pair in agreed for each in (first, second)]
    return found


def _weights(cases: Whole, answers: Table, wanted: Table) -> Whole:
    """Bias and weights of the wanted functions, shape (1 + input, function); zero for the others."""
    points = np.column_stack([np.ones(len(cases)), 2.0 * cases - 1])  # (case, 1 + input), -1 and +1
    target = np.where(answers, 1.0, -1.0)
    w = np.where(wanted, points.T @ target, 0)  # the Chow parameters
    left = np.flatnonzero(wanted)
    for _ in range(_MAX_CORRECTIONS):
        signed = target[:, left] * (points @ w[:, left])  # (case, function)
        wrong = signed.min(axis=0) <= 0
        if not wrong.any():
            break
        left, worst = left[wrong], signed[:, wrong].argmin(axis=0)
        w[:, left] += target[worst, left] * points[worst].T
    else:
        raise ArithmeticError(f"no certificate for {len(left)} functions of {cases.shape[1]} inputs")
    # From inputs of -1 and +1 to inputs of 0 and 1, still in whole numbers.
    return np.vstack([w[0] - w[1:].sum(axis=0), 2 * w[1:]]).astype(np.int64)
