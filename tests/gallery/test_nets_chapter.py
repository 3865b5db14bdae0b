"""The chapter on nets with time: it runs, becomes a page, and says what the paper's nets do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory.plots import DARK
from neurohistory.site.chapters import chapter_title, split
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of

SCRIPT = Path(__file__).parents[2] / "gallery" / "1943_nets_with_time.py"

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)#]+)#only-(?P<scheme>light|dark)\)")


@pytest.fixture(scope="module")
def page() -> Page:
    """The chapter, run; its own assertions have held then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        return page_of(Job("chapter", str(SCRIPT)))


@pytest.fixture(scope="module")
def printed(page: Page) -> str:
    """All that the code cells print."""
    return "\n".join(re.findall(r"```text\n(.*?)\n```", page.markdown, re.DOTALL))


def test_heading_and_last_sections(page: Page) -> None:
    title = chapter_title(SCRIPT)
    assert title.startswith("1943: ")
    assert page.markdown.startswith(f"# {title}\n")
    assert re.findall(r"^## (.+)$", page.markdown, re.MULTILINE)[-2:] == ["Try it", "Sources"]


def test_figures_are_described_and_come_light_and_dark(page: Page) -> None:
    images = [found.groupdict() for found in _IMAGE.finditer(page.markdown)]
    alts = {
        scheme: [image["alt"] for image in images if image["scheme"] == scheme]
        for scheme in ("light", "dark")
    }
    assert alts["light"] == alts["dark"]
    assert len(alts["light"]) == 5
    assert all(len(alt.split()) >= 15 for alt in alts["light"])
    for image in images:
        svg = page.files[image["path"]]
        colors = set(DARK) if image["scheme"] == "light" else set(DARK.values())
        assert set(re.findall(r"#[0-9a-f]{6}\b", svg)) <= colors, image["path"]
        assert "<image" not in svg
        assert len(svg) < 300_000


def test_formulas_can_be_drawn(page: Page) -> None:
    pytest.importorskip("math_core", reason="the site's tools are not installed")
    markdown = pytest.importorskip("markdown")
    from neurohistory.site.formulas import render_formulas

    html = markdown.markdown(
        page.markdown,
        extensions=["pymdownx.superfences", "pymdownx.arithmatex"],
        extension_configs={"pymdownx.arithmatex": {"generic": True}},
    )
    drawn = render_formulas(html, SCRIPT.name)
    prose = "".join(cell.text for cell in split(SCRIPT.read_text(encoding="utf-8")) if cell.is_prose)
    assert drawn.count("<math") == len(re.findall(r"\$\$.+?\$\$|\$.+?\$", prose, re.DOTALL)) > 5
    assert 'class="arithmatex"' not in drawn


def test_cells_are_short_and_what_they_print_is_for_people(printed: str) -> None:
    cells = split(SCRIPT.read_text(encoding="utf-8"))
    assert cells[-1].text == "plt.show()"
    assert max(len(cell.text.splitlines()) for cell in cells if not cell.is_prose) <= 36
    assert not re.search(r"np\.|array\(|float64", printed)
    assert max(map(len, printed.splitlines())) <= 100


@pytest.mark.parametrize(
    "line", [r" 1 +3 +never", r" 2 +4 +2", r" 3 +5 +2, 3", r" 8 +10 +2, 3, 4, 5, 6, 7, 8"]
)
def test_the_illusion_tick_by_tick(printed: str, line: str) -> None:
    assert re.search(f"^{line}$", printed, re.MULTILINE)


@pytest.mark.parametrize(
    "said",
    [
        "4,096 patterns, 9 ticks each: 0 differences",
        "loop fires   [4, 5, 6, 7, 8, 9, 10, 11]",
        "answer at    [4, 7, 10]",
        "32 patterns of five ticks, each held for ten turns",
        "the best has 3 of 4 cases of XOR right",
        "compiled: 2 ticks",
        "functions of three inputs: 256, wired and right: 256",
        "longest delay: 2 ticks, with a clock: 128",
    ],
)
def test_what_the_chapter_shows(printed: str, said: str) -> None:
    assert said in printed


def test_a_net_with_a_cycle_is_refused_without_a_limit(printed: str) -> None:
    assert "say how many ticks to run" in " ".join(printed.split())


def test_unconfirmed_nets_are_not_shown_as_the_papers(printed: str) -> None:
    shown = re.findall(r"^([a-i]): ", printed, re.MULTILINE)
    assert shown == ["a", "b", "c", "d", "h"]
