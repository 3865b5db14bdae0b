"""The gallery: a thumbnail for every model and every chapter, filtered by section, gate and words."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from typing import NamedTuple

from neurohistory.site.page import Page
from neurohistory.site.published import published

__all__ = ["SCRIPTS", "Exhibit", "exhibit", "gallery_page"]

_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>figures/[^)]+\.svg)\)(?P<size>\{[^}]*\})")
_FINDING = re.compile(r'<figcaption markdown="span">\*\*(.+?)\*\*')
_GATES = ("AND", "OR", "XOR")
SCRIPTS = ("gallery-pictures.js", "gallery.js")  # on this page alone, and in it


class Exhibit(NamedTuple):
    """A page of the site with the picture that stands for it."""

    section: str  # Models, Story or Course
    title: str
    page: str  # its address in the sources, such as story/1969_xor.md
    picture: str  # the Markdown of the picture, its path relative to the sources' folder
    finding: str  # what the picture shows, in a sentence
    gates: tuple[str, ...]  # those that the page is about
    drawing: str = ""  # what the picture's file holds
    source: str = ""  # the file that it is made from, if there is one


def exhibit(section: str, title: str, place: str, page: Page, source: str = "") -> Exhibit | None:
    """The exhibit of a page; none if it has no picture.

    Its picture is the first one that no film is made of.

    Examples
    --------
    >>> page = Page("![A line.](figures/x.svg){ width=9 }\\n\\nOn XOR alone.")
    >>> exhibit("Story", "1969: XOR", "story/xor.md", page).picture
    '![A line.](story/figures/x.svg){ width=9 }'
    """
    found = _PICTURE.search(page.markdown)
    if not found:
        return None
    path = posixpath.join(posixpath.dirname(place), found["path"])
    caption = _FINDING.search(page.markdown, found.end())
    said = page.markdown.split("```")[::2]  # code says all kinds of things
    gates = tuple(gate for gate in _GATES if re.search(rf"\b{gate}\b", " ".join(said)))
    picture = f"![{found['alt']}]({path}){found['size']}"
    drawing = page.files.get(found["path"], "")
    return Exhibit(section, title, place, picture, caption[1] if caption else "", gates, drawing, source)


def gallery_page(exhibits: Iterable[Exhibit]) -> str:
    """The Markdown of the gallery, with its own scripts; `gallery.js` puts the filter above it.

    Pictures are for readers without scripts, until a script fetches those that are near: a browser asks
    for a picture on the page before any script can tell it not to.

    Raises
    ------
    ValueError
        If two exhibits have the same picture.
    """
    items, seen = [], dict[str, str]()
    for shown in exhibits:
        picture = shown.drawing or shown.picture
        if picture in seen:
            raise ValueError(
                f"{shown.source or shown.page}, line 1: this page and {seen[picture]} have one picture "
                "in the gallery; a page is known by its first figure, so let one begin with another"
            )
        seen[picture] = shown.page
        year, _, name = shown.title.partition(": " if ": " in shown.title else " ")
        if not year.isdigit():
            year, name = "", shown.title
        label = f'<span class="card-year">{year or shown.section}</span> {escape(name)}'
        pictured = f"[{shown.picture}]({shown.page}){{ tabindex=-1 aria-hidden=true }}"
        items.append(
            f'<li markdown data-section="{shown.section}" data-gates="{" ".join(shown.gates)}">\n\n'
            f"<noscript markdown>\n\n{pictured}\n\n</noscript>\n\n"
            f"[{label}]({shown.page})\n\n{shown.finding}\n\n</li>"
        )
    assets, listed = files("neurohistory.site").joinpath("assets"), "\n".join(items)
    scripts = "".join(published(assets.joinpath(name).read_text(encoding="utf-8")) for name in SCRIPTS)
    return f'<ul class="exhibits" markdown>\n{listed}\n</ul>\n\n<script>\n{scripts}</script>'
