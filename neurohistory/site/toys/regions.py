"""Where a machine says yes, for a script to paint: cells of the plane as runs, from the top down."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.classifier import HistoricalClassifier
from neurohistory.problems import Problem
from neurohistory.states import side_by_side
from neurohistory.surfaces import surface

__all__ = ["GRID", "HIGH", "LOW", "as_runs", "from_runs", "regions"]

GRID = 40  # cells of the plane along each side
LOW, HIGH = -0.5, 1.5

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_MOST = len(_LETTERS) - 1  # and the run goes on


def regions(
    model: HistoricalClassifier[Any], problem: Problem, states: Sequence[Any]
) -> list[tuple[str, list[int]]]:
    """For each state, the cells where it says yes, if they changed, and the examples that it gets wrong.

    Parameters
    ----------
    model : HistoricalClassifier
    problem : Problem
        With two inputs and two classes.
    states : sequence of State
        Each is one learner's.

    Returns
    -------
    list of (str, list of int)
        The cells `as_runs`; empty where they are those of the state before.

    Examples
    --------
    >>> from neurohistory import AND, load, train
    >>> model = load("perceptron")()
    >>> end = train(model, AND.X, AND.target, rng=0).end
    >>> (first, wrong), again = regions(model, AND, [end, end])
    >>> from_runs(first).size == GRID * GRID, wrong, again
    (True, [], ('', []))
    """
    half = (HIGH - LOW) / GRID / 2
    middles = (LOW + half, HIGH - half, LOW + half, HIGH - half)
    asked = surface(model, side_by_side(states), problem, middles, GRID)
    told = [as_runs(cells) for cells in asked.scores[:, ::-1].reshape(len(states), -1) > 0]
    moved = [text if text != before else "" for before, text in pairwise(["", *told])]
    return [
        (text, np.flatnonzero(wrong).tolist()) for text, wrong in zip(moved, asked.wrong, strict=True)
    ]


def as_runs(cells: ArrayLike) -> str:
    """Truths as text: how many say no, how many then say yes, and so on, a letter each.

    The letters are those of base64, from A for 0 to 9 for 61 and + for 62; a slash is 63, and the run
    goes on.  A straight border takes a third of the room of its bits.

    Parameters
    ----------
    cells : array of bool

    Examples
    --------
    >>> as_runs([False] * 3 + [True] * 2), as_runs([True]), as_runs([False] * 70)
    ('DC', 'AB', '/H')
    """
    whole = np.asarray(cells, dtype=bool).ravel()
    ends = np.flatnonzero(np.diff(whole, prepend=False))
    runs = np.diff(ends, prepend=0, append=whole.size)
    return "".join("/" * (run // _MOST) + _LETTERS[run % _MOST] for run in runs.tolist())


def from_runs(text: str) -> NDArray[np.bool_]:
    """The truths again, as the script reads them.

    Parameters
    ----------
    text : str
        What `as_runs` gave.

    Examples
    --------
    >>> from_runs("DC").tolist()
    [False, False, False, True, True]
    """
    cells: list[bool] = []
    yes = False
    for letter in text:
        cells += [yes] * _LETTERS.index(letter)
        yes ^= letter != "/"
    return np.array(cells, dtype=bool)
