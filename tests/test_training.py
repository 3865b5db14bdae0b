"""Training: what it keeps, and what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory import AND, XOR, HistoricalClassifier, load, timeline, trace, train
from neurohistory.contract import DivergenceError
from neurohistory.history import History
from neurohistory.models.adaline import Adaline
from neurohistory.models.logistic_unit import LogisticUnit
from neurohistory.models.perceptron import Perceptron
from neurohistory.states import arrays_of
from neurohistory.training import presentations

Model = HistoricalClassifier[Any]
MODELS = timeline().models
EVERY_MODEL = pytest.mark.parametrize(
    "model", [pytest.param(model, id=name) for name, model in MODELS.items()]
)


def few_epochs(model: type[Model], **parameters: Any) -> Model:
    """The model with at most 20 epochs."""
    if "max_epochs" in model().get_params():
        parameters["max_epochs"] = 20
    return model(**parameters)


def as_bytes(history: History[Any]) -> list[bytes]:
    loss = [] if history.loss is None else [history.loss]
    fields = [field for state in history.states for field in arrays_of(state).values()]
    return [np.ascontiguousarray(a).tobytes() for a in (history.mistakes, *loss, *fields)]


# Presentations ------------------------------------------------------------------------------------


@given(st.integers(1, 8), st.integers(1, 5), st.integers(0, 999))
def test_every_start_sees_every_example_once_an_epoch(n: int, n_starts: int, seed: int) -> None:
    X, target = np.arange(2.0 * n).reshape(n, 2), np.arange(n) + 100.0
    shown = list(presentations(X, target, "shuffled", n_starts, np.random.default_rng(seed)))
    xs, ts = np.array([x for x, _ in shown]), np.array([t for _, t in shown])
    assert xs.shape == (n, 2, n_starts)
    assert ts.shape == (n, n_starts)
    for start in range(n_starts):
        assert sorted(ts[:, start]) == target.tolist()
        assert (xs[:, 0, start] == 2 * (ts[:, start] - 100)).all()  # input and target together


def test_starts_have_orders_of_their_own_and_each_epoch_draws_anew() -> None:
    rng, numbers = np.random.default_rng(0), np.arange(10.0)
    epochs = [
        np.array([t for _, t in presentations(numbers[:, None], numbers, "shuffled", 3, rng)])
        for _ in range(2)
    ]
    orders = {tuple(order) for epoch in epochs for order in epoch.T}
    assert len(orders) == 6


def test_cyclic_shows_the_examples_as_they_stand_to_all_alike() -> None:
    rng = np.random.default_rng(0)
    shown = list(presentations(AND.X, AND.target, "cyclic", 5, rng))
    assert [x[:, 0].tolist() for x, _ in shown] == AND.X.tolist()
    assert [t.tolist() for _, t in shown] == [[t] for t in AND.target]
    assert all(x.shape == (2, 1) for x, _ in shown)


def test_an_unknown_order_is_refused() -> None:
    with pytest.raises(ValueError, match="order must be 'cyclic' or 'shuffled', not 'random'"):
        next(presentations(AND.X, AND.target, "random", 1, np.random.default_rng()))  # type: ignore[arg-type]


# Training -----------------------------------------------------------------------------------------


@EVERY_MODEL
def test_the_same_seed_gives_the_same_bytes(model: type[Model]) -> None:
    one, other = (
        train(few_epochs(model), XOR.X, XOR.target, n_starts=5, rng=seed)
        for seed in (7, np.random.default_rng(7))
    )
    assert as_bytes(one) == as_bytes(other)


@pytest.mark.parametrize("model", [Perceptron, Adaline, LogisticUnit])
def test_another_seed_gives_other_starts(model: type[Model]) -> None:
    one, other = (train(model(), AND.X, AND.target, rng=seed) for seed in (1, 2))
    assert as_bytes(one) != as_bytes(other)


@EVERY_MODEL
def test_training_changes_neither_the_model_nor_the_data(model: type[Model]) -> None:
    instance, X, target = few_epochs(model), XOR.X.copy(), XOR.target.copy()
    before = repr(vars(instance))
    train(instance, X, target, n_starts=3, rng=0)
    assert repr(vars(instance)) == before
    assert (X == XOR.X).all()
    assert (target == XOR.target).all()


@EVERY_MODEL
def test_mistakes_and_loss_are_those_of_the_state_beside_them(model: type[Model]) -> None:
    instance = few_epochs(model)
    history = train(instance, XOR.X, XOR.target, n_starts=6, rng=0)
    assert history.kept.tolist() == list(range(history.n_epochs + 1))
    for state, mistakes in zip(history.states, history.mistakes, strict=True):
        said_yes = instance.decide(instance.respond(state, XOR.X))
        wrong = [int((said_yes[:, r] != XOR.truth).sum()) for r in range(6)]
        assert mistakes.tolist() == wrong
    if history.loss is not None:
        end = instance.loss(instance.respond(history.end, XOR.X), XOR.target)
        assert history.loss.shape == history.mistakes.shape
        assert history.loss[-1].tolist() == np.asarray(end).tolist()


@EVERY_MODEL
def test_a_study_keeps_the_first_and_the_last_state_alone(model: type[Model]) -> None:
    whole, short = (
        train(few_epochs(model), XOR.X, XOR.target, n_starts=3, rng=0, keep_states=keep)
        for keep in (True, False)
    )
    assert short.mistakes.tolist() == whole.mistakes.tolist()
    assert len(short.states) == 2
    assert short.kept.tolist() == [0, whole.n_epochs]
    ends = (whole.states[0], whole.states[-1])
    for kept, original in zip(short.states, ends, strict=True):
        for name, array in arrays_of(kept).items():
            assert (array == arrays_of(original)[name]).all()


def test_several_classes_are_judged_by_the_largest_score() -> None:
    machine = load("svm")()
    X, target = np.array([[0.0], [1.0], [2.0]]), 2 * np.eye(3) - 1
    history = train(machine, X, target, n_starts=2)
    # At the start all scores are 0 and the first class is named: two of three are wrong.
    assert history.mistakes.tolist() == [[2, 2], [0, 0]]


@pytest.mark.parametrize("n", [0, -3])
def test_fewer_than_one_start_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match=f"n_starts must be at least 1, not {n}"):
        train(Perceptron(), AND.X, AND.target, n_starts=n)


def test_a_parameter_out_of_range_is_refused_before_learning() -> None:
    with pytest.raises(ValueError, match=r"max_epochs.*0"):
        train(Perceptron(max_epochs=0), AND.X, AND.target)


@pytest.mark.parametrize("keep", [True, False])
def test_divergence_names_the_model_the_epoch_the_share_and_the_remedy(keep: bool) -> None:
    complaint = (
        r"Adaline diverged in epoch \d+: (bias|weights\[\d\]) is \S+ \(in [1-5] of 5 "
        r"starts\); lower learning_rate=50 or scale the inputs"
    )
    with pytest.raises(DivergenceError, match=complaint):
        train(Adaline(learning_rate=50), AND.X, AND.target, n_starts=5, rng=0, keep_states=keep)


def test_divergence_of_a_fit_is_told_too() -> None:
    with pytest.raises(DivergenceError, match="lower learning_rate=50"):
        Adaline(learning_rate=50, max_epochs=500, random_state=0).fit(AND.X, AND.y)


def test_single_precision_stays_single() -> None:
    X, target = AND.X.astype(np.float32), AND.target.astype(np.float32)
    history = train(Perceptron(), X, target, n_starts=2, rng=0)
    assert history.end.weights.dtype == np.float32


# What no rule can learn from ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("X", "target", "error", "complaint"),
    [
        (AND.X.tolist(), AND.target, TypeError, "X must be an array of floats, not a list"),
        (AND.X, AND.target.tolist(), TypeError, "target must be an array of floats, not a list"),
        (AND.X.astype(int), AND.target, TypeError, "not int64"),
        (AND.X, AND.target[:3], ValueError, r"not \(4, 2\) and \(3,\)"),
        (np.where(AND.X == 1, np.nan, 0), AND.target, ValueError, r"X\[1, 1\] is NaN; remove or fill"),
        (np.where(AND.X == 1, -np.inf, 0), AND.target, ValueError, r"infinity: X\[1, 1\] is -inf"),
        (AND.X * 1e200, AND.target, ValueError, r"X\[1, 1\] is 1e\+200, too large.*scale the inputs"),
    ],
)
@EVERY_MODEL
def test_examples_that_cannot_be_learned_from_are_refused(
    model: type[Model], X: Any, target: Any, error: type[Exception], complaint: str
) -> None:
    with pytest.raises(error, match=complaint):
        train(model(), X, target)
    with pytest.raises(error, match=complaint):
        list(trace(model(), X, target))


@pytest.mark.parametrize("n", ["5", 2.5])
def test_starts_are_a_whole_number(n: Any) -> None:
    with pytest.raises(TypeError, match="n_starts must be a whole number, not"):
        train(Perceptron(), AND.X, AND.target, n_starts=n)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("model", [Perceptron, Adaline, LogisticUnit])
def test_a_start_beyond_all_bounds_blames_the_start(model: type[Model]) -> None:
    complaint = r"diverged in epoch 0: .*; lower initial_scale=1e\+308$"
    with pytest.raises(DivergenceError, match=complaint):
        train(model(initial_scale=1e308), AND.X, AND.target, n_starts=5, rng=0)
    with pytest.raises(DivergenceError, match=complaint):
        model(initial_scale=1e308, random_state=0).fit(AND.X, AND.y)


def test_a_cost_that_is_no_number_stops_the_run() -> None:
    from neurohistory import load

    X, target = XOR.X.astype(np.float32), XOR.target.astype(np.float32)
    network = load("backprop")((4,), "relu", learning_rate=100.0, initialization="he")
    with pytest.raises(
        DivergenceError, match=r"MultilayerPerceptron diverged in epoch \d+: .*lower learning_rate=100.0"
    ):
        train(network, X, target, rng=0)


def test_a_model_for_two_classes_says_how_many_the_target_has() -> None:
    with pytest.raises(ValueError, match="Perceptron tells two classes apart, and the target has 3"):
        train(load("perceptron")(), np.zeros((3, 2)), np.where(np.eye(3) > 0, 1.0, -1.0))


def test_the_message_of_divergence_names_the_parameters_that_the_model_says() -> None:
    class Hasty(Adaline):
        step_parameters = ("max_epochs", "unknown")

    with pytest.raises(DivergenceError, match=r"; lower max_epochs=500 or scale the inputs$"):
        train(Hasty(learning_rate=50, max_epochs=500), AND.X, AND.target, rng=0)
