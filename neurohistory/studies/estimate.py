"""How long a study would take and how much memory, found out by a few epochs of some of its starts."""

from __future__ import annotations

from time import process_time
from typing import NamedTuple

from sklearn import clone

from neurohistory.checks import most_epochs_of
from neurohistory.studies.cells import Cell
from neurohistory.studies.chunks import Chunk, run_chunk
from neurohistory.studies.memory import of_chunk
from neurohistory.studies.plan import Plan
from neurohistory.studies.study import Study

__all__ = ["Cost", "estimate"]

_CELLS = 8  # that are tried, of those that there are
_FEW, _MORE = 2, 6  # epochs


class Cost(NamedTuple):
    """What a study takes at most, about.

    Attributes
    ----------
    seconds : float
        The time of a processor.  Starts that are solved are done sooner.
    memory : int
        The bytes of each process.
    """

    seconds: float
    memory: int


def estimate(study: Study, found: Plan) -> Cost:
    """What the chunks that are missing take; some of them are tried for a few epochs.

    Examples
    --------
    >>> from neurohistory.studies.plan import plan
    >>> study = Study("backprop", "XOR", grid={"momentum": [0.0, 0.9]}, starts=1000)
    >>> 0 < estimate(study, plan(study)).seconds < 60
    True
    """
    missing: dict[int, list[Chunk]] = {}
    for each in found.missing:
        missing.setdefault(each.place.number, []).append(each.place.chunk)
    numbers = list(missing)[:: -(-len(missing) // _CELLS) or 1]
    tried = {n: (max(missing[n], key=lambda chunk: chunk.n_starts), study.cells[n]) for n in numbers}
    seconds = {
        n: _seconds(cell, chunk, study.seed) / chunk.n_starts for n, (chunk, cell) in tried.items()
    }
    mean = sum(seconds.values()) / max(len(seconds), 1)
    return Cost(
        sum(
            seconds.get(number, mean) * chunk.n_starts
            for number, chunks in missing.items()
            for chunk in chunks
        ),
        max((of_chunk(cell, chunk) for chunk, cell in tried.values()), default=0),
    )


def _seconds(cell: Cell, chunk: Chunk, seed: int) -> float:
    """What a chunk takes if none of its starts is done before the last epoch."""
    most = most_epochs_of(cell.model)
    if most is None or most <= _MORE or "max_epochs" not in cell.model.get_params(deep=False):
        return _timed(cell, chunk, seed)
    few, more = (
        _timed(
            Cell(cell.settings, clone(cell.model).set_params(max_epochs=n), cell.problem), chunk, seed
        )
        for n in (_FEW, _MORE)
    )
    return few + max(more - few, 0.0) * (most - _FEW) / (_MORE - _FEW)


def _timed(cell: Cell, chunk: Chunk, seed: int) -> float:
    began = process_time()
    try:
        run_chunk(cell, chunk, seed)
    except Exception:  # it will fail when it is run, and be recorded
        return 0.0
    return process_time() - began
