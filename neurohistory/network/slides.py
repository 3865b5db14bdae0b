"""Back-propagation as the slides write it: example by example, with accumulators.

For each example: forward; delta^(L) = a^(L) - y for the cross-entropy; going down,
delta^(l) = Theta^(l)' delta^(l+1) .* g'(z^(l)); and the accumulators take in
Delta^(l) += delta^(l+1) a^(l)'.  At the end D = Delta / m is the gradient.

It is slow and plain on purpose.  `propagation` does the same for all examples and starts at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.propagation import Network

__all__ = ["cost_and_gradient"]

Array = NDArray[np.floating]


def cost_and_gradient(
    network: Network, thetas: list[Array], X: Array, target: Array
) -> tuple[float, list[Array]]:
    """The cost J and its gradient D for one network.

    Parameters
    ----------
    network : Network
    thetas : list of ndarray, each of shape (1 + unit below, unit above)
        Row 0 holds the biases.
    X : ndarray of shape (example, feature)
    target : ndarray of shape (example, class)

    Returns
    -------
    J : float
    D : list of ndarray, shaped like `thetas`
    """
    network.cost.check(target)
    m, J = len(X), 0.0
    scale = 1 / m if network.cost.is_mean else 1.0
    Delta = [np.zeros_like(theta) for theta in thetas]
    for x, y in zip(X, target, strict=True):
        # Forward: a^(1) = x, then z^(l+1) = Theta^(l) a^(l) with a_0 = 1, a^(l+1) = g(z^(l+1)).
        a, z = [np.append(1.0, x)], []
        for level, theta in enumerate(thetas):
            z.append(theta.T @ a[-1])
            if level < len(thetas) - 1:
                a.append(np.append(1.0, network.unit(level).value(z[-1])))
        z_out, y_out = z[-1][None, :, None], y[None, :, None]  # as a cost likes it: one example
        J += scale * float(network.cost.value(z_out, y_out, network.last)[0])
        # Backward: delta of the output layer, then of the layers below; none for the inputs.
        delta = network.cost.delta(z_out, y_out, network.last)[0, :, 0]
        for level in reversed(range(len(thetas))):
            Delta[level] += np.outer(a[level], delta)
            if level:
                g = network.unit(level - 1)
                derivative = g.needed_derivative(level + 1)(z[level - 1], g.value(z[level - 1]))
                delta = (thetas[level][1:] @ delta) * derivative
    D = [scale * total for total in Delta]
    if network.weight_decay:
        for gradient, theta in zip(D, thetas, strict=True):
            gradient[1:] += network.weight_decay / m * theta[1:]
            J += network.weight_decay / (2 * m) * float((theta[1:] ** 2).sum())
    return J, D
