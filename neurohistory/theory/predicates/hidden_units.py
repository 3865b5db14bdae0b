"""What two threshold units in between make possible.

The two hidden units see the inputs; a third threshold unit sees the two and nothing else.  A unit of
two inputs can do all but XOR and XNOR with them, and as the hidden units may be negated too, this comes
to AND and OR: the functions in question are f AND g, and f OR g, for all threshold functions f and g.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neurohistory.theory.predicates.threshold_functions import threshold_functions

__all__ = ["two_hidden_units"]

_MAX_INPUTS = 4  # 1,882 threshold functions, and all pairs of them


def two_hidden_units(n: int) -> NDArray[np.int64]:
    """The functions of n inputs that two hidden threshold units and a threshold output compute.

    Parameters
    ----------
    n : int
        Number of inputs, 1 to 4.

    Returns
    -------
    ndarray of int, shape (function,)
        Their numbers, rising (see `neurohistory.theory.predicates.functions`).

    Raises
    ------
    ValueError
        If `n` is out of range.

    Examples
    --------
    >>> len(two_hidden_units(2)), len(two_hidden_units(3))
    (16, 254)
    """
    if n not in range(1, _MAX_INPUTS + 1):
        raise ValueError(f"two_hidden_units takes 1 to {_MAX_INPUTS} inputs, not {n!r}")
    single = threshold_functions(n)
    can = np.zeros(2**2**n, dtype=bool)
    can[np.bitwise_and.outer(single, single)] = True
    can[np.bitwise_or.outer(single, single)] = True
    return np.flatnonzero(can)
