"""The machines sorted by their kinds: how each of them comes to its answer."""

from __future__ import annotations

from neurohistory import catalog
from neurohistory.card import KINDS, Card
from neurohistory.site.kinds.pages import kind_of
from neurohistory.site.page import Page
from neurohistory.site.stamps import Stamp
from neurohistory.work import Failed

__all__ = ["kinds"]


def kinds(*stamps: Stamp | Failed) -> Page:
    """All models under a heading for each kind; a part, for a page in the folder of the models.

    Parameters
    ----------
    *stamps : Stamp or Failed
        What `stamp_of` gave for each model of the catalog.
    """
    models = catalog.timeline().models
    drawn = dict(zip(models, stamps, strict=True))
    page = Page()
    for kind, what_all_do in KINDS.items():
        names = [name for name, model in models.items() if kind_of(model) == kind]
        if names:
            entries = "\n".join(_entry(name, models[name].card, drawn[name]) for name in names)
            page.add(f"## {kind[0].upper()}{kind[1:]}", what_all_do)
            page.add('<div class="contents" markdown>', entries, "</div>")
    return page


def _entry(name: str, card: Card, stamp: Stamp | Failed) -> str:
    drawing = stamp.markup() if isinstance(stamp, Stamp) else ""
    return f"- {drawing} [{card.year} {card.title}]({name}.md)\n  {card.idea}"
