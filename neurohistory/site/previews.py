"""What a shared link shows: the title of a page, its first sentences, and the strip of stamps."""

from __future__ import annotations

import re
from html import escape, unescape

__all__ = ["HEIGHT", "PICTURE", "WIDTH", "described", "first_words"]

PICTURE, WIDTH, HEIGHT = "assets/neurohistory/shared.png", 1200, 630  # pixels, as such cards have

_LONGEST = 200  # characters that search engines and messengers show
_SHORTEST = 60  # characters of a paragraph that says something
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_UNSAID = re.compile(r"<annotation.*?</annotation>|<svg.*?</svg>|<sup.*?</sup>|<[^>]*>", re.DOTALL)


def first_words(html: str) -> str:
    """The beginning of a page's first paragraph: whole sentences, if one is short enough.

    Examples
    --------
    >>> page = "<p>1969</p><p>A <em>book</em> asked what no weights can do, and it gave the proofs.</p>"
    >>> first_words(page)
    'A book asked what no weights can do, and it gave the proofs.'
    """
    for found in _PARAGRAPH.finditer(html):
        text = " ".join(unescape(_UNSAID.sub("", found[1])).split())
        if len(text) >= _SHORTEST:
            return _shortened(text)
    return ""


def described(html: str, site: str, title: str, words: str, picture: str, address: str | None) -> str:
    """A page whose head says what a link to it shows.

    Parameters
    ----------
    html : str
    site, title, words : str
        The site's name, and the page's title and description.
    picture : str
        The address of the picture; others can fetch it only if it is a whole one.
    address : str or None
        The page's own, if it is known.
    """
    told = {
        "og:type": "website",
        "og:site_name": site,
        "og:title": title,
        "og:description": words,
        "og:url": address,
        "og:image": picture,
        "og:image:width": WIDTH,
        "og:image:height": HEIGHT,
        "og:image:alt": "What each machine of the history answers to XOR, in a row of small squares",
    }
    tags = [
        f'<meta property="{name}" content="{escape(str(value))}">'
        for name, value in told.items()
        if value
    ]
    tags.append('<meta name="twitter:card" content="summary_large_image">')
    return html.replace("</head>", "\n".join([*tags, "</head>"]), 1)


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    sentence = text[:_LONGEST].rfind(". ")
    if sentence >= _SHORTEST:
        return text[: sentence + 1]
    return text[: text[: _LONGEST - 1].rfind(" ")].rstrip(",;:") + "…"
