"""The scoreboard: every model on every problem, what theory expects beside what was measured."""

from __future__ import annotations

from neurohistory import catalog
from neurohistory.report.rows import certainty
from neurohistory.report.text import markdown_table, percent
from neurohistory.runner import DEFAULT_PROBLEMS
from neurohistory.site.page import Page, chip
from neurohistory.site.trials import STARTS, variants_of
from neurohistory.trial import Trial
from neurohistory.work import Failed

__all__ = ["rows_of", "scoreboard"]


def rows_of(name: str, *trials: Trial | Failed) -> list[list[str]]:
    """The rows of a model and its variants.

    Parameters
    ----------
    name : str
    *trials : Trial or Failed
        What `study` gave for the model, and then each of its variants, on each problem.
    """
    card, cells = catalog.load(name).card, map(_cell, trials)
    title = f"[{card.title}](models/{name}.md)"
    return [
        [
            str(card.year),
            f"{title}, {label}" if label else title,
            *(next(cells) for _ in DEFAULT_PROBLEMS),
        ]
        for label in variants_of(name)
    ]


def scoreboard(*models: list[list[str]] | Failed) -> Page | Failed:
    """A table of all models and their variants; a part, to be placed on a page.

    Parameters
    ----------
    *models : list of rows, or Failed
        What `rows_of` gave for each model.
    """
    rows: list[list[str]] = []
    for found in models:
        if isinstance(found, Failed):
            return found
        rows += found
    page = Page()
    page.add(
        markdown_table(["year", "model", *DEFAULT_PROBLEMS], rows),
        f"Each cell: what theory expects, and the fraction of {STARTS} starts (seed 0) that end without "
        "a mistake, with its 95 % Wilson interval unless it is proved; one run where nothing is random. "
        "Where theory and measurement disagree the cell says so.",
    )
    return page


def _cell(trial: Trial | Failed) -> str:
    if isinstance(trial, Failed):
        return f"failed: {trial.reason}"
    disagreement = " **disagrees**" if trial.agrees is False else ""
    alone = "solved" if trial.n_solved else "not solved"
    rate = percent(trial.success_rate) if trial.starts_differ else alone
    measured = f"{rate}<br><small>{certainty(trial)}</small>"
    return f"{chip(trial.expectation.verdict)}<br>{measured}{disagreement}"
