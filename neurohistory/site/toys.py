"""What can be touched on a page, and which of our scripts it needs.

A page asks for a toy by an element of its class, such as ``<div class="playground">``, and says
inside of it what there is to see, for readers without scripts.  Scripts and style are loaded where a toy
stands, and nowhere else; from disk, too, so they are plain scripts in an order that works.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["TOYS", "with_toys"]

TOYS: dict[str, tuple[str, ...]] = {
    "playground": (
        "toys.css",
        "ziggurat.js",
        "numpy-random.js",
        "rules.js",
        "support-vectors.js",
        "plane.js",
        "playground-address.js",
        "playground.js",
    ),
    "stepper": ("toys.css", "plane.js", "stepper.js"),
}


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
    (7, 1)
    >>> with_toys("<p>nothing to touch</p>", str)
    '<p>nothing to touch</p>'
    """
    needed = [asset for toy, assets in TOYS.items() if f'<div class="{toy}"' in html for asset in assets]
    return html + "".join(f"\n{_tag(address_of(asset))}" for asset in dict.fromkeys(needed))


def _tag(address: str) -> str:
    if address.endswith(".css"):
        return f'<link rel="stylesheet" href="{address}">'
    return f'<script src="{address}"></script>'
