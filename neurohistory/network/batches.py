"""Mini-batches, each start in an order of its own; and examples that are held out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

__all__ = ["batches", "held_out"]

Array = NDArray[np.floating]

_GOLDEN_SECTION = (5**0.5 - 1) / 2  # its multiples fall in step with no order of the examples


def batches(
    arrays: tuple[Array, ...], size: int | None, n_starts: int, rng: np.random.Generator
) -> Iterator[tuple[Array, ...]]:
    """The examples of one epoch; each occurs once.

    Parameters
    ----------
    arrays : tuple of ndarray, each (example, unit), (example, unit, 1) or (example, unit, start)
        What belongs together: inputs and targets.
    size : int or None
        Examples for each step; None takes all, in the order that they have.
    n_starts : int
    rng : numpy.random.Generator
        It draws an order for each start.

    Yields
    ------
    tuple of ndarray
        As they came, if all starts see the same; else each (example, unit, start).

    Examples
    --------
    >>> V = np.arange(8.0).reshape(4, 2)
    >>> [v.shape for (v,) in batches((V,), 3, 5, np.random.default_rng(0))]
    [(3, 2, 5), (1, 2, 5)]
    """
    m = len(arrays[0])
    if size is None or size >= m:
        yield arrays
    elif n_starts == 1:
        order = rng.permutation(m)
        for first in range(0, m, size):
            batch = order[first : first + size]
            yield tuple(array.take(batch, axis=0) for array in arrays)
    else:
        orders = rng.permuted(np.tile(np.arange(m)[:, None], n_starts), axis=0)
        shared = (a[:, :, 0] if a.shape[2:] == (1,) else a for a in arrays)
        # Gathered from columns, so that the starts lie side by side in memory.
        columns = [np.ascontiguousarray(a.swapaxes(0, 1)) for a in shared]
        for first in range(0, m, size):
            batch = orders[first : first + size]  # (example, start)
            yield tuple(_gathered(a, batch) for a in columns)


def _gathered(columns: Array, batch: NDArray[np.intp]) -> Array:
    """Rows of the arrays whose columns these are, shape (example, unit, start)."""
    if columns.ndim == 2:
        return columns.take(batch, axis=1).swapaxes(0, 1)
    return np.take_along_axis(columns, batch[None], axis=1).swapaxes(0, 1)


def held_out(n_examples: int, fraction: float) -> NDArray[np.bool_]:
    """Which examples are held out: spread evenly, by multiples of the golden section.

    Raises
    ------
    ValueError
        If a fraction is asked for, and it is less than one example.

    Examples
    --------
    >>> held_out(8, 0.25).nonzero()[0]
    array([1, 4])
    """
    number = int(fraction * n_examples)
    if fraction and not number:
        raise ValueError(
            f"validation_fraction={fraction} holds out none of {n_examples} examples; raise it or take 0"
        )
    rank = (np.arange(1, n_examples + 1) * _GOLDEN_SECTION % 1).argsort().argsort()
    return np.asarray(rank < number)
