"""Chunks of cells that differ in their optimizers' constants alone, run side by side in one array.

A short array costs nearly as much an epoch as a long one.  What comes of each start is the same, to the
last bit, as if its cell had been run alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.activations import ACTIVATIONS
from neurohistory.network.costs import COSTS
from neurohistory.network.initialization import Initialization, get_initialization
from neurohistory.network.optimizers import Optimizer
from neurohistory.network.propagation import Network
from neurohistory.network.rates import suited_optimizer
from neurohistory.outcomes import Outcomes
from neurohistory.studies.cells import Cell
from neurohistory.studies.chunks import Chunk, chunk_length, run_chunk

__all__ = ["carriage", "room", "run_together"]

# Constants that only multiply, so that a number and an array of it give the same bits.
_SINGLY_USED = ("learning_rate", "momentum")

_ANY = Network((1, 1), ACTIVATIONS["logistic"], COSTS["squared_error"])  # given rates need none


def carriage(cell: Cell, chunk: Chunk) -> Hashable:
    """What the chunks of cells that may be run side by side have in common; None if a cell runs alone.

    Examples
    --------
    >>> from neurohistory.studies.cells import make_cells
    >>> rows = [{"problem": "XOR", "learning_rate": rate} for rate in (0.5, 1.0)]
    >>> slow, fast = make_cells("backprop", rows, seed=0)
    >>> carriage(slow, Chunk(0, 100)) == carriage(fast, Chunk(0, 100))
    True
    >>> carriage(slow, Chunk(0, 100)) == carriage(fast, Chunk(100, 900))
    False
    """
    model = cell.model
    parameters = model.get_params(deep=False)
    if not model.optimizer_parameters or parameters.get("batch_size") is not None:
        return None  # batches are drawn while it learns
    if cell.problem.X.dtype != np.float64 or (optimizer := _optimizer(model)) is None:
        return None
    others = {name: each for name, each in parameters.items() if name not in model.optimizer_parameters}
    constants = {
        field.name: getattr(optimizer, field.name)
        for field in fields(optimizer)  # type: ignore[arg-type]
        if field.name not in _SINGLY_USED
    }
    return (
        id(cell.problem),
        chunk,
        type(model),
        type(optimizer),
        tuple(sorted(constants.items())),
        tuple((name, _itself(each)) for name, each in others.items()),
    )


def room(cell: Cell, chunk: Chunk) -> int:
    """How many chunks like this one fit side by side."""
    return max(chunk_length(len(cell.problem.X)) // chunk.n_starts, 1)


def run_together(cells: Sequence[Cell], chunk: Chunk, seed: int) -> Iterator[Outcomes]:
    """What comes of the starts of a chunk in each of these cells, which have a carriage in common.

    Examples
    --------
    >>> from neurohistory.studies.cells import make_cells
    >>> rows = [{"problem": "XOR", "learning_rate": rate} for rate in (0.5, 1.0)]
    >>> cells = make_cells("backprop", rows, seed=0)
    >>> for cell, outcomes in zip(cells, run_together(cells, Chunk(0, 100), seed=0)):
    ...     (outcomes.epochs == run_chunk(cell, Chunk(0, 100), seed=0).epochs).all()
    np.True_
    np.True_
    """
    from sklearn import clone

    first = cells[0]
    optimizers = [found for cell in cells if (found := _optimizer(cell.model)) is not None]
    initialization = get_initialization(first.model.get_params(deep=False)["initialization"])
    model = clone(first.model).set_params(
        optimizer=_side_by_side(optimizers, chunk.n_starts),
        initialization=_repeated(initialization, len(cells)),
        learning_rate=None,
    )
    n_starts = chunk.n_starts
    all_starts = Chunk(chunk.first, n_starts * len(cells))
    epochs, loss = run_chunk(Cell(first.settings, model, first.problem), all_starts, seed)
    for begin in range(0, all_starts.n_starts, n_starts):
        yield Outcomes(epochs[begin : begin + n_starts], loss[begin : begin + n_starts])


def _optimizer(model: HistoricalClassifier[Any]) -> Optimizer | None:
    """The optimizer that the parameters make; None if they leave its rate to the problem."""
    parameters = model.get_params(deep=False)
    which, rate = parameters["optimizer"], parameters["learning_rate"]
    if rate is None and isinstance(which, str):
        return None
    return suited_optimizer(which, _ANY, 1, rate, momentum=parameters["momentum"])


def _side_by_side(optimizers: Sequence[Optimizer], n_starts: int) -> Optimizer:
    """One optimizer whose constants are arrays, a number for each start."""
    first: Any = optimizers[0]
    own = {
        name: np.repeat([getattr(each, name) for each in optimizers], n_starts)
        for name in _SINGLY_USED
        if name in {field.name for field in fields(first)}
    }
    together: Optimizer = replace(first, **own)
    return together


def _repeated(initialization: Initialization, times: int) -> Initialization:
    """The first weights that an initialization draws, so many times side by side."""

    def initialize(sizes: Sequence[int], n_starts: int, rng: np.random.Generator) -> NDArray[np.float64]:
        return np.tile(initialization(sizes, n_starts // times, rng), times)

    return initialize


def _itself(value: object) -> Hashable:
    """A value that equals only its like."""
    return (type(value), value) if isinstance(value, Hashable) else id(value)
