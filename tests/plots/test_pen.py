"""Words in a figure are text of the same length; what text cannot show remains as shapes."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from neurohistory.plots.rendering import render, vector
from neurohistory.plots.theme import STYLE

_SVG = "{http://www.w3.org/2000/svg}"


def texts(words: str, **settings: Any) -> list[ElementTree.Element]:
    fig = Figure()
    with mpl.rc_context(STYLE):
        fig.text(0.5, 0.5, words, **settings)
    return ElementTree.fromstring(render(fig)).findall(f".//{_SVG}text")


@pytest.mark.parametrize(
    "words", ["XOR", "0.25", "−3", "A & B < C: why", "mistakes of “all”", "fig", "naïve", "a -- b"]
)
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_words_are_text_as_long_as_their_shapes(words: str, weight: str) -> None:
    (found,) = texts(words, fontsize=9.5, weight=weight)
    assert found.text == words
    with mpl.rc_context(STYLE):
        shape = TextPath(
            (0, 0), words, size=9.5, prop=FontProperties(family="DejaVu Sans", weight=weight)
        )
    # The ink of a word is shorter than the word by the room around its first and last letter.
    assert 0 <= float(found.attrib["textLength"]) - shape.get_extents().width < 0.35 * 9.5


@pytest.mark.parametrize("words", ["$w_1$", "✓", "a  b", " a", "no − $x$"])
def test_what_text_cannot_show_remains_a_shape(words: str) -> None:
    assert not texts(words)


def test_each_line_and_each_turned_word_stands_where_it_stood() -> None:
    fig = Figure()
    with mpl.rc_context(STYLE):
        fig.text(0.2, 0.3, "two\nlines", rotation=90)
    places = re.findall(r"translate\(([-\d.]+ [-\d.]+)\) rotate\(-90\)", vector(fig))
    assert len(places) == 2
    assert re.findall(r"<text transform=.translate\(([-\d.]+ [-\d.]+)\) rotate\(-90\)", render(fig)) == [
        " ".join(f"{float(number):.4g}" for number in place.split()) for place in places
    ]


def test_a_shape_that_a_formula_needs_too_is_kept() -> None:
    fig = Figure()
    with mpl.rc_context(STYLE):
        fig.text(0.2, 0.8, "x = 1")
        fig.text(0.2, 0.3, r"$\mathrm{x}$")
    svg = render(fig)
    used = set(re.findall(r'href="#(\w+)"', svg))
    assert used
    assert used == set(re.findall(r'<path id="(\w+)"', svg))
