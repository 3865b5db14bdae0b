"""A ring of relays: the simplest net that remembers."""

from __future__ import annotations

import numpy as np

from neurohistory.nervous_nets.net import Net, Neuron

__all__ = ["ring"]


def ring(n: int) -> Net:
    """Relays in a circle, which pass a spike on for ever; each fires every n ticks.

    Parameters
    ----------
    n : int
        The number of relays, called ``"1"`` to ``str(n)``; one relay excites itself.

    Returns
    -------
    Net
        Its input ``"start"`` excites relay 1, its input ``"stop"`` inhibits all relays.

    Raises
    ------
    TypeError, ValueError
        If `n` is not a whole number of at least 1.

    Examples
    --------
    >>> from neurohistory.nervous_nets.net import run
    >>> print(run(ring(3), {"start": [1], "stop": [0, 0, 0, 0, 0, 1]}, ticks=9))
    start  | . . . . . . . .
    stop   . . . . . | . . .
    1      . | . . | . . . .
    2      . . | . . | . . .
    3      . . . | . . . . .
    """
    if isinstance(n, bool) or not isinstance(n, (int, np.integer)):
        raise TypeError(f"a ring has a whole number of relays, not {n!r}")
    if n < 1:
        raise ValueError(f"a ring needs at least 1 relay, not {n}")
    relays = []
    for i in range(1, n + 1):
        before = {str(i - 1 or n): 2}
        relays.append(Neuron(str(i), before | {"start": 2} if i == 1 else before, ["stop"]))
    return Net(["start", "stop"], relays)
