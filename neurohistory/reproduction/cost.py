"""What the runs of the claims cost: presentations, updates, multiply-adds, parameters.

They follow from the run, so they are the same each time; `neurohistory.network.effort` says what counts.
How long a run took is another matter, and depends on the machine: ours is told apart, and the one of the
paper's time is estimated where a source says how fast it was.
"""

from __future__ import annotations

from collections.abc import Iterable

from neurohistory.network.effort import NOTHING, Effort
from neurohistory.reproduction.claim import OldMachine
from neurohistory.reproduction.collection import load
from neurohistory.reproduction.running import Result

__all__ = ["NO_LEARNING", "cost_rows", "cost_told", "seconds_told", "then", "time_told"]

NO_LEARNING = "nothing learns"
_LONGEST = 5  # so many runs are told with their seconds
_UNITS = (("years", 365.25 * 86400), ("days", 86400), ("hours", 3600), ("minutes", 60), ("seconds", 1))


def cost_rows(results: Iterable[Result]) -> list[dict[str, object]]:
    """A row for each run, with the claims that read from it.

    Examples
    --------
    >>> from neurohistory.reproduction.running import reproduce
    >>> (row,) = cost_rows(reproduce(claims=["novikoff_1962.bound_of_and.corrections"]))
    >>> row["run"], row["presentations"], row["updates"], row["multiply_adds"], row["parameters"]
    ('novikoff_1962.bound_of_and', 12, 3, 45, 3)
    """
    rows: dict[str, dict[str, object]] = {}
    for result in results:
        run = result.claim.experiment
        if run is None or result.failure:
            continue
        name = f"{result.paper}.{run.name}"
        row = rows.setdefault(
            name,
            {"run": name, "claims": 0, "starts": result.starts, **result.effort._asdict(),
             "then": then(result.effort, load(result.paper).machine)},
        )  # fmt: skip
        row["claims"] = int(str(row["claims"])) + 1
    return list(rows.values())


def cost_told(effort: Effort) -> str:
    """What was spent, in words.

    Examples
    --------
    >>> cost_told(Effort(1152, 288, 26496, 9))
    '1,152 presentations, 288 updates, 26,496 multiply-adds, 9 parameters'
    >>> cost_told(NOTHING)
    'nothing learns'
    """
    if effort == NOTHING:
        return NO_LEARNING
    words = (name.replace("multiply_adds", "multiply-adds") for name in effort._fields)
    return ", ".join(f"{number:,} {word}" for number, word in zip(effort, words, strict=True))


def then(effort: Effort, machine: OldMachine | None) -> str:
    """How long it took on a machine of its time, by the multiply-adds alone; empty if none is known.

    Examples
    --------
    >>> then(Effort(multiply_adds=1_000_000), OldMachine("an abacus", 30.0, "a clerk"))
    'about 350 days on an abacus'
    """
    if machine is None or not effort.multiply_adds:
        return ""
    return f"about {time_told(effort.multiply_adds * machine.seconds)} on {machine.name}"


def time_told(seconds: float) -> str:
    """A time with two digits, in the largest unit of which there are two.

    Examples
    --------
    >>> time_told(271_500.0), time_told(0.123), time_told(86_400.0)
    ('3.1 days', '0.12 seconds', '24 hours')
    """
    unit, length = next((each for each in _UNITS if seconds >= 2 * each[1]), _UNITS[-1])
    return f"{float(f'{seconds / length:.2g}'):g} {unit}"


def seconds_told(results: Iterable[Result]) -> str:
    """How long the processor took for the runs, when they were run, and which took longest."""
    seconds = {
        f"{result.paper}.{run.name}": result.seconds
        for result in results
        if (run := result.claim.experiment)
    }
    longest = sorted(seconds, key=lambda name: -seconds[name])[:_LONGEST]
    told = ", ".join(f"{name} {seconds[name]:.1f}" for name in longest)
    return (
        f"{sum(seconds.values()):.1f} seconds of the processor when they were run; the longest: {told}"
    )
