"""ADALINEs side by side: their sums, their answers and the step that takes a part of their errors.

Arrays end with the axis ``start``; the examples come one at a time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["adapted", "sign", "sums"]

Array = NDArray[np.floating]


def sums(bias: Array, weights: Array, x: Array) -> Array:
    """The sum s of each unit, shape (unit, start).

    Parameters
    ----------
    bias : ndarray of shape (unit, start)
    weights : ndarray of shape (unit, feature, start)
    x : ndarray of shape (feature, start), or (feature, 1) if all starts see the same example

    Examples
    --------
    >>> bias, weights = np.array([[1.0], [0.0]]), np.array([[[2.0], [3.0]], [[-1.0], [0.0]]])
    >>> sums(bias, weights, np.array([[1.0], [1.0]])).ravel()
    array([ 6., -1.])
    """
    return np.asarray(np.einsum("ufr,fr->ur", weights, x) + bias)


def sign(s: Array) -> Array:
    """The answers of units: +1 above 0, else -1, in the precision of the sums.

    Examples
    --------
    >>> sign(np.array([0.3, 0.0, -2.0]))
    array([ 1., -1., -1.])
    """
    return np.where(s > 0, 1, -1).astype(s.dtype)


def adapted(
    bias: Array, weights: Array, x: Array, error: Array, learning_rate: float
) -> tuple[Array, Array]:
    """Bias and weights after a step that takes the part `learning_rate` of the units' errors.

    This is alpha-LMS: w + alpha e x / |x|^2, where x has the bias input 1.

    Parameters
    ----------
    bias : ndarray of shape (unit, start)
    weights : ndarray of shape (unit, feature, start)
    x : ndarray of shape (feature, start), or (feature, 1)
    error : ndarray of shape (unit, start)
        0 for a unit that is left alone.
    learning_rate : float

    Examples
    --------
    The sum was 0 and should be 1; a step of one half takes half of the error.

    >>> x = np.array([[1.0], [1.0]])
    >>> bias, weights = adapted(np.zeros((1, 1)), np.zeros((1, 2, 1)), x, np.array([[1.0]]), 0.5)
    >>> sums(bias, weights, x)
    array([[0.5]])
    """
    step = learning_rate * error / ((x * x).sum(axis=0) + 1)
    return bias + step, weights + step[:, None] * x
