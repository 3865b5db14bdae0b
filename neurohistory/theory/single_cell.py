"""What one cell of 1943 can compute, and the wiring that comes nearest.

Its inputs are on or off, its endings are counted, and one active inhibitory ending is enough to keep it
silent.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from neurohistory.theory.expectation import Expectation, Verdict, expect_linear

__all__ = ["VETO", "best_wiring", "expect_single_cell", "wirings_by_mistakes"]

VETO = -1  # in a wiring: an inhibitory ending
_MAX_SEARCHED_AT_ONCE = 4  # inputs; beyond, the wiring is improved input by input


def expect_single_cell(on: NDArray[np.bool_], target: NDArray[np.floating]) -> Expectation:
    """What is expected of one cell that is wired as well as can be.

    Parameters
    ----------
    on : ndarray of bool, shape (example, input)
        Which inputs are active.
    target : ndarray of -1 and +1, shape (example,)

    Examples
    --------
    >>> from neurohistory.problems.gates import TWO_INPUT
    >>> [expect_single_cell(TWO_INPUT[name].X > 0, TWO_INPUT[name].target).verdict.value
    ...  for name in ("AND", "NOR", "XOR")]
    ['solves', 'cannot', 'cannot']
    """
    line, truth = expect_linear(on.astype(target.dtype), target), target > 0
    if line.verdict is not Verdict.SOLVES:
        return line
    n = on.shape[1]
    if n > _MAX_SEARCHED_AT_ONCE or len(np.unique(on, axis=0)) != len(on) or len(on) != 2**n:
        return Expectation(Verdict.OPEN, "theory speaks of whole truth tables of few inputs")
    if truth[~on.any(axis=1)].any():
        return Expectation(Verdict.CANNOT, "silence in is silence out")
    # An input that is on in no case of yes may as well veto; the others can only excite.
    exciting = on[truth].any(axis=0)
    quiet = ~on[:, ~exciting].any(axis=1)
    less, more = np.nonzero((on[quiet][:, None] <= on[quiet]).all(axis=2))
    if (truth[quiet][less] & ~truth[quiet][more]).any():
        return Expectation(Verdict.CANNOT, "an input would have to excite and to inhibit the same cell")
    return Expectation(Verdict.SOLVES, "a line with excitatory weights separates what the vetoes leave")


def best_wiring(on: NDArray[np.bool_], truth: NDArray[np.bool_]) -> tuple[NDArray[np.int64], int]:
    """Endings of each input and the threshold, with the fewest wrong answers; the simplest among equals.

    Up to four inputs all wirings are tried; beyond, the endings of one input at a time are changed for
    as long as that helps.

    Parameters
    ----------
    on : ndarray of bool, shape (example, input)
        Which inputs are active.
    truth : ndarray of bool, shape (example,)
        Whether the cell is to fire.

    Returns
    -------
    endings : ndarray of int, shape (input,)
        How many excitatory ones each input has; `VETO` for an inhibitory one.
    threshold : int

    Examples
    --------
    >>> on = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=bool)
    >>> best_wiring(on, on.all(axis=1))
    (array([1, 1]), 2)
    """
    n_inputs = on.shape[1]
    if n_inputs <= _MAX_SEARCHED_AT_ONCE:
        return _fewest_mistakes(_all_wirings(n_inputs), on, truth)[1:]
    choices = _choices(n_inputs)
    # From no endings at all, and from one on every input: neither start leads everywhere.
    climbs = [_improve(np.full(n_inputs, number), choices, on, truth) for number in (0, 1)]
    return min(climbs, key=lambda climb: climb[0])[1:]


def _improve(
    endings: NDArray[np.int64],
    choices: list[int],
    on: NDArray[np.bool_],
    truth: NDArray[np.bool_],
) -> tuple[int, NDArray[np.int64], int]:
    """Change one input at a time for as long as that helps: (mistakes, endings, threshold)."""
    best = _fewest_mistakes(endings[None], on, truth)
    while True:
        before = best[0]
        for i in range(len(endings)):
            trials = np.repeat(best[1][None], len(choices), axis=0)
            trials[:, i] = choices
            found = _fewest_mistakes(trials, on, truth)
            best = min(best, found, key=lambda wiring: wiring[0])
        if best[0] == before:
            return best


def _n_endings(wiring: tuple[int, ...]) -> int:
    return sum(abs(number) for number in wiring)


def wirings_by_mistakes(on: NDArray[np.bool_], truth: NDArray[np.bool_]) -> list[int]:
    """How many wirings and thresholds make 0, 1, 2, ... mistakes, of all that `best_wiring` tries.

    Parameters
    ----------
    on : ndarray of bool, shape (example, input)
        Up to four inputs.
    truth : ndarray of bool, shape (example,)

    Examples
    --------
    >>> on = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=bool)
    >>> wirings_by_mistakes(on, on.any(axis=1) & ~on.all(axis=1))
    [0, 11, 64, 5, 0]
    """
    if on.shape[1] > _MAX_SEARCHED_AT_ONCE:
        raise ValueError(
            f"there are too many wirings of {on.shape[1]} inputs to try all; take 4 at most"
        )
    mistakes = _mistakes(_all_wirings(on.shape[1]), on, truth)
    return list(map(int, np.bincount(mistakes.ravel(), minlength=len(on) + 1)))


def _choices(n_inputs: int) -> list[int]:
    """What one input may have: no ending, some excitatory ones, or a veto; simple ones first."""
    return [0, *range(1, max(3, n_inputs)), VETO]


def _all_wirings(n_inputs: int) -> NDArray[np.int64]:
    return np.array(sorted(product(_choices(n_inputs), repeat=n_inputs), key=_n_endings))


def _mistakes(
    wirings: NDArray[np.int64], on: NDArray[np.bool_], truth: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Wrong answers, shape (wiring, threshold); the first threshold is 1."""
    excited = on @ np.maximum(wirings, 0).T  # (example, wiring)
    vetoed = on @ (wirings == VETO).T.astype(int) > 0
    excited[vetoed] = 0  # below every threshold
    thresholds = np.arange(1, excited.max(initial=0) + 2)
    fires = excited[:, :, None] >= thresholds  # (example, wiring, threshold)
    return np.asarray((fires != truth[:, None, None]).sum(axis=0))


def _fewest_mistakes(
    wirings: NDArray[np.int64], on: NDArray[np.bool_], truth: NDArray[np.bool_]
) -> tuple[int, NDArray[np.int64], int]:
    """The first wiring and threshold with the fewest mistakes: (mistakes, endings, threshold)."""
    mistakes = _mistakes(wirings, on, truth)
    wiring, threshold = np.unravel_index(mistakes.argmin(), mistakes.shape)
    return int(mistakes.min()), wirings[wiring], int(threshold) + 1
