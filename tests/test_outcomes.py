"""Outcomes: what came of each start, whoever else is still learning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest

from neurohistory import AND, XOR, HistoricalClassifier, load, timeline, train
from neurohistory.contract import Model
from neurohistory.network.optimizers import Momentum
from neurohistory.network.patience import start_patience
from neurohistory.outcomes import CENSORED, DIVERGED, MOST_EPOCHS, Outcomes, _Board, outcomes

MODELS = timeline().models


def as_bytes(found: Outcomes) -> tuple[bytes, ...]:
    assert found.epochs.dtype == np.uint16
    assert found.loss.dtype == np.float32
    return found.epochs.tobytes(), found.loss.tobytes()


def few_epochs(name: str) -> HistoricalClassifier[Any]:
    model = MODELS[name]()
    return model.set_params(max_epochs=20) if "max_epochs" in model.get_params() else model


@pytest.mark.parametrize("name", MODELS)
def test_without_a_look_before_the_end_they_are_what_training_records(name: str) -> None:
    model, most = few_epochs(name), 10_000
    history = train(model, AND.X, AND.target, n_starts=5, rng=3, keep_states=False)
    found = outcomes(model, AND.X, AND.target, n_starts=5, rng=3, patience=most, look_every=most)
    expected = np.where(history.solved, history.epochs_to_solve, CENSORED)
    assert found.epochs.tolist() == expected.tolist()
    assert found.solved.tolist() == history.solved.tolist()
    if history.loss is None:
        assert np.isnan(found.loss).all()
    else:
        assert found.loss.tolist() == history.loss[-1].astype(np.float32).tolist()


SETTINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "back-propagation": ("backprop", {"max_epochs": 300}),
    "held out": ("backprop", {"max_epochs": 34, "validation_fraction": 0.25, "patience": 50}),
    "stopped by tolerance": ("backprop", {"max_epochs": 300, "tolerance": 0.05}),
    "counting its steps": ("backprop", {"max_epochs": 60, "optimizer": "adam", "learning_rate": 0.05}),
    "in batches": ("backprop", {"max_epochs": 60, "batch_size": 2}),
    "logistic unit": ("logistic_unit", {}),
    "cyclic": ("perceptron", {"order": "cyclic"}),
    "shuffled": ("perceptron", {}),
    "fine-tuned alone": ("pretrained_classifier", {"pretraining_epochs": 0, "batch_size": None}),
}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", SETTINGS)
def test_setting_aside_changes_no_byte(name: str, dtype: type[np.floating]) -> None:
    model, parameters = SETTINGS[name]
    problem = XOR if name == "back-propagation" else AND
    X, target = problem.X.astype(dtype), problem.target.astype(dtype)

    def found(set_aside: bool) -> Outcomes:
        asked = load(model)(**parameters)
        return outcomes(
            asked, X, target, n_starts=200, rng=1, patience=5, look_every=7, set_aside=set_aside
        )

    aside = found(True)
    assert aside.solved.any()
    assert as_bytes(aside) == as_bytes(found(False))


def test_settings_ride_side_by_side_and_each_is_as_if_it_were_alone() -> None:
    rates, n, epochs = (0.3, 0.5, 1.0), 128, 300
    X, target = XOR.X.astype(np.float32), XOR.target.astype(np.float32)
    each = np.repeat(np.array(rates, np.float32), n)
    together = load("backprop")(optimizer=Momentum(each, 0.9), max_epochs=epochs)  # type: ignore[arg-type]
    theta = np.tile(together.start(X, target, n, np.random.default_rng(0)).theta, len(rates))
    begin = together.start(X, target, each.size, np.random.default_rng(0))
    begin = begin._replace(theta=theta, patience=start_patience(theta))
    found = outcomes(together, X, target, n_starts=each.size, rng=0, initial=begin)
    for k, rate in enumerate(rates):
        alone = outcomes(
            load("backprop")(learning_rate=rate, max_epochs=epochs), X, target, n_starts=n, rng=0
        )
        own = slice(k * n, (k + 1) * n)
        assert as_bytes(alone) == as_bytes(Outcomes(found.epochs[own], found.loss[own]))
        assert 0 < alone.solved.sum() < n


class Counter(NamedTuple):
    weight: np.ndarray  # (start,)


class Falling(Model[Counter]):
    """Answers rightly once its weight has fallen below the start's number; who grows runs away."""

    max_epochs = 60
    draws_in = 0

    def start(self, X: Any, target: Any, n_starts: int, rng: np.random.Generator) -> Counter:
        return Counter(np.arange(n_starts, dtype=float))

    def learn(self, state: Counter, X: Any, target: Any, rng: np.random.Generator) -> Iterator[Counter]:
        weight = state.weight
        for epoch in range(1, self.max_epochs + 1):
            if self.draws_in and self.draws_in <= epoch:
                weight = weight - rng.integers(0, 2, weight.size)
            weight = np.where(weight < 0, weight * 1e3, weight - 1)
            yield Counter(weight)

    def respond(self, state: Counter, X: Any) -> np.ndarray:
        return np.tile(1.5 - np.abs(state.weight), (len(X), 1))


ALL_YES = np.ones((4, 2)), np.ones(4)


def test_epochs_are_counted_by_hand() -> None:
    """Start k is right in epochs k-1, k and k+1, where its weight is 1, 0 and -1; then it grows."""
    found = outcomes(Falling(), *ALL_YES, n_starts=6, patience=3, look_every=1)
    assert found.epochs.tolist() == [DIVERGED, 0, 1, 2, 3, 4]  # start 0 has but two epochs


def test_who_loses_it_between_two_looks_is_not_done_and_who_runs_away_leaves_the_others_alone() -> None:
    found = outcomes(Falling(), *ALL_YES, n_starts=6, patience=3, look_every=5)
    # Looked at after epoch 5, start 4 is right in epochs 3, 4 and 5; the others are past that or before.
    assert found.epochs.tolist() == [DIVERGED, DIVERGED, DIVERGED, DIVERGED, 3, DIVERGED]
    late = outcomes(Falling(), *ALL_YES, n_starts=61, patience=100)
    assert late.epochs[-3:].tolist() == [CENSORED, 58, 59]
    assert (late.epochs[:40] == DIVERGED).all()


@pytest.mark.parametrize(
    ("going", "lanes"), [(1, 64), (63, 64), (64, 64), (65, 128), (128, 128), (129, None), (192, None)]
)
def test_lanes_are_no_more_than_it_takes_in_sixty_fours(going: int, lanes: int | None) -> None:
    followed = _Board(192)
    followed.note(np.arange(192) >= going, np.zeros(192, dtype=bool), np.zeros(192))
    kept = followed.lanes(np.zeros(192, dtype=bool), set_aside=True)
    assert (None if kept is None else len(kept)) == lanes
    assert followed.going.sum() == going


def test_who_begins_to_draw_late_is_followed_again_from_its_start() -> None:
    model = Falling()
    model.draws_in = 40
    whole = outcomes(model, *ALL_YES, n_starts=200, rng=0, patience=3, look_every=3, set_aside=False)
    again = outcomes(model, *ALL_YES, n_starts=200, rng=0, patience=3, look_every=3)
    assert as_bytes(whole) == as_bytes(again)
    assert 20 < whole.solved.sum() < 100


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        ({"patience": 0}, "patience must be at least 1, not 0"),
        ({"look_every": 0}, "look_every must be at least 1, not 0"),
        ({"n_starts": 0}, "n_starts must be at least 1, not 0"),
    ],
)
def test_what_makes_no_sense_is_refused(refused: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        outcomes(load("logistic_unit")(), AND.X, AND.target, **refused)


def test_more_epochs_than_sixteen_bits_can_count_are_refused() -> None:
    unit = load("logistic_unit")(max_epochs=MOST_EPOCHS + 1)
    with pytest.raises(ValueError, match="65,534 epochs are more than the 65,533 of an outcome"):
        outcomes(unit, AND.X, AND.target)
