"""Records: what `train` keeps besides mistakes and loss, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import copy
from typing import Any, NamedTuple

import numpy as np
import pytest

from neurohistory import AND, XOR, HistoricalClassifier, compare, run, train
from neurohistory.contract import ContractError, DivergenceError
from neurohistory.models.adaline import Adaline
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.models.logistic_unit import LogisticUnit
from neurohistory.models.perceptron import Perceptron
from neurohistory.report.rows import comparison_values, history_rows
from neurohistory.report.text import json_text


def norm(model: Any, state: Any, X: Any, target: Any) -> Any:
    return np.linalg.norm(state.weights, axis=0)


def test_a_record_is_asked_at_the_start_and_after_every_epoch() -> None:
    history = train(Perceptron(), AND.X, AND.target, n_starts=5, rng=0, record={"norm": norm})
    assert history.records["norm"].shape == (history.n_epochs + 1, 5)
    by_hand = [np.linalg.norm(state.weights, axis=0) for state in history.states]
    assert (history.records["norm"] == by_hand).all()


def test_a_record_sees_the_model_and_the_examples() -> None:
    def gradient(model: Any, state: Any, X: Any, target: Any) -> Any:
        """The derivative of the squared error by the bias: the mean of the errors, halved by hand."""
        assert isinstance(model, Adaline)
        return (target[:, None] - model.respond(state, X)).mean(axis=0)

    history = train(Adaline(), AND.X, AND.target, n_starts=2, rng=0, record={"gradient": gradient})
    last = AND.target[:, None] - Adaline().respond(history.end, AND.X)
    assert history.records["gradient"][-1] == pytest.approx(last.mean(axis=0))


def test_mistakes_are_kept_in_few_bytes_and_counted_in_whole_numbers_of_eight() -> None:
    history = train(LogisticUnit(), AND.X, AND.target, n_starts=2, rng=0)
    assert history.records["mistakes"].dtype == np.uint8
    assert (history.mistakes - 4).min() == -4
    assert not history.mistakes.flags.writeable
    many = np.tile(AND.X, (65, 1)), np.tile(AND.target, 65)  # 260 examples
    assert train(LogisticUnit(max_epochs=1), *many, rng=0).records["mistakes"].dtype == np.uint16


def test_the_loss_is_left_out_if_nobody_wants_it() -> None:
    with_loss = train(LogisticUnit(), AND.X, AND.target, n_starts=2, rng=0)
    without = train(LogisticUnit(), AND.X, AND.target, n_starts=2, rng=0, loss=False)
    assert without.records.keys() == {"mistakes"}
    assert without.loss is None
    assert without.mistakes.tolist() == with_loss.mistakes.tolist()


def test_mistakes_and_loss_are_records_like_others() -> None:
    history = train(LogisticUnit(), AND.X, AND.target, n_starts=2, rng=0)
    assert history.records.keys() == {"mistakes", "loss"}
    assert history.records["mistakes"].tolist() == history.mistakes.tolist()
    assert history.records["loss"] is history.loss
    assert train(Perceptron(), AND.X, AND.target, rng=0).records.keys() == {"mistakes"}


def test_recording_changes_nothing_else() -> None:
    plain = train(Perceptron(), XOR.X, XOR.target, n_starts=3, rng=0)
    recorded = train(Perceptron(), XOR.X, XOR.target, n_starts=3, rng=0, record={"norm": norm})
    assert (plain.mistakes == recorded.mistakes).all()
    assert (plain.end.weights == recorded.end.weights).all()


def test_a_record_is_kept_where_states_are_not() -> None:
    history = train(
        Perceptron(), XOR.X, XOR.target, n_starts=3, rng=0, keep_states=False, record={"norm": norm}
    )
    assert len(history.states) == 2
    assert len(history.records["norm"]) == history.n_epochs + 1


def test_a_record_is_a_copy_that_cannot_be_changed() -> None:
    given = np.zeros(2)

    def count(model: Any, state: Any, X: Any, target: Any) -> Any:
        given[:] += 1
        return given

    counted = train(Perceptron(max_epochs=3), XOR.X, XOR.target, n_starts=2, record={"count": count})
    assert counted.records["count"].tolist() == [[1, 1], [2, 2], [3, 3], [4, 4]]
    assert not counted.records["count"].flags.writeable


def test_a_record_may_be_nan_or_infinite() -> None:
    ratio = train(
        Perceptron(), AND.X, AND.target, record={"ratio": lambda *given: np.array([np.nan])}
    ).records["ratio"]
    assert np.isnan(ratio).all()


def test_a_list_and_a_truth_for_each_start_will_do() -> None:
    history = train(
        Perceptron(max_epochs=1), AND.X, AND.target, n_starts=2,
        record={"list": lambda *given: [1, 2], "truth": lambda *given: [True, False]},
    )  # fmt: skip
    assert history.records["list"].tolist() == [[1, 2], [1, 2]]
    assert history.records["truth"].dtype == bool


@pytest.mark.parametrize("taken", ["mistakes", "loss"])
def test_a_name_that_is_taken_is_refused(taken: str) -> None:
    with pytest.raises(ValueError, match=f"record '{taken}' has a name that is taken"):
        train(Perceptron(), AND.X, AND.target, record={taken: norm})


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (norm, "record must be functions by name, such as {'norm': f}, not <function norm"),
        ({1: norm}, "record must have texts as names, not 1"),
        ({"norm": "weights"}, "record 'norm' must be a function of model, state, X and target, not 'w"),
    ],
)
def test_what_is_no_dict_of_functions_is_refused(given: Any, complaint: str) -> None:
    with pytest.raises(TypeError, match=complaint):
        train(Perceptron(), AND.X, AND.target, record=given)


@pytest.mark.parametrize(
    ("gives", "complaint"),
    [
        (lambda state: state.weights, r"record 'it' gives shape \(2, 3\) where \(3,\) is due"),
        (lambda state: 0.0, r"record 'it' gives shape \(\) where \(3,\) is due"),
        (lambda state: None, "record 'it' gives None; it must give a number for each start"),
        (lambda state: ["a", "b", "c"], r"record 'it' gives \['a', 'b', 'c'\]"),
        (lambda state: [[1], [1, 2], []], r"record 'it' gives \[\[1\], \[1, 2\], \[\]\]"),
        (lambda state: np.array([1j, 1, 1]), "record 'it' gives array"),
    ],
)
def test_what_is_not_one_number_for_each_start_is_refused(gives: Any, complaint: str) -> None:
    def it(model: Any, state: Any, X: Any, target: Any) -> Any:
        return gives(state)

    with pytest.raises(ValueError, match=complaint):
        train(Perceptron(), AND.X, AND.target, n_starts=3, rng=0, record={"it": it})


def test_a_record_that_writes_into_the_state_is_named() -> None:
    def spoil(model: Any, state: Any, X: Any, target: Any) -> Any:
        state.weights[:] = 0
        return state.bias

    with pytest.raises(ContractError, match="record 'spoil' writes into an array that is not its own"):
        train(Perceptron(), AND.X, AND.target, record={"spoil": spoil})


def test_a_masked_record_is_refused() -> None:
    def hidden(model: Any, state: Any, X: Any, target: Any) -> Any:
        return np.ma.masked_array([1.0], [True])

    with pytest.raises(TypeError, match="what record 'hidden' gives is masked in places"):
        train(Perceptron(), AND.X, AND.target, record={"hidden": hidden})


def test_what_a_record_raises_is_seen() -> None:
    def fails(model: Any, state: Any, X: Any, target: Any) -> Any:
        return state.wieghts

    with pytest.raises(AttributeError, match="wieghts") as told:
        train(Perceptron(), AND.X, AND.target, record={"norm": norm, "fails": fails})
    assert told.value.__notes__ == ["in record 'fails'"]
    (failure,) = compare("perceptron", "AND", starts=2, record={"fails": fails}).failures
    assert failure.reason.endswith("(in record 'fails')")


def test_run_and_compare_record_too() -> None:
    trial = run("perceptron", "AND", starts=4, record={"norm": norm})
    assert trial.history.records["norm"].shape == trial.history.mistakes.shape
    found = compare(["perceptron", "adaline"], ["AND", "OR"], starts=2, record={"norm": norm})
    assert [trial.history.records["norm"].shape[1] for trial in found.trials] == [2] * 4
    with pytest.raises(ValueError, match="record 'loss' has a name that is taken"):
        compare("perceptron", "AND", record={"loss": norm})


def test_what_was_recorded_stands_in_json_and_in_rows() -> None:
    found = compare("perceptron", "AND", starts=2, record={"norm": norm})
    history = found.trials[0].history
    (trial,) = json.loads(json_text(comparison_values(found)))["trials"]
    assert trial["records"] == {"norm": history.records["norm"].tolist()}
    plain = json.loads(json_text(comparison_values(compare("perceptron", "AND", starts=2))))
    assert "records" not in plain["trials"][0]
    rows = history_rows(history)
    assert len(rows) == 2 * (history.n_epochs + 1)
    assert rows[3] == {
        "epoch": 1,
        "start": 1,
        "mistakes": history.mistakes[1, 1],
        "norm": history.records["norm"][1, 1],
    }


class Weights(NamedTuple):
    weights: Any  # (feature, start)


class Climbs(HistoricalClassifier[Weights]):
    """Climbs by one a weight and epoch; its loss may be scaled for each start."""

    max_epochs: int = 150

    def start(self, X: Any, target: Any, n_starts: int, rng: Any) -> Weights:
        return Weights(np.tile(np.arange(1.0, n_starts + 1), (X.shape[1], 1)))

    def learn(self, state: Weights, X: Any, target: Any, rng: Any) -> Iterator[Weights]:
        for _ in range(self.max_epochs):
            state = Weights(state.weights + 1)
            yield state

    def respond(self, state: Weights, X: Any) -> Any:
        return X @ state.weights

    def loss(self, scores: Any, target: Any) -> Any:
        return self.measure(scores[-1]) if self.scale is None else self.scale * scores[-1]

    def of_starts(self, numbers: Any) -> Any:
        some = copy(self)
        some.scale = None if self.scale is None else self.scale[numbers]
        return some

    measure: Any = staticmethod(lambda score: score)
    scale: Any = None
    card = Perceptron.card


def test_the_loss_of_each_epoch_is_that_of_its_own_scores() -> None:
    X = np.random.default_rng(0).standard_normal((500, 3))
    target = np.where(X[:, 0] > 0, 1.0, -1.0)
    models: tuple[Any, ...] = (
        Adaline(max_epochs=70, learning_rate=1e-4),
        MultilayerPerceptron(max_epochs=70),
    )
    for model in models:
        history = train(model, X, target, rng=0)
        alone = [model.loss(model.respond(state, X), target) for state in history.states]
        assert np.array_equal(history.records["loss"], alone), "in the last bit too"


def test_a_loss_that_is_a_view_of_its_scores_is_kept() -> None:
    model = Climbs()
    history = train(model, XOR.X, XOR.target, n_starts=1)
    assert history.records["loss"][:, 0].tolist() == [2.0 * (epoch + 1) for epoch in range(151)]


def test_a_parameter_may_have_a_number_for_each_start() -> None:
    model = Climbs()
    model.scale = np.array([1.0, 10.0, 100.0])
    history = train(model, XOR.X, XOR.target, n_starts=3)
    assert history.records["loss"][100].tolist() == [202.0, 2040.0, 20600.0]


def test_a_loss_that_has_run_away_is_told_rather_than_what_a_record_made_of_it() -> None:
    def fails(model: Any, state: Any, X: Any, target: Any) -> Any:
        if state.weights[0, 0] > 20:
            raise ValueError("far too large")
        return state.weights[0]

    model = Climbs()
    model.measure = lambda score: np.where(score > 40, np.inf, 1.0)
    with pytest.raises(DivergenceError, match="diverged in epoch 20: the cost is inf"):
        train(model, XOR.X, XOR.target, record={"size": fails})


def test_a_model_of_some_starts_that_is_none_is_named() -> None:
    model = Climbs()
    model.of_starts = lambda numbers: None  # type: ignore[method-assign]
    with pytest.raises(ContractError, match=r"Climbs\.of_starts gives None; it must give another"):
        train(model, XOR.X, XOR.target)
