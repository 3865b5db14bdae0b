"""The second chapter of 1995: it runs, everybody can read it, and it shows what a kernel costs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory.plots import DARK
from neurohistory.site.chapters import chapter_title, chapters_in, split
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of

SCRIPT = Path(__file__).parents[2] / "gallery" / "1995_kernels_compared.py"
PROBLEMS = ("moons", "circles", "spirals", "digits")

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
    """All that it prints."""
    return "\n".join(re.findall(r"```text\n(.*?)\n```", page.markdown, re.DOTALL))


def table(printed: str, heading: str) -> dict[str, list[float]]:
    """The rows below a heading: what they are called, and their numbers outside of brackets."""
    rows: dict[str, list[float]] = {}
    for line in printed.split(heading)[1].splitlines()[1:]:
        name, *cells = re.split(r"\s{2,}", re.sub(r"\(.*?\)|,(?=\d)", "", line).strip())
        if cells and all(re.fullmatch(r"[\d.]+", cell) for cell in cells):
            rows[name] = [float(cell) for cell in cells]
        elif rows:
            break
    return rows


# The page -----------------------------------------------------------------------------------------


def test_it_comes_after_the_chapter_that_tells_what_a_kernel_is(page: Page) -> None:
    names = [path.stem for path in chapters_in(SCRIPT.parent)]
    assert names.index("1995_kernels_compared") == names.index("1995_kernels") + 1
    assert chapter_title(SCRIPT) == "1995: Kernels compared"
    assert page.markdown.startswith("# 1995: Kernels compared\n")


def test_it_ends_with_something_to_try_and_the_sources(page: Page) -> None:
    assert re.findall(r"^## (.+)$", page.markdown, re.MULTILINE)[-2:] == ["Try it", "Sources"]
    assert "doi.org/10.1007/BF00994018" in page.markdown


def test_each_figure_is_described_and_has_a_light_and_a_dark_version(page: Page) -> None:
    images = [found.groupdict() for found in _IMAGE.finditer(page.markdown)]
    light = [image["alt"] for image in images if image["scheme"] == "light"]
    dark = [image["alt"] for image in images if image["scheme"] == "dark"]
    assert len(light) == 5
    assert light == dark
    for image in images:
        assert len(image["alt"].split()) >= 20
        assert len(page.files[image["path"]]) < 300_000


def test_every_color_of_a_figure_has_a_dark_counterpart(page: Page) -> None:
    for path, svg in page.files.items():
        if path.endswith("-light.svg"):
            assert {color.lower() for color in _COLOR.findall(svg)} <= set(DARK), path
        if path.endswith(".svg"):
            assert "<image" not in svg, f"{path} holds a raster image"


def test_numbers_are_printed_for_people(printed: str) -> None:
    for sign in ("array(", "np.", "-0.00", "nan", "inf"):
        assert sign not in printed
    assert max(map(len, printed.splitlines())) <= 100


def test_formulas_can_be_drawn(page: Page) -> None:
    pytest.importorskip("math_core", reason="the site's tools are not installed")
    markdown = pytest.importorskip("markdown")
    from neurohistory.site.formulas import render_formulas

    extensions = ["pymdownx.superfences", "pymdownx.arithmatex"]
    generic = {"pymdownx.arithmatex": {"generic": True}}
    html = markdown.markdown(page.markdown, extensions=extensions, extension_configs=generic)
    drawn = render_formulas(html, SCRIPT.stem)
    prose = "".join(cell.text for cell in split(SCRIPT.read_text()) if cell.is_prose)
    assert drawn.count("<math") == len(re.findall(r"\$\$.+?\$\$|\$.+?\$", prose, re.DOTALL)) > 0
    assert 'class="arithmatex"' not in drawn


def test_code_cells_are_short_and_the_last_one_shows_the_figures() -> None:
    cells = split(SCRIPT.read_text())
    assert cells[-1].text == "plt.show()"
    assert max(len(cell.text.splitlines()) for cell in cells if not cell.is_prose) <= 36


def test_other_chapters_that_it_names_are_there(page: Page) -> None:
    named = re.findall(r"\]\((\d{4}\w+)\.md\)", page.markdown)
    assert {"1995_kernels", "1958_perceptron", "1986_backprop"} <= set(named)
    assert all((SCRIPT.parent / f"{name}.py").exists() for name in named)


# What it shows ------------------------------------------------------------------------------------


def test_xor_has_one_eighth_four_times_and_a_gap_of_two_roots_of_two(printed: str) -> None:
    assert "multipliers 1/8 1/8 1/8 1/8   t f(x) = 1 1 1 1   sum 0\n" in printed
    found = re.findall(r"^C = (\S+) +found a =((?: 0\.125000){4}) +gap 2\.8284$", printed, re.MULTILINE)
    assert [float(C) for C, _ in found] == [1, 1e6]


def test_no_kernel_of_the_table_is_best_at_everything_and_a_wrong_one_costs_much(printed: str) -> None:
    shares = table(printed, "% right, of examples not learned from")
    assert len(shares) == 11
    best = [max(column) for column in zip(*shares.values(), strict=True)]
    worst = [min(column) for column in zip(*shares.values(), strict=True)]
    assert not any(row == best for row in shares.values())
    lost = [float(points) for points in re.findall(r"lost ([\d.]+) points", printed)]
    assert len(lost) == 5
    assert lost[1:] == pytest.approx([b - w for b, w in zip(best[1:], worst[1:], strict=True)], abs=0.11)
    assert min(lost) > 10
    assert lost[PROBLEMS.index("digits") + 1] > 80
    assert shares["linear"][0] == 14  # gates: all but XOR and its opposite


def test_the_machine_does_not_show_a_wrong_choice_but_by_its_support_vectors(printed: str) -> None:
    vectors = table(printed, "support vectors out of 300")
    assert vectors["radial, γ = 100"][PROBLEMS.index("digits")] == 300
    assert vectors["degree 2"][PROBLEMS.index("circles")] < 20
    assert len(re.findall("none", printed)) == 4  # the sigmoid is no product


def test_the_digits_have_the_shape_of_the_papers_table(printed: str) -> None:
    rows = table(printed, "degree   1995: % wrong")
    assert [row[0] for row in rows.values()] == [12.0, 4.7, 4.4, 4.3, 4.3]
    assert [row[1] for row in rows.values()] == [200, 127, 148, 175, 190]
    here = [row[2] for row in rows.values()]
    assert here[0] > 1.5 * max(here[1:])
    assert "1,329,890,704" in printed


def test_cross_validation_chooses_well_for_thirty_four_times_the_work(printed: str) -> None:
    chosen = re.findall(r"chosen: .+? fresh examples ([\d.]+) % right", printed)
    assert len(chosen) == 2
    assert min(map(float, chosen)) > 93
    assert "68 fits in place of 2" in printed


def test_prior_knowledge_is_worth_hundreds_of_examples_and_of_no_use_elsewhere(printed: str) -> None:
    rows = table(printed, "% right (support vectors)   300 examples")
    own, radial, own_of_10, radial_of_10 = rows["spirals"]
    assert own == own_of_10 == radial == 100
    assert radial_of_10 < 65
    for name in ("moons", "circles"):
        assert rows[name][0] < 70 < rows[name][1]


def test_a_smaller_bound_makes_a_wider_gap(printed: str) -> None:
    gaps = [float(gap) for gap in re.findall(r"^C = \S+ +gap ([\d.]+),", printed, re.MULTILINE)]
    assert len(gaps) == 3
    assert gaps == sorted(gaps, reverse=True)
    # C of 1995 is today's over the sum of the slacks.
    for C, slack, of_1995 in re.findall(
        r"^C = (\S+) .*slacks +([\d.]+); C of 1995: (\S+)", printed, re.M
    ):
        assert float(of_1995) == pytest.approx(float(C) / float(slack), abs=0.02 * float(of_1995) + 1e-4)


def test_the_multilayer_perceptron_stands_beside_the_kernels(printed: str) -> None:
    rows = table(printed, "gap 0.56")  # the last table begins after the soft margins
    gates, moons, circles, spirals, digits = range(5)
    network, perceptron = rows["multilayer perceptron"], rows["perceptron"]
    assert network[gates] == 100
    assert perceptron[gates] == 87.5
    for name in (moons, circles, spirals):
        assert network[name] > perceptron[name] + 10
    assert rows["degree 5"][digits] > network[digits] > rows["sigmoid"][digits] + 70
