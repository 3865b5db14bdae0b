"""Parts of a model's page that depend on what was measured."""

from __future__ import annotations

import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory import AND, XOR, load, run
from neurohistory.site.model_page import _add_success_rates
from neurohistory.site.page import Page
from neurohistory.trial import Trial


def shares(studies: list[Trial], variants: list[Trial]) -> str:
    page = Page()
    _add_success_rates(page, "model", studies, variants)
    return page.markdown


@pytest.mark.parametrize(("name", "told"), [("perceptron", False), ("rbm", True)])
def test_intervals_are_told_of_where_there_is_one(name: str, told: bool) -> None:
    trials = [run(name, gate, starts=5) for gate in (AND, XOR)]
    assert any(not trial.proved for trial in trials) is told
    assert ("interval" in shares(trials, []).splitlines()[2]) is told


def test_other_settings_stand_there_once_with_how_certain_they_are() -> None:
    label = "svm, linear kernel"
    variant = run(load("svm")(kernel="linear"), XOR, starts=5, label=label)
    text = shares([run("svm", XOR, starts=5)], [variant])
    header, _, *rows = text.split("\n\n")[1].splitlines()
    assert header == "| settings | problem | theory | measured | certainty | agrees |"
    assert len(rows) == 1
    assert rows[0].startswith(f"| {label} | XOR |")
    assert "proved" in rows[0]
