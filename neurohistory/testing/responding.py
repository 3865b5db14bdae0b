"""What a state and an answer of a model must be, at the start and after every epoch."""

from __future__ import annotations

import numpy as np

from neurohistory.answers import decisions_of, loss_of, outputs_of, scores_of
from neurohistory.checks import check_alike, check_state, expectation_of
from neurohistory.states import arrays_of, select, side_by_side
from neurohistory.testing.small_problems import (
    N_STARTS,
    Array,
    Model,
    close,
    copied,
    first_states,
    on_small_problems,
    passed,
    same_bytes,
    same_state,
)

__all__ = [
    "check_answers_have_the_right_shape",
    "check_arithmetic_follows_the_examples",
    "check_frames_are_answered_one_by_one",
    "check_respond_is_pure",
    "check_states_are_values",
    "check_updates_are_counted",
    "check_weights_come_back_by_name",
]


@on_small_problems
def check_states_are_values(model: Model, X: Array, target: Array) -> None:
    """A state is a NamedTuple of finite arrays, or of parts with such, ``start`` being the last axis."""
    name = type(model).__name__
    states = list(first_states(model, X, target))
    assert len(states) > 1, f"{name}.learn yielded nothing; yield the state after each epoch"
    for epoch, state in enumerate(states):
        passed(check_state, model, state, N_STARTS)
        passed(check_alike, model, states[0], state, epoch)
        for field, values in arrays_of(state).items():
            assert np.isfinite(values).all(), (
                f"field {field!r} of the state of {name} is not finite on a small, tame problem"
            )


@on_small_problems
def check_updates_are_counted(model: Model, X: Array, target: Array) -> None:
    """A field ``updates``, where there is one, counts upward from zero for each start."""
    name = type(model).__name__
    states = list(first_states(model, X, target))
    if "updates" not in states[0]._fields:
        return
    counts = np.array([state.updates for state in states])  # (epoch, start)
    assert counts.shape[1:] == (N_STARTS,), (
        f"updates of {name} has shape {counts.shape[1:]}; it must hold one number a start"
    )
    assert counts.dtype.kind in "iu", (
        f"updates of {name} has dtype {counts.dtype}; it counts, so make it whole numbers"
    )
    assert (counts[0] == 0).all(), f"updates of {name} does not start at 0"
    assert (np.diff(counts, axis=0) >= 0).all(), f"updates of {name} falls; it counts changes"


@on_small_problems
def check_answers_have_the_right_shape(model: Model, X: Array, target: Array) -> None:
    """One score for each example and start, and for each class if there are more than two.

    One decision and one output for each score, one loss for each start or None, and an Expectation.
    """
    for state in first_states(model, X, target):
        scores = passed(scores_of, model, state, X, target)
        passed(scores_of, model, state, X[:1], target[:1])
        passed(decisions_of, model, scores)
        passed(outputs_of, model, scores)
        passed(loss_of, model, scores, target)
    if target.ndim == 1:  # theory speaks of two classes
        passed(expectation_of, model, X, target)


@on_small_problems
def check_respond_is_pure(model: Model, X: Array, target: Array) -> None:
    """Asking twice gives the same answer, and changes neither the state nor the examples."""
    name = type(model).__name__
    for state in first_states(model, X, target):
        X_before, state_before = X.copy(), copied(state)
        first = model.respond(state, X).copy()
        second = model.respond(state, X)
        assert same_bytes(first, second), (
            f"{name}.respond answers differently when asked twice; it must draw nothing and keep nothing"
        )
        assert same_bytes(X, X_before), f"{name}.respond changes X; work on a copy"
        assert same_state(state, state_before), f"{name}.respond changes the state; work on a copy"


@on_small_problems
def check_frames_are_answered_one_by_one(model: Model, X: Array, target: Array) -> None:
    """States of several epochs side by side are answered like each of them alone."""
    name = type(model).__name__
    states = list(first_states(model, X, target))
    frames = model.respond(side_by_side(states, start=1), X)
    for epoch, state in enumerate(states):
        alone = model.respond(select(state, 1), X)[..., 0]
        assert close(frames[..., epoch], alone), (
            f"{name}.respond answers differently for epoch {epoch} when epochs stand side by "
            "side on the last axis; it must treat the entries of that axis as independent"
        )


@on_small_problems
def check_weights_come_back_by_name(model: Model, X: Array, target: Array) -> None:
    """Weights that were read by name, and set by name, are the same."""
    name = type(model).__name__
    start, *_, end = first_states(model, X, target)
    named = model.named_weights(end)
    try:
        back = model.named_weights(model.with_weights(start, named))
    except ValueError as error:
        raise AssertionError(
            f"{name}.with_weights refuses what named_weights of {name} gave: {error}; give the "
            "arrays their names in weight_arrays, from which both are derived"
        ) from error
    assert back == named, (
        f"{name}.with_weights does not set what named_weights names; weight_arrays must give "
        "views of the state's fields, and not copies"
    )


@on_small_problems
def check_arithmetic_follows_the_examples(model: Model, X: Array, target: Array) -> None:
    """Examples in single precision give states and scores in single precision."""
    name = type(model).__name__
    dtypes: tuple[type[np.floating], ...] = (np.float32, np.float64)
    for dtype in dtypes:
        examples, due = X.astype(dtype), np.dtype(dtype)
        for epoch, state in enumerate(first_states(model, examples, target.astype(dtype))):
            for field, values in arrays_of(state).items():
                assert values.dtype.kind != "f" or values.dtype == due, (
                    f"field {field!r} of the state of {name} is {values.dtype} in epoch "
                    f"{epoch} for examples in {due}; start with .astype(X.dtype)"
                )
            scores = model.respond(state, examples).dtype
            assert scores == due, f"{name}.respond gives {scores} for examples and weights in {due}"
