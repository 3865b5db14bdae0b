"""Plug-ins that cannot be shown in full: their pages say what can be shown, and why the rest cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory import AND, OR, XOR, Card, catalog, load, run
from neurohistory.site.model_page import model_page
from neurohistory.site.page import Page
from neurohistory.site.unmade import apology, unmade_model
from neurohistory.work import Failed

Perceptron: Any = load("perceptron")


class WithoutTrace(Perceptron):  # type: ignore[misc]
    """Learns and answers, and cannot be followed."""

    card: ClassVar[Card] = replace(Perceptron.card, title="A stranger's", by_hand={})

    def workings(self, state: Any, X: Any, target: Any) -> Any:
        raise ValueError("three inputs, please")


def test_a_plugin_without_a_trace_has_its_answers_and_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = catalog.load
    monkeypatch.setattr(catalog, "load", lambda name: WithoutTrace if name == "own" else known(name))
    trials = {gate.name: run(WithoutTrace, gate, starts=3, seed=0) for gate in (AND, OR, XOR)}
    page = model_page("own", {"": dict(trials)})
    assert isinstance(page, Page)
    (reason,) = page.left_out
    assert reason.endswith("three inputs, please")
    assert f"    {reason}\n" in page.markdown
    assert "own-regions" in page.markdown
    for heading in (
        "# A stranger's",
        "## AND, OR and XOR",
        "## Step by step",
        "## Parameters",
        "## Source",
    ):
        assert f"{heading}\n" in page.markdown


def test_a_model_that_cannot_be_run_on_the_gates_has_its_card_and_the_way_to_its_own_examples() -> None:
    text = unmade_model("own", Perceptron.card, "it takes three inputs, and AND has two\nmore")
    assert text.startswith(f"# {Perceptron.card.title}\n")
    assert apology("it takes three inputs, and AND has two") in text
    assert "more\n" not in text
    assert "two inputs" in text
    assert "$ neurohistory compare own --data FILE --target COLUMN" in text
    assert Perceptron.card.paper.markdown in text


def test_a_model_whose_trials_failed_has_no_page_of_its_own_making() -> None:
    assert model_page("perceptron", Failed("it fell")) == Failed("it fell")
