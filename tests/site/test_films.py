"""Films on pages."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from neurohistory.plots import DARK, STYLE, theme
from neurohistory.plots.rendering import vector
from neurohistory.site.films import player, player_markup, reels

N = 30


def turning_line(number: int, label: str = "") -> Figure:
    with mpl.rc_context(STYLE):
        fig = Figure()
        ax = fig.subplots()
        x = np.linspace(0, 6, 300)
        ax.plot(x, np.sin(x + number / 5), color=theme.BLUE)
        ax.text(1, 0, f"frame {number}", color=theme.INK)
        ax.set(xlim=(0, 6), ylim=(-1, 1), xlabel="angle")
    fig.set_label(label)
    return fig


@pytest.fixture(scope="module")
def film() -> str:
    page = player([turning_line(n) for n in range(N)], "turn", 'It "turns" & <turns>.')
    assert not page.files
    return page.markdown


def drawing(film: str) -> ElementTree.Element:
    found = ElementTree.fromstring(film).find("div/svg")  # it is XML as well
    assert found is not None
    return found


def test_a_film_of_thirty_pictures_is_light(film: str) -> None:
    apart = 2 * sum(len(vector(turning_line(n))) for n in range(0, N, 10)) * 10
    assert len(film) < 600_000
    assert len(film) < apart / 5


def test_the_last_picture_is_shown_until_a_script_comes(film: str) -> None:
    frames = drawing(film).findall("g")
    assert [frame.get("display") for frame in frames] == ["none"] * (N - 1) + ["inline"]
    assert [frame.get("data-label") for frame in frames][::29] == ["1 of 30", "30 of 30"]


def test_the_film_says_what_it_shows(film: str) -> None:
    assert drawing(film).get("role") == "img"
    assert drawing(film).get("aria-label") == 'It "turns" & <turns>.'


def test_markdown_takes_it_for_one_block(film: str) -> None:
    markdown = pytest.importorskip("markdown")
    assert "\n\n" not in film.strip()
    html = markdown.markdown(f"Before\n\n{film}\n\n*After*", extensions=["md_in_html", "attr_list"])
    assert film.strip().replace(' markdown="block"', "") in html
    assert "<em>After</em>" in html


def test_every_reference_is_defined_once(film: str) -> None:
    ids = [element.get("id") for element in drawing(film).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', film)) | set(re.findall(r"url\(#([^)]+)\)", film)) <= {
        *ids
    }


def test_frames_are_what_the_figures_are(film: str) -> None:
    # The text of a picture is its own, the label of the axis everybody's.
    frames = drawing(film).findall("g")
    texts = {ElementTree.tostring(frame) for frame in frames}
    assert len(texts) == N
    assert all(frame.findall(".//use") for frame in frames)
    assert not film.count("xlink")


def test_colors_are_variables_with_a_dark_partner(film: str) -> None:
    style, rest = film.split("</style>", 1)
    assert not re.findall("#[0-9a-f]{6}\\b", rest)
    for name in set(re.findall(r"var\(--ink-([0-9a-f]{6})\)", rest)) | {"000000"}:
        assert f"--ink-{name}:#{name}" in style
        assert f"--ink-{name}:{DARK[f'#{name}']}" in style
    assert "@media screen{[data-md-color-scheme=slate]" in style  # paper is light


def test_frames_have_labels_and_the_film_a_caption() -> None:
    pictures = [turning_line(n) for n in range(2)]
    film = player(pictures, "turn", "It turns.", ["start", "a | b"], caption="**It** turns.").markdown
    assert 'data-label="start"' in film
    assert 'data-label="a | b"' in film
    assert '<figcaption markdown="span">**It** turns.</figcaption>' in film


def test_a_film_needs_frames_and_a_label_for_each() -> None:
    with pytest.raises(ValueError, match="no frame"):
        player([], "empty", "Nothing.")
    with pytest.raises(ValueError, match="1 frames and 2 labels"):
        player_markup("odd", ["<svg/>"], "Odd.", ["a", "b"])


def test_figures_of_one_film_are_found_together() -> None:
    labels = ["a", "a", "film: f | 1", "film: f | 2", "film: g", "film: g", "", "film: f | 3"]
    found = [
        (reel.alt, reel.labels, len(reel.figures))
        for reel in reels(turning_line(0, label) for label in labels)
    ]
    assert found == [
        ("a", [], 1),
        ("a", [], 1),
        ("f", ["1", "2"], 2),
        ("g", ["1 of 2", "2 of 2"], 2),
        ("", [], 1),
        ("f", ["3"], 1),
    ]
