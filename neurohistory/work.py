"""Work that is done once: tasks with a fingerprint, in processes of their own, kept for the next time.

A task is a function of a module with its arguments, the tasks whose answers it takes, and what else its
answer depends on.  The files that it reads, modules of ours among them, nobody need list: they are seen
while it is done.  The list is kept under the fingerprint of the task, and the answer under that of the
task and these files as they are.  Equal fingerprints mean equal answers.
"""

from __future__ import annotations

import hashlib
import platform
import sys
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any

from neurohistory.process.pool import Failed, Pool
from neurohistory.process.sources import Witnessed, is_ours, place_of, witnessed
from neurohistory.process.store import Store

__all__ = ["Failed", "Progress", "Task", "Work", "do", "fingerprint", "found", "installed", "source_of"]

_STARTED = time.time()
_TICK = 0.01  # seconds that the clock of a file system may be behind
_LIBRARIES = ("numpy", "scipy", "scikit-learn", "matplotlib")

Progress = Callable[[int, int], object]


@dataclass(frozen=True, eq=False)
class Task:
    """What to do, and what its answer depends on; tasks with the same key are the same.

    Parameters
    ----------
    function : callable
        A function of a module.  It is called with the arguments and then the answers of the needs; an
        answer `Failed` stands for one that there is not.
    arguments : tuple, optional
    made_from : tuple of str, optional
        What the answer depends on beside the function, the needs and the files that are read: names,
        and fingerprints of other sources.  Where the arguments matter, they stand here too.
    needs : tuple of Task, optional
    kept : bool, default=True
        Whether the answer is kept for the next time.  One that is large, and of use to those alone that
        need it, is handed to them and forgotten.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    made_from: tuple[str, ...] = ()
    needs: tuple[Task, ...] = ()
    kept: bool = True

    @cached_property
    def key(self) -> str:
        """The fingerprint under which it is kept what the answer is made from."""
        name = f"{self.function.__module__}.{self.function.__qualname__}"
        return fingerprint(name, *self.made_from, *(need.key for need in self.needs))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Task) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass
class Work:
    """The answers that there are and their sources, why others are not, and what stopped nothing."""

    answers: dict[Task, Any] = field(default_factory=dict)
    sources: dict[Task, frozenset[str]] = field(default_factory=dict)
    failures: dict[Task, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def has(self, task: Task) -> bool:
        """Whether there is nothing left to do for a task."""
        return task in self.answers or task in self.failures

    def take(self, task: Task, found: Witnessed | Failed) -> None:
        """Note an answer and what it and its needs are made from, or why there is none."""
        answer = found if isinstance(found, Failed) else found.answer
        if isinstance(answer, Failed):
            self.failures[task] = answer.reason
        elif isinstance(found, Witnessed):
            self.answers[task] = answer
            needed = (self.sources.get(need, frozenset()) for need in task.needs)
            self.sources[task] = found.sources.union(*needed)

    def answer(self, task: Task) -> Any:
        """The answer to a task, or `Failed`."""
        return Failed(self.failures[task]) if task in self.failures else self.answers[task]


def do(
    tasks: Iterable[Task],
    progress: Progress = lambda done, total: None,
    preload: Sequence[str] = (),
    store: Store | None = None,
) -> Work:
    """Do some tasks and what they need, on all processors; what was done before is looked up.

    What fails is not kept, nor is what was made without all that it needs.

    Parameters
    ----------
    tasks : iterable of Task
    progress : callable, optional
        Told after each of them how many are done, and how many there are.
    preload : sequence of str, optional
        Modules to import once for all processes.
    store : Store, optional
        Where answers are kept; by default in the user's own cache.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> small, large = (Task(max, (n, 0), (str(n),)) for n in (3, 4))
    >>> with TemporaryDirectory() as folder:
    ...     power = Task(pow, needs=(small, large))
    ...     do([power], store=Store(Path(folder))).answer(power)
    81
    """
    began, store, work = time.time(), store or Store(), Work()
    waiting: dict[Task, None] = {}
    for task in tasks:
        _look_up(task, store, work, waiting)
    n_found = done = len(work.answers)
    total = n_found + len(waiting)
    progress(done, total)
    with Pool(preload) as pool:
        _start(waiting, work, pool)
        while pool.is_busy:
            finished = pool.finished()
            for task, found in finished:
                work.take(task, found)
            _start(waiting, work, pool)  # so that no processor waits while answers are written
            for task, _ in finished:
                _keep(task, store, work, began)
                done += 1
                progress(done, total)
    if total > n_found:
        store.prune()
    return work


def found(task: Task, store: Store | None = None) -> Any:
    """The answer to a task that was done before; None if it was not, or its sources have changed.

    Parameters
    ----------
    task : Task
    store : Store, optional
        Where answers are kept; by default in the user's own cache.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> power = Task(pow, (3, 4), ("3", "4"))
    >>> with TemporaryDirectory() as folder:
    ...     before, _ = found(power, Store(Path(folder))), do([power], store=Store(Path(folder)))
    ...     before, found(power, Store(Path(folder)))
    (None, 81)
    """
    work = Work()
    _look_up(task, store or Store(), work, {})
    return work.answers.get(task)


def _look_up(task: Task, store: Store, work: Work, waiting: dict[Task, None]) -> None:
    """Find the answer in the store, or else that of each need, and let the task wait after them."""
    if work.has(task) or task in waiting:
        return
    sources: frozenset[str] | None = store.get(task.key) if task.kept else None
    answer = None if sources is None else store.get(_key_of_answer(task, sources))
    if sources is not None and answer is not None:
        work.answers[task], work.sources[task] = answer, sources
        return
    for need in task.needs:
        _look_up(need, store, work, waiting)
    waiting[task] = None


def _start(waiting: dict[Task, None], work: Work, pool: Pool) -> None:
    """Start what has all that it needs, as far as there is room."""
    for task in [task for task in waiting if all(map(work.has, task.needs))]:
        if pool.has_room:
            del waiting[task]
            pool.start(task, witnessed, [task.function, *task.arguments, *map(work.answer, task.needs)])


def _keep(task: Task, store: Store, work: Work, began: float) -> None:
    if not task.kept or task in work.failures or any(need in work.failures for need in task.needs):
        return
    sources = work.sources[task]
    if any(_edited_since(began, name) for name in sources):
        return
    try:
        store.put(task.key, sources)
        store.put(_key_of_answer(task, sources), work.answers[task])
    except OSError as error:  # it only costs time
        work.notes = [
            f"what was made cannot be kept in {str(store.folder)!r} for the next time: "
            f"{error.strerror}; set NEUROHISTORY_CACHE to another folder"
        ]


def _key_of_answer(task: Task, sources: frozenset[str]) -> str:
    """The fingerprint under which an answer is kept that was made from these files as they are."""
    states = (f"{name} {_state_of(place_of(name))}" for name in sorted(sources))
    return fingerprint(task.key, *states)


def _state_of(file: Path) -> str:
    try:
        about = file.stat()
    except OSError:
        return "is not there"
    return _digest(file, (about.st_mtime_ns, about.st_ctime_ns, about.st_size))


@cache
def _digest(file: Path, state: tuple[int, ...]) -> str:
    """A digest of a file, worked out once for each state of it."""
    return source_of([file])


def _edited_since(began: float, name: str) -> bool:
    """Whether a file may be another than the one that was read; modules may be read when we start."""
    try:
        return place_of(name).stat().st_mtime + _TICK > (_STARTED if is_ours(name) else began)
    except OSError:  # it is gone
        return True


def fingerprint(*parts: str) -> str:
    """A name for what is made from these parts with these libraries.

    Examples
    --------
    >>> fingerprint("a", "b") == fingerprint("ab")
    False
    """
    return hashlib.sha256("\0".join([_surroundings(), *parts]).encode()).hexdigest()


@cache
def _surroundings() -> str:
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    return "\n".join([sys.version, platform.machine(), *libraries])


@cache
def installed() -> list[str]:
    """All distributions with their versions."""
    return sorted({f"{found.name} {found.version}" for found in distributions()})


def source_of(paths: Iterable[Path], without: Collection[str] = ()) -> str:
    """A fingerprint of these files, and of all in these folders but what Python compiles.

    Parameters
    ----------
    paths : iterable of Path
    without : collection of str, optional
        Names of files and folders, right in these folders, that do not count.
    """
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            parts = file.relative_to(path).parts if path.is_dir() else (file.name,)
            if file.is_file() and "__pycache__" not in parts and parts[0] not in without:
                digest.update("/".join(parts).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
