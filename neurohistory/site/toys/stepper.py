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
from neurohistory.report.rows import ends_of_batches
from neurohistory.site.kinds.wires import layers_of
from neurohistory.site.toys.loading import toy
from neurohistory.site.toys.regions import GRID, HIGH, LOW, regions
from neurohistory.site.toys.unit_maps import CELLS, unit_maps
from neurohistory.traces import Presentation, trace
from neurohistory.training import first_state

__all__ = ["MOST_STEPS", "stepper"]

MOST_STEPS = 48  # presentations that can be walked through
MOST_WEIGHTS = 15  # that are listed: those of two hidden layers of two units


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
    rows, ends = told[:MOST_STEPS], ends_of_batches(told)
    names = list(rows[0].after)
    listed = names if len(names) <= MOST_WEIGHTS else []
    states = _states(first, rows, ends)
    network = _network(model, listed, rows, states)
    return {
        "X": problem.X.tolist(),
        "target": [int(t > 0) for t in problem.target],
        "names": listed,
        "first": [_short(rows[0].before[name]) for name in listed],
        "taught": model.taught,
        "ended": len(told) == len(rows),
        **network,
        "rows": [
            _as_list(row, end, listed, network.get("workings", []))
            for row, end in zip(rows, ends, strict=False)
        ],
        "answers": regions(model, problem, states),
    }


def _states(first: Any, rows: Sequence[Presentation[Any]], ends: Sequence[bool]) -> list[Any]:
    """At first and after each presentation; what learns all cases together moves after the last."""
    states = [first]
    for row, end in zip(rows, ends, strict=False):
        states.append(row.state if end else states[-1])
    return states


def _network(
    model: HistoricalClassifier[Any],
    listed: Sequence[str],
    rows: Sequence[Presentation[Any]],
    states: Sequence[Any],
) -> dict[str, Any]:
    """If the weights are those of a network, its layers, as places in their list, workings and maps."""
    layers = layers_of({name: float(place) for place, name in enumerate(listed)})
    if layers is None:
        return {}
    places = [layer.astype(int).tolist() for layer in layers]
    maps = unit_maps(model, states)
    inner = {"map_grid": CELLS, "maps": maps} if maps[0] else {}
    return {"layers": places, "workings": [*rows[0].workings], **inner}


def _as_list(
    row: Presentation[Any], end: bool, names: Sequence[str], workings: Sequence[str]
) -> list[Any]:
    """Epoch, example, net, output, target, the weights after it, and the workings, to six digits."""
    weights = row.after if end else row.before
    return [
        row.epoch,
        row.example,
        *map(_short, (row.net, row.output, row.target)),
        [_short(weights[name]) for name in names],
        [_short(row.workings[name]) for name in workings],
    ]


def _short(value: float) -> float:
    return float(f"{value:.6g}")
