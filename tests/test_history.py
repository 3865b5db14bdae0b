"""Histories: what they count, on arrays small enough to count by hand."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from neurohistory import AND, History, load, train


class Pair(NamedTuple):
    weights: np.ndarray  # (feature, start)
    bias: np.ndarray  # (start,)


# Five starts over three epochs: always right; right at the end; right in passing; never; lost.
MISTAKES = np.array(
    [
        [0, 2, 1, 1, 0],
        [0, 1, 0, 1, 0],
        [0, 0, 2, 1, 0],
        [0, 0, 1, 1, 3],
    ]
)


def history_of(mistakes: np.ndarray) -> History[Pair]:
    n_epochs, n_starts = mistakes.shape
    states = tuple(
        Pair(np.full((2, n_starts), float(k)), np.arange(n_starts) + 10.0 * k) for k in range(n_epochs)
    )
    return History(states, np.arange(n_epochs), {"mistakes": mistakes})


def test_counts_by_hand() -> None:
    history = history_of(MISTAKES)
    assert history.n_epochs == 3
    assert history.n_starts == 5
    assert history.solved.tolist() == [True, True, False, False, False]
    assert history.ever_solved.tolist() == [True, True, True, False, True]
    assert history.epochs_to_solve[:2].tolist() == [0.0, 2.0]
    assert np.isnan(history.epochs_to_solve[2:]).all()
    assert history.end is history.states[-1]


@given(arrays(np.int64, st.tuples(st.integers(1, 6), st.integers(1, 4)), elements=st.integers(0, 2)))
def test_epochs_to_solve_is_the_first_epoch_after_which_all_is_right(mistakes: np.ndarray) -> None:
    history = history_of(mistakes)
    for start, wrong in enumerate(mistakes.T.tolist()):
        firsts = [k for k in range(len(wrong)) if not any(wrong[k:])]
        needed = history.epochs_to_solve[start]
        assert needed == firsts[0] if firsts else np.isnan(needed)


def test_a_film_lays_the_epochs_of_one_start_side_by_side() -> None:
    film = history_of(MISTAKES).frames(start=2)
    assert film.weights.shape == (2, 4)
    assert film.weights[0].tolist() == [0, 1, 2, 3]
    assert film.bias.tolist() == [2, 12, 22, 32]


def test_a_film_is_answered_frame_by_frame() -> None:
    model = load("perceptron")()
    history = train(model, AND.X, AND.target, n_starts=4, rng=0)
    scores = model.respond(history.frames(3), AND.X)
    for frame, state in enumerate(history.states):
        assert scores[:, frame] == pytest.approx(model.respond(state, AND.X)[:, 3])


def test_a_record_cannot_be_changed() -> None:
    mistakes = np.array([[2, 1], [0, 1]])
    record: History[Any] = History((), np.arange(2), {"mistakes": mistakes, "loss": mistakes / 2})
    mistakes[:] = 0
    assert record.solved.tolist() == [True, False]
    for array in (record.kept, record.mistakes, record.loss):
        assert array is not None
        assert not array.flags.writeable
