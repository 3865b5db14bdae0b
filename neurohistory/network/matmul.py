"""Matrix products of many networks at once, arrays ending with the axis start."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["matmul"]

Array = NDArray[np.floating]

_MIN_MULTIPLICATIONS = 4096  # for each start; with fewer, a product of its own is not worth the call
_MANY_STARTS = 8  # from here on an inner loop over starts is quicker than matrices by vectors


def matmul(a: Array, b: Array, out: Array | None = None) -> Array:
    """The matrix products a b of all starts, shape (i, k, start).

    Parameters
    ----------
    a : ndarray of shape (i, j), the same for all starts, or (i, j, start)
    b : ndarray of shape (j, k, start); with a plain `a`, it may be a plain matrix too
    out : ndarray in C order, optional
        Where to put them.

    Raises
    ------
    ValueError
        If `out` is in another order, rather than fill a copy of it.

    Examples
    --------
    >>> matmul(np.ones((4, 2)), np.ones((2, 3, 5))).shape
    (4, 3, 5)
    """
    if b.ndim == 2:
        return np.matmul(a, b, out=out)
    m, n, n_starts = b.shape
    if a.ndim == 2:  # one matrix product over all starts
        flat = b.reshape(m, n * n_starts)
        if out is None:
            return np.asarray(a @ flat).reshape(len(a), n, n_starts)
        np.matmul(a, flat, out=out.reshape(len(a), n * n_starts, copy=False))
        return out
    if a.shape[2] == n_starts == 1:  # one large network: a plain matrix product
        if out is None:
            return np.asarray(a[:, :, 0] @ b[:, :, 0])[:, :, None]
        np.matmul(a[:, :, 0], b[:, :, 0], out=out[:, :, 0])
        return out
    # With one output unit they are matrices by vectors, and back from it a column by a row: for these
    # NumPy calls no library, and the inner loop over starts gives the same bits up to six times as fast.
    by_vectors = m == 1 or (n == 1 and n_starts >= _MANY_STARTS)
    if by_vectors or len(a) * m * n < _MIN_MULTIPLICATIONS:  # and so for small ones
        return np.asarray(np.einsum("ijr,jkr->ikr", a, b, out=out))
    products = np.moveaxis(
        np.moveaxis(a, 2, 0) @ np.moveaxis(b, 2, 0), 0, 2
    )  # multiplied as (start, i, k)
    if out is None:
        return np.ascontiguousarray(products)
    out[...] = products
    return out
