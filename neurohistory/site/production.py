"""Making pages: several at a time, and only those that have changed."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import distributions
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from multiprocessing.util import get_temp_dir
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple, cast

from neurohistory import catalog
from neurohistory.site import fork_server
from neurohistory.site.cache import Cache, fingerprint, source_of
from neurohistory.site.page import Page

__all__ = ["Job", "Production", "Progress", "installed", "models_fingerprints", "page_of", "produce"]

_SLOW_IMPORTS = [
    "neurohistory.site.fork_server",
    "matplotlib.pyplot",
    "scipy.stats",
    "sklearn.datasets",
    "sklearn.svm",
    "neurohistory.cli",
    "neurohistory.site.chapters",
    "neurohistory.site.model_page",
]

Progress = Callable[[int, int], None]


class Job(NamedTuple):
    """What to make: a kind of page, and which one.

    `subject` is a model's name, a chapter's path or a command line.
    """

    kind: str
    subject: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}".rstrip()


@dataclass
class Production:
    """The pages that were made, why others could not be, and what stopped nothing."""

    pages: dict[Job, Page]
    failures: dict[Job, str]
    notes: list[str] = field(default_factory=list)


def produce(jobs: Iterable[Job], progress: Progress = lambda done, total: None) -> Production:
    """Make pages, on all processors.

    Parameters
    ----------
    jobs : iterable of Job
    progress : callable, optional
        Told after each of them how many are done, and how many there are.
    """
    store, production = Cache(), Production({}, {})
    sources = dict(zip(catalog.names(), models_fingerprints(), strict=True))
    keys = {job: _key(job, sources) for job in jobs}
    for job, key in keys.items():
        if page := store.get(key):
            production.pages[job] = page
    missing = [job for job in keys if job not in production.pages]
    progress(len(production.pages), len(keys))
    for job, made in _make(missing):
        if isinstance(made, Page):
            production.pages[job] = made
            try:
                store.put(keys[job], made)
            except OSError as error:  # it only costs time
                production.notes = [
                    f"pages cannot be kept in {str(store.folder)!r} for the next time: "
                    f"{error.strerror}; set NEUROHISTORY_CACHE to another folder"
                ]
        else:
            production.failures[job] = made
        progress(len(production.pages) + len(production.failures), len(keys))
    if missing:
        store.prune()
    return production


def page_of(job: Job) -> Page:
    """One page.

    Raises
    ------
    RuntimeError
        If it cannot be made.
    """
    production = produce([job])
    if job in production.failures:
        raise RuntimeError(production.failures[job])
    return production.pages[job]


def _make(jobs: list[Job]) -> Iterator[tuple[Job, Page | str]]:
    """Make each page in a process of its own, as many at a time as there are processors.

    Yields
    ------
    job : Job
    made : Page, or str
        The page, or the reason why there is none.
    """
    context = _context()
    waiting, running = list(reversed(jobs)), dict[Any, tuple[Job, BaseProcess]]()
    try:
        while waiting or running:
            while waiting and len(running) < (os.cpu_count() or 1):
                job = waiting.pop()
                ours, theirs = context.Pipe(duplex=False)
                process: BaseProcess = context.Process(target=_work, args=(job, theirs))
                process.start()
                theirs.close()
                running[ours] = job, process
            for ready in cast(list[Connection], wait(running)):
                job, process = running.pop(ready)
                try:
                    made: Page | str = ready.recv()
                except EOFError:
                    process.join()
                    made = f"its process ended with {process.exitcode} before the page was made"
                process.join()
                yield job, made
    except BaseException:  # interrupted: no process, and nothing that it runs, lives on
        for _, process in running.values():
            _kill(process)
        raise


def _context() -> SpawnContext | ForkServerContext:
    """How to start processes: as copies of one that has done the slow imports, where that can be."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for them; our own NumPy has been loaded
    os.environ["MPLBACKEND"] = "agg"  # a notebook's own may not be installed
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing.forkserver import ensure_running  # not on every system

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_SLOW_IMPORTS)
    os.environ[fork_server.SOCKETS] = get_temp_dir()
    try:
        ensure_running()
    finally:  # no other process that is started from here may remove the folder
        del os.environ[fork_server.SOCKETS]
    return context


def _work(job: Job, there: Connection) -> None:
    """Make a page in this process and send it, or the reason why not.

    The process ends with that, even if a plug-in has left a thread that runs on.
    """
    gc.freeze()  # what it was copied with need not be looked through again
    if hasattr(os, "setsid"):  # what it runs is of its group, which Ctrl-C does not reach
        os.setsid()
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        made: Page | str = make(job)
    except Exception as error:
        made = f"{type(error).__name__}: {error}"
    try:
        there.send(made)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)


def _end_with_parent() -> None:
    """A build that was killed leaves no page being made, and nothing that it runs."""
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


def make(job: Job) -> Page:
    """Make one page, in this process."""
    match job.kind:
        case "model":
            from neurohistory.site.model_page import model_page

            return model_page(job.subject)
        case "scoreboard":
            from neurohistory.site.scoreboard_page import model_rows

            return model_rows(job.subject)
        case "timeline":
            from neurohistory.site.timeline_page import timeline_table

            return timeline_table()
        case "chapter":
            from neurohistory.site.chapters import run_chapter

            return run_chapter(Path(job.subject)).page
        case "console":
            from neurohistory.site.consoles import console

            return console(job.subject)
    raise ValueError(f"no kind of page is called {job.kind!r}")


def _key(job: Job, sources: dict[str, str]) -> str:
    """The fingerprint of what goes into a page."""
    if job.kind == "chapter":
        return fingerprint(*job, source_of([Path(job.subject)]))
    if job.kind in ("model", "scoreboard"):
        return fingerprint(*job, sources[job.subject])
    return fingerprint(*job, *sources, *sources.values())


def models_fingerprints() -> list[str]:
    """What each installed model is made from, in the order of `catalog.names`, its name included."""
    return [fingerprint(name, _source_of_model(name)) for name in catalog.names()]


def _source_of_model(name: str) -> str:
    """The class that a model is, and the source of its package; ours goes into every page anyway.

    What a package from elsewhere leans on in turn is not known: the versions of all that is installed
    stand for it.
    """
    try:
        model = catalog.load(name)
    except catalog.ModelError as error:
        return str(error)
    path = f"{model.__module__}.{model.__qualname__}"
    top = path.partition(".")[0]
    if top == "neurohistory":
        return path
    # A package that several distributions share has no file of its own; the module has.  A class may
    # name a module that is not there.
    modules = [sys.modules.get(name) for name in (top, model.__module__)]
    file = next((Path(found) for m in modules if (found := getattr(m, "__file__", None))), None)
    if file is None or not file.is_file():
        return "\n".join([path, *installed()])
    return "\n".join(
        [path, source_of([file.parent if file.name == "__init__.py" else file]), *installed()]
    )


@cache
def installed() -> list[str]:
    """All distributions with their versions."""
    return sorted({f"{found.name} {found.version}" for found in distributions()})
