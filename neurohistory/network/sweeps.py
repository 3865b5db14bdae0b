"""Learning by sweeps, as the studies of 1986 count it: all cases, one change, until all are right."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.effort import spend
from neurohistory.network.groups import GroupedNet

__all__ = ["Learned", "all_within", "sweep_until"]

Array = NDArray[np.floating]


class Learned(NamedTuple):
    """What came of each start.

    Attributes
    ----------
    sweeps : ndarray of shape (start,)
        How many there were before all was right; NaN where it never was.
    theta : ndarray of shape (parameter, start)
        The parameters then, or in the end.
    """

    sweeps: NDArray[np.float64]
    theta: Array


def all_within(distance: float) -> Callable[[Array, Array], NDArray[np.bool_]]:
    """Whether every output is nearer to its target than that, for each start.

    Examples
    --------
    >>> all_within(0.5)(np.full((1, 2, 1), 0.4), np.array([[0.0], [0.0]])).tolist()
    [True]
    """
    return lambda said, d: np.asarray((np.abs(said - d) < distance).all(axis=(1, 2)))


def sweep_until(
    net: GroupedNet,
    theta: Array,
    X: Array,
    d: Array,
    *,
    rate: float | Callable[[int], float],
    momentum: float | Callable[[int], float] = 0.9,
    sweeps: int,
    done: Callable[[Array, Array], NDArray[np.bool_]] | None = None,
    decay: float = 0.0,
    margin: float = 0.0,
) -> Learned:
    """Sweep through all cases until a start is done, and then leave it alone.

    Parameters
    ----------
    net : GroupedNet
    theta : ndarray of shape (parameter, start)
    X, d : ndarray of shape (example, input), (example, unit)
    rate : float or callable
        Epsilon of dw(t) = -epsilon dE/dw(t) + alpha dw(t - 1), or what it is at a sweep.
    momentum : float or callable, default=0.9
        Alpha, likewise.
    sweeps : int
        The most there may be.
    done : callable, optional
        From the outputs, (start, example, unit), and the targets: which starts are done; by default
        `all_within` 0.5.  None are looked for where it says so of nobody.
    decay : float, default=0.0
        The fraction of each weight that is lost after each change.
    margin : float, default=0.0
        An output that is this near to its target counts as right.

    Examples
    --------
    >>> from neurohistory.network.groups import Group
    >>> X, d = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([[0], [0], [0], [1.0]])
    >>> net = GroupedNet([2], [Group(1, (0,))])
    >>> learned = sweep_until(net, np.zeros((3, 1)), X, d, rate=0.5, sweeps=1000)  # AND
    >>> learned.sweeps.tolist()
    [10.0]
    """
    done = done or all_within(0.5)
    theta = theta.copy()
    found, velocity = np.full(theta.shape[1], np.nan), np.zeros_like(theta)
    who, here = np.arange(theta.shape[1]), theta.copy()
    for sweep in range(sweeps + 1):
        gradient, said = net.gradient(here, X, d, margin=margin)
        arrived = done(said, d)
        if arrived.any():
            found[who[arrived]], theta[:, who[arrived]] = sweep, here[:, arrived]
            who, here = who[~arrived], here[:, ~arrived]
            velocity, gradient = velocity[:, ~arrived], gradient[:, ~arrived]
        if not who.size or sweep == sweeps:
            break
        velocity *= momentum(sweep) if callable(momentum) else momentum
        velocity -= (rate(sweep) if callable(rate) else rate) * gradient
        here = here + velocity
        spend(updates=who.size, multiply_adds=here.size)
        if decay:
            here *= 1 - decay
    theta[:, who] = here
    return Learned(found, theta)
