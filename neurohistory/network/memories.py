"""Memories as the valleys of an energy: a net of units that look at one another, after Hopfield.

The paper: `neurohistory.papers.hopfield_1982`.  T_ij is the sum over the memories of
(2 V_i - 1)(2 V_j - 1), and T_ii is 0.  A unit becomes 1 if the sum of T_ij V_j is above 0, and 0 if it
is below; the units look one after another, in random order.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.effort import spend

__all__ = ["distance", "settle", "store"]

Array = NDArray[np.floating]


def store(memories: NDArray[Any]) -> Array:
    """The connections T for these memories of 0 and 1, shape (memory, unit).

    Examples
    --------
    >>> store(np.array([[1, 0]])).tolist()
    [[0.0, -1.0], [-1.0, 0.0]]
    """
    signs = 2.0 * memories - 1
    T = signs.T @ signs
    np.fill_diagonal(T, 0)
    n, n_units = memories.shape
    n_links = n_units * (n_units - 1) // 2
    spend(presentations=n, updates=n, multiply_adds=n * n_links, parameters=n_links)
    return np.asarray(T)


def settle(
    T: Array, V: NDArray[Any], rng: np.random.Generator, *, low: int = 0, most: int = 50
) -> NDArray[np.int8]:
    """Where states of 0 and 1, shape (state, unit), come to rest.

    Parameters
    ----------
    T : ndarray of shape (unit, unit)
    V : ndarray of shape (state, unit)
    rng : numpy.random.Generator
    low : {0, -1}, default=0
        What a unit that is not 1 is to the others.
    most : int, default=50
        Rounds at the longest.

    Examples
    --------
    >>> memory = np.array([[1, 0, 1, 0, 1, 1]])
    >>> damaged = np.array([[1, 1, 1, 0, 1, 1]])
    >>> settle(store(memory), damaged, np.random.default_rng(0)).tolist()
    [[1, 0, 1, 0, 1, 1]]
    """
    seen = np.where(V.T > 0, 1.0, low)  # (unit, state): what each unit is to the others
    rows = np.ascontiguousarray(T.T)
    spend(presentations=len(V))
    for _ in range(most):
        before = seen.copy()
        spend(multiply_adds=V.size * V.shape[1])
        for unit in rng.permutation(len(seen)):
            drive = rows[unit] @ seen
            seen[unit] = np.where(drive == 0, seen[unit], np.where(drive > 0, 1.0, low))
        if (before == seen).all():
            break
    return (seen.T > 0).astype(np.int8)


def distance(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.int64]:
    """How many bits differ, state by state.

    Examples
    --------
    >>> distance(np.array([[1, 0]]), np.array([[0, 0]])).tolist()
    [1]
    """
    return np.asarray((one != other).sum(axis=1))
