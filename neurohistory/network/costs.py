"""What training minimizes, and how it changes with the outputs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["squared_error", "squared_error_slope"]

Array = NDArray[np.floating]


def squared_error(output: Array, wanted: Array) -> NDArray[Any]:
    """E = 1/2 sum over examples and outputs of (y - d)^2, as in 1986; shape (replica,).

    Parameters
    ----------
    output : ndarray of shape (example, class, replica)
    wanted : ndarray of shape (example, class)
    """
    return np.asarray(((output - wanted[:, :, None]) ** 2).sum(axis=(0, 1)) / 2)


def squared_error_slope(output: Array, wanted: Array) -> Array:
    """dE/dy = y - d, shape (example, class, replica)."""
    return output - wanted[:, :, None]
