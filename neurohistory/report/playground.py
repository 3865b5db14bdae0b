"""The end of the address at which the site's playground opens a run of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from neurohistory.classifier import HistoricalClassifier

__all__ = ["playground_address"]

_CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]]
_MOST_POINTS, _MOST_STEPS = 26, 20_000
# What the playground lets one choose, by machine and parameter: its word in the address.
_RATE, _SHUFFLE, _SCALE = {"learning_rate": "rate"}, {"order": "order"}, {"initial_scale": "scale"}
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "mcculloch_pitts": {},
    "perceptron": _RATE | _SHUFFLE | _SCALE,
    "logistic_unit": _RATE | _SCALE,
    "adaline": _RATE | _SHUFFLE | _SCALE,
    "madaline": _RATE | _SHUFFLE | _SCALE | {"n_units": "units"},
    "minsky_papert": _SHUFFLE | _SCALE,
    "backprop": _RATE | {"hidden_layer_sizes": "units"},
    "svm": {"kernel": "kernel"},
}
_LINES = ("perceptron", "logistic_unit", "adaline")  # whose line can be taken hold of
_OURS = {"minsky_papert": {"predicate_order": 2}}  # where the playground has another default
_NO_MATTER = {"max_epochs", "random_state"}  # how long it goes on; and the seed is another field


def playground_address(
    name: str,
    model: HistoricalClassifier[Any],
    X: ArrayLike,
    target: ArrayLike,
    *,
    seed: int,
    step: int,
    first: Mapping[str, float] | None = None,
) -> str:
    """What stands behind ``playground.html`` for a trace of a model: the same numbers, to be touched.

    Parameters
    ----------
    name : str
        The model's, in the catalog.
    model : HistoricalClassifier
    X : array of shape (example, 2)
        The four corners in the order 00, 01, 10, 11, and at most 26 points more.
    target : array of -1 and +1, shape (example,)
    seed : int
        As for `neurohistory.traces.trace`.
    step : int
        How many presentations are shown.
    first : mapping of str to float, optional
        The weights it begins with, all by name, where they are not those that the seed gives.

    Raises
    ------
    ValueError
        If the playground cannot show it.

    Examples
    --------
    >>> from neurohistory import XOR, load
    >>> model = load("perceptron")(order="cyclic", learning_rate=0.5)
    >>> playground_address("perceptron", model, XOR.X, XOR.target, seed=3, step=11)
    '#machine=perceptron&targets=0110&rate=0.5&order=cyclic&seed=3&step=11'
    """
    if name not in _CHOICES:
        raise ValueError(f"the playground has no {name}; its machines are {', '.join(_CHOICES)}")
    if not 0 <= step <= _MOST_STEPS:
        raise ValueError(f"the playground goes to {_MOST_STEPS:,} presentations, not to {step:,}")
    fields = {"machine": name, **_examples(np.asarray(X), np.asarray(target)), **_choices(name, model)}
    if first is not None:
        fields["first"] = _first(name, first)
    fields |= {"seed": str(seed), "step": str(step)}
    return "#" + "&".join(f"{field}={value}" for field, value in fields.items())


def _examples(X: np.ndarray[Any, Any], target: np.ndarray[Any, Any]) -> dict[str, str]:
    yes = [int(each > 0) for each in target]
    if X.shape[1:] != (2,) or X[:4].tolist() != _CORNERS or len(X) > 4 + _MOST_POINTS:
        raise ValueError(
            "the playground has the four corners 00, 01, 10 and 11, and then at most "
            f"{_MOST_POINTS} points; these {len(X)} examples are others"
        )
    told = {"targets": "".join(map(str, yes[:4]))}
    if len(X) > 4:
        points = zip(X[4:].tolist(), yes[4:], strict=True)
        told["points"] = ";".join(f"{x!r},{y!r},{side}" for (x, y), side in points)
    return told


def _choices(name: str, model: HistoricalClassifier[Any]) -> dict[str, str]:
    """The parameters that differ from those of the playground, by its words."""
    usual = {**type(model)().get_params(), **_OURS.get(name, {})}
    changed = {
        key: value
        for key, value in model.get_params().items()
        if key not in _NO_MATTER and value != usual[key]
    }
    known = _CHOICES[name]
    for key, value in changed.items():
        if key not in known:
            raise ValueError(
                f"{key}={value!r} is nothing that the playground lets one choose; it has {usual[key]!r}"
            )
    return {known[key]: _one(value) for key, value in changed.items()}


def _first(name: str, weights: Mapping[str, float]) -> str:
    if name not in _LINES:
        raise ValueError(
            f"the playground draws the first weights of {name} itself; it takes those of "
            f"{', '.join(_LINES)}"
        )
    return ",".join(repr(float(weights[each])) for each in ("bias", "weights[0]", "weights[1]"))


def _one(value: Any) -> str:
    """A value as the address has it; one hidden layer is a number of units."""
    if isinstance(value, tuple | list):
        if len(value) != 1:
            raise ValueError(f"the playground has one hidden layer, not {len(value)}: {value!r}")
        return str(value[0])
    return str(value)
