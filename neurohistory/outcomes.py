"""What comes of many starts, and nothing else: the epoch that solves the problem, and the last loss.

`train` keeps a number for each epoch and start; a study of ten thousand starts wants two for each start.
So nothing is recorded here, and a start that is done is set aside while the others go on.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from itertools import count
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.answers import loss_of, mistakes_of, model_of_starts, scores_or_nan
from neurohistory.checks import check_made, check_takes, closed, most_epochs_of, passes_of
from neurohistory.contract import Model
from neurohistory.divergence import runaways
from neurohistory.examples import Targets, own_examples
from neurohistory.initial import Weights
from neurohistory.process.isolation import undisturbed
from neurohistory.states import State, n_starts_of, select
from neurohistory.training import check_n_starts, first_state, say_nothing

__all__ = ["CENSORED", "DIVERGED", "MOST_EPOCHS", "Outcomes", "outcomes"]

Array = NDArray[np.floating]

CENSORED = 65_535  # in place of an epoch: unsolved when the epochs were used up
DIVERGED = 65_534  # a weight or the loss ran away
MOST_EPOCHS = 65_533  # the largest epoch that 16 bits have room for beside these two

_NOTHING = (None, None)
_LANES = 64  # starts are set aside so many at a time: products of a few columns round in other ways


class Outcomes(NamedTuple):
    """What came of each start.

    Attributes
    ----------
    epochs : ndarray of uint16, shape (start,)
        The epoch that solves the problem: the first one of the run of epochs without a mistake that
        lasts to the end of this start, 0 being the start itself.  65535, `CENSORED`, if it ends with a
        mistake; 65534, `DIVERGED`, if a weight or the loss ran away.
    loss : ndarray of float32, shape (start,)
        The loss at the end of this start; NaN for a model without one, and for a start that diverged.
    """

    epochs: NDArray[np.uint16]
    loss: NDArray[np.float32]

    @property
    def solved(self) -> NDArray[np.bool_]:
        """Which starts end with no mistake, shape (start,)."""
        return np.asarray(self.epochs <= MOST_EPOCHS)


def outcomes(
    model: Model[State],
    X: Array,
    target: Array,
    *,
    n_starts: int = 1,
    rng: np.random.Generator | int | None = None,
    initial: State | Weights | None = None,
    targets: Targets = "classes",
    patience: int = 25,
    look_every: int = 25,
    set_aside: bool = True,
    progress: Callable[[float], object] = say_nothing,
) -> Outcomes:
    """Train a model from `n_starts` independent starts and keep what came of each.

    Every start ends when the epochs of the model are used up, or sooner: after every `look_every`
    epochs the starts that have made no mistake in the last `patience` epochs are done.

    What came of one start does not depend on which others are still learning, so that it is the same
    whether those that are done are set aside or not.  From a generator that all starts share, the others
    would draw other numbers; so nothing is set aside of a model that draws while it learns.

    Parameters
    ----------
    model : Model
        It is not changed.  Its ``max_epochs`` says how many epochs there are at most.
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1
        As for `neurohistory.train`; so are `n_starts`, `rng`, `initial`, `targets` and `progress`.
    n_starts : int, default=1
    rng : numpy.random.Generator, int or None
    initial : state or dict, optional
    targets : {"classes", "bits"}, default="classes"
    patience : int, default=25
        How many epochs without a mistake a start must have behind it to be done.
    look_every : int, default=25
        How often it is seen who is done.
    set_aside : bool, default=True
        Let those that are done learn no more; it saves their time, and changes no outcome.
    progress : callable, optional

    Returns
    -------
    Outcomes

    Raises
    ------
    ContractError
        If a state or the scores are not what they must be.
    TypeError
        If the examples are no arrays, or `n_starts` is no whole number.
    ValueError
        If `n_starts`, `patience` or `look_every` is not positive, the model has more than 65,533 epochs,
        or examples or `initial` are not what they must be.

    Examples
    --------
    >>> from neurohistory import AND, XOR, load
    >>> unit = load("logistic_unit")()
    >>> outcomes(unit, AND.X, AND.target, n_starts=5, rng=0).epochs
    array([18, 11, 24, 20, 22], dtype=uint16)
    >>> outcomes(unit, XOR.X, XOR.target, n_starts=2, rng=0).epochs == CENSORED
    array([ True,  True])
    """
    check_made(model)
    check_n_starts(n_starts)
    for name, number in (("patience", patience), ("look_every", look_every)):
        if number < 1:
            raise ValueError(f"{name} must be at least 1, not {number}")
    rng = np.random.default_rng(rng)
    X, target = own_examples(X, target, targets)
    check_takes(model, target, targets)
    with undisturbed():
        state = first_state(model, X, target, n_starts, rng, initial)
        most = most_epochs_of(model)
        if most is not None and most > MOST_EPOCHS:
            raise ValueError(f"{most:,} epochs are more than the {MOST_EPOCHS:,} of an outcome")
        run = _Run(model, X, target, targets, patience, look_every, most, progress)
        undrawn = rng.bit_generator.state
        try:
            return run.follow(state, rng, set_aside=set_aside)
        except _DrawingError:
            rng.bit_generator.state = undrawn
            return run.follow(state, rng, set_aside=False)


class _DrawingError(Exception):
    """The model has drawn after starts were set aside, so what the others drew is not their own."""


class _Run(NamedTuple):
    """What stays the same, however many starts are still aboard."""

    model: Model[Any]
    X: Array
    target: Array
    targets: Targets
    patience: int
    look_every: int
    most: int | None
    progress: Callable[[float], object]

    def follow(self, state: Any, rng: np.random.Generator, *, set_aside: bool) -> Outcomes:
        """The outcomes.

        Raises
        ------
        _DrawingError
        """
        board, undrawn = _Board(n_starts_of(state)), rng.bit_generator.state
        model, passes = self.model, passes_of(self.model, state, self.X, self.target, rng)
        for epoch in count():
            looked_at = epoch % self.look_every == 0
            known, following = _NOTHING if looked_at else next(passes, _NOTHING)
            scores = scores_or_nan(self.model, state, self.X, self.target, known)
            board.see(epoch, mistakes_of(self.model, scores, self.target, self.targets) == 0)
            self.progress(min(epoch / (self.most or 1), 1.0))
            if rng.bit_generator.state != undrawn:
                if board.has_set_aside:
                    raise _DrawingError
                set_aside = False
            if epoch == self.most:
                break
            if looked_at:
                away, loss = self._ends(state, scores)
                board.note(away | board.right_for(self.patience, epoch), away, loss)
                if not board.going.any():
                    return board.found
                lanes = board.lanes(away, set_aside)
                if lanes is not None:
                    state = closed(select(state, lanes))
                    model = model_of_starts(model, lanes)
                    passes = passes_of(self._rest_of(model, epoch), state, self.X, self.target, rng)
                _, following = next(passes, _NOTHING)
            if following is None:
                break
            state = following
        scores = scores_or_nan(self.model, state, self.X, self.target)
        board.note(board.going, *self._ends(state, scores))
        return board.found

    def _ends(self, state: Any, scores: Array) -> tuple[NDArray[np.bool_], Array]:
        """Which starts have run away, and the loss of each, both of shape (start,)."""
        away = runaways(self.model, state) | np.isnan(scores).any(axis=tuple(range(scores.ndim - 1)))
        loss = loss_of(self.model, scores, self.target)
        if loss is None:
            return away, np.full(away.shape, np.nan)
        away |= ~np.isfinite(loss)
        return away, np.where(away, np.nan, loss)

    def _rest_of(self, model: Model[Any], epoch: int) -> Model[Any]:
        """The model with the epochs that are left, unless its states tell it how many they are."""
        if self.most is None or epoch == 0 or type(model).most_epochs is not Model.most_epochs:
            return model
        rest = copy(model)
        rest.max_epochs = self.most - epoch
        return rest


class _Board:
    """Who is still learning, in which lane of the arrays, and what has come of the others."""

    def __init__(self, n_starts: int) -> None:
        self.found = Outcomes(
            np.full(n_starts, CENSORED, np.uint16), np.full(n_starts, np.nan, np.float32)
        )
        self.going = np.ones(n_starts, dtype=bool)  # (lane,)
        self._since = np.full(n_starts, CENSORED, np.uint16)  # (lane,): the first epoch of being right
        self._numbers = np.arange(n_starts)  # (lane,): which start it is

    @property
    def has_set_aside(self) -> bool:
        """Whether there are fewer lanes than starts."""
        return len(self.going) < len(self.found.epochs)

    def see(self, epoch: int, right: NDArray[np.bool_]) -> None:
        """Take in who makes no mistake after an epoch."""
        since = np.minimum(self._since, np.uint16(epoch))
        self._since = np.where(right, since, np.uint16(CENSORED))

    def right_for(self, patience: int, epoch: int) -> NDArray[np.bool_]:
        """Who has made no mistake in so many epochs, this one included."""
        return self._since + np.int64(patience) <= epoch + 1

    def note(self, done: NDArray[np.bool_], away: NDArray[np.bool_], loss: Array) -> None:
        """Write down what came of those that are done now."""
        now = self.going & done
        starts = self._numbers[now]
        self.found.epochs[starts] = np.where(away, np.uint16(DIVERGED), self._since)[now]
        self.found.loss[starts] = loss[now]
        self.going = self.going & ~now

    def lanes(self, away: NDArray[np.bool_], set_aside: bool) -> NDArray[np.intp] | None:
        """Which lanes to go on with; None for all as they are.

        A lane that is done and has to be filled goes on as a copy of one that is still going.
        """
        going = np.flatnonzero(self.going)
        width = -(-len(going) // _LANES) * _LANES
        if set_aside and width < len(self.going):
            lanes = np.concatenate([going, np.full(width - len(going), going[0])])
            self.going = np.arange(width) < len(going)
            self._numbers, self._since = self._numbers[lanes], self._since[lanes]
            return lanes
        if away.any():
            return np.where(away, going[0], np.arange(len(away)))
        return None
