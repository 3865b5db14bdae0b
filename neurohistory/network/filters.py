"""ADALINE as a filter: a tapped delay line, LMS, and the best weights there are in closed form.

The review that tells it: `neurohistory.papers.widrow_1990`.  An adaptive filter sees the last few
values of a signal, and learns from each what it should have said: the next value, or a disturbance
that is to be taken away.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.effort import shown

__all__ = ["delayed", "lms", "wiener"]

Array = NDArray[np.floating]


def delayed(signal: Array, n_taps: int) -> Array:
    """The last `n_taps` values at each time, the newest first; shape (time, tap).

    Examples
    --------
    >>> delayed(np.array([1.0, 2.0, 3.0]), 2).tolist()
    [[1.0, 0.0], [2.0, 1.0], [3.0, 2.0]]
    """
    before = np.concatenate([np.zeros(n_taps - 1), signal])
    windows = np.lib.stride_tricks.sliding_window_view(before, n_taps)
    return np.asarray(windows[:, ::-1])


def wiener(X: Array, d: Array) -> Array:
    """W* = R^-1 P, the weights of the least mean-square error; R = mean of x x', P = mean of d x.

    Examples
    --------
    >>> X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    >>> wiener(X, X @ np.array([2.0, -1.0])).round(9).tolist()
    [2.0, -1.0]
    """
    return np.asarray(np.linalg.solve(X.T @ X / len(X), X.T @ d / len(X)))


def lms(X: Array, d: Array, mu: float) -> tuple[Array, Array]:
    """The error before each step of W += 2 mu e x from zero, (time,), and the weights after each.

    Examples
    --------
    >>> errors, weights = lms(np.array([[1.0], [1.0]]), np.array([1.0, 1.0]), 0.25)
    >>> errors.tolist(), weights.ravel().tolist()
    ([1.0, 0.5], [0.5, 0.75])
    """
    shown(len(X), X.shape[1], updates=len(X))
    w, errors, weights = np.zeros(X.shape[1]), np.empty(len(X)), np.empty_like(X)
    for time, (x, wanted) in enumerate(zip(X, d, strict=True)):
        errors[time] = wanted - w @ x
        w = w + 2 * mu * errors[time] * x
        weights[time] = w
    return errors, weights
