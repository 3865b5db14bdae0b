"""Weights by name, such as ``Theta1[2,1]``, as the layers of a network that can be drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["arrays_of_names", "layers_of"]

_NAME = re.compile(r"(?P<array>.+?)(?:\[(?P<places>\d+(?:,\d+)*)\])?")

Array = NDArray[np.float64]


def arrays_of_names(weights: Mapping[str, float]) -> dict[str, Array]:
    """The arrays that named numbers are the entries of.

    Examples
    --------
    >>> arrays_of_names({"bias": 1.0, "weights[0]": 2.0, "weights[1]": 3.0})
    {'bias': array(1.), 'weights': array([2., 3.])}
    """
    entries: dict[str, dict[tuple[int, ...], float]] = {}
    for name, value in weights.items():
        found = _NAME.fullmatch(name)
        assert found is not None, name
        places = tuple(map(int, found["places"].split(","))) if found["places"] else ()
        entries.setdefault(found["array"], {})[places] = value
    arrays = {}
    for name, numbers in entries.items():
        array = np.zeros(np.max(list(numbers), axis=0).astype(int) + 1)
        for place, value in numbers.items():
            array[place] = value
        arrays[name] = array
    return arrays


def layers_of(weights: Mapping[str, float]) -> list[Array] | None:
    """The matrices from layer to layer, row 0 of each the biases; None where names tell no layers.

    Told are: ``Theta1``, ``Theta2``, ... as in back-propagation; one unit of a ``bias`` and ``weights``
    for its inputs; units side by side, with an ``output`` behind them or without one.

    Examples
    --------
    >>> [layer.tolist() for layer in layers_of({"bias": 1.0, "weights[0]": 2.0, "weights[1]": 3.0})]
    [[[1.0], [2.0], [3.0]]]
    >>> layers_of({"threshold": 2.0}) is None
    True
    """
    arrays = arrays_of_names(weights)
    if arrays and all(re.fullmatch(r"Theta\d+", name) for name in arrays):
        return [arrays[name] for name in sorted(arrays, key=lambda name: int(name[5:]))]
    if not {"bias", "weights"} <= set(arrays) <= {"bias", "weights", "output"}:
        return None
    bias, inner = np.atleast_1d(arrays["bias"]), np.atleast_2d(arrays["weights"])
    if len(bias) != len(inner):
        return None
    behind = [arrays["output"][:, None]] if "output" in arrays else []
    return [np.vstack([bias, inner.T]), *behind]
