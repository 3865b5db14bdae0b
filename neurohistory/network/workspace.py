"""Arrays that are filled anew in each step of learning, and made only once.

Functions that fill such an array, given as ``out``, are marked with `fills`; those of other people are
not asked to.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, prod
from typing import Any, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

__all__ = ["FRESH", "Workspace", "does_fill", "fills"]

Array = NDArray[np.floating]
Function = TypeVar("Function", bound=Callable[..., Any])

_LEAST = 2048  # numbers: an array of fewer is made as quickly as it is found


def fills(function: Function) -> Function:
    """Mark a function that takes arrays to be filled."""
    function.does_fill = True  # type: ignore[attr-defined]
    return function


def does_fill(function: object) -> bool:
    """Whether a function is marked so."""
    return getattr(function, "does_fill", False) is True


class Workspace:
    """Where a network works out a step; what stands in it lasts until the next one.

    Parameters
    ----------
    least : float, default=2048
        How many numbers an array must have at least to be kept.

    Examples
    --------
    >>> work = Workspace()
    >>> first = work("z1", (100, 2, 1000), np.float64)
    >>> work("z1", (100, 2, 1000), np.float64) is first
    True
    """

    def __init__(self, least: float = _LEAST) -> None:
        self._least = least
        self._arrays: dict[tuple[str, tuple[int, ...]], Array] = {}

    def __call__(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> Array | None:
        """The array of that name and shape, to be filled; None if a new one is to be made."""
        if prod(shape) < self._least:
            return None
        held = self._arrays.get((name, shape))
        if held is None or held.dtype != dtype:
            held = self._arrays[name, shape] = np.empty(shape, dtype)
        return held


FRESH = Workspace(inf)  # it keeps nothing: all arrays are new, and the caller's own
