"""What changed from one atom to the next, as the page of the atoms shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from neurohistory.site.asked import asked_by
from neurohistory.site.briefs import brief_of
from neurohistory.site.changes import changes, difference, pairs_in, with_changes
from neurohistory.site.page import Page
from neurohistory.site.trials import studies
from neurohistory.work import Failed

ROOT = Path(__file__).parents[2]
ATOMS = ROOT / "gallery" / "atoms"


def test_from_the_perceptron_to_adaline_the_error_moves_from_the_answer_to_the_sum() -> None:
    briefs = [brief_of(name, studies(name)) for name in ("perceptron", "adaline")]
    page = changes(ATOMS / "1958_perceptron.py", ATOMS / "1960_adaline.py", *briefs)
    assert isinstance(page, Page)
    assert "\n-            error = t - answer(b, w, x)\n" in page.markdown
    assert "\n+            error = t - net(b, w, x)\n" in page.markdown
    assert "def net" not in page.markdown  # it stayed
    (figure,) = (name for name in page.files if name.endswith(".svg"))
    assert f"]({figure})" in page.markdown
    assert "**On XOR Perceptron ends at" in page.markdown
    assert "means of 200 starts." in page.markdown


def test_what_ran_once_is_no_mean() -> None:
    briefs = [brief_of(name, studies(name)) for name in ("mcculloch_pitts", "perceptron")]
    page = changes(ATOMS / "1943_mcculloch_pitts.py", ATOMS / "1958_perceptron.py", *briefs)
    assert isinstance(page, Page)
    assert "one run of the McCulloch-Pitts neuron, in which nothing is random" in page.markdown


def test_every_atom_but_the_first_is_held_against_an_earlier_one() -> None:
    pairs = [pair.split() for pair in pairs_in((ROOT / "docs" / "atoms.md").read_text("utf-8"))]
    first, *others = sorted(path.stem for path in ATOMS.glob("*.py"))
    assert sorted(later for _, later in pairs) == others
    assert first in {earlier for earlier, _ in pairs}
    assert all(earlier[:4] <= later[:4] for earlier, later in pairs)


def test_a_mark_stands_for_what_was_made() -> None:
    page = "before\n\n<!-- changes: a b -->\n\nafter"
    assert with_changes(page, {"a b": "-x"}) == "before\n\n-x\n\nafter"
    assert difference("a\nb\n", "a\nb\n") == []


def test_an_atom_that_is_not_there_is_named() -> None:
    texts = {"atoms.md": "<!-- changes: 1958_perceptron 1959_x -->"}
    with pytest.raises(PluginError, match=r"there is no .*1959_x\.py; the folder has .*1958_perceptron"):
        asked_by(texts, [], {}, [], ATOMS)


def test_no_curves_are_drawn_of_a_model_that_fell() -> None:
    fell = Failed("it fell")
    assert changes(ATOMS / "1958_perceptron.py", ATOMS / "1960_adaline.py", fell, fell) == fell


def test_the_curves_are_those_of_the_models() -> None:
    mistakes = brief_of("perceptron", studies("perceptron")).mistakes
    on_and, on_xor = mistakes["AND"], mistakes["XOR"]
    assert not isinstance(on_and, Failed)
    assert not isinstance(on_xor, Failed)
    assert on_and[-1] == 0 < on_xor.min()
