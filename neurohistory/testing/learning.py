"""What learning must do, and what it must leave alone."""

from __future__ import annotations

from copy import deepcopy
from itertools import islice

import numpy as np
from sklearn.base import clone

from neurohistory.states import arrays_of, select
from neurohistory.testing.small_problems import (
    N_EPOCHS,
    N_STARTS,
    Array,
    Model,
    close,
    copied,
    first_states,
    on_small_problems,
    problems_of,
    same_bytes,
    same_state,
)

__all__ = [
    "check_an_epoch_is_its_presentations",
    "check_learn_leaves_its_inputs_alone",
    "check_learning_can_be_resumed",
    "check_learning_does_not_change_the_model",
    "check_passes_are_what_learning_yields",
    "check_same_seed_gives_same_bytes",
    "check_starts_are_independent",
]


@on_small_problems
def check_learn_leaves_its_inputs_alone(model: Model, X: Array, target: Array) -> None:
    """Learning changes neither the data nor a state that was handed in or yielded."""
    name = type(model).__name__
    X_before, target_before = X.copy(), target.copy()
    # Each state is copied before learning goes on.
    states = [(state, copied(state)) for state in first_states(model, X, target)]
    assert same_bytes(X, X_before), f"{name} changes X while it learns; work on a copy"
    assert same_bytes(target, target_before), (
        f"{name} changes the target while it learns; work on a copy"
    )
    for epoch, (state, copy) in enumerate(states):
        assert same_state(state, copy), (
            f"{name}.learn changes the state of epoch {epoch} after it was handed out; "
            "write w = w + step, not w += step"
        )


@on_small_problems
def check_learning_does_not_change_the_model(model: Model, X: Array, target: Array) -> None:
    """Starting, learning and responding leave no trace in the model: all is in the state."""
    name, had, before = type(model).__name__, set(vars(model)), repr(vars(model))
    for state in first_states(model, X, target):
        model.respond(state, X)
    added = sorted(set(vars(model)) - had)
    assert not added, f"{name} keeps {', '.join(added)} on itself while learning; put it into the state"
    assert repr(vars(model)) == before, f"{name} changes its parameters while learning"


@on_small_problems
def check_learning_can_be_resumed(model: Model, X: Array, target: Array) -> None:
    """Stopping after the first epoch and learning on from that state gives the same epochs."""
    name = type(model).__name__
    rng = np.random.default_rng(0)
    learning = model.learn(model.start(X, target, N_STARTS, rng), X, target, rng)
    first = next(learning)
    later = deepcopy(rng)
    straight = list(islice(learning, N_EPOCHS))
    resumed = list(islice(model.learn(first, X, target, later), len(straight)))
    assert len(resumed) == len(straight), (
        f"{name}.learn yields {len(resumed)} epochs when it goes on from the first, and "
        f"{len(straight)} when it is not interrupted"
    )
    for epoch, (state, other) in enumerate(zip(straight, resumed, strict=True), start=2):
        assert same_state(state, other), (
            f"{name} reaches another state in epoch {epoch} when learning is resumed after "
            "epoch 1; carry everything that the rule remembers in the state"
        )


@on_small_problems
def check_passes_are_what_learning_yields(model: Model, X: Array, target: Array) -> None:
    """What `passes` gives are the states of `learn`, and the scores of the state before each."""
    name = type(model).__name__
    before = model.start(X, target, N_STARTS, np.random.default_rng(0))
    learned = model.learn(before, X, target, np.random.default_rng(1))
    passes = model.passes(before, X, target, np.random.default_rng(1))
    for epoch, (expected, (scores, state)) in enumerate(
        islice(zip(learned, passes, strict=True), N_EPOCHS), start=1
    ):
        assert same_state(expected, state), f"{name}.passes gives another state in epoch {epoch}"
        assert scores is None or close(scores, model.respond(before, X)), (
            f"{name}.passes gives other scores in epoch {epoch} than respond does for the state before "
            "it; give None where learning has not worked them out"
        )
        before = state


@on_small_problems
def check_same_seed_gives_same_bytes(model: Model, X: Array, target: Array) -> None:
    """The generator that is handed in is the only source of randomness."""
    name = type(model).__name__
    first, second = (list(first_states(model, X, target, np.random.default_rng(3))) for _ in "ab")
    same = len(first) == len(second) and all(map(same_state, first, second))
    assert same, f"{name} learns differently from the same seed; draw from rng and from nothing else"


@on_small_problems
def check_starts_are_independent(model: Model, X: Array, target: Array) -> None:
    """A learner answers, and without randomness learns, as if it were alone."""
    name = type(model).__name__
    rng = np.random.default_rng(0)
    first = model.start(X, target, N_STARTS, rng)
    before = deepcopy(rng.bit_generator.state)
    after = next(model.learn(first, X, target, rng))
    draws = rng.bit_generator.state != before
    scores = model.respond(after, X)
    for start in range(N_STARTS):
        assert close(scores[..., start], model.respond(select(after, start), X)[..., 0]), (
            f"{name}.respond mixes starts: number {start} answers differently when alone"
        )
        if draws:  # in another order alone, so there is nothing to compare
            continue
        alone = arrays_of(next(model.learn(select(first, start), X, target, rng)))
        for field, joint in arrays_of(after).items():
            assert close(alone[field][..., 0], joint[..., start]), (
                f"{name}.learn mixes starts: {field!r} of number {start} comes out "
                "differently when it learns alone"
            )


def check_an_epoch_is_its_presentations(model: Model) -> None:
    """A rule with a parameter ``order`` learns an epoch as it learns its examples one by one."""
    if model.order is None:
        return
    name, one_by_one = type(model).__name__, clone(model).set_params(order="cyclic")
    X, target = next(problems_of(model))
    rng = np.random.default_rng(0)
    state = start = one_by_one.start(X, target, N_STARTS, rng)
    for x, t in zip(X[:, None], target[:, None], strict=True):
        state = next(one_by_one.learn(state, x, t, rng))
    epoch = next(one_by_one.learn(start, X, target, rng))
    for field, joint in arrays_of(epoch).items():
        assert close(arrays_of(state)[field], joint), (
            f"{field!r} of {name} comes out differently when the examples of an epoch are given "
            "one at a time; let learn use presentations() and take no average over the examples, "
            "or drop the parameter order"
        )
