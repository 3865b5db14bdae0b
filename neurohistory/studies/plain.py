"""Outcomes by the full record, until training gives them at less cost."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.contract import DivergenceError
from neurohistory.examples import Targets
from neurohistory.training import train

__all__ = ["CENSORED", "DIVERGED", "MOST_EPOCHS", "Outcomes", "outcomes"]

CENSORED, DIVERGED, MOST_EPOCHS = 65_535, 65_534, 65_533


class Outcomes(NamedTuple):
    """The epoch that solves the problem, or `CENSORED` or `DIVERGED`; and the last loss, or NaN."""

    epochs: NDArray[np.uint16]
    loss: NDArray[np.float32]

    @property
    def solved(self) -> NDArray[np.bool_]:
        """Which starts end with no mistake."""
        return np.asarray(self.epochs <= MOST_EPOCHS)


def outcomes(
    model: object,
    X: NDArray[np.floating],
    target: NDArray[np.floating],
    *,
    n_starts: int,
    rng: np.random.Generator,
    targets: Targets,
) -> Outcomes:
    """What comes of each start."""
    nothing = np.full(n_starts, np.nan, np.float32)
    try:
        history = train(model, X, target, n_starts=n_starts, rng=rng, targets=targets, keep_states=False)  # type: ignore[arg-type, var-annotated]
    except DivergenceError:
        return Outcomes(np.full(n_starts, DIVERGED, np.uint16), nothing)
    epochs = np.nan_to_num(history.epochs_to_solve, nan=CENSORED).astype(np.uint16)
    return Outcomes(epochs, nothing if history.loss is None else history.loss[-1].astype(np.float32))
