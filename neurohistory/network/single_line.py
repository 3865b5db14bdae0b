"""Networks that are a single unit in the end, whatever their layers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.activations import ACTIVATIONS
from neurohistory.network.propagation import Network

__all__ = ["why_single_line"]

Array = NDArray[np.floating]


def why_single_line(network: Network, theta: Array | None = None) -> str:
    """Why a network says yes on one side of a single line; empty if it need not.

    Parameters
    ----------
    network : Network
        With one output unit.
    theta : ndarray of shape (parameter, start), optional
        Where learning starts: units with equal weights on both sides have equal gradients for ever.

    Examples
    --------
    >>> from neurohistory.network.costs import COSTS
    >>> why_single_line(Network((2, 1, 1), ACTIVATIONS["logistic"], COSTS["squared_error"]))
    'one unit a layer is a single line in the end'
    """
    if not (network.hidden.monotone and network.last.monotone):
        return ""
    if all(width == 1 for width in network.sizes[1:-1]):
        return "one unit a layer is a single line in the end"
    if network.hidden == ACTIVATIONS["linear"]:
        return "layers of linear units are a single line in the end"
    if theta is None:
        return ""
    matrices = network.layers(theta)  # (1 + unit below, unit above, start)
    alike = [(matrix == matrix[:, :1]).all() for matrix in matrices[:-1]]
    alike += [(matrix[1:] == matrix[1:2]).all() for matrix in matrices[1:]]
    return "hidden units that start alike stay alike, a single line in the end" if all(alike) else ""
