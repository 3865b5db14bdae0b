"""The scoreboard: every model on every problem, what theory expects beside what was measured."""

from __future__ import annotations

from collections.abc import Iterable

from neurohistory import catalog
from neurohistory.asking import one_line
from neurohistory.card import Card
from neurohistory.report.rows import certainty
from neurohistory.report.text import markdown_table, percent
from neurohistory.runner import DEFAULT_PROBLEMS, Trial, run
from neurohistory.site.page import STARTS, Page, chip

__all__ = ["failed_row", "model_rows", "scoreboard"]

_COLUMNS = ["year", "model", *DEFAULT_PROBLEMS]


def model_rows(name: str) -> Page:
    """The rows of a model and its variants, to be handed to `scoreboard`."""
    model = catalog.load(name)
    rows = []
    for label, settings in {"": {}, **model.card.variants}.items():
        cells = []
        for asked in DEFAULT_PROBLEMS:
            try:
                cells.append(_cell(run(model(**settings), asked, starts=STARTS)))
            except Exception as error:
                cells.append(f"failed: {one_line(error)}")
        rows.append([*_heading(name, model.card, label), *cells])
    return Page(markdown_table(_COLUMNS, rows))


def failed_row(name: str, card: Card, reason: str) -> Page:
    """The row of a model whose process ended before it had one."""
    return Page(
        markdown_table(
            _COLUMNS, [[*_heading(name, card, ""), *[f"failed: {reason}"] * len(DEFAULT_PROBLEMS)]]
        )
    )


def scoreboard(models: Iterable[Page]) -> Page:
    """A table of all models and their variants; a part, to be placed on a page.

    Parameters
    ----------
    models : iterable of Page
        What `model_rows` made of each, in the order in which they are to stand.
    """
    head = markdown_table(_COLUMNS, []).splitlines()
    rows = [line for page in models for line in page.markdown.splitlines()[len(head) :]]
    page = Page()
    page.add(
        "\n".join([*head, *rows]),
        f"Each cell: what theory expects, and the share of {STARTS} starts (seed 0) that end without "
        "a mistake, with its 95 % Wilson interval unless it is proved; one run where nothing is random. "
        "Where theory and measurement disagree the cell says so.",
    )
    return page


def _heading(name: str, card: Card, variant: str) -> list[str]:
    title = f"[{card.title}](models/{name}.md)"
    return [str(card.year), f"{title}, {variant}" if variant else title]


def _cell(trial: Trial) -> str:
    disagreement = " **disagrees**" if trial.agrees is False else ""
    alone = "solved" if trial.n_solved else "not solved"
    share = percent(trial.success_rate) if trial.starts_differ else alone
    measured = f"{share}<br><small>{certainty(trial)}</small>"
    return f"{chip(trial.expectation.verdict)}<br>{measured}{disagreement}"
