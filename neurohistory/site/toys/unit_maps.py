"""Where each unit of a network says yes, above the first layer: the sum of what comes in is above zero.

What comes in are the outputs of the units below, as the model's own `workings` name them: ``a2[1]``
for the first unit behind the inputs.  Of a model that names none there are no maps.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.checks import weights_of, workings_of
from neurohistory.classifier import HistoricalClassifier
from neurohistory.site.kinds.wires import layers_of
from neurohistory.site.toys.regions import HIGH, LOW, as_runs

__all__ = ["CELLS", "unit_maps"]

CELLS = 16  # along each side of a small map


def unit_maps(model: HistoricalClassifier[Any], states: Sequence[Any]) -> list[list[str]]:
    """For each state, and each unit between the first layer and the last, the cells as runs.

    Parameters
    ----------
    model : HistoricalClassifier
        With two inputs, and weights that are those of a network.
    states : sequence of State
        Each is one learner's.

    Returns
    -------
    list of list of str
        From the top down; empty where the cells are those of the state before.

    Examples
    --------
    >>> from neurohistory import XOR, load, train
    >>> deep = load("backprop")(hidden_layer_sizes=(2, 2), max_epochs=1)
    >>> end = train(deep, XOR.X, XOR.target, rng=0).end
    >>> from neurohistory.site.toys.regions import from_runs
    >>> [[from_runs(cells).size for cells in maps] for maps in unit_maps(deep, [end, end])]
    [[256, 256], [0, 0]]
    """
    told = [[as_runs(cells) for cells in _inner_units(model, state)] for state in states]
    before = [[""] * len(told[0]), *told]
    return [
        ["" if cells == old else cells for cells, old in zip(now, last, strict=True)]
        for last, now in pairwise(before)
    ]


def _inner_units(model: HistoricalClassifier[Any], state: Any) -> list[NDArray[np.bool_]]:
    """Where the units of all layers but the first and the last say yes."""
    layers = layers_of(weights_of(model, state)) or []
    if len(layers) < 3:
        return []
    half = (HIGH - LOW) / CELLS / 2
    middles = np.linspace(LOW + half, HIGH - half, CELLS)
    points = np.stack(np.meshgrid(middles, middles[::-1]), axis=-1).reshape(-1, 2)
    workings = workings_of(model, state, points, np.ones(len(points)))
    found: list[NDArray[np.bool_]] = []
    for number, (bias, *weights) in enumerate(layers[1:-1], start=2):
        names = [f"a{number}[{unit}]" for unit in range(1, len(weights) + 1)]
        if any(name not in workings for name in names):
            return []
        below = np.stack([np.broadcast_to(workings[name], len(points)) for name in names])
        found += list(bias[:, None] + np.array(weights).T @ below > 0)
    return found
