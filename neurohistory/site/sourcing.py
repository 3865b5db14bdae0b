"""Facts and their sources: what a chapter tells of history leads to a source on its page.

A chapter ends with what it is told after, under ``## Sources``.  Where its prose gives a date, that has
the year, or somebody or something that is named in the same paragraph; or the paragraph links to the
page that tells more.  A scene that gives a date has a line ``Source:`` or such a link.  A year that only
names something, as in "the unit of 1943", is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from neurohistory.site.cells import split
from neurohistory.site.citations import CitationError, with_citations
from neurohistory.site.scenes import Scene

__all__ = ["dates_in", "unsourced", "unsourced_scenes"]

_SOURCES = re.compile(r"^## Sources?\n(?P<told>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\([^)]*\)")
_DATE = re.compile(r"(?<!of )(?<![-\d])\b(?:18[5-9]\d|19\d\d|20[0-4]\d)\b(?!-\d{1,3}\b| ?[×%])")
_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]{2,}\b")
_SMALL = re.compile(r"\b[a-z][^\W\d_]{2,}\b")
_TO_A_PAGE = re.compile(r"\]\([^)]*\.md")
_NO_PROSE = ("#", "|", "```", "<!--")


def dates_in(markdown: str) -> list[str]:
    """The years in which something happened, as a text tells.

    Examples
    --------
    >>> dates_in("The unit of 1943 was wired; in 1958 [one learned](1958.md), of 1,960 weights.")
    ['1958']
    """
    return _DATE.findall(_LINK.sub("]", markdown))


def unsourced(script: Path, history: bool = True) -> list[str]:
    """Complaints about a chapter: no sources, or dates that none of them tells of.

    Parameters
    ----------
    script : Path
    history : bool, default=True
        Whether its dates are looked at.
    """
    text = script.read_text(encoding="utf-8")
    cells = [cell for cell in split(text) if cell.kind != "code"]
    try:
        prose = with_citations("\n\n".join(cell.text for cell in cells))
    except CitationError:  # the chapter cannot be made, and that is told
        return []
    found = _SOURCES.search(prose)
    if not found or not found["told"].strip():
        last = len(text.splitlines())
        return [
            f"{script}, line {last}: the chapter has no sources; end its prose with '## Sources' and "
            "what it is told after"
        ]
    if not history:
        return []
    small = {word.capitalize() for word in _SMALL.findall(prose)}
    return [
        f"{_place(script, text, paragraph)}: {year} has no source; name in '## Sources' what it is told "
        "after, with the year or with somebody whom the paragraph names"
        for paragraph in _paragraphs(prose)
        for year in dates_in(paragraph)
        if not _is_told(year, paragraph, found["told"], small)
    ]


def unsourced_scenes(scenes: Sequence[Scene]) -> list[str]:
    """Complaints about scenes that give a date and no source."""
    return [
        f"{scene.place}: {dates_in(scene.text)[0]} has no source; write 'Source: ...' below the scene"
        for scene in scenes
        if dates_in(scene.text) and not scene.source and not _TO_A_PAGE.search(scene.text)
    ]


def _paragraphs(prose: str) -> Iterator[str]:
    """What is told before the exercises and the sources."""
    told = re.split(r"^## (?:Try it|Sources?)$", prose, maxsplit=1, flags=re.MULTILINE)[0]
    for paragraph in re.split(r"\n\s*\n", told):
        if paragraph and not paragraph.startswith(_NO_PROSE):
            yield paragraph


def _is_told(year: str, paragraph: str, sources: str, small: set[str]) -> bool:
    """Whether a source has the year or a name of the paragraph, or a link leads on."""
    named = {*_CAPITAL.findall(paragraph)} - small
    words = {*re.findall(r"\w+", sources)}
    return year in words or bool(named & words) or bool(_TO_A_PAGE.search(paragraph))


def _place(script: Path, text: str, paragraph: str) -> str:
    """The script, and the line on which a paragraph begins, which may cite papers."""
    first = paragraph.splitlines()[0][:40]
    line = text.count("\n", 0, max(text.find(first), 0)) + 1
    return f"{script}, line {line}"
