"""A chunk of a cell as a job that anybody can do, here or elsewhere, and what they hand back."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from time import thread_time
from typing import NamedTuple, TypeAlias

from neurohistory.asking import one_line
from neurohistory.outcomes import Outcomes
from neurohistory.studies.cells import Cell
from neurohistory.studies.chunks import Chunk, run_chunk

__all__ = ["Done", "Job", "Workers", "do", "in_turn"]


class Job(NamedTuple):
    """A chunk to be run."""

    number: int  # that the cell has
    cell: Cell
    chunk: Chunk
    seed: int


class Done(NamedTuple):
    """What came of a job: outcomes, or the reason why there are none."""

    number: int
    chunk: Chunk
    outcomes: Outcomes | None
    seconds: float  # that a processor took
    reason: str = ""

    @classmethod
    def failed(cls, job: Job, reason: str) -> Done:
        """A job that nothing came of."""
        return cls(job.number, job.chunk, None, 0.0, reason)


# Whoever does jobs: hands them back in any order.
Workers: TypeAlias = Callable[[Sequence[Job]], Generator[Done, None, None]]


def do(job: Job) -> Done:
    """Do a job; a model that raises anything has failed at this one alone."""
    began = thread_time()
    try:
        outcomes = run_chunk(job.cell, job.chunk, job.seed)
    except Exception as error:
        return Done.failed(job, one_line(error))
    return Done(job.number, job.chunk, outcomes, thread_time() - began)


def in_turn(jobs: Sequence[Job]) -> Generator[Done, None, None]:
    """Do jobs one after the other in this process, with one thread, as all others do."""
    from threadpoolctl import threadpool_limits

    for job in jobs:
        with threadpool_limits(1):
            done = do(job)
        yield done
