"""The restricted Boltzmann machine: two layers, and no wires within a layer.

A `Machine` holds its weights W, the visible biases b and the hidden biases c.  The energy of a
joint state and the free energy of a visible one are

    E(v, h) = -b.v - c.h - v'W h,    F(v) = -b.v - sum_j ln(1 + exp(c_j + v.W_j)),

and p(v) = exp(-F(v)) / Z.  Given one layer, the units of the other are independent:
p(h = 1 | v) = logistic(c + v'W) and p(v = 1 | h) = logistic(b + W h).

* `start_machine`: small random weights
* `hidden_probabilities`, `visible_probabilities`: one layer given the other
* `energy`, `free_energy`, `sample`

How it learns is in `contrastive_divergence`; what needs the sum over all states (Z, likelihood, the
exact gradient) is in `enumeration`.

Visible vectors V are 0 and 1, or probabilities between: of shape (example, visible) if all starts
see the same, or (example, visible, start).  ``hidden="linear"`` makes the hidden units Gaussian
with unit noise, the code layer of the deep autoencoder of 2006.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from neurohistory.network.activations import logistic, softplus
from neurohistory.network.matmul import matmul

__all__ = [
    "Gradient",
    "Hidden",
    "Machine",
    "check_visible",
    "draw",
    "energy",
    "free_energy",
    "hidden_probabilities",
    "sample",
    "start_machine",
    "visible_probabilities",
    "with_starts",
]

Array = NDArray[np.floating]
Hidden = Literal["binary", "linear"]


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
    """Uphill for the log likelihood: `<v h>`, `<v>` and `<h>` of the data less those of the machine."""

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
    V, H = with_starts(V), with_starts(H)
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
    V = with_starts(V)
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
        H = draw(hidden_probabilities(machine, V), rng)
        V = draw(visible_probabilities(machine, H), rng)
    return V


def draw(p: Array, rng: np.random.Generator, out: Array | None = None) -> Array:
    """Random bits: 1 with the probability p, else 0.

    Parameters
    ----------
    p : ndarray
    rng : numpy.random.Generator
    out : ndarray, optional
        Where to put them.

    Examples
    --------
    >>> draw(np.array([0.0, 1.0]), np.random.default_rng(0))
    array([0., 1.])
    """
    bits = np.empty_like(p) if out is None else out
    rng.random(out=bits, dtype=bits.dtype)
    np.less(bits, p, out=bits)
    return bits


def with_starts(V: Array) -> Array:
    """Vectors with the axis start: of length 1 if all starts see the same."""
    return V if V.ndim == 3 else V[:, :, None]


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
