"""The first layer of a perceptron of 1958: association units wired at random to a retina.

Each unit has excitatory and inhibitory connections to points of the retina, drawn at random and then
fixed.  It fires if the excitatory ones that see light outnumber the inhibitory ones by a threshold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.network.lone_unit import doubt
from neurohistory.network.online import Shown

__all__ = ["activity", "association", "response", "signals", "surely_right", "wire"]

Array = NDArray[np.floating]

_MAX_WIRES = 50_000_000  # points times units times starts: 400 MB
_MAX_SIGNALS = 500_000_000  # examples times units times starts, a byte each
_FEW_STARTS = 8
_BLOCK = 2_000_000  # signals that are worked out at a time


def wire(
    shape: tuple[int, int, int], excitatory: int, inhibitory: int, rng: np.random.Generator
) -> NDArray[np.int32]:
    """Connect association units to random points of the retina, each point equally likely.

    Parameters
    ----------
    shape : tuple of int
        Points, association units and starts.
    excitatory, inhibitory : int
        Connections of each unit.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of int, shape (feature, unit, start)
        Excitatory minus inhibitory connections of each unit to each point.

    Raises
    ------
    ValueError
        If there would be more than 50,000,000 entries, or as many connections.

    Examples
    --------
    >>> wire((400, 512, 1), 6, 4, np.random.default_rng(0)).sum(axis=0).ravel()[:5]
    array([2, 2, 2, 2, 2])
    """
    n_points, n_units, n_starts = shape
    if max(n_points, excitatory, inhibitory) * n_units * n_starts > _MAX_WIRES:
        raise ValueError(
            f"{n_units:,} association units on {n_points:,} points, with {excitatory:,} and "
            f"{inhibitory:,} connections, in {n_starts:,} starts are more than {_MAX_WIRES:,} "
            "entries; lower n_association, or use fewer features, connections or starts"
        )
    wiring = np.zeros(shape, dtype=np.int32)
    for sign, number in ((1, excitatory), (-1, inhibitory)):
        for points in rng.integers(n_points, size=(number, n_units, n_starts)):
            wiring[points, *np.ogrid[:n_units, :n_starts]] += sign  # each unit's next connection
    return wiring


def association(wiring: Array, X: Array, threshold: float) -> NDArray[np.bool_]:
    """Which association units fire, shape (example, unit, start).

    Parameters
    ----------
    wiring : ndarray of shape (feature, unit, start)
    X : ndarray of shape (example, feature)
        The images, a point of the retina a column.
    threshold : float

    Raises
    ------
    ValueError
        If the images have another size than the retina.

    Examples
    --------
    >>> wiring = np.array([2.0, -1.0]).reshape(2, 1, 1)
    >>> association(wiring, np.array([[1.0, 0.0], [1.0, 1.0]]), threshold=2).ravel()
    array([ True, False])
    """
    if X.shape[1] != len(wiring):
        raise ValueError(
            f"images of {X.shape[1]:,} points do not fit a retina of {len(wiring):,}; give each example "
            "as many numbers as the machine was wired for"
        )
    currents = X @ wiring.reshape(len(wiring), -1)
    # A sum that meets the threshold reaches it.  Its last digits depend on how many images are shown.
    eps = np.finfo(np.result_type(currents, np.float32)).eps
    rounding = 100 * eps * np.maximum(np.abs(X).max(axis=1, keepdims=True), abs(threshold))
    fires: NDArray[np.bool_] = currents >= threshold - rounding
    return fires.reshape(len(X), *wiring.shape[1:])


def signals(wiring: Array, X: Array, threshold: float) -> NDArray[np.bool_]:
    """What `association` says of all examples, shape (start, example, unit).

    Parameters
    ----------
    wiring : ndarray of shape (feature, unit, start)
    X : ndarray of shape (example, feature)
    threshold : float

    Raises
    ------
    ValueError
        If there are more than 500,000,000 signals.

    Examples
    --------
    >>> wiring = np.array([2.0, -1.0]).reshape(2, 1, 1)
    >>> signals(wiring, np.array([[1.0, 0.0], [1.0, 1.0]]), threshold=2).shape
    (1, 2, 1)
    """
    _, n_units, n_starts = wiring.shape
    if len(X) * n_units * n_starts > _MAX_SIGNALS:
        raise ValueError(
            f"{len(X):,} examples for {n_units:,} association units in {n_starts:,} starts are more "
            f"than {_MAX_SIGNALS:,} signals; lower n_association={n_units}, or use fewer examples or "
            "starts"
        )
    found = np.empty((n_starts, len(X), n_units), dtype=bool)
    for block in _blocks(len(X), n_units * n_starts):
        found[:, block] = association(wiring, X[block], threshold).transpose(2, 0, 1)
    return found


def response(wiring: Array, weights: Array, X: Array, threshold: float) -> Array:
    """The sum w.a of each response unit, shape (example, response, start).

    Parameters
    ----------
    wiring : ndarray of shape (feature, unit, start)
    weights : ndarray of shape (unit, response, start)
    X : ndarray of shape (example, feature)
    threshold : float

    Examples
    --------
    >>> wiring, weights = np.array([2.0, -1.0]).reshape(2, 1, 1), np.full((1, 1, 1), 3.0)
    >>> response(wiring, weights, np.array([[1.0, 0.0], [1.0, 1.0]]), threshold=2).ravel()
    array([3., 0.])
    """
    blocks = _blocks(len(X), wiring[0].size)
    return np.concatenate([_sums(association(wiring, X[b], threshold), weights) for b in blocks])


def surely_right(
    seen: NDArray[np.bool_], weights: Array, target: Array
) -> Callable[[Shown], NDArray[np.bool_]]:
    """Which examples one machine answers rightly, however its sums are rounded.

    Parameters
    ----------
    seen : ndarray of bool, shape (example, unit)
        Which association units fire.
    weights : ndarray of shape (response, unit)
        They may be moved afterwards; what counts is what they are when it is asked.
    target : ndarray of -1 and +1, shape (example,) or (example, response)

    Returns
    -------
    callable
        It takes some examples, as `online.Lessons.unless` gives them.

    Examples
    --------
    >>> settled = surely_right(np.array([[True], [False]]), np.array([[3.0]]), np.array([1.0, -1.0]))
    >>> settled(slice(2))  # a sum of 0 is near to any
    array([ True, False])
    """
    longest = seen.shape[1] ** 0.5

    def settled(shown: Shown) -> NDArray[np.bool_]:
        margins = (seen[shown].astype(weights.dtype) @ weights.T).T * target[shown].T
        return np.asarray((margins > doubt(longest, weights)).reshape(-1, margins.shape[-1]).all(axis=0))

    return settled


def _sums(active: NDArray[np.bool_], weights: Array) -> Array:
    n_starts = weights.shape[-1]
    if n_starts == 1:  # a matrix product is faster where there is one start
        return (active[..., 0] @ weights[..., 0])[..., None]
    # Where there are few, sums along the units are faster, which then lie side by side.
    if n_starts <= _FEW_STARTS:
        a = np.ascontiguousarray(active.transpose(2, 0, 1), dtype=weights.dtype)
        return np.asarray(np.einsum("reu,rku->ekr", a, np.ascontiguousarray(weights.T)))
    return np.asarray(np.einsum("eur,ukr->ekr", active, weights))


def _blocks(n_examples: int, n_signals: int) -> Iterator[slice]:
    """The examples in portions, each of so many signals an example that memory stays bounded."""
    step = max(1, _BLOCK // n_signals)
    return (slice(first, first + step) for first in range(0, n_examples, step))


@np.errstate(under="ignore")
def activity(lit: ArrayLike, excitatory: int, inhibitory: int, threshold: float) -> NDArray[np.float64]:
    """The probability P_a that an association unit fires, by the formula of 1958.

    P_a = sum over e - i >= theta of b(x, e) b(y, i), with b(n, k) = C(n, k) R^k (1 - R)^(n - k).

    Parameters
    ----------
    lit : array
        R, the fraction of the retina that is lit.
    excitatory, inhibitory : int
        x and y.
    threshold : float
        theta.

    Raises
    ------
    ValueError
        If a fraction is not between 0 and 1, or a number of connections is negative.

    Examples
    --------
    >>> activity([0.2, 0.5], excitatory=5, inhibitory=5, threshold=1).round(6)
    array([0.340124, 0.376953])
    """
    R = np.asarray(lit, dtype=float)
    if not ((R >= 0) & (R <= 1)).all():
        raise ValueError(f"lit must be a fraction of the retina, between 0 and 1, not {lit!r}")
    if min(excitatory, inhibitory) < 0:
        raise ValueError(f"numbers of connections must not be negative: {excitatory}, {inhibitory}")

    def b(n: int, k: int) -> Array:
        return np.asarray(comb(n, k) * R**k * (1 - R) ** (n - k))

    terms = [
        b(excitatory, e) * b(inhibitory, i)
        for e in range(excitatory + 1)
        for i in range(inhibitory + 1)
        if e - i >= threshold
    ]
    return np.asarray(sum(terms, np.zeros_like(R)))
