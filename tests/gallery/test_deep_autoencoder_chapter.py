"""The chapter on 2006: it runs, becomes a page that everybody can read, and shows what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory.plots import DARK
from neurohistory.site.chapters import chapter_title, split
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of

NAME = "2006_deep_autoencoder"
SCRIPT = Path(__file__).parents[2] / "gallery" / f"{NAME}.py"

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
    """All that the chapter prints."""
    return "\n".join(re.findall(r"```text\n(.*?)\n```", page.markdown, re.DOTALL))


def test_begins_with_a_heading_that_begins_with_the_year(page: Page) -> None:
    title = chapter_title(SCRIPT)
    assert title.startswith("2006: ")
    assert page.markdown.startswith(f"# {title}\n")


def test_ends_with_something_to_try_and_the_sources(page: Page) -> None:
    headings = re.findall(r"^## (.+)$", page.markdown, re.MULTILINE)
    assert headings[-2:] == ["Try it", "Sources"]
    assert "10.1126/science.1127647" in page.markdown


def test_each_figure_is_described_and_has_a_light_and_a_dark_version(page: Page) -> None:
    images = [found.groupdict() for found in _IMAGE.finditer(page.markdown)]
    light = [image for image in images if image["scheme"] == "light"]
    dark = [image for image in images if image["scheme"] == "dark"]
    assert len(light) == len(dark) == 5
    assert [image["alt"] for image in light] == [image["alt"] for image in dark]
    for image in images:
        assert len(image["alt"].split()) >= 20
        assert len(page.files[image["path"]]) < 300_000


def test_every_color_of_a_figure_has_a_dark_counterpart(page: Page) -> None:
    for path, svg in page.files.items():
        if path.endswith("-light.svg"):
            assert {color.lower() for color in _COLOR.findall(svg)} <= set(DARK), path
        if path.endswith(".svg"):
            assert "<image" not in svg, f"{path} holds a raster image"


def test_formulas_can_be_drawn(page: Page) -> None:
    pytest.importorskip("math_core", reason="the site's tools are not installed")
    markdown = pytest.importorskip("markdown")
    from neurohistory.site.formulas import render_formulas

    extensions = ["pymdownx.superfences", "pymdownx.arithmatex"]
    generic = {"pymdownx.arithmatex": {"generic": True}}
    html = markdown.markdown(page.markdown, extensions=extensions, extension_configs=generic)
    drawn = render_formulas(html, NAME)
    prose = "".join(cell.text for cell in split(_text()) if cell.is_prose)
    assert drawn.count("<math") == len(re.findall(r"\$\$.+?\$\$|\$.+?\$", prose, re.DOTALL)) > 0
    assert 'class="arithmatex"' not in drawn


def test_code_cells_are_short_and_the_last_one_shows_the_figures() -> None:
    cells = split(_text())
    assert cells[-1].text == "plt.show()"
    assert max(len(cell.text.splitlines()) for cell in cells if not cell.is_prose) <= 36


def test_numbers_are_printed_for_people(printed: str) -> None:
    assert not re.search(r"np\.|float\d|array\(|-0\.0+\b|\d\.\d{4,}", printed)
    assert max(map(len, printed.splitlines())) <= 84


def test_pretraining_beats_principal_components_from_every_seed(printed: str) -> None:
    row = r"^ +{size} +{name} +([\d.]+) \(([\d.]+) to ([\d.]+)\) +(\d) of 3"
    for size in (2, 8):
        (pca,) = re.findall(rf"^ +{size} +PCA +([\d.]+)$", printed, re.MULTILINE)
        middle, low, high, below = re.findall(
            row.format(size=size, name="pretrained"), printed, re.MULTILINE
        )[0]
        assert float(low) <= float(middle) <= float(high) < float(pca)
        assert below == "3"
        *_, none = re.findall(row.format(size=size, name="random start"), printed, re.MULTILINE)[0]
        assert none == "0"


def test_a_random_start_gives_back_the_mean_image(printed: str) -> None:
    (mean,) = re.findall(r"if the mean image comes back: ([\d.]+)", printed)
    (random_start,) = re.findall(r"^random start, tuned: +error ([\d.]+)$", printed, re.MULTILINE)
    assert float(random_start) == pytest.approx(float(mean), abs=0.05)


def test_units_know_more_of_the_class_from_layer_to_layer(printed: str) -> None:
    shares = {
        name: [float(share) for share in numbers.split()]
        for name, numbers in re.findall(
            r"^(pixels|learned|random weights) +([\d. ]+)$", printed, re.MULTILINE
        )
    }
    rising = shares["pixels"] + shares["learned"]
    assert rising == sorted(set(rising))
    assert max(shares["random weights"]) < min(shares["learned"])


def test_own_data_of_784_columns_are_read(printed: str) -> None:
    assert "Problem(mnist: 300 examples and 100 to test, 784 features, 10 classes)" in printed
    errors = dict(re.findall(r"^(autoencoder|PCA|mean image) +([\d.]+)$", printed, re.MULTILINE))
    assert float(errors["autoencoder"]) < float(errors["PCA"]) < float(errors["mean image"])


def test_the_papers_numbers_are_told_apart_from_ours(page: Page) -> None:
    assert "numbers of the paper" in page.markdown
    for number in ("3.00", "8.01", "13.87", "1.44", "7.64"):
        assert f"| {number} |" in page.markdown


def test_the_script_can_be_downloaded(page: Page) -> None:
    assert page.files[f"{NAME}.py"] == _text()


def _text() -> str:
    return SCRIPT.read_text(encoding="utf-8")
