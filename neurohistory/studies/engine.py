"""Running a study: the chunks that are missing, by whoever runs them, and what came of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from neurohistory.outcomes import Outcomes
from neurohistory.process.interrupts import Interrupted
from neurohistory.studies.cells import ModelLike, ProblemLike
from neurohistory.studies.folder import Folder, Place
from neurohistory.studies.jobs import Job, Workers, in_turn, tasks
from neurohistory.studies.memory import check_memory
from neurohistory.studies.plan import NOT_RUN, Plan, plan
from neurohistory.studies.progress import Progress, Watch
from neurohistory.studies.provenance import provenance
from neurohistory.studies.results import FailedChunk, StudyResult
from neurohistory.studies.study import Study

__all__ = ["ChunkFailedError", "so_far", "study"]


class ChunkFailedError(RuntimeError):
    """Nothing came of a chunk, and the study was to end at the first one."""


def study(
    model: ModelLike | Study,
    problem: ProblemLike | Sequence[ProblemLike] | None = None,
    *,
    folder: str | Path | None = None,
    processes: int = 1,
    scheduler: str | None = None,
    fail_fast: bool = False,
    progress: Callable[[Progress], object] = lambda so_far: None,
    **options: Any,
) -> StudyResult:
    """Run a model on problems over a grid of settings, from many starts each.

    Whoever runs them, the same bytes come of it.

    Parameters
    ----------
    model : str, HistoricalClassifier, a class of it, or Study
        A whole study is run as it is.
    problem : str, Problem or sequence of such, optional
        XOR if none is given.
    folder : str or Path, optional
        Where every chunk is written down when it is done.  What lies there already is not run again, so
        that a study which was ended, by whatever, goes on; and one with more starts grows.
    processes : int, default=1
        How many processes of this machine run chunks.
    scheduler : str, optional
        The address of a Dask scheduler whose workers run them; `processes` is then left out.
    fail_fast : bool, default=False
        End at the first chunk that nothing comes of; otherwise it is recorded, and the rest goes on.
    progress : callable, optional
        Called with a `Progress` after every chunk.
    **options
        Those of `neurohistory.studies.study.Study`: ``grid``, ``starts``, ``seed`` and so on.

    Returns
    -------
    StudyResult

    Raises
    ------
    TypeError
        If a whole study is given, and options of one beside it.
    FolderError
        If the folder is that of another study, or another process writes there.
    ChunkFailedError
        If `fail_fast`, with the first reason.
    MemoryError
        If there is not enough, before anything is run.
    OSError
        If the folder cannot be written to, or the scheduler is not there.

    Examples
    --------
    >>> result = study("backprop", "XOR", grid={"learning_rate": [0.5, 1.0]}, starts=100)
    >>> [int((epochs <= 1000).sum()) for epochs in result.epochs]
    [91, 90]
    """
    asked = _asked(model, options if problem is None else {"problem": problem, **options})
    workers = _workers(processes, scheduler)
    kept = None if folder is None else Folder(Path(folder), asked)
    with _opened(kept):
        found = plan(asked, kept)
        check_memory(asked, found, processes)
        failed, seconds = [], {} if kept is None else kept.seconds()
        watch = _prepared(found, kept, processes=processes, scheduler=scheduler)
        with _told_how_far(watch, kept), closing(workers(tasks(_jobs(asked, found)))) as all_done:
            for done in all_done:
                if kept is not None:
                    kept.keep(done)
                seconds[done.number, done.chunk.first] = done.seconds
                if done.outcomes is None:
                    failed.append(FailedChunk(done.number, done.chunk, done.reason))
                    if fail_fast:
                        raise ChunkFailedError(f"{failed[-1]} (of {asked.cells[done.number]})")
                else:
                    found.there[Place(done.number, done.chunk)] = done.outcomes
                progress(watch.saw(done))
    return _result(asked, found.there, failed, seconds)


def so_far(study: Study, folder: str | Path) -> StudyResult:
    """What a run folder has of a study: nothing is run, and nothing written.

    Chunks that failed, or are damaged, are told as failed.
    """
    kept = Folder(Path(folder), study)
    found = plan(study, kept)
    failed = [FailedChunk(*each.place, each.why) for each in found.missing if each.why != NOT_RUN]
    return _result(study, found.there, failed, kept.seconds())


def _asked(model: ModelLike | Study, options: Mapping[str, Any]) -> Study:
    """The study that is given, or that a model and options make."""
    if not isinstance(model, Study):
        return Study(model, **options)
    if options:
        raise TypeError(
            f"{next(iter(options))!r} belongs to a study, and a whole one is given; set it there"
        )
    return model


def _workers(processes: int, scheduler: str | None) -> Workers:
    if processes < 1:
        raise ValueError(f"processes must be at least 1, not {processes}")
    if scheduler is not None:
        if processes > 1:
            raise ValueError(
                f"processes is {processes} and scheduler is {scheduler!r}, whose workers do the work in "
                "place of processes; leave one out"
            )
        from neurohistory.studies.cluster import on_cluster

        return partial(on_cluster, address=scheduler)
    if processes > 1:
        from neurohistory.studies.processes import in_processes

        return partial(in_processes, n_processes=processes)
    return in_turn


@contextmanager
def _opened(folder: Folder | None) -> Iterator[None]:
    if folder is None:
        yield
    else:
        with folder.open():
            yield


@contextmanager
def _told_how_far(watch: Watch, folder: Folder | None) -> Iterator[None]:
    """Whoever is interrupted is told what is lost and what is not."""
    try:
        yield
    except (Interrupted, KeyboardInterrupt) as told:
        kept = f"are in {folder.path}, and the next run goes on with them" if folder else "are lost"
        told.add_note(f"after {watch.n_starts:,} of {watch.all_starts:,} starts; they {kept}")
        raise


def _prepared(found: Plan, folder: Folder | None, **who: Any) -> Watch:
    """Set damaged chunks aside, note who works here, and count what is there."""
    if folder is not None and found.missing:
        for missing in found.missing:
            if missing.damaged:
                folder.set_aside(missing.place)
        folder.note_session(provenance(**who))
    watch = Watch(found.starts_there + found.starts_missing)
    for outcomes in found.there.values():
        watch.found(outcomes)
    return watch


def _jobs(study: Study, found: Plan) -> list[Job]:
    return [
        Job(missing.place.number, study.cells[missing.place.number], missing.place.chunk, study.seed)
        for missing in found.missing
    ]


def _result(
    study: Study,
    there: dict[Place, Outcomes],
    failed: list[FailedChunk],
    seconds: dict[tuple[int, int], float],
) -> StudyResult:
    """All chunks put together, in the order of their starts, without starts that were not asked for."""
    epochs: list[list[Any]] = [[np.empty(0, np.uint16)] for _ in study.cells]
    loss: list[list[Any]] = [[np.empty(0, np.float32)] for _ in study.cells]
    for number, chunk in sorted(there):
        wanted = slice(study.starts - chunk.first)
        epochs[number].append(there[Place(number, chunk)].epochs[wanted])
        loss[number].append(there[Place(number, chunk)].loss[wanted])
    took = [0.0] * len(study.cells)
    for (number, _), part in seconds.items():
        took[number] += part
    return StudyResult(
        study,
        tuple(map(np.concatenate, epochs)),
        tuple(map(np.concatenate, loss)),
        tuple(sorted(failed)),
        tuple(took),
    )
