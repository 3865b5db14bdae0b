"""The chapter on 2002: it runs alone, becomes a page with its figures, and shows what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from neurohistory.plots import DARK
from neurohistory.site.chapters import chapter_title, split
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of

SCRIPT = Path(__file__).parents[2] / "gallery" / "2002_rbm.py"


@pytest.fixture(scope="module")
def page() -> Page:
    """The page that running the chapter gives; its own assertions have held then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        return page_of(Job("chapter", str(SCRIPT)))


@pytest.fixture(scope="module")
def printed(page: Page) -> str:
    """All that the chapter prints."""
    return "\n".join(re.findall(r"^```text\n(.*?)^```", page.markdown, re.MULTILINE | re.DOTALL))


def test_heading_begins_with_the_year(page: Page) -> None:
    assert chapter_title(SCRIPT).startswith("2002: ")
    assert page.markdown.startswith(f"# {chapter_title(SCRIPT)}\n")


def test_page_ends_with_questions_and_sources(page: Page) -> None:
    headings = re.findall(r"^## (.+)$", page.markdown, re.MULTILINE)
    assert headings[-2:] == ["Try it", "Sources"]
    assert "10.1162/089976602760128018" in page.markdown


def test_every_figure_is_described_and_comes_light_and_dark(page: Page) -> None:
    shown = re.findall(
        r"!\[(.*?)\]\((figures/\S+?-(light|dark)\.svg)#only-(light|dark)\)", page.markdown
    )
    drawn = {name for name in page.files if name.startswith("figures/")}
    assert {path for _, path, _, _ in shown} == drawn
    assert len(drawn) == 2 * 5
    for alt, _, scheme, only in shown:
        assert len(alt.split()) >= 15
        assert scheme == only


def test_figures_keep_to_the_palette_and_are_small(page: Page) -> None:
    for name, svg in page.files.items():
        if name.startswith("figures/"):
            palette = set(DARK.values()) if "-dark" in name else set(DARK)
            assert set(re.findall(r"#[0-9a-f]{6}\b", svg)) <= palette, name
            assert "<image" not in svg
            assert len(svg) < 300_000


def test_formulas_can_be_drawn(page: Page) -> None:
    pytest.importorskip("math_core", reason="the site's tools are not installed")
    markdown = pytest.importorskip("markdown")
    from neurohistory.site.formulas import render_formulas

    extensions = ["pymdownx.superfences", "pymdownx.arithmatex"]
    generic = {"pymdownx.arithmatex": {"generic": True}}
    html = markdown.markdown(page.markdown, extensions=extensions, extension_configs=generic)
    drawn = render_formulas(html, SCRIPT.name)
    prose = "".join(cell.text for cell in split(SCRIPT.read_text(encoding="utf-8")) if cell.is_prose)
    assert drawn.count("<math") == len(re.findall(r"\$\$.+?\$\$|\$.+?\$", prose, re.DOTALL)) > 0
    assert 'class="arithmatex"' not in drawn


def test_printed_numbers_are_formatted(printed: str) -> None:
    assert max(map(len, printed.splitlines())) <= 84
    assert not re.search(r"np\.|float64|array\(|-0\.0+\b|\d\.\d{7,}", printed)


def numbers(pattern: str, printed: str) -> list[float]:
    found = re.search(pattern, printed)
    assert found, pattern
    return [float(number) for number in found.groups()]


def test_the_tiny_machine_adds_up(printed: str) -> None:
    # v = 10: b.v = 0 and c + w1 = 1.5, so F = -ln(1 + e^1.5) = -1.701.
    shares = [float(p) for p in re.findall(r"p\(v\) = ([\d.]+)", printed)]
    assert len(shares) == 4
    assert sum(shares) == pytest.approx(1, abs=0.002)
    assert numbers(r"v = 10: .*F = (-[\d.]+),", printed) == [-1.701]


def test_the_bias_falls_with_the_rounds_and_grows_with_the_weights(printed: str) -> None:
    row = r"%s: off by ([\d.]+) %%, ([\d.]+) %%, ([\d.]+) %%"
    small, medium, large = (
        numbers(row % re.escape(f"about {size}"), printed) for size in ("0.5", "2", "4")
    )
    for off in (small, medium, large):
        assert off == sorted(off, reverse=True)
    assert small[0] < medium[0] < large[0]
    assert small[0] < 10
    assert large[0] > 20


def test_likelihoods_are_in_the_order_that_the_text_says(printed: str) -> None:
    end = {
        name: numbers(rf"{name}: mean ln p = (-[\d.]+)", printed)[0]
        for name in (
            "exact gradient",
            "CD-10",
            "CD-1",
            "persistent, 200 chains",
            "persistent, 14 chains",
        )
    }
    assert -2.64 > end["exact gradient"] > end["CD-10"] > end["CD-1"] > end["persistent, 14 chains"]
    assert end["persistent, 200 chains"] > end["CD-1"]
    assert "-ln 14 = -2.64" in printed


def test_dreams_are_mostly_of_the_kind_that_was_learned(printed: str) -> None:
    (good, drawn) = numbers(r"(\d+) of (\d+) dreams", printed)
    (after,) = numbers(r"probability of ([\d.]+)", printed)
    (before,) = numbers(r"before learning it was ([\d.]+)", printed)
    assert good > drawn / 2
    assert after > 10 * before


def test_parity_needs_hidden_units_and_most_starts_learn_xor(printed: str) -> None:
    assert "no hidden units: divergence 0.6931 (ln 2 = 0.6931)" in printed
    solved = {g: numbers(rf"{g}: (\d+) of 100 starts", printed)[0] for g in ("AND", "OR", "XOR")}
    assert solved["AND"] > 95
    assert solved["OR"] > 95
    assert 80 < solved["XOR"] < 100
    (together,) = numbers(r"truth table together: ([\d.]+)", printed)
    assert together > 0.8


def test_digits_are_read(printed: str) -> None:
    (right, new) = numbers(r"([\d.]+) % of (\d+) new ones", printed)
    assert new == 450
    assert right > 90
