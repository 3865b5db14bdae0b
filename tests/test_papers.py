"""The papers: each has a file, stands in the index, and is cited once and rightly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from neurohistory import papers, timeline
from neurohistory.card import Paper

FILES = sorted(
    path.stem for path in Path(papers.__file__).parent.glob("*.py") if path.stem != "__init__"
)


def paper(name: str) -> Paper:
    found: Paper = getattr(papers, name).PAPER
    return found


def test_the_index_lists_every_file() -> None:
    assert sorted(papers.__all__) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_named_after_the_first_author_and_the_year(name: str) -> None:
    family = paper(name).authors[0].split(",")[0].lower()
    assert name.split("_")[:2] == [family, str(paper(name).year)]


def test_what_has_a_file_is_nowhere_cited_by_hand() -> None:
    root = Path(__file__).parents[1]
    texts = [*(root / "gallery").rglob("*.py"), *(root / "docs").rglob("*.md")]
    texts += (root / "neurohistory" / "models").glob("*.py")
    for path in texts:
        # The prose of a chapter may tell a title; its list of sources cites.
        sources = path.read_text(encoding="utf-8").rpartition("## Source")[2]
        written = re.sub(r"[\s#]+", " ", sources).lower()
        by_hand = [name for name in FILES if f'"{paper(name).title.lower()}"' in written]
        assert by_hand == [], path
    assert len(texts) > 50


def test_no_paper_has_two_files() -> None:
    titles = [(paper(name).title, paper(name).year) for name in FILES]
    assert len(set(titles)) == len(FILES)


def test_every_paper_on_a_card_of_ours_has_its_home_here() -> None:
    here = [paper(name) for name in FILES]
    for model in timeline().models.values():
        for cited in (model.card.paper, *model.card.also):
            assert cited in here, cited.citation
