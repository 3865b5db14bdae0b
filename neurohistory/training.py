"""Training: hand the clock to a model and keep what it yields.

`train` runs many replicas at once and returns a `History`.  `ledger` follows one learner through
every single presentation.  `presentations` is the order in which a rule that learns example by
example meets the examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.history import History, State, replicas_of, select
from neurohistory.starts import LARGEST_WEIGHT, Weights, fitting

if TYPE_CHECKING:
    from neurohistory.classifier import HistoricalClassifier

__all__ = ["ContractError", "DivergenceError", "Entry", "Order", "ledger", "presentations", "train"]

Order = Literal["cyclic", "shuffled"]
Array = NDArray[np.floating]


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
    start: State | Weights | None = None,
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
    start : state or dict, optional
        Where all replicas start in place of the model's own: some weights by name, such as
        ``{"bias": 0.5, "weights[0]": 1.0}``, or a whole state, of one replica or of all.  Weights that
        are not named stay the model's own.
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
    TypeError
        If the examples are no arrays, or `n_replicas` is no whole number.
    ValueError
        If `n_replicas` is not positive, an example holds NaN, infinity or too large a number, or
        `start` does not fit the model.

    Examples
    --------
    >>> from neurohistory import AND, load
    >>> train(load("perceptron")(), AND.X, AND.target, n_replicas=3, rng=0).solved
    array([ True,  True,  True])
    """
    if not isinstance(n_replicas, Integral):
        raise TypeError(f"n_replicas must be a whole number, not {n_replicas!r}")
    if n_replicas < 1:
        raise ValueError(f"n_replicas must be at least 1, not {n_replicas}")
    rng = np.random.default_rng(rng)
    states: list[State] = []
    kept: list[int] = []
    mistakes, losses = [], []
    for epoch, state in enumerate(states_of(model, X, target, n_replicas, rng, start)):
        with np.errstate(over="ignore", invalid="ignore"):  # the next epoch will tell
            scores = scores_of(model, state, X, target)
            mistakes.append(count_mistakes(model, scores, target))
            losses.append(_finite_loss(model, model.loss(scores, target), epoch))
        if not keep_states and epoch > 1:
            del states[-1], kept[-1]
        states.append(state)
        kept.append(epoch)
    loss = None if losses[0] is None else np.array(losses)
    return History(tuple(states), np.array(kept), np.array(mistakes), loss)


def _finite_loss(model: HistoricalClassifier[Any], loss: Array | None, epoch: int) -> Array | None:
    """The loss, if it is a number for every replica."""
    if loss is not None and not np.isfinite(loss).all():
        bad = ~np.isfinite(loss)
        where = f"the cost is {loss[bad][0]} (in {bad.sum()} of {bad.size} replicas)"
        raise DivergenceError(_told(model, epoch, where))
    return loss


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
    start: State | Weights | None = None,
) -> Iterator[State]:
    """The start and then every epoch's state, for as long as no weight runs away."""
    model.check_parameters()
    check_examples(X, target)
    state = first_state(model, X, target, n_replicas, rng, start)
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


def first_state(
    model: HistoricalClassifier[State],
    X: Array,
    target: Array,
    n_replicas: int,
    rng: np.random.Generator,
    start: State | Weights | None = None,
) -> State:
    """The model's own start, or what somebody gives in its place; rng is drawn from all the same."""
    with np.errstate(over="ignore", invalid="ignore"):  # the checks below will tell
        own = model.start(X, target, n_replicas, rng)
    check_state(model, own, n_replicas)
    check_finite(model, own, 0)
    if start is None:
        return own
    if isinstance(start, Mapping):
        return model.with_weights(own, start)
    return fitting(own, start, model.weight_fields)


def check_examples(X: Array, target: Array) -> None:
    """Stop with a clear word if the examples are not what a rule can learn from.

    Raises
    ------
    TypeError
        If they are no arrays of real numbers.
    ValueError
        If the shapes do not fit, or naming a number that is NaN, infinite, or too large to be squared.
    """
    for name, values in (("X", X), ("target", target)):
        if not isinstance(values, np.ndarray) or values.dtype.kind != "f":
            kind = f"{values.dtype}" if isinstance(values, np.ndarray) else f"a {type(values).__name__}"
            raise TypeError(
                f"{name} must be an array of floats, not {kind}; take np.array({name}, float)"
            )
    if X.ndim != 2 or target.ndim not in (1, 2) or len(X) != len(target) or not len(X):
        raise ValueError(
            "X must have the shape (example, feature) and target (example,) or (example, class), "
            f"not {X.shape} and {target.shape}"
        )
    check_numbers(X)
    most = float(np.sqrt(np.finfo(X.dtype).max / (4 * X.size)))  # the sum of all squares is a number
    if (too_large := np.abs(X) > most).any():
        row, column = np.argwhere(too_large)[0]
        raise ValueError(
            f"X[{row}, {column}] is {X[row, column]:.3g}, too large to be squared; scale the inputs"
        )


def check_numbers(X: Array) -> None:
    """Name the first entry that is NaN or infinite.

    Raises
    ------
    ValueError
    """
    if np.isfinite(X).all():
        return
    row, column = np.argwhere(~np.isfinite(X))[0]
    value = X[row, column]
    kind, shown = ("NaN", "NaN") if np.isnan(value) else ("infinity", f"{value}")
    raise ValueError(f"X contains {kind}: X[{row}, {column}] is {shown}; remove or fill it")


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
        if not np.abs(field).max(initial=0) <= LARGEST_WEIGHT:  # NaN is not either
            bounded = np.abs(field.reshape(-1, field.shape[-1])) <= LARGEST_WEIGHT
            runaway |= ~bounded.all(axis=0)
    if not runaway.any():
        return
    named = model.named_weights(select(state, int(runaway.argmax())))
    name, value = next(item for item in named.items() if not abs(item[1]) <= LARGEST_WEIGHT)
    where = f"{name} is {value:.3g} (in {runaway.sum()} of {runaway.size} replicas)"
    raise DivergenceError(_told(model, epoch, where))


def _told(model: HistoricalClassifier[Any], epoch: int, where: str) -> str:
    """What ran away, and what to do about it: at the start the first weights are to blame."""
    parameters = model.get_params()
    suspects = ("initial_scale", "initialization") if epoch == 0 else ("learning_rate",)
    blamed = [p for p in suspects if isinstance(parameters.get(p), (Real, str))]
    remedies = [f"lower {p}={parameters[p]!r}" for p in blamed]
    remedies.append("look at its start" if epoch == 0 else "scale the inputs")
    return (
        f"{type(model).__name__} diverged in epoch {epoch}: {where}; "
        f"{remedies[0] if epoch == 0 else ' or '.join(remedies)}"
    )


class Entry(NamedTuple, Generic[State]):
    """One line of the ledger: what one presentation did.

    `output`, `target` and `error` are in the rule's own coding: 0 and 1, or -1 and +1.  `before` and
    `after` are the weights by name; `state` is the whole state after it, from which the model answers.
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
    state: State


def ledger(
    model: HistoricalClassifier[State],
    X: Array,
    target: Array,
    *,
    rng: np.random.Generator | int | None = None,
    start: State | Weights | None = None,
) -> Iterator[Entry[State]]:
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
    start : state or dict, optional
        Where it starts in place of the model's own start, as for `train`.

    Yields
    ------
    Entry

    Raises
    ------
    ValueError
        If the target has several classes, and what `train` raises.

    Examples
    --------
    >>> from neurohistory import AND, load
    >>> model = load("perceptron")(order="cyclic", initial_scale=0)
    >>> list(ledger(model, AND.X, AND.target))[-1].after
    {'bias': -3.0, 'weights[0]': 2.0, 'weights[1]': 1.0}
    >>> first, *_ = ledger(model, AND.X, AND.target, start={"bias": -1.5, "weights": [1.0, 1.0]})
    >>> first.before
    {'bias': -1.5, 'weights[0]': 1.0, 'weights[1]': 1.0}
    """
    model.check_parameters()
    check_examples(X, target)
    if target.ndim != 1:
        raise ValueError(
            f"the ledger follows one output unit, and the target has {target.shape[1]} classes; "
            "take one of them: target[:, 0]"
        )
    rng = np.random.default_rng(rng)
    target_emitted = np.where(target > 0, 1.0, model.off_value)
    state = first_state(model, X, target, 1, rng, start)
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
                    float(z), float(o), float(t), float(t - o), before, after, state,
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
