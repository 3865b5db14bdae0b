"""The chapters on 1969, 1986 and 1995: each runs alone and becomes a page with its figures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from neurohistory.site.chapters import chapter_title
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of

GALLERY = Path(__file__).parents[2] / "gallery"

MOST_FIGURES = 5


@pytest.fixture(scope="module", params=["1969_xor", "1986_backprop", "1995_kernels"])
def chapter(request: pytest.FixtureRequest) -> tuple[Path, Page]:
    """A chapter and the page that running it gives; its own assertions have held then."""
    script = GALLERY / f"{request.param}.py"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        return script, page_of(Job("chapter", str(script)))


def test_heading_begins_with_the_year(chapter: tuple[Path, Page]) -> None:
    script, page = chapter
    title = chapter_title(script)
    assert title.startswith(f"{script.name[:4]}: ")
    assert page.markdown.startswith(f"# {title}\n")


def test_page_ends_with_questions_and_sources(chapter: tuple[Path, Page]) -> None:
    headings = re.findall(r"^## (.+)$", chapter[1].markdown, re.MULTILINE)
    assert headings[-2:] == ["Try it", "Sources"]


def test_every_figure_is_described_and_comes_light_and_dark(chapter: tuple[Path, Page]) -> None:
    _, page = chapter
    shown = re.findall(
        r"!\[(.*?)\]\((figures/\S+?-(light|dark)\.svg)#only-(light|dark)\)", page.markdown
    )
    drawn = {name for name in page.files if name.startswith("figures/")}
    assert {path for _, path, _, _ in shown} == drawn
    assert 2 * 3 <= len(drawn) <= 2 * MOST_FIGURES
    for alt, _, scheme, only in shown:
        assert len(alt.split()) >= 15
        assert scheme == only


def test_dark_figures_keep_no_light_color(chapter: tuple[Path, Page]) -> None:
    from neurohistory.plots import DARK

    for name, svg in chapter[1].files.items():
        if name.startswith("figures/"):
            palette = set(DARK.values()) if "-dark" in name else set(DARK)
            assert set(re.findall(r"#[0-9a-f]{6}\b", svg)) <= palette, name
            assert "<image" not in svg


def test_printed_numbers_are_formatted(chapter: tuple[Path, Page]) -> None:
    printed = "\n".join(
        re.findall(r"^```text\n(.*?)^```", chapter[1].markdown, re.MULTILINE | re.DOTALL)
    )
    assert printed
    assert not re.search(r"np\.|float64|array\(|-0\.0+\b|\d\.\d{7,}", printed)
