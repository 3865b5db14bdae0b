"""The chapter on order: it runs, it shows what it says, and its short cut by symmetry is fair."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory import train
from neurohistory.catalog import make
from neurohistory.plots import DARK
from neurohistory.site.chapters import chapter_title, split
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of
from neurohistory.theory.predicates.functions import function, kinds

SCRIPT = Path(__file__).parents[2] / "gallery" / "1969_xor_and_order.py"
FIGURES = 5

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)#]+)#only-(?P<scheme>light|dark)\)")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}\b")


@pytest.fixture(scope="module")
def page() -> Page:
    """The chapter, run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        return page_of(Job("chapter", str(SCRIPT)))


@pytest.fixture(scope="module")
def printed(page: Page) -> str:
    """What it prints."""
    return "\n".join(re.findall(r"```text\n(.*?)\n```", page.markdown, re.DOTALL))


def test_begins_with_a_heading_that_begins_with_the_year(page: Page) -> None:
    assert chapter_title(SCRIPT) == "1969: How far must a machine look?"
    assert page.markdown.startswith(f"# {chapter_title(SCRIPT)}\n")


def test_ends_with_something_to_try_and_the_sources(page: Page) -> None:
    headings = re.findall(r"^## (.+)$", page.markdown, re.MULTILINE)
    assert headings[-2:] == ["Try it", "Sources"]


def test_each_figure_is_described_and_has_a_light_and_a_dark_version(page: Page) -> None:
    images = [found.groupdict() for found in _IMAGE.finditer(page.markdown)]
    light = [image for image in images if image["scheme"] == "light"]
    dark = [image for image in images if image["scheme"] == "dark"]
    assert len(light) == len(dark) == FIGURES
    assert [image["alt"] for image in light] == [image["alt"] for image in dark]
    for image in images:
        assert len(image["alt"].split()) >= 20, "the description should tell what the figure shows"
        assert image["path"] in page.files


def test_figures_are_small_drawings_in_colors_with_a_dark_counterpart(page: Page) -> None:
    for path, svg in page.files.items():
        if path.endswith("-light.svg"):
            assert {color.lower() for color in _COLOR.findall(svg)} <= set(DARK), path
        if path.endswith(".svg"):
            assert "<image" not in svg, f"{path} holds a raster image"
            assert len(svg) < 300_000


def test_numbers_are_printed_for_people(printed: str) -> None:
    assert "array(" not in printed
    assert "np." not in printed
    assert "-0.00" not in printed
    assert max(map(len, printed.splitlines())) <= 100


def test_formulas_can_be_drawn(page: Page) -> None:
    pytest.importorskip("math_core", reason="the site's tools are not installed")
    markdown = pytest.importorskip("markdown")
    from neurohistory.site.formulas import render_formulas

    extensions = ["pymdownx.superfences", "pymdownx.arithmatex"]
    generic = {"pymdownx.arithmatex": {"generic": True}}
    html = markdown.markdown(page.markdown, extensions=extensions, extension_configs=generic)
    drawn = render_formulas(html, SCRIPT.stem)
    prose = "".join(cell.text for cell in split(SCRIPT.read_text(encoding="utf-8")) if cell.is_prose)
    assert drawn.count("<math") == len(re.findall(r"\$\$.+?\$\$|\$.+?\$", prose, re.DOTALL)) > 0
    assert 'class="arithmatex"' not in drawn


def test_code_cells_are_short_and_the_last_one_shows_the_figures() -> None:
    cells = split(SCRIPT.read_text(encoding="utf-8"))
    assert cells[-1].text == "plt.show()"
    assert max(len(cell.text.splitlines()) for cell in cells if not cell.is_prose) <= 36


def test_the_orders_of_the_book_are_printed(printed: str) -> None:
    assert re.search(r"number of black points odd\? 1 2 3 4 5 6 ", printed)
    assert re.search(r"mirror itself\? +2 2 2 2 2 2 ", printed)
    assert re.search(r"T or C\? +3 3 3 ", printed)
    assert re.search(r"one in a box\)\? +1$", printed, re.MULTILINE)
    grids = dict(re.findall(r"on (\d x \d): (\d)", printed))
    assert grids.items() >= {
        "1 x 3": "1", "1 x 4": "2", "1 x 5": "2", "1 x 6": "2",
        "2 x 2": "2", "2 x 3": "2", "2 x 4": "2", "3 x 3": "3",
    }.items()  # fmt: skip


def test_the_map_is_the_one_that_theory_draws(printed: str) -> None:
    assert "a: all five machines: 40 functions; order [0, 1]" in printed
    assert "p: all but ADALINE: 64 functions; order [1]" in printed
    assert "m: MADALINE, order 2, backprop: 150 functions; order [2]" in printed
    assert "o: MADALINE, backprop: 2 functions; order [3]" in printed


def test_adaline_ends_right_as_often_as_wrong_on_both_kinds_that_it_misses(printed: str) -> None:
    for number in ("00000001", "00000111"):
        found = re.search(rf"^{number}  ([\d.]+) to ([\d.]+) %$", printed, re.MULTILINE)
        assert found
        low, high = map(float, found.groups())
        assert low < 50 < high < 100 * 2 / 3  # the cut of the map is clear of it
        assert re.search(rf"^{number}: bias .*on the plane: 1 of 8 cases$", printed, re.MULTILINE)


def test_the_counts_are_printed(printed: str) -> None:
    for number in ("4 ", "14 ", "104 ", "1,882 ", "94,572 ", "15,028,134 "):
        assert f" {number}" in printed
    for line in ("2 inputs: 16 of 16", "3 inputs: 254 of 256", "4 inputs: 41,614 of 65,536"):
        assert f"two hidden units, {line}" in printed


def test_that_xor_ended_the_field_is_called_disputed(page: Page) -> None:
    assert "put an end to the field is disputed" in " ".join(page.markdown.split())
    assert "1969_xor.md" in page.markdown


def machines() -> dict[str, str]:
    """The machines of the map, read from the script."""
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    (found,) = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "MACHINES"
    )
    return dict(ast.literal_eval(found))


@pytest.mark.parametrize("number", [1, 0b00000111, 0b00010110, 0b00011110, 0b01101001])
@pytest.mark.parametrize("spec", machines().values(), ids=machines())
def test_a_disguise_makes_no_difference(spec: str, number: int) -> None:
    """The chapter trains one function of each kind: do others of that kind fare alike?"""
    model, kind = make(spec), kinds(3)
    same = np.flatnonzero(kind == kind[number])
    rng = np.random.default_rng(number)
    # The farthest in number, which has the opposite answers, and another one.
    solved = []
    for other in (same[0], same[-1], rng.choice(same)):
        gate = function(3, int(other)).bipolar
        history = train(model, gate.X, gate.target, n_starts=100, rng=rng, keep_states=False)
        solved.append(int(history.solved.sum()))
    # Counts of 100 at the same chance differ by more than four standard deviations, 4 sqrt(2 p q 100),
    # once in ten thousand.
    chance = np.mean(solved) / 100
    assert np.ptp(solved) <= 4 * np.sqrt(2 * chance * (1 - chance) * 100)


def test_a_disguise_makes_a_difference_to_the_mark_i() -> None:
    """Why it is not on the map: it answers a blank retina with no, whatever it learns."""
    model = make("mark_i:n_association=64,max_epochs=20")
    solved = []
    for number in (0b00000110, 0b11111001):
        gate = function(3, number)
        assert kinds(3)[number] == 0b00000110
        history = train(model, gate.X, gate.target, n_starts=20, rng=0, keep_states=False)
        solved.append(int(history.solved.sum()))
    assert solved[0] > 10
    assert solved[1] == 0
