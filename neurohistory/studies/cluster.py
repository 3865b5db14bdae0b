"""Tasks done by the workers of a Dask cluster, on as many machines as it has.

The workers need this package in the same versions, and no disk in common: what they find comes back
to the process that asked, which alone writes it down.  Dask runs the jobs of a worker that dies on
another one, and gives up a job that has killed several.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Sequence
from contextlib import closing
from importlib.metadata import version
from typing import Any

from neurohistory.asking import one_line
from neurohistory.studies.jobs import Done, Job, Task, do
from neurohistory.studies.provenance import LIBRARIES

__all__ = ["SchedulerError", "on_cluster"]

_PATIENCE = 10  # seconds to wait for the scheduler, and for its first worker
_AHEAD = 4  # parcels for each thread of the cluster that are handed out: a window, and not all
_MOST_AT_ONCE = 16  # tasks of a parcel: a scheduler takes some milliseconds for each parcel


class SchedulerError(OSError):
    """The cluster is not there, or cannot do these tasks."""


def on_cluster(tasks: Sequence[Task], address: str) -> Generator[Done, None, None]:
    """Do tasks on a cluster; their jobs come back as they are done.

    Parameters
    ----------
    tasks : sequence of Task
    address : str
        The address of the scheduler, such as ``"tcp://192.168.0.2:8786"``.

    Raises
    ------
    SchedulerError
        If there is no scheduler at the address, no worker, or one with other versions.
    """
    with closing(_client(address)) as client:
        yield from _in_a_window(client, tasks)


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise SchedulerError(
            f"a scheduler needs Dask, which is not installed ({error}); pip install 'neurohistory[dask]'"
        ) from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise SchedulerError(
            f"no scheduler answers at {address!r} ({str(error).splitlines()[0]}); start one by `dask "
            "scheduler`, and give the address that it prints"
        ) from None
    try:
        _check_workers(client, address)
    except BaseException:
        client.close()
        raise
    return client


def _check_workers(client: Any, address: str) -> None:
    """Refuse a cluster without workers, or with other versions than ours, which give other bytes."""
    from distributed import TimeoutError as TooLate

    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TooLate:
        raise SchedulerError(
            f"the scheduler at {address!r} has no worker; start one by `dask worker {address}`"
        ) from None
    here = _versions()
    for worker, there in client.run(_versions).items():
        for name, number in here.items():
            if there[name] != number:
                raise SchedulerError(
                    f"the worker {worker} has {name} {there[name]}, and here is {number}; "
                    "install the same"
                )


def _versions() -> dict[str, str]:
    return {name: version(name) for name in LIBRARIES}


def _in_a_window(client: Any, tasks: Sequence[Task]) -> Generator[Done, None, None]:
    """Hand out a few parcels at a time; jobs of those that fail are handed out one by one in the end.

    Dask blames all that a worker had in hand when it died, so that a job which kills workers is known
    only when nothing else runs.
    """
    from distributed import as_completed

    n_threads = max(sum(client.nthreads().values()), 1)
    at_once = min(max(len(tasks) // (_AHEAD * n_threads), 1), _MOST_AT_ONCE)
    waiting = deque(tasks[n : n + at_once] for n in range(0, len(tasks), at_once))
    running: dict[Any, Sequence[Task]] = {}
    suspects: list[Job] = []
    arriving = as_completed(loop=client.loop)

    def hand_out() -> None:
        parcel = waiting.popleft()
        future = client.submit(_do_all, parcel, pure=False)
        running[future] = parcel
        arriving.add(future)

    while waiting and len(running) < _AHEAD * n_threads:
        hand_out()
    for future in arriving:
        parcel = running.pop(future)
        if waiting:
            hand_out()
        found = _answers(future)
        if isinstance(found, Exception):
            suspects += [job for task in parcel for job in task]
        else:
            yield from found
    for job in suspects:
        found = _answers(client.submit(_do_all, [(job,)], pure=False))
        if isinstance(found, Exception):
            yield Done.failed(job, one_line(found))
        else:
            yield from found


def _answers(future: Any) -> list[Done] | Exception:
    """What came of a parcel, or what became of it."""
    try:
        answers: list[Done] = future.result()
    except Exception as error:
        return error
    finally:
        future.release()
    return answers


def _do_all(tasks: Sequence[Task]) -> list[Done]:
    """Do a few tasks on a worker, with one thread for each."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)
    return [done for task in tasks for done in do(task)]
