"""Runs on problems with examples set aside, or with more than two classes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory import XOR, Problem, get_problem, load, run, timeline
from neurohistory.runner import compare
from neurohistory.theory import Verdict
from neurohistory.trial import Trial


def labels(target: NDArray[Any]) -> NDArray[Any]:
    """The number of each example's class, from its targets."""
    return (target > 0).astype(int) if target.ndim == 1 else target.argmax(axis=1)


def share_right(trial: Trial, X: NDArray[Any], target: NDArray[Any]) -> float:
    """Counted by hand: the answers of each start, and the median share of right ones."""
    scores = trial.model.respond(trial.history.end, X)
    shares = []
    for start in range(trial.n_starts):
        own = scores[..., start]
        given = (own > 0) if target.ndim == 1 else own.argmax(axis=1)
        shares.append(float(np.mean(given == labels(target))))
    return float(np.median(shares))


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("backprop:hidden_layer_sizes=(4,),max_epochs=50", "moons"),
        ("backprop:cost=softmax_cross_entropy,optimizer=adam,max_epochs=20", "blobs"),
        ("svm", "blobs"),
        ("logistic_unit", "circles"),
    ],
)
def test_accuracy_is_what_one_counts_by_hand(model: str, name: str) -> None:
    trial, made = run(model, name, starts=4, seed=0), get_problem(name)
    assert trial.accuracy == pytest.approx(share_right(trial, made.X, made.target))
    assert trial.test_accuracy == pytest.approx(share_right(trial, made.X_test, made.target_test))
    assert trial.test_mistakes is not None
    assert trial.test_mistakes.shape == (4,)


def test_a_share_of_right_answers_is_printed_as_short_as_it_is() -> None:
    trial = run("logistic_unit", "moons", starts=1)
    assert str(trial.test_accuracy) == "0.93"  # and not 0.9299999999999999


def test_a_gate_has_nothing_to_be_tested_on() -> None:
    trial = run("perceptron", XOR, starts=3)
    assert trial.test_accuracy is None
    assert trial.test_mistakes is None


def test_a_problem_may_be_named_or_handed_over() -> None:
    by_name = run("logistic_unit", "moons", starts=2, seed=5)
    handed = run("logistic_unit", get_problem("moons", 5), starts=2, seed=5)
    assert by_name.history.loss is not None
    assert handed.history.loss is not None
    assert by_name.history.loss.tolist() == handed.history.loss.tolist()


def test_an_unknown_name_is_answered_with_gates_and_problems() -> None:
    with pytest.raises(ValueError, match=r"'mons'; did you mean 'moons'.*XOR.*moons, circles"):
        run("perceptron", "mons")


@pytest.mark.parametrize("model", ["perceptron", "adaline", "mcculloch_pitts", "logistic_unit"])
def test_who_tells_two_classes_apart_is_refused_for_three(model: str) -> None:
    reason = rf"{load(model).__name__} tells two classes apart, and blobs has 3"
    with pytest.raises(ValueError, match=reason):
        run(model, "blobs", starts=2)
    failure = compare([model], ["blobs"], starts=2).failures[0]
    assert "tells two classes apart" in failure.reason


def test_by_default_those_models_are_left_out() -> None:
    comparison = compare(None, [get_problem("blobs")], starts=1)
    several = [name for name, model in timeline().models.items() if model.multi_class]
    assert [trial.label for trial in comparison.trials] == several
    assert "svm" in several
    assert "perceptron" not in several
    assert comparison.failures == []


@pytest.mark.parametrize(
    ("models", "name"), [(None, "moons"), (["perceptron", "adaline", "backprop", "svm"], "circles")]
)
def test_beyond_gates_theory_only_says_what_cannot_be(models: list[str] | None, name: str) -> None:
    comparison = compare(models, [name], starts=2)
    assert comparison.failures == []
    verdicts = {trial.label: trial.expectation.verdict for trial in comparison.trials}
    assert set(verdicts.values()) == {Verdict.CANNOT, Verdict.OPEN}
    assert verdicts["perceptron"] is verdicts["adaline"] is Verdict.CANNOT
    assert verdicts["backprop"] is verdicts["svm"] is Verdict.OPEN
    for trial in comparison.trials:
        assert trial.agrees is (True if trial.expectation.verdict is Verdict.CANNOT else None)


def test_what_a_line_separates_is_open_for_time_is_limited() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 2)) + np.repeat([[-6.0], [6.0]], 20, axis=0)
    target = np.repeat([-1.0, 1.0], 20)
    apart = Problem("apart", X, target, X, target, (0, 1))
    trial = run("perceptron", apart, starts=5)
    assert trial.success_rate == 1
    assert trial.expectation.verdict is Verdict.OPEN
    assert trial.agrees is None


def test_three_classes_are_open() -> None:
    trial = run("svm:kernel=linear", "blobs", starts=1)
    assert trial.expectation.verdict is Verdict.OPEN
    assert "two classes" in trial.expectation.reason
