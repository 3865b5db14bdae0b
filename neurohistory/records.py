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

from neurohistory.answers import loss_of, mistakes_of, model_of_starts
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
_MOST_WAITING, _MOST_NUMBERS = 64, 16_384  # epochs whose scores wait, and the numbers that they hold


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
        self._records: dict[str, list[NDArray[Any]]] = {}  # each array of shape (epoch, start)
        self._waiting: NDArray[Any] = np.zeros(0)  # (epoch, example[, class or bit], start): scores
        self._n_waiting = self._n_done = 0  # epochs

    def add(self, state: Any, scores: Array) -> None:
        """Record the next epoch; the first one is the start.

        Where the starts are few, their scores wait, and the model is asked for mistakes and loss of
        several epochs at once: to it, each epoch is some starts more.

        Raises
        ------
        ContractError
        DivergenceError
            If the loss is infinite or NaN.
        ValueError
            If a function gives something else than a number for each start.
        """
        n_epochs = min(_MOST_WAITING, _MOST_NUMBERS // max(scores.size, 1))
        if not self._n_done or n_epochs < 2:  # what a model gives wrongly is seen at the start
            self.settle()
            self._settled(scores, 1)
        else:
            self._wait(scores, n_epochs)
        for name, measure in self._record.items():
            question = partial(measure, self._model, state, self._X, self._target)
            values = _one_each(name, _answer_of(name, question), scores.shape[-1])
            self._records.setdefault(name, []).append(values[None])

    def _wait(self, scores: Array, n_epochs: int) -> None:
        """Keep scores until there are those of so many epochs."""
        shape = (n_epochs, *scores.shape)
        if self._waiting.shape != shape or self._waiting.dtype != scores.dtype:
            self.settle()
            self._waiting = np.empty(shape, scores.dtype)
        self._waiting[self._n_waiting] = scores
        self._n_waiting += 1
        if self._n_waiting == n_epochs:
            self.settle()

    def settle(self) -> None:
        """Work out mistakes and loss of the epochs whose scores wait.

        Raises
        ------
        ContractError
        DivergenceError
        """
        n_epochs, self._n_waiting = self._n_waiting, 0
        if n_epochs:
            scores = np.moveaxis(self._waiting[:n_epochs], 0, -2)
            self._waiting = np.zeros(0)  # a loss may be a view of its scores
            # The examples of a lone start stay side by side in memory, where NumPy adds them up in the
            # order in which it adds up those of one epoch.
            self._settled(scores.reshape(*scores.shape[:-2], -1), n_epochs)

    def _settled(self, scores: Array, n_epochs: int) -> None:
        """Add mistakes and loss of some epochs, whose starts stand side by side in the scores."""
        model = self._model
        if n_epochs > 1:  # a parameter may have a number for each start
            n_starts = scores.shape[-1] // n_epochs
            model = model_of_starts(model, np.tile(np.arange(n_starts), n_epochs))
        mistakes = mistakes_of(model, scores, self._target, self._targets)
        self._records.setdefault(MISTAKES, []).append(mistakes.reshape(n_epochs, -1))
        loss = loss_of(model, scores, self._target) if self._has_loss else None
        if self._n_done and self._has_loss and (loss is None) == (LOSS in self._records):
            raise ContractError(
                f"{type(self._model).__name__}.loss gives None in some epochs and numbers in others; it "
                "must give one or the other"
            )
        if loss is not None:
            by_epoch = loss.reshape(n_epochs, -1)
            for epoch, losses in enumerate(by_epoch, start=self._n_done):
                check_finite_loss(self._model, losses, epoch)
            self._records.setdefault(LOSS, []).append(by_epoch)
        self._n_done += n_epochs

    def by_epoch(self) -> dict[str, NDArray[Any]]:
        """What was recorded by name, each of shape (epoch, start); those that wait are settled.

        Raises
        ------
        ContractError
        DivergenceError
        """
        self.settle()
        names = [name for name in ALWAYS if name in self._records]
        return {name: np.concatenate(self._records[name]) for name in (*names, *self._record)}


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
