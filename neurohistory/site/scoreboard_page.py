"""The scoreboard: every model on every problem, what theory expects beside what was measured."""

from __future__ import annotations

from collections.abc import Sequence

from neurohistory import catalog
from neurohistory.report.rows import certainty
from neurohistory.report.text import markdown_table, percent
from neurohistory.runner import DEFAULT_PROBLEMS
from neurohistory.site.page import Page, chip
from neurohistory.site.trials import STARTS, variants_of
from neurohistory.trial import Trial
from neurohistory.work import Failed

__all__ = ["scoreboard"]


def scoreboard(names: Sequence[str], *trials: Trial | Failed) -> Page:
    """A table of all models and their variants; a part, to be placed on a page.

    Parameters
    ----------
    names : sequence of str
        The models, in the order in which they are to stand.
    *trials : Trial or Failed
        What `study` gave for each model, each of its variants and each problem.
    """
    rows, cells = [], map(_cell, trials)
    for name in names:
        card = catalog.load(name).card
        title = f"[{card.title}](models/{name}.md)"
        for label in variants_of(name):
            shown = f"{title}, {label}" if label else title
            rows.append([str(card.year), shown, *(next(cells) for _ in DEFAULT_PROBLEMS)])
    page = Page()
    page.add(
        markdown_table(["year", "model", *DEFAULT_PROBLEMS], rows),
        f"Each cell: what theory expects, and the share of {STARTS} starts (seed 0) that end without "
        "a mistake, with its 95 % Wilson interval unless it is proved; one run where nothing is random. "
        "Where theory and measurement disagree the cell says so.",
    )
    return page


def _cell(trial: Trial | Failed) -> str:
    if isinstance(trial, Failed):
        return f"failed: {trial.reason}"
    disagreement = " **disagrees**" if trial.agrees is False else ""
    alone = "solved" if trial.n_solved else "not solved"
    share = percent(trial.success_rate) if trial.starts_differ else alone
    measured = f"{share}<br><small>{certainty(trial)}</small>"
    return f"{chip(trial.expectation.verdict)}<br>{measured}{disagreement}"
