"""The array operations of a step of XOR networks, one after the other, and nothing else.

What no arrangement of the same sums in NumPy can go much below: each operation fills an array that is
there already, and nothing is checked, kept or handed on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike, NDArray

from neurohistory import XOR

__all__ = ["solved_by_bare_steps"]


def solved_by_bare_steps(
    n: int, epochs: int, rate: float, momentum: float, width: float, dtype: DTypeLike, seed: int
) -> float:
    """The share of `n` networks 2-2-1 that get XOR right after descent with momentum, full batch."""
    X, d = XOR.X.astype(dtype), XOR.y.astype(dtype)[:, None]
    eta, alpha, share = np.array([rate, momentum, 1 / len(X)], dtype)
    theta = np.random.default_rng(seed).uniform(-width, width, (9, n)).astype(dtype)
    velocity, gradient = np.zeros_like(theta), np.empty_like(theta)
    a, slope, delta_below = (np.empty((4, 2, n), dtype) for _ in range(3))  # (example, unit, start)
    z, delta, other = (np.empty((4, n), dtype) for _ in range(3))
    (b1, W1, b2, W2), (db1, dW1, db2, dW2) = (
        (part[:2], part[2:6].reshape(2, 2 * n), part[6], part[7:]) for part in (theta, gradient)
    )
    for _ in range(epochs):
        np.matmul(X, W1, out=a.reshape(4, 2 * n))
        np.add(a, b1, out=a)
        _logistic(a)
        np.multiply(a[:, 0], W2[0], out=z)
        np.multiply(a[:, 1], W2[1], out=other)
        np.add(z, other, out=z)
        np.add(z, b2, out=z)
        np.copyto(delta, z)
        _logistic(delta)
        np.subtract(delta, d, out=delta)
        np.multiply(delta, share, out=delta)
        np.multiply(delta[:, None], W2, out=delta_below)
        np.subtract(1, a, out=slope)
        np.multiply(slope, a, out=slope)
        np.multiply(delta_below, slope, out=delta_below)
        np.add.reduce(delta_below, axis=0, out=db1)
        np.matmul(X.T, delta_below.reshape(4, 2 * n), out=dW1)
        np.add.reduce(delta, axis=0, out=db2)
        np.multiply(a, delta[:, None], out=slope)
        np.add.reduce(slope, axis=0, out=dW2)
        np.multiply(velocity, alpha, out=velocity)
        np.multiply(gradient, eta, out=gradient)
        np.subtract(velocity, gradient, out=velocity)
        np.add(theta, velocity, out=theta)
    return float(((z > 0) == (d > 0)).all(axis=0).mean())


def _logistic(z: NDArray[np.floating]) -> None:
    """In place of z, 1 / (1 + exp(-z))."""
    np.negative(z, out=z)
    np.exp(z, out=z)
    np.add(z, 1, out=z)
    np.reciprocal(z, out=z)
