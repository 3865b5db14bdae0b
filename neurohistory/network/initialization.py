"""Where the weights start.

Zeros would keep all units of a layer alike for ever; a small random start breaks the symmetry.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["uniform"]


def uniform(
    n_parameters: int, n_replicas: int, epsilon: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Weights and biases uniform in [-epsilon, epsilon], shape (parameter, replica)."""
    return rng.uniform(-epsilon, epsilon, size=(n_parameters, n_replicas))
