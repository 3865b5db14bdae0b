"""Early stopping: the best weights so far by a held-out cost, and how long ago they were found."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Patience", "start_patience"]

Array = NDArray[np.floating]


class Patience(NamedTuple):
    """The best weights of each start, their cost, and the epochs since then.

    Examples
    --------
    >>> patience = start_patience(np.array([[1.0, 2.0]]))  # one weight, two starts
    >>> both = np.array([True, True])
    >>> patience = patience.step(np.array([[3.0, 4.0]]), np.array([0.5, 0.5]), both)
    >>> patience = patience.step(np.array([[5.0, 6.0]]), np.array([0.4, 0.6]), both)
    >>> patience.best.tolist(), patience.waited.tolist()
    ([[5.0, 4.0]], [0, 1])
    """

    best: Array  # (parameter, start)
    cost: Array  # (start,): the least held-out cost
    waited: NDArray[np.int64]  # (start,): epochs without a lower one

    def step(self, theta: Array, cost: Array, learning: NDArray[np.bool_]) -> Patience:
        """After an epoch: the held-out cost of theta is compared; starts that learn no more keep theirs.

        Parameters
        ----------
        theta : ndarray of shape (parameter, start)
        cost : ndarray of shape (start,)
        learning : ndarray of bool, shape (start,)
        """
        better = learning & (cost < self.cost)
        return Patience(
            np.where(better, theta, self.best),
            np.where(better, cost, self.cost),
            np.where(better, 0, self.waited + 1),
        )

    def stop(
        self, theta: Array, learning: NDArray[np.bool_], epochs: int
    ) -> tuple[Array, NDArray[np.bool_]]:
        """The weights, and who still learns: a start that has waited so many epochs stops at its best.

        Parameters
        ----------
        theta : ndarray of shape (parameter, start)
        learning : ndarray of bool, shape (start,)
        epochs : int
            0 stops them all.
        """
        stops = learning & (self.waited >= epochs)
        return np.where(stops, self.best, theta), learning & ~stops


def start_patience(theta: Array) -> Patience:
    """Before any epoch, when every cost is an improvement."""
    n_starts, greatest = theta.shape[1], np.finfo(theta.dtype).max
    return Patience(theta, np.full(n_starts, greatest, theta.dtype), np.zeros(n_starts, np.int64))
