"""Making pages: several at a time, and only those that have changed."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from neurohistory.gallery.cache import Cache, fingerprint, source_of
from neurohistory.gallery.page import Page

__all__ = ["Job", "Production", "produce"]


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
    """The pages that were made, and why others could not be."""

    pages: dict[Job, Page]
    failures: dict[Job, str]


def produce(jobs: Iterable[Job], on_done: Callable[[], None] = lambda: None) -> Production:
    """Make pages, on all processors.

    Parameters
    ----------
    jobs : iterable of Job
    on_done : callable
        Called after each of them.
    """
    cache, production = Cache(), Production({}, {})
    keys = {job: _key(job) for job in jobs}
    for job, key in keys.items():
        if page := cache.get(key):
            production.pages[job] = page
            on_done()
    missing = [job for job in keys if job not in production.pages]
    if missing:
        _make(missing, keys, cache, production, on_done)
        cache.prune()
    return production


def _make(
    jobs: list[Job],
    keys: dict[Job, str],
    cache: Cache,
    production: Production,
    on_done: Callable[[], None],
) -> None:
    workers = ProcessPoolExecutor(
        max_workers=min(len(jobs), os.cpu_count() or 1),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_lead_a_group,
    )
    try:
        running = {workers.submit(make, job): job for job in jobs}
        for done in as_completed(running):
            job = running[done]
            try:
                production.pages[job] = done.result()
                cache.put(keys[job], production.pages[job])
            except Exception as error:
                production.failures[job] = f"{type(error).__name__}: {error}"
            on_done()
        workers.shutdown()
    except BaseException:  # interrupted: no worker, and nothing that a worker runs, lives on
        _kill_workers()
        raise


def _lead_a_group() -> None:
    """A worker and what it runs form a group, which Ctrl-C does not reach; the parent stops it."""
    if hasattr(os, "setsid"):
        os.setsid()


def _kill_workers() -> None:
    for process in multiprocessing.active_children():
        if hasattr(os, "killpg") and process.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()


def make(job: Job) -> Page:
    """Make one page, in this process."""
    match job.kind:
        case "model":
            from neurohistory.gallery.model_page import model_page

            return model_page(job.subject)
        case "scoreboard":
            from neurohistory.gallery.scoreboard_page import scoreboard

            return scoreboard()
        case "timeline":
            from neurohistory.gallery.timeline_page import timeline_table

            return timeline_table()
        case "chapter":
            from neurohistory.gallery.chapters import chapter_page

            return chapter_page(Path(job.subject))
        case "console":
            from neurohistory.gallery.consoles import console

            return console(job.subject)
    raise ValueError(f"no kind of page is called {job.kind!r}")


def _key(job: Job) -> str:
    """The fingerprint of what goes into a page."""
    from neurohistory import catalog

    if job.kind == "chapter":
        return fingerprint(*job, source_of([Path(job.subject)]))
    if job.kind == "model":
        return fingerprint(*job, _source_of_model(job.subject))
    return fingerprint(*job, *(_source_of_model(name) for name in catalog.names()))


def _source_of_model(name: str) -> str:
    import sys

    from neurohistory import catalog

    try:
        module = sys.modules[catalog.load(name).__module__]
    except catalog.ModelError as error:
        return str(error)
    top = sys.modules.get(module.__name__.partition(".")[0], module)
    if top.__name__ == "neurohistory" or not top.__file__:
        return name
    file = Path(top.__file__)
    return source_of([file.parent if file.name == "__init__.py" else file])
