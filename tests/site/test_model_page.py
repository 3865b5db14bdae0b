"""A model's page by its kind: what is shown of it, and nothing that it does not do."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory import AND, XOR, catalog, load, run
from neurohistory.card import KINDS, card_of
from neurohistory.site.kinds.measured import Measured
from neurohistory.site.kinds.pages import PAGES, kind_of
from neurohistory.site.kinds.wires import layers_of
from neurohistory.site.model_page import _about_trials, _trials_table
from neurohistory.theory.single_cell import wirings_by_mistakes
from neurohistory.trial import Trial


def measured(name: str, studies: list[Trial], variants: list[Trial]) -> Measured:
    return Measured(name, load(name).card, studies, studies, variants)


def test_every_kind_has_a_page_and_a_model() -> None:
    assert list(PAGES) == list(KINDS)
    assert {kind_of(load(name)) for name in catalog.names()} == set(KINDS)


@pytest.mark.parametrize(
    ("without", "kind"),
    [("perceptron", "corrected by mistakes"), ("adaline", "descending"), ("svm", "one answer")],
)
def test_the_kind_of_a_model_that_tells_none_is_that_of_its_rule(without: str, kind: str) -> None:
    class Stranger(load(without)):  # type: ignore[misc]
        card = replace(load(without).card, kind="")

    assert kind_of(Stranger) == kind


def test_an_unknown_kind_is_refused_with_the_kinds_that_there_are() -> None:
    class Stranger(load("perceptron")):  # type: ignore[misc]
        card = replace(load("perceptron").card, kind="wierd")

    with pytest.raises(ValueError, match=r"is 'wierd'; make it 'wired', .* or 'coding'; did you mean"):
        card_of(Stranger)


@pytest.mark.parametrize("name", catalog.names())
def test_every_symbol_of_a_formula_is_explained(name: str) -> None:
    card = load(name).card
    told = "".join(re.findall(r"\$(.+?)\$", card.symbols))
    rule = re.sub(r"\\(text|mathrm|begin|end)\{[^}]*\}", "", card.rule_tex)
    known = {"T", "e"}  # transposed, and Euler's number
    for letter in set(re.findall(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])", rule)) - known:
        assert letter in told or letter in "ij", letter  # an index needs no words


@pytest.mark.parametrize(("name", "told"), [("perceptron", False), ("rbm", True)])
def test_intervals_are_told_of_where_there_is_one(name: str, told: bool) -> None:
    trials = [run(name, gate, starts=5) for gate in (AND, XOR)]
    assert any(not trial.proved for trial in trials) is told
    assert ("interval" in _about_trials(measured(name, trials, []))) is told


def test_other_settings_stand_there_once_with_how_certain_they_are() -> None:
    variant = run(load("svm")(kernel="linear"), XOR, starts=5, label="svm, linear kernel")
    text = _trials_table(measured("svm", [run("svm", XOR, starts=5)], [variant]))
    header, _, first, second = text.splitlines()
    assert header == "| settings | problem | theory | measured | certainty | agrees |"
    assert first.startswith("| default | XOR |")
    assert second.startswith("| linear kernel | XOR |")
    assert "proved" in second


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("perceptron", [(3, 1)]),
        ("madaline_ii", [(3, 2), (3, 1)]),
        ("backprop", [(3, 2), (3, 1)]),
        ("svm", None),
        ("mark_i", None),
    ],
)
def test_weights_are_a_network_by_their_names(name: str, shapes: Any) -> None:
    trial = run(catalog.make(name, by_hand=True), AND, starts=1)
    weights = trial.model.named_weights(trial.history.end)
    layers = layers_of(weights)
    if layers is None:
        assert shapes is None
    else:
        assert [layer.shape for layer in layers] == shapes
        assert sorted(weights.values()) == sorted(v for layer in layers for v in layer.ravel())


def test_all_wirings_are_counted_and_the_best_of_them_is_taken() -> None:
    counts = wirings_by_mistakes(XOR.X > 0, XOR.truth)
    taken = run("mcculloch_pitts", XOR, starts=1).history.mistakes[-1, 0]
    assert counts[taken] > 0
    assert not any(counts[:taken])
