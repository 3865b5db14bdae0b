"""Tasks done by processes of this machine, as many at a time as are asked for.

A process that dies takes nothing with it but the jobs it had in hand: each of them is tried again by
itself, and one that kills its process three times is given up.  No process outlives the one that
started it, also when that is killed.
"""

from __future__ import annotations

import os
import signal
from collections import Counter, deque
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from os import _exit  # the name in os is another's while a model runs
from threading import Thread
from time import sleep
from typing import Any

from neurohistory.studies.jobs import Done, Job, Task, do

__all__ = ["TRIES", "in_processes"]

TRIES = 3  # that a job has which kills its process
_AHEAD = 2  # jobs for each process that are handed out: it need not wait for the next
_ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM")}


def in_processes(tasks: Sequence[Task], n_processes: int) -> Generator[Done, None, None]:
    """Do tasks in so many processes; their jobs come back as they are done.

    Parameters
    ----------
    tasks : sequence of Task
    n_processes : int
    """
    waiting = deque(tasks)
    while waiting:
        running: dict[Future[list[Done]], Task] = {}
        try:
            yield from _until_one_dies(waiting, running, n_processes)
        except BrokenProcessPool:
            suspects = list(running.values()) or [waiting.popleft()]
            yield from _one_by_one([job for task in suspects for job in task])


def _until_one_dies(
    waiting: deque[Task], running: dict[Future[list[Done]], Task], n_processes: int
) -> Generator[Done, None, None]:
    """Do what waits; what is running when a process dies stays in `running`."""
    executor = _executor(n_processes)
    try:
        while waiting or running:
            while waiting and len(running) < _AHEAD * n_processes:
                running[executor.submit(do, waiting[0])] = waiting[0]
                waiting.popleft()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                found = _answers(future, running[future])
                del running[future]
                yield from found
    finally:
        executor.shutdown(wait=True, kill_workers=True)


def _one_by_one(suspects: list[Job]) -> Generator[Done, None, None]:
    """Do jobs one at a time, so that it is seen which of them kills its process."""
    tries = Counter[int]()
    waiting = list(enumerate(suspects))
    while waiting:
        executor = _executor(1)
        try:
            while waiting:
                number, job = waiting[0]
                found = _answers(executor.submit(do, (job,)), (job,))
                del waiting[0]
                yield from found
        except BrokenProcessPool as error:
            tries[number] += 1
            if tries[number] == TRIES:
                yield Done.failed(job, f"it killed its process {TRIES} times: {_first_line(error)}")
                del waiting[0]
        finally:
            executor.shutdown(wait=True, kill_workers=True)


def _answers(future: Future[list[Done]], task: Task) -> list[Done]:
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception as error:  # it could not be sent there, or its answer back
        reason = f"{type(error).__name__}: {_first_line(error)}"
        return [Done.failed(job, reason) for job in task]


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _executor(n_processes: int) -> Any:
    from joblib.externals.loky import ProcessPoolExecutor

    return ProcessPoolExecutor(
        n_processes, initializer=_begin, initargs=(os.getpid(),), env=_ONE_THREAD, timeout=None
    )


def _begin(parent: int) -> None:
    """Leave Ctrl-C to the parent, use one thread, and end with the parent."""
    from threadpoolctl import threadpool_limits

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threadpool_limits(1)
    if os.name == "posix":  # elsewhere the number of the parent never changes
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        sleep(0.2)
    _exit(1)
