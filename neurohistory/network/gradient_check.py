"""Is the gradient right?  Compare it with differences of the cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.propagation import Network

__all__ = ["GradientCheck", "check_at_start", "gradient_check", "on_a_kink"]

Array = NDArray[np.floating]

_MAX_WEIGHTS = 20_000  # the check takes a network for each, so the work grows with the square
_MAX_NUMBERS = 1 << 22  # weights of all the nudged networks that stand side by side


class GradientCheck(NamedTuple):
    """The gradient of one network twice, shape (parameter,) each, and how far the two are apart."""

    by_backpropagation: Array
    by_differences: Array

    @property
    def largest_difference(self) -> float:
        """The largest difference between the two, as a fraction of the largest derivative."""
        apart = np.abs(self.by_backpropagation - self.by_differences).max()
        return float(apart / max(np.abs(self.by_differences).max(), 1e-300))


def gradient_check(
    network: Network,
    theta: Array,
    X: Array,
    target: Array,
    step: float = 1e-4,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> GradientCheck:
    """Differentiate the cost by every weight, by back-propagation and by central differences.

    Parameters
    ----------
    network : Network
    theta : ndarray of shape (parameter,)
    X : ndarray of shape (example, feature)
    target : ndarray of shape (example, class)
    step : float, default=1e-4
        (J(theta + step) - J(theta - step)) / (2 step).
    progress : callable, optional
        Told how many weights are done, and how many there are.

    Returns
    -------
    GradientCheck
    """
    network.cost.check(target)
    theta = np.asarray(theta, dtype=np.float64)
    targets = target[:, :, None]
    derivatives = np.empty(len(theta))
    for some, nudges in _nudges(len(theta), step):
        above = network.cost_of(theta[:, None] + nudges, X, targets)
        below = network.cost_of(theta[:, None] - nudges, X, targets)
        derivatives[some] = (above - below) / (2 * step)
        progress(some.stop, len(theta))
    exact = network.gradient(theta[:, None], X, targets)[:, 0]
    return GradientCheck(exact, derivatives)


def _nudges(n: int, step: float) -> Iterator[tuple[slice, Array]]:
    """The nudged networks side by side, one start each; as many at a time as memory is spent on.

    Yields
    ------
    some : slice
        Whose turn it is.
    nudges : ndarray of shape (parameter, nudged parameter)
    """
    width = max(1, _MAX_NUMBERS // n)
    for first in range(0, n, width):
        some = slice(first, min(first + width, n))
        nudges = np.zeros((n, some.stop - first))
        np.fill_diagonal(nudges[some], step)
        yield some, nudges


def on_a_kink(network: Network, theta: Array, X: Array, step: float = 1e-4) -> NDArray[np.bool_]:
    """Which weights stand where a hidden unit's derivative jumps, shape (parameter,).

    ReLU's does at zero.  There is no derivative there, and differences give something in between.
    """
    jumps = np.zeros(len(theta), dtype=bool)
    for some, nudges in _nudges(len(theta), step):
        above, below = (
            network.forward(theta[:, None] + sign * nudges, X)[0][:-1] for sign in (1.0, -1.0)
        )
        for layer, z_pair in enumerate(zip(above, below, strict=True)):
            g = network.unit(layer)
            if g.derivative is None:
                continue
            sides = [g.derivative(z, g.value(z)) for z in z_pair]
            jumps[some] |= (np.abs(sides[0] - sides[1]) > 0.1).any(axis=(0, 1))
    return jumps


def check_at_start(
    model: Any,
    X: Array,
    target: Array,
    seed: int = 0,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> tuple[list[dict[str, object]], float]:
    """Check the gradient of a model that holds a network, at the weights that it starts from.

    Parameters
    ----------
    model : MultilayerPerceptron, or another with ``network(state)`` and ``output_targets(target)``
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1
    seed : int, default=0
    progress : callable, optional
        As `gradient_check` tells it.

    Returns
    -------
    rows : list of dict
        A weight each: its name, its value, the two derivatives and their difference.
    apart : float
        The largest difference, as a fraction of the largest derivative; weights on a kink are left out.

    Raises
    ------
    ValueError
        If the model holds no network, or one that is too large.
    """
    if not hasattr(model, "network"):
        raise ValueError(f"{type(model).__name__} is no network with a gradient to check; take backprop")
    n_weights = len(
        model.start(X, target, 0, np.random.default_rng(seed)).theta
    )  # a start of no learners
    if n_weights > _MAX_WEIGHTS:
        raise ValueError(
            f"a gradient of {n_weights:,} weights is too much to check, as each takes a network of its "
            f"own; take smaller hidden layers, with at most {_MAX_WEIGHTS:,} weights in all"
        )
    state = model.start(X, target, 1, np.random.default_rng(seed))
    network, theta = model.network(state), state.theta[:, 0]
    check = gradient_check(network, theta, X, model.output_targets(target)[:, :, 0], progress=progress)
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
    smooth = GradientCheck(*(derivatives[~kinks] for derivatives in check))
    return rows, smooth.largest_difference if smooth.by_differences.size else 0.0
