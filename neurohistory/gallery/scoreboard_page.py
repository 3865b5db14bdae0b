"""The scoreboard: every model on every gate, what theory expects beside what was measured."""

from __future__ import annotations

from neurohistory import catalog
from neurohistory.gallery.model_page import STARTS, chip
from neurohistory.gallery.page import Page, markdown_table
from neurohistory.runner import GATES, Trial, run
from neurohistory.tables import certainty, percent

__all__ = ["scoreboard"]


def scoreboard() -> Page:
    """A table of all models and their variants; a part, to be placed on a page."""
    rows = []
    for name, model in catalog.timeline().models.items():
        for label, settings in {"": {}, **model.card.variants}.items():
            title = f"[{model.card.title}](models/{name}.md)"
            cells = []
            for asked in GATES:
                try:
                    cells.append(_cell(run(model(**settings), asked, replicas=STARTS)))
                except Exception as error:
                    cells.append(f"failed: {error}")
            rows.append([str(model.card.year), f"{title}, {label}" if label else title, *cells])
    page = Page()
    page.add(
        markdown_table(["year", "model", *GATES], rows),
        f"Each cell: what theory expects, and the share of {STARTS} starts (seed 0) that end without "
        "a mistake, with its 95 % Wilson interval unless it is proved; one run where nothing is random. "
        "Where theory and measurement disagree the cell says so.",
    )
    return page


def _cell(trial: Trial) -> str:
    disagreement = " **disagrees**" if trial.agrees is False else ""
    measured = f"{percent(trial.share)}<br><small>{certainty(trial)}</small>"
    return f"{chip(trial.expectation.verdict)}<br>{measured}{disagreement}"
