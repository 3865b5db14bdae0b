"""What the units of a layer stand for: the examples that they like best, and what these are.

* `favorites`: the picture of a unit
* `class_share`: how much of what a unit says is about the class
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["class_share", "favorites"]

Array = NDArray[np.floating]


def favorites(activations: Array, V: Array, n: int = 20) -> Array:
    """What each unit likes best: the mean of the `n` examples that it answers to most.

    Parameters
    ----------
    activations : ndarray of shape (example, unit)
        Of any layer.
    V : ndarray of shape (example, feature)
        The same examples.
    n : int, default=20

    Returns
    -------
    ndarray of shape (unit, feature)

    Examples
    --------
    >>> V = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    >>> favorites(np.array([[0.1, 0.9], [0.7, 0.2], [0.8, 0.1]]), V, n=2)
    array([[1. , 0.5],
           [0.5, 0. ]])
    """
    best = np.argsort(-activations, axis=0, kind="stable")[:n]  # (rank, unit)
    return np.asarray(V[best].mean(axis=0))


def class_share(activations: Array, labels: NDArray[Any]) -> Array:
    """How much of what each unit says is about the class: the correlation ratio, from 0 to 1.

    The variance of the class means, as a share of the variance over all examples.

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
    >>> class_share(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 0, 1, 1]))
    array([1., 0.])
    """
    classes, code = np.unique(labels, return_inverse=True)
    members = (code == np.arange(len(classes))[:, None]).astype(activations.dtype)  # (class, example)
    apart = activations - activations.mean(axis=0)
    means = members @ apart / members.sum(axis=1)[:, None]  # (class, unit)
    between, total = members.sum(axis=1) @ means**2, (apart**2).sum(axis=0)
    shares: Array = np.divide(between, total, out=np.zeros_like(total), where=total > 0)
    return shares
