"""Chunks: starts that are run together, with a seed of their own.

Where a chunk begins and ends depends on the problem alone, and what it draws on the study's seed and
its first start.  So the first starts of a study are the same however many there are, whoever runs them
and in whatever order; and cells whose models begin alike begin with the same weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from neurohistory.outcomes import Outcomes, outcomes
from neurohistory.studies.cells import Cell

__all__ = ["Chunk", "chunk_length", "chunks", "run_chunk"]

_FIRST = 100  # starts of the first chunk: a look at a study costs little
_LONGEST, _SHORTEST = 10_000, 10
_STARTS = 0  # the kind of numbers that are drawn from a seed; those of `grid` are 1
_ANSWERS = 2**17  # that a unit gives to all examples, in memory at once


class Chunk(NamedTuple):
    """Some starts of a cell that are run together."""

    first: int
    n_starts: int


def chunk_length(n_examples: int) -> int:
    """How many starts are run together at most: a power of ten, less with more examples.

    Examples
    --------
    >>> chunk_length(4), chunk_length(300), chunk_length(1347)
    (10000, 100, 10)
    """
    length = _LONGEST
    while length * n_examples > _ANSWERS and length > _SHORTEST:
        length //= 10
    return length


def chunks(n_starts: int, length: int) -> Iterator[Chunk]:
    """The chunks that hold so many starts, the last of them whole.

    They end at 100, 1,000 and so on up to the length, and then at its multiples, so that the usual
    numbers of starts are made of whole ones.

    Examples
    --------
    >>> [chunk.n_starts for chunk in chunks(20_000, 10_000)]
    [100, 900, 9000, 10000]
    """
    first = 0
    while first < n_starts:
        end = min(max(10 * first, _FIRST), length) if first < length else first + length
        yield Chunk(first, end - first)
        first = end


def run_chunk(cell: Cell, chunk: Chunk, seed: int) -> Outcomes:
    """What comes of the starts of a chunk.

    Examples
    --------
    >>> from neurohistory.studies.cells import make_cells
    >>> (cell,) = make_cells("perceptron", [{"problem": "AND"}], seed=0)
    >>> bool(run_chunk(cell, Chunk(0, 100), seed=0).solved.all())
    True
    """
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(_STARTS, chunk.first)))
    problem = cell.problem
    return outcomes(
        cell.model, problem.X, problem.target, n_starts=chunk.n_starts, rng=rng, targets=problem.targets
    )
