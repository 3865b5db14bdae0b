"""Histories: what they count, on arrays small enough to count by hand."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from neurohistory import AND, History, load, train
from neurohistory.history import arrays_of, fields_of, n_starts_of, select, side_by_side, with_fields


class Pair(NamedTuple):
    weights: np.ndarray  # (feature, start)
    bias: np.ndarray  # (start,)


class Nested(NamedTuple):
    layers: tuple[Pair, ...]
    velocity: Pair
    sizes: tuple[int, ...]  # shared by all starts


def nested(n_starts: int, at: float = 0.0) -> Nested:
    pairs = [Pair(np.full((2, n_starts), at + k), np.arange(n_starts) + at + k) for k in range(3)]
    return Nested((pairs[0], pairs[1]), pairs[2], (2, 1))


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


def test_select_keeps_the_axis() -> None:
    state = history_of(MISTAKES).states[1]
    chosen = select(state, 3)
    assert isinstance(chosen, Pair)
    assert chosen.weights.shape == (2, 1)
    assert chosen.bias.tolist() == [13.0]
    assert n_starts_of(state) == 5
    assert n_starts_of(chosen) == 1


def test_side_by_side_and_select_undo_each_other() -> None:
    states = history_of(MISTAKES).states
    film = side_by_side(states, start=1)
    for frame, state in enumerate(states):
        for back, original in zip(select(film, frame), select(state, 1), strict=True):
            assert back.tolist() == original.tolist()


def test_a_nested_state_is_selected_and_put_side_by_side_to_its_leaves() -> None:
    chosen = select(nested(5), 3)
    assert n_starts_of(nested(5)) == 5
    assert isinstance(chosen.layers[1], Pair)
    assert chosen.layers[1].bias.tolist() == [4.0]
    assert chosen.velocity.weights.tolist() == [[2.0], [2.0]]
    assert chosen.sizes == (2, 1)
    film = side_by_side([nested(5), nested(5, at=10.0)], start=2)
    assert film.velocity.bias.tolist() == [4.0, 14.0]
    assert film.sizes == (2, 1)


def test_fields_are_known_by_their_place() -> None:
    state = nested(1)
    assert list(fields_of(state)) == [
        "layers.0.weights", "layers.0.bias", "layers.1.weights", "layers.1.bias",
        "velocity.weights", "velocity.bias", "sizes.0", "sizes.1",
    ]  # fmt: skip
    assert list(arrays_of(state)) == list(fields_of(state))[:6]
    assert list(arrays_of(state, ("velocity.bias",))) == ["velocity.bias"]
    changed = with_fields(state, {"layers.1.bias": np.array([7.0])})
    assert changed.layers[1].bias.tolist() == [7.0]
    assert changed.layers[0] == state.layers[0]
    assert type(changed) is Nested


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
