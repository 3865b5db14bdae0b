"""The papers' pages: every number with its verdict, the ledger as a table and files, the negatives."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from neurohistory.network.effort import Effort
from neurohistory.reproduction.bands import Verdict
from neurohistory.reproduction.claim import OldMachine, Reproduction
from neurohistory.reproduction.collection import Collection, collection, load
from neurohistory.reproduction.recorded import Record, recorded
from neurohistory.reproduction.running import Found
from neurohistory.site.page import Page
from neurohistory.site.papers import numbers
from neurohistory.site.papers.ledger import ledger
from neurohistory.site.papers.links import numbers_behind, title_of
from neurohistory.site.papers.negatives import negatives
from neurohistory.site.papers.page import paper_page
from neurohistory.site.papers.redrawn import REDRAWN
from neurohistory.work import Failed

NAME = "block_1970"
FOUND = {
    "comes_back": True,
    "largest": 2.0,
    "corrections": (0, 1, 10, 100),
    "squared_lengths": (0.0, 3.0, 5.0, 3.0),
}
WITHOUT_A_FIGURE: dict[str, str] = {}  # by paper, the reason


@pytest.fixture(autouse=True)
def nothing_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "recorded", lambda name: None)


def page(made: Page | Failed) -> Page:
    assert isinstance(made, Page)
    return made


def only(monkeypatch: pytest.MonkeyPatch, paper: Reproduction) -> None:
    monkeypatch.setattr(numbers, "collection", lambda: Collection({NAME: paper}, []))
    monkeypatch.setattr(numbers, "load", lambda name: paper)


def test_a_paper_says_in_its_title_whether_its_numbers_came_out() -> None:
    titles = [
        title_of(name, load(name))
        for name in ("cover_1965", "hopfield_1982", "ackley_1985", "hinton_2006_belief_nets")
    ]
    assert titles == [
        "1965 Cover [Re]",
        "1982 Hopfield [not Re]",
        "1985 Ackley et al. [not Re]",
        "2006 Hinton et al., belief nets [Re]",
    ]


def test_the_page_of_a_paper_has_every_number_and_how_to_repeat_it() -> None:
    text = page(paper_page(NAME, FOUND)).markdown
    assert text.startswith("# 1970 Block and Levin [Re]\n")
    assert "**2 claims: 2 reproduced.**" in text
    assert text.count("<details id=") == 2
    assert '<details id="xor-comes-back">' in text
    assert "neurohistory reproduce --claim block_1970.xor.largest --starts 50 --seed 0" in text


def found(effort: Effort) -> Found:
    findings = Found(FOUND)
    findings.effort = effort
    return findings


def test_an_entry_tells_what_the_run_cost() -> None:
    effort = Effort(40_000, 27_908, 203_724, 3)
    text = page(paper_page(NAME, found(effort))).markdown
    told = "40,000 presentations, 27,908 updates, 203,724 multiply-adds, 3 parameters"
    assert f"<dt>Cost of the run</dt><dd>{told}</dd>" in text
    assert "<dd>nothing learns</dd>" in page(paper_page(NAME, FOUND)).markdown


def test_an_estimate_for_a_machine_of_that_time_names_its_source(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = replace(load(NAME), machine=OldMachine("an abacus", 10.0, "a clerk"))
    only(monkeypatch, slow)
    text = page(paper_page(NAME, found(Effort(multiply_adds=8_640)))).markdown
    assert (
        "then about 24 hours on an abacus, by the multiply-adds alone: an estimate, after a clerk"
        in text
    )


def test_the_ledger_tells_the_dearest_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, load(NAME))
    text = page(ledger(found(Effort(4, 3, 5_000, 2)))).markdown
    assert "1 runs learn something, and take 5,000 multiply-adds together" in text
    assert "| block_1970.xor | 4 | 3 | 5,000 | 2 |" in text


def test_a_picture_shows_where_the_printed_run_lies() -> None:
    paper = load("rumelhart_1986")
    found = [Failed("not run")] * len(paper.experiments)
    made = paper_page("rumelhart_1986", *found)
    assert made == Failed(
        "claim rumelhart_1986.symmetry.sweeps: not run; repeat it with neurohistory reproduce "
        "--claim rumelhart_1986.symmetry.sweeps --starts 100 --seed 0"
    )


def test_words_in_place_of_a_number_have_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = load("rumelhart_1986_pdp")
    (claim,) = (claim for claim in paper.claims if claim.id == "shift_register.sweeps")
    monkeypatch.delitem(cast(dict[str, object], REDRAWN), "rumelhart_1986_pdp")
    only(monkeypatch, replace(paper, claims=(claim,)))
    made = page(paper_page("rumelhart_1986_pdp", {"sweeps": np.array([19.0, 20.0, np.inf])}))
    assert "under 200" in made.markdown
    assert not made.files


def test_another_verdict_than_the_recorded_one_is_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, load(NAME))
    for make in (lambda found: paper_page(NAME, found), ledger, negatives):
        made = make({**FOUND, "largest": 99.0})
        assert isinstance(made, Failed)
        assert made.reason.startswith(
            "claim block_1970.xor.largest: not reproduced, and recorded as reproduced"
        )


def test_the_ledger_is_a_table_for_each_paper_and_two_files(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, load(NAME))
    made = page(ledger(FOUND))
    assert "2 claims of 1 papers" in made.markdown
    assert made.markdown.count("| reproduced |") == 2
    assert '<details data-paper="1970 Block and Levin" markdown>' in made.markdown
    assert "<b>1970 Block and Levin</b> <span>2 reproduced</span>" in made.markdown
    assert "(block_1970.md#xor-largest)" in made.markdown
    rows = list(csv.DictReader(io.StringIO(made.files["papers/ledger.csv"])))
    assert [row["claim"] for row in rows] == ["block_1970.xor.comes_back", "block_1970.xor.largest"]
    assert [row["ours"] for row in json.loads(made.files["papers/ledger.json"])] == ["yes", "2"]


def test_what_did_not_come_out_stands_under_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = load(NAME)
    wrong = replace(paper.claims[1], recorded=Verdict.NOT_REPRODUCED, cause="recipe")
    only(monkeypatch, replace(paper, claims=(paper.claims[0], wrong)))
    text = page(negatives({**FOUND, "largest": 99.0})).markdown
    assert text.startswith("## The recipe as printed does not lead there\n")
    assert "Printed: bounded. Ours: 99." in text
    assert "comes back" not in text


def test_what_is_recorded_is_not_run_again_and_the_page_says_when_it_was_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    versions = {"python": "3.11", "numpy": "2.0"}
    monkeypatch.setattr(
        numbers, "recorded", lambda name: Record("2026-12-02", versions, {"xor": Found(FOUND)})
    )
    assert numbers.experiments_of(NAME) == ()
    text = page(paper_page(NAME)).markdown
    assert "**2 claims: 2 reproduced.**" in text
    assert "were found on 2 December 2026, with python 3.11, numpy 2.0." in text


def test_each_paper_of_which_something_is_decided_has_a_figure_or_a_reason_why_not() -> None:
    decided = {
        name
        for name, paper in collection().papers.items()
        if any(claim.is_decided for claim in paper.claims)
    }
    assert decided - set(REDRAWN) == set(WITHOUT_A_FIGURE)
    assert set(REDRAWN) <= decided
    assert all(WITHOUT_A_FIGURE.values())


@pytest.mark.parametrize("name", list(REDRAWN))
def test_the_figure_of_a_paper_is_drawn_from_what_its_runs_found(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "recorded", recorded)
    made = page(paper_page(name))
    before, _, figure = made.markdown.partition(f"(figures/{name}-redrawn.svg)")
    assert before.index("![") < before.rindex(".]")  # it is told in words, too
    assert re.search(r"<figcaption[^>]*>\*\*[A-Z\d][^*]+\.\*\* ", figure)
    assert "## Every number" in figure
    rows = list(csv.reader(io.StringIO(made.files[f"figures/{name}-redrawn.csv"])))
    assert len(rows) > 4
    assert all("nan" not in row for row in rows)


def test_a_chapter_leads_to_the_numbers_of_the_papers_that_it_cites_in_prose() -> None:
    titles = {"minsky_1969": "1969 [Re]", "block_1970": "1970 [Re]", "cover_1965": "1965 [Re]"}
    told = numbers_behind("As [@block_1970] and [@nobody] say, not `[@cover_1965]`.", titles)
    assert told.splitlines()[2:] == ["* [1970 [Re]](../papers/block_1970.md): 2 reproduced"]
