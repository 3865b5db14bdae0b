"""What training minimizes, and how it changes with the net input of the output units.

A cost is told the net inputs z of the output units rather than their outputs, so that it stays exact
where outputs are 0 or 1 to rounding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.activations import Activation, logistic, softmax, softplus
from neurohistory.network.names import by_name
from neurohistory.network.workspace import Workspace, does_fill, fills

__all__ = ["COSTS", "SOFT_CROSS_ENTROPY", "Cost", "get_cost"]

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Cost:
    """A cost of the outputs, with its derivative.

    Attributes
    ----------
    name : str
    value : callable
        The cost, shape (start,), given z of shape (example, class, start), targets of
        the same shape or with a last axis of one, and the activation of the output units.
    delta : callable
        Its derivative by z, shape (example, class, start), given the same.
    output : callable
        What the output units emit, given z and the activation.
    is_mean : bool
        Whether it is a mean over the examples; else a sum.
    zero_one : bool
        Whether the targets must be 0 or 1.
    one_hot : bool
        Whether the targets of each example must be a single 1 and zeros.
    probabilities : bool
        Whether the outputs are probabilities, whatever the activation of the output units is.
    formula : str
        In TeX.
    """

    name: str
    value: Callable[[Array, Array, Activation], Array]
    delta: Callable[..., Array]
    output: Callable[[Array, Activation], Array]
    is_mean: bool
    zero_one: bool
    formula: str
    one_hot: bool = False
    probabilities: bool = False

    def delta_at(self, z: Array, target: Array, g: Activation, work: Workspace) -> Array:
        """The derivative by z, in room of the workspace if `delta` is one that fills arrays."""
        if not does_fill(self.delta):
            return self.delta(z, target, g)
        room, spare = (work(name, z.shape, z.dtype) for name in ("delta of the cost", "slope"))
        return self.delta(z, target, g, room, spare)

    def check_n_outputs(self, n_outputs: int) -> None:
        """Refuse a single output unit if the cost shares one between several."""
        if n_outputs == 1 and self.one_hot:
            raise ValueError(
                f"cost {self.name!r} shares one between the classes' output units, and two classes have "
                "a single unit; take cost='cross_entropy'"
            )

    def check(self, target: Array) -> None:
        """Refuse targets outside of the cost's domain.

        Raises
        ------
        ValueError
            Naming the first such target.
        """
        bad = ~np.isin(target, (0, 1)) if self.zero_one else ~np.isfinite(target)
        if bad.any():
            raise ValueError(
                f"cost {self.name!r} needs targets that are "
                f"{'0 or 1' if self.zero_one else 'finite'}, not {target[bad][0]}"
            )
        if self.one_hot and (target.sum(axis=1) != 1).any():
            row = target[(target.sum(axis=1) != 1).argmax()]
            raise ValueError(f"cost {self.name!r} needs a single 1 for each example, not {row.tolist()}")


def _squared_error(z: Array, target: Array, g: Activation) -> Array:
    return np.asarray(((g.value(z) - target) ** 2).sum(axis=(0, 1)) / 2)


@fills
def _squared_error_delta(
    z: Array, target: Array, g: Activation, out: Array | None = None, spare: Array | None = None
) -> Array:
    a = g.at(z, out)
    slope = g.slope(z, a, spare)
    return np.multiply(np.subtract(a, target, out=out), slope, out=out)


def _activation_of(z: Array, g: Activation) -> Array:
    return g.value(z)


def _cross_entropy(z: Array, target: Array, g: Activation) -> Array:
    # -log h = log(1 + exp(-z)), -log(1 - h) = log(1 + exp(z)); so written it cannot overflow
    s = np.where(target > 0, -z, z)
    return np.asarray((np.maximum(s, 0) + np.log1p(np.exp(-np.abs(s)))).sum(axis=1).mean(axis=0))


@fills
def _cross_entropy_delta(
    z: Array, target: Array, g: Activation, out: Array | None = None, spare: Array | None = None
) -> Array:
    return np.divide(np.subtract(logistic(z, out), target, out=out), z.dtype.type(len(z)), out=out)


def _logistic_of(z: Array, g: Activation) -> Array:
    return logistic(z)


def _softmax_cross_entropy(z: Array, target: Array, g: Activation) -> Array:
    shifted = z - z.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return np.asarray((log_sum - (shifted * target).sum(axis=1)).mean(axis=0))


def _softmax_cross_entropy_delta(z: Array, target: Array, g: Activation) -> Array:
    return np.asarray((softmax(z) - target) / z.dtype.type(len(z)))


def _softmax_of(z: Array, g: Activation) -> Array:
    return softmax(z)


COSTS: dict[str, Cost] = {
    "squared_error": Cost(
        "squared_error",
        _squared_error,
        _squared_error_delta,
        _activation_of,
        is_mean=False,
        zero_one=False,
        formula=r"E = \tfrac{1}{2} \sum_i \sum_k (y_{ik} - d_{ik})^2",
    ),
    "cross_entropy": Cost(
        "cross_entropy",
        _cross_entropy,
        _cross_entropy_delta,
        _logistic_of,
        is_mean=True,
        zero_one=True,
        formula=r"J = -\frac{1}{m} \sum_i \sum_k \left[ y_{ik} \log h_{ik}"
        r" + (1 - y_{ik}) \log (1 - h_{ik}) \right]",
        probabilities=True,
    ),
    "softmax_cross_entropy": Cost(
        "softmax_cross_entropy",
        _softmax_cross_entropy,
        _softmax_cross_entropy_delta,
        _softmax_of,
        is_mean=True,
        zero_one=True,
        formula=r"J = -\frac{1}{m} \sum_i \sum_k y_{ik} \log"
        r" \frac{e^{z_{ik}}}{\sum_j e^{z_{ij}}}",
        one_hot=True,
        probabilities=True,
    ),
}


def _soft_cross_entropy(z: Array, target: Array, g: Activation) -> Array:
    # -d log h - (1 - d) log(1 - h) for h = logistic(z)
    return np.asarray((softplus(z) - target * z).sum(axis=1).mean(axis=0))


# The cross-entropy with soft targets: any numbers from 0 to 1, as the gray of a pixel is.
SOFT_CROSS_ENTROPY: Cost = replace(
    COSTS["cross_entropy"], name="soft_cross_entropy", value=_soft_cross_entropy, zero_one=False
)


def get_cost(which: str | Cost) -> Cost:
    """The cost of that name.

    Raises
    ------
    ValueError
        If the name is unknown; the message has the nearest and lists the known ones.
    """
    if isinstance(which, Cost):
        return which
    return by_name("cost", which, COSTS)
