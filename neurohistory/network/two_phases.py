"""The Boltzmann machine of 1985 as it learned: two phases, annealing, and a step by a sign.

The paper: `neurohistory.papers.ackley_1985`.  In one phase the visible units are held at an example,
with noise; in the other nobody is held, and the machine cools down from a high temperature.  For each
pair of units it is counted how often both are on together.  A weight grows by a fixed step if that is
more often so while the examples are held, and shrinks by it if it is less often so.

Two groups of visible units see the hidden units, and do not see each other: the *encoder* problem.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.effort import spend

__all__ = ["SCHEDULE", "Encoder"]

Array = NDArray[np.floating]

SCHEDULE = ((2, 20.0), (2, 15.0), (2, 12.0), (4, 10.0))  # so many units of time at a temperature
_STATISTICS = 10  # units of time over which is counted, at the last temperature
_TWICE = 2  # how often each example is held in a cycle
_EVEN = (np.arange(2**15) + 0.5) / 2**15
_LUCK = np.log(_EVEN / (1 - _EVEN))  # a logistic draw is one of these: quicker than a logarithm each


class Encoder:
    """Two groups of `size` units, and `n_hidden` units between them.

    Parameters
    ----------
    size : int
        Units of each group, of which one is on in an example.
    n_hidden : int
    noise : pair of float, default=(0.15, 0.05)
        How likely a unit that is on is held off, and one that is off is held on.
    step : float, default=2.0
        By which a weight changes.

    Examples
    --------
    >>> machine = Encoder(2, 1)
    >>> found = machine.learn(3, np.random.default_rng(0), most=300)
    >>> bool(np.isfinite(found).all())
    True
    """

    def __init__(
        self, size: int, n_hidden: int, *, noise: tuple[float, float] = (0.15, 0.05), step: float = 2.0
    ) -> None:
        self.size, self.n_hidden, self.noise, self.step = size, n_hidden, noise, step
        self.n_units = 2 * size + n_hidden
        one, other = np.arange(size), np.arange(size, 2 * size)
        self._hidden = np.arange(2 * size, self.n_units)
        # Units that are not linked look at the same time: a pair of the two groups, all hidden units.
        self._turns = [*np.column_stack([one, other]), self._hidden]
        linked = ~np.eye(self.n_units + 1, dtype=bool)
        linked[np.ix_(one, other)] = linked[np.ix_(other, one)] = False
        linked[np.ix_(self._hidden, self._hidden)] = False
        self._linked = linked[:, :, None]

    def learn(
        self,
        n_starts: int,
        rng: np.random.Generator,
        *,
        most: int,
        n_codes: Sequence[int] | None = None,
        apart: int = 1,
    ) -> NDArray[np.float64]:
        """Learn from zero weights until each example has a code of its own, or for `most` cycles.

        Parameters
        ----------
        n_starts : int
        rng : numpy.random.Generator
        most : int
        n_codes : sequence of int, optional
            The numbers of codes that are looked for, the last of which ends it; by default as many as
            there are examples.
        apart : int, default=1
            By how many units two codes differ at least.

        Returns
        -------
        ndarray of shape (number, start)
            The cycle in which there were first so many codes; NaN where there never were.
        """
        sought = np.array(n_codes or [self.size])
        # Weights, states and sums are whole numbers, or of steps, which single precision holds.
        weights: Array = np.zeros((self.n_units + 1, self.n_units + 1, n_starts), dtype=np.float32)
        cycles, who = np.full((len(sought), n_starts), np.nan), np.arange(n_starts)
        for cycle in range(1, most + 1):
            held = self._together(self._held(weights, rng))
            free = self._together(self._free(weights, rng))
            weights = weights + self.step * np.sign(held - free) * self._linked
            self._spend(who.size)
            enough = self.codes(weights, apart) >= sought[:, None]
            cycles[:, who] = np.where(np.isnan(cycles[:, who]) & enough, cycle, cycles[:, who])
            weights, who = weights[:, :, ~enough[-1]], who[~enough[-1]]
            if not who.size:
                break
        return cycles

    def codes(self, weights: Array, apart: int = 1) -> NDArray[np.int64]:
        """How many of the examples have a code so far from all others, (start,).

        The code of an example is what each hidden unit says to it more often than not.
        """
        inward = weights[self._hidden]
        z = inward[:, : self.size] + inward[:, self.size : 2 * self.size] + inward[:, -1:]
        differ = ((z[:, :, None] > 0) != (z[:, None] > 0)).sum(axis=0)  # (example, example, start)
        later = np.triu(np.ones((self.size, self.size), dtype=bool))[:, :, None]
        return np.asarray(((differ >= apart) | later).all(axis=1).sum(axis=0))

    def _held(self, weights: Array, rng: np.random.Generator) -> Array:
        """States with the visible units held, (unit, run, start); the hidden ones are independent."""
        n_runs, n_starts = _TWICE * self.size, weights.shape[2]
        examples = np.tile(np.eye(self.size, dtype=np.float32), (2, _TWICE))
        examples = examples[:, :, None]  # (visible, run, 1)
        off, on = self.noise
        flip = rng.random((2 * self.size, n_runs, n_starts)) < np.where(examples > 0, off, on)
        visible = np.where(flip, 1 - examples, examples)
        z = np.einsum("hvs,vrs->hrs", weights[self._hidden, : 2 * self.size], visible)
        z = z + weights[self._hidden, -1][:, None]
        drawn = rng.integers(len(_LUCK), size=(*z.shape[:2], _STATISTICS, n_starts), dtype=np.uint16)
        hidden = z[:, :, None] > (SCHEDULE[-1][1] * _LUCK)[drawn]
        seen = np.broadcast_to(visible[:, :, None], (*visible.shape[:2], _STATISTICS, n_starts))
        states = np.concatenate([seen, hidden, np.ones((1, *seen.shape[1:]), dtype=np.float32)])
        return np.asarray(states.reshape(self.n_units + 1, -1, n_starts))

    def _free(self, weights: Array, rng: np.random.Generator) -> Array:
        """States with nobody held, at the last temperature after cooling down, (unit, run, start)."""
        n_runs, n_starts = _TWICE * self.size, weights.shape[2]
        state = np.ones((self.n_units + 1, n_runs, n_starts), dtype=np.float32)
        state[:-1] = rng.integers(0, 2, size=(self.n_units, n_runs, n_starts))
        inward = [np.ascontiguousarray(weights[turn]) for turn in self._turns]
        times = [t for n, t in SCHEDULE for _ in range(n)] + [SCHEDULE[-1][1]] * _STATISTICS
        states = []
        for at, temperature in enumerate(times):
            drawn = rng.integers(len(_LUCK), size=(self.n_units, n_runs, n_starts), dtype=np.uint16)
            luck = (temperature * _LUCK)[drawn]
            for turn in rng.permutation(len(self._turns)):
                units = self._turns[turn]
                z = np.einsum("uns,nrs->urs", inward[turn], state)
                state[units] = z > luck[units]
            if at >= len(times) - _STATISTICS:
                states.append(state.copy())
        return np.concatenate(states, axis=1)

    def _spend(self, n_starts: int) -> None:
        """What a cycle costs: each look of a unit costs its links, each state that is counted all."""
        n_runs, links = _TWICE * self.size, self._linked[:-1, :, 0]
        n_links = int(self._linked[..., 0].sum()) // 2
        times = sum(n for n, _ in SCHEDULE) + _STATISTICS
        looks = links[self._hidden].sum() + times * links.sum()
        counts = 2 * _STATISTICS * n_links  # in both phases
        spend(
            presentations=n_runs * n_starts,
            updates=n_starts,
            multiply_adds=n_starts * (n_runs * (int(looks) + counts) + n_links),
            parameters=n_links,
        )

    @staticmethod
    def _together(states: Array) -> Array:
        """The fraction of the states in which two units are on together, (unit, unit, start)."""
        by_start = states.transpose(2, 0, 1)
        counts = by_start @ by_start.transpose(0, 2, 1)
        return np.asarray(counts.transpose(1, 2, 0) / np.float32(states.shape[1]))
