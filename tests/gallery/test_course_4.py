"""The course's chapters on optimizers and on digits: each runs alone and becomes a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from neurohistory.site.chapters import chapter_title
from neurohistory.site.formulas import render_formulas
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of

COURSE = Path(__file__).parents[2] / "gallery" / "course"
TITLES = {"07_optimizers_racing": "Optimizers racing"}
MOST_FIGURES = 5

_FIGURE = re.compile(r"!\[(.*?)\]\((figures/\S+?-(light|dark)\.svg)#only-(light|dark)\)")


def _make(name: str) -> Page:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        return page_of(Job("chapter", str(COURSE / f"{name}.py")))


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """The pages that running the chapters gives; their own assertions have held then."""
    return {name: _make(name) for name in TITLES}


@pytest.fixture(params=TITLES)
def chapter(request: pytest.FixtureRequest, pages: dict[str, Page]) -> tuple[str, Page]:
    """One of them, with its name."""
    return request.param, pages[request.param]


def _printed(page: Page) -> str:
    return "\n".join(re.findall(r"^```text\n(.*?)^```", page.markdown, re.MULTILINE | re.DOTALL))


def test_begins_with_its_title(chapter: tuple[str, Page]) -> None:
    name, page = chapter
    assert chapter_title(COURSE / f"{name}.py") == TITLES[name]
    assert page.markdown.startswith(f"# {TITLES[name]}\n")


def test_ends_with_questions_and_sources(chapter: tuple[str, Page]) -> None:
    headings = re.findall(r"^## (.+)$", chapter[1].markdown, re.MULTILINE)
    assert headings[-2:] == ["Try it", "Sources"]


def test_figures_are_described_and_come_light_and_dark(chapter: tuple[str, Page]) -> None:
    _, page = chapter
    shown = _FIGURE.findall(page.markdown)
    assert {path for _, path, _, _ in shown} == {name for name in page.files if name.endswith(".svg")}
    assert 2 * 3 <= len(shown) <= 2 * MOST_FIGURES
    for alt, _, scheme, only in shown:
        assert len(alt.split()) >= 15
        assert scheme == only


def test_colors_are_those_of_the_palette(chapter: tuple[str, Page]) -> None:
    from neurohistory.plots import DARK

    for name, svg in chapter[1].files.items():
        if name.endswith(".svg"):
            palette = set(DARK.values()) if "-dark" in name else set(DARK)
            assert set(re.findall(r"#[0-9a-f]{6}\b", svg)) <= palette, name
            assert "<image" not in svg


def test_printed_numbers_are_formatted(chapter: tuple[str, Page]) -> None:
    printed = _printed(chapter[1])
    assert printed
    assert not re.search(r"np\.|float64|array\(|-0\.0+\b|\d\.\d{7,}", printed)


def test_formulas_become_mathml(chapter: tuple[str, Page]) -> None:
    markdown = pytest.importorskip("markdown")
    name, page = chapter
    html = markdown.markdown(
        page.markdown,
        extensions=["pymdownx.superfences", "pymdownx.arithmatex"],
        extension_configs={"pymdownx.arithmatex": {"generic": True}},
    )
    drawn = render_formulas(html, name)
    assert drawn.count("<math") == html.count('class="arithmatex"') >= 3
    assert 'class="arithmatex"' not in drawn


def test_each_observation_is_judged_by_a_run(pages: dict[str, Page]) -> None:
    printed = _printed(pages["07_optimizers_racing"])
    judged = re.findall(r"^(SEEN|IN PART|NOT SEEN): .+ \((.+)\)$", printed, re.MULTILINE)
    assert len(judged) == 10
    assert {surface for _, surface in judged} == {"long valley", "Beale", "saddle", "moons"}
    assert "10 observations 7 seen, 2 in part, 1 not" in printed


def test_xor_is_asked_of_nine_optimizers_from_200_starts(pages: dict[str, Page]) -> None:
    from neurohistory.network.optimizers import OPTIMIZERS

    page = pages["07_optimizers_racing"]
    table = _printed(page).partition("solved   95 % interval")[2]
    solved = {name: int(n) for name, n in re.findall(r"^(\w+) +[\d.]+ +(\d+) ", table, re.MULTILINE)}
    assert set(OPTIMIZERS) <= set(solved)
    assert 0 < min(solved.values()) <= max(solved.values()) < 200
    assert "starts=200" in page.markdown


def test_the_race_is_a_film(pages: dict[str, Page]) -> None:
    from neurohistory.plots import DARK

    page = pages["07_optimizers_racing"]
    (film,) = re.findall(r'<figure class="film">.*?</figure>', page.markdown, re.DOTALL)
    moments = re.findall(r'data-label="step (\d+)"', film)
    assert len(moments) >= 16
    assert [moments[0], moments[-1]] == ["0", "300"]
    (words,) = re.findall(r'aria-label="([^"]+)"', film)
    assert len(words.split()) >= 15
    assert set(re.findall(r"#[0-9a-f]{6}\b", film)) <= {*DARK, *DARK.values()}
