"""All weights of a network in one flat array, and the layers as views into it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["layers", "n_parameters"]

Array = NDArray[np.floating]


def n_parameters(sizes: Sequence[int] | NDArray[np.int64]) -> int:
    """Number of weights, biases included, of a network with these layer sizes.

    Examples
    --------
    >>> n_parameters([2, 2, 1])
    9
    """
    return sum((int(m) + 1) * n for m, n in pairwise(sizes))


def layers(theta: Array, sizes: Sequence[int] | NDArray[np.int64]) -> list[Array]:
    """The matrices Theta^(1), Theta^(2), ... as views.

    Parameters
    ----------
    theta : ndarray of shape (parameter, start), C-contiguous
    sizes : sequence of int
        Units of each layer, inputs first.

    Returns
    -------
    list of ndarray of shape (1 + unit below, unit above, start)
        Row 0 holds the biases.
    """
    if len(theta) != n_parameters(sizes):
        raise ValueError(
            f"layers of {', '.join(map(str, sizes))} units have {n_parameters(sizes)} weights, "
            f"not {len(theta)}"
        )
    views, taken = [], 0
    for m, n in pairwise(sizes):
        views.append(theta[taken : taken + (m + 1) * n].reshape(m + 1, n, -1))
        taken += (m + 1) * n
    return views
