"""Activation functions: what a unit makes of its net input.

Each comes with its derivative, its range, its formula and the trouble it is known for.  A function
of your own is an `Activation`, or simply a pair (value, derivative); `check_derivative` compares the
two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.names import by_name
from neurohistory.network.workspace import does_fill, fills

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "ActivationLike",
    "check_derivative",
    "get_activation",
    "leaky_relu",
    "logistic",
    "softmax",
    "softplus",
]

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Activation:
    """A function g of the net input z, elementwise, with its derivative.

    Attributes
    ----------
    name : str
    value : callable
        g(z).
    derivative : callable or None
        g'(z), given z and a = g(z).  None for a function that has no useful derivative: units of it
        compute, and cannot be taught by back-propagation.
    range : tuple of float
        The least and the greatest value, reached or approached.
    formula : str
        In TeX.
    problem : str
        What it is known to go wrong with.
    no_target : float
        What an output unit is taught for "no"; for "yes" it is 1.
    monotone : bool
        Whether it never falls.  A chain of single units is then one line in the end.
    """

    name: str
    value: Callable[..., Array]
    derivative: Callable[..., Array] | None
    range: tuple[float, float] = (-np.inf, np.inf)
    formula: str = ""
    problem: str = ""
    no_target: float = 0.0
    monotone: bool = False

    def at(self, z: Array, out: Array | None = None) -> Array:
        """g(z); an array to be filled is used if the function takes one."""
        return self.value(z, out) if does_fill(self.value) else self.value(_closed(z))

    def slope(self, z: Array, a: Array, out: Array | None = None, layer: int | None = None) -> Array:
        """g'(z), where a = g(z); `out` must be another array than `a`, and may be `z`."""
        derivative = self.needed_derivative(layer)
        return derivative(z, a, out) if does_fill(derivative) else derivative(_closed(z), _closed(a))

    def needed_derivative(self, layer: int | None = None) -> Callable[..., Array]:
        """The derivative, for those who cannot do without.

        Parameters
        ----------
        layer : int, optional
            Whose units they are, for the message.

        Raises
        ------
        ValueError
            If there is none.
        """
        if self.derivative is None:
            where = "" if layer is None else f" of layer {layer}"
            raise ValueError(
                f"activation {self.name!r}{where} has no derivative; back-propagation cannot teach it"
            )
        return self.derivative


def _closed(a: Array) -> Array:
    """The same numbers for a function that is not to write into them."""
    view = a.view()
    view.flags.writeable = False
    return view


ActivationLike = str | Activation | tuple[Callable[[Array], Array], Callable[[Array], Array]]


@fills
@np.errstate(over="ignore", under="ignore")  # exp(-z) may be infinite, and 1 / (1 + inf) is 0
def logistic(z: Array, out: Array | None = None) -> Array:
    """The logistic function 1 / (1 + exp(-z)), exact to a few roundings wherever it is not 0.

    An array ``out`` is filled, as by NumPy's functions.

    Examples
    --------
    >>> logistic(np.array([-1e4, 0.0, 1e4]))
    array([0. , 0.5, 1. ])
    """
    e = np.exp(np.negative(z, out=out), out=out)  # tanh(z / 2) would take twice as long
    return np.reciprocal(np.add(e, 1, out=out), out=out)


def softmax(z: Array) -> Array:
    """Shares exp(z_k) / sum over k of exp(z_k), along axis 1, the units of a layer.

    Examples
    --------
    >>> softmax(np.array([[1e4, 1e4]]))
    array([[0.5, 0.5]])
    """
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


@np.errstate(under="ignore")
def softplus(z: Array) -> Array:
    """Softplus, ln(1 + exp(z)), without overflow.

    Examples
    --------
    >>> softplus(np.array([-1e4, 0.0, 1e4]))
    array([0.00000000e+00, 6.93147181e-01, 1.00000000e+04])
    """
    # np.logaddexp takes thrice as long.
    return np.asarray(np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z))))


# Functions with names, and no lambdas: a model that holds one of them can be pickled.


@fills
def _step(z: Array, out: Array | None = None) -> Array:
    return (z > 0).astype(z.dtype) if out is None else np.greater(z, 0, out=out)


@fills
def _logistic_derivative(z: Array, a: Array, out: Array | None = None) -> Array:
    return np.multiply(a, np.subtract(1, a, out=out), out=out)


@fills
def _tanh(z: Array, out: Array | None = None) -> Array:
    return np.tanh(z, out=out)


@fills
def _tanh_derivative(z: Array, a: Array, out: Array | None = None) -> Array:
    return np.subtract(1, np.multiply(a, a, out=out), out=out)


@fills
def _relu(z: Array, out: Array | None = None) -> Array:
    return np.maximum(z, 0, out=out)


@fills
def _relu_derivative(z: Array, a: Array, out: Array | None = None) -> Array:
    return _step(z, out)


def _linear(z: Array) -> Array:
    return z


def _linear_derivative(z: Array, a: Array) -> Array:
    return np.ones_like(z)


def _leaky_value(slope: float, z: Array) -> Array:
    return np.asarray(np.maximum(z, slope * z))


def _leaky_derivative(slope: float, z: Array, a: Array) -> Array:
    return np.where(z > 0, z.dtype.type(1), z.dtype.type(slope))


def _own_derivative(derivative: Callable[[Array], Array], z: Array, a: Array) -> Array:
    return derivative(z)


def leaky_relu(slope: float = 0.01) -> Activation:
    """Leaky ReLU: z above zero, a small fraction of z below.

    Parameters
    ----------
    slope : float, default=0.01
        The fraction; at least 0 and below 1.

    Examples
    --------
    >>> leaky_relu(0.1).value(np.array([-1.0, 2.0]))
    array([-0.1,  2. ])
    """
    if not 0 <= slope < 1:
        raise ValueError(f"the slope of a leaky ReLU must be from 0 to below 1, not {slope}")
    return Activation(
        "leaky_relu",
        partial(_leaky_value, slope),
        partial(_leaky_derivative, slope),
        (-np.inf, np.inf),
        rf"g(z) = \begin{{cases}} z & z > 0 \\ {slope:g}\, z & z \le 0 \end{{cases}}",
        "Never quite silent, so its output is not sparse; the small slope is one more choice.",
        monotone=True,
    )


ACTIVATIONS: dict[str, Activation] = {
    "step": Activation(
        "step",
        _step,
        None,
        (0.0, 1.0),
        r"g(z) = \begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}",
        "No derivative to learn by; and with several output units more than one may fire, or none.",
        monotone=True,
    ),
    "logistic": Activation(
        "logistic",
        logistic,
        _logistic_derivative,
        (0.0, 1.0),
        r"g(z) = \frac{1}{1 + e^{-z}}",
        "Flat at both ends: its derivative is at most 1/4, and products of it vanish in deep nets.",
        monotone=True,
    ),
    "tanh": Activation(
        "tanh",
        _tanh,
        _tanh_derivative,
        (-1.0, 1.0),
        r"g(z) = \tanh z = \frac{2}{1 + e^{-2z}} - 1",
        "Flat at both ends too: gradients vanish from small starts, if less than with the logistic.",
        no_target=-1.0,
        monotone=True,
    ),
    "relu": Activation(
        "relu",
        _relu,
        _relu_derivative,
        (0.0, np.inf),
        r"g(z) = \max(0, z)",
        "A unit of the first layer that is below zero for all examples has derivative 0: dead for ever.",
        monotone=True,
    ),
    "leaky_relu": leaky_relu(),
    "linear": Activation(
        "linear",
        _linear,
        _linear_derivative,
        (-np.inf, np.inf),
        r"g(z) = z",
        "Layers of it are one linear layer: depth gains nothing.",
        no_target=-1.0,
        monotone=True,
    ),
}
ACTIVATIONS["sigmoid"] = ACTIVATIONS["logistic"]  # the other name of the same function


def get_activation(which: ActivationLike) -> Activation:
    """The activation of that name, or made from a pair of your own.

    Parameters
    ----------
    which : str, Activation, or pair of callables
        A pair is (g(z), g'(z)).

    Raises
    ------
    ValueError
        If the name is unknown; the message has the nearest and lists the known ones.

    Examples
    --------
    >>> get_activation("relu").range
    (0.0, inf)
    >>> softplus = get_activation((lambda z: np.logaddexp(0, z), logistic))
    >>> check_derivative(softplus)
    """
    if isinstance(which, Activation):
        return which
    if isinstance(which, str):
        return by_name("activation", which, ACTIVATIONS)
    if isinstance(which, tuple) and len(which) == 2 and all(map(callable, which)):
        value, derivative = which
        return Activation(getattr(value, "__name__", "own"), value, partial(_own_derivative, derivative))
    raise ValueError(
        "an activation is a name, an Activation, or a pair of functions (value, derivative), not "
        f"{which!r}"
    )


def check_derivative(which: ActivationLike, points: NDArray[Any] | None = None) -> None:
    """Compare the derivative with a numerical one.

    Parameters
    ----------
    which : str, Activation, or pair of callables
    points : ndarray, optional
        Where; by default 41 points from -4 to 4 that avoid the kinks at whole numbers.

    Raises
    ------
    ValueError
        Where the two differ by more than a thousandth of a part; or if there is no derivative.
    """
    g = get_activation(which)
    derivative = g.needed_derivative()
    z = np.linspace(-4, 4, 41) + 0.013 if points is None else np.ravel(np.asarray(points, dtype=float))
    h = 1e-5
    numerical = (g.value(z + h) - g.value(z - h)) / (2 * h)
    claimed = np.broadcast_to(derivative(z, g.value(z)), z.shape)
    wrong = ~(np.abs(numerical - claimed) <= 1e-3 * np.maximum(1, np.abs(numerical)))  # NaN too
    if wrong.any():
        i = int(wrong.argmax())
        raise ValueError(
            f"the derivative of activation {g.name!r} is {claimed[i]:.6g} at z = {z[i]:.6g}, "
            f"but differences of its values give {numerical[i]:.6g}"
        )
