"""Weights on hardware: in steps, clipped, noisy, drifting; every taught machine takes it."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import cross_val_score

from neurohistory import AND, XOR, HistoricalClassifier, Study, catalog, run, study, trace, train
from neurohistory.catalog import ModelError, make
from neurohistory.hardware import PARTS, OnHardware, get_part
from neurohistory.outcomes import outcomes
from neurohistory.states import arrays_of
from neurohistory.studies.descriptions import described
from neurohistory.studies.table import study_rows

TAUGHT = [name for name, model in catalog.timeline().models.items() if model.taught]
ORDERED = [name for name in TAUGHT if make(name).order is not None]


@pytest.fixture
def hebb(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[HistoricalClassifier[Any]]]:
    """A stranger's model, which is installed nowhere."""
    example = Path(__file__).parents[1] / "docs" / "plugin-example"
    monkeypatch.syspath_prepend(str(example))
    import neurohistory_hebb  # type: ignore[import-not-found]

    yield neurohistory_hebb.HebbianUnit
    sys.modules.pop("neurohistory_hebb", None)


def bytes_of(state: Any) -> dict[str, bytes]:
    return {name: array.tobytes() for name, array in arrays_of(state).items()}


def floats(held: OnHardware, state: Any) -> Iterator[np.ndarray]:
    for array in arrays_of(state, held.weight_fields).values():
        if np.issubdtype(array.dtype, np.floating):
            yield array


def shortened(name: str) -> HistoricalClassifier[Any]:
    """The model, which stops after 20 epochs if it learns by epochs."""
    model = make(name)
    return model.set_params(max_epochs=20) if "max_epochs" in model.get_params() else model


# What it does to each machine ---------------------------------------------------------------------


@pytest.mark.parametrize("name", TAUGHT)
def test_hardware_that_does_nothing_gives_the_same_bytes(name: str) -> None:
    plain, held = (
        train(model, XOR.X, XOR.target, n_starts=5, rng=3)
        for model in (make(name), OnHardware(make(name)))
    )
    assert bytes_of(held.end) == bytes_of(plain.end)
    assert (held.mistakes == plain.mistakes).all()


@pytest.mark.parametrize("name", TAUGHT)
def test_very_fine_steps_lead_where_exact_weights_lead(name: str) -> None:
    plain, held = (
        train(model, AND.X, AND.target, n_starts=3, rng=3)
        for model in (make(name), OnHardware(make(name), step=2.0**-44))
    )
    for exact, fine in zip(floats(make(name), plain.end), floats(make(name), held.end), strict=True):
        assert fine == pytest.approx(exact, abs=1e-6)
    assert (held.mistakes[-1] == plain.mistakes[-1]).all()


@pytest.mark.parametrize("name", TAUGHT)
def test_weights_lie_on_positions_within_the_limit(name: str) -> None:
    held = OnHardware(make(name), step=0.25, limit=1.1, noise=0.3)
    for state in train(held, AND.X, AND.target, n_starts=4, rng=0).states:
        for weights in floats(held, state):
            assert np.abs(weights).max() <= 1.0  # the last position within 1.1
            assert (weights * 4 == np.rint(weights * 4)).all()


@pytest.mark.parametrize("name", TAUGHT)
def test_the_same_seed_gives_the_same_run(name: str) -> None:
    # With drift no run ends by itself; chance has its part from the first epoch on.
    held = OnHardware(shortened(name), limit=3.0, noise=0.1, drift=0.05)
    one, again, other = (train(held, AND.X, AND.target, n_starts=4, rng=seed) for seed in (1, 1, 2))
    assert bytes_of(one.end) == bytes_of(again.end)
    if any(array.size for array in floats(held, one.end)):
        assert bytes_of(one.end) != bytes_of(other.end)


@pytest.mark.parametrize("name", ORDERED)
def test_a_rule_that_learns_example_by_example_is_set_after_each(name: str) -> None:
    held = OnHardware(make(f"{name}:order=cyclic"), step=0.25, limit=2.0)
    for presentation in trace(held, AND.X, AND.target, rng=0):
        after = np.array([*presentation.after.values()])
        assert (after * 4 == np.rint(after * 4)).all()
    epochs = train(held, AND.X, AND.target, n_starts=1, rng=0)
    assert held.named_weights(epochs.end) == presentation.after


def test_a_strangers_machine_takes_it(hebb: type[HistoricalClassifier[Any]]) -> None:
    plain = train(hebb(), AND.X, AND.target, n_starts=2, rng=0)
    same = train(OnHardware(hebb()), AND.X, AND.target, n_starts=2, rng=0)
    held = OnHardware(hebb(), step=0.5, limit=1.0)
    coarse = train(held, AND.X, AND.target, n_starts=2, rng=0)
    assert bytes_of(plain.end) == bytes_of(same.end)
    for weights in floats(held, coarse.end):
        assert set(np.abs(weights).ravel().tolist()) <= {0.0, 0.5, 1.0}


# By hand ------------------------------------------------------------------------------------------


def test_a_step_that_is_too_small_for_the_knob_is_lost() -> None:
    # ADALINE from zero on one pattern (1, 1), target 1: 2 mu e = 0.1 / 3 for each weight.
    X, target = np.array([[1.0, 1.0]]), np.array([1.0])
    unit = make("adaline:order=cyclic,initial_scale=0,max_epochs=1")
    exact = train(unit, X, target).end.weights[0, 0]
    assert exact == pytest.approx(0.1 / 3)
    fine = train(OnHardware(unit, step=0.06), X, target).end.weights[0, 0]
    assert fine == pytest.approx(0.06)  # 0.033 is nearer to 0.06 than to 0
    assert train(OnHardware(unit, step=0.07), X, target).end.weights[0, 0] == 0


def test_what_was_not_moved_is_set_without_an_error() -> None:
    # The perceptron answers AND rightly from here, so that no weight is moved.
    right = {"bias": -1.5, "weights": [1.0, 1.0]}
    held = OnHardware(make("perceptron:max_epochs=3"), noise=0.5)
    history = train(held, AND.X, AND.target, initial=right, rng=0)
    assert held.named_weights(history.end) == {"bias": -1.5, "weights[0]": 1.0, "weights[1]": 1.0}


def test_drift_grows_as_the_root_of_the_epochs() -> None:
    right = {"bias": -150.0, "weights": [100.0, 100.0]}
    held = OnHardware(make("perceptron:max_epochs=100"), drift=0.1)
    end = train(held, AND.X, AND.target, n_starts=2000, initial=right, rng=0).end
    assert end.weights.std() == pytest.approx(0.1 * 10, rel=0.05)


@pytest.mark.parametrize("bits", [2, 4, 8])
def test_bits_are_positions_with_one_of_them_at_the_limit(bits: int) -> None:
    held = OnHardware(make("adaline"), bits=bits, limit=1.5)
    first = train(held, AND.X, AND.target, n_starts=2000, rng=0).states[0].weights
    assert len(np.unique(first)) == 2**bits - 1
    assert first.max() == pytest.approx(1.5)


# Where it can be used -----------------------------------------------------------------------------


def test_a_line_of_text_makes_it() -> None:
    held = make("adaline:learning_rate=0.2@few_bits,noise=0.1")
    assert held.get_params(deep=False) | {"model": None} == {
        "model": None, "step": 0.0, "limit": 2.0, "bits": 6, "noise": 0.1, "drift": 0.0,
        "random_state": None,
    }  # fmt: skip
    assert held.model.learning_rate == 0.2
    trial = run("adaline@step=0.5,limit=1", "AND", starts=50)
    assert trial.label == "adaline@step=0.5,limit=1"
    assert trial.success_rate < 1


def test_a_study_takes_its_settings_and_those_of_the_machine_inside() -> None:
    found = study(
        "adaline@limit=2", "AND", grid={"step": [0.0, 0.5], "model__learning_rate": [0.1, 0.2]},
        starts=100,
    )  # fmt: skip
    rates = [row["success_rate"] for row in study_rows(found)]
    assert len(rates) == 4
    assert min(rates[:2]) > max(rates[2:])


def test_a_study_remembers_the_package_of_the_machine_inside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "pytest" not in described(Study("adaline@knobs", "AND"))["versions"]
    monkeypatch.setattr(type(make("adaline")), "__module__", "pytest.stranger")
    assert "pytest" in described(Study("adaline@knobs", "AND"))["versions"]


def test_parameters_of_numpy_are_read_as_pythons() -> None:
    # 255 epochs are as many as 8 bits have room for.
    many = make("perceptron").set_params(max_epochs=np.uint8(255))
    held = OnHardware(many).set_params(drift=np.float32(0.5))
    assert train(held, AND.X, AND.target, rng=0).n_epochs == 255


def test_it_can_be_sent_to_another_process() -> None:
    held = pickle.loads(pickle.dumps(OnHardware(make("adaline"), step=0.1)))
    assert repr(held) == repr(OnHardware(make("adaline"), step=0.1))


def test_scikit_learn_takes_it() -> None:
    held = clone(OnHardware(make("backprop:hidden_layer_sizes=(4,)"), bits=8, limit=8, random_state=0))
    rng = np.random.default_rng(0)
    X = rng.normal(size=(120, 2))
    y = np.digitize(X.sum(axis=1), [-0.7, 0.7])
    assert cross_val_score(held, X, y, cv=3).mean() > 0.7
    assert list(held.fit(X, y).classes_) == [0, 1, 2]
    assert not hasattr(OnHardware(make("svm")), "predict_proba")
    unit = OnHardware(make("logistic_unit"), step=0.1).fit(AND.X, AND.y)
    assert unit.predict_proba(AND.X).sum(axis=1) == pytest.approx(1)


def test_starts_that_are_done_are_set_aside() -> None:
    held = OnHardware(make("backprop:max_epochs=300"), step=2.0**-12)
    one, other = (
        outcomes(held, XOR.X, XOR.target, n_starts=200, rng=0, set_aside=aside)
        for aside in (True, False)
    )
    assert (one.epochs == other.epochs).all()


def test_theory_that_proves_an_impossibility_holds_on_hardware() -> None:
    assert run("perceptron@knobs", "XOR", starts=10).expectation.verdict.value == "cannot"
    assert run("perceptron@knobs", "AND", starts=10).expectation.reason.startswith("for exact weights")


# What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"step": -0.1}, "step of OnHardware must be a number of at least 0, not -0.1"),
        ({"limit": 0}, "limit of OnHardware must be"),
        ({"noise": float("nan")}, "noise of OnHardware must be"),
        ({"drift": "much"}, "drift of OnHardware must be"),
        ({"bits": 1, "limit": 1}, "bits of OnHardware must be"),
        ({"bits": 4}, "give a finite limit and no step"),
        ({"bits": 4, "limit": 1, "step": 0.1}, "give a finite limit and no step"),
        ({"step": 2, "limit": 1}, "lower step"),
    ],
)
def test_settings_that_make_no_sense_are_named(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        train(OnHardware(make("adaline"), **settings), AND.X, AND.target)


def test_a_machine_is_needed_and_has_to_be_taught() -> None:
    with pytest.raises(ValueError, match="model of OnHardware is None; give the machine"):
        train(OnHardware(), AND.X, AND.target)
    with pytest.raises(ValueError, match="no teacher"):
        make("rbm@knobs")
    with pytest.raises(ValueError, match="model of OnHardware: learning_rate of Adaline must be"):
        train(OnHardware(make("adaline").set_params(learning_rate=-1)), AND.X, AND.target)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("adaline@knob", "no hardware is called 'knob'; did you mean 'knobs'"),
        ("adaline@stepp=0.1", "hardware has no parameter 'stepp'; did you mean 'step'"),
        ("adaline@model=svm", "hardware has no parameter 'model'"),
        ("adaline@step=", "write a part or settings"),
        ("adaline@knobs@knobs", "no hardware is called"),
        ("adaline@step=0.1,random_state=3", "give --seed 3"),
    ],
)
def test_text_that_cannot_be_read_is_refused(text: str, said: str) -> None:
    with pytest.raises((ModelError, ValueError), match=said):
        make(text)


@pytest.mark.parametrize("name", PARTS)
def test_every_part_holds_an_adaline(name: str) -> None:
    assert get_part(name)
    assert run(f"adaline@{name}", "AND", starts=20).success_rate > 0
