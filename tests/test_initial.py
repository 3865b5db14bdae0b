"""First states of one's own: names and back, what is refused, and that learning goes on from them."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

import numpy as np
import pytest

from neurohistory import AND, OR, XOR, HistoricalClassifier, load, run, timeline, trace, train
from neurohistory.initial import InitialStateError, read_weights
from neurohistory.models.perceptron import Perceptron, PerceptronState
from neurohistory.states import arrays_of, select, with_fields
from neurohistory.testing import settings
from neurohistory.theory import Verdict

Model = HistoricalClassifier[Any]
MODELS = timeline().models
EVERY_SETTING = pytest.mark.parametrize(
    "instance",
    [
        pytest.param(model(**parameters), id=f"{name}-{label}")
        for name, model in MODELS.items()
        for label, parameters in settings(model).items()
    ],
)
EVERY_MODEL = pytest.mark.parametrize("model", [pytest.param(m, id=name) for name, m in MODELS.items()])


def few_states(model: Model, n_starts: int = 3, seed: int = 0) -> list[Any]:
    """The start and some epochs; what follows of a long training is like it."""
    rng = np.random.default_rng(seed)
    state = model.start(XOR.X, XOR.target, n_starts, rng)
    return [state, *islice(model.learn(state, XOR.X, XOR.target, rng), 3)]


def same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and all(
        (a.shape, a.dtype, a.tobytes()) == (b.shape, b.dtype, b.tobytes())
        for a, b in zip(arrays_of(one).values(), arrays_of(other).values(), strict=True)
    )


# Names and back ------------------------------------------------------------------------------------


@EVERY_SETTING
def test_weights_go_out_by_name_and_come_back(instance: Model) -> None:
    first, *_, end = few_states(instance)
    named = instance.named_weights(end)
    back = instance.with_weights(first, named)
    assert instance.named_weights(back) == named
    for start in range(3):  # every start has them
        assert instance.named_weights(select(back, start)) == named
    # What is no weight is as it was, and the state that was handed in too.
    arrays = instance.weight_arrays(back).values()
    before = arrays_of(first)
    for place, field in arrays_of(back).items():
        if not any(np.shares_memory(field, array) for array in arrays):
            assert field is before[place] or not field.size
    assert same(first, few_states(instance)[0])


@EVERY_SETTING
def test_each_single_weight_can_be_set_and_no_other_moves(instance: Model) -> None:
    start = few_states(instance)[0]
    named = instance.named_weights(start)
    for name in [*named][:: max(1, len(named) // 20)]:
        changed = {**named, name: 1.0 - named[name] if name.startswith("inhibitory") else 7.0}
        assert instance.named_weights(instance.with_weights(start, {name: changed[name]})) == changed


@EVERY_MODEL
def test_a_whole_array_can_be_given_by_its_name(model: type[Model]) -> None:
    instance = model()
    start, *_, end = few_states(instance)
    whole = {name: values[..., 0].tolist() for name, values in instance.weight_arrays(end).items()}
    back = instance.with_weights(start, whole)
    assert instance.named_weights(back) == instance.named_weights(end)


# Learning from there --------------------------------------------------------------------------------


@EVERY_SETTING
def test_fit_train_and_trace_start_where_they_are_told(instance: Model) -> None:
    wanted = instance.named_weights(few_states(instance, 1, seed=9)[-1])
    history = train(instance, XOR.X, XOR.target, n_starts=2, rng=1, initial=wanted, keep_states=False)
    assert instance.named_weights(history.states[0]) == wanted
    first = next(trace(instance, XOR.X, XOR.target, rng=1, initial=wanted))
    assert first.before == wanted
    if "random_state" in instance.get_params():
        instance.set_params(random_state=1)
    end = instance.fit(XOR.X, XOR.y, initial=wanted).state_
    alone = train(instance, XOR.X, XOR.target, rng=1, initial=wanted, keep_states=False).end
    assert same(end, alone)


@EVERY_SETTING
def test_a_whole_state_is_where_learning_goes_on(instance: Model) -> None:
    if "max_epochs" in instance.get_params():
        instance.set_params(max_epochs=6)
    _, first, *_ = few_states(instance, 1)
    # One state stands for every start, and a state of as many starts for itself.
    for n_starts, given in ((1, first), (2, first), (3, few_states(instance)[1])):
        history = train(
            instance, XOR.X, XOR.target, n_starts=n_starts, rng=0, initial=given, keep_states=False
        )
        due = arrays_of(given)
        for place, values in arrays_of(history.states[0]).items():
            assert (values == np.broadcast_to(due[place], values.shape)).all()
    rng = np.random.default_rng(5)
    instance.start(XOR.X, XOR.target, 1, rng)  # what the model's own start draws is drawn all the same
    by_hand = next(instance.learn(first, XOR.X, XOR.target, rng))
    told = train(instance, XOR.X, XOR.target, rng=5, initial=first)
    assert same(told.states[1], by_hand)


def test_a_start_of_other_precision_follows_the_examples() -> None:
    unit = Perceptron(order="cyclic")
    end = train(unit, AND.X, AND.target, rng=0).end
    X, target = AND.X.astype(np.float32), AND.target.astype(np.float32)
    history = train(unit, X, target, rng=0, initial=end)
    assert {field.dtype.name for field in history.end} == {"float32", "int64"}
    network = load("backprop")()  # its state holds the largest number there is
    end = train(network, XOR.X, XOR.target, rng=0, keep_states=False).end
    narrow = train(network, X, target, rng=0, initial=end, keep_states=False)
    assert narrow.end.theta.dtype == np.float32


def test_the_start_that_was_given_is_not_touched_and_not_kept() -> None:
    given = PerceptronState(np.zeros(1), np.zeros((2, 1)), np.zeros(1, dtype=int))
    history = train(Perceptron(), AND.X, AND.target, rng=0, initial=given)
    given.weights[:] = 99
    assert (history.states[0].weights == 0).all()


def test_weights_that_are_not_named_stay_the_models_own() -> None:
    own = train(Perceptron(), AND.X, AND.target, n_starts=4, rng=0).states[0]
    told = train(Perceptron(), AND.X, AND.target, n_starts=4, rng=0, initial={"bias": 2.0}).states[0]
    assert (told.bias == 2).all()
    assert (told.weights == own.weights).all()


def test_a_machine_of_one_answer_finds_it_from_anywhere() -> None:
    machine = load("svm")()
    end = train(machine, XOR.X, XOR.target).end
    other = train(machine, 3 * OR.bipolar.X, OR.target).end  # another task, other examples
    assert same(train(machine, XOR.X, XOR.target, initial=other._replace(gamma=end.gamma)).end,
                end._replace(updates=end.updates + other.updates))  # fmt: skip


def test_a_study_from_a_given_start_leaves_theory_open() -> None:
    far = {"bias": 1e6}  # where 100 epochs do not lead back from
    trial = run("perceptron:order=cyclic", AND, starts=3, initial=far)
    assert trial.success_rate == 0.0
    assert trial.expectation.verdict is Verdict.OPEN
    assert "the start was given; of the model's own: solves" in trial.expectation.reason
    assert run("perceptron", AND, starts=3).expectation.verdict is Verdict.SOLVES


# The trace's states --------------------------------------------------------------------------------


@EVERY_MODEL
def test_the_trace_carries_the_state_that_answers(model: type[Model]) -> None:
    instance = model()
    for entry in islice(trace(instance, AND.X, AND.target, rng=0), 8):
        assert instance.named_weights(entry.state) == entry.after
        assert instance.respond(entry.state, AND.X).shape == (4, 1)


# What is refused ------------------------------------------------------------------------------------


def state(**fields: Any) -> PerceptronState:
    sound = {"bias": np.array([0.5]), "weights": np.ones((2, 1)), "updates": np.array([0])}
    return PerceptronState(**(sound | fields))


@pytest.mark.parametrize(
    ("start", "complaint"),
    [
        (
            {"wieghts[0]": 1.0},
            "no weight is called 'wieghts[0]'; there are weights[0], weights[1], bias",
        ),
        ({"biass": 1.0}, "no weight is called 'biass'; there are bias, weights[0], weights[1]"),
        ({"weights[2]": 1.0}, "no weight is called 'weights[2]'; there are weights["),
        ({"weights[0,0]": 1.0}, "no weight is called 'weights[0,0]'"),
        ({"bias[0]": 1.0}, "no weight is called 'bias[0]'; there are bias"),
        ({"weights[-1]": 1.0}, "no weight is called 'weights[-1]'"),
        ({"updates": 3}, "no weight is called 'updates'"),
        ({"": 3}, "no weight is called ''"),
        ({"weights[,]": 1.0}, "no weight is called 'weights[,]'"),
        ({0: 1.0}, "weights are given by name, such as {'bias': 0.5}, not by 0"),
        ({"bias": np.nan}, "weight 'bias' is nan; it must be finite"),
        ({"weights[1]": -np.inf}, "weight 'weights[1]' is -inf; it must be finite"),
        ({"bias": 1e31}, "'bias' of the start is 1e+31; a weight beyond 1e+30"),
        ({"bias": "much"}, "weight 'bias' must hold real numbers, not 'much'"),
        ({"bias": 1j}, "weight 'bias' must hold real numbers"),
        ({"bias": None}, "weight 'bias' must hold real numbers"),
        ({"bias": [0.5, 1.0]}, "weight 'bias' takes one number, and [0.5, 1.0] has shape (2,)"),
        ({"weights": 1.0}, "weight 'weights' takes numbers of shape (2,), and 1.0 has shape ()"),
        ({"weights": [1, 2, 3]}, "has shape (3,)"),
        ({"weights": [[1], [2, 3]]}, "must hold real numbers in rows of one length, not [[1], [2, 3]]"),
        ([0.5, 1.0, 1.0], "initial must be a PerceptronState, or weights by name"),
        ((0.5, 1.0, 1.0), "initial must be a PerceptronState"),
        (state(weights=np.ones(2)), "field 'weights' of the start has shape (2,), and (2, 1) is due"),
        (state(weights=np.ones((1, 2))), "has shape (1, 2), and (2, 1) is due"),
        (state(weights=np.ones((3, 1))), "has shape (3, 1), and (2, 1) is due"),
        (state(bias=0.5), "field 'bias' of the start has shape (), and (1,) is due"),
        (state(bias=np.zeros(2)), "has shape (2,), and (1,) is due"),
        (state(bias=np.array([np.nan])), "field 'bias' of the start is nan; it must be finite"),
        (state(weights=np.full((2, 1), 1e31)), "'weights' of the start is 1e+31; a weight beyond"),
        (state(bias=np.array(["0.5"])), "field 'bias' of the start must hold real numbers"),
        (
            state(updates=np.array([0.5])),
            "field 'updates' of the start must be a whole number, not 0.5",
        ),
    ],
)
def test_a_start_that_does_not_fit_is_refused(start: Any, complaint: str) -> None:
    for attempt in (
        lambda: train(Perceptron(), AND.X, AND.target, initial=start),
        lambda: Perceptron().fit(AND.X, AND.y, initial=start),
        lambda: next(trace(Perceptron(), AND.X, AND.target, initial=start)),
        lambda: run("perceptron", AND, starts=1, initial=start),
    ):
        with pytest.raises(InitialStateError, match=re.escape(complaint)):
            attempt()


@EVERY_SETTING
def test_what_parameters_settle_is_not_overridden_and_no_count_is_negative(instance: Model) -> None:
    end = few_states(instance, 1)[-1]
    arrays = arrays_of(end)
    counts = {place for place, array in arrays.items() if array.dtype.kind == "i"}
    for field in {*instance.fixed_fields, *counts} - {*instance.weight_fields}:
        for value in (-1, 3) if field in instance.fixed_fields else (-1,):
            wrong = with_fields(end, {field: np.full_like(arrays[field], value)})
            with pytest.raises(InitialStateError, match=f"field '{field}' of the start is {value}"):
                train(instance, XOR.X, XOR.target, initial=wrong)


def test_what_all_starts_share_must_be_the_models_own() -> None:
    network = load("backprop")()
    end = few_states(network, 1)[-1]
    with pytest.raises(
        InitialStateError, match=r"field 'sizes.1' of the start is 3 and this model's is 2"
    ):
        train(network, XOR.X, XOR.target, initial=end._replace(sizes=(2, 3, 1)))
    for size in ("2", None, 2.0, True, np.array([2, 2])):
        said = re.escape(f"field 'sizes.0' of the start is {size!r} and this model's is 2;")
        with pytest.raises(InitialStateError, match=said):
            train(network, XOR.X, XOR.target, initial=end._replace(sizes=(size, 2, 1)))
    train(network, XOR.X, XOR.target, initial=end._replace(sizes=(np.int64(2), 2, 1)))
    with pytest.raises(InitialStateError, match=r"of other parts than this model's start: sizes.3"):
        train(network, XOR.X, XOR.target, initial=end._replace(sizes=(2, 2, 1, 1)))


@pytest.mark.parametrize("name", ["perceptron", "adaline", "logistic_unit"])
def test_a_unit_without_a_bias_takes_none(name: str) -> None:
    unit = load(name)(bias=False)
    end = few_states(unit, 1)[-1]
    with pytest.raises(InitialStateError, match="field 'bias' of the start is 5 and this model's is 0"):
        train(unit, XOR.X, XOR.target, initial=end._replace(bias=np.array([5.0])))


@pytest.mark.parametrize("names", [["weights", "weights[0]"], ["weights[0]", "weights"]])
def test_a_weight_and_its_array_are_not_given_together(names: list[str]) -> None:
    values = {"weights": [1.0, 2.0], "weights[0]": 5.0}
    with pytest.raises(InitialStateError, match=re.escape(f"weight '{names[1]}' is given twice")):
        train(Perceptron(), AND.X, AND.target, initial={name: values[name] for name in names})


def test_weights_without_names_are_refused() -> None:
    unit = Perceptron()
    end = train(unit, AND.X, AND.target, rng=0).end
    with pytest.raises(InitialStateError, match=r"weights are given by name, .* not \[0.5, 1, 1\]"):
        unit.with_weights(end, [0.5, 1, 1])  # type: ignore[arg-type]


def test_one_dimensional_weights_do_not_become_two_learners() -> None:
    flat = PerceptronState(np.zeros(2), np.zeros(2), np.zeros(2, dtype=int))
    with pytest.raises(InitialStateError, match=r"has shape \(2,\), and \(2, 2\) or \(2, 1\) is due"):
        train(Perceptron(), AND.X, AND.target, n_starts=2, initial=flat)


def test_a_state_of_another_model_is_refused() -> None:
    other = train(load("adaline")(), AND.X, AND.target).end
    with pytest.raises(InitialStateError, match="initial must be a PerceptronState"):
        train(Perceptron(), AND.X, AND.target, initial=other)


@pytest.mark.parametrize(
    ("weights", "complaint"),
    [
        ({"excitatory[0]": 0.5}, "weight 'excitatory[0]' must be a whole number, not 0.5"),
        ({"inhibitory[0]": 2}, "weight 'inhibitory[0]' must be 0 or 1, not 2"),
    ],
)
def test_a_wired_cell_takes_what_can_be_wired(weights: Any, complaint: str) -> None:
    with pytest.raises(InitialStateError, match=re.escape(complaint)):
        train(load("mcculloch_pitts")(), AND.X, AND.target, initial=weights)


def test_of_many_weights_the_nearest_are_listed() -> None:
    complaint = r"there are Theta2\[1,0\], .*\(9 in all\)$"
    with pytest.raises(InitialStateError, match=complaint):
        train(load("backprop")(), XOR.X, XOR.target, initial={"Teta2[1,0]": 1.0})


# From a line of text --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("bias=0.5", {"bias": 0.5}),
        ("bias=.5,weights[0]=1", {"bias": 0.5, "weights[0]": 1.0}),
        (" bias = -1e3 , Theta1[0, 1] = 2 ", {"bias": -1000.0, "Theta1[0,1]": 2.0}),
        ("weights=[1,-1],bias=0", {"weights": [1, -1], "bias": 0.0}),
        ("Theta1=[[1,2],[3,4]]", {"Theta1": [[1, 2], [3, 4]]}),
    ],
)
def test_weights_are_read_from_text(text: str, weights: Any) -> None:
    assert read_weights(text) == weights


@pytest.mark.parametrize(
    "text",
    ["", "bias", "bias=", "=1", "bias=a", "bias=1_0", "bias=1,2", "bias=(1)", "a b=1", "weights=[1,"],
)
def test_what_cannot_be_read_is_told(text: str) -> None:
    with pytest.raises(InitialStateError, match=r"cannot read .* write name=number,name=number"):
        read_weights(text)


def test_a_weight_given_twice_is_refused() -> None:
    with pytest.raises(InitialStateError, match="'bias' is given twice"):
        read_weights("bias=1,bias=2")
