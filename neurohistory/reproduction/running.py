"""Experiments carried out, each once, in processes of their own, and what they say of the claims.

What was finished is kept, so that a run that was interrupted goes on where it ended.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from neurohistory.asking import answer, one_line
from neurohistory.network.effort import NOTHING, Effort, counted
from neurohistory.process.isolation import undisturbed
from neurohistory.process.store import Store
from neurohistory.reproduction import collection
from neurohistory.reproduction.bands import Equal, Judged, Verdict
from neurohistory.reproduction.claim import Claim, Experiment
from neurohistory.reproduction.findings import Figure, check_finding, read, told
from neurohistory.work import Failed, Progress, Task, do, installed

__all__ = ["Found", "Result", "carry_out", "judged", "reproduce", "task_of"]


class Found(dict[str, Any]):
    """The findings of an experiment by name, and what they cost.

    Attributes
    ----------
    effort : Effort
        The same each time.
    seconds : float
        Those of the processor, when it was run; each time others.
    """

    effort = NOTHING
    seconds = 0.0


@dataclass(frozen=True)
class Result:
    """A claim, what was found, and the verdict.

    Attributes
    ----------
    paper : str
        The name of the paper.
    claim : Claim
    found : object
        A number, a truth, words, a share, or an array over the starts; None where nothing was run.
    verdict : Verdict
    band : str
        The numbers between which it had to lie.
    starts, seed : int
        What it was run with; 0 starts where nothing is random.
    failure : str
        Why there is no finding, if the experiment failed.
    effort : Effort
        What its experiment cost.
    seconds : float
        The processor's, when its experiment was run; they decide nothing and are in no table.
    """

    paper: str
    claim: Claim
    found: Any
    verdict: Verdict
    band: str = ""
    starts: int = 0
    seed: int = 0
    failure: str = ""
    effort: Effort = NOTHING
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """The paper and the id."""
        return f"{self.paper}.{self.claim.id}"

    @property
    def holds(self) -> bool:
        """Whether the verdict is the one that was recorded."""
        return not self.failure and self.verdict is self.claim.recorded

    @property
    def ours(self) -> str:
        """What was found, in words; a dash where there is nothing."""
        if self.found is None:
            return "–"
        if not self.claim.is_decided:
            return f"{told(self.found)} (other data)"
        printed = read(self.claim.printed)
        if isinstance(self.claim.band, Equal) and isinstance(printed, Figure):
            return told(self.found, printed.decimals)
        return told(self.found)

    @property
    def command(self) -> str:
        """What to type to repeat it alone."""
        with_starts = f" --starts {self.starts}" if self.starts else ""
        with_seed = f" --seed {self.seed}" if self.starts else ""
        return f"neurohistory reproduce --claim {self.name}{with_starts}{with_seed}"


@dataclass(frozen=True)
class _Plan:
    """What to run for some claims."""

    paper: str
    experiment: Experiment
    starts: int
    seed: int

    @cached_property
    def task(self) -> Task:
        return task_of(self.paper, self.experiment.name, self.starts, self.seed)


def reproduce(
    papers: Iterable[str] = (),
    claims: Iterable[str] = (),
    *,
    seed: int = 0,
    starts: int | None = None,
    quick: bool = False,
    progress: Progress = lambda done, total: None,
) -> list[Result]:
    """Run what the claims of these papers, and these claims, need, and judge them; by default all.

    Parameters
    ----------
    papers, claims : iterable of str, optional
        A claim by the paper, a dot and its id.
    seed : int, default=0
    starts : int, optional
        For all experiments in which chance has a part; by default so many as each of them says.
    quick : bool, default=False
        Take the fewer starts of the quick form.
    progress : callable, optional
        Told how many experiments are done, and how many there are.

    Raises
    ------
    ClaimError
        For an unknown name.
    ValueError
        For fewer than one start.

    Examples
    --------
    >>> (result,) = reproduce(claims=["minsky_1969.parity.order_3"])
    >>> result.ours, result.verdict.value
    ('3', 'reproduced')
    """
    if starts is not None and starts < 1:
        raise ValueError(f"starts must be at least 1, not {starts}")
    there = collection.collection()
    names, known = there.chosen(list(papers), list(claims)), there.claims
    plans = {
        name: _Plan(name.partition(".")[0], run, _n_starts(run, starts, quick), seed)
        for name in names
        if (run := known[name].experiment)
    }
    tasks = list(dict.fromkeys(plan.task for plan in plans.values()))
    with TemporaryDirectory() as scratch:
        work = do(tasks, progress, ("neurohistory.runner",), _store(Path(scratch)))
    return [
        judged(name, known[name], work.answer(plan.task), plan.starts, seed)
        if (plan := plans.get(name))
        else judged(name, known[name])
        for name in names
    ]


def task_of(paper: str, experiment: str, starts: int, seed: int) -> Task:
    """The task that carries out an experiment; others may need its answer too."""
    theirs = collection.package_of(paper) != "neurohistory"
    made_from = (paper, experiment, str(starts), str(seed), *(installed() if theirs else ()))
    return Task(carry_out, (paper, experiment, starts, seed), made_from)


def carry_out(paper: str, experiment: str, starts: int, seed: int) -> Found | Failed:
    """The findings of an experiment, by name, and what they cost; or why there are none."""
    run = collection.load(paper).experiments[experiment]
    began = process_time()
    with undisturbed(), counted() as count:
        try:
            found: Found | Failed = answer(
                f"{paper}: {experiment}", lambda: _by_name(experiment, run(starts, seed))
            )
        except Exception as error:
            return Failed(f"the experiment {experiment!r} raised {one_line(error)}")
    if isinstance(found, Found):
        found.effort, found.seconds = count.effort, process_time() - began
    return found


def _by_name(experiment: str, given: object) -> Found | Failed:
    """What an experiment gave; where something is no finding stands why it is none."""
    if not isinstance(given, Mapping):
        what = f"a value of type {type(given).__name__}"
        return Failed(f"the experiment {experiment!r} gave {what}; let it give findings by name")
    if not all(isinstance(name, str) for name in given):
        return Failed(f"the experiment {experiment!r} gave names that are no texts; make them texts")
    found = Found()
    for name, each in given.items():
        try:
            check_finding(each)
            found[name] = each
        except Exception as error:
            found[name] = Failed(
                f"the experiment {experiment!r} gave no finding as {name!r}: {one_line(error)}"
            )
    return found


def judged(
    name: str,
    claim: Claim,
    found: Mapping[str, Any] | Failed | None = None,
    starts: int = 0,
    seed: int = 0,
) -> Result:
    """The verdict on a claim, from the findings of its experiment.

    Parameters
    ----------
    name : str
        The paper's; what stands behind a dot does not count.
    claim : Claim
    found : mapping or Failed, optional
    starts, seed : int, default=0
    """
    paper = name.partition(".")[0]
    # All claims of a run tell what it cost, whether they are decided or not.
    cost = (found.effort, found.seconds) if isinstance(found, Found) else (NOTHING, 0.0)

    def result(value: Any, verdict: Verdict, band: str = "", failure: str = "") -> Result:
        return Result(paper, claim, value, verdict, band, starts, seed, failure, *cost)

    def without(failure: str) -> Result:
        return result(None, Verdict.NOT_TESTABLE, failure=failure)

    if claim.experiment is None:
        return without("")
    if isinstance(found, Failed):
        return without(found.reason)
    if found is None or claim.key not in found:
        there = ", ".join(found or ()) or "nothing"
        return without(f"the experiment found no {claim.key!r}; it found {there}")
    if isinstance(ours := found[claim.key], Failed):
        return without(ours.reason)
    if not claim.is_decided:  # it was run on other data, and that is only shown
        return result(ours, claim.recorded)
    try:
        verdict = answer("its band", lambda: claim.band.judge(claim.printed, ours))
    except Exception as error:
        return without(f"cannot judge {claim.key!r}: {one_line(error)}")
    match verdict:
        case Judged(Verdict(), str()):
            return result(ours, *verdict)
    return without(f"cannot judge {claim.key!r}: its band gave no Judged")


def _n_starts(run: Experiment, starts: int | None, quick: bool) -> int:
    if not run.starts:
        return 0
    return starts or (run.quick if quick and run.quick else run.starts)


def _store(scratch: Path) -> Store:
    """The user's own; where nobody says where that is, one that is gone afterwards."""
    known = "NEUROHISTORY_CACHE" in os.environ or find_spec("platformdirs")
    return Store() if known else Store(scratch)
