"""Repeating what was recorded: whether the same comes out again."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from threadpoolctl import threadpool_limits

from neurohistory.outcomes import Outcomes
from neurohistory.problems import Problem, get_problem
from neurohistory.report.rows import comparison_values
from neurohistory.report.text import json_text
from neurohistory.runner import Comparison, run
from neurohistory.studies.cells import Cell
from neurohistory.studies.chunks import Chunk, run_chunk
from neurohistory.studies.folder import Folder
from neurohistory.studies.plan import plan
from neurohistory.studies.record import digests, study_of
from neurohistory.studies.study import Study, check_whole

__all__ = ["Replayed", "replay"]

Own: TypeAlias = Callable[[int, float | None], Problem]

_NOT_THE_SAME_TWICE = ("seconds",)


class Replayed(NamedTuple):
    """What was repeated, and in what it differs from what was recorded, if in anything.

    Attributes
    ----------
    what : str
    differences : tuple of str
        None if the outcome is equal, to the last bit.
    """

    what: str
    differences: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether the same came out."""
        return not self.differences


def replay(
    path: str | Path,
    *,
    starts: int | None = None,
    cells: Collection[int] = (),
    own: Own | None = None,
) -> Iterator[Replayed]:
    """Repeat what a file or a run folder has, one thing after the other.

    Parameters
    ----------
    path : str or Path
        What ``neurohistory compare`` or ``study`` has written with ``--format json``, or the run folder
        of a study.
    starts : int, optional
        Repeat so many starts of each cell of a study at least, and not all of them.
    cells : collection of int, optional
        Repeat these cells of a study alone, by number from 0 on.
    own : callable, optional
        Makes the problem of your own that a comparison was given, from the seed and the fraction that is
        set aside, or None; its record does not have it.

    Raises
    ------
    ValueError
        If the file is no record, or does not have all that it takes to repeat it; or `starts` is not
        positive.
    """
    if starts is not None:
        check_whole("starts", starts, 1)
    path = Path(path)
    if path.is_dir():
        yield from _replay_folder(path, starts, cells)
        return
    if not path.exists():
        raise ValueError(f"there is no {path}; give a file or a folder that is there")
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        kinds = [kind for kind in ("trials", "study") if kind in values]
    except (ValueError, TypeError):
        kinds = []
    if not kinds:
        raise ValueError(
            f"{path} is no record; give what neurohistory compare or study writes with --format json"
        )
    if kinds == ["trials"]:
        yield from _replay_trials(values, own)
    else:
        yield from _replay_study(values, starts, cells)


def _replay_trials(values: Mapping[str, Any], own: Own | None) -> Iterator[Replayed]:
    """The trials of a comparison."""
    for recorded in values["trials"]:
        problem = _problem(recorded, values["seed"], own)
        trial = run(recorded["model"], problem, starts=values["starts"], seed=values["seed"])
        (again,) = json.loads(json_text(comparison_values(Comparison.of([trial]))))["trials"]
        differing = [
            _difference(name, recorded.get(name), again.get(name))
            for name in {**recorded, **again}
            if name not in _NOT_THE_SAME_TWICE and recorded.get(name) != again.get(name)
        ]
        yield Replayed(f"{recorded['model']} on {recorded['problem']}", tuple(differing))


def _problem(recorded: Mapping[str, Any], seed: int, own: Own | None) -> Problem:
    """The problem of a trial."""
    name = recorded["problem"]
    made = own or partial(get_problem, name)
    try:
        problem = made(seed, None)
        sizes = recorded["examples"], recorded["set_aside"]
        if (len(problem.X), len(problem.X_test)) != sizes:
            problem = made(seed, sizes[1] / sum(sizes))
    except ValueError as error:
        raise ValueError(
            f"{error}; the problem of a file is given again by --data FILE --target COLUMN"
        ) from None
    return problem.bipolar if recorded["inputs"] == "-1/+1" != problem.coding else problem


def _replay_study(
    values: Mapping[str, Any], starts: int | None, cells: Collection[int]
) -> Iterator[Replayed]:
    """The cells of a study's record, as many starts of each as it has a digest of."""
    study = study_of(values)
    for number, cell in _chosen(study, cells):
        recorded = values["cells"][number]
        known = sorted(map(int, recorded["digests"]))
        n_starts = next((n for n in known if n >= (starts or known[-1])), known[-1])
        chunks = replace(study, starts=max(n_starts, 1)).chunks_of(cell)
        epochs = _again(cell, chunks, study.seed).epochs[:n_starts]
        same = digests(epochs)[str(n_starts)] == recorded["digests"][str(n_starts)]
        yield Replayed(
            f"{cell}: {n_starts:,} starts",
            () if same else ("other epochs are needed to solve the problem",),
        )


def _replay_folder(path: Path, starts: int | None, cells: Collection[int]) -> Iterator[Replayed]:
    """The cells of a run folder, chunk by chunk."""
    try:
        description = json.loads((path / "study.json").read_text(encoding="utf-8"))
        del description["versions"]
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f"{path} is no run folder: {error}; give one of neurohistory study") from None
    firsts = [int(file.stem) for file in path.glob("outcomes/*/*.chunk")]
    study = study_of({"study": description}, starts=max(firsts, default=0) + 1)
    there = plan(study, Folder(path, study)).there
    for number, cell in _chosen(study, cells):
        recorded = {
            place.chunk: outcomes
            for place, outcomes in there.items()
            if place.number == number and (starts is None or place.chunk.first < starts)
        }
        differing = [
            f"{chunk.n_starts:,} starts from number {chunk.first:,} on end otherwise"
            for chunk, outcomes in recorded.items()
            if not _same(outcomes, _again(cell, [chunk], study.seed))
        ]
        n_starts = sum(chunk.n_starts for chunk in recorded)
        yield Replayed(f"{cell}: {n_starts:,} starts", tuple(differing))


def _chosen(study: Study, cells: Collection[int]) -> Iterator[tuple[int, Cell]]:
    """The cells to repeat, with their numbers."""
    for number in sorted(cells) or range(len(study.cells)):
        if not 0 <= number < len(study.cells):
            raise ValueError(
                f"there is no cell {number}; the study has cells 0 to {len(study.cells) - 1}"
            )
        yield number, study.cells[number]


def _same(one: Outcomes, other: Outcomes) -> bool:
    """Whether two outcomes are equal, bit for bit."""
    return one.epochs.tobytes() == other.epochs.tobytes() and one.loss.tobytes() == other.loss.tobytes()


def _again(cell: Cell, chunks: Sequence[Chunk], seed: int) -> Outcomes:
    """What comes of some chunks of a cell, run as a study does it."""
    with threadpool_limits(1):
        parts = [run_chunk(cell, chunk, seed) for chunk in chunks]
    return Outcomes(*map(np.concatenate, zip(*parts, strict=True)))


def _difference(name: str, recorded: Any, again: Any) -> str:
    """What differs, if it is short enough to be read."""
    if isinstance(recorded, (list, dict)) or isinstance(again, (list, dict)):
        return f"{name} differ"
    return f"{name} was {recorded!r}, and is {again!r}"
