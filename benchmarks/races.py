"""Races: contenders that do the same work in turn, and a table of who was ahead.

All run within one process, each with one thread, one after the other and in the opposite order in every
second round, so that a busy moment of the machine falls on all alike.  The first round warms up.  The
clock is the processor's time; how well each learned is asked with the clock stopped.

Every time is divided by ours of the same round, so a ratio above 1 says how much longer the other took.
Shown are the median of these ratios and its interval of 95 %, which supposes nothing about how times
scatter; we are called ahead, or behind, only where the whole interval lies on that side of 1.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from math import isnan
from statistics import median
from time import process_time
from typing import NamedTuple

from rich.console import Console
from rich.progress import track
from scipy.stats import quantile_test
from threadpoolctl import threadpool_info, threadpool_limits  # scikit-learn brings it

PEERS = {"scikit-learn": "scikit-learn", "mlxtend": "mlxtend", "torch": "PyTorch", "numba": "Numba"}

Score = Callable[[], float]  # NaN where there is nothing to learn


class Contender(NamedTuple):
    """Who runs, what is done from a given seed, and how much work that is.

    `run` gives a function that says how well it learned; that is called with the clock stopped.  `goal`
    is the least ratio to our time that we want against this contender: 2 for twice ahead, 1 / 1.5 for
    one and a half times behind at most.
    """

    name: str
    run: Callable[[int], Score]
    work: float
    goal: float | None = None


class Race(NamedTuple):
    """One table.  The contenders, ours first, are made when the race begins."""

    title: str
    unit: str  # such as "ns a visit"
    units_a_second: float
    score: str  # what the contenders' scores are
    contenders: Callable[[], Sequence[Contender]]
    clock: Callable[[], float] = process_time  # time.perf_counter where several processes work


class Interval(NamedTuple):
    """The median of ratios, and where the true one lies with 95 % confidence; NaN for few rounds."""

    median: float
    low: float
    high: float


class Result(NamedTuple):
    """What a contender took in each round, for a unit of work, the first round included."""

    contender: Contender
    seconds: list[float]
    score: float  # the mean of all rounds


def run(race: Race, rounds: int) -> list[Result]:
    """Let the contenders take turns, once to warm up and then for so many rounds."""
    contenders = list(race.contenders())
    seconds: list[list[float]] = [[] for _ in contenders]
    scores: list[list[float]] = [[] for _ in contenders]
    console = Console(stderr=True)
    with threadpool_limits(limits=1):
        for seed in track(range(rounds + 1), race.title, console=console, transient=True):
            for row in range(len(contenders))[:: 1 if seed % 2 else -1]:
                began = race.clock()
                score = contenders[row].run(seed)
                seconds[row].append((race.clock() - began) / contenders[row].work)
                scores[row].append(score())
    return [
        Result(contender, times, sum(found) / len(found))
        for contender, times, found in zip(contenders, seconds, scores, strict=True)
    ]


def ratio(theirs: Sequence[float], ours: Sequence[float]) -> Interval:
    """The median of the paired ratios, with its interval from their ranks."""
    ratios = [other / own for other, own in zip(theirs, ours, strict=True)]
    found = quantile_test(ratios, p=0.5).confidence_interval(0.95)
    return Interval(median(ratios), float(found.low), float(found.high))


def verdict(found: Interval) -> str:
    """What may be said of us: ahead, behind, level, or nothing where the rounds were too few."""
    if isnan(found.low):
        return "too few rounds"
    if found.low > 1:
        return "ahead"
    return "behind" if found.high < 1 else "level"


def table(race: Race, results: Sequence[Result]) -> str:
    """The race as a table in Markdown."""
    header = ["", race.unit, "ratio to ours", "95 %", "we are", "goal", "first run, ms", race.score]
    lines = [_row(header), _row(["---", *["---:"] * 3, "---", *["---:"] * 3])]
    ours = results[0].seconds[1:]
    for place, (contender, (first, *times), score) in enumerate(results):
        compared = ["", "", "", ""]
        if place:
            found = ratio(times, ours)
            goal = "" if contender.goal is None else f"{contender.goal:.2f}"
            spread = "" if verdict(found) == "too few rounds" else f"{found.low:.2f} to {found.high:.2f}"
            compared = [f"{found.median:.2f}", spread, verdict(found), goal]
        took = f"{median(times) * race.units_a_second:.3g}"
        cold = f"{1000 * first * contender.work:,.0f}"
        shown = "" if isnan(score) else f"{score:.4g}"
        lines.append(_row([contender.name, took, *compared, cold, shown]))
    return f"### {race.title}\n\n" + "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def installed(package: str) -> str | None:
    """The version of a package, or None; nothing is imported."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def conditions(rounds: int | None = None) -> str:
    """When and with what this was run, in a sentence or two."""
    peers = [f"{name} {found}" for package, name in PEERS.items() if (found := installed(package))]
    missing = [name for package, name in PEERS.items() if not installed(package)]
    without = f"; not installed: {', '.join(missing)}" if missing else ""
    said = "" if rounds is None else f"{rounds} rounds after the first, "
    cores = {pool["architecture"] for pool in threadpool_info() if "architecture" in pool}
    return (
        f"{date.today():%-d %B %Y}, {said}one thread of {os.cpu_count()} "
        f"cores ({', '.join(sorted(cores)) or 'kind not known'}); Python {sys.version.split()[0]}, "
        f"NumPy {version('numpy')}, {', '.join(peers)}{without}."
    )
