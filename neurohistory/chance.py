"""Whether chance has a part in a run: whether its starts, or more of them, are not all one run."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.contract import DivergenceError, Model
from neurohistory.history import History
from neurohistory.initial import Weights
from neurohistory.records import ALWAYS
from neurohistory.states import arrays_of, select
from neurohistory.training import first_state, states_of

__all__ = ["starts_differ"]

Array = NDArray[np.floating]

_MIN_ALIKE = 10  # so many starts would not be alike by chance


def starts_differ(
    model: Model[Any],
    X: Array,
    target: Array,
    history: History[Any],
    *,
    seed: int,
    initial: tuple[Any, ...] | Weights | None,
    after: object,
) -> bool:
    """Whether the starts of a run, or more of them where they are few, are not all one, bit for bit.

    Parameters
    ----------
    model : Model
    X, target : ndarray
        What it learned from.
    history : History
        What came of it.
    seed : int
        The seed of the generator that the run drew from.
    initial : state, dict or None
        Where the run began, if not at the model's own start.
    after : object
        The state of that generator after the run.
    """
    drawn = np.random.default_rng(seed).bit_generator.state != after
    return _seen_to_differ(history, drawn) or (
        history.n_starts < _MIN_ALIKE and _others_differ(model, X, target, history, seed, initial, after)
    )


def _seen_to_differ(history: History[Any], drawn: bool) -> bool:
    """Whether the starts that there are differ.

    If no random number was drawn, equal starts stay equal, but for the rounding of products of matrices.
    """
    first, last = arrays_of(history.states[0]).values(), arrays_of(history.end).values()
    always = [values for name, values in history.records.items() if name in ALWAYS]
    return _vary(first) or (drawn and _vary([*always, *last]))


def _others_differ(
    model: Model[Any],
    X: Array,
    target: Array,
    few: History[Any],
    seed: int,
    initial: tuple[Any, ...] | Weights | None,
    after: object,
) -> bool:
    """Whether more learners would not all be one run, where the few that there are do not show it.

    The others are followed no further than to where they part, and to their starts alone if the few drew
    nothing when these were made.
    """
    if isinstance(initial, tuple):
        initial = select(few.states[0], 0)
    rng = np.random.default_rng(seed)
    first_state(model, X, target, few.n_starts, rng, initial)
    draws_to_learn = rng.bit_generator.state != after
    others = states_of(model, X, target, _MIN_ALIKE, np.random.default_rng(seed), initial)
    try:
        states = others if draws_to_learn else islice(others, 1)
        return any(_vary(arrays_of(state).values()) for state in states)
    except DivergenceError:  # the few have not diverged
        return True


def _vary(arrays: Iterable[NDArray[Any]]) -> bool:
    """Whether a start, on the last axis, differs from the first."""
    return any(bool((values != values[..., :1]).any()) for values in arrays)
