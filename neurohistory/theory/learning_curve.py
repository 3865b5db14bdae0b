"""How fast a linear unit learns, and where its error ends: laws for steps of constant size.

The time constant stands in `neurohistory.papers.widrow_1960`; what is exact here is worked out for
independent patterns of -1 and +1.
A unit of N gains removes the fraction alpha of its error at each pattern.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["decay", "excess_error", "least_squares", "misadjustment", "time_constant"]


def decay(alpha: ArrayLike, n_gains: int) -> NDArray[np.float64]:
    """The factor by which a pattern shrinks, on average, what the mean-square error is above its end.

    Parameters
    ----------
    alpha : array_like
        The fraction of its error that a pattern removes, between 0 and 2.
    n_gains : int
        The bias counted in.

    Examples
    --------
    >>> decay([1.0, 0.3], 17).round(4).tolist()
    [0.9412, 0.97]
    """
    alpha = np.asarray(alpha, dtype=float)
    return np.asarray(1 - alpha * (2 - alpha) / n_gains)


def time_constant(alpha: ArrayLike, n_gains: int) -> NDArray[np.float64]:
    """The patterns after which 1/e of it is left; about N / (alpha (2 - alpha)).

    Examples
    --------
    >>> time_constant([1.0, 0.3], 17).round(1).tolist()
    [16.5, 32.8]
    """
    return np.asarray(-1 / np.log(decay(alpha, n_gains)))


def misadjustment(alpha: ArrayLike) -> NDArray[np.float64]:
    """The error in the end above the least one, as a fraction of it: what following noise costs.

    Examples
    --------
    >>> misadjustment([1.0, 0.1]).round(3).tolist()  # about alpha / 2 where steps are small
    [1.0, 0.053]
    """
    alpha = np.asarray(alpha, dtype=float)
    return np.asarray(alpha / (2 - alpha))


def least_squares(
    X: NDArray[np.floating], target: NDArray[np.floating]
) -> tuple[float, NDArray[np.floating]]:
    """The bias and the weights, shape (feature,), at the bottom of the bowl (of least norm).

    Examples
    --------
    >>> from neurohistory.problems.gates import AND
    >>> bias, weights = least_squares(AND.bipolar.X, AND.target)
    >>> bool(np.allclose([bias, *weights], [-0.5, 0.5, 0.5]))
    True
    """
    answer = np.linalg.lstsq(np.column_stack([np.ones(len(X)), X]), target)[0]
    return float(answer[0]), answer[1:]


def excess_error(
    bias: NDArray[np.floating], weights: NDArray[np.floating], teacher: NDArray[np.floating]
) -> NDArray[np.floating]:
    """The mean-square error above the least one, shape (start,), if a unit with other gains teaches.

    Over independent patterns of -1 and +1 it is the squared distance between the gains.  With N gains
    it shrinks by 1 - alpha (2 - alpha) / N for each pattern shown.

    Parameters
    ----------
    bias : ndarray of shape (start,)
    weights : ndarray of shape (feature, start)
    teacher : ndarray of shape (1 + feature,)
        The teacher's gains, the bias first.

    Examples
    --------
    >>> excess_error(np.array([0.0, 1.0]), np.array([[2.0, 2.0]]), np.array([0.0, 2.0])).tolist()
    [0.0, 1.0]
    """
    off = np.vstack([bias - teacher[0], weights - teacher[1:, None]])
    return np.asarray((off**2).sum(axis=0))
