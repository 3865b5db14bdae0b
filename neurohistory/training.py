"""Training: hand the clock to a model and keep what it yields.

`train` runs many replicas at once and returns a `History`.  `ledger` follows one learner through
every single presentation.  `presentations` is the order in which a rule that learns example by
example meets the examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.history import History, State, replicas_of, select

if TYPE_CHECKING:
    from neurohistory.classifier import HistoricalClassifier

__all__ = ["ContractError", "DivergenceError", "Entry", "Order", "ledger", "presentations", "train"]

Order = Literal["cyclic", "shuffled"]
Array = NDArray[np.floating]

_LARGEST_WEIGHT = 1e30  # beyond it, learning has run away


class DivergenceError(ArithmeticError):
    """Learning ran away: a weight is beyond 1e30, or no number any more."""


class ContractError(RuntimeError):
    """A model does not keep the contract; `neurohistory.testing.check_model` tells its author more."""


def presentations(
    X: NDArray[Any], target: NDArray[Any], order: Order, n_replicas: int, rng: np.random.Generator
) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """One epoch: every example once, to every replica.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    target : ndarray of shape (example,)
    order : {"cyclic", "shuffled"}
        ``"cyclic"`` shows the examples as they stand; ``"shuffled"`` gives each replica an order of
        its own, drawn anew.
    n_replicas : int
    rng : numpy.random.Generator

    Yields
    ------
    x : ndarray of shape (feature, replica), or (feature, 1) when all replicas see the same
    t : ndarray of shape (replica,), or (1,)

    Raises
    ------
    ValueError
        If `order` is neither of the two.
    """
    if order == "cyclic":
        yield from ((x[:, None], t[None]) for x, t in zip(X, target, strict=True))
    elif order == "shuffled":
        indices = np.tile(np.arange(len(X))[:, None], n_replicas)  # (example, replica)
        for picked in rng.permuted(indices, axis=0):
            yield X[picked].T, target[picked]
    else:
        raise ValueError(f"order must be 'cyclic' or 'shuffled', not {order!r}")


def train(
    model: HistoricalClassifier[State],
    X: Array,
    target: Array,
    *,
    n_replicas: int = 1,
    rng: np.random.Generator | int | None = None,
    keep_states: bool = True,
) -> History[State]:
    """Train `n_replicas` independent learners and keep their history.

    Parameters
    ----------
    model : HistoricalClassifier
        It is not changed.
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,), or (example, class) for several classes
    n_replicas : int, default=1
    rng : numpy.random.Generator, int or None
        The one source of randomness; a number is taken as a seed.
    keep_states : bool, default=True
        Keep the state of every epoch; otherwise just the first and the last, which is what a study
        of many starts wants.

    Returns
    -------
    History

    Raises
    ------
    ContractError
        If a state or the scores are not what they must be.
    DivergenceError
        If a weight runs away.
    ValueError
        If `n_replicas` is not positive.

    Examples
    --------
    >>> from neurohistory import AND, load
    >>> train(load("perceptron")(), AND.X, AND.target, n_replicas=3, rng=0).solved
    array([ True,  True,  True])
    """
    if n_replicas < 1:
        raise ValueError(f"n_replicas must be at least 1, not {n_replicas}")
    rng = np.random.default_rng(rng)
    states: list[State] = []
    kept: list[int] = []
    mistakes, losses = [], []
    for epoch, state in enumerate(states_of(model, X, target, n_replicas, rng)):
        with np.errstate(over="ignore", invalid="ignore"):  # the next epoch will tell
            scores = scores_of(model, state, X, target)
            mistakes.append(count_mistakes(model, scores, target))
            losses.append(model.loss(scores, target))
        if not keep_states and epoch > 1:
            del states[-1], kept[-1]
        states.append(state)
        kept.append(epoch)
    loss = None if losses[0] is None else np.array(losses)
    return History(tuple(states), np.array(kept), np.array(mistakes), loss)


def count_mistakes(model: HistoricalClassifier[Any], scores: Array, target: Array) -> NDArray[np.int64]:
    """Wrongly answered examples, shape (replica,)."""
    if target.ndim == 2:  # several classes: the largest score speaks
        wrong = scores.argmax(axis=1) != target.argmax(axis=1)[:, None]
    else:
        wrong = model.decide(scores) != (target > 0)[:, None]
    return np.asarray(wrong.sum(axis=0), dtype=np.int64)


def scores_of(model: HistoricalClassifier[State], state: State, X: Array, target: Array) -> Array:
    """The model's scores, of the shape that is due.

    Raises
    ------
    ContractError
    """
    scores = model.respond(state, X)
    due = (*target.shape, replicas_of(state))
    if np.shape(scores) != due:
        raise ContractError(
            f"{type(model).__name__}.respond gives shape {np.shape(scores)} where {due} is due: "
            "(example, replica), or (example, class, replica) for more than two classes"
        )
    return scores


def states_of(
    model: HistoricalClassifier[State],
    X: Array,
    target: Array,
    n_replicas: int,
    rng: np.random.Generator,
) -> Iterator[State]:
    """The start and then every epoch's state, for as long as no weight runs away."""
    model.check_parameters()
    state = model.start(X, target, n_replicas, rng)
    check_state(model, state, n_replicas)
    check_finite(model, state, 0)
    yield state
    learning = model.learn(state, X, target, rng)
    for epoch in count(1):
        with np.errstate(over="ignore", invalid="ignore"):
            following = next(learning, None)
        if following is None:
            return
        check_state(model, following, n_replicas)
        check_finite(model, following, epoch)
        yield following


def check_state(model: HistoricalClassifier[State], state: State, n_replicas: int) -> None:
    """Stop with a clear word if a state is not a NamedTuple of arrays with the replica last.

    Raises
    ------
    ContractError
    """
    name = type(model).__name__
    fields: tuple[str, ...] | None = getattr(state, "_fields", None)
    if not fields:
        raise ContractError(
            f"{name} has a state of type {type(state).__name__}; make it a NamedTuple of arrays"
        )
    for field, values in zip(fields, state, strict=True):
        if np.shape(values)[-1:] != (n_replicas,):
            raise ContractError(
                f"field {field!r} of the state of {name} has shape {np.shape(values)} "
                f"for {n_replicas} replicas; its last axis must be the replica"
            )


def check_finite(model: HistoricalClassifier[State], state: State, epoch: int) -> None:
    """Stop with a clear word if a weight has run away: beyond 1e30, or no number any more.

    Raises
    ------
    DivergenceError
        Naming the epoch, the weight and its value.
    """
    runaway = np.zeros(replicas_of(state), dtype=bool)
    for name in model.weight_fields or state._fields:  # type: ignore[attr-defined]
        field = getattr(state, name)
        if not np.abs(field).max(initial=0) <= _LARGEST_WEIGHT:  # NaN is not either
            bounded = np.abs(field.reshape(-1, field.shape[-1])) <= _LARGEST_WEIGHT
            runaway |= ~bounded.all(axis=0)
    if not runaway.any():
        return
    named = model.named_weights(select(state, int(runaway.argmax())))
    name, value = next(item for item in named.items() if not abs(item[1]) <= _LARGEST_WEIGHT)
    rate = getattr(model, "learning_rate", None)
    remedy = "" if rate is None else f"lower learning_rate={rate} or "
    raise DivergenceError(
        f"{type(model).__name__} diverged in epoch {epoch}: {name} is {value:.3g} "
        f"(in {runaway.sum()} of {runaway.size} replicas); {remedy}scale the inputs"
    )


class Entry(NamedTuple):
    """One line of the ledger: what one presentation did.

    `output`, `target` and `error` are in the rule's own coding: 0 and 1, or -1 and +1.
    """

    epoch: int
    presentation: int  # counted from 1 through the whole ledger
    example: int
    input: tuple[float, ...]
    net: float
    output: float
    target: float
    error: float
    before: dict[str, float]
    after: dict[str, float]


def ledger(
    model: HistoricalClassifier[State],
    X: Array,
    target: Array,
    *,
    rng: np.random.Generator | int | None = None,
) -> Iterator[Entry]:
    """Follow one learner through every presentation.

    A rule that learns example by example (it has a parameter ``order``) is shown one example at a
    time, and each line has the weights before and after it.  A rule that learns from all examples
    at once gets one epoch at a time: its lines share the weights before and after that epoch.  The
    ledger ends after an epoch in which no weight moved, or after ``max_epochs``; a machine that is
    done in one step has a second epoch, in which it answers with what it has become.

    Parameters
    ----------
    model : HistoricalClassifier
        With one output unit.
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,)
    rng : numpy.random.Generator, int or None

    Yields
    ------
    Entry

    Examples
    --------
    >>> from neurohistory import AND, load
    >>> model = load("perceptron")(order="cyclic", initial_scale=0)
    >>> list(ledger(model, AND.X, AND.target))[-1].after
    {'bias': -3.0, 'weights[0]': 2.0, 'weights[1]': 1.0}
    """
    model.check_parameters()
    rng = np.random.default_rng(rng)
    target_emitted = np.where(target > 0, 1.0, model.off_value)
    state = model.start(X, target, 1, rng)
    check_state(model, state, 1)
    presentation = 0
    for epoch in range(1, getattr(model, "max_epochs", 2) + 1):
        moved = False
        for lesson in _lessons(model, len(X), rng):
            before, net = model.named_weights(state), scores_of(model, state, X[lesson], target[lesson])
            with np.errstate(over="ignore", invalid="ignore"):
                state = next(model.learn(state, X[lesson], target[lesson], rng), state)
            check_state(model, state, 1)
            check_finite(model, state, epoch)
            after, output = model.named_weights(state), model.output(net)
            moved |= after != before
            for example, z, o in zip(lesson, net[:, 0], output[:, 0], strict=True):
                presentation += 1
                t = target_emitted[example]
                yield Entry(
                    epoch, presentation, int(example), tuple(X[example].tolist()),
                    float(z), float(o), float(t), float(t - o), before, after,
                )  # fmt: skip
        if not moved:
            return


def _lessons(
    model: HistoricalClassifier[Any], n_examples: int, rng: np.random.Generator
) -> list[NDArray[np.int64]]:
    """The examples of one epoch, one lesson at a time: each alone, or all together."""
    order: Order | None = getattr(model, "order", None)
    if order is None:
        return [np.arange(n_examples)]
    numbers = np.arange(n_examples)
    return [shown for _, shown in presentations(numbers[:, None], numbers, order, 1, rng)]
