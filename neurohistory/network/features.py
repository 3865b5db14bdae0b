"""What the units of a layer stand for: the examples that they answer to most, and their classes.

* `mean_of_top_examples`: the picture of a unit
* `correlation_ratio`: how much a unit's activation has to do with the class
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["correlation_ratio", "mean_of_top_examples"]

Array = NDArray[np.floating]


def mean_of_top_examples(activations: Array, V: Array, n: int = 20) -> Array:
    """The mean of the `n` examples that each unit answers to most.

    Parameters
    ----------
    activations : ndarray of shape (example, unit)
        Those of any layer.
    V : ndarray of shape (example, feature)
        The same examples.
    n : int, default=20

    Returns
    -------
    ndarray of shape (unit, feature)

    Examples
    --------
    >>> V = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    >>> mean_of_top_examples(np.array([[0.1, 0.9], [0.7, 0.2], [0.8, 0.1]]), V, n=2)
    array([[1. , 0.5],
           [0.5, 0. ]])
    """
    best = np.argsort(-activations, axis=0, kind="stable")[:n]  # (rank, unit)
    return np.asarray(V[best].mean(axis=0))


def correlation_ratio(activations: Array, labels: NDArray[Any]) -> Array:
    """Correlation ratio of each unit's activation and the class, from 0 to 1: eta squared.

    It is the variance of the class means, divided by the variance over all examples.

    Parameters
    ----------
    activations : ndarray of shape (example, unit)
    labels : ndarray of shape (example,)

    Returns
    -------
    ndarray of shape (unit,)
        0 for a unit that says the same to all.

    Examples
    --------
    >>> said = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    >>> correlation_ratio(said, np.array([0, 0, 1, 1]))
    array([1., 0.])
    """
    classes, code = np.unique(labels, return_inverse=True)
    members = (code == np.arange(len(classes))[:, None]).astype(activations.dtype)  # (class, example)
    apart = activations - activations.mean(axis=0)
    means = members @ apart / members.sum(axis=1)[:, None]  # (class, unit)
    between, total = members.sum(axis=1) @ means**2, (apart**2).sum(axis=0)
    ratios: Array = np.divide(between, total, out=np.zeros_like(total), where=total > 0)
    return ratios
