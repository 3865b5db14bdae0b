"""MADALINE's Rule III: move the sum of a unit a little, and see what the error does.

The review of it: `neurohistory.papers.widrow_1990`.  No derivative of a unit need be known, so it suits
machines whose units nobody knows exactly.  As the move goes to 0 it becomes back-propagation.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.effort import shown, spend
from neurohistory.network.groups import GroupedNet

__all__ = ["third_rule"]

Array = NDArray[np.floating]


def third_rule(net: GroupedNet, theta: Array, X: Array, d: Array, move: float) -> Array:
    """The derivatives of E = 1/2 sum (y - d)^2 as Rule III measures them, shape (parameter, start).

    Parameters
    ----------
    net : GroupedNet
        Without ties.
    theta : ndarray of shape (parameter, start)
    X, d : ndarray of shape (example, input), (example, unit)
    move : float
        By which each unit's sum is moved in turn, an example at a time.

    Examples
    --------
    >>> from neurohistory.network.groups import Group
    >>> net = GroupedNet([1], [Group(1, (0,))])
    >>> X, d, theta = np.ones((1, 1)), np.ones((1, 1)), np.zeros((2, 1))
    >>> net.gradient(theta, X, d)[0].ravel().tolist()
    [-0.125, -0.125]
    >>> third_rule(net, theta, X, d, move=0.001).ravel().round(4).tolist()
    [-0.125, -0.125]
    """

    def errors(parameters: Array) -> Array:
        return np.asarray(
            0.5 * ((net.forward(parameters, X)[-1] - d) ** 2).sum(axis=2)
        )  # (start, example)

    moves = 1 + sum(columns for _, columns in net.shapes)  # nobody moved, then each unit
    shown(moves * len(X) * theta.shape[1], net.n_parameters)
    spend(multiply_adds=len(X) * theta.size)  # its slope times each input of a unit
    found, said, at_rest = np.zeros_like(theta), net.forward(theta, X), errors(theta)
    first = 0
    for group, (rows, columns) in zip(net.groups, net.shapes, strict=True):
        seen = np.concatenate([said[source] for source in group.sources], axis=2)
        for unit in range(columns):
            moved = theta.copy()
            moved[first + unit] += move  # the bias moves the sum
            slope = (errors(moved) - at_rest) / move  # dE / ds, for each example
            inputs = np.arange(1, rows) * columns + first + unit
            found[first + unit] = slope.sum(axis=1)
            found[inputs] = np.einsum("se,sei->is", slope, seen)
        first += rows * columns
    return found
