"""Training: hand the clock to a model and keep what it yields.

`train` runs many starts at once and returns a `History`.  `presentations`, in the order in which a rule
meets its examples one by one, and `Order` stand here too for whoever writes a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.answers import check_same_answer, scores_of
from neurohistory.asking import ask
from neurohistory.checks import (
    check_made,
    check_takes,
    closed,
    epochs_of,
    gives_scores,
    most_epochs_of,
    passes_of,
    start_of,
)
from neurohistory.contract import Model, Order
from neurohistory.divergence import check_finite
from neurohistory.examples import Targets, own_examples
from neurohistory.history import History
from neurohistory.initial import Weights, fitting
from neurohistory.network.effort import is_counted, shown
from neurohistory.network.online import presentations
from neurohistory.process.isolation import undisturbed
from neurohistory.records import NOTHING_MORE, Record, Recorder
from neurohistory.states import State, fields_of, n_starts_of

__all__ = ["Order", "presentations", "train"]

Array = NDArray[np.floating]


def say_nothing(done: float) -> None:
    """The progress of a run that nobody watches."""


def train(
    model: Model[State],
    X: Array,
    target: Array,
    *,
    n_starts: int = 1,
    rng: np.random.Generator | int | None = None,
    initial: State | Weights | None = None,
    keep_states: bool = True,
    targets: Targets = "classes",
    record: Mapping[str, Record] = NOTHING_MORE,
    loss: bool = True,
    progress: Callable[[float], object] = say_nothing,
) -> History[State]:
    """Train a model from `n_starts` independent starts and keep their history.

    Parameters
    ----------
    model : Model
        It is not changed.
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1
        A yes or no for each example, shape (example,); or (example, class), or (example, bit).
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
    targets : {"classes", "bits"}, default="classes"
        What the columns of a target of two axes are: classes, one for each example, or bits, each a yes
        or no, all of which must be right.
    record : dict of functions, optional
        What to record besides mistakes and loss, by name: each is a function of the model, a state, X
        and target, and gives one number for each start.  It is asked at the start and after every epoch,
        and ``history.records`` has what it gave.
    loss : bool, default=True
        Record the loss, if the model has one.  It may take as long as the learning, so that a study that
        asks for mistakes alone goes without.
    progress : callable, optional
        Called after every epoch with the fraction of the epochs that is done, from 0 to 1; a rule may
        end earlier.

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
        If the examples are no arrays, `n_starts` is no whole number, or `record` is no dict of
        functions.
    ValueError
        If `n_starts` is not positive, an example holds NaN, infinity or too large a number, `initial`
        does not fit the model, or a record has a name that is taken or gives something else than one
        number for each start.

    Examples
    --------
    >>> from neurohistory import AND, load
    >>> train(load("perceptron")(), AND.X, AND.target, n_starts=3, rng=0).solved
    array([ True,  True,  True])

    How the length of the weight vector grows:

    >>> def norm(unit, state, X, target):
    ...     return np.linalg.norm(state.weights, axis=0)  # weights: (feature, start)
    >>> unit = load("perceptron")(**load("perceptron").card.by_hand)
    >>> history = train(unit, AND.X, AND.target, record={"norm": norm})
    >>> history.records["norm"][:, 0].round(2).tolist()
    [0.0, 1.41, 2.24, 2.24, 2.83, 2.24, 2.24]
    """
    check_made(model)
    check_n_starts(n_starts)
    rng = np.random.default_rng(rng)
    X, target = own_examples(X, target, targets)
    check_takes(model, target, targets)
    recorder = Recorder(model, X, target, record, targets, loss)
    states: list[State] = []
    kept: list[int] = []
    with undisturbed():
        most = most_epochs_of(model) or 1
        following = answered_states(model, X, target, n_starts, rng, initial)
        try:
            for epoch, (state, scores) in enumerate(following):
                recorder.add(state, scores)
                if not keep_states and epoch > 1:
                    del states[-1], kept[-1]
                states.append(state)
                kept.append(epoch)
                progress(min(epoch / most, 1.0))
        except Exception:
            recorder.settle()  # if the loss ran away before, then that is what is to be said
            raise
        records = recorder.by_epoch()
        check_same_answer(model, scores, scores_of(model, state, X, target))
    return History(tuple(states), np.array(kept), records)


def check_n_starts(n_starts: object) -> None:
    """Refuse what is no number of starts.

    Raises
    ------
    TypeError, ValueError
    """
    if not isinstance(n_starts, Integral) or isinstance(n_starts, bool):
        raise TypeError(f"n_starts must be a whole number, not {n_starts!r}")
    if n_starts < 1:
        raise ValueError(f"n_starts must be at least 1, not {n_starts}")


def states_of(
    model: Model[State],
    X: Array,
    target: Array,
    n_starts: int,
    rng: np.random.Generator,
    initial: State | Weights | None = None,
) -> Iterator[State]:
    """The start and then every epoch's state, for as long as no weight runs away.

    The examples are the run's own (`own_examples`), and whoever asks has made it `quiet`.
    """
    state = first_state(model, X, target, n_starts, rng, initial)
    count = _Counting(model, state, len(X))
    yield state
    for epoch, following in enumerate(epochs_of(model, state, X, target, rng), start=1):
        check_finite(model, following, epoch)
        count.see(following)
        yield following


def answered_states(
    model: Model[State],
    X: Array,
    target: Array,
    n_starts: int,
    rng: np.random.Generator,
    initial: State | Weights | None = None,
) -> Iterator[tuple[State, Array]]:
    """The same with the scores of each, from the pass of the next epoch if the model gives them."""
    if not gives_scores(model):
        for state in states_of(model, X, target, n_starts, rng, initial):
            yield state, scores_of(model, state, X, target)
        return
    state = first_state(model, X, target, n_starts, rng, initial)
    count = _Counting(model, state, len(X))
    for epoch, (known, following) in enumerate(passes_of(model, state, X, target, rng), start=1):
        yield state, scores_of(model, state, X, target, known)
        check_finite(model, following, epoch)
        count.see(following)
        state = following
    yield state, scores_of(model, state, X, target)


class _Counting:
    """What a model spends, epoch by epoch: each start as long as it learns, and until it knows that."""

    def __init__(self, model: Model[Any], state: Any, n_examples: int) -> None:
        self._model, self._n_examples, self._is_on = model, n_examples, is_counted()
        self._updates = np.array(state.updates) if self._is_on else np.zeros(0)
        self._learned = np.ones(n_starts_of(state), dtype=bool)

    def see(self, state: Any) -> None:
        """Take in an epoch."""
        if not self._is_on:
            return
        changes = state.updates - self._updates
        shown_to = np.count_nonzero(self._learned | (changes > 0))
        weights = ask(self._model, "weight_arrays", state).values()
        shown(
            self._n_examples * shown_to,
            sum(each.size for each in weights) // changes.size,
            updates=changes.sum(),
        )
        self._updates, self._learned = np.array(state.updates), changes > 0


def first_state(
    model: Model[State],
    X: Array,
    target: Array,
    n_starts: int,
    rng: np.random.Generator,
    initial: State | Weights | None = None,
) -> State:
    """The model's own start, or what somebody gives in its place; rng is drawn from all the same.

    The parameters are checked before.
    """
    ask(model, "check_parameters")
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
