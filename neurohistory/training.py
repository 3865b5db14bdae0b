"""Training: hand the clock to a model and keep what it yields.

`train` runs many starts at once and returns a `History`.  `ledger` follows one learner through
every single presentation.  `presentations` is the order in which a rule that learns example by
example meets the examples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.contract import (
    ContractError,
    DivergenceError,
    ask,
    closed,
    count_mistakes,
    epochs_of,
    loss_of,
    most_epochs_of,
    outputs_of,
    scores_of,
    start_of,
    weights_of,
    workings_of,
)
from neurohistory.examples import frozen, own_examples
from neurohistory.history import History, State, arrays_of, fields_of, n_starts_of, select
from neurohistory.initial import LARGEST_WEIGHT, Weights, fitting
from neurohistory.process.isolation import quiet, undisturbed

if TYPE_CHECKING:
    from neurohistory.classifier import HistoricalClassifier

__all__ = ["ContractError", "DivergenceError", "Entry", "Order", "ledger", "presentations", "train"]

Order = Literal["cyclic", "shuffled"]
Array = NDArray[np.floating]


def presentations(
    X: NDArray[Any], target: NDArray[Any], order: Order, n_starts: int, rng: np.random.Generator
) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """One epoch: every example once, to every start.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    target : ndarray of shape (example,)
    order : {"cyclic", "shuffled"}
        ``"cyclic"`` shows the examples as they stand; ``"shuffled"`` gives each start an order of
        its own, drawn anew.
    n_starts : int
    rng : numpy.random.Generator

    Yields
    ------
    x : ndarray of shape (feature, start), or (feature, 1) when all starts see the same
    t : ndarray of shape (start,), or (1,)

    Raises
    ------
    ValueError
        If `order` is neither of the two.
    """
    if order == "cyclic":
        yield from ((x[:, None], t[None]) for x, t in zip(X, target, strict=True))
    elif order == "shuffled":
        indices = np.tile(np.arange(len(X))[:, None], n_starts)  # (example, start)
        for picked in rng.permuted(indices, axis=0):
            yield X[picked].T, target[picked]
    else:
        raise ValueError(f"order must be 'cyclic' or 'shuffled', not {order!r}")


def _say_nothing(share: float) -> None:
    """What is told of progress where nobody asks."""


def train(
    model: HistoricalClassifier[State],
    X: Array,
    target: Array,
    *,
    n_starts: int = 1,
    rng: np.random.Generator | int | None = None,
    initial: State | Weights | None = None,
    keep_states: bool = True,
    progress: Callable[[float], object] = _say_nothing,
) -> History[State]:
    """Train a model from `n_starts` independent starts and keep their history.

    Parameters
    ----------
    model : HistoricalClassifier
        It is not changed.
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,), or (example, class) for several classes
    n_starts : int, default=1
    rng : numpy.random.Generator, int or None
        The one source of randomness; a number is taken as a seed.
    initial : state or dict, optional
        The state that all starts begin from, in place of the model's own: some weights by name, such as
        ``{"bias": 0.5, "weights[0]": 1.0}``, or a whole state, of one start or of all.  Weights that
        are not named stay the model's own.
    keep_states : bool, default=True
        Keep the state of every epoch; otherwise just the first and the last, which is what a study
        of many starts wants.
    progress : callable, optional
        Told after every epoch which share of the epochs is done, from 0 to 1; a rule may end earlier.

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
        If the examples are no arrays, or `n_starts` is no whole number.
    ValueError
        If `n_starts` is not positive, an example holds NaN, infinity or too large a number, or
        `initial` does not fit the model.

    Examples
    --------
    >>> from neurohistory import AND, load
    >>> train(load("perceptron")(), AND.X, AND.target, n_starts=3, rng=0).solved
    array([ True,  True,  True])
    """
    _check_made(model)
    if not isinstance(n_starts, Integral) or isinstance(n_starts, bool):
        raise TypeError(f"n_starts must be a whole number, not {n_starts!r}")
    if n_starts < 1:
        raise ValueError(f"n_starts must be at least 1, not {n_starts}")
    rng = np.random.default_rng(rng)
    X, target = own_examples(X, target)
    if target.ndim == 2 and not model.multi_class:
        raise ValueError(
            f"{type(model).__name__} tells two classes apart, and the target has {target.shape[1]}; "
            "take one of them: target[:, 0]"
        )
    states: list[State] = []
    kept: list[int] = []
    mistakes: list[NDArray[np.int64]] = []
    losses: list[Array | None] = []
    with undisturbed():
        most = most_epochs_of(model) or 1
        for epoch, state in enumerate(states_of(model, X, target, n_starts, rng, initial)):
            scores = scores_of(model, state, X, target)
            mistakes.append(count_mistakes(model, scores, target))
            losses.append(_finite_loss(model, loss_of(model, scores, target), epoch))
            if not keep_states and epoch > 1:
                del states[-1], kept[-1]
            states.append(state)
            kept.append(epoch)
            progress(min(epoch / most, 1.0))
        _check_pure(model, scores, scores_of(model, state, X, target))
    return History(tuple(states), np.array(kept), np.array(mistakes), _by_epoch(model, losses))


def _check_made(model: object) -> None:
    if isinstance(model, type):
        raise TypeError(f"a model is asked for, {model.__name__}(), and not its class")
    if not hasattr(model, "learn"):
        raise TypeError(f"a model is asked for, such as load('perceptron')(), and not {model!r}")


def _finite_loss(model: HistoricalClassifier[Any], loss: Array | None, epoch: int) -> Array | None:
    """The loss, if it is a number for every start."""
    if loss is not None and not np.isfinite(loss).all():
        bad = ~np.isfinite(loss)
        where = f"the cost is {loss[bad][0]} (in {bad.sum()} of {bad.size} starts)"
        raise DivergenceError(_told(model, epoch, where))
    return loss


def _by_epoch(model: HistoricalClassifier[Any], losses: list[Array | None]) -> Array | None:
    """The losses as one array, shape (epoch, start), or None if there are none at all."""
    given = [loss for loss in losses if loss is not None]
    if given and len(given) < len(losses):
        epoch = next(epoch for epoch, loss in enumerate(losses) if loss is None)
        raise ContractError(
            f"{type(model).__name__}.loss gives None in epoch {epoch} and numbers in others; "
            "it must give one or the other"
        )
    return np.array(given) if given else None


def _check_pure(model: HistoricalClassifier[Any], first: Array, second: Array) -> None:
    """Stop if the same question has two answers, further apart than by rounding."""
    if not np.allclose(first, second, rtol=1e-4, atol=1e-6 * np.abs(first).max(initial=1)):
        raise ContractError(
            f"{type(model).__name__}.respond answers differently when asked twice; it must draw "
            "nothing and keep nothing"
        )


def states_of(
    model: HistoricalClassifier[State],
    X: Array,
    target: Array,
    n_starts: int,
    rng: np.random.Generator,
    initial: State | Weights | None = None,
) -> Iterator[State]:
    """The start and then every epoch's state, for as long as no weight runs away.

    The examples are the run's own (`own_examples`), and whoever asks has made it `quiet`.
    """
    ask(model, "check_parameters")
    state = first_state(model, X, target, n_starts, rng, initial)
    yield state
    for epoch, following in enumerate(epochs_of(model, state, X, target, rng), start=1):
        check_finite(model, following, epoch)
        yield following


def first_state(
    model: HistoricalClassifier[State],
    X: Array,
    target: Array,
    n_starts: int,
    rng: np.random.Generator,
    initial: State | Weights | None = None,
) -> State:
    """The model's own start, or what somebody gives in its place; rng is drawn from all the same."""
    own = start_of(model, X, target, n_starts, rng)
    check_finite(model, own, 0)
    if initial is None:
        return own
    if isinstance(initial, Mapping):
        own = ask(model, "with_weights", own, initial)
        return closed(own)
    arrays, fields = ask(model, "weight_arrays", own).values(), fields_of(own)
    nameless = (
        name
        for name in model.weight_fields
        if not any(np.shares_memory(fields[name], array) for array in arrays)
    )  # such as the bias of a unit without one
    return closed(fitting(own, initial, model.weight_fields, (*model.fixed_fields, *nameless)))


def check_finite(model: HistoricalClassifier[State], state: State, epoch: int) -> None:
    """Stop with a clear word if a weight has run away: beyond 1e30, or no number any more.

    Raises
    ------
    DivergenceError
        Naming the epoch, the weight and its value.
    """
    runaway = np.zeros(n_starts_of(state), dtype=bool)
    for field in arrays_of(state, model.weight_fields).values():
        if not np.abs(field).max(initial=0) <= LARGEST_WEIGHT:  # NaN is not either
            bounded = np.abs(field.reshape(-1, field.shape[-1])) <= LARGEST_WEIGHT
            runaway |= ~bounded.all(axis=0)
    if not runaway.any():
        return
    named = weights_of(model, select(state, int(runaway.argmax())))
    beyond = (item for item in named.items() if not abs(item[1]) <= LARGEST_WEIGHT)
    name, value = next(beyond, ("a weight", np.nan))
    where = f"{name} is {value:.3g} (in {runaway.sum()} of {runaway.size} starts)"
    raise DivergenceError(_told(model, epoch, where))


def _told(model: HistoricalClassifier[Any], epoch: int, where: str) -> str:
    """What ran away, and what to do about it: at the start the first weights are to blame."""
    parameters = ask(model, "get_params")
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

    `output`, `target` and `error` are in the rule's own coding: 0 and 1, or -1 and +1; a machine without
    a teacher has no error.  `workings` are what the model's own `workings` say.  `before` and `after`
    are the weights by name; `state` is the whole state after it, from which the model answers.
    """

    epoch: int
    presentation: int  # counted from 1 through the whole ledger
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


def ledger(
    model: HistoricalClassifier[State],
    X: Array,
    target: Array,
    *,
    rng: np.random.Generator | int | None = None,
    initial: State | Weights | None = None,
) -> Iterator[Entry[State]]:
    """Follow one learner through every presentation.

    A rule that learns example by example (it has a parameter ``order``) is shown one example at a
    time, and each line has the weights before and after it.  A rule that learns from all examples
    at once gets one epoch at a time: its lines share the weights before and after that epoch.  The
    ledger ends after an epoch in which no weight moved, or after all epochs that the model allows
    itself; a machine that is done in one step has a second epoch, in which it answers with what it has
    become.

    Parameters
    ----------
    model : HistoricalClassifier
        With one output unit.
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,)
    rng : numpy.random.Generator, int or None
    initial : state or dict, optional
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
    >>> first, *_ = ledger(model, AND.X, AND.target, initial={"bias": -1.5, "weights": [1.0, 1.0]})
    >>> first.before
    {'bias': -1.5, 'weights[0]': 1.0, 'weights[1]': 1.0}
    """
    _check_made(model)
    X, target = own_examples(X, target)
    if target.ndim != 1:
        raise ValueError(
            f"the ledger follows one output unit, and the target has {target.shape[1]} classes; "
            "take one of them: target[:, 0]"
        )
    rng = np.random.default_rng(rng)
    target_emitted = np.where(target > 0, model.on_value, model.off_value)
    with quiet():
        ask(model, "check_parameters")
        state = first_state(model, X, target, 1, rng, initial)
    presentation = 0
    for epoch in range(1, (most_epochs_of(model) or 2) + 1):
        moved = False
        for lesson in _lessons(model, len(X), rng):
            shown, wanted = frozen(X[lesson]), frozen(target[lesson])
            with quiet():
                before, net = weights_of(model, state), scores_of(model, state, shown, wanted)
                workings = workings_of(model, state, shown, wanted)
                state = next(epochs_of(model, state, shown, wanted, rng), state)
                check_finite(model, state, epoch)
                after, output = weights_of(model, state), outputs_of(model, net)
            moved |= after != before
            for place, example in enumerate(lesson):
                presentation += 1
                z, o, t = float(net[place, 0]), float(output[place, 0]), float(target_emitted[example])
                yield Entry(
                    epoch, presentation, int(example), tuple(X[example].tolist()),
                    z, o, t, t - o if model.taught else None,
                    {name: float(values[place] if values.ndim else values)
                     for name, values in workings.items()},
                    before, after, state,
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
