"""The Mark I to draw on: a retina of 20 x 20 points, 512 association units, and a saw for its wires.

The paper: `neurohistory.papers.rosenblatt_1958`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from neurohistory import catalog
from neurohistory.problems.patterns import SHAPES, shapes
from neurohistory.report.text import markdown_table, percent
from neurohistory.site.toys.loading import toy
from neurohistory.site.toys.packing import packed

__all__ = ["SIDE", "THRESHOLD", "made", "taught"]

SIDE = 20  # points along the retina
THRESHOLD = 2
_IMAGES, _UNSEEN, _SAMPLES = 2000, 400, 4
_PARTS = (0, 0.25, 0.5, 0.75, 0.875)


def taught() -> tuple[Any, Any]:
    """The machine and its state after it has learned four shapes."""
    machine = catalog.make(f"mark_i:excitatory=5,inhibitory=5,threshold={THRESHOLD},max_epochs=10")
    X, y = shapes([*SHAPES], _IMAGES, np.random.default_rng(1960))
    X = X.astype(np.float32)  # all numbers are whole, and small
    target = np.where(y[:, None] == np.arange(len(SHAPES)), 1, -1).astype(np.float32)
    rng = np.random.default_rng(1960)
    *_, state = machine.learn(machine.start(X, target, 1, rng), X, target, rng)
    return machine, state


def made() -> str:
    """The toy, in Markdown."""
    machine, state = taught()
    rng = np.random.default_rng(0)
    samples = {name: shapes([name], _SAMPLES, rng)[0] for name in SHAPES}
    told = {
        "side": SIDE,
        "threshold": THRESHOLD,
        "wires": [[_ends(wires), _ends(-wires)] for wires in state.wiring[..., 0].T],
        "weights": packed(state.weights[..., 0]),
        "samples": {
            name: [np.flatnonzero(x).tolist() for x in drawn] for name, drawn in samples.items()
        },
    }
    return toy("retina", told, _still(machine, state))


def _ends(wires: np.ndarray[Any, Any]) -> list[int]:
    """The points where a unit's wires of one sign end, each as often as there are wires to it."""
    return np.repeat(np.arange(len(wires)), np.maximum(wires, 0).astype(int)).tolist()


def _still(machine: Any, state: Any) -> str:
    """What becomes of the answers to unseen shapes as units are cut off."""
    X, y = shapes([*SHAPES], _UNSEEN, np.random.default_rng(7))
    rows = []
    for part in _PARTS:
        left = np.arange(len(state.weights)) >= part * len(state.weights)
        damaged = state._replace(weights=state.weights * left[:, None, None])
        right = (machine.respond(damaged, X)[..., 0].argmax(axis=1) == y).mean()
        rows.append([percent(part), percent(float(right))])
    about = (
        f"A machine with the retina and the 512 association units of the Mark I has learned "
        f"{', '.join(SHAPES)} from {_IMAGES} images. Whoever draws on the retina sees which units fire "
        f"and what the machine answers, also when a part of its units is cut off. Of {_UNSEEN} unseen "
        "images it knows:"
    )
    return f"{about}\n\n{markdown_table(['units cut off', 'right answers'], rows)}"
