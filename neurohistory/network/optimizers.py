"""What to do with a gradient: pure functions, with their memory passed in and returned."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["momentum_step"]

Array = NDArray[np.floating]


def momentum_step(gradient: Array, velocity: Array, learning_rate: float, momentum: float) -> Array:
    """The next velocity, which is also the change of the weights (Rumelhart et al. 1986).

    dw(t) = -epsilon dE/dw(t) + alpha dw(t - 1).

    Examples
    --------
    >>> momentum_step(np.array([1.0]), np.array([0.5]), learning_rate=0.1, momentum=0.9)
    array([0.35])
    """
    return momentum * velocity - learning_rate * gradient
