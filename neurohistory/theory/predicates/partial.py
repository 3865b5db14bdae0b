"""Partial predicates: what a machine sees that looks at no more than k points together.

A partial predicate of Minsky and Papert (`neurohistory.papers.minsky_1969`) is here a *mask*: the
product of the inputs in a set of points.  Any predicate that depends on k points is a weighted sum of
the masks inside these points, so a threshold over masks of at most k points does whatever a threshold
over predicates of k points can do.
"""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

__all__ = ["masks", "partial_predicates"]

Array = NDArray[np.floating]

_MAX_MASKS = 100_000
_MAX_PREDICATES = 20_000_000  # examples times masks: 160 MB


def masks(n_inputs: int, order: int) -> list[tuple[int, ...]]:
    """All sets of at most `order` inputs, the empty one first, then by size.

    Raises
    ------
    ValueError
        If there would be more than 100,000.

    Examples
    --------
    >>> masks(2, order=2)
    [(), (0,), (1,), (0, 1)]
    """
    sizes = range(min(order, n_inputs) + 1)
    number = sum(comb(n_inputs, size) for size in sizes)
    if number > _MAX_MASKS:
        raise ValueError(
            f"{n_inputs} inputs have {number:,} masks of order {order}, more than {_MAX_MASKS:,}; "
            "take a lower order or fewer inputs"
        )
    return [mask for size in sizes for mask in combinations(range(n_inputs), size)]


def partial_predicates(X: Array, order: int) -> Array:
    """The product of the inputs in each mask, shape (example, mask); 1 for the empty mask.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    order : int
        The most inputs in a mask.

    Raises
    ------
    ValueError
        If there would be more than 100,000 masks, or 20,000,000 products.

    Examples
    --------
    >>> partial_predicates(np.array([[1.0, 1.0], [1.0, 0.0]]), order=2)
    array([[1., 1., 1., 1.],
           [1., 1., 0., 0.]])
    """
    sets = masks(X.shape[1], order)
    if len(X) * len(sets) > _MAX_PREDICATES:
        raise ValueError(
            f"{len(X):,} examples under {len(sets):,} masks are more than {_MAX_PREDICATES:,} "
            "products; take a lower order or fewer examples"
        )
    return np.stack([X[:, list(mask)].prod(axis=1) for mask in sets], axis=1)
