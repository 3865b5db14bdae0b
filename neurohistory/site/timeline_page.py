"""The timeline: the installed models in the order of their years."""

from __future__ import annotations

import matplotlib as mpl

from neurohistory import catalog, plots
from neurohistory.report.text import markdown_table
from neurohistory.site.page import Page

__all__ = ["timeline_table"]


def timeline_table() -> Page:
    """A drawing and a table of all models; a part, to be placed on a page."""
    models = catalog.timeline().models
    cards = [model.card for model in models.values()]
    page = Page()
    with mpl.rc_context(plots.STYLE):
        drawing = plots.draw_timeline(cards)
        alt = "; ".join(f"{card.year} {card.title}, {', '.join(card.people)}" for card in cards)
        years = [card.year for card in cards]
        page.show(
            drawing, "timeline", f"The models on a line of years: {alt}.", wide=True,
            caption=f"**{len(cards)} machines in {max(years) - min(years)} years.**",
        )  # fmt: skip
    rows = [
        [
            f'<span class="card-year">{model.card.year}</span>',
            f"[{model.card.title}](models/{name}.md)",
            ", ".join(model.card.people),
            model.card.idea,
            model.card.limit,
        ]
        for name, model in models.items()
    ]
    page.add(markdown_table(["year", "model", "people", "what was new", "what it could not do"], rows))
    return page
