"""All weights of a network in one flat array, and the layers as views into it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise

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
    total, shapes = _shapes(tuple(sizes))
    if len(theta) != total:
        raise ValueError(
            f"layers of {', '.join(map(str, sizes))} units have {total} weights, not {len(theta)}"
        )
    return [theta[first:end].reshape(shape) for first, end, shape in shapes]


@cache
def _shapes(sizes: tuple[int, ...]) -> tuple[int, list[tuple[int, int, tuple[int, int, int]]]]:
    """How many weights there are, and for each layer where it begins, where it ends, and its shape, with
    the starts last."""
    ends = list(accumulate((int(m) + 1) * int(n) for m, n in pairwise(sizes)))
    firsts = [0, *ends]
    shapes = [(int(m) + 1, int(n), -1) for m, n in pairwise(sizes)]
    return ends[-1] if ends else 0, list(zip(firsts, ends, shapes, strict=False))
