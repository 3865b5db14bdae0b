"""A chunk of a cell as a job that anybody can do, here or elsewhere, and what they hand back."""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Sequence
from time import thread_time
from typing import NamedTuple, TypeAlias

from neurohistory.asking import one_line
from neurohistory.outcomes import Outcomes
from neurohistory.studies.cells import Cell
from neurohistory.studies.chunks import Chunk, run_chunk
from neurohistory.studies.riding import carriage, room, run_together

__all__ = ["Done", "Job", "Task", "Workers", "do", "in_turn", "tasks"]


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


# Jobs that are done side by side, in one array; most are alone.
Task: TypeAlias = tuple[Job, ...]

# Whoever does tasks: hands the jobs back in any order.
Workers: TypeAlias = Callable[[Sequence[Task]], Generator[Done, None, None]]


def tasks(jobs: Sequence[Job]) -> list[Task]:
    """The jobs, those together that can be done side by side, as far as there is room."""
    together: dict[Hashable, list[Job]] = {}
    for job in jobs:
        shared = carriage(job.cell, job.chunk)
        together.setdefault((job.number, job.chunk) if shared is None else shared, []).append(job)
    return [
        tuple(some[begin : begin + width])
        for some in together.values()
        for width in (room(some[0].cell, some[0].chunk),)
        for begin in range(0, len(some), width)
    ]


def do(task: Task) -> list[Done]:
    """Do a task; a model that raises anything has failed at this job alone."""
    if len(task) == 1:
        return [_alone(task[0])]
    began = thread_time()
    try:
        found = list(run_together([job.cell for job in task], task[0].chunk, task[0].seed))
    except Exception:  # whose it was is seen when each is alone
        return [_alone(job) for job in task]
    each = (thread_time() - began) / len(task)
    return [Done(job.number, job.chunk, it, each) for job, it in zip(task, found, strict=True)]


def _alone(job: Job) -> Done:
    began = thread_time()
    try:
        outcomes = run_chunk(job.cell, job.chunk, job.seed)
    except Exception as error:
        return Done.failed(job, one_line(error))
    return Done(job.number, job.chunk, outcomes, thread_time() - began)


def in_turn(tasks: Sequence[Task]) -> Generator[Done, None, None]:
    """Do tasks one after the other in this process, with one thread, as all others do."""
    from threadpoolctl import threadpool_limits

    for task in tasks:
        with threadpool_limits(1):
            found = do(task)
        yield from found
