"""What visible units see of any numbers: each input brought to the range from 0 to 1.

A range is a pair (low, high), each of shape (feature,): the inputs that become 0 and 1.

* `full_range`: all that there is in training
* `central_range`: one standard deviation about the mean
* `binary_range`: 0 and 1 as they are, and nothing else
* `input_range`: one of these two, as the parameter `visible` of a model has it
* `for_each_start`: a range for each start, all the same
* `scaled`: inputs by their range
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["binary_range", "central_range", "for_each_start", "full_range", "input_range", "scaled"]

Array = NDArray[np.floating]
Range = tuple[Array, Array]


def full_range(X: Array) -> Range:
    """The least and the greatest value of each input."""
    return X.min(axis=0), X.max(axis=0)


def central_range(X: Array) -> Range:
    """One standard deviation about the mean of each input, no further than its values go.

    An input of two values has them for its ends, however often each occurs.

    Examples
    --------
    >>> central_range(np.array([[0.0], [4.0], [4.0], [8.0]]))[0].round(2)
    array([1.17])
    """
    mean, spread = X.mean(axis=0), X.std(axis=0)
    low, high = full_range(X)
    return np.maximum(mean - spread, low), np.minimum(mean + spread, high)


def binary_range(X: Array) -> Range:
    """0 and 1 for each input, if there is nothing else.

    Raises
    ------
    ValueError
        Naming the first entry that is neither, with the remedy.
    """
    wrong = np.argwhere((X != 0) & (X != 1))
    if len(wrong):
        row, column = wrong[0]
        raise ValueError(
            f"X[{row}, {column}] is {X[row, column]:.6g}, and a machine with visible='binary' takes 0 "
            "and 1 alone; threshold the inputs, or take visible='scaled'"
        )
    return np.zeros_like(X[0]), np.ones_like(X[0])


def input_range(X: Array, visible: str) -> Range:
    """`full_range` for "scaled" inputs, `binary_range` for "binary" ones.

    Examples
    --------
    >>> input_range(np.array([[-3.0], [5.0]]), "scaled")
    (array([-3.]), array([5.]))
    """
    return binary_range(X) if visible == "binary" else full_range(X)


def for_each_start(ends: Range, n_starts: int) -> Range:
    """The same range for each start: low and high, each of shape (feature, start)."""
    low, high = (np.repeat(end[:, None], n_starts, axis=1) for end in ends)
    return low, high


def scaled(X: Array, low: Array, high: Array) -> Array:
    """The inputs from 0 to 1, clipped beyond their range; 0 where it has no width.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    low, high : ndarray of shape (feature,), or (feature, start)

    Returns
    -------
    ndarray of shape (example, feature), or (example, feature, start) if the starts' ranges differ

    Examples
    --------
    >>> scaled(np.array([[-3.0], [1.0], [9.0]]), np.array([0.0]), np.array([4.0]))[:, 0]
    array([0.  , 0.25, 1.  ])
    """
    if low.ndim == 2:
        if (low == low[:, :1]).all() and (high == high[:, :1]).all():
            low, high = low[:, 0], high[:, 0]
        else:
            X = X[:, :, None]
    width = np.where(high > low, high - low, 1)
    return np.asarray((np.clip(X, low, high) - low) / width.astype(X.dtype))
