"""Forward through the layers, and the gradient backward: the chain rule, once for all depths.

`slides` has the same written out example by example, as a lecture does; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import isfinite
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.activations import ACTIVATIONS, Activation
from neurohistory.network.costs import Cost
from neurohistory.network.effort import is_counted, spend
from neurohistory.network.matmul import matmul
from neurohistory.network.theta import layers, n_parameters
from neurohistory.network.workspace import FRESH, Workspace

__all__ = ["Network", "as_scores", "hidden_chain", "net_input"]

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Network:
    """A layered network: its shape, its units and what it is to minimize.  The weights are apart.

    Attributes
    ----------
    sizes : tuple of int
        Units of each layer, inputs first.
    hidden : Activation
        The function of the hidden units.
    cost : Cost
        The cross-entropies make probabilities of what reaches the output units; for the squared error
        `output` says what they emit.
    weight_decay : float
        lambda: J gets lambda / (2 m) times the sum of all squared weights, biases left out.
    units : tuple of Activation
        One for each hidden layer, lowest first, where they differ: an autoencoder has a linear code
        among logistic layers.  Empty: all are `hidden`.
    output : Activation or None
        The function of the output units, as far as the cost leaves it open.  None takes that of the
        hidden units if it is bounded, as in 1986, and linear otherwise.

    Examples
    --------
    >>> from neurohistory.network.activations import get_activation
    >>> from neurohistory.network.costs import get_cost
    >>> network = Network((2, 2, 1), get_activation("logistic"), get_cost("squared_error"))
    >>> theta = np.zeros((network.n_parameters, 5))  # five starts
    >>> network.outputs(theta, np.zeros((4, 2))).shape
    (4, 1, 5)
    """

    sizes: tuple[int, ...]
    hidden: Activation
    cost: Cost
    weight_decay: float = 0.0
    units: tuple[Activation, ...] = ()
    output: Activation | None = None

    def __post_init__(self) -> None:
        if self.units and len(self.units) != len(self.sizes) - 2:
            raise ValueError(
                f"{len(self.sizes) - 2} hidden layers need as many activations, not {len(self.units)}"
            )

    @property
    def n_parameters(self) -> int:
        """Number of weights and biases."""
        return n_parameters(self.sizes)

    @property
    def _products_back(self) -> int:
        """Multiply-adds of an example on the way back: derivatives, and errors down to hidden units."""
        return self.n_parameters + sum(below * above for below, above in pairwise(self.sizes[1:]))

    @cached_property
    def last(self) -> Activation:
        """The activation of the output units, as far as the cost leaves it open."""
        if self.output is not None:
            return self.output
        bounded = all(map(isfinite, self.hidden.range))
        return self.hidden if bounded else ACTIVATIONS["linear"]

    @property
    def no_target(self) -> float:
        """What an output unit is taught for "no"."""
        return 0.0 if self.cost.probabilities else self.last.no_target

    def check_targets(self, targets: tuple[float, float]) -> None:
        """Refuse targets for no and for yes that the output units do not reach, or turn between.

        Raises
        ------
        ValueError
            Also if the output units cannot be taught.
        """
        self.last.needed_derivative()
        try:
            low, high = map(float, targets)
        except (TypeError, ValueError):
            low = high = np.nan
        if not -np.inf < low < high < np.inf:
            raise ValueError(f"they must be two numbers, no below yes, not {targets!r}")
        self.cost.check(np.array([[low, high]]))
        middle = float(self.cost.output(np.zeros((1, 1, 1)), self.last)[0, 0, 0])
        least, most = (0.0, 1.0) if self.cost.probabilities else self.last.range
        if not (least <= low and high <= most and np.isclose((low + high) / 2, middle, atol=1e-9)):
            raise ValueError(
                f"targets={(low, high)} do not suit output units that reach from {least:g} to {most:g} "
                f"and turn from no to yes at {middle:g}; take two within, as far below {middle:g} as "
                "above"
            )

    def unit(self, layer: int) -> Activation:
        """The activation of a hidden layer; the lowest is 0."""
        return self.units[layer] if self.units else self.hidden

    def layers(self, theta: Array) -> list[Array]:
        """Theta^(1), Theta^(2), ... as views, each (1 + unit below, unit above, start)."""
        return layers(theta, self.sizes)

    def forward(
        self, theta: Array, X: Array, work: Workspace = FRESH
    ) -> tuple[list[Array], list[Array]]:
        """The forward pass: net inputs z and activations a of all layers.

        Parameters
        ----------
        theta : ndarray of shape (parameter, start)
        X : ndarray of shape (example, feature), or (example, feature, start)
        work : Workspace, optional
            Where they are to stand until the next pass.

        Returns
        -------
        z : list of ndarray, each (example, unit, start)
            Those of the layers above the inputs; the last belong to the output units.
        a : list of ndarray
            a^(1) = X, then the hidden layers.
        """
        if X.shape[1] != self.sizes[0]:
            raise ValueError(
                f"layer 1 has {self.sizes[0]} units, and the examples have {X.shape[1]} features"
            )
        z: list[Array] = []
        a = [X]
        for level, matrix in enumerate(self.layers(theta)):
            shape = (len(X), *matrix.shape[1:])
            z.append(net_input(a[-1], matrix, work(f"z{level}", shape, theta.dtype)))
            if level < len(self.sizes) - 2:
                a.append(self.unit(level).at(z[-1], work(f"a{level}", shape, theta.dtype)))
        return z, a

    def outputs(self, theta: Array, X: Array) -> Array:
        """What the output units emit, shape (example, class, start)."""
        return self.cost.output(self.forward(theta, X)[0][-1], self.last)

    def cost_of(self, theta: Array, X: Array, target: Array) -> Array:
        """The cost J, weight decay included, shape (start,).

        Parameters
        ----------
        theta : ndarray of shape (parameter, start)
        X : ndarray of shape (example, feature), or (example, feature, start)
        target : ndarray of shape (example, class, 1), or (example, class, start)
        """
        J = self.cost.value(self.forward(theta, X)[0][-1], target, self.last)
        if self.weight_decay:
            squares = sum((matrix[1:] ** 2).sum(axis=(0, 1)) for matrix in self.layers(theta))
            J = J + self.weight_decay / (2 * len(X)) * squares
        return J

    def gradient(self, theta: Array, X: Array, target: Array) -> Array:
        """dJ/dtheta by back-propagation, shape (parameter, start); the same arguments."""
        z, a = self.forward(theta, X)
        return self.backward(theta, z, a, target)

    def backward(
        self, theta: Array, z: list[Array], a: list[Array], target: Array, work: Workspace = FRESH
    ) -> Array:
        """The backward pass: dJ/dtheta, shape (parameter, start), an array of its own.

        Parameters
        ----------
        theta : ndarray of shape (parameter, start)
        z, a : list of ndarray
            From `forward`.
        target : ndarray of shape (example, class, 1), or (example, class, start)
        work : Workspace, optional
            That of the forward pass.
        """
        gradient = np.empty(theta.shape, theta.dtype)  # in C order: the views below are written to
        deltas, derivatives = self.deltas(theta, z, a, target, work), self.layers(gradient)
        for below, delta, dJ in zip(a, deltas, derivatives, strict=True):
            np.add.reduce(delta, axis=0, out=dJ[0])
            matmul(below.swapaxes(0, 1), delta, out=dJ[1:])
        if self.weight_decay:
            for weights, dJ in zip(self.layers(theta), derivatives, strict=True):
                dJ[1:] += self.weight_decay / len(target) * weights[1:]
        if is_counted():
            spend(multiply_adds=len(a[0]) * theta.shape[1] * self._products_back)
        return gradient

    def deltas(
        self, theta: Array, z: list[Array], a: list[Array], target: Array, work: Workspace = FRESH
    ) -> list[Array]:
        """dJ/dz of all layers above the inputs, each (example, unit, start); arguments of `backward`."""
        thetas = self.layers(theta)
        deltas = [self.cost.delta_at(z[-1], target, self.last, work)]
        for level in reversed(range(1, len(thetas))):  # there is no delta for the inputs
            below = z[level - 1]
            room = work(f"delta{level}", below.shape, theta.dtype)
            back = matmul(deltas[-1], thetas[level][1:].swapaxes(0, 1), out=room)
            spoiled = None if room is None else below  # nobody needs it after this
            slope = self.unit(level - 1).slope(below, a[level], spoiled, layer=level + 1)
            deltas.append(np.multiply(back, slope, out=room))
        return deltas[::-1]

    def up_and_down(self, theta: Array, X: Array, target: Array) -> dict[str, Array]:
        """Outputs of the hidden units and deltas of all units, by name, of the first start.

        Returns
        -------
        dict of str to ndarray of shape (example,)
            ``"a2[1]"`` is the output of the first unit above the inputs, ``"delta2[1]"`` its delta; in
            the order of the work, up and then down.

        Examples
        --------
        >>> from neurohistory.network.costs import COSTS
        >>> network = Network((2, 1, 1), ACTIVATIONS["logistic"], COSTS["squared_error"])
        >>> list(network.up_and_down(np.zeros((5, 1)), np.zeros((4, 2)), np.ones((4, 1, 1))))
        ['a2[1]', 'delta3[1]', 'delta2[1]']
        """
        z, a = self.forward(theta, X)
        deltas = self.deltas(theta, z, a, target)  # for layers 2 to L, as a[1:] is without L
        upward = [(f"a{layer}", values) for layer, values in enumerate(a[1:], start=2)]
        downward = [(f"delta{layer}", values) for layer, values in enumerate(deltas, start=2)][::-1]
        return {
            f"{name}[{unit}]": values[:, unit - 1, 0]
            for name, values in upward + downward
            for unit in range(1, values.shape[1] + 1)
        }


def net_input(a: Array, theta: Array, out: Array | None = None) -> Array:
    """z = bias + Theta' a: what reaches the units above, shape (example, unit above, start).

    Parameters
    ----------
    a : ndarray of shape (example, unit below), the same for all starts, or with a last axis start
    theta : ndarray of shape (1 + unit below, unit above, start)
    out : ndarray in C order, optional
        Where to put it.
    """
    z = matmul(a, theta[1:], out=out)
    z += theta[0]
    return z


def as_scores(z: Array) -> Array:
    """Net inputs of the output units as scores: a single unit needs no axis of its own.

    Examples
    --------
    >>> as_scores(np.zeros((4, 1, 5))).shape, as_scores(np.zeros((4, 3, 5))).shape
    ((4, 5), (4, 3, 5))
    """
    return z[:, 0] if z.shape[1] == 1 else z


def hidden_chain(sizes: int | Sequence[int]) -> tuple[int, ...]:
    """The units of each hidden layer; a single number is a single layer.

    Raises
    ------
    ValueError
        For what is no positive whole number.

    Examples
    --------
    >>> hidden_chain(3), hidden_chain([4, 2])
    ((3,), (4, 2))
    """
    text = isinstance(sizes, (str, bytes, bytearray))  # which is no list of numbers
    several = isinstance(sizes, (Sequence, np.ndarray)) and not text
    chain: tuple[Any, ...] = tuple(sizes) if several else (sizes,)  # type: ignore[arg-type]
    for size in chain:
        if isinstance(size, bool) or not isinstance(size, Integral) or int(size) < 1:
            raise ValueError(f"sizes of layers must be positive whole numbers, not {size!r}")
    return tuple(map(int, chain))
