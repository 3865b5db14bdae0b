"""What can be touched on a page, and which of our scripts it needs.

A page asks for a toy by an element of its class, such as ``<div class="playground">``, and says
inside of it what there is to see, for readers without scripts.  Scripts and style are loaded where a toy
stands, and nowhere else; from disk, too, so they are plain scripts in an order that works.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["TOYS", "toy", "with_toys"]

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

_NEEDED = "<noscript>What can be touched here needs scripts.</noscript>"


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
    <noscript>What can be touched here needs scripts.</noscript>
    <script type="application/json">{"steps":[1,2]}</script>
    <BLANKLINE>
    </div>
    """
    told = json.dumps(data, separators=(",", ":")).replace("</", r"<\/")  # which would end the script
    script = f'{_NEEDED}\n<script type="application/json">{told}</script>'
    return f'<div class="{name}" markdown>\n\n{still}\n\n{script}\n\n</div>'


def with_toys(html: str, address_of: Callable[[str], str]) -> str:
    """A page with the scripts and styles of the toys on it, each once.

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
    needed = [asset for toy, assets in TOYS.items() if f'<div class="{toy}"' in html for asset in assets]
    return html + "".join(f"\n{_tag(address_of(asset))}" for asset in dict.fromkeys(needed))


def _tag(address: str) -> str:
    if address.endswith(".css"):
        return f'<link rel="stylesheet" href="{address}">'
    return f'<script src="{address}"></script>'
