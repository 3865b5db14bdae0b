"""What came of a study: two numbers for each start, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.studies.chunks import Chunk
from neurohistory.studies.study import Study

__all__ = ["FailedChunk", "StudyResult"]


class FailedChunk(NamedTuple):
    """A chunk that could not be run, and why."""

    cell: int  # its number
    chunk: Chunk
    reason: str

    def __str__(self) -> str:
        last = self.chunk.first + self.chunk.n_starts - 1
        return f"cell {self.cell}, starts {self.chunk.first:,} to {last:,}: {self.reason}"


@dataclass(frozen=True, eq=False)
class StudyResult:
    """What came of every start of a study.

    Attributes
    ----------
    study : Study
    epochs : tuple of ndarray of uint16, each of shape (start,)
        For each of ``study.cells`` the epochs that solved the problem, as
        `neurohistory.outcomes.Outcomes` has them.  A cell has fewer starts than the study where chunks
        failed, or have not been run.
    loss : tuple of ndarray of float32, each of shape (start,)
        The loss at the end, NaN where there is none.
    failed : tuple of FailedChunk
    seconds : tuple of float
        Time of a processor that each cell took; not the same twice.
    """

    study: Study
    epochs: tuple[NDArray[np.uint16], ...]
    loss: tuple[NDArray[np.float32], ...]
    failed: tuple[FailedChunk, ...] = ()
    seconds: tuple[float, ...] = ()
