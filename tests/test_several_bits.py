"""Targets of several bits, from the arrays to the tables: an example is right if all its bits are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import accuracy_score

from neurohistory import (
    AND,
    OR,
    XOR,
    Problem,
    compare,
    from_truth_table,
    get_problem,
    load,
    run,
    surface,
    trace,
    train,
)
from neurohistory.answers import count_mistakes
from neurohistory.catalog import names
from neurohistory.checks import takes
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.models.perceptron import Perceptron
from neurohistory.models.svm import SupportVectorMachine
from neurohistory.nervous_nets import compile_table
from neurohistory.problems.gates import all_cases
from neurohistory.problems.variants import mislabelled
from neurohistory.report.rows import comparison_values, trial_row
from neurohistory.report.text import plain
from neurohistory.theory import Verdict

HALF_ADDER = get_problem("ADDITION1")  # a carry, which is AND, and a digit, which is XOR
X, TARGET, Y = HALF_ADDER.X, HALF_ADDER.target, HALF_ADDER.y
TAKING_BITS = ["backprop", "mark_i", "svm"]
ONE_ANSWER = Perceptron()
ONE_OF_THEM = MultilayerPerceptron(cost="softmax_cross_entropy")


def test_an_example_is_wrong_if_any_of_its_bits_is() -> None:
    scores = np.array([[[1.0, 1, -1, -1], [1, -1, 1, -1]]])  # (1 example, 2 bits, 4 starts)
    wrong = count_mistakes(SupportVectorMachine(), scores, np.array([[1.0, 1.0]]), "bits")
    assert wrong.tolist() == [0, 1, 1, 1]


def test_as_classes_the_largest_score_would_speak() -> None:
    scores, target = np.array([[[-1.0], [-2.0]]]), np.array([[1.0, -1.0]])
    model = SupportVectorMachine()
    assert count_mistakes(model, scores, target, "classes").tolist() == [0]
    assert count_mistakes(model, scores, target, "bits").tolist() == [1]  # neither bit says yes


def test_within_half_of_its_target_is_on_the_right_side() -> None:
    network = MultilayerPerceptron(3, max_epochs=300, learning_rate=0.5)
    history = train(network, X, TARGET, n_starts=10, rng=0, targets="bits")
    outputs = network.output(network.respond(history.end, X))  # (example, bit, start), from 0 to 1
    within = (np.abs(outputs - Y[..., None]) < 0.5).all(axis=(0, 1))
    assert within.sum() > 0
    assert history.solved.tolist() == within.tolist()


@pytest.mark.parametrize("name", ["mark_i", "svm"])  # in a network the bits share hidden units
def test_a_bit_alone_is_learned_as_among_others(name: str) -> None:
    model = load(name)()
    together = train(model, X, TARGET, rng=0, targets="bits").end
    for bit in range(2):
        alone = train(model, X, TARGET[:, bit], rng=0).end
        one, other = model.respond(together, X)[:, bit], model.respond(alone, X)
        assert model.decide(one).tolist() == model.decide(other).tolist()


@pytest.mark.parametrize("name", TAKING_BITS)
def test_scikit_learn_sees_a_table_of_labels(name: str) -> None:
    model = load(name)()
    if name == "backprop":
        model.set_params(hidden_layer_sizes=8, learning_rate=0.5)
    if "random_state" in model.get_params():
        model.set_params(random_state=0)
    assert model.fit(X, Y).predict(X).tolist() == Y.tolist()
    assert model.predict(X).dtype.kind == "i"
    assert model.decision_function(X).shape == Y.shape
    assert model.score(X, Y) == accuracy_score(Y, model.predict(X)) == 1
    assert model.classes_.tolist() == [0, 1]
    assert model.__sklearn_tags__().classifier_tags.multi_label


def test_each_bit_has_a_probability_of_its_own() -> None:
    network = MultilayerPerceptron(
        4, cost="cross_entropy", learning_rate=0.5, max_epochs=500, random_state=0
    )
    said = network.fit(X, Y).predict_proba(X)
    assert said.shape == Y.shape
    assert ((said > 0.5) == network.predict(X)).all()


def test_a_model_can_be_fitted_to_bits_and_then_to_labels() -> None:
    machine = SupportVectorMachine().fit(X, Y)
    assert machine.fit(X, Y[:, 0]).predict(X).tolist() == Y[:, 0].tolist()


@pytest.mark.parametrize("y", [Y.tolist(), Y.astype(bool), Y.astype(float), Y.astype(object)])
def test_bits_may_be_truths_lists_and_floats(y: Any) -> None:
    assert SupportVectorMachine().fit(X, y).predict(X).tolist() == Y.tolist()


@pytest.mark.parametrize(
    ("y", "complaint"),
    [
        ([[0, 1], [1, 0], [1, 2], [0, 0]], r"y\[2, 1\] is 2; a bit is 0 or 1"),
        ([[0, 1], [1, 0], [1, -1], [0, 0]], r"y\[2, 1\] is -1; a bit is 0 or 1"),
        ([[0, 1], [1, np.nan], [1, 1], [0, 0]], r"y\[1, 1\] is nan; a bit is 0 or 1"),
        ([["no", "yes"]] * 4, r"y\[0, 0\] is 'no'; a bit is 0 or 1"),
        ([["0", "1"]] * 4, r"y\[0, 0\] is '0'; a bit is 0 or 1"),
        (np.array([[0, "1"]] * 4, dtype=object), r"y\[0, 1\] is '1'; a bit is 0 or 1"),
        (np.array([[0, 1]] * 4, dtype=complex), r"y\[0, 0\] is 0j; a bit is 0 or 1"),
        (np.array([[0, 1 + 0j]] * 4, dtype=object), r"y\[0, 1\] is \(1\+0j\); a bit is 0 or 1"),
        ([[0, 1], 1, [1, 1], [0, 0]], "the rows of y are not equally long; bits make a table"),
        ([[0, 1], [1], [1, 1], [0, 0]], "the rows of y have 1 to 2 values"),
        (Y[:3], "inconsistent numbers of samples"),
    ],
)
def test_what_is_no_table_of_bits_is_refused_by_its_place(y: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        SupportVectorMachine().fit(X, y)


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "fit, one answer": (
        lambda: ONE_ANSWER.fit(X, Y),
        r"got 2 columns instead: Perceptron answers one yes or no; take y\[:, 0\]",
    ),
    "fit, one of several": (lambda: ONE_OF_THEM.fit(X, Y), "answers one of several classes"),
    "train, one answer": (
        lambda: train(ONE_ANSWER, X, TARGET, targets="bits"),
        r"Perceptron answers one yes or no, and the target has 2 bits; take another model, or in Python "
        r"one of them: target\[:, 0\]",
    ),
    "run, one of several": (
        lambda: run(ONE_OF_THEM, HALF_ADDER),
        "answers with one of several classes, and ADDITION1 has 2 bits, which may be 1 together; take "
        "another cost or model",
    ),
    "bits as classes": (
        lambda: train(SupportVectorMachine(), X, TARGET),
        r"target\[0\] has 0 entries of \+1.*if the columns are bits, say targets='bits'",
    ),
    "a single column": (
        lambda: train(SupportVectorMachine(), X, TARGET[:, :1], targets="bits"),
        r"\(4, 1\).*for a single bit target\[:, 0\] will do",
    ),
    "a yes or no": (
        lambda: train(SupportVectorMachine(), X, TARGET[:, 0], targets="bits"),
        r"\(4,\), and several bits have a column each.*leave out targets='bits'",
    ),
    "zeros and ones": (
        lambda: train(SupportVectorMachine(), X, Y.astype(float), targets="bits"),
        r"target\[0, 0\] is 0\.0; a target is -1 or \+1",
    ),
    "another kind": (
        lambda: train(SupportVectorMachine(), X, TARGET, targets="words"),  # type: ignore[arg-type]
        "targets must be 'classes' or 'bits', not 'words'",
    ),
    "a trace": (
        lambda: next(iter(trace(SupportVectorMachine(), X, TARGET))),
        r"one output unit, and the target has 2 columns; take another problem, or in Python one of them",
    ),
    "a net of 1943": (lambda: compile_table(HALF_ADDER), "ADDITION1 asks for 2 bits"),
    "turned labels": (lambda: mislabelled(HALF_ADDER, 0.5), "ADDITION1 has 2 bits"),
    "a table of three axes": (lambda: from_truth_table("deep", X, Y[None]), "a row of bits"),
    "no bit in a table": (
        lambda: from_truth_table("odd", X, Y + 1),
        "answer 1, 1 of the truth table of 'odd' is 2",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_refused_with_the_remedy(case: str) -> None:
    ask, complaint = REFUSED[case]
    with pytest.raises(ValueError, match=complaint):
        ask()


def test_a_surface_is_for_one_yes_or_no() -> None:
    machine = SupportVectorMachine()
    end = train(machine, X, TARGET, targets="bits").end
    with pytest.raises(ValueError, match="ADDITION1 has 2 inputs and 2 bits"):
        surface(machine, end, HALF_ADDER)


def test_of_all_models_those_that_take_bits_are_compared() -> None:
    found = compare(None, HALF_ADDER, starts=2)
    assert [trial.label for trial in found.trials] == ["mark_i", "backprop", "svm"]
    assert found.failures == []


def test_tables_and_json_say_what_the_targets_are() -> None:
    found = compare("svm", [HALF_ADDER, "XOR", "blobs"], starts=1)
    assert [trial_row(trial)["targets"] for trial in found.trials] == [
        "2 bits",
        "2 classes",
        "3 classes",
    ]
    told = plain(comparison_values(found))["trials"][0]
    assert (told["problem"], told["solved"], told["accuracy"]) == ("ADDITION1", 1, 1)


def test_examples_set_aside_are_right_if_all_bits_are() -> None:
    cases = all_cases(3)
    target = np.where(np.column_stack([cases[:, 0], cases[:, 1:].sum(axis=1) > 0]), 1.0, -1.0)
    asked = Problem("parts", cases[:6], target[:6], cases[6:], target[6:], targets="bits")
    trial = run(SupportVectorMachine(kernel="linear"), asked, starts=1)
    scores = trial.model.respond(trial.history.end, cases[6:])[..., 0]
    assert trial.test_accuracy == ((scores > 0) == (target[6:] > 0)).all(axis=1).mean()


def test_what_cannot_do_one_bit_cannot_do_them_all() -> None:
    both = from_truth_table("and, xor", XOR.X, np.column_stack([AND.truth, XOR.truth]))
    expected = run("svm:kernel=linear", both).expectation
    assert expected.verdict is Verdict.CANNOT
    assert expected.reason.startswith("bit 2: ")
    alone = from_truth_table("and, or", XOR.X, np.column_stack([AND.truth, OR.truth]))
    assert run("svm:kernel=linear", alone).expectation.verdict is Verdict.OPEN


@pytest.mark.parametrize("name", names())
def test_a_model_takes_what_it_says_and_yes_or_no_in_any_case(name: str) -> None:
    model, three = load(name)(), np.ones((4, 3))
    assert takes(model, three, "classes") == bool(model.multi_class)
    assert takes(model, three, "bits") == bool(model.multi_label)
    assert takes(model, three[:, 0], "classes")
