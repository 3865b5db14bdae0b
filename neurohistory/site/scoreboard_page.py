"""The scoreboard at a glance: a row for each machine, and behind each cell what happened."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from shlex import quote

import numpy as np

from neurohistory import catalog
from neurohistory.report.rows import certainty
from neurohistory.report.text import percent
from neurohistory.site.page import Page, bar
from neurohistory.site.trials import STARTS, Brief, Studies
from neurohistory.theory import Verdict
from neurohistory.trial import Trial
from neurohistory.work import Failed

__all__ = ["rows_of", "scoreboard"]


def rows_of(name: str, studied: Studies) -> str:
    """The row of a model, with those of its variants folded below.

    Parameters
    ----------
    name : str
    studied : dict
        What `studies` gave for it.
    """
    card = catalog.load(name).card
    (_, alone), *others = ((label, _cells(trials)) for label, trials in studied.items())
    title = f'<span class="card-year">{card.year}</span> [{card.title}](models/{name}.md)'
    row = f'<li markdown>\n\n<p markdown="span">{title}</p>\n\n{alone}\n\n'
    if others:
        inner = "\n".join(f"<p>{escape(label)}</p>\n{cells}" for label, cells in others)
        word = "setting" if len(others) == 1 else "settings"
        row += (
            f'<details class="variants">\n<summary>{len(others)} other {word}</summary>\n'
            f"{inner}\n</details>\n\n"
        )
    return f"{row}</li>"


def scoreboard(*briefs: Brief | Failed) -> Page | Failed:
    """All models with their variants; a part, to be placed on a page.

    Parameters
    ----------
    *briefs : Brief or Failed
        What `brief_of` gave for each model.
    """
    rows: list[str] = []
    for brief in briefs:
        if isinstance(brief, Failed):
            return brief
        rows.append(brief.rows)
    page = Page()
    page.add(
        '<ul class="board" markdown>\n' + "\n".join(rows) + "\n</ul>",
        f"A bar is the fraction of {STARTS} starts (seed 0) that end without a mistake; one run where "
        "nothing is random. Open a cell to see what happened.",
    )
    return page


def _cells(trials: Mapping[str, Trial | Failed]) -> str:
    """One row of cells, XOR first: what all of this is about."""
    order = sorted(trials, key=lambda problem: problem != "XOR")
    return '<div class="cells">' + "\n".join(_cell(each, trials[each]) for each in order) + "</div>"


def _cell(problem: str, trial: Trial | Failed) -> str:
    if isinstance(trial, Failed):
        return f"<div><b>{problem}</b> failed: {escape(trial.reason)}</div>"
    verdict = trial.expectation.verdict.name.lower()
    chip = f'<span class="verdict-{verdict}">{_in_a_word(trial)}</span>'
    inner = "".join(f"<p>{sentence}</p>" for sentence in _what_happened(trial))
    command = escape(_command(trial))
    return (
        f"<details><summary><b>{problem}</b> {bar(trial.success_rate)} {chip}</summary>"
        f'{inner}<p data-search-exclude="true"><code>{command}</code></p></details>'
    )


def _in_a_word(trial: Trial) -> str:
    if trial.agrees is False:
        return "disagrees with theory"
    if trial.proved:
        return "always, proved" if trial.n_solved else "cannot, proved"
    if not trial.starts_differ:
        return "solved" if trial.n_solved else "not solved"
    if trial.n_solved == trial.n_starts:
        return "always so far"
    words = {Verdict.DEPENDS: "depends on the start", Verdict.OPEN: "theory is open"}
    return f"{words.get(trial.expectation.verdict, 'not proved')} ({percent(trial.success_rate)})"


def _what_happened(trial: Trial) -> list[str]:
    """The measurement, the theory, and a start that got stuck, if some did and others not."""
    reason = escape(trial.expectation.reason)
    told = [
        _measured(trial),
        f"Theory: {trial.expectation.verdict.value}. {reason[:1].upper()}{reason[1:]}.",
    ]
    if 0 < trial.n_solved < trial.n_starts:
        stuck = int(np.flatnonzero(~trial.history.solved)[0])
        told.append(f"Start {stuck + 1} gets stuck: {_answers(trial, stuck)}.")
    return told


def _measured(trial: Trial) -> str:
    if not trial.starts_differ:
        return f"There is one run, always alike, and it is {'right' if trial.n_solved else 'wrong'}."
    told = f"{trial.n_solved} of {trial.n_starts} starts end without a mistake"
    return f"{told}." if trial.proved else f"{told}; 95 % interval {certainty(trial)}."


def _answers(trial: Trial, start: int) -> str:
    """What one start says to each case, and which answers are wrong."""
    problem = trial.problem
    said = []
    for x, answer, truth in zip(problem.X, trial.answers(start), problem.truth, strict=True):
        case = "".join(f"{value:g}" for value in x)
        said.append(f"{case} {'yes' if answer else 'no'}{'' if answer == truth else ' (wrong)'}")
    return ", ".join(said)


def _command(trial: Trial) -> str:
    name, _, label = trial.label.partition(", ")
    settings = trial.model.card.variants[label] if label else {}
    given = ",".join(f"{key}={value}".replace(" ", "") for key, value in settings.items())
    model = quote(f"{name}:{given}" if given else name)
    return f"neurohistory compare {model} --problem {trial.problem.name} --starts {STARTS}"
