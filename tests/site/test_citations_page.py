"""How to cite: one source for the software, and a key of its own for each paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import neurohistory
from neurohistory import papers
from neurohistory.site.citations_page import citations_page, software_bibtex

CFF = Path(__file__).parents[2] / "CITATION.cff"


def test_the_software_is_cited_in_the_version_that_it_has() -> None:
    assert f"version = {{{neurohistory.__version__}}}" in software_bibtex(CFF)


def test_each_paper_can_be_cited_by_a_key_that_no_other_has() -> None:
    page = citations_page(CFF)
    keys = re.findall(r"^@\w+\{(\w+),$", page.files["papers.bib"], re.MULTILINE)
    assert sorted(keys) == sorted(papers.__all__)
    assert all(f"{{{key}," in page.markdown for key in keys)


def test_a_citation_file_that_is_missing_or_says_too_little_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="No such file"):
        software_bibtex(tmp_path / "CITATION.cff")
    bare = tmp_path / "bare.cff"
    bare.write_text("title: x\nauthors: []\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bare.cff says too little to be cited: 'version' is missing"):
        software_bibtex(bare)
