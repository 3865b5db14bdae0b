"""What can be touched on a page, and which of our scripts it needs.

A page asks for a toy by an element of its class, such as ``<div class="playground">``, and says
inside of it what there is to see, for readers without scripts.  Scripts and style are loaded where a toy
stands, and nowhere else; from disk, too, so they are plain scripts in an order that works.  They stand
right behind the toy, and the theme's script waits for the whole page: so what can be touched is ready
before what comes below it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["TOYS", "theme_last", "toy", "with_shows", "with_toys"]

TOYS: dict[str, tuple[str, ...]] = {
    "playground": (
        "toys.css",
        "ziggurat.js",
        "numpy-random.js",
        "rules.js",
        "support-vectors.js",
        "parts.js",
        "plane.js",
        "playground-address.js",
        "playground.js",
    ),
    "stepper": ("toys.css", "network.css", "parts.js", "plane.js", "network.js", "stepper.js"),
    "epochs": ("toys.css", "parts.js", "plane.js", "epochs.css", "epochs.js"),
    "digit-map": ("toys.css", "parts.js", "plane.js", "digit-map.css", "digit-map.js"),
    "margin": ("toys.css", "support-vectors.js", "parts.js", "plane.js", "margin.js"),
    "retina": ("toys.css", "parts.js", "pixels.css", "pixels.js", "retina.css", "retina.js"),
    "memory": ("toys.css", "parts.js", "pixels.css", "pixels.js", "memory.css", "memory.js"),
    "spikes": ("toys.css", "parts.js", "spikes.css", "spikes.js"),
    "ledger": ("ledger.css", "ledger.js"),
    "claims": ("ledger.css",),
    "runs": ("ledger.css",),
    "own-run": ("toys.css", "parts.js", "digits.js", "own-run.css", "own-run.js"),
    "dream": ("toys.css", "parts.js", "dream.css", "dream.js"),
    "knobby-adaline": ("toys.css", "parts.js", "knobby-adaline.css", "knobby-adaline.js"),
    "descent-race": ("toys.css", "parts.js", "plane.js", "descent-race.css", "descent-race.js"),
}

# By what they show, in this order: scenes copy their films before these get controls.
_SHOWS = {'<aside class="scenes"': "scenes.js", '<figure class="film"': "player.js"}

_BOX = re.compile(r"<div\b|</div>")
_THEME = re.compile(r'<script src="[^"]*assets/javascripts/bundle\.')
_NEEDED = "<noscript>This can be tried out where scripts run.</noscript>"


def toy(name: str, data: Mapping[str, Any], still: str) -> str:
    """The place of a toy in a page, in Markdown: what stands there without scripts, and its data.

    Parameters
    ----------
    name : str
        One of `TOYS`.
    data : mapping
        What its script reads; what JSON can hold.
    still : str
        Markdown.

    Examples
    --------
    >>> print(toy("stepper", {"steps": [1, 2]}, "Two steps."))
    <div class="stepper" markdown>
    <BLANKLINE>
    Two steps.
    <BLANKLINE>
    <noscript>This can be tried out where scripts run.</noscript>
    <script type="application/json">{"steps":[1,2]}</script>
    <BLANKLINE>
    </div>
    """
    told = json.dumps(data, separators=(",", ":")).replace("</", r"<\/")  # which would end the script
    script = f'{_NEEDED}\n<script type="application/json">{told}</script>'
    return f'<div class="{name}" markdown>\n\n{still}\n\n{script}\n\n</div>'


def with_toys(html: str, address_of: Callable[[str], str]) -> str:
    """A page with the scripts and styles of the toys on it, each once, right behind its toy.

    Parameters
    ----------
    html : str
    address_of : callable
        From the name of an asset to its address, as seen from the page.

    Examples
    --------
    >>> page = with_toys('<div class="playground"></div>', "assets/{}".format)
    >>> page.count("<script"), page.count("<link")
    (8, 1)
    >>> with_toys("<p>nothing to touch</p>", str)
    '<p>nothing to touch</p>'
    """
    ends = {toy: _end_of_last(toy, html) for toy in TOYS if f'<div class="{toy}"' in html}
    parts, loaded, done = [], set[str](), 0
    for toy, end in sorted(ends.items(), key=lambda each: each[1]):
        needed = [asset for asset in TOYS[toy] if asset not in loaded]
        parts += [html[done:end], *(f"\n{_tag(address_of(asset))}" for asset in needed)]
        loaded, done = loaded.union(needed), end
    return "".join([*parts, html[done:]])


def with_shows(page: str, address_of: Callable[[str], str]) -> str:
    """A whole page with the scripts of the scenes and the films on it, behind all else.

    Parameters
    ----------
    page : str
    address_of : callable
        From the name of an asset to its address, as seen from the page.

    Examples
    --------
    >>> with_shows('<figure class="film"></figure></body>', "assets/{}".format)
    '<figure class="film"></figure><script src="assets/player.js"></script></body>'
    """
    scripts = [_tag(address_of(script)) for mark, script in _SHOWS.items() if mark in page]
    return page.replace("</body>", "".join([*scripts, "</body>"]))


def theme_last(page: str) -> str:
    """A whole page on which the theme's script, and those after it, run when all of the page stands.

    The theme takes as long to begin as everything before it; meanwhile nobody could touch anything.

    Parameters
    ----------
    page : str

    Examples
    --------
    >>> theme_last('<p>all</p><script src="assets/javascripts/bundle.1.min.js"></script>')
    '<p>all</p><script defer src="assets/javascripts/bundle.1.min.js"></script>'
    """
    found = _THEME.search(page)
    begin = found.start() if found else len(page)
    return page[:begin] + page[begin:].replace("<script src=", "<script defer src=")


def _end_of_last(toy: str, html: str) -> int:
    """Where the last element of a toy ends."""
    begin, depth = html.rindex(f'<div class="{toy}"'), 0
    for found in _BOX.finditer(html, begin):
        depth += 1 if found[0] == "<div" else -1
        if depth == 0:
            return found.end()
    return len(html)


def _tag(address: str) -> str:
    if address.endswith(".css"):
        return f'<link rel="stylesheet" href="{address}">'
    return f'<script src="{address}"></script>'
