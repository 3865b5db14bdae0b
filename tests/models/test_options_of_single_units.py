"""Single units without a bias, with a dead zone, and ADALINE's rule by each pattern's own length."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.utils.estimator_checks import check_estimator

from neurohistory import AND, OR, HistoricalClassifier, trace, train
from neurohistory.initial import InitialStateError
from neurohistory.models.adaline import Adaline
from neurohistory.models.logistic_unit import LogisticUnit
from neurohistory.models.perceptron import Perceptron
from neurohistory.testing import CHECKS
from neurohistory.theory import Verdict

Model = HistoricalClassifier[Any]

UNITS: list[type[Any]] = [Perceptron, Adaline, LogisticUnit]
OPTIONS: list[Model] = [
    *(unit(bias=False) for unit in UNITS),
    Perceptron(dead_zone=0.2),
    Perceptron(dead_zone=1.5, bias=False, fires_at_zero=False),
    Adaline(rule="alpha"),
    Adaline(rule="alpha", bias=False),
]


@pytest.mark.parametrize("model", OPTIONS, ids=repr)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_options_keep_our_contract(model: Model, check: Callable[[Model], None]) -> None:
    check(model)


@pytest.mark.parametrize("model", OPTIONS, ids=repr)
def test_the_options_keep_the_contract_of_scikit_learn(model: Model) -> None:
    epochs = {} if isinstance(model, LogisticUnit) else {"max_epochs": 20}  # enough
    check_estimator(clone(model).set_params(**epochs), on_skip=None)


# Without a bias -------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", UNITS)
def test_without_a_bias_every_line_goes_through_the_origin(unit: type[Any]) -> None:
    rng = np.random.default_rng(0)
    X = rng.standard_normal((30, 2))
    target = np.where(X @ [2.0, -1.0] > 0, 1.0, -1.0)
    model = unit(bias=False)
    history = train(model, X, target, n_starts=20, rng=0)
    assert all((state.bias == 0).all() for state in history.states)
    assert (history.mistakes[-1] <= 1).all()
    assert list(model.named_weights(history.end)) == ["weights[0]", "weights[1]"]
    assert (model.respond(history.end, np.zeros((1, 2))) == 0).all()


@pytest.mark.parametrize("unit", UNITS)
def test_what_a_bias_would_do_a_unit_without_one_cannot(unit: type[Any]) -> None:
    X, target = np.array([[1.0], [3.0]]), np.array([-1.0, 1.0])
    with_bias = train(unit(max_epochs=500), X, target, n_starts=10, rng=0)
    assert with_bias.ever_solved.all()
    without = train(unit(bias=False, max_epochs=500), X, target, n_starts=10, rng=0)
    assert not without.ever_solved.any()


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_without_a_bias_is_like_one_whose_bias_input_is_nothing(unit: type[Any]) -> None:
    # The same draws: the weights of a unit start alike, with a bias and without.
    with_bias = train(unit(max_epochs=1), AND.X, AND.target, n_starts=3, rng=0).states[0]
    without = train(unit(max_epochs=1, bias=False), AND.X, AND.target, n_starts=3, rng=0).states[0]
    assert (with_bias.weights == without.weights).all()


@pytest.mark.parametrize("unit", UNITS)
def test_a_bias_that_is_not_there_cannot_be_set(unit: type[Any]) -> None:
    with pytest.raises(InitialStateError, match="no weight is called 'bias'; there are weights"):
        train(unit(bias=False), AND.X, AND.target, initial={"bias": 1.0})


def test_an_adaline_without_a_bias_takes_its_share_of_the_inputs_alone() -> None:
    # Mean x.x of 0/1 inputs is 1, so 2 mu = alpha; with all inputs 0 there is nothing to divide by.
    unit, rng = Adaline(learning_rate=0.1, bias=False), np.random.default_rng(0)
    assert unit.start(AND.X, AND.target, 1, rng).two_mu.tolist() == [0.1]
    history = train(unit, np.zeros((2, 1)), np.array([1.0, -1.0]), rng=0)
    assert (history.end.weights == history.states[0].weights).all()


# A dead zone ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("bipolar", [False, True])
@pytest.mark.parametrize("gate", [AND, OR], ids=repr)
@pytest.mark.parametrize("dead_zone", [0.2, 1.0, 5.0])
def test_learning_ends_when_every_net_input_is_beyond_the_dead_zone(
    gate: Any, bipolar: bool, dead_zone: float
) -> None:
    asked = gate.bipolar if bipolar else gate
    unit = Perceptron(dead_zone=dead_zone)
    history = train(unit, asked.X, asked.target, n_starts=50, rng=0)
    assert history.n_epochs < unit.max_epochs
    net = unit.respond(history.end, asked.X)
    assert (np.abs(net) > dead_zone).all()
    assert history.solved.all()


def test_a_net_input_in_the_dead_zone_is_corrected_and_shown_as_undecided() -> None:
    unit = Perceptron(order="cyclic", dead_zone=0.2)
    start = {"bias": 0.1, "weights": [0.0, 0.0]}  # for 00 and a no: undecided, b becomes -0.9
    first, second, *_ = trace(unit, AND.X, AND.target, initial=start)
    assert (first.net, first.output, first.error) == (0.1, 0.5, -0.5)
    assert first.after["bias"] == pytest.approx(-0.9)
    assert (second.output, second.error) == (0, 0)


def test_the_edges_belong_to_the_dead_zone() -> None:
    unit = Perceptron(order="cyclic", dead_zone=0.5, max_epochs=1)
    for bias in (0.5, -0.5):
        line = next(trace(unit, AND.X, AND.target, initial={"bias": bias, "weights": [0, 0]}))
        assert line.output == 0.5
        assert line.after["bias"] == bias - 1


# ADALINE by each pattern's own length ---------------------------------------------------------------


@given(st.integers(1, 6), st.floats(0.05, 1.95), st.booleans(), st.integers(0, 2**32 - 1))
def test_alpha_lms_removes_the_share_alpha_of_the_error_of_any_pattern(
    n_inputs: int, alpha: float, bias: bool, seed: int
) -> None:
    # Widrow and Lehr 1990, equations 10 to 16: the error of the pattern becomes 1 - alpha of itself.
    rng = np.random.default_rng(seed)
    X, target = rng.normal(scale=10.0 ** rng.integers(-3, 4), size=(1, n_inputs)), np.array([-1.0])
    unit = Adaline(learning_rate=alpha, rule="alpha", bias=bias)
    start = unit.start(X, target, 4, rng)
    before = target - unit.respond(start, X)[0]
    after = target - unit.respond(next(unit.learn(start, X, target, rng)), X)[0]
    assert after == pytest.approx((1 - alpha) * before, rel=1e-6, abs=1e-9)


def test_for_inputs_of_one_size_the_two_rules_are_one() -> None:
    ends = [
        train(Adaline(rule=rule, max_epochs=20), AND.bipolar.X, AND.target, n_starts=9, rng=0).end
        for rule in ("mu", "alpha")
    ]
    assert ends[0].weights == pytest.approx(ends[1].weights, abs=1e-12)
    assert ends[0].bias == pytest.approx(ends[1].bias, abs=1e-12)


def test_patterns_of_unequal_length_do_not_make_alpha_lms_run_away() -> None:
    # One pattern a hundred times as long: at alpha = 1.5 the step for an average one overshoots it.
    X, target = np.array([[1.0, 0.0], [0.0, 100.0], [-1.0, 0.5]]), np.array([1.0, 1.0, -1.0])
    history = train(Adaline(1.5, rule="alpha"), X, target, n_starts=20, rng=0)
    assert np.abs(history.end.weights).max() < 10


# What theory says of them ---------------------------------------------------------------------------


def any_unit(rng: np.random.Generator) -> Model:
    epochs, scale = int(rng.choice([5, 50, 200])), float(rng.choice([0, 1, 5]))
    common: dict[str, Any] = {
        "max_epochs": epochs,
        "initial_scale": scale,
        "bias": bool(rng.integers(2)),
    }
    match rng.integers(3):
        case 0:
            zone, fires = float(rng.choice([0, 0.2, 2])), bool(rng.integers(2))
            return Perceptron(float(rng.choice([0.1, 1])), dead_zone=zone, fires_at_zero=fires, **common)
        case 1:
            rule: Literal["mu", "alpha"] = "alpha" if rng.integers(2) else "mu"
            return Adaline(float(rng.choice([0.05, 0.5])), rule=rule, **common)
        case _:
            return LogisticUnit(float(rng.choice([0.3, 3])), **common)


def test_no_verdict_is_contradicted_by_a_run() -> None:
    rng, verdicts = np.random.default_rng(0), []
    for number in range(150):
        model, n_features = any_unit(rng), int(rng.integers(1, 4))
        X = rng.integers(-2, 3, size=(int(rng.integers(2, 7)), n_features)).astype(float)
        if rng.random() < 0.4:
            X = rng.standard_normal(X.shape) * 10.0 ** rng.integers(-2, 3)
        along = rng.standard_normal(n_features)
        target = np.where(
            (X @ along if rng.random() < 0.7 else rng.standard_normal(len(X))) > 0, 1.0, -1
        )
        expected = model.expectation(X, target)
        verdicts.append(expected.verdict)
        if expected.verdict is Verdict.OPEN:
            continue
        history = train(model, X, target, n_starts=10, rng=number, keep_states=False)
        assert expected.agrees(history.solved, history.ever_solved), (model, X, target, expected)
    assert min(verdicts.count(verdict) for verdict in (Verdict.SOLVES, Verdict.CANNOT)) > 10


@pytest.mark.parametrize("fires_at_zero", [False, True])
def test_where_a_line_through_the_origin_meets_cases_the_answer_at_zero_counts(
    fires_at_zero: bool,
) -> None:
    # x and -x in the same class: only a line through both leaves them on one side.
    X = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0]])
    unit = Perceptron(bias=False, fires_at_zero=fires_at_zero)
    for target in (np.array([1.0, 1.0, -1.0]), np.array([-1.0, -1.0, 1.0])):
        at_zero = (target[0] > 0) == fires_at_zero
        wanted = Verdict.OPEN if at_zero else Verdict.CANNOT
        assert unit.expectation(X, target).verdict is wanted
        end = unit.with_weights(
            unit.start(X, target, 1, np.random.default_rng(0)), {"weights": [0.0, target[2]]}
        )
        right = unit.decide(unit.respond(end, X))[:, 0] == (target > 0)
        assert right.all() == at_zero


def test_and_without_a_bias_is_impossible_and_the_reason_says_why() -> None:
    expected = Perceptron(bias=False).expectation(AND.X, AND.target)
    assert expected.verdict is Verdict.CANNOT
    assert expected.reason.startswith("no line through the origin separates the classes: example ")


def test_a_dead_zone_takes_longer_and_theory_knows() -> None:
    narrow, wide = (Perceptron(dead_zone=zone, max_epochs=200) for zone in (0.2, 50.0))
    assert narrow.expectation(AND.X, AND.target).verdict is Verdict.SOLVES
    assert wide.expectation(AND.X, AND.target).verdict is Verdict.OPEN


def test_large_steps_do_not_make_theory_promise_too_much() -> None:
    # Found by chance: steps this large lead past the bottom for ever.
    X = np.array([[1, 2, -2], [-2, 1, 1], [-2, 2, 2], [-1, -2, -2], [-1, 2, -2]], dtype=float)
    target = np.array([1.0, 1.0, -1.0, -1.0, 1.0])
    unit = LogisticUnit(3.0, 300, 0)
    assert not train(unit, X, target).solved.any()
    assert unit.expectation(X, target).verdict is Verdict.OPEN
    patient = LogisticUnit(0.1, 100_000_000, 0).expectation(X, target)
    assert patient.verdict is Verdict.SOLVES
