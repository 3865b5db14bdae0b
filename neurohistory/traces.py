"""Traces: one learner followed through every single presentation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.answers import outputs_of, scores_of
from neurohistory.checks import check_made, epochs_of, most_epochs_of, weights_of, workings_of
from neurohistory.contract import Model
from neurohistory.divergence import check_finite
from neurohistory.examples import frozen, own_examples
from neurohistory.initial import Weights
from neurohistory.process.isolation import quiet
from neurohistory.states import State
from neurohistory.training import first_state, presentations

__all__ = ["Presentation", "trace"]

Array = NDArray[np.floating]


class Presentation(NamedTuple, Generic[State]):
    """One line of a trace: what one presentation did.

    `output`, `target` and `error` are in the rule's own coding: 0 and 1, or -1 and +1; a machine without
    a teacher has no error.  `workings` are what the model's own `workings` say.  `before` and `after`
    are the weights by name; `state` is the whole state after it, from which the model answers.
    """

    epoch: int
    presentation: int  # counted from 1 through the whole trace
    example: int
    input: tuple[float, ...]
    net: float
    output: float
    target: float
    error: float | None
    workings: dict[str, float]
    before: dict[str, float]
    after: dict[str, float]
    state: State


def trace(
    model: Model[State],
    X: Array,
    target: Array,
    *,
    rng: np.random.Generator | int | None = None,
    initial: State | Weights | None = None,
) -> Iterator[Presentation[State]]:
    """Follow one learner through every presentation.

    A rule that learns example by example (it has a parameter ``order``) is shown one example at a
    time, and each line has the weights before and after it.  A rule that learns from all examples
    at once gets one epoch at a time: its lines share the weights before and after that epoch.  The
    trace ends after an epoch in which no weight moved, or after all epochs that the model allows
    itself; a machine that is done in one step has a second epoch, in which it answers with what it has
    become.

    Parameters
    ----------
    model : Model
        With one output unit.
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,)
    rng : numpy.random.Generator, int or None
    initial : state or dict, optional
        Where it starts in place of the model's own start, as for `train`.

    Yields
    ------
    Presentation

    Raises
    ------
    ValueError
        If the target has several classes, and what `train` raises.

    Examples
    --------
    >>> from neurohistory import AND, load
    >>> model = load("perceptron")(order="cyclic", initial_scale=0)
    >>> list(trace(model, AND.X, AND.target))[-1].after
    {'bias': -3.0, 'weights[0]': 2.0, 'weights[1]': 1.0}
    >>> first, *_ = trace(model, AND.X, AND.target, initial={"bias": -1.5, "weights": [1.0, 1.0]})
    >>> first.before
    {'bias': -1.5, 'weights[0]': 1.0, 'weights[1]': 1.0}
    """
    check_made(model)
    if np.ndim(target) == 2:
        raise ValueError(
            f"the trace follows one output unit, and the target has {np.shape(target)[1]} columns; "
            "take another problem, or in Python one of them: target[:, 0]"
        )
    X, target = own_examples(X, target)
    rng = np.random.default_rng(rng)
    no, yes = model.target_values
    target_emitted = np.where(target > 0, yes, no)
    with quiet():
        state = first_state(model, X, target, 1, rng, initial)
        weights = weights_of(model, state)
    number = 0
    for epoch in range(1, (most_epochs_of(model) or 2) + 1):
        moved = False
        for batch in _batches(model, len(X), rng):
            step = _step(model, state, frozen(X[batch]), frozen(target[batch]), rng, epoch)
            before, state, weights = weights, step.state, step.weights
            moved = moved or weights != before
            for place, example in enumerate(batch):
                number += 1
                output, due = float(step.output[place, 0]), float(target_emitted[example])
                yield Presentation(
                    epoch, number, int(example), tuple(X[example].tolist()),
                    float(step.net[place, 0]), output, due, due - output if model.taught else None,
                    {name: float(values[place] if values.ndim else values)
                     for name, values in step.workings.items()},
                    before, weights, state,
                )  # fmt: skip
        if not moved:
            return


class _Step(NamedTuple, Generic[State]):
    """What came of one batch: answers with the weights before it, and the weights after it."""

    net: Array  # (example, 1)
    output: Array  # (example, 1)
    workings: dict[str, Array]
    weights: dict[str, float]
    state: State


def _step(
    model: Model[State], state: State, X: Array, target: Array, rng: np.random.Generator, epoch: int
) -> _Step[State]:
    with quiet():
        net = scores_of(model, state, X, target)
        workings = workings_of(model, state, X, target)
        state = next(epochs_of(model, state, X, target, rng), state)
        check_finite(model, state, epoch)
        return _Step(net, outputs_of(model, net), workings, weights_of(model, state), state)


def _batches(model: Model[Any], n_examples: int, rng: np.random.Generator) -> list[NDArray[np.int64]]:
    """The examples of one epoch, one batch at a time: each alone, or all together."""
    if model.order is None:
        return [np.arange(n_examples)]
    numbers = np.arange(n_examples)
    return [shown for _, shown in presentations(numbers[:, None], numbers, model.order, 1, rng)]
