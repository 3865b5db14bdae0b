"""The course on forward propagation, training and backpropagation: pages, and what they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from neurohistory.site.chapters import chapter_title, split
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of

COURSE = Path(__file__).parents[2] / "gallery" / "course"
TRAINING = "05_training_step_by_step"
TITLES = {TRAINING: "Training, step by step"}

MOST_FIGURES = 5


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """The pages that running the chapters gives; their own assertions have held then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        return {name: page_of(Job("chapter", str(COURSE / f"{name}.py"))) for name in TITLES}


@pytest.fixture(params=TITLES)
def name(request: pytest.FixtureRequest) -> str:
    chosen: str = request.param
    return chosen


def printed(page: Page) -> str:
    """All that a chapter prints."""
    return "\n".join(re.findall(r"^```text\n(.*?)^```", page.markdown, re.MULTILINE | re.DOTALL))


def test_heading_is_plain(pages: dict[str, Page], name: str) -> None:
    assert chapter_title(COURSE / f"{name}.py") == TITLES[name]
    assert pages[name].markdown.startswith(f"# {TITLES[name]}\n")


def test_page_ends_with_questions_and_sources(pages: dict[str, Page], name: str) -> None:
    headings = re.findall(r"^## (.+)$", pages[name].markdown, re.MULTILINE)
    assert headings[-2:] == ["Try it", "Sources"]
    assert not any("$" in heading for heading in headings)
    questions = pages[name].markdown.split("## Try it")[1].split("## Sources")[0]
    assert 2 <= len(re.findall(r"^\d\. ", questions, re.MULTILINE)) <= 5


def test_every_figure_is_described_and_comes_light_and_dark(pages: dict[str, Page], name: str) -> None:
    shown = re.findall(
        r"!\[(.*?)\]\((figures/\S+?-(light|dark)\.svg)#only-(light|dark)\)", pages[name].markdown
    )
    drawn = {path for path in pages[name].files if path.startswith("figures/")}
    assert {path for _, path, _, _ in shown} == drawn
    assert 2 * 2 <= len(drawn) <= 2 * MOST_FIGURES
    for alt, _, scheme, only in shown:
        assert len(alt.split()) >= 15
        assert scheme == only


def test_figures_keep_to_the_palette(pages: dict[str, Page], name: str) -> None:
    from neurohistory.plots import DARK

    for path, svg in pages[name].files.items():
        if path.startswith("figures/"):
            palette = set(DARK.values()) if "-dark" in path else set(DARK)
            assert set(re.findall(r"#[0-9a-f]{6}\b", svg)) <= palette, path
            assert "<image" not in svg


def test_printed_numbers_are_formatted(pages: dict[str, Page], name: str) -> None:
    text = printed(pages[name])
    assert text
    assert not re.search(r"np\.|float64|array\(|[-−]0\.0+\b|\d\.\d{10,}", text)


def test_every_formula_becomes_mathml(name: str) -> None:
    markdown = pytest.importorskip("markdown", reason="the site's tools are not installed")
    pytest.importorskip("pymdownx.arithmatex", reason="the site's tools are not installed")
    pytest.importorskip("math_core", reason="the site's tools are not installed")
    from neurohistory.site.formulas import render_formulas

    cells = split((COURSE / f"{name}.py").read_text(encoding="utf-8"))
    prose = "\n\n".join(cell.text for cell in cells if cell.is_prose)
    html = markdown.markdown(
        prose,
        extensions=["pymdownx.arithmatex"],
        extension_configs={"pymdownx.arithmatex": {"generic": True}},
    )
    formulas = html.count('class="arithmatex"')
    drawn = render_formulas(html, f"{name}.md")
    assert formulas >= 10
    assert drawn.count("<math") == formulas
    assert "arithmatex" not in drawn
    assert "$" not in re.sub(r"<annotation.*?</annotation>", "", drawn, flags=re.DOTALL)


def test_units_that_start_from_zeros_stay_identical(pages: dict[str, Page]) -> None:
    from_zeros, from_random = re.split(r"^random: ", printed(pages[TRAINING]), flags=re.MULTILINE)
    units = [
        re.findall(r"bias and weights (.+)$", part, re.MULTILINE) for part in (from_zeros, from_random)
    ]
    assert [len(lines) for lines in units] == [4, 4]
    assert [len(set(lines)) for lines in units] == [1, 4]
    assert "the largest weight is 0.0" in from_random


def test_gradient_check_finds_the_missing_factor_that_the_cost_does_not(pages: dict[str, Page]) -> None:
    text = printed(pages[TRAINING])
    right, wrong = map(float, re.findall(r"J = ([\d.]+) with the gradient, ([\d.]+) without", text)[0])
    assert right < wrong < 2.0794  # 3 log 2, what a start has
    assert float(re.findall(r"share of the largest slope: (\S+)", text)[0]) < 1e-8
    assert int(re.findall(r"without the factor: off by (\d+) %", text)[0]) > 10
