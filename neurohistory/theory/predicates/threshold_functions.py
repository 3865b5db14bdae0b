"""How many Boolean functions can one threshold unit compute?  Counted exactly.

Each regular function that one unit computes (`neurohistory.theory.predicates.regular`) stands for those
that it becomes when inputs are renamed and negated, and their number follows from which inputs are
alike and which do not matter.  The counts are the sequences A000609, A002078, A000617, A001529 and
A001530 of the On-Line Encyclopedia of Integer Sequences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from neurohistory.theory.predicates.functions import number_of
from neurohistory.theory.predicates.regular import regular_functions

__all__ = ["ThresholdCount", "count_threshold_functions", "threshold_functions"]

Whole = NDArray[np.int64]

_MAX_LISTED = 5  # inputs: 94,572 functions


@dataclass(frozen=True)
class ThresholdCount:
    """What `count_threshold_functions` counts.

    Attributes
    ----------
    n : int
        Number of inputs.
    functions : int
        All functions of n inputs: 2 to the power 2^n.
    threshold : int
        Those that one threshold unit computes (OEIS A000609).
    positive : int
        Those that it computes without negative weights (A002078).
    np_classes : int
        Kinds of them, if inputs may be renamed and negated (A000617).
    npn_classes : int
        Kinds of them, if the answer may be negated too (A001529).
    npn_classes_exactly : int
        Kinds of the last sort in which every input matters (A001530).
    regular : int
        Functions that were looked at and proved to be or not to be threshold functions.
    """

    n: int
    functions: int
    threshold: int
    positive: int
    np_classes: int
    npn_classes: int
    npn_classes_exactly: int
    regular: int

    @property
    def fraction(self) -> float:
        """Threshold functions among all functions."""
        return self.threshold / self.functions


def count_threshold_functions(
    n: int, progress: Callable[[int, int], object] = lambda done, total: None
) -> ThresholdCount:
    """Count the functions of n inputs that one threshold unit computes.

    Parameters
    ----------
    n : int
        Number of inputs, 1 to 7.  Up to 6 it takes a moment, 7 some seconds.
    progress : callable, optional
        Called with the number of regular functions that are proved and their total, now and then and
        at the end.

    Returns
    -------
    ThresholdCount

    Raises
    ------
    ValueError
        If `n` is out of range.

    Examples
    --------
    >>> [count_threshold_functions(n).threshold for n in range(1, 6)]
    [4, 14, 104, 1882, 94572]
    """
    regular = regular_functions(n, progress)
    chosen = regular.threshold
    chow, answers = regular.chow[:, chosen], regular.answers[:, chosen]
    arrangements = _arrangements(chow)
    matter = (chow > 0).sum(axis=0)
    # The opposite of f is of the same kind as its dual, not f(not x), which is regular as well.
    self_dual = (answers[::-1] != answers).all(axis=0)
    full = matter == n
    return ThresholdCount(
        n=n,
        functions=2**2**n,
        threshold=int((arrangements << matter).sum()),
        positive=int(arrangements.sum()),
        np_classes=len(full),
        npn_classes=(len(full) + int(self_dual.sum())) // 2,
        npn_classes_exactly=(int(full.sum()) + int((self_dual & full).sum())) // 2,
        regular=regular.answers.shape[1],
    )


def threshold_functions(n: int) -> Whole:
    """The numbers of all functions of n inputs that one threshold unit computes, in rising order.

    Parameters
    ----------
    n : int
        Number of inputs, 1 to 5.

    Returns
    -------
    ndarray of int, shape (function,)
        For the numbers see `neurohistory.theory.predicates.functions`.

    Raises
    ------
    ValueError
        If `n` is out of range.

    Examples
    --------
    >>> sorted(set(range(16)) - set(threshold_functions(2).tolist()))  # XOR and XNOR
    [6, 9]
    """
    if n not in range(1, _MAX_LISTED + 1):
        raise ValueError(f"threshold functions are listed for 1 to {_MAX_LISTED} inputs, not {n!r}")
    regular = regular_functions(n)
    chosen, cases = regular.answers[:, regular.threshold], regular.cases
    place = 1 << np.arange(n - 1, -1, -1)
    found = [
        number_of(chosen[(cases[:, list(renamed)] ^ negated) @ place])
        for renamed in permutations(range(n))
        for negated in cases
    ]
    return np.unique(found)


def _arrangements(chow: Whole) -> Whole:
    """In how many ways the inputs of each function can be renamed, shape (function,)."""
    n = len(chow)
    alike = np.ones_like(chow)  # number of inputs up to here with the same parameter
    for i in range(1, n):
        alike[i] = np.where(chow[i] == chow[i - 1], alike[i - 1] + 1, 1)
    # 1 * 2 * ... * m over each run of m equal ones is m!.
    return np.asarray(factorial(n) // alike.prod(axis=0))
