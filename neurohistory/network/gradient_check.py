"""Is the gradient right?  Compare it with differences of the cost."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.propagation import Network

__all__ = ["GradientCheck", "check_at_start", "gradient_check", "on_a_kink"]

Array = NDArray[np.floating]


class GradientCheck(NamedTuple):
    """The gradient of one network twice, shape (parameter,) each, and how far the two are apart."""

    by_backpropagation: Array
    by_differences: Array

    @property
    def largest_difference(self) -> float:
        """The largest difference between the two, as a share of the largest slope."""
        apart = np.abs(self.by_backpropagation - self.by_differences).max()
        return float(apart / max(np.abs(self.by_differences).max(), 1e-300))


def gradient_check(
    network: Network, theta: Array, X: Array, wanted: Array, step: float = 1e-4
) -> GradientCheck:
    """Differentiate the cost by every weight, by back-propagation and by central differences.

    Parameters
    ----------
    network : Network
    theta : ndarray of shape (parameter,)
    X : ndarray of shape (example, feature)
    wanted : ndarray of shape (example, class)
    step : float, default=1e-4
        (J(theta + step) - J(theta - step)) / (2 step).

    Returns
    -------
    GradientCheck
    """
    network.cost.check(wanted)
    theta = np.asarray(theta, dtype=np.float64)
    targets = wanted[:, :, None]
    # All the nudged networks side by side, one replica each.
    nudges = step * np.eye(len(theta))
    above = network.cost_of(theta[:, None] + nudges, X, targets)
    below = network.cost_of(theta[:, None] - nudges, X, targets)
    exact = network.gradient(theta[:, None], X, targets)[:, 0]
    return GradientCheck(exact, (above - below) / (2 * step))


def on_a_kink(network: Network, theta: Array, X: Array, step: float = 1e-4) -> NDArray[np.bool_]:
    """Which weights stand where a hidden unit's slope jumps, as ReLU's does at zero; shape (parameter,).

    There is no derivative there, and differences give something in between.
    """
    jumps = np.zeros(len(theta), dtype=bool)
    nudges = step * np.eye(len(theta))
    above, below = (network.forward(theta[:, None] + sign * nudges, X)[0][:-1] for sign in (1.0, -1.0))
    for layer, z_pair in enumerate(zip(above, below, strict=True)):
        g = network.unit(layer)
        if g.slope is None:
            continue
        slopes = [g.slope(z, g.value(z)) for z in z_pair]
        jumps |= (np.abs(slopes[0] - slopes[1]) > 0.1).any(axis=(0, 1))
    return jumps


def check_at_start(
    model: Any, X: Array, target: Array, seed: int = 0
) -> tuple[list[dict[str, object]], float]:
    """Check the gradient of a model that holds a network, at the weights that it starts from.

    Parameters
    ----------
    model : MultilayerPerceptron, or another with ``network(state)`` and ``wanted(target)``
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1
    seed : int, default=0

    Returns
    -------
    rows : list of dict
        A weight each: its name, its value, the two slopes and their difference.
    apart : float
        The largest difference, as a share of the largest slope; weights on a kink are left out.

    Raises
    ------
    ValueError
        If the model holds no network.
    """
    if not hasattr(model, "network"):
        raise ValueError(f"{type(model).__name__} is no network with a gradient to check; take backprop")
    state = model.start(X, target, 1, np.random.default_rng(seed))
    network, theta = model.network(state), state.theta[:, 0]
    check = gradient_check(network, theta, X, model.wanted(target)[:, :, 0])
    kinks = on_a_kink(network, theta, X)
    rows: list[dict[str, object]] = [
        {
            "weight": name,
            "value": value,
            "by back-propagation": float(exact),
            "by differences": float(numerical),
            "difference": float(exact - numerical),
            "kink": bool(kink),
        }
        for (name, value), exact, numerical, kink in zip(
            model.named_weights(state).items(), *check, kinks, strict=True
        )
    ]
    smooth = GradientCheck(*(slopes[~kinks] for slopes in check))
    return rows, smooth.largest_difference if smooth.by_differences.size else 0.0
