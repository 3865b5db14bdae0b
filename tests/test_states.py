"""States as trees: their fields by place, some of their starts, and several of them side by side."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from neurohistory.states import arrays_of, fields_of, n_starts_of, select, side_by_side, with_fields


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


def pair(n_starts: int, at: float) -> Pair:
    return Pair(np.full((2, n_starts), at), np.arange(n_starts) + 10.0 * at)


def test_select_keeps_the_axis() -> None:
    state = pair(5, at=1)
    chosen = select(state, 3)
    assert isinstance(chosen, Pair)
    assert chosen.weights.shape == (2, 1)
    assert chosen.bias.tolist() == [13.0]
    assert n_starts_of(state) == 5
    assert n_starts_of(chosen) == 1


def test_side_by_side_and_select_undo_each_other() -> None:
    states = [pair(5, at=float(epoch)) for epoch in range(4)]
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
