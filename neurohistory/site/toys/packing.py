"""Arrays as text that a script unpacks: a whole number of one byte for each entry."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["packed", "unpacked"]

_MOST = 127  # that a signed byte can hold


def packed(values: ArrayLike) -> dict[str, Any]:
    """An array as signed bytes in base64, row after row, and what one of them is worth.

    Whole numbers up to 127 stay what they are.

    Parameters
    ----------
    values : array

    Returns
    -------
    dict
        ``"shape"``, ``"unit"`` and ``"bytes"``.

    Examples
    --------
    >>> told = packed([[-1.27, 0.0], [0.5, 1.0]])
    >>> told["shape"], told["unit"], unpacked(told).round(2).tolist()
    ([2, 2], 0.01, [[-1.27, 0.0], [0.5, 1.0]])
    """
    numbers = np.asarray(values, dtype=float)
    most = float(np.abs(numbers).max())
    exact = most <= _MOST and bool((numbers == numbers.round()).all())
    unit = 1.0 if exact else most / _MOST
    whole = np.round(numbers / unit).astype(np.int8)
    text = base64.b64encode(whole.tobytes()).decode("ascii")
    return {"shape": list(numbers.shape), "unit": unit, "bytes": text}


def unpacked(told: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The array again, as the script reads it.

    Parameters
    ----------
    told : dict
        What `packed` gave.
    """
    whole = np.frombuffer(base64.b64decode(told["bytes"]), dtype=np.int8)
    return whole.reshape(told["shape"]) * float(told["unit"])
