"""Activation functions: what a unit makes of its net input."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["ACTIVATIONS", "Activation", "logistic"]

Array = NDArray[np.floating]


class Activation(NamedTuple):
    """A function g, its slope, and the number that stands for "no".

    Attributes
    ----------
    value : callable
        g(z), elementwise.
    slope : callable
        g'(z), given a = g(z).
    off_value : float
        What a unit is taught for "no"; for "yes" it is 1.
    formula : str
        In TeX.
    """

    value: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    off_value: float
    formula: str


def logistic(z: Array) -> Array:
    """1 / (1 + exp(-z)), by way of tanh: it cannot overflow and is quicker than exp.

    Examples
    --------
    >>> logistic(np.array([-1e4, 0.0, 1e4]))
    array([0. , 0.5, 1. ])
    """
    return (1 + np.tanh(z / 2)) / 2


ACTIVATIONS: dict[str, Activation] = {
    "logistic": Activation(
        logistic, lambda a: a * (1 - a), off_value=0.0, formula=r"g(z) = \frac{1}{1 + e^{-z}}"
    ),
    "tanh": Activation(np.tanh, lambda a: 1 - a * a, off_value=-1.0, formula=r"g(z) = \tanh z"),
}
