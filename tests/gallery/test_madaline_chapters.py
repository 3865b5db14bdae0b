"""The chapters on the knobby ADALINE and on MADALINE: they run, and show what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory.plots import DARK
from neurohistory.site.chapters import chapter_title, split
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of
from neurohistory.theory.capacity import cover_probability

GALLERY = Path(__file__).parents[2] / "gallery"
CHAPTERS = {"1960_knobby_adaline": 5, "1962_madaline": 4}  # figures

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)#]+)#only-(?P<scheme>light|dark)\)")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}\b")


def made(name: str) -> Page:
    """The chapter, run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        return page_of(Job("chapter", str(GALLERY / f"{name}.py")))


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """Both chapters."""
    return {name: made(name) for name in CHAPTERS}


def printed(page: Page) -> str:
    """All that the chapter prints."""
    return "\n".join(re.findall(r"```text\n(.*?)\n```", page.markdown, re.DOTALL))


def numbers(line: str) -> list[float]:
    return [float(n) for n in re.findall(r"[+-]?\d+(?:\.\d+)?", line)]


# The form --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CHAPTERS)
def test_begins_with_the_year_and_ends_with_the_sources(name: str, pages: dict[str, Page]) -> None:
    title = chapter_title(GALLERY / f"{name}.py")
    assert title.startswith(f"{name[:4]}: ")
    assert pages[name].markdown.startswith(f"# {title}\n")
    headings = re.findall(r"^## (.+)$", pages[name].markdown, re.MULTILINE)
    assert headings[-2:] == ["Try it", "Sources"]
    assert split((GALLERY / f"{name}.py").read_text(encoding="utf-8"))[-1].text == "plt.show()"


@pytest.mark.parametrize("name", CHAPTERS)
def test_each_figure_is_described_in_both_schemes(name: str, pages: dict[str, Page]) -> None:
    images = [found.groupdict() for found in _IMAGE.finditer(pages[name].markdown)]
    by_scheme = {
        scheme: [image["alt"] for image in images if image["scheme"] == scheme]
        for scheme in ("light", "dark")
    }
    assert by_scheme["light"] == by_scheme["dark"]
    assert len(by_scheme["light"]) == CHAPTERS[name]
    for image in images:
        assert len(image["alt"].split()) >= 20
        assert image["path"] in pages[name].files


@pytest.mark.parametrize("name", CHAPTERS)
def test_figures_are_small_and_keep_to_the_palette(name: str, pages: dict[str, Page]) -> None:
    drawn = {path: svg for path, svg in pages[name].files.items() if path.endswith(".svg")}
    assert len(drawn) == 2 * CHAPTERS[name]
    for path, svg in drawn.items():
        assert len(svg) < 300_000
        assert "<image" not in svg
        if path.endswith("-light.svg"):
            assert {color.lower() for color in _COLOR.findall(svg)} <= set(DARK), path


@pytest.mark.parametrize("name", CHAPTERS)
def test_numbers_are_printed_for_people(name: str, pages: dict[str, Page]) -> None:
    text = printed(pages[name])
    assert "array(" not in text
    assert "np." not in text
    assert not re.search(r"-0\.0+\b(?!\d)", text)
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("name", CHAPTERS)
def test_formulas_can_be_drawn(name: str, pages: dict[str, Page]) -> None:
    pytest.importorskip("math_core", reason="the site's tools are not installed")
    markdown = pytest.importorskip("markdown")
    from neurohistory.site.formulas import render_formulas

    extensions = ["pymdownx.superfences", "pymdownx.arithmatex"]
    generic = {"pymdownx.arithmatex": {"generic": True}}
    html = markdown.markdown(pages[name].markdown, extensions=extensions, extension_configs=generic)
    drawn = render_formulas(html, name)
    cells = split((GALLERY / f"{name}.py").read_text(encoding="utf-8"))
    prose = "".join(cell.text for cell in cells if cell.is_prose)
    assert drawn.count("<math") == len(re.findall(r"\$\$.+?\$\$|\$.+?\$", prose, re.DOTALL)) > 0


@pytest.mark.parametrize("name", CHAPTERS)
def test_code_cells_are_short(name: str) -> None:
    cells = split((GALLERY / f"{name}.py").read_text(encoding="utf-8"))
    assert max(len(cell.text.splitlines()) for cell in cells if not cell.is_prose) <= 36


# The knobby ADALINE ----------------------------------------------------------------------------------


def test_the_letters_are_said_to_come_from_a_re_creation(pages: dict[str, Page]) -> None:
    text = " ".join(pages["1960_knobby_adaline"].markdown.split())
    assert "public re-creation of that demonstration" in text
    assert "not from the paper of 1960" in text


def test_two_passes_set_all_eight_letters_right(pages: dict[str, Page]) -> None:
    text = printed(pages["1960_knobby_adaline"])
    assert "passes  1: 6 of 8 right" in text
    assert "passes  2: 8 of 8 right, mean-square error 0.2140" in text
    assert "256 of 256 ways to name the letters can be learned" in text
    turns = re.findall(r"^[TJ]\d +([+-][\d.]+) +([+-]1) +([+-][\d.]+) +([+-][\d.]+)", text, re.MULTILINE)
    assert len(turns) == 16
    for meter, wanted, error, knob in turns:
        assert float(error) == pytest.approx(float(wanted) - float(meter), abs=0.011)
        assert float(knob) == pytest.approx(float(error) / 17, abs=0.001)


def test_speed_and_misadjustment_are_those_of_the_law(pages: dict[str, Page]) -> None:
    text = printed(pages["1960_knobby_adaline"])
    rows = [numbers(row) for row in re.findall(r"^\d\.\d{3} .+$", text, re.MULTILINE)]
    curves, ends = rows[:3], rows[3:]
    assert [row[0] for row in curves] == [1.0, 0.3, 0.059]
    assert [row[1] for row in curves] == [16.5, 32.8, 148.4]
    for _, _, measured, law, _ in curves:
        assert measured == pytest.approx(law, rel=0.08)
    assert [row[0] for row in ends] == [0.059, 0.2, 0.5, 1.0]
    for alpha, measured, exact, small in ends:
        assert measured == pytest.approx(exact, rel=0.1)
        assert small == pytest.approx(alpha / 2, abs=0.001)


def test_capacity_is_measured_beside_the_formula(pages: dict[str, Page]) -> None:
    text = printed(pages["1960_knobby_adaline"])
    rows = [
        numbers(row.replace("%", " "))
        for row in re.findall(r"^ +\d+ +\d+ +[\d.]+ % \(.+$", text, re.MULTILINE)
    ]
    assert len(rows) == 9
    for n_weights, n_patterns, share, low, high, formula in rows:
        assert formula == pytest.approx(
            100 * cover_probability(int(n_patterns), int(n_weights)), abs=0.006
        )
        assert low <= share <= high
        assert low - 3 <= formula <= high + 3


# MADALINE --------------------------------------------------------------------------------------------


def test_xor_is_learned_under_each_element_and_never_by_one_unit(pages: dict[str, Page]) -> None:
    text = printed(pages["1962_madaline"])
    solved = re.findall(r"^(OR|AND|majority) of \d +([\d,]+) of 1,000 learn XOR", text, re.MULTILINE)
    assert [name for name, _ in solved] == ["OR", "AND", "majority"]
    assert min(int(count.replace(",", "")) for _, count in solved) > 990
    assert re.search(r"^one unit +0\.0 % of +250", text, re.MULTILINE)


def test_a_fixed_order_locks_learners_and_a_random_one_frees_them(pages: dict[str, Page]) -> None:
    text = printed(pages["1962_madaline"])
    rows = re.findall(r"inputs (.+?) +random +([\d.]+) %, fixed +([\d.]+) %", text)
    assert len(rows) == 6
    for coding, random, fixed in rows:
        assert float(random) > 95
        assert float(fixed) < 20 if coding == "0 and 1" else float(fixed) > 95
    freed = re.search(r"half of them are right after (\d+) epochs; at the end ([\d.]+) %", text)
    assert freed
    assert float(freed[2]) > 99


def test_the_locked_cycle_is_shown_case_by_case(pages: dict[str, Page]) -> None:
    text = printed(pages["1962_madaline"])
    shown = re.findall(
        r"shown (\d\d): the deciding sum was ([+-][\d.]+), wanted ([+-]1); now (\d)", text
    )
    assert [case for case, *_ in shown] == ["00", "01", "10", "11"]
    for _, total, wanted, wrong in shown:
        assert float(total) * float(wanted) < 0  # wrong when it came
        assert int(wrong) >= 1


def test_rule_two_stands_beside_rule_one(pages: dict[str, Page]) -> None:
    text = printed(pages["1962_madaline"])
    shares = {
        name: float(share)
        for name, share in re.findall(r"^(\S.*?) {2,}([\d.]+) % of +[\d,]+ \(", text, re.MULTILINE)
    }
    assert len(shares) == 9
    assert shares["OR of 2, slow"] < shares["OR of 2"]
    assert shares["Rule II, 2 units"] < shares["Rule II, 2 units, slow"]


def test_the_dates_are_those_of_the_sources(pages: dict[str, Page]) -> None:
    text = " ".join(pages["1962_madaline"].markdown.split())
    assert "seven years before the [book of 1969]" in text
    assert "Rule II came in 1987" in text
    assert "435–461" in text
    assert "We do not know that XOR was tried in 1962" in text
