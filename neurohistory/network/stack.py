"""A stack of Boltzmann machines: pretrained one by one, unrolled into a network, fine-tuned as one.

The three stages of 2006.  Each machine learns what the hidden units of the machine below make of the
data.  Unrolled, the stack is a network that goes up through the weights W of all machines and down
again through their transposes.  Back-propagation then tunes all of it, and up and down part ways.

* `start_stack`: machines before any learning
* `pretrain`: greedily, the lowest first
* `unroll`, `unrolled_network`: the weights, and the network that they belong to
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
from neurohistory.network.propagation import Network

__all__ = [
    "Stack",
    "fine_tune",
    "pretrain",
    "start_stack",
    "unroll",
    "unrolled_network",
]

Array = NDArray[np.floating]
Stack = tuple[Machine, ...]  # the lowest first

_AT_ONCE = 2**16  # weights that are moved together, so that they stay in the cache


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


def unroll(stack: Stack) -> Array:
    """The weights of the network that goes up through the stack and down again.

    Returns
    -------
    ndarray of shape (parameter, start)
        Of `unrolled_network`: up with W and the hidden biases, down with W transposed and the visible
        biases.
    """
    up = [(machine.hidden_bias, machine.weights) for machine in stack]
    down = [(machine.visible_bias, machine.weights.swapaxes(0, 1)) for machine in reversed(stack)]
    layers = [np.concatenate((bias[None], weights)) for bias, weights in up + down]
    return np.concatenate([layer.reshape(-1, layer.shape[-1]) for layer in layers])


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
    sizes = (stack[0].weights.shape[0], *(machine.weights.shape[1] for machine in stack))
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
    rows = max(1, _AT_ONCE // theta.shape[1])
    parts = [slice(first, first + rows) for first in range(0, len(theta), rows)]
    for _ in range(epochs):
        theta, velocity = theta.copy(), velocity.copy()  # changed in place until they are yielded
        for x, d in batches((X, target[:, :, None]), batch_size, theta.shape[1], rng):
            gradient = network.gradient(theta, x, d)
            for part in parts:
                step, v = gradient[part], velocity[part]
                step *= learning_rate
                v *= momentum
                v -= step
                theta[part] += v
        yield theta, velocity
