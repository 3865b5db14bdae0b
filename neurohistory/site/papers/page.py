"""The page of a paper: its figure from our runs, what differs, and every number beside ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from html import escape

import matplotlib as mpl
from matplotlib.figure import Figure

from neurohistory.plots import STYLE, draw_printed
from neurohistory.plots.theme import PAGE_WIDTH
from neurohistory.reproduction import findings
from neurohistory.reproduction.claim import CAUSES, CONFIDENCES, TIERS, OldMachine
from neurohistory.reproduction.cost import cost_told, then
from neurohistory.reproduction.rows import in_words, tally
from neurohistory.reproduction.running import Result
from neurohistory.site.page import Page
from neurohistory.site.papers.links import anchor_of, title_of
from neurohistory.site.papers.numbers import Found, Numbers, numbers_of
from neurohistory.site.papers.redrawn import REDRAWN, Ours
from neurohistory.work import Failed

__all__ = ["paper_page"]


def paper_page(name: str, *found: Found) -> Page | Failed:
    """The page of a paper.

    Parameters
    ----------
    name : str
    *found : mapping or Failed
        The findings of each of its experiments that is not recorded, in their order.
    """
    numbers = numbers_of(name, found)
    if isinstance(numbers, Failed):
        return numbers
    _, paper, record, _, results = numbers
    page = Page()
    page.add(
        f"# {title_of(name, paper)}",
        f"{paper.paper.markdown}.",
        paper.about,
        f"**{len(results)} claims: {in_words(tally(results))}.** "
        "All papers stand in [the ledger](index.md). To repeat this one:",
        f"```console\n$ neurohistory reproduce {name}\n```",
    )
    if record:
        made_with = ", ".join(f"{library} {which}" for library, which in record.versions.items())
        page.add(f"The numbers of this page were found on {_day(record.on)}, with {made_with}.")
    if name in REDRAWN:
        _add_redrawn(page, numbers)
    if paper.differs:
        page.add("## What differs, and why", paper.differs)
    for result in results:
        said = findings.read(result.claim.printed)
        if (
            result.claim.key == "sweeps"
            and findings.is_over_starts(result.found)
            and isinstance(said, findings.Figure)
        ):
            _add_sweeps(page, result, said.value)
    entries = "\n".join(_entry(result, paper.machine) for result in results)
    page.add("## Every number", f'<div class="claims">\n{entries}\n</div>')
    return page


def _day(iso: str) -> str:
    """A day in words.

    Examples
    --------
    >>> _day("2026-12-02")
    '2 December 2026'
    """
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B} {day.year}"


def _add_redrawn(page: Page, numbers: Numbers) -> None:
    """The figure that the paper is known for, from our runs."""
    ours = Ours({each.claim.id: each for each in numbers.results}, numbers.findings)
    with _drawing(3.2) as drawing:
        finding, rest, alt = REDRAWN[numbers.name](drawing.subplots(), ours)
    page.show(drawing, f"{numbers.name}-redrawn", alt, caption=f"**{finding}.** {rest}")


def _add_sweeps(page: Page, result: Result, printed: float) -> None:
    """Where the printed run lies among ours."""
    with _drawing(2.6) as drawing:
        draw_printed(drawing.subplots(), result.found, printed).set_xlabel("sweeps")
    page.show(
        drawing,
        f"{result.paper}-{anchor_of(result)}",
        f"The fraction of the starts that have arrived, by sweeps: {result.ours}. A line across it "
        f"marks the printed {result.claim.printed}.",
        caption=f"**{result.claim.says}.** The paper prints {result.claim.printed}; "
        f"ours: {result.ours}.",
    )


@contextmanager
def _drawing(height: float) -> Iterator[Figure]:
    """A figure as wide as the page, to be drawn on in the style of the site; its height in inches."""
    with mpl.rc_context(STYLE):
        yield Figure(figsize=(PAGE_WIDTH, height))


def _entry(result: Result, machine: OldMachine | None) -> str:
    """A claim that opens to all that is known of it."""
    claim = result.claim
    known = {
        "In the paper": claim.place,
        "Run": claim.experiment.settings if claim.experiment else "",
        "Starts": f"{result.starts}, seed {result.seed}" if result.starts else "",
        "Cost of the run": _cost(result, machine),
        "Counts as reproduced": f"{result.band}: {claim.band.reason}" if claim.is_decided else "",
        "Why not": CAUSES.get(claim.cause, ""),
        "Missing": claim.missing,
        "Other data": " ".join(filter(None, [claim.stand_in, claim.despite])),
        "Departures": " ".join(claim.departures),
        "Left open by the paper": " ".join(claim.open_questions),
        "The printed number": CONFIDENCES[claim.confidence],
        "Ours": TIERS[claim.tier],
        "Written down": f"{claim.on}, version {claim.version}",
        "Corrections": " ".join(f"{each.on}: {each.text}" for each in claim.corrections),
    }
    listed = "".join(f"<dt>{key}</dt><dd>{escape(text)}</dd>" for key, text in known.items() if text)
    command = (
        f"<dt>To repeat it</dt><dd><code>{escape(result.command)}</code></dd>"
        if claim.experiment
        else ""
    )
    numbers = f"<span>{escape(claim.printed or '–')}</span> <span>{escape(result.ours)}</span>"
    return (
        f'<details id="{anchor_of(result)}"><summary><b>{escape(claim.says)}</b> {numbers} '
        f'<i class="{result.verdict.name.lower()}">{result.verdict.value}</i></summary>'
        f'<dl data-search-exclude="true">{listed}{command}</dl></details>'
    )


def _cost(result: Result, machine: OldMachine | None) -> str:
    if result.claim.experiment is None:
        return ""
    took = then(result.effort, machine)
    return cost_told(result.effort) + (
        f"; then {took}, by the multiply-adds alone: an estimate, after {machine.source}"
        if machine and took
        else ""
    )
