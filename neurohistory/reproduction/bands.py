"""Bands: when a number of ours counts as the printed one.  Each says why it is as wide as it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from numbers import Real
from typing import Any, NamedTuple

import numpy as np

from neurohistory.history import epoch_quantiles
from neurohistory.intervals import wilson
from neurohistory.reproduction.findings import Figure, Share, is_over_starts, read, told

__all__ = ["Band", "Equal", "Judged", "Overlap", "Spread", "Verdict", "Within"]


class Verdict(StrEnum):
    """What came of a claim."""

    REPRODUCED = "reproduced"
    WITHIN_SPREAD = "within the spread"
    NOT_REPRODUCED = "not reproduced"
    NOT_TESTABLE = "not testable here"


class Judged(NamedTuple):
    """A verdict, and the numbers between which the printed or our own number had to lie, in words."""

    verdict: Verdict
    band: str


class Band(ABC):
    """When a finding counts as what was printed."""

    reason: str

    @abstractmethod
    def judge(self, printed: str, found: Any) -> Judged:
        """The verdict on a finding.

        Raises
        ------
        TypeError
            If the finding is of a kind that this band cannot compare.
        """


@dataclass(frozen=True)
class Equal(Band):
    """Equal at the printed precision; the band of all that depends on no start.

    Examples
    --------
    >>> Equal().judge("1.4", 1.36).verdict.value, Equal().judge("1.4", 1.34).verdict.value
    ('reproduced', 'not reproduced')
    """

    reason: str = "nothing is random, so the printed digits must come out"

    def judge(self, printed: str, found: Any) -> Judged:
        if is_over_starts(found):
            raise TypeError("starts differ; give the claim a band: Spread(), Within(...) or Overlap()")
        said = read(printed)
        if isinstance(said, Figure):
            value = _real(found)
            holds = abs(value - said.value) <= said.half_unit * (1 + 1e-9)
            band = "all printed digits" if said.decimals or said.value != value else "exactly"
        else:
            holds, band = told(found) == printed, "exactly"
        return Judged(_verdict(holds), band)


@dataclass(frozen=True)
class Within(Band):
    """Our number, or the median of our starts, lies between two numbers, for a reason that is given.

    Examples
    --------
    >>> judged = Within(50, 150, "the paper's median is of 250 runs").judge("110", 81.5)
    >>> judged.verdict.value, judged.band
    ('reproduced', '50 to 150')
    """

    low: float
    high: float
    reason: str

    def judge(self, printed: str, found: Any) -> Judged:
        if isinstance(found, Share):
            value = found.successes / _counted(found).trials
        elif is_over_starts(found):
            value = float(epoch_quantiles(found, (0.5,))[0])
        else:
            value = _real(found)
        return Judged(_verdict(self.low <= value <= self.high), _range(self.low, self.high))


@dataclass(frozen=True)
class Spread(Band):
    """The printed number of a single run lies among those of our starts.

    Examples
    --------
    >>> Spread().judge("25", np.arange(100.0)).verdict.value
    'within the spread'
    >>> Spread().judge("2000", np.arange(100.0)).verdict.value
    'not reproduced'
    """

    low: float = 0.05
    high: float = 0.95
    reason: str = "one run was printed, so it should lie among the middle nine in ten of our starts"

    def judge(self, printed: str, found: Any) -> Judged:
        if not is_over_starts(found):
            raise TypeError("a spread needs an array with a number for each start")
        low, high = epoch_quantiles(found, (self.low, self.high)).tolist()
        holds = low <= _printed(printed) <= high
        return Judged(Verdict.WITHIN_SPREAD if holds else Verdict.NOT_REPRODUCED, _range(low, high))


@dataclass(frozen=True)
class Overlap(Band):
    """The 95 % intervals of the printed and our own share of the starts have a part in common.

    Examples
    --------
    >>> Overlap().judge("16 of 20", Share(80, 100)).verdict.value
    'reproduced'
    """

    reason: str = "the 95 % intervals of both shares have a part in common"

    def judge(self, printed: str, found: Any) -> Judged:
        if not isinstance(found, Share):
            raise TypeError("an overlap needs a Share, so many of so many starts")
        low, high = wilson(*_counted(found))
        said = read(printed)
        there = wilson(*said) if isinstance(said, Share) else (_printed(printed),) * 2
        holds = low <= there[1] and there[0] <= high
        return Judged(_verdict(holds), f"{low:.0%} to {high:.0%}")


def _counted(share: Share) -> Share:
    if not share.trials:
        raise TypeError("0 of 0 is no share; take more starts")
    return share


def _verdict(holds: bool) -> Verdict:
    return Verdict.REPRODUCED if holds else Verdict.NOT_REPRODUCED


def _printed(printed: str) -> float:
    said = read(printed)
    if not isinstance(said, Figure):
        raise TypeError(f"the printed text {printed!r} is no number, and this band compares numbers")
    return said.value


def _real(found: Any) -> float:
    if isinstance(found, (bool, np.bool_)) or not isinstance(found, Real) or np.isnan(float(found)):
        raise TypeError(f"{found!r} is no number, and a number was printed")
    return float(found)


def _range(low: float, high: float) -> str:
    if low == -inf:
        return f"at most {told(high)}"
    return f"at least {told(low)}" if high == inf else f"{told(low)} to {told(high)}"
