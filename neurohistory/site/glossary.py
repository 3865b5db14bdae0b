"""Terms explained: the first time that a page uses one, it leads to the glossary and says what it means.

The glossary is a written page, ``glossary.md``: a heading for each term, and a paragraph under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

__all__ = ["PAGE", "explain", "terms_in"]

PAGE = "glossary.md"
_ENTRY = re.compile(r"^### (?P<term>.+)\n+(?P<meaning>(?:(?!#).+\n?)+)", re.MULTILINE)
_TAG = re.compile(r"(<[^>]+>)")
_NAME = re.compile(r"<(?P<end>/?)(?P<name>[\w-]+)")
_MARKUP = re.compile(r"\[([^\]]+)\]\([^)]+\)|[*`$]")
_OPEN = {"p", "li", "figcaption"}  # where words are explained
_CLOSED = {"a", "button", "code", "math", "pre", "script", "style", "summary", "table"}
_CLOSED |= {f"h{level}" for level in range(1, 7)}


def terms_in(markdown: str) -> dict[str, str]:
    r"""The terms of a glossary with their meanings, as plain text.

    Examples
    --------
    >>> terms_in("# Glossary\n\n### epoch\n\nOne pass through *all*\nexamples.\n")
    {'epoch': 'One pass through all examples.'}
    """
    return {
        entry["term"].strip(): " ".join(_MARKUP.sub(r"\1", entry["meaning"]).split())
        for entry in _ENTRY.finditer(markdown)
    }


def explain(html: str, terms: Mapping[str, str], glossary: str) -> str:
    """A page whose terms, each where it comes first, are links to the glossary with their meaning.

    Examples
    --------
    >>> explain("<p>Two epochs.</p>", {"epoch": "One pass."}, "g.html")
    '<p>Two <a class="term" href="g.html#epoch" title="One pass.">epochs</a>.</p>'
    """
    if not terms:
        return html
    left = dict(terms)
    by_length = sorted(terms, key=len, reverse=True)
    words = re.compile(rf"\b({'|'.join(map(re.escape, by_length))})(?:e?s)?\b", re.IGNORECASE)

    def link(found: re.Match[str]) -> str:
        term = found[1].lower()
        if term not in left:
            return found[0]
        address = f"{glossary}#{term.replace(' ', '-')}"
        meaning = escape(left.pop(term))
        return f'<a class="term" href="{address}" title="{meaning}">{found[0]}</a>'

    return "".join(words.sub(link, part) if spoken else part for part, spoken in _parts(html))


def _parts(html: str) -> Iterator[tuple[str, bool]]:
    """The tags and texts of a page, and whether words in them are explained."""
    inside: list[str] = []
    for part in _TAG.split(html):
        tag = _NAME.match(part)
        if tag and tag["name"] in _OPEN | _CLOSED and not part.endswith("/>"):
            if not tag["end"]:
                inside.append(tag["name"])
            elif tag["name"] in inside:
                del inside[len(inside) - 1 - inside[::-1].index(tag["name"]) :]
        yield part, bool(not tag and _OPEN & {*inside} and not _CLOSED & {*inside})
