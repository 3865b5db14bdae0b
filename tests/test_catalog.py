"""The catalog: what is installed, what is broken and why, and models from one line of text."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

import neurohistory
from neurohistory import catalog
from neurohistory.catalog import ModelError, load, make, names, timeline
from neurohistory.models.perceptron import Perceptron
from neurohistory.process.entry_points import package_of

MODELS = Path(neurohistory.__file__).parent / "models"
OURS = [
    name
    for name, model in timeline().models.items()
    if model.__module__.startswith("neurohistory.models.")
]


class Package:
    """As much of a distribution as an entry point shows."""

    def __init__(self, name: str) -> None:
        self.name = name


class Door(EntryPoint):
    """An entry point whose object and package are given."""

    def __new__(cls, name: str, found: object, package: str = "stranger", value: str = "") -> Door:
        return super().__new__(cls)

    def __init__(self, name: str, found: object, package: str = "stranger", value: str = "") -> None:
        super().__init__(name, value or f"{package}:{name}", catalog.GROUP)
        vars(self).update(found=found, dist=Package(package))

    def load(self) -> Any:
        found = vars(self)["found"]
        if isinstance(found, BaseException):
            raise found
        return found


class NotAModel:
    pass


class NoCard(Perceptron):
    card = None  # type: ignore[assignment]


class CannotBeMade(Perceptron):
    def __post_init__(self) -> None:
        raise RuntimeError("the tape is missing")


class Old(Perceptron):
    card = type(Perceptron.card)(**{**vars(Perceptron.card), "year": 1890, "title": "Old"})


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> list[EntryPoint]:
    """The entry points that the catalog sees: one sound model of ours, and what a test adds."""
    found: list[EntryPoint] = [Door("perceptron", Perceptron, "neurohistory")]
    monkeypatch.setattr(catalog, "brought", lambda group: [(package_of(door), door) for door in found])
    return found


def test_our_models_are_installed_in_the_order_of_their_years() -> None:
    found = timeline()
    files = {path.stem for path in MODELS.glob("[!_]*.py")}
    assert set(OURS) == files - {"deep_autoencoder"}  # which is no classifier
    years = [model.card.year for model in found.models.values()]
    assert years == sorted(years)
    assert found.left_out == []
    assert names() == sorted(found.models)


def test_a_strangers_model_takes_its_place_in_time(doors: list[EntryPoint]) -> None:
    doors.append(Door("old", Old))
    assert list(timeline().models) == ["old", "perceptron"]
    assert load("old") is Old


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (ModuleNotFoundError("No module named 'torch'"), "ModuleNotFoundError: No module named"),
        (SystemExit(3), "SystemExit: 3"),
        (NotAModel, "not a class derived from HistoricalClassifier"),
        (Perceptron(), "not a class derived from HistoricalClassifier"),
        (NoCard, "has no card; give it a neurohistory.Card"),
        (CannotBeMade, r"\(\) raised RuntimeError: the tape is missing"),
    ],
    ids=["no import", "exits", "no model", "an instance", "no card", "raises"],
)
def test_a_broken_plugin_is_reported_by_name_and_the_rest_goes_on(
    doors: list[EntryPoint], found: object, reason: str
) -> None:
    doors.append(Door("broken", found, "lab-tools"))
    seen = timeline()
    assert list(seen.models) == ["perceptron"]
    (problem,) = seen.left_out
    assert (problem.name, problem.package) == ("broken", "lab-tools")
    assert str(problem).startswith("model 'broken' of package lab-tools was left out: ")
    with pytest.raises(ModelError, match=f"'broken' of package lab-tools is broken: .*{reason}"):
        load("broken")


def test_a_reason_with_a_colon_is_reported_whole(doors: list[EntryPoint]) -> None:
    doors.append(Door("broken", ImportError("libfoo: cannot open: no such file")))
    (problem,) = timeline().left_out
    assert problem.reason.endswith("raised ImportError: libfoo: cannot open: no such file")


@pytest.mark.parametrize("first", [True, False])
def test_a_taken_name_stays_with_us_whichever_is_found_first(
    doors: list[EntryPoint], first: bool
) -> None:
    doors.insert(0 if first else 1, Door("perceptron", Old, "a-stranger"))
    seen = timeline()
    assert seen.models == {"perceptron": Perceptron}
    (problem,) = seen.left_out
    assert problem.package == "a-stranger"
    assert problem.reason == "the name is taken by package neurohistory; rename the entry point"


def test_the_same_entry_seen_twice_is_no_problem(doors: list[EntryPoint]) -> None:
    # An editable installation next to a built one shows its entry points twice.
    doors.append(Door("perceptron", Perceptron, "neurohistory"))
    assert timeline().left_out == []


def test_an_unknown_name_lists_the_known_ones_and_a_near_one() -> None:
    with pytest.raises(ModelError, match=r"did you mean 'perceptron'\? there are adaline, "):
        load("percepton")
    with pytest.raises(ModelError, match=r"no model is called 'zzz'; there are adaline, ") as raised:
        load("zzz")
    assert all(name in str(raised.value) for name in OURS)


@pytest.mark.parametrize(
    ("spec", "settings"),
    [
        ("svm", {}),
        ("svm:", {}),
        ("svm:kernel=poly,degree=3", {"kernel": "poly", "degree": 3}),
        ("svm: kernel = 'linear' , C = 0.5", {"kernel": "linear", "C": 0.5}),
        ("perceptron:fires_at_zero=False", {"fires_at_zero": False}),
        ("backprop:hidden_layer_sizes=(3,2),learning_rate=None", {"hidden_layer_sizes": (3, 2)}),
        ("adaline:learning_rate=1e-3,order=cyclic", {"learning_rate": 1e-3, "order": "cyclic"}),
        ("svm:kernel=sigmoid,coef0=-1", {"coef0": -1}),
        ("svm:C=inf", {"C": float("inf")}),
    ],
)
def test_a_model_is_made_from_one_line_of_text(spec: str, settings: dict[str, object]) -> None:
    model = make(spec)
    assert type(model) is load(spec.split(":")[0])
    assert {name: model.get_params()[name] for name in settings} == settings


def test_by_hand_starts_from_the_card_and_the_text_has_the_last_word() -> None:
    assert make("perceptron", by_hand=True).get_params()["order"] == "cyclic"
    model = make("perceptron:order=shuffled", by_hand=True)
    assert model.get_params()["order"] == "shuffled"
    assert model.get_params()["initial_scale"] == 0


@pytest.mark.parametrize(
    ("spec", "complaint"),
    [
        ("nothing", "no model is called 'nothing'"),
        (
            "perceptron:random_state=3",
            "random_state=3 is not used here: a run draws from its seed; give --seed 3, or seed=3",
        ),
        ("svm:colour=red", "svm has no parameter 'colour'; it has C, coef0, degree, gamma, kernel"),
        ("mcculloch_pitts:order=cyclic", "it has none"),
        ("svm:poly", "cannot read 'poly' in 'svm:poly'; write parameters as name=value,name=value"),
        ("svm:kernel=", "cannot read"),
        ("svm:C=1 + 1j * 2,", "cannot read"),
        ("svm:C=__import__('os')", "cannot read"),
        ("svm:**{'C': 1}", "cannot read"),
        ("svm:C=1) or f(C=2", "cannot read"),
        ("svm:C=1,C=2", "cannot read"),
        ("svm:C=1)(C=2", "cannot read"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_with_the_remedy(spec: str, complaint: str) -> None:
    with pytest.raises(ModelError, match=complaint.replace("(", r"\(").replace("*", r"\*")):
        make(spec)


@pytest.mark.parametrize(
    "spec",
    [
        "svm:C=-1",
        "svm:C=-inf",
        "svm:C=nan",
        "svm:kernel=cubic",
        "perceptron:max_epochs=0",
        "perceptron:learning_rate=inf",
        "perceptron:learning_rate=-inf",
        "perceptron:learning_rate=nan",
        "perceptron:learning_rate=-nan",
    ],
)
def test_a_value_out_of_range_is_refused_at_once(spec: str) -> None:
    parameter, value = spec.split(":")[1].replace("-nan", "nan").split("=")
    with pytest.raises(ValueError, match=f"{parameter}.*{value}"):
        make(spec)
