"""The numbers of a paper, for pages: what its experiments found, and the verdicts on its claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from neurohistory.reproduction.claim import Experiment, Reproduction
from neurohistory.reproduction.collection import collection, load
from neurohistory.reproduction.recorded import Record, recorded
from neurohistory.reproduction.running import Result, judged, task_of
from neurohistory.work import Failed, Task

__all__ = ["Found", "Numbers", "all_numbers", "experiments_of", "numbers_of"]

Found = Mapping[str, Any] | Failed


class Numbers(NamedTuple):
    """A paper, its record, what all its experiments found, by their names, and the verdicts."""

    name: str
    paper: Reproduction
    record: Record | None
    findings: Mapping[str, Mapping[str, Any]]
    results: list[Result]


def experiments_of(name: str) -> tuple[Task, ...]:
    """The tasks that a paper's claims need beside what is recorded, in the order of its experiments."""
    return tuple(
        task_of(name, each.name, each.starts, 0) for each in _beside(recorded(name), load(name))
    )


def numbers_of(name: str, found: Sequence[Found]) -> Numbers | Failed:
    """The numbers of a paper; a failure if a verdict is not the one that was recorded.

    Parameters
    ----------
    name : str
    found : sequence of mapping or Failed
        The findings of each of its experiments that is not recorded, in their order.
    """
    return _numbers(name, load(name), recorded(name), found)


def all_numbers(found: Sequence[Found]) -> list[Numbers] | Failed:
    """The numbers of all papers, or the first failure.

    Parameters
    ----------
    found : sequence of mapping or Failed
        The findings of all experiments that are not recorded, paper by paper.
    """
    every: list[Numbers] = []
    left = list(found)
    for name, paper in collection().papers.items():
        record = recorded(name)
        n_mine = len(_beside(record, paper))
        mine, left = left[:n_mine], left[n_mine:]
        numbers = _numbers(name, paper, record, mine)
        if isinstance(numbers, Failed):
            return numbers
        every.append(numbers)
    return every


def _beside(record: Record | None, paper: Reproduction) -> list[Experiment]:
    """The experiments that are not recorded."""
    experiments = paper.experiments.values()
    return [each for each in experiments if record is None or each.name not in record.findings]


def _numbers(
    name: str, paper: Reproduction, record: Record | None, found: Sequence[Found]
) -> Numbers | Failed:
    names = (each.name for each in _beside(record, paper))
    findings: dict[str, Found] = dict(zip(names, found, strict=True))
    if record:
        findings |= record.findings
    results = [
        judged(name, claim, findings[run.name], run.starts, 0)
        if (run := claim.experiment)
        else judged(name, claim)
        for claim in paper.claims
    ]
    wrong = next((result for result in results if not result.holds), None)
    if wrong:
        why = wrong.failure or f"{wrong.verdict.value}, and recorded as {wrong.claim.recorded.value}"
        return Failed(f"claim {wrong.name}: {why}; repeat it with {wrong.command}")
    # A verdict on a run that failed would not hold, so none has failed here; the types cannot know it.
    there = {run: each for run, each in findings.items() if not isinstance(each, Failed)}
    return Numbers(name, paper, record, there, results)
