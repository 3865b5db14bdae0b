"""Where a machine says yes, for a script to paint: cells of the plane as bits, from the top down."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from neurohistory.classifier import HistoricalClassifier
from neurohistory.problems import Problem
from neurohistory.states import side_by_side
from neurohistory.surfaces import surface

__all__ = ["GRID", "HIGH", "LOW", "regions"]

GRID = 40  # cells of the plane along each side
LOW, HIGH = -0.5, 1.5


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
        Bits in base64; empty where they are those of the state before.

    Examples
    --------
    >>> from neurohistory import AND, load, train
    >>> model = load("perceptron")()
    >>> end = train(model, AND.X, AND.target, rng=0).end
    >>> (first, wrong), again = regions(model, AND, [end, end])
    >>> len(base64.b64decode(first)), wrong, again
    (200, [], ('', []))
    """
    half = (HIGH - LOW) / GRID / 2
    middles = (LOW + half, HIGH - half, LOW + half, HIGH - half)
    asked = surface(model, side_by_side(states), problem, middles, GRID)
    cells = np.packbits(asked.scores[:, ::-1].reshape(len(states), -1) > 0, axis=1)
    told = [base64.b64encode(bits.tobytes()).decode("ascii") for bits in cells]
    moved = [text if text != before else "" for before, text in pairwise(["", *told])]
    return [
        (text, np.flatnonzero(wrong).tolist()) for text, wrong in zip(moved, asked.wrong, strict=True)
    ]
