"""The restricted Boltzmann machine: two layers, no wires within a layer, and contrastive divergence.

A `Machine` holds its weights W, the visible biases b and the hidden biases c.  The energy of a
joint state and the free energy of a visible one are

    E(v, h) = -b.v - c.h - v'W h,    F(v) = -b.v - sum_j ln(1 + exp(c_j + v.W_j)),

and p(v) = exp(-F(v)) / Z.  Given one layer, the units of the other are independent:
p(h = 1 | v) = logistic(c + v'W) and p(v = 1 | h) = logistic(b + W h).

* `start_machine`: small random weights
* `hidden_probabilities`, `visible_probabilities`: one layer given the other
* `energy`, `free_energy`, `sample`
* `contrastive_divergence`: the rule of 2002; yields a machine after each epoch
* `contrast`: the step that it takes for one batch, alone

What needs the sum over all states (Z, likelihood, the exact gradient) is in `enumeration`.

Visible vectors V are 0 and 1, or probabilities between: of shape (example, visible) if all starts
see the same, or (example, visible, start).  ``hidden="linear"`` makes the hidden units Gaussian
with unit noise, the code layer of the deep autoencoder of 2006; for the practice of that paper take
``reconstruction="mean"`` too.

G. E. Hinton, "Training products of experts by minimizing contrastive divergence", Neural
Computation 14 (2002) 1771-1800.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from neurohistory.network.activations import logistic, softplus
from neurohistory.network.batches import batches
from neurohistory.network.matmul import matmul

__all__ = [
    "Gradient",
    "Hidden",
    "Machine",
    "Reconstruction",
    "check_visible",
    "contrast",
    "contrastive_divergence",
    "energy",
    "free_energy",
    "hidden_probabilities",
    "sample",
    "start_machine",
    "visible_probabilities",
]

Array = NDArray[np.floating]
Hidden = Literal["binary", "linear"]
Reconstruction = Literal["sampled", "mean"]

_EARLY_EPOCHS = 5  # those with the first of two momenta

_CACHED = 1 << 16  # numbers of an array, of three that are worked on together

_Parameters = tuple[Array, Array, Array]  # W, b, c


class Machine(NamedTuple):
    """A restricted Boltzmann machine for each start, and what its rule of learning carries."""

    weights: Array  # (visible, hidden, start): W
    visible_bias: Array  # (visible, start): b
    hidden_bias: Array  # (hidden, start): c
    weights_velocity: Array  # (visible, hidden, start): the last step
    visible_velocity: Array  # (visible, start)
    hidden_velocity: Array  # (hidden, start)
    chains: Array  # (chain, visible, start): states of the persistent chains, if there are any
    epochs: NDArray[np.int64]  # (start,): epochs so far


class Gradient(NamedTuple):
    """Uphill for the log likelihood: <v h>, <v> and <h> of the data less those of the machine."""

    weights: Array  # (visible, hidden, start)
    visible_bias: Array  # (visible, start)
    hidden_bias: Array  # (hidden, start)


def start_machine(
    n_visible: int,
    n_hidden: int,
    n_starts: int,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
    *,
    scale: float = 0.1,
    n_chains: int = 0,
) -> Machine:
    """A machine before any learning: normal weights, biases 0.

    Parameters
    ----------
    n_visible, n_hidden, n_starts : int
    rng : numpy.random.Generator
    dtype : dtype, default="float64"
        Or float32.
    scale : float, default=0.1
        Standard deviation of the weights.
    n_chains : int, default=0
        Persistent chains, started from random bits.

    Examples
    --------
    >>> machine = start_machine(6, 4, 3, np.random.default_rng(0))
    >>> machine.weights.shape
    (6, 4, 3)
    """
    kind = np.dtype(dtype)
    W = scale * rng.standard_normal((n_visible, n_hidden, n_starts))
    b, c = np.zeros((n_visible, n_starts), kind), np.zeros((n_hidden, n_starts), kind)
    return Machine(
        W.astype(kind), b, c, np.zeros(W.shape, kind), b, c,
        rng.integers(0, 2, (n_chains, n_visible, n_starts)).astype(kind),
        np.zeros(n_starts, dtype=np.int64),
    )  # fmt: skip


# The machine ----------------------------------------------------------------------------------------


def hidden_probabilities(machine: Machine, V: ArrayLike, hidden: Hidden = "binary") -> Array:
    """p(h = 1 | v), shape (example, hidden, start); for linear units their mean.

    Parameters
    ----------
    machine : Machine
    V : ndarray of shape (example, visible), or (example, visible, start)
    hidden : {"binary", "linear"}, default="binary"
    """
    V = _vectors("V", V, len(machine.visible_bias))
    z = matmul(V, machine.weights) + machine.hidden_bias
    return logistic(z) if hidden == "binary" else z


def visible_probabilities(machine: Machine, H: ArrayLike) -> Array:
    """p(v = 1 | h), shape (example, visible, start).

    Parameters
    ----------
    machine : Machine
    H : ndarray of shape (example, hidden), or (example, hidden, start)
    """
    H = _vectors("H", H, len(machine.hidden_bias))
    return logistic(matmul(H, machine.weights.swapaxes(0, 1)) + machine.visible_bias)


def energy(machine: Machine, V: ArrayLike, H: ArrayLike) -> Array:
    """E(v, h) of joint states, shape (example, start).

    Parameters
    ----------
    machine : Machine
    V : ndarray of shape (example, visible), or (example, visible, start)
    H : ndarray of shape (example, hidden), or (example, hidden, start)
    """
    V, H = _vectors("V", V, len(machine.visible_bias)), _vectors("H", H, len(machine.hidden_bias))
    to_hidden = matmul(V, machine.weights) + machine.hidden_bias
    V, H = _like(V, machine.visible_bias), _like(H, machine.hidden_bias)
    return np.asarray(-(V * machine.visible_bias).sum(axis=1) - (H * to_hidden).sum(axis=1))


def free_energy(machine: Machine, V: ArrayLike) -> Array:
    """F(v) = -ln sum over h of exp(-E(v, h)), shape (example, start).

    Parameters
    ----------
    machine : Machine
        With binary hidden units.
    V : array of shape (example, visible), or (example, visible, start)

    Raises
    ------
    TypeError
        If V is sparse, or holds no numbers.
    ValueError
        If its shape does not fit the machine.

    Examples
    --------
    >>> machine = start_machine(2, 3, 1, np.random.default_rng(0), scale=0)
    >>> free_energy(machine, [[0, 1]])  # -3 ln 2
    array([[-2.07944154]])
    """
    V = _vectors("V", V, len(machine.visible_bias))
    to_hidden = matmul(V, machine.weights) + machine.hidden_bias
    V = _like(V, machine.visible_bias)
    return np.asarray(-(V * machine.visible_bias).sum(axis=1) - softplus(to_hidden).sum(axis=1))


def sample(
    machine: Machine,
    n_samples: int,
    rng: np.random.Generator,
    *,
    steps: int = 1000,
    start: Array | None = None,
) -> Array:
    """Visible states drawn by block Gibbs sampling, shape (sample, visible, start).

    Parameters
    ----------
    machine : Machine
        With binary hidden units.
    n_samples : int
        Chains side by side; each gives one sample.
    rng : numpy.random.Generator
    steps : int, default=1000
        Times that all hidden and then all visible units are drawn.
    start : ndarray of shape (sample, visible, start), optional
        Where the chains start; random bits if not given.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> machine = start_machine(2, 1, 1, rng)._replace(visible_bias=np.array([[9.0], [-9.0]]))
    >>> sample(machine, 3, rng, steps=5)[..., 0]
    array([[1., 0.],
           [1., 0.],
           [1., 0.]])
    """
    n_visible, _, n_starts = machine.weights.shape
    if start is None:
        V = rng.integers(0, 2, (n_samples, n_visible, n_starts)).astype(machine.weights.dtype)
    else:
        V = start
    for _ in range(steps):
        H = _drawn(hidden_probabilities(machine, V), rng)
        V = _drawn(visible_probabilities(machine, H), rng)
    return V


# Learning -------------------------------------------------------------------------------------------


def contrast(machine: Machine, V: Array, rng: np.random.Generator, steps: int = 1) -> Gradient:
    """One draw of CD-k's estimate of the gradient for a batch, the machine left as it is.

    Parameters
    ----------
    machine : Machine
    V : ndarray of shape (example, visible), or (example, visible, start)
    rng : numpy.random.Generator
    steps : int, default=1
        k.
    """
    check_visible(V, machine.weights.shape[0])
    rule = _Rule(steps=steps, persistent=False, hidden="binary", reconstruction="sampled")
    V = V.astype(machine.weights.dtype, copy=False)
    return Gradient(*rule.contrast(machine[:3], V, V, 1.0, rng, _Room(V.dtype))[1])


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

    The statistics <v h>, <v> and <h> of the data are compared with those after k steps of Gibbs
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
        For the mean over a batch.
    momentum : float or pair of floats, default=(0.5, 0.9)
        The share of the last step in the next one; of two, the first is for the first five epochs.
    weight_decay : float, default=0.0002
        Of the weights, not of the biases; multiplied by the learning rate.
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
    >>> rng = np.random.default_rng(0)
    >>> V = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    >>> machine = start_machine(3, 2, 1, rng)
    >>> for machine in contrastive_divergence(machine, V, rng, epochs=300):
    ...     pass
    >>> free_energy(machine, V).max() < free_energy(machine, 1 - V[:1] * [1, 0, 0]).min()
    np.True_
    """
    check_visible(V, machine.weights.shape[0])
    if not (steps >= 1 and epochs >= 0 and (batch_size is None or batch_size >= 1)):
        raise ValueError(
            "steps and batch_size must be at least 1 and epochs not negative, not "
            f"{steps}, {batch_size} and {epochs}"
        )
    if hidden not in ("binary", "linear"):
        raise ValueError(f"hidden must be 'binary' or 'linear', not {hidden!r}")
    if reconstruction not in ("sampled", "mean"):
        raise ValueError(f"reconstruction must be 'sampled' or 'mean', not {reconstruction!r}")
    if persistent and reconstruction == "mean":
        raise ValueError("a persistent chain goes on from samples; take reconstruction='sampled'")
    rule = _Rule(steps, persistent, hidden, reconstruction)
    pair = momentum if isinstance(momentum, tuple) else (momentum, momentum)
    V = V.astype(machine.weights.dtype, copy=False)
    if persistent and not len(machine.chains):
        n_chains = len(V) if batch_size is None else batch_size
        shape = (n_chains, machine.weights.shape[0], machine.weights.shape[2])
        machine = machine._replace(chains=rng.integers(0, 2, shape).astype(V.dtype))
    return _epochs(machine, V, rng, epochs, rule, learning_rate, pair, weight_decay, batch_size)


class _Rule(NamedTuple):
    """How a batch is contrasted; on plain matrices for one machine, else with the axis start."""

    steps: int
    persistent: bool
    hidden: Hidden
    reconstruction: Reconstruction

    def contrast(
        self,
        machine: _Parameters,
        v0: Array,
        start: Array,
        rate: float,
        rng: np.random.Generator,
        room: _Room,
    ) -> tuple[Array, _Parameters]:
        """Where the chains end, and `rate` times the difference of <v h>, <v> and <h>."""
        W, b, c = machine
        n0, n1 = len(v0), len(start)
        h = room("h", (n0 + n1, *c.shape))  # means: of the data, then at the end of the chains
        v = room("v", (n0 + n1, *b.shape))
        h0, h1, v1 = h[:n0], h[n0:], v[n0:]
        known = self._hidden(v0, W, c, h0)
        if start is not v0:
            known = self._hidden(start, W, c, h1)
        for step in range(1, self.steps + 1):
            drawn = room("drawn", h1.shape)
            if self.hidden == "binary":
                _draw(known, rng, drawn)
            else:
                rng.standard_normal(out=drawn, dtype=drawn.dtype)
                drawn += known
            matmul(drawn, W.swapaxes(0, 1), v1)
            v1 += b
            _squash(v1)
            if self.reconstruction == "sampled" or step < self.steps:
                chance = room("chance", v1.shape)
                _draw(v1, rng, chance)
                v1[:] = chance
            known = self._hidden(v1, W, c, h1)
        h0 *= rate / n0
        h1 *= -rate / n1
        if W.ndim == 2:  # one matrix product for both phases, on [v0; v1] and [h0; -h1]
            v[:n0] = v0
            dW = np.matmul(v.T, h, out=room("dW", W.shape))
        else:
            dW = matmul(v0.swapaxes(0, 1), h0) + matmul(v1.swapaxes(0, 1), h1)
        db = rate / n0 * _like(v0, b).sum(axis=0) - rate / n1 * v1.sum(axis=0)
        return v1, (dW, db, h.sum(axis=0))

    def _hidden(self, v: Array, W: Array, c: Array, out: Array) -> Array:
        matmul(v, W, out)
        out += c
        if self.hidden == "binary":
            _squash(out)
        return out


def _epochs(
    machine: Machine,
    V: Array,
    rng: np.random.Generator,
    epochs: int,
    rule: _Rule,
    learning_rate: float,
    momentum: tuple[float, float],
    weight_decay: float,
    batch_size: int | None,
) -> Iterator[Machine]:
    alone = machine.weights.shape[2] == 1  # one machine: plain matrices
    if alone and V.ndim == 3:
        V = V[:, :, 0]
    room = _Room(V.dtype)
    for _ in range(epochs):
        fields = (field[..., 0] if alone else field for field in machine[:7])
        W, b, c, dW, db, dc, chains = (field.copy() for field in fields)  # none is changed once yielded
        keep = momentum[0 if machine.epochs.max() < _EARLY_EPOCHS else 1]
        for (v0,) in batches((V,), batch_size, machine.weights.shape[2], rng):
            start = chains if rule.persistent else v0
            end, changes = rule.contrast((W, b, c), v0, start, learning_rate, rng, room)
            if rule.persistent:
                chains[:] = end
            _move(W, dW, changes[0], keep, learning_rate * weight_decay)
            _move(b, db, changes[1], keep)
            _move(c, dc, changes[2], keep)
        now = (W, b, c, dW, db, dc, chains)
        axes = (field[..., None] if alone else field for field in now)
        machine = Machine._make((*axes, machine.epochs + 1))
        yield machine


def _move(w: Array, velocity: Array, change: Array, keep: float, decay: float = 0.0) -> None:
    """A step with momentum, in place and row by row, as many as the cache holds; uses `change` up."""
    rows = max(1, _CACHED * len(w) // max(1, w.size))
    for first in range(0, len(w), rows):
        some = slice(first, first + rows)
        velocity[some] *= keep
        velocity[some] += change[some]
        if decay:
            velocity[some] -= np.multiply(w[some], decay, out=change[some])
        w[some] += velocity[some]


def check_visible(V: Array, n_visible: int | None = None) -> None:
    """Refuse visible vectors that are no probabilities, or too wide or narrow for the machine.

    Raises
    ------
    ValueError
        Naming the first entry that is not between 0 and 1, with the remedy.

    Examples
    --------
    >>> check_visible(np.array([[0.0, 1.0], [0.5, 16.0]]))
    Traceback (most recent call last):
    ...
    ValueError: V[1, 1] is 16; visible units are 0, 1 or a probability between; scale the data to 0 to 1
    """
    if V.ndim not in (2, 3) or not len(V) or (n_visible is not None and V.shape[1] != n_visible):
        raise ValueError(
            "V must have the shape (example, visible) or (example, visible, start)"
            + (f" with {n_visible} visible units" if n_visible is not None else "")
            + f", not {V.shape}"
        )
    sound = (V >= 0) & (V <= 1)
    if not sound.all():
        index = tuple(int(i) for i in np.argwhere(~sound)[0])
        raise ValueError(
            f"V[{', '.join(map(str, index))}] is {float(V[index]):.6g}; visible units are 0, 1 "
            "or a probability between; scale the data to 0 to 1"
        )


# Arithmetic: arrays end with the axis start, or are plain matrices of one machine -------------------


def _vectors(name: str, given: ArrayLike, n_units: int) -> Array:
    """The states of a layer as an array; lists will do."""
    if hasattr(given, "toarray"):
        raise TypeError(f"{name} is sparse; take {name}.toarray()")
    found = np.asarray(given)
    if found.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold numbers, not {found.dtype}")
    if found.ndim not in (2, 3) or found.shape[1] != n_units:
        raise ValueError(
            f"{name} has the shape {found.shape}; it must have {n_units} columns: (example, {n_units}), "
            f"or (example, {n_units}, start)"
        )
    return found if found.dtype.kind == "f" else found.astype(np.float64)


class _Room:
    """Arrays to work in, kept from batch to batch: to ask the system for them each time costs more
    than what is computed in them."""

    def __init__(self, dtype: DTypeLike) -> None:
        self._dtype = dtype
        self._arrays: dict[tuple[str, tuple[int, ...]], Array] = {}

    def __call__(self, name: str, shape: tuple[int, ...]) -> Array:
        if (name, shape) not in self._arrays:
            self._arrays[name, shape] = np.empty(shape, self._dtype)
        return self._arrays[name, shape]


def _squash(z: Array) -> None:
    """The logistic function, in place, by way of tanh."""
    z *= 0.5
    np.tanh(z, out=z)
    z += 1
    z *= 0.5


def _draw(p: Array, rng: np.random.Generator, out: Array) -> None:
    """1 with the probability p, else 0."""
    rng.random(out=out, dtype=out.dtype)
    np.less(out, p, out=out)


def _drawn(p: Array, rng: np.random.Generator) -> Array:
    out = np.empty_like(p)
    _draw(p, rng, out)
    return out


def _like(V: Array, bias: Array) -> Array:
    """V with a last axis of length 1 if the biases have the axis start and V has not."""
    return V if V.ndim > bias.ndim else V[:, :, None]
