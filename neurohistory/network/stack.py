"""A stack of Boltzmann machines: pretrained one by one, unrolled into a network, fine-tuned as one.

The three stages of 2006.  Each machine learns what the hidden units of the machine below make of the
data.  Unrolled, the stack is a network that goes up through the weights W of all machines and down
again through their transposes.  Back-propagation then tunes all of it, and up and down part ways.

* `start_stack`: machines before any learning
* `pretrain`: greedily, the lowest first
* `upward`, `with_upward`: the weights on the way up, read from the machines and put into them
* `unroll`, `unrolled_network`: the weights up and down, and the network that they belong to
* `fine_tune`: down the gradient of a network in mini-batches

The paper: `neurohistory.papers.hinton_2006`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import DTypeLike, NDArray

from neurohistory.network.activations import ACTIVATIONS
from neurohistory.network.batches import batches
from neurohistory.network.boltzmann import (
    Machine,
    hidden_probabilities,
    start_machine,
)
from neurohistory.network.contrastive_divergence import contrastive_divergence
from neurohistory.network.costs import SOFT_CROSS_ENTROPY
from neurohistory.network.effort import shown
from neurohistory.network.propagation import Network
from neurohistory.network.theta import layers, n_parameters

__all__ = [
    "Stack",
    "fine_tune",
    "pretrain",
    "start_stack",
    "unroll",
    "unrolled_network",
    "upward",
    "with_upward",
]

Array = NDArray[np.floating]
Stack = tuple[Machine, ...]  # the lowest first

_CACHE_SIZE = 2**16  # weights that are moved together, so that they stay in the cache


def start_stack(
    sizes: Sequence[int],
    n_starts: int,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float64,
    *,
    scale: float = 0.1,
) -> Stack:
    """Machines before any learning: normal weights, biases 0.

    Parameters
    ----------
    sizes : sequence of int
        Units of each layer, inputs first.
    n_starts : int
    rng : numpy.random.Generator
    dtype : dtype, default="float64"
    scale : float, default=0.1
        Standard deviation of the weights.

    Examples
    --------
    >>> stack = start_stack((6, 4, 2), 3, np.random.default_rng(0))
    >>> [machine.weights.shape for machine in stack]
    [(6, 4, 3), (4, 2, 3)]
    """
    return tuple(start_machine(m, n, n_starts, rng, dtype, scale=scale) for m, n in pairwise(sizes))


def pretrain(
    stack: Stack,
    V: Array,
    rng: np.random.Generator,
    *,
    epochs: int,
    learning_rate: float = 0.1,
    code_rate: float | None = None,
    batch_size: int | None = 100,
) -> Iterator[tuple[Stack, int]]:
    """Greedily: the lowest machine learns the data, each other one what the machine below makes of it.

    CD-1 with the constants of 2006: momentum 0.5 for five epochs and 0.9 after, weight decay 0.0002.

    Parameters
    ----------
    stack : tuple of Machine
        It is not changed.  Machines that have had epochs get what is left.
    V : ndarray of shape (example, visible), or (example, visible, start)
        0 and 1, or numbers between.
    rng : numpy.random.Generator
    epochs : int
        For each machine.
    learning_rate : float, default=0.1
    code_rate : float or None, default=None
        Learning rate of the top machine, whose hidden units are linear with Gaussian noise then; None
        makes it one like the others.
    batch_size : int or None, default=100

    Yields
    ------
    stack : tuple of Machine
        After each epoch.
    depth : int
        How many machines have begun to learn.
    """
    for level, machine in enumerate(stack):
        linear = code_rate is not None and level == len(stack) - 1
        learning = contrastive_divergence(
            machine,
            V,
            rng,
            epochs=max(0, epochs - int(machine.epochs.max())),
            learning_rate=float(code_rate if linear and code_rate is not None else learning_rate),
            batch_size=batch_size,
            hidden="linear" if linear else "binary",
            reconstruction="mean",
        )
        for machine in learning:
            stack = (*stack[:level], machine, *stack[level + 1 :])
            yield stack, level + 1
        if level < len(stack) - 1:
            V = hidden_probabilities(machine, V)


def upward(stack: Stack) -> Array:
    """The weights of the network that goes up through the stack, shape (parameter, start)."""
    return _flat([(machine.hidden_bias, machine.weights) for machine in stack])


def with_upward(stack: Stack, theta: Array) -> Stack:
    """The same machines with the weights and hidden biases of a network that goes up through them.

    Parameters
    ----------
    stack : tuple of Machine
    theta : ndarray of shape (parameter, start)
        As `upward` gives it, or more: what lies above the stack is left out.
    """
    sizes = _sizes(stack)
    matrices = layers(theta[: n_parameters(sizes)], sizes)
    return tuple(
        machine._replace(hidden_bias=matrix[0], weights=matrix[1:])
        for machine, matrix in zip(stack, matrices, strict=True)
    )


def unroll(stack: Stack) -> Array:
    """The weights of the network that goes up through the stack and down again.

    Returns
    -------
    ndarray of shape (parameter, start)
        The theta of `unrolled_network`: up with W and the hidden biases, down with W transposed and the
        visible biases.
    """
    down = [(machine.visible_bias, machine.weights.swapaxes(0, 1)) for machine in reversed(stack)]
    return np.concatenate([upward(stack), _flat(down)])


def unrolled_network(stack: Stack, *, linear_code: bool) -> Network:
    """The network that goes up through the stack and down again, and is to give back its input.

    Parameters
    ----------
    stack : tuple of Machine
    linear_code : bool
        Whether the units in the middle are linear; all others are logistic.

    Examples
    --------
    >>> unrolled_network(start_stack((6, 4, 2), 1, np.random.default_rng(0)), linear_code=True).sizes
    (6, 4, 2, 4, 6)
    """
    sizes = _sizes(stack)
    logistic = ACTIVATIONS["logistic"]
    sides = (logistic,) * (len(stack) - 1)
    code = ACTIVATIONS["linear"] if linear_code else logistic
    return Network((*sizes, *sizes[-2::-1]), logistic, SOFT_CROSS_ENTROPY, units=(*sides, code, *sides))


def fine_tune(
    network: Network,
    theta: Array,
    velocity: Array,
    X: Array,
    target: Array,
    rng: np.random.Generator,
    *,
    epochs: int,
    learning_rate: float,
    momentum: float = 0.9,
    batch_size: int | None = 100,
) -> Iterator[tuple[Array, Array]]:
    """Down the gradient with momentum: v <- momentum v - rate dJ/dtheta;  theta <- theta + v.

    Parameters
    ----------
    network : Network
    theta, velocity : ndarray of shape (parameter, start)
        They are not changed.
    X : ndarray of shape (example, feature)
    target : ndarray of shape (example, class)
    rng : numpy.random.Generator
    epochs : int
    learning_rate : float
    momentum : float, default=0.9
    batch_size : int or None, default=100
        Examples for each step, in an order drawn anew for each epoch and start; None takes all.

    Yields
    ------
    theta, velocity : ndarray of shape (parameter, start)
        After each epoch.
    """
    rows = max(1, _CACHE_SIZE // theta.shape[1])
    parts = [slice(first, first + rows) for first in range(0, len(theta), rows)]
    for _ in range(epochs):
        theta, velocity = theta.copy(), velocity.copy()  # changed in place until they are yielded
        for x, d in batches((X, target[:, :, None]), batch_size, theta.shape[1], rng):
            gradient = network.gradient(theta, x, d)
            shown(len(x) * theta.shape[1], len(theta), updates=theta.shape[1])
            for part in parts:
                step, v = gradient[part], velocity[part]
                step *= learning_rate
                v *= momentum
                v -= step
                theta[part] += v
        yield theta, velocity


def _sizes(stack: Stack) -> tuple[int, ...]:
    """Units of each layer, inputs first."""
    return (stack[0].weights.shape[0], *(machine.weights.shape[1] for machine in stack))


def _flat(parts: Sequence[tuple[Array, Array]]) -> Array:
    """Biases and weights of layers in one array, shape (parameter, start)."""
    matrices = [np.concatenate((bias[None], weights)) for bias, weights in parts]
    return np.concatenate([row for matrix in matrices for row in matrix])
