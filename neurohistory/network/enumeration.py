"""A small restricted Boltzmann machine, exactly: every state of one layer is visited.

The sums that sampling only estimates, as a referee for it: the partition function Z, the likelihood,
its gradient, and what CD-k gives on average.  All states of the smaller layer are enumerated, the
other layer being summed in closed form; 20 units there, a million states, are the limit.

* `states`: all states of some units
* `log_partition`, `log_probability`, `log_likelihood`
* `exact_gradient`: of the mean log likelihood
* `expected_contrast`: the mean of CD-k's estimate of it, from the chain's transition matrix
* `maximum_likelihood`: learn by the exact gradient
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from neurohistory.network.boltzmann import (
    Gradient,
    Machine,
    check_visible,
    free_energy,
    hidden_probabilities,
    visible_probabilities,
)
from neurohistory.network.effort import shown, spend
from neurohistory.network.matmul import matmul

__all__ = [
    "exact_gradient",
    "expected_contrast",
    "log_likelihood",
    "log_partition",
    "log_probability",
    "maximum_likelihood",
    "states",
]

Array = NDArray[np.floating]

_MAX_UNITS = 20
_MAX_NUMBERS = 1 << 18  # in one array, while states are enumerated


def states(n_units: int, dtype: DTypeLike = np.float64) -> Array:
    """All states of `n_units` binary units in counting order, shape (2 ** n_units, unit).

    Raises
    ------
    ValueError
        Beyond 20 units.

    Examples
    --------
    >>> states(2)
    array([[0., 0.],
           [0., 1.],
           [1., 0.],
           [1., 1.]])
    """
    _check_few(n_units)
    return _counted(0, 1 << n_units, n_units, dtype)


@np.errstate(under="ignore")
def log_partition(machine: Machine) -> Array:
    """The partition function as ln Z, shape (start,).

    Raises
    ------
    ValueError
        If the smaller layer has more than 20 units.

    Examples
    --------
    >>> from neurohistory.network.boltzmann import start_machine
    >>> blank = start_machine(3, 2, 1, np.random.default_rng(0), scale=0)
    >>> log_partition(blank) / np.log(2)  # all 2 ** 5 states alike
    array([5.])
    """
    total = np.full(machine.weights.shape[2], -np.inf, dtype=machine.weights.dtype)
    for part in _parts(machine):
        total = np.logaddexp(total, np.logaddexp.reduce(part.log_weight, axis=0))
    return total


@np.errstate(under="ignore")
def log_probability(machine: Machine, V: Array) -> Array:
    """The log probability ln p(v) of each visible state, shape (example, start).

    Parameters
    ----------
    machine : Machine
    V : ndarray of 0 and 1, shape (example, visible), or (example, visible, start)

    Raises
    ------
    ValueError
        If V is not binary, or the smaller layer has more than 20 units.
    """
    _check_binary(machine, V)
    return np.asarray(-free_energy(machine, V) - log_partition(machine))


def log_likelihood(machine: Machine, V: Array) -> Array:
    """The mean of ln p(v) over the examples, shape (start,); arguments as for `log_probability`."""
    return np.asarray(log_probability(machine, V).mean(axis=0))


@np.errstate(under="ignore")
def exact_gradient(machine: Machine, V: Array) -> Gradient:
    """The gradient of `log_likelihood`: `<v h>` of the data less `<v h>` of the machine.

    Parameters
    ----------
    machine : Machine
    V : ndarray of 0 and 1, shape (example, visible), or (example, visible, start)

    Raises
    ------
    ValueError
        If V is not binary, or the smaller layer has more than 20 units.
    """
    _check_binary(machine, V)
    kind, n_starts = machine.weights.dtype, machine.weights.shape[2]
    equal = np.full((len(V), n_starts), 1 / len(V), dtype=kind)
    data = _moments(V, hidden_probabilities(machine, V), equal)
    own: list[Array] = [np.zeros_like(moment) for moment in data]
    total = np.full(n_starts, -np.inf, dtype=kind)  # ln of the weight of the states so far
    for part in _parts(machine):
        before, total = total, np.logaddexp(total, np.logaddexp.reduce(part.log_weight, axis=0))
        more = _moments(part.V, part.H, np.exp(part.log_weight - total))
        own = [np.exp(before - total) * old + new for old, new in zip(own, more, strict=True)]
    return Gradient(*(d - m for d, m in zip(data, own, strict=True)))


@np.errstate(under="ignore")
def expected_contrast(machine: Machine, V: Array, steps: int = 1) -> Gradient:
    """The mean of CD-k's estimate of the gradient over all that chance may draw.

    The visible states of the chains are a Markov chain with the transitions
    T(v, v') = sum over h of p(h | v) p(v' | h); k steps from the data are taken exactly.

    Parameters
    ----------
    machine : Machine
        With at most 20 units in both layers together.
    V : ndarray of 0 and 1, shape (example, visible)
    steps : int, default=1
        k.

    Raises
    ------
    ValueError
        If V is not binary, or the machine too large.
    """
    _check_binary(machine, V)
    n_visible, n_hidden, n_starts = machine.weights.shape
    _check_few(n_visible + n_hidden)
    kind = machine.weights.dtype
    all_v, all_h = states(n_visible, kind), states(n_hidden, kind)
    up = _joint(hidden_probabilities(machine, all_v), all_h)  # (start, v, h): p(h | v)
    down = _joint(visible_probabilities(machine, all_h), all_v)  # (start, h, v'): p(v' | h)
    number = V.astype(np.int64) @ (1 << np.arange(n_visible)[::-1])
    p = np.bincount(number, minlength=len(all_v)).astype(kind) / len(V)
    p = np.repeat(p[None, None], n_starts, axis=0)  # (start, 1, v)
    for _ in range(steps):
        p = p @ up @ down
    equal = np.full((len(V), n_starts), 1 / len(V), dtype=kind)
    data = _moments(V, hidden_probabilities(machine, V), equal)
    chain = _moments(all_v, hidden_probabilities(machine, all_v), p[:, 0].T)
    return Gradient(*(d - m for d, m in zip(data, chain, strict=True)))


def maximum_likelihood(
    machine: Machine, V: Array, *, epochs: int, learning_rate: float = 0.1, momentum: float = 0.0
) -> Iterator[Machine]:
    """Learn by the exact gradient of the likelihood, all examples in each step.

    What contrastive divergence would do with infinitely many steps and examples; without decay.

    Parameters
    ----------
    machine : Machine
    V : ndarray of 0 and 1, shape (example, visible), or (example, visible, start)
    epochs : int
    learning_rate : float, default=0.1
    momentum : float, default=0.0

    Yields
    ------
    Machine
        After each step.

    Raises
    ------
    ValueError
        If V is not binary, or the smaller layer has more than 20 units.
    """
    n_visible, n_hidden, n_starts = machine.weights.shape
    n_numbers = n_visible * n_hidden + n_visible + n_hidden
    n_states = len(V) + 2 ** min(n_visible, n_hidden)  # those of the examples, and all there are
    for _ in range(epochs):
        g = exact_gradient(machine, V)
        shown(len(V) * n_starts, n_numbers, updates=n_starts)
        spend(multiply_adds=(2 * n_states - len(V)) * n_starts * n_numbers)  # means and products
        dW = momentum * machine.weights_velocity + learning_rate * g.weights
        db = momentum * machine.visible_velocity + learning_rate * g.visible_bias
        dc = momentum * machine.hidden_velocity + learning_rate * g.hidden_bias
        machine = Machine(
            machine.weights + dW, machine.visible_bias + db, machine.hidden_bias + dc, dW, db, dc,
            machine.chains, machine.epochs + 1,
        )  # fmt: skip
        yield machine


class _Part(NamedTuple):
    """Some states of the enumerated layer, the means of the other, and the log of their weights."""

    V: Array  # (state, visible[, start])
    H: Array  # (state, hidden[, start])
    log_weight: Array  # (state, start): summed over the other layer


def _parts(machine: Machine) -> Iterator[_Part]:
    """All states of the smaller layer, a part at a time."""
    n_visible, n_hidden, n_starts = machine.weights.shape
    upside_down = n_visible > n_hidden  # then the hidden layer plays the visible one
    if upside_down:
        machine = machine._replace(
            weights=machine.weights.swapaxes(0, 1),
            visible_bias=machine.hidden_bias,
            hidden_bias=machine.visible_bias,
        )
    n = min(n_visible, n_hidden)
    _check_few(n, "the smaller layer")
    some = max(1, _MAX_NUMBERS // (max(n_visible, n_hidden) * n_starts))
    for first in range(0, 1 << n, some):
        S = _counted(first, min(first + some, 1 << n), n, machine.weights.dtype)
        means, log_weight = hidden_probabilities(machine, S), -free_energy(machine, S)
        yield _Part(means, S, log_weight) if upside_down else _Part(S, means, log_weight)


def _moments(V: Array, H: Array, p: Array) -> tuple[Array, Array, Array]:
    """The means of v h, v and h under p, of shape (state, start)."""
    v, h = (_with_starts(x) * p[:, None] for x in (V, H))
    # Whichever layer is shared by the starts goes first.
    W = matmul(H.T, v).swapaxes(0, 1) if H.ndim == 2 else matmul(V.swapaxes(0, 1), h)
    return W, np.asarray(v.sum(axis=0)), np.asarray(h.sum(axis=0))


def _with_starts(x: Array) -> Array:
    return x if x.ndim == 3 else x[:, :, None]


def _joint(p: Array, S: Array) -> Array:
    """The probability of each state in S, units independent with p of shape (given, unit, start)."""
    q = np.moveaxis(p, 2, 0)[:, :, None]  # (start, given, 1, unit)
    return np.asarray(np.where(S == 1, q, 1 - q).prod(axis=3))


def _counted(first: int, last: int, n_units: int, dtype: DTypeLike) -> Array:
    numbers = np.arange(first, last)[:, None]
    return (numbers >> np.arange(n_units)[::-1] & 1).astype(dtype)


def _check_few(n_units: int, where: str = "this machine") -> None:
    if n_units > _MAX_UNITS:
        raise ValueError(
            f"{where} has {n_units} units, and all 2 ** {n_units} states would be visited; "
            f"at most {_MAX_UNITS} units can be enumerated"
        )


def _check_binary(machine: Machine, V: Array) -> None:
    check_visible(V, machine.weights.shape[0])
    if not ((V == 0) | (V == 1)).all():
        raise ValueError(
            "V holds probabilities between 0 and 1, and only states have a likelihood; "
            "round them or draw bits from them first"
        )
