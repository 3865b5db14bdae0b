"""The timeline, the row of stamps, and the lineage: what the pages say of who came after whom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from neurohistory import catalog
from neurohistory.site.briefs import brief_of
from neurohistory.site.lineage import LIMITS, STEPS
from neurohistory.site.lineage_page import lineage
from neurohistory.site.stamps import Stamp, stamp_of, strip
from neurohistory.site.timeline_page import logo, stamp_row, timeline
from neurohistory.site.trials import studies
from neurohistory.work import Failed

ROOT = Path(__file__).parents[2]
OURS = [path.stem for path in (ROOT / "neurohistory" / "models").glob("[!_]*.py")]
NAMES = list(catalog.timeline().models)
STAMPS = [Stamp("<path/>", "It answers.")] * len(NAMES)


def test_each_of_our_models_has_taken_something_away_and_paid_for_it() -> None:
    assert set(STEPS) == {name for name in NAMES if name in OURS}


def test_the_timeline_leads_to_each_model_in_the_order_of_the_years() -> None:
    told = timeline(*STAMPS).markdown
    assert re.findall(r"\]\(models/(\w+)\.md\)", told) == NAMES
    assert told.count('aria-label="It answers."') == len(NAMES)
    assert told.count('class="aside"') == 1, "the logistic unit alone is of another line"


def test_a_model_without_a_stamp_is_still_on_the_timeline_and_in_the_row() -> None:
    stamps: list[Stamp | Failed] = [Failed("it fell"), *STAMPS[1:]]
    for page in (timeline(*stamps), stamp_row(*stamps)):
        assert f"models/{NAMES[0]}.md" in page.markdown
        assert page.markdown.count("<svg") == len(NAMES) - 1
    assert logo(*stamps).files["logo.svg"].count("<path/>") == len(NAMES) - 1


def test_a_stamp_says_in_words_what_it_shows() -> None:
    assert "wrong: 00" in stamp_of("perceptron").markup()
    assert strip(STAMPS, 4).startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 204 ')


def test_the_lineage_tells_the_numbers_of_the_runs() -> None:
    svm, perceptron = (brief_of(name, studies(name)) for name in ("svm", "perceptron"))
    told = lineage(*(svm if name == "svm" else perceptron for name in NAMES))
    assert not isinstance(told, Failed)
    assert "its one run solves it" in told.markdown
    assert "0 of 200 starts solve it" in told.markdown
    assert told.markdown.count("<li ") == len(LIMITS)
    assert lineage(*(Failed("it fell") for _ in NAMES)) == Failed("it fell")


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.of}-{limit.by}")
def test_what_removes_a_limit_is_younger_and_both_are_shown(limit: object) -> None:
    assert isinstance(limit, tuple)
    of, _, shown, by, _, there, *_ = limit
    assert NAMES.index(of) < NAMES.index(by)
    for page in (shown, there):
        folder, _, name = page.partition("#")[0].removesuffix(".md").partition("/")
        is_chapter = (ROOT / "gallery" / f"{name}.py").is_file()
        assert is_chapter if folder == "story" else name in NAMES
