"""Whether chance has a part in a run: whether its starts, or more of them, are not all one run."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.contract import DivergenceError, Model
from neurohistory.history import History, arrays_of, select
from neurohistory.initial import Weights
from neurohistory.training import first_state, states_of

__all__ = ["MIN_ALIKE", "others_differ", "starts_differ"]

MIN_ALIKE = 10  # so many starts would not be alike by chance


def starts_differ(history: History[Any], drawn: bool) -> bool:
    """Whether the starts are not all one run, bit for bit.

    Parameters
    ----------
    history : History
    drawn : bool
        Whether a random number was drawn.  If none was, equal starts stay equal, but for the rounding
        of products of matrices.
    """
    later = [*history.records.values(), *arrays_of(history.end).values()]
    first = arrays_of(history.states[0]).values()
    return _vary(first) or (drawn and _vary(later))


def others_differ(
    model: Model[Any],
    X: NDArray[Any],
    target: NDArray[Any],
    few: History[Any],
    seed: int,
    initial: tuple[Any, ...] | Weights | None,
    after: object,
) -> bool:
    """Whether more learners would not all be one run, where the few that there are do not show it.

    The others are followed no further than to where they part, and to their starts alone if the few drew
    nothing when these were made (`after` is what became of their generator).
    """
    if isinstance(initial, tuple):
        initial = select(few.states[0], 0)
    rng = np.random.default_rng(seed)
    first_state(model, X, target, few.n_starts, rng, initial)
    draws_to_learn = rng.bit_generator.state != after
    others = states_of(model, X, target, MIN_ALIKE, np.random.default_rng(seed), initial)
    try:
        states = others if draws_to_learn else islice(others, 1)
        return any(_vary(arrays_of(state).values()) for state in states)
    except DivergenceError:  # the few have not diverged
        return True


def _vary(arrays: Iterable[NDArray[Any]]) -> bool:
    """Whether a start, on the last axis, differs from the first."""
    return any(bool((values != values[..., :1]).any()) for values in arrays)
