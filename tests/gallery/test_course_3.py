"""The course's chapters on architecture, on iterations and on drawbacks: they run and become pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory.network.optimizers import OPTIMIZERS
from neurohistory.plots import DARK
from neurohistory.site.chapters import chapter_title
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of

COURSE = Path(__file__).parents[2] / "gallery" / "course"
CHAPTERS = {"04_architecture": 4, "08_how_many_iterations": 5, "09_three_drawbacks": 5}  # figures


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """The chapters, run; their own assertions have held then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        return {name: page_of(Job("chapter", str(COURSE / f"{name}.py"))) for name in CHAPTERS}


@pytest.fixture(params=CHAPTERS)
def name(request: pytest.FixtureRequest) -> str:
    """The chapter's name."""
    return str(request.param)


def _printed(page: Page) -> str:
    return "\n".join(re.findall(r"^```text\n(.*?)^```", page.markdown, re.MULTILINE | re.DOTALL))


def test_begins_with_its_heading(name: str, pages: dict[str, Page]) -> None:
    title = chapter_title(COURSE / f"{name}.py")
    assert not title[0].isdigit()
    assert pages[name].markdown.startswith(f"# {title}\n")


def test_ends_with_something_to_try_and_the_sources(name: str, pages: dict[str, Page]) -> None:
    headings = re.findall(r"^## (.+)$", pages[name].markdown, re.MULTILINE)
    assert headings[-2:] == ["Try it", "Sources"]
    questions = pages[name].markdown.split("## Try it")[1].split("## Sources")[0]
    assert 2 <= len(re.findall(r"^\d\. ", questions, re.MULTILINE)) <= 4


def test_every_figure_is_described_and_comes_light_and_dark(name: str, pages: dict[str, Page]) -> None:
    page = pages[name]
    shown = re.findall(
        r"!\[(.*?)\]\((figures/\S+?-(light|dark)\.svg)#only-(light|dark)\)", page.markdown
    )
    drawn = {file for file in page.files if file.startswith("figures/")}
    assert {path for _, path, _, _ in shown} == drawn
    assert len(drawn) == 2 * CHAPTERS[name]
    for alt, _, scheme, only in shown:
        assert len(alt.split()) >= 15
        assert scheme == only


def test_figures_keep_to_the_palette(name: str, pages: dict[str, Page]) -> None:
    for file, svg in pages[name].files.items():
        if file.startswith("figures/"):
            palette = set(DARK.values()) if "-dark" in file else set(DARK)
            assert set(re.findall(r"#[0-9a-fA-F]{6}\b", svg)) <= palette, file
            assert "<image" not in svg


def test_formulas_become_mathml(name: str, pages: dict[str, Page]) -> None:
    markdown = pytest.importorskip("markdown", reason="the site's tools are not installed")
    pytest.importorskip("pymdownx", reason="the site's tools are not installed")
    pytest.importorskip("math_core", reason="the site's tools are not installed")
    from neurohistory.site.formulas import render_formulas

    html = markdown.markdown(
        pages[name].markdown,
        extensions=["pymdownx.arithmatex", "pymdownx.superfences", "tables"],
        extension_configs={"pymdownx.arithmatex": {"generic": True}},
    )
    rendered = render_formulas(html, name)
    assert rendered.count("<math") >= 3
    assert "arithmatex" not in rendered


def test_printed_numbers_are_formatted(name: str, pages: dict[str, Page]) -> None:
    printed = _printed(pages[name])
    assert printed
    assert not re.search(r"np\.|float64|array\(|\bnan\b|\binf\b|-0\.0+\b|\d\.\d{7,}", printed)


def test_more_hidden_units_solve_xor_more_often(pages: dict[str, Page]) -> None:
    solved = {
        int(n): float(share)
        for n, share in re.findall(
            r"^(\d+) hidden: +([\d.]+) % solved", _printed(pages["04_architecture"]), re.MULTILINE
        )
    }
    assert solved[1] == 0
    assert 80 < solved[2] < 97 < solved[4]
    assert solved[8] == 100


def test_four_units_in_front_cost_right_answers(pages: dict[str, Page]) -> None:
    medians = {
        shape: float(median)
        for shape, median in re.findall(
            r"^([\d-]+) +\d+ weights: unseen [\d.]+, ([\d.]+),",
            _printed(pages["04_architecture"]),
            re.MULTILINE,
        )
    }
    assert len(medians) == 6
    assert medians["4-14"] < medians["14-4"]
    assert medians["4-14"] < medians["8-8"]


def test_all_nine_methods_solve_xor_at_a_rate_of_their_own(pages: dict[str, Page]) -> None:
    rows = re.findall(
        r"^([a-z ]+), α = ([\d.]+) +quartiles +(\d+) +(\d+) +(\d+) +arrived +(\d+) %",
        _printed(pages["08_how_many_iterations"]),
        re.MULTILINE,
    )
    assert {row[0].replace(" ", "_") for row in rows} == set(OPTIMIZERS)
    assert all(int(arrived) >= 95 for *_, arrived in rows)
    medians = {row[0]: int(row[3]) for row in rows}
    assert max(medians, key=lambda name: medians[name]) == "gradient descent"


def test_a_zero_start_and_a_huge_rate_hardly_ever_arrive(pages: dict[str, Page]) -> None:
    printed = _printed(pages["08_how_many_iterations"])
    for row, most in (("ε = 0", 0), ("α = 10", 10)):
        found = re.search(rf"^{row} .*arrived +(\d+) %", printed, re.MULTILINE)
        assert found
        assert int(found[1]) <= most


def test_stuck_starts_are_counted_with_an_interval(pages: dict[str, Page]) -> None:
    printed = _printed(pages["09_three_drawbacks"])
    found = re.search(
        r"(\d+) of 1,000 starts .*: ([\d.]+) %, 95 % interval ([\d.]+) to ([\d.]+) %", printed
    )
    assert found
    unsolved, share, low, high = map(float, found.groups())
    assert share == unsolved / 10
    assert low < share < high
    kinds = re.findall(r"E near 1/[34]: (\d+)", printed)
    still = re.search(r"(\d+) were on a plateau and have solved it; (\d+) are still stuck", printed)
    assert still
    assert sum(map(int, kinds)) == int(still[2])
    assert int(still[1]) + int(still[2]) == unsolved


def test_local_minimum_is_called_disputed(pages: dict[str, Page]) -> None:
    assert "**disputed**" in pages["09_three_drawbacks"].markdown


def test_every_cure_lowers_the_unseen_cost(pages: dict[str, Page]) -> None:
    costs = {
        name.strip(): float(cost)
        for name, cost in re.findall(
            r"^([a-z ]+) unseen cost ([\d.]+) \(", _printed(pages["09_three_drawbacks"]), re.MULTILINE
        )
    }
    without = costs.pop("large network")
    assert set(costs) == {"early stopping", "weight decay", "more data"}
    assert max(costs.values()) < 0.6 * without
