"""Functions called in processes of their own, as many at a time as there are processors.

A process that dies takes nothing with it, and one that was started here does not outlive its parent.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from multiprocessing.util import get_temp_dir
from threading import Thread
from types import ModuleType, TracebackType
from typing import Any, NamedTuple, cast

from neurohistory.process import fork_server

__all__ = ["Failed", "Pool"]


class Failed(NamedTuple):
    """What stands in the place of a value that a function could not give, and why."""

    reason: str


class Pool:
    """Processes that call functions of modules; leaving ``with`` by an exception ends them all.

    Parameters
    ----------
    preload : sequence of str, optional
        Modules to import once for all processes, where the system can start them as copies of one.

    Examples
    --------
    >>> with Pool() as pool:
    ...     pool.start("seven", max, (5, 7))
    ...     pool.finished()
    [('seven', 7)]
    """

    def __init__(self, preload: Sequence[str] = ()) -> None:
        self._preload = [fork_server.__name__, *preload]
        self._running: dict[Any, tuple[Hashable, BaseProcess]] = {}

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _, process in self._running.values():
            _kill(process)

    def prepare(self) -> None:
        """Begin with what takes its time before the first function can be called; nobody waits."""
        _ = self._context

    @property
    def has_room(self) -> bool:
        """Whether a processor is free."""
        return len(self._running) < (os.cpu_count() or 1)

    @property
    def is_busy(self) -> bool:
        """Whether anything runs."""
        return bool(self._running)

    def start(self, name: Hashable, function: Callable[..., Any], arguments: Sequence[Any]) -> None:
        """Call a function of a module in a process of its own; its answer goes by this name."""
        ours, theirs = self._context.Pipe(duplex=False)
        process: BaseProcess = self._context.Process(target=_work, args=(function, arguments, theirs))
        with _without_main():
            process.start()
        theirs.close()
        self._running[ours] = name, process

    def finished(self) -> list[tuple[Any, Any]]:
        """Wait for an answer; all that have come, by their names, `Failed` where there is none.

        Where nothing runs, no answer can come, and there are none.
        """
        answers: list[tuple[Any, Any]] = []
        if not self.is_busy:  # waiting for none of all is waiting for ever
            return answers
        for ready in cast(list[Connection], wait(self._running)):
            name, process = self._running.pop(ready)
            try:
                answer = ready.recv()
            except EOFError:
                process.join()
                answer = Failed(f"its process ended with {process.exitcode} before it was done")
            except Exception as error:  # whose class may be a plug-in's
                answer = Failed(f"its answer cannot be read: {type(error).__name__}: {error}")
            process.join()
            answers.append((name, answer))
        return answers

    @cached_property
    def _context(self) -> SpawnContext | ForkServerContext:
        """How to start processes: as copies of one that has done the imports, where that can be."""
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for them; our own NumPy has been loaded
        os.environ["MPLBACKEND"] = "agg"  # a notebook's own may not be installed
        if "forkserver" not in multiprocessing.get_all_start_methods():
            return multiprocessing.get_context("spawn")
        from multiprocessing.forkserver import ensure_running  # not on every system

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(self._preload)
        os.environ[fork_server.SOCKETS] = get_temp_dir()
        # Ctrl-C reaches it too, and until it can ignore that it would say so at length.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            ensure_running()
        finally:  # no other process that is started from here may remove the folder
            del os.environ[fork_server.SOCKETS]
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return context


def _work(function: Callable[..., Any], arguments: Sequence[Any], there: Connection) -> None:
    """Call the function in this process and send its answer, or the reason why there is none.

    The process ends with that, even if a plug-in has left a thread that runs on.
    """
    gc.freeze()  # what it was copied with need not be looked through again
    gc.set_threshold(100_000, 50, 100)  # nor, in so short a life, the rest of it often
    if hasattr(os, "setsid"):  # what it runs is of its group, which Ctrl-C does not reach
        os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # the fork server has ignored it
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        try:
            answer = function(*arguments)
        except Exception as error:
            answer = Failed(f"{type(error).__name__}: {error}")
        try:
            there.send(answer)
        except Exception as error:  # nothing has been sent
            there.send(Failed(f"its answer cannot be sent: {type(error).__name__}: {error}"))
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)


@contextmanager
def _without_main() -> Iterator[None]:
    """Spare a new process the script that began this one, such as MkDocs with all that it loads."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _end_with_parent() -> None:
    """End with the parent, also when that was killed, and take along what this process runs."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        if hasattr(os, "killpg"):
            os.killpg(0, signal.SIGKILL)
        os._exit(1)


def _kill(process: BaseProcess) -> None:
    if hasattr(os, "killpg") and process.pid:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
