"""Standard scores: numbers with mean 0 and deviation 1, at any scale and from any offset."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["standardize"]

Array = NDArray[np.floating]

_MAX_EXPONENT = 256  # exponents of two whose squares are safe
_MAX_OFFSET = 1024  # deviations: beyond them the rounding of the mean could be seen in the scores


def standardize(X: Array, others: Array) -> tuple[Array, Array]:
    """Scale each feature to mean 0 and deviation 1 over `X`, and other examples in the same way.

    Powers of two, which are exact, first bring very large and very small features near 1, so that no
    square overflows or vanishes.  A feature far from 0 is first shifted by its mean, so that no digit
    of it is lost.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
        Finite numbers.
    others : ndarray of shape (other example, feature)

    Returns
    -------
    X, others : ndarray
        A feature that is the same in all of `X` is shifted to 0 and keeps its scale.

    Examples
    --------
    >>> X, others = standardize(np.array([[1e200], [3e200]]), np.array([[2e200]]))
    >>> X.tolist(), others.tolist()
    ([[-1.0], [1.0]], [[0.0]])
    """
    constant = X.max(axis=0) == X.min(axis=0)
    with np.errstate(over="ignore", under="ignore"):
        exponent = np.frexp(np.abs(X).max(axis=0))[1]
        exponent[constant | (np.abs(exponent) < _MAX_EXPONENT)] = 0
        if exponent.any():
            X, others = np.ldexp(X, -exponent), np.ldexp(others, -exponent)
        center = np.where(constant, X[0], X.mean(axis=0))
        spread = np.where(constant, 1.0, X.std(axis=0))
        far = ~constant & (np.abs(center) > _MAX_OFFSET * spread)
        shifted = standardize(X[:, far] - center[far], others[:, far] - center[far]) if far.any() else ()
        spread[far] = 1.0
        X, others = (X - center) / spread, (others - center) / spread
    for scaled, columns in zip((X, others), shifted, strict=False):
        scaled[:, far] = columns
    return X, others
