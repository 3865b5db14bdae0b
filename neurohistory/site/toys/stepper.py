"""The stepper: a trace that is walked through on the page, with the line moving as the weights do.

Python works out all there is to see, for any model with two inputs, a stranger's too: what each
presentation gave, the weights after it, and where the machine then says yes.  The script only shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np

from neurohistory.classifier import HistoricalClassifier
from neurohistory.problems import AND, OR, XOR, Problem
from neurohistory.site.toys.loading import toy
from neurohistory.site.toys.regions import GRID, HIGH, LOW, regions
from neurohistory.traces import Presentation, trace
from neurohistory.training import first_state

__all__ = ["MOST_STEPS", "stepper"]

MOST_STEPS = 48  # presentations that can be walked through
MOST_WEIGHTS = 12  # that are listed


def stepper(model: HistoricalClassifier[Any], still: str) -> str:
    """A trace on AND, OR and XOR to be walked through; inside of it what stands there without scripts.

    Parameters
    ----------
    model : HistoricalClassifier
        As it is followed with pencil and paper.
    still : str
        The Markdown of the same trace as a table.
    """
    told = {problem.name: _steps_of(model, problem) for problem in (AND, OR, XOR)}
    return toy("stepper", {"low": LOW, "high": HIGH, "grid": GRID, "problems": told}, still)


def _steps_of(model: HistoricalClassifier[Any], problem: Problem) -> dict[str, Any]:
    """All that is shown of one trace."""
    first = first_state(model, problem.X, problem.target, 1, np.random.default_rng(0), None)
    told = list(islice(trace(model, problem.X, problem.target, rng=0), MOST_STEPS + 1))
    rows = told[:MOST_STEPS]
    names = list(rows[0].after)
    listed = names if len(names) <= MOST_WEIGHTS else []
    return {
        "X": problem.X.tolist(),
        "target": [int(t > 0) for t in problem.target],
        "names": listed,
        "first": [rows[0].before[name] for name in listed],
        "taught": model.taught,
        "ended": len(told) == len(rows),
        "rows": [_as_list(row, listed) for row in rows],
        "answers": regions(model, problem, [first, *(row.state for row in rows)]),
    }


def _as_list(row: Presentation[Any], names: Sequence[str]) -> list[Any]:
    """Epoch, example, net, output, target, and the weights after it."""
    weights = [row.after[name] for name in names]
    return [row.epoch, row.example, row.net, row.output, row.target, weights]
