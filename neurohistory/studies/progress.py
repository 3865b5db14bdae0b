"""How far a study has come: how fast, how long it will take, and what comes out so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

import numpy as np

from neurohistory.outcomes import Outcomes
from neurohistory.studies.jobs import Done

__all__ = ["Progress", "Watch"]


@dataclass(frozen=True)
class Progress:
    """How far a study has come.

    Attributes
    ----------
    starts : int
        How many are done, those that lay in the folder included.
    all_starts : int
    failed : int
        Chunks that nothing came of.
    solved : int
        How many of the starts solve the problem.
    rate : float
        Starts a second, of those that were run now.
    left : float
        Seconds until all others are done, at this rate; chunks that failed are not tried again.
    """

    starts: int
    all_starts: int
    failed: int
    solved: int
    rate: float
    left: float

    @property
    def success_rate(self) -> float:
        """The fraction solved of the starts that are done; NaN before the first."""
        return self.solved / self.starts if self.starts else np.nan

    def __str__(self) -> str:
        text = f"{self.starts:,} of {self.all_starts:,} starts"
        if self.starts:
            text += f", {self.success_rate:.1%} solved"
        text += f", {self.rate:,.0f} a second, {_duration(self.left)} left"
        return text + (f", {self.failed} chunks failed" if self.failed else "")


def _duration(seconds: float) -> str:
    """A time that a person can use.

    Examples
    --------
    >>> _duration(7.3), _duration(200), _duration(10_000)
    ('7 s', '3 min', '2.8 h')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:.1f} h"


@dataclass
class Watch:
    """Counts what is done, and keeps the time.

    Parameters
    ----------
    all_starts : int
        How many there are, in whole chunks.
    """

    all_starts: int
    n_starts: int = field(default=0, init=False)  # that are done
    _solved: int = field(default=0, init=False)
    _failed: int = field(default=0, init=False)
    _lost: int = field(default=0, init=False)  # starts of the chunks that failed
    _here: int = field(default=0, init=False)  # starts that were run now
    _began: float = field(default_factory=monotonic, init=False)

    def found(self, outcomes: Outcomes) -> None:
        """Count a chunk that was done before."""
        self.n_starts += len(outcomes.epochs)
        self._solved += int(outcomes.solved.sum())

    def saw(self, done: Done) -> Progress:
        """Count a chunk that is done now, and say how far it all has come."""
        if done.outcomes is None:
            self._failed += 1
            self._lost += done.chunk.n_starts
        else:
            self.found(done.outcomes)
        self._here += done.chunk.n_starts
        rate = self._here / max(monotonic() - self._began, 1e-9)
        left = (self.all_starts - self.n_starts - self._lost) / rate
        return Progress(self.n_starts, self.all_starts, self._failed, self._solved, rate, left)
