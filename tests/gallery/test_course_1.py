"""The course's chapters on the neuron and on activation functions: they run and become pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory.network.activations import ACTIVATIONS
from neurohistory.plots import DARK
from neurohistory.site.chapters import chapter_title, split
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of

COURSE = Path(__file__).parents[2] / "gallery" / "course"
CHAPTERS = {"02_activation_functions": 5}  # figures

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)#]+)#only-(?P<scheme>light|dark)\)")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}\b")


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """The chapters, run; their own assertions have held then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        return {name: page_of(Job("chapter", str(_script(name)))) for name in CHAPTERS}


@pytest.fixture(params=CHAPTERS)
def name(request: pytest.FixtureRequest) -> str:
    """The chapter's name."""
    return str(request.param)


def test_begins_with_its_heading(name: str, pages: dict[str, Page]) -> None:
    title = chapter_title(_script(name))
    assert not title[0].isdigit()
    assert pages[name].markdown.startswith(f"# {title}\n")


def test_ends_with_something_to_try_and_the_sources(name: str, pages: dict[str, Page]) -> None:
    headings = re.findall(r"^## (.+)$", pages[name].markdown, re.MULTILINE)
    assert headings[-2:] == ["Try it", "Sources"]
    questions = pages[name].markdown.split("## Try it")[1].split("## Sources")[0]
    assert 2 <= len(re.findall(r"^\d\. ", questions, re.MULTILINE)) <= 4


def test_each_figure_is_described_and_has_a_light_and_a_dark_version(
    name: str, pages: dict[str, Page]
) -> None:
    images = [found.groupdict() for found in _IMAGE.finditer(pages[name].markdown)]
    light = [image for image in images if image["scheme"] == "light"]
    dark = [image for image in images if image["scheme"] == "dark"]
    assert len(light) == len(dark) == CHAPTERS[name]
    assert [image["alt"] for image in light] == [image["alt"] for image in dark]
    for image in images:
        assert len(image["alt"].split()) >= 15
        assert image["path"] in pages[name].files


def test_figures_have_colors_of_the_palette_only(name: str, pages: dict[str, Page]) -> None:
    for path, svg in pages[name].files.items():
        if path.endswith(".svg"):
            palette = set(DARK) if path.endswith("-light.svg") else set(DARK.values())
            assert {color.lower() for color in _COLOR.findall(svg)} <= palette, path
            assert "<image" not in svg, path


def test_numbers_are_printed_for_people(name: str, pages: dict[str, Page]) -> None:
    printed = _printed(pages[name])
    assert printed
    assert not re.search(r"np\.|float64|array\(|-0\.0+\b|\d\.\d{8,}|\bnan\b", printed)
    assert max(map(len, printed.splitlines())) <= 110


def test_formulas_can_be_drawn(name: str, pages: dict[str, Page]) -> None:
    pytest.importorskip("math_core", reason="the site's tools are not installed")
    markdown = pytest.importorskip("markdown")
    from neurohistory.site.formulas import render_formulas

    html = markdown.markdown(
        pages[name].markdown,
        extensions=["pymdownx.superfences", "pymdownx.arithmatex"],
        extension_configs={"pymdownx.arithmatex": {"generic": True}},
    )
    drawn = render_formulas(html, name)
    assert drawn.count("<math") == len(re.findall(r"\$\$.+?\$\$|\$.+?\$", _prose(name), re.DOTALL)) > 0
    assert 'class="arithmatex"' not in drawn


def test_code_cells_are_short_and_the_last_one_shows_the_figures(name: str) -> None:
    cells = split(_script(name).read_text(encoding="utf-8"))
    assert cells[-1].text == "plt.show()"
    assert max(len(cell.text.splitlines()) for cell in cells if not cell.is_prose) <= 40


def test_links_lead_to_pages_that_will_be_there(name: str) -> None:
    gallery = COURSE.parent
    for section, stem in re.findall(r"\]\((?:\.\./(\w+)/)?(\w+)\.md\)", _prose(name)):
        if section == "models":
            assert (gallery.parent / "neurohistory" / "models" / f"{stem}.py").exists()
        else:
            assert ((gallery if section == "story" else COURSE) / f"{stem}.py").exists()


@pytest.mark.parametrize("function", ["step", "logistic", "tanh", "relu", "leaky_relu"])
def test_formulas_of_the_prose_are_those_of_the_package(function: str) -> None:
    assert f"$${ACTIVATIONS[function].formula}$$" in _prose("02_activation_functions")


def test_step_units_leave_many_points_without_a_clear_answer(pages: dict[str, Page]) -> None:
    printed = _printed(pages["02_activation_functions"])
    shares = [float(share) for share in re.findall(r"^\w+ +fires: +(\S+) %", printed, re.MULTILINE)]
    assert sum(shares) == pytest.approx(100, abs=0.2)
    assert shares[0] > 5
    assert shares[2] > 5


def test_gradient_of_logistic_layers_shrinks_by_a_quarter_or_more(pages: dict[str, Page]) -> None:
    printed = _printed(pages["02_activation_functions"])
    a_layer = dict(re.findall(r"^(.+?) +20 layers.*a layer (\S+)$", printed, re.MULTILINE))
    assert float(a_layer["logistic, Glorot"]) <= 0.25
    assert float(a_layer["ReLU, He"]) > 0.9


def test_dead_units_come_back_only_when_they_leak(pages: dict[str, Page]) -> None:
    printed = _printed(pages["02_activation_functions"])
    back = {
        (function, rule): float(share)
        for function, rule, share in re.findall(
            r"^(relu|leaky_relu) +(gradient_descent|adam) .* (\S+) %  ", printed, re.MULTILINE
        )
    }
    assert back["relu", "adam"] == back["relu", "gradient_descent"] == 0
    assert 0 < back["leaky_relu", "gradient_descent"] < back["leaky_relu", "adam"]


def _script(name: str) -> Path:
    return COURSE / f"{name}.py"


def _prose(name: str) -> str:
    cells = split(_script(name).read_text(encoding="utf-8"))
    return "\n".join(cell.text for cell in cells if cell.is_prose)


def _printed(page: Page) -> str:
    return "\n".join(re.findall(r"^```text\n(.*?)^```", page.markdown, re.MULTILINE | re.DOTALL))
