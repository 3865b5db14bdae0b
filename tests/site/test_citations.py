"""Papers in prose are cited by name, and the page has the citation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from neurohistory.site.chapters import ChapterError, run_chapter
from neurohistory.site.citations import CitationError, with_citations

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "gallery").rglob("*.py"), *(ROOT / "docs").rglob("*.md")])


def test_an_article_a_paper_in_proceedings_a_book_and_a_report() -> None:
    assert with_citations("- [@cortes_1995], page 2.") == (
        '- C. Cortes and V. Vapnik, "Support-vector networks", *Machine Learning* 20(3) (1995) 273–297, '
        "[doi:10.1007/BF00994018](https://doi.org/10.1007/BF00994018), page 2."
    )
    assert with_citations("[@winter_1988]") == (
        'R. Winter and B. Widrow, "MADALINE Rule II: a training algorithm for neural networks", '
        "*IEEE International Conference on Neural Networks, vol. I* (1988), 401–408"
    )
    assert with_citations("[@minsky_1969]") == (
        "M. Minsky and S. Papert, *Perceptrons: An Introduction to Computational Geometry*, MIT Press, "
        "Cambridge, Massachusetts 1969"
    )
    assert with_citations("[@rosenblatt_1957]").endswith(
        "Cornell Aeronautical Laboratory, Buffalo (1957)"
    )


def test_three_people_and_a_double_name() -> None:
    assert with_citations("[@hinton_2006_belief_nets]").startswith(
        "G. E. Hinton, S. Osindero and Y.-W. Teh, "
    )


def test_other_prose_is_left_alone() -> None:
    text = "See [a page](page.md), mail@example.org, x[@ 3] and `[@widrow_1990]`."
    assert with_citations(text) == text


def test_a_paper_without_a_file_is_named_with_the_nearest() -> None:
    with pytest.raises(CitationError, match=r"\[@rosenblat_1958\]: .*did you mean 'rosenblatt_1958'"):
        with_citations("[@rosenblat_1958]")


def test_a_chapter_cites(tmp_path: Path) -> None:
    script = tmp_path / "2001_chapter.py"
    script.write_text("# %% [markdown]\n# # Title\n#\n# [@cox_1958].\n", encoding="utf-8")
    assert "The regression analysis of binary sequences" in run_chapter(script).page.markdown
    script.write_text("# %% [markdown]\n# # Title\n#\n# [@cox].\n", encoding="utf-8")
    with pytest.raises(ChapterError, match=r"\[@cox\]"):
        run_chapter(script)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_page_cites_papers_that_there_are(page: Path) -> None:
    for cited in re.findall(r"(?<!`)\[@\w+\]", page.read_text(encoding="utf-8")):
        assert with_citations(cited) != cited
