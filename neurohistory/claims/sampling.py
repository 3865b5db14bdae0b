"""Small measures that several papers' experiments take."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["correlation"]


def correlation(a: NDArray[Any], b: NDArray[Any]) -> float:
    """Pearson's, of two rows of numbers; 0 where one of them never changes.

    Examples
    --------
    >>> round(correlation(np.array([1.0, 2.0]), np.array([3.0, 1.0])), 12)
    -1.0
    """
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])
