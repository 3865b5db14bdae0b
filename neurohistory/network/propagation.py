"""Forward through the layers, and the gradient backward: the chain rule, once for all depths."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.activations import Activation

__all__ = ["backward", "forward", "net_input"]

Array = NDArray[np.floating]


def net_input(a: Array, theta: Array) -> Array:
    """z = bias + Theta' a: what reaches the units above, shape (example, unit above, replica).

    Parameters
    ----------
    a : ndarray of shape (example, unit below), the same for all replicas, or with a last axis replica
    theta : ndarray of shape (1 + unit below, unit above, replica)
    """
    bias, weights = theta[0], theta[1:]
    m, n, n_replicas = weights.shape
    if a.ndim == 2:  # shared data: one matrix product over all replicas
        z: Array = (a @ weights.reshape(m, n * n_replicas)).reshape(-1, n, n_replicas)
    elif n_replicas == 1:  # one large network: a plain matrix product
        z = (a[:, :, 0] @ weights[:, :, 0])[:, :, None]
    else:
        z = np.einsum("nmr,mkr->nkr", a, weights)
    total: Array = z + bias
    return total


def forward(thetas: Sequence[Array], X: Array, g: Activation) -> list[Array]:
    """The activations of every layer: a^(1) = X, of shape (example, feature), up to the output.

    Later entries have shape (example, unit, replica).
    """
    activations = [X]
    for theta in thetas:
        activations.append(g.value(net_input(activations[-1], theta)))
    return activations


def backward(
    thetas: Sequence[Array], activations: Sequence[Array], cost_slope: Array, g: Activation
) -> Array:
    """The gradient of the cost, as one flat array of shape (parameter, replica).

    Parameters
    ----------
    thetas : sequence of ndarray, each (1 + unit below, unit above, replica)
    activations : sequence of ndarray
        As `forward` returns them.
    cost_slope : ndarray of shape (example, class, replica)
        dE/da at the output layer.
    """
    delta = cost_slope * g.slope(activations[-1])  # dE/dz, (example, unit above, replica)
    gradients: list[Array] = []
    for theta, a in zip(reversed(thetas), reversed(activations[:-1]), strict=True):
        n_above, n_replicas = delta.shape[1:]
        if a.ndim == 2:
            by_weight = (a.T @ delta.reshape(len(a), -1)).reshape(-1, n_above, n_replicas)
        elif n_replicas == 1:
            by_weight = (a[:, :, 0].T @ delta[:, :, 0])[:, :, None]
        else:
            by_weight = np.einsum("nmr,nkr->mkr", a, delta)
        by_bias = delta.sum(axis=0)[None]
        gradients += [by_weight.reshape(-1, n_replicas), by_bias.reshape(-1, n_replicas)]
        if a.ndim == 3:  # there is no delta for the inputs
            back = (
                (delta[:, :, 0] @ theta[1:, :, 0].T)[:, :, None]
                if n_replicas == 1
                else np.einsum("nkr,mkr->nmr", delta, theta[1:])
            )
            delta = back * g.slope(a)
    return np.concatenate(gradients[::-1])
