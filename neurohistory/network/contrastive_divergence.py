"""Contrastive divergence: how a restricted Boltzmann machine learns, since 2002.

The likelihood climbs along `<v h>_data - <v h>_machine`, and the second mean would need endless
sampling.  CD-k starts the sampling at the data and compares after k steps.

* `plain_contrast`: one estimate of the gradient, as the paper has it
* `contrastive_divergence`: the rule, fast; yields a machine after each epoch

A test holds the two equal, as one holds `slides` and `propagation`.  The sampling of
the deep autoencoder of 2006 differs: take ``reconstruction="mean"`` for it.

The paper: `neurohistory.papers.hinton_2002`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import DTypeLike, NDArray

from neurohistory.network.batches import batches
from neurohistory.network.boltzmann import (
    Gradient,
    Hidden,
    Machine,
    check_visible,
    draw,
    hidden_probabilities,
    visible_probabilities,
    with_starts,
)
from neurohistory.network.effort import shown, spend
from neurohistory.network.matmul import matmul

__all__ = ["Reconstruction", "contrastive_divergence", "plain_contrast"]

Array = NDArray[np.floating]
Reconstruction = Literal["sampled", "mean"]

_EARLY_EPOCHS = 5  # those with the first of two momenta
_CACHE_SIZE = 1 << 16  # numbers of an array, of three that are worked on together

_Parameters = tuple[Array, Array, Array]  # W, b, c


def plain_contrast(machine: Machine, V: Array, rng: np.random.Generator, steps: int = 1) -> Gradient:
    """One draw of CD-k's estimate of the gradient for a batch, step by step: `<v h>_data - <v h>_k`.

    Parameters
    ----------
    machine : Machine
    V : ndarray of shape (example, visible), or (example, visible, start)
    rng : numpy.random.Generator
    steps : int, default=1
        k, how often the visible units are redrawn before they are compared.

    Examples
    --------
    >>> from neurohistory.network.boltzmann import start_machine
    >>> rng = np.random.default_rng(0)
    >>> plain_contrast(start_machine(3, 2, 1, rng), np.array([[1.0, 0.0, 1.0]]), rng).weights.shape
    (3, 2, 1)
    """
    v0 = v = np.broadcast_to(with_starts(V), (*V.shape[:2], machine.weights.shape[2]))
    for _ in range(steps):
        h = draw(hidden_probabilities(machine, v), rng)
        v = draw(visible_probabilities(machine, h), rng)
    h0, h = hidden_probabilities(machine, v0), hidden_probabilities(machine, v)
    vh0, vh = (np.einsum("evs,ehs->vhs", *means) for means in ((v0, h0), (v, h)))
    return Gradient((vh0 - vh) / len(V), (v0 - v).mean(axis=0), (h0 - h).mean(axis=0))


def contrastive_divergence(
    machine: Machine,
    V: Array,
    rng: np.random.Generator,
    *,
    epochs: int,
    steps: int = 1,
    persistent: bool = False,
    learning_rate: float = 0.1,
    momentum: float | tuple[float, float] = (0.5, 0.9),
    weight_decay: float = 0.0002,
    batch_size: int | None = 100,
    hidden: Hidden = "binary",
    reconstruction: Reconstruction = "sampled",
) -> Iterator[Machine]:
    """Learn by CD-k, or by persistent CD: yields a machine after each epoch.

    The statistics `<v h>`, `<v>` and `<h>` of the data are compared with those after k steps of Gibbs
    sampling, from probabilities of the hidden units in both:

        step <- momentum step + rate (<v h>_data - <v h>_k - decay W),    W <- W + step.

    Parameters
    ----------
    machine : Machine
        It is not changed.  Its velocities, chains and epochs go on from where they are.
    V : ndarray of shape (example, visible), or (example, visible, start)
        0 and 1, or probabilities.
    rng : numpy.random.Generator
    epochs : int
        Passes through V.
    steps : int, default=1
        k, how often the visible units are redrawn before they are compared.
    persistent : bool, default=False
        Let the sampling go on from where the last batch left it, not from the data.  A machine
        without chains gets `batch_size` of them, started from random bits.
    learning_rate : float, default=0.1
        It multiplies the mean over a batch.
    momentum : float or pair of floats, default=(0.5, 0.9)
        The fraction of the last step in the next one; of two, the first is for the first five epochs.
    weight_decay : float, default=0.0002
        L2 penalty on the weights only, scaled by the learning rate.
    batch_size : int or None, default=100
        Examples for each step, in an order drawn anew for each epoch and start; None takes all.
    hidden : {"binary", "linear"}, default="binary"
        Linear units have Gaussian noise of variance 1.
    reconstruction : {"sampled", "mean"}, default="sampled"
        Whether the last visible state of a chain is drawn, which makes the estimate exact as k grows,
        or is its probabilities, as in 2006.

    Yields
    ------
    Machine

    Raises
    ------
    ValueError
        If V has entries outside 0 to 1 or another width than the machine, or naming a setting that
        makes no sense.

    Examples
    --------
    >>> from neurohistory.network.boltzmann import free_energy, start_machine
    >>> rng = np.random.default_rng(0)
    >>> V = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    >>> machine = start_machine(3, 2, 1, rng)
    >>> for machine in contrastive_divergence(machine, V, rng, epochs=300):
    ...     pass
    >>> free_energy(machine, V).max() < free_energy(machine, 1 - V[:1] * [1, 0, 0]).min()
    np.True_
    """
    check_visible(V, machine.weights.shape[0])
    pair = momentum if isinstance(momentum, tuple) else (momentum, momentum)
    rule = _Rule(
        steps, persistent, learning_rate, pair, weight_decay, batch_size, hidden, reconstruction
    )
    rule.check(epochs)
    V = V.astype(machine.weights.dtype, copy=False)
    if persistent and not len(machine.chains):
        n_chains = len(V) if batch_size is None else batch_size
        shape = (n_chains, machine.weights.shape[0], machine.weights.shape[2])
        machine = machine._replace(chains=rng.integers(0, 2, shape).astype(V.dtype))
    return rule.epochs(machine, V, rng, epochs)


# The fast form: in place, on plain matrices for one machine, else with the axis start ---------------


@dataclass(frozen=True)
class _Rule:
    """The settings of contrastive divergence, and what they do with a batch and an epoch."""

    steps: int = 1
    persistent: bool = False
    learning_rate: float = 0.1
    momentum: tuple[float, float] = (0.5, 0.9)
    weight_decay: float = 0.0002
    batch_size: int | None = 100
    hidden: Hidden = "binary"
    reconstruction: Reconstruction = "sampled"

    def check(self, epochs: int) -> None:
        if not (self.steps >= 1 and epochs >= 0 and (self.batch_size is None or self.batch_size >= 1)):
            raise ValueError(
                "steps and batch_size must be at least 1 and epochs not negative, not "
                f"{self.steps}, {self.batch_size} and {epochs}"
            )
        if self.hidden not in ("binary", "linear"):
            raise ValueError(f"hidden must be 'binary' or 'linear', not {self.hidden!r}")
        if self.reconstruction not in ("sampled", "mean"):
            raise ValueError(f"reconstruction must be 'sampled' or 'mean', not {self.reconstruction!r}")
        if self.persistent and self.reconstruction == "mean":
            raise ValueError("a persistent chain goes on from samples; take reconstruction='sampled'")

    def epochs(
        self, machine: Machine, V: Array, rng: np.random.Generator, epochs: int
    ) -> Iterator[Machine]:
        alone = machine.weights.shape[2] == 1
        if alone and V.ndim == 3:
            V = V[:, :, 0]
        scratch = _Scratch(V.dtype)
        for _ in range(epochs):
            fields = (field[..., 0] if alone else field for field in machine[:7])
            W, b, c, dW, db, dc, chains = (field.copy() for field in fields)  # changed until yielded
            keep = self.momentum[0 if machine.epochs.max() < _EARLY_EPOCHS else 1]
            for (v0,) in batches((V,), self.batch_size, machine.weights.shape[2], rng):
                begin = chains if self.persistent else v0
                self._spend(len(v0), machine.weights)
                end, changes = self.contrast((W, b, c), v0, begin, rng, scratch)
                if self.persistent:
                    chains[:] = end
                _move(W, dW, changes[0], keep, self.learning_rate * self.weight_decay)
                _move(b, db, changes[1], keep)
                _move(c, dc, changes[2], keep)
            now = (W, b, c, dW, db, dc, chains)
            axes = (field[..., None] if alone else field for field in now)
            machine = Machine._make((*axes, machine.epochs + 1))
            yield machine

    def _spend(self, n_examples: int, weights: Array) -> None:
        n_visible, n_hidden, n_starts = weights.shape
        n_numbers = n_visible * n_hidden + n_visible + n_hidden
        shown(n_examples * n_starts, n_numbers, updates=n_starts)
        # There and back at each step of the chain, and <v h> of both its ends.
        spend(multiply_adds=n_examples * n_starts * n_numbers * (2 * self.steps + 2))

    def contrast(
        self,
        machine: _Parameters,
        v0: Array,
        begin: Array,
        rng: np.random.Generator,
        scratch: _Scratch,
    ) -> tuple[Array, _Parameters]:
        """The ends of the chains, and the learning rate times the difference of all three means."""
        W, b, c = machine
        n0, n1 = len(v0), len(begin)
        h = scratch("h", (n0 + n1, *c.shape))  # means: of the data, then at the end of the chains
        v = scratch("v", (n0 + n1, *b.shape))
        h0, h1, v1 = h[:n0], h[n0:], v[n0:]
        means = self._hidden(v0, W, c, h0)
        if begin is not v0:
            means = self._hidden(begin, W, c, h1)
        for step in range(1, self.steps + 1):
            sample = self._sample(means, rng, scratch("sample", h1.shape))
            matmul(sample, W.swapaxes(0, 1), v1)
            v1 += b
            _logistic_in_place(v1)
            if self.reconstruction == "sampled" or step < self.steps:
                v1[:] = draw(v1, rng, scratch("bits", v1.shape))
            means = self._hidden(v1, W, c, h1)
        h0 *= self.learning_rate / n0
        h1 *= -self.learning_rate / n1
        if W.ndim == 2:  # one matrix product for both phases, on [v0; v1] and [h0; -h1]
            v[:n0] = v0
            dW = np.matmul(v.T, h, out=scratch("dW", W.shape))
        else:
            dW = matmul(v0.swapaxes(0, 1), h0) + matmul(v1.swapaxes(0, 1), h1)
        seen = v0 if v0.ndim > b.ndim else with_starts(v0)
        db = self.learning_rate / n0 * seen.sum(axis=0) - self.learning_rate / n1 * v1.sum(axis=0)
        return v1, (dW, db, h.sum(axis=0))

    def _hidden(self, v: Array, W: Array, c: Array, out: Array) -> Array:
        matmul(v, W, out)
        out += c
        if self.hidden == "binary":
            _logistic_in_place(out)
        return out

    def _sample(self, means: Array, rng: np.random.Generator, out: Array) -> Array:
        if self.hidden == "binary":
            return draw(means, rng, out)
        rng.standard_normal(out=out, dtype=out.dtype)
        out += means
        return out


def _move(w: Array, velocity: Array, change: Array, keep: float, decay: float = 0.0) -> None:
    """A step with momentum, in place and row by row, as many as the cache holds; uses `change` up."""
    rows = max(1, _CACHE_SIZE * len(w) // max(1, w.size))
    for first in range(0, len(w), rows):
        some = slice(first, first + rows)
        velocity[some] *= keep
        velocity[some] += change[some]
        if decay:
            velocity[some] -= np.multiply(w[some], decay, out=change[some])
        w[some] += velocity[some]


class _Scratch:
    """Scratch arrays, reused: allocating them costs more than the arithmetic."""

    def __init__(self, dtype: DTypeLike) -> None:
        self._dtype = dtype
        self._arrays: dict[tuple[str, tuple[int, ...]], Array] = {}

    def __call__(self, name: str, shape: tuple[int, ...]) -> Array:
        if (name, shape) not in self._arrays:
            self._arrays[name, shape] = np.empty(shape, self._dtype)
        return self._arrays[name, shape]


def _logistic_in_place(z: Array) -> None:
    """The logistic function by way of tanh."""
    z *= 0.5
    np.tanh(z, out=z)
    z += 1
    z *= 0.5
