"""The contract of a model as checks, for our own tests and for those of plugin authors.

In a plugin's test file one line is enough::

    from neurohistory.testing import check_model

    def test_hebb_keeps_the_contract():
        check_model(HebbianUnit)

Each check is a function of one model and raises ``AssertionError`` with what is wrong and how to
mend it.  None of them changes the model that it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.utils.estimator_checks import check_estimator

from neurohistory.card import card_of
from neurohistory.checks import check_state, scores_of
from neurohistory.classifier import HistoricalClassifier
from neurohistory.contract import ContractError
from neurohistory.history import arrays_of, select, stack, with_fields
from neurohistory.theory import Expectation

__all__ = ["CHECKS", "check_model", "settings"]

Model = HistoricalClassifier[Any]
Array = NDArray[np.floating]

_N_STARTS = 7  # like no other axis of the examples below
_EPOCHS = 5  # as many as the checks look at
_ASK_FOR_A_SCORE = ("check_classifiers_train", "check_classifiers_classes")


def check_model(model: type[HistoricalClassifier[Any]]) -> None:
    """Check that a model keeps the contract, with its defaults and with its card's variants.

    Parameters
    ----------
    model : class
        Derived from `neurohistory.HistoricalClassifier`.

    Raises
    ------
    AssertionError
        With what is wrong and how to mend it.  scikit-learn's own checks run last, on the defaults.
    TypeError
        If it is no class.

    Examples
    --------
    >>> from neurohistory import load
    >>> check_model(load("mcculloch_pitts"))
    """
    if not isinstance(model, type):
        name = type(model).__name__
        raise TypeError(f"check_model takes the class, check_model({name}), and not an instance of it")
    check_card(model)
    for parameters in settings(model).values():
        for check in CHECKS:
            check(model(**parameters))
    check_estimator(model(), on_skip=None, on_fail=None, callback=_explained)


def _explained(*, estimator: Any, check_name: str, exception: Any, status: str, **about: Any) -> None:
    """Stop at the first of scikit-learn's checks that fails, and say which tag may help."""
    if status != "failed":
        return
    told = f"{type(exception).__name__}: {exception}" if str(exception) else type(exception).__name__
    remedy = (
        "; a rule that cannot tell three blobs apart well says so: let __sklearn_tags__ set "
        "tags.classifier_tags.poor_score = True"
        if isinstance(exception, AssertionError) and check_name in _ASK_FOR_A_SCORE
        else ""
    )
    raise AssertionError(
        f"{type(estimator).__name__} fails scikit-learn's {check_name} ({told}){remedy}"
    ) from exception


def settings(model: type[HistoricalClassifier[Any]]) -> dict[str, dict[str, Any]]:
    """The parameters that a model is checked with, by label: its defaults and its variants."""
    return {"default": {}, **{label: dict(p) for label, p in model.card.variants.items()}}


# What a class must have ---------------------------------------------------------------------------


def check_card(model: type[HistoricalClassifier[Any]]) -> None:
    """The card is filled in, and the parameters on it are ones that the model takes.

    Parameters
    ----------
    model : class
    """
    name = model.__name__
    try:
        card = card_of(model)
    except ValueError as error:
        raise AssertionError(str(error)) from error
    for field in ("title", "people", "idea", "limit", "rule"):
        assert getattr(card, field), f"the card of {name} has an empty {field}; readers need it"
    for label, parameters in {"by_hand": card.by_hand, **card.variants}.items():
        unknown = sorted(set(parameters) - set(model().get_params()))
        assert not unknown, (
            f"the card of {name} sets {', '.join(unknown)} in {label!r}, which __init__ does not take"
        )
        try:
            model(**parameters).check_parameters()
        except ValueError as error:
            raise AssertionError(
                f"the parameters of {label!r} on the card of {name} are refused: {error}"
            ) from error


# What every instance must do ----------------------------------------------------------------------


def check_states_are_values(model: Model) -> None:
    """A state is a NamedTuple of finite arrays, or of parts with such, ``start`` being the last axis."""
    name = type(model).__name__
    for X, target in _problems(model):
        states = list(_states(model, X, target))
        assert len(states) > 1, f"{name}.learn yielded nothing; yield the state after each epoch"
        for state in states:
            _kept(check_state, model, state, _N_STARTS)
            assert type(state) is type(states[0]), (
                f"{name}.start gives a {type(states[0]).__name__} and learn yields a "
                f"{type(state).__name__}; they must be of one type"
            )
            for field, values in arrays_of(state).items():
                assert np.isfinite(values).all(), (
                    f"field {field!r} of the state of {name} is not finite on a small, tame problem"
                )


def check_updates_are_counted(model: Model) -> None:
    """A field ``updates``, where there is one, counts upward from zero for each start."""
    name = type(model).__name__
    for X, target in _problems(model):
        states = list(_states(model, X, target))
        if "updates" not in states[0]._fields:
            return
        counts = np.array([state.updates for state in states])  # (epoch, start)
        assert counts.shape[1:] == (_N_STARTS,), (
            f"updates of {name} has shape {counts.shape[1:]}; it must hold one number a start"
        )
        assert counts.dtype.kind in "iu", (
            f"updates of {name} has dtype {counts.dtype}; it counts, so make it whole numbers"
        )
        assert (counts[0] == 0).all(), f"updates of {name} does not start at 0"
        assert (np.diff(counts, axis=0) >= 0).all(), f"updates of {name} falls; it counts changes"


def check_scores_have_the_right_shape(model: Model) -> None:
    """The scores have the axes example, class if there are more than two, start."""
    for X, target in _problems(model):
        for state in _states(model, X, target):
            for n_examples in (len(X), 1):
                _kept(scores_of, model, state, X[:n_examples], target[:n_examples])


def check_hooks_answer_in_the_right_shape(model: Model) -> None:
    """What may be overridden gives one answer a score, one loss a start, and an Expectation."""
    name = type(model).__name__
    for X, target in _problems(model):
        for state in _states(model, X, target):
            scores = model.respond(state, X)
            for hook in (model.decide, model.output):
                shape = np.shape(hook(scores))
                assert shape == scores.shape, (
                    f"{name}.{hook.__name__} gives shape {shape} for scores of shape {scores.shape}"
                )
            loss = model.loss(scores, target)
            assert loss is None or loss.shape == (_N_STARTS,), (
                f"{name}.loss must give one number a start, or None"
            )
    X, target = next(_problems(model))
    expectation = model.expectation(X, target)
    assert isinstance(expectation, Expectation), (
        f"{name}.expectation gives a {type(expectation).__name__}; it must give an Expectation"
    )


def check_respond_is_pure(model: Model) -> None:
    """Asking twice gives the same answer, and changes neither the state nor the examples."""
    name = type(model).__name__
    for X, target in _problems(model):
        for state in _states(model, X, target):
            X_before, state_before = X.copy(), _copied(state)
            first = model.respond(state, X).copy()
            second = model.respond(state, X)
            assert _same_bytes(first, second), (
                f"{name}.respond answers differently when asked twice; "
                "it must draw nothing and keep nothing"
            )
            assert _same_bytes(X, X_before), f"{name}.respond changes X; work on a copy"
            assert _same_state(state, state_before), f"{name}.respond changes the state; work on a copy"


def check_learn_leaves_its_inputs_alone(model: Model) -> None:
    """Learning changes neither the data nor a state that was handed in or yielded."""
    name = type(model).__name__
    for X, target in _problems(model):
        X_before, target_before, rng = X.copy(), target.copy(), np.random.default_rng(0)
        seen, copies = [], []
        for state in _states(model, X, target, rng):  # each is copied before learning goes on
            seen.append(state)
            copies.append(_copied(state))
        assert _same_bytes(X, X_before), f"{name} changes X while it learns; work on a copy"
        assert _same_bytes(target, target_before), (
            f"{name} changes the target while it learns; work on a copy"
        )
        for epoch, (state, copy) in enumerate(zip(seen, copies, strict=True)):
            assert _same_state(state, copy), (
                f"{name}.learn changes the state of epoch {epoch} after it was handed out; "
                "write w = w + step, not w += step"
            )


def check_learning_does_not_change_the_model(model: Model) -> None:
    """Starting, learning and responding leave no trace in the model: all is in the state."""
    name, had, before = type(model).__name__, set(vars(model)), repr(vars(model))
    for X, target in _problems(model):
        for state in _states(model, X, target):
            model.respond(state, X)
        added = sorted(set(vars(model)) - had)
        assert not added, (
            f"{name} keeps {', '.join(added)} on itself while learning; put it into the state"
        )
        assert repr(vars(model)) == before, f"{name} changes its parameters while learning"


def check_learning_can_be_resumed(model: Model) -> None:
    """Stopping after the first epoch and learning on from that state gives the same epochs."""
    name = type(model).__name__
    for X, target in _problems(model):
        rng = np.random.default_rng(0)
        learning = model.learn(model.start(X, target, _N_STARTS, rng), X, target, rng)
        first = next(learning)
        later = deepcopy(rng)
        straight = list(islice(learning, _EPOCHS))
        resumed = list(islice(model.learn(first, X, target, later), len(straight)))
        assert len(resumed) == len(straight), (
            f"{name}.learn yields {len(resumed)} epochs when it goes on from the first, and "
            f"{len(straight)} when it is not interrupted"
        )
        for epoch, (state, other) in enumerate(zip(straight, resumed, strict=True), start=2):
            assert _same_state(state, other), (
                f"{name} reaches another state in epoch {epoch} when learning is resumed after "
                "epoch 1; carry everything that the rule remembers in the state"
            )


def check_same_seed_gives_same_bytes(model: Model) -> None:
    """The generator that is handed in is the only source of randomness."""
    name = type(model).__name__
    for X, target in _problems(model):
        first, second = (list(_states(model, X, target, np.random.default_rng(3))) for _ in "ab")
        same = len(first) == len(second) and all(map(_same_state, first, second))
        assert same, f"{name} learns differently from the same seed; draw from rng and from nothing else"


def check_film_is_answered_frame_by_frame(model: Model) -> None:
    """States of several epochs side by side are answered like each of them alone."""
    name = type(model).__name__
    for X, target in _problems(model):
        states = list(_states(model, X, target))
        film = model.respond(stack(states, start=1), X)
        for frame, state in enumerate(states):
            alone = model.respond(select(state, 1), X)[..., 0]
            assert _close(film[..., frame], alone), (
                f"{name}.respond answers differently for epoch {frame} when epochs stand side by "
                "side on the last axis; it must treat the entries of that axis as independent"
            )


def check_weights_come_back_by_name(model: Model) -> None:
    """Weights that were read by name, and set by name, are the same."""
    name = type(model).__name__
    for X, target in _problems(model):
        start, *_, end = _states(model, X, target)
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


def check_starts_are_independent(model: Model) -> None:
    """A learner answers, and without randomness learns, as if it were alone."""
    name = type(model).__name__
    for X, target in _problems(model):
        rng = np.random.default_rng(0)
        first = model.start(X, target, _N_STARTS, rng)
        before = deepcopy(rng.bit_generator.state)
        after = next(model.learn(first, X, target, rng))
        draws = rng.bit_generator.state != before
        for start in range(_N_STARTS):
            together = model.respond(after, X)[..., start]
            assert _close(together, model.respond(select(after, start), X)[..., 0]), (
                f"{name}.respond mixes starts: number {start} answers differently when alone"
            )
            if draws:  # in another order alone, so there is nothing to compare
                continue
            alone = next(model.learn(select(first, start), X, target, rng))
            for field, joint in arrays_of(after).items():
                assert _close(arrays_of(alone)[field][..., 0], joint[..., start]), (
                    f"{name}.learn mixes starts: {field!r} of number {start} comes out "
                    "differently when it learns alone"
                )


def check_arithmetic_follows_the_examples(model: Model) -> None:
    """Examples in single precision give states and scores in single precision."""
    name = type(model).__name__
    for X, target in _problems(model):
        dtypes: tuple[type[np.floating], ...] = (np.float32, np.float64)
        for dtype in dtypes:
            examples, wanted = X.astype(dtype), target.astype(dtype)
            for epoch, state in enumerate(_states(model, examples, wanted)):
                for field, values in arrays_of(state).items():
                    assert values.dtype.kind != "f" or values.dtype == dtype, (
                        f"field {field!r} of the state of {name} is {values.dtype} in epoch "
                        f"{epoch} for examples in {np.dtype(dtype)}; start with .astype(X.dtype)"
                    )
                scores = model.respond(state, examples).dtype
                assert scores == dtype, (
                    f"{name}.respond gives {scores} for examples and weights in {np.dtype(dtype)}"
                )


def check_an_epoch_is_its_presentations(model: Model) -> None:
    """A rule with a parameter ``order`` learns an epoch as it learns its examples one by one."""
    if "order" not in model.get_params():
        return
    name, one_by_one = type(model).__name__, clone(model).set_params(order="cyclic")
    X, target = next(_problems(model))
    rng = np.random.default_rng(0)
    state = start = one_by_one.start(X, target, _N_STARTS, rng)
    for x, t in zip(X[:, None], target[:, None], strict=True):
        state = next(one_by_one.learn(state, x, t, rng))
    epoch = next(one_by_one.learn(start, X, target, rng))
    for field, joint in arrays_of(epoch).items():
        assert _close(arrays_of(state)[field], joint), (
            f"{field!r} of {name} comes out differently when the examples of an epoch are given "
            "one at a time; let learn use presentations() and take no average over the examples, "
            "or drop the parameter order"
        )


CHECKS: tuple[Callable[[Model], None], ...] = (
    check_states_are_values,
    check_updates_are_counted,
    check_scores_have_the_right_shape,
    check_hooks_answer_in_the_right_shape,
    check_respond_is_pure,
    check_learn_leaves_its_inputs_alone,
    check_learning_does_not_change_the_model,
    check_learning_can_be_resumed,
    check_same_seed_gives_same_bytes,
    check_film_is_answered_frame_by_frame,
    check_weights_come_back_by_name,
    check_starts_are_independent,
    check_arithmetic_follows_the_examples,
    check_an_epoch_is_its_presentations,
)


# Small, tame problems -----------------------------------------------------------------------------


def _problems(model: Model) -> Iterator[tuple[Array, Array]]:
    """Examples and targets of two classes, and of three if the model takes them."""
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [2, 1], [1, 2]], dtype=float)
    yield X, np.array([-1.0, -1.0, -1.0, 1.0, 1.0, -1.0])
    if model.multi_class:
        yield X, np.where(np.repeat(np.eye(3), 2, axis=0) == 1, 1.0, -1.0)


def _states(
    model: Model, X: Array, target: Array, rng: np.random.Generator | None = None
) -> Iterator[Any]:
    """The start and the first epochs."""
    rng = np.random.default_rng(0) if rng is None else rng
    start = model.start(X, target, _N_STARTS, rng)
    yield start
    yield from islice(model.learn(start, X, target, rng), _EPOCHS)


def _kept(check: Callable[..., object], *arguments: Any) -> None:
    """Let one of training's own checks speak; what it finds is an AssertionError here."""
    try:
        check(*arguments)
    except ContractError as error:
        raise AssertionError(str(error)) from error


def _copied(state: Any) -> Any:
    return with_fields(state, {name: array.copy() for name, array in arrays_of(state).items()})


def _same_bytes(one: NDArray[Any], other: NDArray[Any]) -> bool:
    return (one.shape, one.dtype, one.tobytes()) == (other.shape, other.dtype, other.tobytes())


def _same_state(one: Any, other: Any) -> bool:
    arrays, others = arrays_of(one), arrays_of(other)
    return arrays.keys() == others.keys() and all(
        _same_bytes(array, others[name]) for name, array in arrays.items()
    )


def _close(one: NDArray[Any], other: NDArray[Any]) -> bool:
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-6, atol=1e-9)
