"""The chapter on the Mark I: it runs, everybody can read it, and it shows what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory.network.association import activity
from neurohistory.plots import DARK
from neurohistory.problems.patterns import SHAPES
from neurohistory.site.chapters import chapter_title, split
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of

SCRIPT = Path(__file__).parents[2] / "gallery" / "1960_mark_i.py"
FIGURES = 5
LARGEST = 300_000  # bytes of an SVG

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)#]+)#only-(?P<scheme>light|dark)\)")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}\b")


@pytest.fixture(scope="module")
def page() -> Page:
    """The chapter, run; its own assertions have held then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        return page_of(Job("chapter", str(SCRIPT)))


@pytest.fixture(scope="module")
def printed(page: Page) -> str:
    """All that it prints."""
    return "\n".join(re.findall(r"```text\n(.*?)\n```", page.markdown, re.DOTALL))


def test_begins_with_the_year_and_ends_with_questions_and_sources(page: Page) -> None:
    title = chapter_title(SCRIPT)
    assert title.startswith("1960: ")
    assert page.markdown.startswith(f"# {title}\n")
    headings = re.findall(r"^## (.+)$", page.markdown, re.MULTILINE)
    assert headings[-2:] == ["Try it", "Sources"]
    assert split(SCRIPT.read_text(encoding="utf-8"))[-1].text == "plt.show()"


def test_each_figure_is_described_and_comes_light_and_dark(page: Page) -> None:
    images = [found.groupdict() for found in _IMAGE.finditer(page.markdown)]
    for scheme in ("light", "dark"):
        shown = [image for image in images if image["scheme"] == scheme]
        assert len(shown) == FIGURES
        for image in shown:
            assert len(image["alt"].split()) >= 20
            assert len(page.files[image["path"]]) < LARGEST


def test_figures_keep_to_the_palette(page: Page) -> None:
    for path, svg in page.files.items():
        if path.endswith(".svg"):
            palette = set(DARK.values()) if "-dark" in path else set(DARK)
            assert {color.lower() for color in _COLOR.findall(svg)} <= palette, path
            assert "<image" not in svg


def test_numbers_are_printed_for_people(printed: str) -> None:
    assert not re.search(r"np\.|float64|array\(|-0\.0+\b|\d\.\d{7,}", printed)
    assert max(map(len, printed.splitlines())) <= 100


def test_formulas_can_be_drawn(page: Page) -> None:
    pytest.importorskip("math_core", reason="the site's tools are not installed")
    markdown = pytest.importorskip("markdown")
    from neurohistory.site.formulas import render_formulas

    extensions = ["pymdownx.superfences", "pymdownx.arithmatex"]
    generic = {"pymdownx.arithmatex": {"generic": True}}
    html = markdown.markdown(page.markdown, extensions=extensions, extension_configs=generic)
    drawn = render_formulas(html, SCRIPT.stem)
    assert drawn.count("<math") > 20
    assert 'class="arithmatex"' not in drawn


def test_measured_activity_stands_beside_the_formula(printed: str) -> None:
    table = re.findall(
        r"^ +(\d+) +(\d+) +(\d+) +(0\.\d{3}) +(0\.\d{3}) +0\.\d{3}$", printed, re.MULTILINE
    )
    assert len(table) == 5
    for *setting, formula, measured in table:
        x, y, theta = map(int, setting)
        assert float(formula) == pytest.approx(float(activity(0.25, x, y, theta)), abs=6e-4)
        assert float(measured) == pytest.approx(float(formula), abs=0.04)


def test_more_units_learn_xor_more_often_along_the_formula(printed: str) -> None:
    table = re.findall(
        r"^ ?(\d+) +([\d.]+)% +([\d.]+)% to +([\d.]+)% +([\d.]+)%$", printed, re.MULTILINE
    )
    assert [int(row[0]) for row in table] == [3, 4, 6, 8, 12, 16, 24, 32]
    learned, low, high, formula = ([float(row[column]) for row in table] for column in range(1, 5))
    assert learned == sorted(learned)
    inside = [a <= f <= b for a, f, b in zip(low, formula, high, strict=True)]
    assert sum(inside) >= len(inside) - 1  # of intervals of 95 % one may miss
    assert "AND 50 of 50, OR 50 of 50, XOR 50 of 50" in printed


def test_the_dark_is_always_a_no(printed: str) -> None:
    for name in ("NAND", "NOR", "XNOR"):
        assert re.search(rf"^{name} +0 of 50; .*silence", printed, re.MULTILINE)


def test_the_claims_of_1958_can_be_read_off(printed: str) -> None:
    rows = {
        name: [float(number) for number in numbers.split()]
        for name, numbers in re.findall(
            r"^(\S.*? (?:recall|new))((?: +[01]\.\d\d){4})$", printed, re.MULTILINE
        )
    }
    rows = {re.sub(" +", " ", name): shares for name, shares in rows.items()}
    assert rows["random dots recall"][0] > 0.8 > 0.65 > rows["random dots recall"][-1]
    assert rows["random dots new"] == pytest.approx([0.5] * 4, abs=0.03)
    ends = [
        (rows[f"shapes, {n} units recall"][-1], rows[f"shapes, {n} units new"][-1])
        for n in (32, 128, 512)
    ]
    assert all(recall == pytest.approx(new, abs=0.05) for recall, new in ends)
    assert ends[0][1] < ends[1][1] < ends[2][1]


def test_removing_units_costs_all_classes_little_by_little(printed: str) -> None:
    table = re.findall(r"^ *([\d.]+)% +((?:[01]\.\d\d *){5})$", printed, re.MULTILINE)
    removed = [float(share) for share, _ in table]
    right = [[float(number) for number in numbers.split()] for _, numbers in table]
    assert removed == [0, 12.5, 25, 50, 75, 87.5, 96.9]
    overall = [row[-1] for row in right]
    assert overall == sorted(overall, reverse=True)
    assert overall[0] > 0.95
    assert min(right[1][: len(SHAPES)]) > 0.6


def test_images_of_the_wrong_size_are_refused(printed: str) -> None:
    assert "X has 400 features, but MarkIPerceptron is expecting 256 features" in printed
