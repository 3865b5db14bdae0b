"""Learning that runs away: found as soon as a number is too large, and said with what to do about it."""

from __future__ import annotations

from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.asking import ask
from neurohistory.checks import weights_of
from neurohistory.contract import DivergenceError, Model
from neurohistory.initial import LARGEST_WEIGHT
from neurohistory.states import State, arrays_of, n_starts_of, select

__all__ = ["check_finite", "check_finite_loss", "runaways"]

Array = NDArray[np.floating]


def check_finite(model: Model[State], state: State, epoch: int) -> None:
    """Stop if a weight has run away: it exceeds 1e30 or is NaN.

    Raises
    ------
    DivergenceError
        Naming the epoch, the weight and its value.
    """
    weights = arrays_of(state, model.weight_fields).values()
    if all(_is_bounded(field) for field in weights):
        return
    runaway = runaways(model, state)
    named = weights_of(model, select(state, int(runaway.argmax())))
    beyond = (item for item in named.items() if not abs(item[1]) <= LARGEST_WEIGHT)
    name, value = next(beyond, ("a weight", np.nan))
    where = f"{name} is {value:.3g} (in {runaway.sum()} of {runaway.size} starts)"
    raise DivergenceError(_message(model, epoch, where))


def _is_bounded(field: NDArray[Any]) -> bool:
    """Whether no number in an array has run away; NaN has.

    What the sum of squares, the quickest to get, does not say for sure, the least and the most say.
    """
    if field.dtype.kind == "f" and float(np.vdot(field, field)) <= LARGEST_WEIGHT:
        return True
    least = np.minimum.reduce(field, axis=None, initial=0)
    most = np.maximum.reduce(field, axis=None, initial=0)
    return bool(least >= -LARGEST_WEIGHT and most <= LARGEST_WEIGHT)


def runaways(model: Model[State], state: State) -> NDArray[np.bool_]:
    """In which starts a weight has run away, shape (start,)."""
    runaway = np.zeros(n_starts_of(state), dtype=bool)
    for field in arrays_of(state, model.weight_fields).values():
        bounded = np.abs(field.reshape(-1, field.shape[-1])) <= LARGEST_WEIGHT  # NaN is not
        runaway |= ~bounded.all(axis=0)
    return runaway


def check_finite_loss(model: Model[Any], loss: Array, epoch: int) -> None:
    """Stop if the loss of a start is infinite or NaN.

    Raises
    ------
    DivergenceError
    """
    if (bad := ~np.isfinite(loss)).any():
        where = f"the cost is {loss[bad][0]} (in {bad.sum()} of {bad.size} starts)"
        raise DivergenceError(_message(model, epoch, where))


def _message(model: Model[Any], epoch: int, where: str) -> str:
    """What diverged, in which epoch, and which parameter to lower."""
    parameters = ask(model, "get_params")
    suspects = model.start_parameters if epoch == 0 else model.step_parameters
    blamed = [p for p in suspects if isinstance(parameters.get(p), (Real, str))]
    remedies = [f"lower {p}={parameters[p]!r}" for p in blamed]
    remedies.append("look at its start" if epoch == 0 else "scale the inputs")
    return (
        f"{type(model).__name__} diverged in epoch {epoch}: {where}; "
        f"{remedies[0] if epoch == 0 else ' or '.join(remedies)}"
    )
