"""What is recorded while a model learns: one number for each start, at the start and after every epoch.

Mistakes are recorded always, and so is the loss of a model that has one.  `train` takes functions that
record more, such as the norm of the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.answers import loss_of, mistakes_of
from neurohistory.asking import answer
from neurohistory.contract import ContractError, Model
from neurohistory.divergence import check_finite_loss
from neurohistory.examples import Targets, check_unmasked

__all__ = ["ALWAYS", "NOTHING_MORE", "Record", "Recorder", "check_record"]

Array = NDArray[np.floating]

# A function of model, state, X and target that gives one number for each start, shape (start,).
Record: TypeAlias = Callable[[Any, Any, Array, Array], ArrayLike]

NOTHING_MORE: Mapping[str, Record] = MappingProxyType({})  # the default: mistakes and loss alone

ALWAYS = MISTAKES, LOSS = ("mistakes", "loss")  # the names of what is recorded of every run
_NUMBERS = "biuf"  # kinds of dtype


class Recorder:
    """Collects what is recorded of a model that learns from some examples, epoch by epoch.

    Parameters
    ----------
    model : Model
    X : ndarray of shape (example, feature)
    target : ndarray of shape (example,), (example, class) or (example, bit)
    record : dict of functions
        What to record besides mistakes and loss.
    targets : {"classes", "bits"}, default="classes"
        What the columns of the target are.
    loss : bool, default=True
        Whether the loss is recorded.
    """

    def __init__(
        self,
        model: Model[Any],
        X: Array,
        target: Array,
        record: Mapping[str, Record],
        targets: Targets = "classes",
        loss: bool = True,
    ) -> None:
        check_record(record)
        self._has_loss = loss
        self._model, self._X, self._target, self._record = model, X, target, record
        self._targets: Targets = targets
        self._epochs: list[dict[str, NDArray[Any]]] = []  # each array of shape (start,)

    def add(self, state: Any, scores: Array) -> None:
        """Record the next epoch; the first one is the start.

        Raises
        ------
        ContractError
        DivergenceError
            If the loss is infinite or NaN.
        ValueError
            If a function gives something else than a number for each start.
        """
        mistakes = mistakes_of(self._model, scores, self._target, self._targets)
        epoch: dict[str, NDArray[Any]] = {MISTAKES: mistakes}
        loss = loss_of(self._model, scores, self._target) if self._has_loss else None
        if loss is not None:
            check_finite_loss(self._model, loss, len(self._epochs))
            epoch[LOSS] = loss
        for name, measure in self._record.items():
            ask = partial(measure, self._model, state, self._X, self._target)
            epoch[name] = _one_each(name, _answer_of(name, ask), scores.shape[-1])
        self._epochs.append(epoch)

    def by_epoch(self) -> dict[str, NDArray[Any]]:
        """What was recorded by name, each of shape (epoch, start).

        Raises
        ------
        ContractError
            If the model has a loss in some epochs and none in others.
        """
        has_loss = [LOSS in epoch for epoch in self._epochs]
        if any(has_loss) and not all(has_loss):
            raise ContractError(
                f"{type(self._model).__name__}.loss gives None in epoch {has_loss.index(False)} and "
                "numbers in others; it must give one or the other"
            )
        return {name: np.array([epoch[name] for epoch in self._epochs]) for name in self._epochs[0]}


def check_record(record: object) -> None:
    """Check that what somebody wants recorded is functions by name, under names that are free.

    Raises
    ------
    TypeError
        If it is no dict, a name is no text, or what stands under it cannot be called.
    ValueError
        If a name is that of what is recorded always.
    """
    if not isinstance(record, Mapping):
        raise TypeError(f"record must be functions by name, such as {{'norm': f}}, not {record!r}")
    for name, measure in record.items():
        if not isinstance(name, str):
            raise TypeError(f"record must have texts as names, not {name!r}")
        if name in ALWAYS:
            raise ValueError(
                f"record {name!r} has a name that is taken: {' and '.join(ALWAYS)} are "
                "recorded always; take another one"
            )
        if not callable(measure):
            raise TypeError(
                f"record {name!r} must be a function of model, state, X and target, not {measure!r}"
            )


def _answer_of(name: str, ask: Callable[[], object]) -> object:
    """What a function gives; an exception of its own gets a note of which record it was."""
    try:
        return answer(f"record {name!r}", ask)
    except Exception as error:
        error.add_note(f"in record {name!r}")
        raise


def _one_each(name: str, given: object, n_starts: int) -> NDArray[Any]:
    """A copy of what a function gave, if it is one number for each start."""
    check_unmasked(f"what record {name!r} gives", given)
    try:
        values = np.array(given)
    except ValueError:  # rows of several lengths
        values = np.array(None)
    if values.dtype.kind not in _NUMBERS:
        raise ValueError(f"record {name!r} gives {given!r}; it must give a number for each start")
    if values.shape != (n_starts,):
        raise ValueError(
            f"record {name!r} gives shape {values.shape} where {(n_starts,)} is due: one number for "
            "each start, which is the last axis of the arrays of a state"
        )
    return values
