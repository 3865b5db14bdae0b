"""The perceptron of 1958 as printed: two source sets, and alpha and gamma systems that gain value.

The paper: `neurohistory.papers.rosenblatt_1958`.  Each response has a source set of association
units.  A stimulus of its class makes the units of that set which fire for it gain value: one each in
an *alpha* system; in a *gamma* system the others of the set lose as much together, so that the total
stays.  The response follows whose active units have the larger sum of values, or the larger mean.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.association import association, wire
from neurohistory.network.effort import spend

__all__ = ["Compared", "SourceSets", "System", "bars", "random_dots"]

Array = NDArray[np.floating]
System = Literal["alpha", "gamma"]
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

    def taught(self, stimuli: Stimuli, system: System) -> Array:
        """The values of the units after each stimulus was shown once, with its response forced."""
        X, classes = stimuli
        active = self.active(X)
        n_units = len(self.of_set)
        spend(presentations=len(X), updates=len(X), multiply_adds=active.sum(), parameters=n_units)
        values = np.zeros(len(self.of_set))
        for which in (0, 1):
            here = self.of_set == which
            fires = active[np.ix_(classes == which, here)]
            gains = fires.astype(float)
            if system == "gamma":
                n_active = fires.sum(axis=1, keepdims=True)
                loss = n_active / np.maximum(fires.shape[1] - n_active, 1)
                gains = np.where(fires, 1.0, -loss)
            values[here] = gains.sum(axis=0)
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
