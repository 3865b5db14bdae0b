"""The timeline: the installed models in the order of their years, each with its answer to XOR."""

from __future__ import annotations

from neurohistory import catalog
from neurohistory.card import Card
from neurohistory.site.lineage import STEPS
from neurohistory.site.page import Page
from neurohistory.site.stamps import Stamp, strip
from neurohistory.work import Failed

__all__ = ["logo", "stamp_row", "timeline"]


def timeline(*stamps: Stamp | Failed) -> Page:
    """All models with what they took away and what it cost; a part, to be placed on a page.

    Parameters
    ----------
    *stamps : Stamp or Failed
        What `stamp_of` gave for each model of the catalog.
    """
    items = []
    for (name, model), stamp in zip(catalog.timeline().models.items(), stamps, strict=True):
        aside = ' class="aside"' if name in STEPS and STEPS[name].aside else ""
        people = ", ".join(model.card.people)
        items.append(
            f'<li markdown="block"{aside}>\n\n{_entry(name, model.card, stamp)}\n{{ .when }}\n\n'
            f"{people}\n{{ .who }}\n\n{_told(name, model.card)}\n\n</li>"
        )
    return Page('<ol class="timeline" markdown>\n' + "\n".join(items) + "\n</ol>\n\n")


def stamp_row(*stamps: Stamp | Failed) -> Page:
    """All models as a row of links with their stamps and years; a part, to be placed on a page."""
    entries = [
        f'<li markdown="block">\n\n{_entry(name, model.card, stamp, with_break=True)}\n\n</li>'
        for (name, model), stamp in zip(catalog.timeline().models.items(), stamps, strict=True)
    ]
    return Page('<ol class="stamps" markdown>\n' + "\n".join(entries) + "\n</ol>\n\n")


def logo(*stamps: Stamp | Failed) -> Page:
    """The strip of all stamps as files: the logo, and nearly square the sign of the site."""
    drawn = [stamp for stamp in stamps if isinstance(stamp, Stamp)]
    return Page(files={"logo.svg": strip(drawn), "favicon.svg": strip(drawn, 4)})


def _entry(name: str, card: Card, stamp: Stamp | Failed, with_break: bool = False) -> str:
    """A link to the page of a model."""
    drawing = stamp.markup() if isinstance(stamp, Stamp) else ""
    gap = "<br>" if with_break else " "
    return (
        f'[{drawing}{gap}<span class="card-year">{card.year}</span>{gap}{card.title}](models/{name}.md)'
    )


def _told(name: str, card: Card) -> str:
    """What it took away and what it cost; of a plug-in's model what its card says."""
    if name in STEPS:
        return f"It took away {STEPS[name].took}\n\n**The price.** {STEPS[name].price}"
    return f"{card.idea}\n\n**What it could not do.** {card.limit}"
