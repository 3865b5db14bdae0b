"""How a model responds, checked before it is used: scores, decisions, outputs, loss, mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.asking import ask
from neurohistory.checks import check_kind
from neurohistory.contract import ContractError, DivergenceError, Model
from neurohistory.examples import Targets
from neurohistory.states import State, n_starts_of

__all__ = [
    "answers_of",
    "check_same_answer",
    "count_mistakes",
    "decisions_of",
    "loss_of",
    "mistakes_of",
    "model_of_starts",
    "outputs_of",
    "scores_of",
    "scores_or_nan",
]

Array = NDArray[np.floating]


def scores_of(
    model: Model[State], state: State, X: Array, target: Array, known: Array | None = None
) -> Array:
    """The model's scores: numbers, of the shape that is due; `known` are those that learning gave.

    Raises
    ------
    ContractError
    DivergenceError
        If one is NaN.
    """
    scores = scores_or_nan(model, state, X, target, known)
    if np.isnan(np.minimum.reduce(scores, axis=None, initial=np.inf)):  # quicker than its method
        place = tuple(np.argwhere(np.isnan(scores))[0].tolist())
        raise DivergenceError(
            f"{type(model).__name__}.respond gives NaN for example {place[0]} in start {place[-1]}, and "
            "a score must be a number; scale the inputs, or mend respond"
        )
    return scores


def scores_or_nan(
    model: Model[State], state: State, X: Array, target: Array, known: Array | None = None
) -> Array:
    """The same, for those who look for NaN themselves.

    Raises
    ------
    ContractError
    """
    scores: Array = ask(model, "respond", state, X) if known is None else known
    due = (*target.shape, n_starts_of(state))
    where = f"{type(model).__name__}.{'respond' if known is None else 'passes'}"
    if np.shape(scores) != due:
        raise ContractError(
            f"{where} gives shape {np.shape(scores)} where {due} is due: "
            "(example, start), or (example, class, start) for more than two classes"
        )
    check_kind(f"what {where} gives", scores)
    return scores


def decisions_of(model: Model[Any], scores: Array) -> NDArray[np.bool_]:
    """Whether each score speaks for "yes".

    Raises
    ------
    ContractError
    """
    decided = ask(model, "decide", _read_only(scores))
    where = f"{type(model).__name__}.decide"
    _check_shape(where, decided, np.shape(scores), "score")
    if np.asarray(decided).dtype != np.bool_:
        raise ContractError(
            f"{where} gives {np.asarray(decided).dtype}; it must give truths, such as scores > 0"
        )
    return np.asarray(decided)


def model_of_starts(model: Model[State], numbers: NDArray[np.intp]) -> Model[State]:
    """The model for some of its starts, or for each of them several times.

    Raises
    ------
    ContractError
    """
    some = ask(model, "of_starts", numbers)
    if not isinstance(some, type(model)):
        name = type(model).__name__
        raise ContractError(f"{name}.of_starts gives {some!r}; it must give another {name}, or itself")
    return some


def outputs_of(model: Model[Any], scores: Array) -> Array:
    """What the unit emits for each score.

    Raises
    ------
    ContractError
    """
    outputs = ask(model, "output", _read_only(scores))
    where = f"{type(model).__name__}.output"
    _check_shape(where, outputs, np.shape(scores), "score")
    check_kind(f"what {where} gives", outputs)
    return np.asarray(outputs)


def loss_of(model: Model[Any], scores: Array, target: Array) -> Array | None:
    """What the rule minimizes, shape (start,), or None.

    Raises
    ------
    ContractError
    """
    loss = ask(model, "loss", _read_only(scores), target)
    if loss is None:
        return None
    where = f"{type(model).__name__}.loss"
    _check_shape(where, loss, np.shape(scores)[-1:], "start")
    check_kind(f"what {where} gives", loss)
    return np.asarray(loss)


def _read_only(scores: Array) -> Array:
    """The same scores, which others read after the model: nobody writes into them."""
    view = scores.view()
    view.flags.writeable = False
    return view


def _check_shape(where: str, values: Any, due: tuple[int, ...], each: str) -> None:
    if np.shape(values) != due:
        raise ContractError(
            f"{where} gives shape {np.shape(values)} where {due} is due: one number for each {each}"
        )


def answers_of(model: Model[Any], scores: Array, targets: Targets = "classes") -> NDArray[Any]:
    """What the model answers: truths, or the numbers of classes, of shape (example, start).

    Where there are several bits, each has its truth: shape (example, bit, start).

    Raises
    ------
    ContractError
    """
    if targets == "classes" and scores.ndim == 3:
        return np.asarray(scores.argmax(axis=1))  # the largest score speaks
    return decisions_of(model, scores)


def count_mistakes(
    model: Model[Any], scores: Array, target: Array, targets: Targets = "classes"
) -> NDArray[np.int64]:
    """Wrongly answered examples, shape (start,); of several bits, those with any bit wrong."""
    return mistakes_of(model, scores, target, targets).astype(np.int64)


def mistakes_of(
    model: Model[Any], scores: Array, target: Array, targets: Targets = "classes"
) -> NDArray[Any]:
    """The same in the smallest whole numbers that hold as many as there are examples."""
    of_classes = targets == "classes" and target.ndim == 2
    right = target.argmax(axis=1) if of_classes else target > 0
    wrong = np.asarray(answers_of(model, scores, targets) != right[..., None])
    if targets == "bits":
        wrong = np.asarray(wrong.any(axis=1))
    return np.asarray(wrong.view(np.uint8).sum(axis=0, dtype=np.min_scalar_type(len(target))))


def check_same_answer(model: Model[Any], first: Array, second: Array) -> None:
    """Check that two answers to the same question are equal but for rounding.

    Raises
    ------
    ContractError
    """
    if not np.allclose(first, second, rtol=1e-4, atol=1e-6 * np.abs(first).max(initial=1)):
        raise ContractError(
            f"{type(model).__name__}.respond answers differently when asked twice; it must draw "
            "nothing and keep nothing"
        )
