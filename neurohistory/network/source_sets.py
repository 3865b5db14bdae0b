"""The perceptron of 1958 as printed: two source sets, and four systems by which they gain value.

The paper: `neurohistory.papers.rosenblatt_1958`.  Each response has a source set of association
units.  A stimulus of its class makes the units of that set which fire for it gain value: one each in
an *alpha* system; in a *gamma* system the others of the set lose as much together, so that the total
stays.  In a *beta* system every set gains one each time, whatever happens: the set whose response it
is deals it out among the units that fire, and the other one among all of its units.  In a *bivalent*
system the units that fire in the other set lose one each.  The response follows whose active units
have the larger sum of values, or the larger mean.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.association import association, wire
from neurohistory.network.effort import spend

__all__ = ["Compared", "SourceSets", "System", "bars", "random_dots"]

Array = NDArray[np.floating]
System = Literal["alpha", "beta", "gamma", "bivalent"]
Compared = Literal["sum", "mean"]
Stimuli = tuple[Array, NDArray[np.int64]]  # (stimulus, point), and the class of each, 0 or 1


class SourceSets:
    """Two source sets of association units on one retina, wired at random.

    Parameters
    ----------
    n_units : int
        In each set.
    n_points : int
        Points of the retina.
    rng : numpy.random.Generator
    connections : int, default=5
        Excitatory ones, and as many inhibitory ones, of each unit.
    threshold : float, default=3

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> machine, shown = SourceSets(500, 400, rng), random_dots(5, rng)
    >>> machine.right(machine.taught(shown, "alpha"), shown, "sum")
    1.0
    """

    def __init__(
        self,
        n_units: int,
        n_points: int,
        rng: np.random.Generator,
        *,
        connections: int = 5,
        threshold: float = 3,
    ) -> None:
        self.of_set = np.repeat([0, 1], n_units)  # (unit,)
        self._wiring = wire((n_points, 2 * n_units, 1), connections, connections, rng).astype(float)
        self._threshold = threshold

    def active(self, X: Array) -> NDArray[np.bool_]:
        """Which units fire for each stimulus, shape (stimulus, unit)."""
        spend(multiply_adds=len(X) * np.abs(self._wiring).sum())
        return association(self._wiring, X, self._threshold)[:, :, 0]

    def taught(self, stimuli: Stimuli, system: System, elsewhere: int = 0) -> Array:
        """The values of the units after each stimulus was shown once, with its response forced.

        The paper leaves open what a stimulus adds in a beta system for which no unit of its set fires;
        here all of them share it.

        Parameters
        ----------
        stimuli : pair of arrays
        system : {"alpha", "beta", "gamma", "bivalent"}
        elsewhere : int, default=0
            Stimuli of other responses, in which these two sets have a part in a beta system alone.
        """
        X, classes = stimuli
        active = self.active(X)
        n_units = len(self.of_set)
        spend(presentations=len(X), updates=len(X), multiply_adds=active.sum(), parameters=n_units)
        values = np.zeros(len(self.of_set))
        for which in (0, 1):
            here = self.of_set == which
            fires, others = (active[np.ix_(each, here)] for each in (classes == which, classes != which))
            size, n_active = fires.shape[1], fires.sum(axis=1, keepdims=True)
            gains = fires.astype(float)
            if system == "gamma":
                gains = np.where(fires, 1.0, -n_active / np.maximum(size - n_active, 1))
            elif system == "beta":
                gains = np.where(n_active > 0, fires / np.maximum(n_active, 1), 1 / size)
            values[here] = gains.sum(axis=0)
            if system == "beta":
                values[here] += (len(others) + elsewhere) / size
            elif system == "bivalent":
                values[here] -= others.sum(axis=0)
        return values

    def by_trial(self, stimuli: Stimuli, rng: np.random.Generator) -> Array:
        """The values of a bivalent system that answers, and is told whether that was right.

        If it was, active units of the set that is on gain one and those of the other lose one; if it
        was wrong, they lose and gain.
        """
        X, classes = stimuli
        active, values = self.active(X), np.zeros(len(self.of_set))
        spend(presentations=len(X), updates=len(X), parameters=len(values))
        spend(multiply_adds=len(X) * len(values))
        for fires, which in zip(active, classes, strict=True):
            sums = [values[fires & (self.of_set == side)].sum() for side in (0, 1)]
            on = int(sums[1] > sums[0]) if sums[0] != sums[1] else int(rng.integers(2))
            reinforcement = 1 if on == which else -1
            values += reinforcement * np.where(self.of_set == on, 1, -1) * fires
        return values

    def right(
        self,
        values: Array,
        stimuli: Stimuli,
        compared: Compared,
        keep: NDArray[np.bool_] | None = None,
    ) -> float:
        """The fraction of the stimuli that get their own response; a tie counts one half.

        Parameters
        ----------
        values : ndarray of shape (unit,)
        stimuli : pair of arrays
        compared : {"sum", "mean"}
            How the values of the active units of a set are put together.
        keep : ndarray of bool, shape (unit,), optional
            Which units are left.
        """
        X, classes = stimuli
        spend(presentations=len(X), multiply_adds=len(X) * len(self.of_set))
        active = self.active(X) & (True if keep is None else keep)
        said = []
        for which in (0, 1):
            here = active * (self.of_set == which)
            total = here @ values
            said.append(total / np.maximum(here.sum(axis=1), 1) if compared == "mean" else total)
        lead = np.where(classes == 0, said[0] - said[1], said[1] - said[0])
        return float(np.mean((lead > 1e-9) + 0.5 * (np.abs(lead) <= 1e-9)))


def random_dots(n: int, rng: np.random.Generator, *, n_points: int = 400, lit: float = 0.2) -> Stimuli:
    """A world without order: `n` stimuli for each class, of points that are lit at random."""
    return (rng.random((2 * n, n_points)) < lit).astype(float), np.repeat([0, 1], n)


def bars(n: int, rng: np.random.Generator, *, side: int = 20, width: int = 4) -> Stimuli:
    """A world with order: `n` horizontal and `n` vertical bars at random places of a torus."""
    X = np.zeros((2 * n, side, side))
    first = rng.integers(side, size=2 * n)
    for stimulus, at in enumerate(first):
        rows = (at + np.arange(width)) % side
        if stimulus < n:
            X[stimulus, rows] = 1
        else:
            X[stimulus][:, rows] = 1
    return X.reshape(2 * n, -1), np.repeat([0, 1], n)
