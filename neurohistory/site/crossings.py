"""From the page of a model to others: its neighbours in time, its chapters, and it in sixty lines."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from markdown.extensions.toc import slugify

__all__ = ["CROSSINGS", "crossings", "places_about"]

CROSSINGS = "<!-- neurohistory: crossings -->"  # where they stand on a model's page

_HEADING = re.compile(r"^(#{1,6}) (.+?)(?: \{.*\})?$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s#]+\.md)(?:#[^)\s]*)?\)")


def crossings(place: str, titles: Mapping[str, str], texts: Mapping[str, str], short: str = "") -> str:
    """The Markdown that stands for `CROSSINGS` on a model's page.

    Parameters
    ----------
    place : str
        The page's, such as ``models/adaline.md``.
    titles : mapping of str to str
        All made pages, by their places, in the order of time; models, chapters and lessons.
    texts : mapping of str to str
        Their Markdown, and that of written pages.
    short : str, optional
        The written page that has every machine in a few lines, if there is one.

    Examples
    --------
    >>> titles = {"models/a.md": "1943 A", "models/b.md": "1958 B", "story/b.md": "1958: B"}
    >>> print(crossings("models/b.md", titles, {"story/b.md": "The [model](../models/b.md)."}))
    Before: [1943 A](a.md){ .crossing } · Chapters: [1958: B](../story/b.md){ .crossing }
    """
    models = [page for page in titles if page.startswith("models/") and not page[7:8].isdigit()]
    number = models.index(place)
    told = []
    for word, neighbour in (("Before", number - 1), ("Next", number + 1)):
        if 0 <= neighbour < len(models):
            told.append(f"{word}: {_link(titles[models[neighbour]], models[neighbour], place)}")
    chapters = [
        page
        for page in titles
        if page != place and page not in models and place in {*_linked(page, texts.get(page, ""))}
    ]
    if chapters:
        told.append(f"Chapters: {', '.join(_link(titles[page], page, place) for page in chapters)}")
    if short in texts:
        for anchor in places_about(place, short, texts[short]):
            told.append(_link("In sixty lines", f"{short}#{anchor}", place))
    return " · ".join(told)


def places_about(place: str, page: str, text: str) -> Iterator[str]:
    """The anchors of a page's sections that link to a place.

    Examples
    --------
    >>> list(places_about("models/b.md", "atoms.md", "## The B, 1958\\n\\nIts [page](models/b.md)."))
    ['the-b-1958']
    """
    parts = _HEADING.split(text)  # what comes first, then signs, title and body of each heading
    for title, body in zip(parts[2::3], parts[3::3], strict=True):
        if place in {*_linked(page, body)}:
            yield str(slugify(title, "-"))


def _linked(page: str, text: str) -> Iterator[str]:
    folder = posixpath.dirname(page)
    for found in _LINK.finditer(text):
        yield posixpath.normpath(posixpath.join(folder, found[1]))


def _link(title: str, page: str, here: str) -> str:
    return f"[{title}]({posixpath.relpath(page, posixpath.dirname(here))}){{ .crossing }}"
