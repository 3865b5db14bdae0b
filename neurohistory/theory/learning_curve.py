"""How fast a linear unit learns, and where its error ends: laws for steps of constant size.

B. Widrow and M. E. Hoff, "Adaptive switching circuits", 1960 IRE WESCON Convention Record, Part 4,
96-104, has the time constant; what is exact here is worked out for independent patterns of -1 and +1.
A unit of N gains removes the fraction alpha of its error at each pattern.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["decay", "misadjustment", "time_constant"]


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
