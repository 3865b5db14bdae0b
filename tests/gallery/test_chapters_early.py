"""The chapters 1943, 1958 and 1960: they run, and each becomes a page that everybody can read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory.plots import DARK
from neurohistory.site.chapters import chapter_title, split
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of

GALLERY = Path(__file__).parents[2] / "gallery"
CHAPTERS = {"1943_mcculloch_pitts": 3, "1958_perceptron": 4, "1960_adaline": 4}  # figures

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)#]+)#only-(?P<scheme>light|dark)\)")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}\b")


@pytest.fixture(scope="module", params=CHAPTERS)
def name(request: pytest.FixtureRequest) -> str:
    """The chapter's name."""
    return str(request.param)


@pytest.fixture(scope="module")
def page(name: str) -> Page:
    """The chapter, run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        return page_of(Job("chapter", str(GALLERY / f"{name}.py")))


def test_begins_with_a_heading_that_begins_with_the_year(name: str, page: Page) -> None:
    title = chapter_title(GALLERY / f"{name}.py")
    assert title.startswith(f"{name[:4]}: ")
    assert page.markdown.startswith(f"# {title}\n")


def test_ends_with_something_to_try_and_the_sources(page: Page) -> None:
    headings = re.findall(r"^## (.+)$", page.markdown, re.MULTILINE)
    assert headings[-2:] == ["Try it", "Sources"]


def test_each_figure_is_described_and_has_a_light_and_a_dark_version(name: str, page: Page) -> None:
    images = [found.groupdict() for found in _IMAGE.finditer(page.markdown)]
    light = [image for image in images if image["scheme"] == "light"]
    dark = [image for image in images if image["scheme"] == "dark"]
    assert len(light) == len(dark) == CHAPTERS[name]
    assert [image["alt"] for image in light] == [image["alt"] for image in dark]
    for image in images:
        assert len(image["alt"].split()) >= 20, "the description should tell what the figure shows"
        assert image["path"] in page.files


def test_every_color_of_a_figure_has_a_dark_counterpart(page: Page) -> None:
    for path, svg in page.files.items():
        if path.endswith("-light.svg"):
            assert {color.lower() for color in _COLOR.findall(svg)} <= set(DARK), path
        if path.endswith(".svg"):
            assert "<image" not in svg, f"{path} holds a raster image"


def test_numbers_are_printed_for_people(page: Page) -> None:
    printed = re.findall(r"```text\n(.*?)\n```", page.markdown, re.DOTALL)
    assert printed
    for text in printed:
        assert "array(" not in text
        assert "np." not in text
        assert "-0.00" not in text
        assert max(map(len, text.splitlines())) <= 100


def test_formulas_can_be_drawn(name: str, page: Page) -> None:
    pytest.importorskip("math_core", reason="the site's tools are not installed")
    markdown = pytest.importorskip("markdown")
    from neurohistory.site.formulas import render_formulas

    extensions = ["pymdownx.superfences", "pymdownx.arithmatex"]
    generic = {"pymdownx.arithmatex": {"generic": True}}
    html = markdown.markdown(page.markdown, extensions=extensions, extension_configs=generic)
    drawn = render_formulas(html, name)
    prose = "".join(cell.text for cell in split(_script(name)) if cell.is_prose)
    assert drawn.count("<math") == len(re.findall(r"\$\$.+?\$\$|\$.+?\$", prose, re.DOTALL)) > 0
    assert 'class="arithmatex"' not in drawn


def test_code_cells_are_short_and_the_last_one_shows_the_figures(name: str) -> None:
    cells = split(_script(name))
    assert cells[-1].text == "plt.show()"
    assert max(len(cell.text.splitlines()) for cell in cells if not cell.is_prose) <= 36


def test_the_script_can_be_downloaded(name: str, page: Page) -> None:
    assert page.files[f"{name}.py"] == _script(name)


def _script(name: str) -> str:
    return (GALLERY / f"{name}.py").read_text(encoding="utf-8")
