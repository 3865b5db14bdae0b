"""Scenes: a chapter told in a few screens that can be projected, one after the other.

The scenes of a chapter stand in a Markdown file of its name in ``gallery/scenes/``.  Each begins with a
heading and has a few sentences.  Two kinds of line may follow::

    ## The error before the threshold

    Bernard Widrow and his student Marcian Hoff measured the error on the sum.

    Figure: Every presentation rolls
    Source: [@widrow_1990], page 1425.

``Figure:`` shows a figure of the chapter, by its number or by the first words of its caption, and
``Source:`` stands small below.  On the page they wait out of sight, until ``scenes.js`` opens them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from neurohistory.site.citations import CitationError, with_citations
from neurohistory.site.page import Page

__all__ = ["Scene", "SceneError", "read_scenes", "strays", "with_scenes"]

FEWEST, MOST = 5, 7  # scenes of a chapter
MOST_WORDS = 60  # a scene fits a screen, and is read aloud in half a minute
MOST_BLOCKS = 4  # paragraphs, and items of a list
MOST_LETTERS = 30  # in a word, beside a figure
MOST_OF_HEADING = 60  # characters

_HEADING = re.compile(r"^## +(?P<heading>.+)$", re.MULTILINE)
_LINE = re.compile(
    r"^(?P<name>Figure|Source): *(?P<value>.+(?:\n(?!\n|Figure:|Source:).+)*)", re.MULTILINE
)
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_CAPTION = re.compile(r"<figcaption[^>]*>(.*?)</figcaption>", re.DOTALL)
_LINK = re.compile(r"\]\([^)]*\)")
_BLOCK = re.compile(r"\n\s*\n|\n(?=[-*+] |\d+\. )")
_NO_WORDS = re.compile(r"^(?:\||```|\$\$|!\[|#|<)", re.MULTILINE)  # a table, code, a formula, a picture


class SceneError(ValueError):
    """Scenes that cannot be shown; the message has the file and the line."""


class Scene(NamedTuple):
    """A screen of a chapter, and where it stands."""

    heading: str
    text: str  # Markdown
    figure: str  # the number of one of the chapter's, or how its caption begins; or nothing
    source: str  # Markdown, or nothing
    place: str  # file and line


def read_scenes(path: Path) -> list[Scene]:
    """The scenes of a file.

    Raises
    ------
    SceneError
        If there are too few or too many, or one has no heading of its own, no words, or more than fit a
        screen.
    """
    text = path.read_text(encoding="utf-8")
    starts = [*_HEADING.finditer(text)]
    ends = [*(start.start() for start in starts[1:]), len(text)]
    if text[: starts[0].start() if starts else None].strip():
        raise SceneError(
            f"{path}, line 1: this is before the first scene; begin with '## ' and a heading"
        )
    if not FEWEST <= len(starts) <= MOST:
        raise SceneError(
            f"{path}, line 1: {len(starts)} scenes; a chapter is told in {FEWEST} to {MOST}, "
            "each below a heading '## ...'"
        )
    scenes = [
        _scene(start["heading"].strip(), text[start.end() : end], f"{path}, line {_line(text, start)}")
        for start, end in zip(starts, ends, strict=True)
    ]
    for number, scene in enumerate(scenes):
        if scene.heading in {before.heading for before in scenes[:number]}:
            raise SceneError(f"{scene.place}: a scene before is called {scene.heading!r}; rename one")
    return scenes


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


def _scene(heading: str, body: str, place: str) -> Scene:
    lines: dict[str, str] = {}
    for found in _LINE.finditer(body):
        if found["name"] in lines:
            raise SceneError(f"{place}: a second line '{found['name']}:'; a scene has one")
        lines[found["name"]] = " ".join(found["value"].split())
    text = _LINE.sub("", body).strip()
    _check_room(_LINK.sub("]", text), place)
    if len(heading) > MOST_OF_HEADING:
        raise SceneError(
            f"{place}: the heading has {len(heading)} characters; it may have {MOST_OF_HEADING}"
        )
    try:
        source = with_citations(lines.get("Source", ""))
    except CitationError as error:
        raise SceneError(f"{place}: {error}") from None
    return Scene(heading, text, lines.get("Figure", ""), source, place)


def _check_room(text: str, place: str) -> None:
    """Refuse words that do not fit a screen of 1280 by 720 beside a figure."""
    words = text.split()
    if not 1 <= len(words) <= MOST_WORDS:
        raise SceneError(f"{place}: the scene has {len(words)} words; it may have 1 to {MOST_WORDS}")
    if len(blocks := _BLOCK.split(text)) > MOST_BLOCKS:
        raise SceneError(
            f"{place}: the scene has {len(blocks)} paragraphs and items; it may have {MOST_BLOCKS}"
        )
    if len(longest := max(words, key=len)) > MOST_LETTERS:
        raise SceneError(
            f"{place}: the word {longest[:MOST_LETTERS]!r} is too long for a screen; "
            f"it may have {MOST_LETTERS} letters"
        )
    if _NO_WORDS.search(text):
        raise SceneError(
            f"{place}: a scene has words alone; show a figure of the chapter by a line 'Figure: ...'"
        )


def strays(chapters: Sequence[Path], folder: Path) -> list[str]:
    """Complaints about files of scenes that are named after no chapter."""
    names = {chapter.stem for chapter in chapters}
    return [
        f"{path}, line 1: no chapter is called {path.stem!r}; name the file after a chapter"
        for path in sorted(folder.glob("*.md"))
        if path.stem not in names
    ]


def with_scenes(page: Page, scenes: Sequence[Scene]) -> Page:
    """The page with its scenes below, out of sight.

    Raises
    ------
    SceneError
        If a scene asks for a figure that the page has not.
    """
    captions = [_caption(figure) for figure in _FIGURE.findall(page.markdown)]
    told = [_shown(number, scene, captions) for number, scene in enumerate(scenes, 1)]
    # The search leaves out what stands in the first element of this name up to the next end of one.
    below = '<aside class="scenes" hidden data-search-exclude markdown>\n\n{}\n\n</aside>\n'
    return Page(page.markdown + "\n" + below.format("\n\n".join(told)), page.files)


def _caption(figure: str) -> str:
    found = _CAPTION.search(figure)
    return found[1].replace("*", "") if found else ""


def _shown(number: int, scene: Scene, captions: Sequence[str]) -> str:
    """A scene as Markdown; the figure is not repeated, but named by its number."""
    figure = f' data-figure="{_number(scene, captions)}"' if scene.figure else ""
    source = f'\n\n<p class="scene-source" markdown="span">{scene.source}</p>' if scene.source else ""
    role = 'role="heading" aria-level="2" tabindex="-1"'  # not of the chapter's list of headings
    title = f'<p class="scene-title" {role}>{escape(scene.heading)}</p>'
    return (
        f'<section class="scene" id="scene-{number}"{figure} markdown>\n\n'
        f"{title}\n\n"
        f'<div class="scene-words" markdown>\n\n{scene.text}\n\n</div>{source}\n\n</section>'
    )


def _number(scene: Scene, captions: Sequence[str]) -> int:
    """The number of the figure that a scene asks for, from 1."""
    if scene.figure.isdigit():
        found = [int(scene.figure)] if 1 <= int(scene.figure) <= len(captions) else []
    else:
        found = [n for n, caption in enumerate(captions, 1) if caption.startswith(scene.figure)]
    if len(found) != 1:
        beginnings = "; ".join(f"{n} {caption[:40]}" for n, caption in enumerate(captions, 1))
        raise SceneError(
            f"{scene.place}: {len(found)} figures are called {scene.figure!r}; "
            f"the chapter has {beginnings}"
        )
    return found[0]
