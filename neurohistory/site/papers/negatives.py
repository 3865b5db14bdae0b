"""What did not come out, by cause, each with what we tried."""

from __future__ import annotations

from html import escape

from neurohistory.reproduction.claim import CAUSES
from neurohistory.reproduction.running import Result
from neurohistory.site.page import Page, verbatim
from neurohistory.site.papers.links import anchor_of, short_title
from neurohistory.site.papers.numbers import Found, all_numbers
from neurohistory.work import Failed

__all__ = ["negatives"]


def negatives(*found: Found) -> Page | Failed:
    """What did not come out, by cause; a part of a page.

    Parameters
    ----------
    *found : mapping or Failed
        The findings of all experiments that are not recorded, paper by paper.
    """
    papers = all_numbers(found)
    if isinstance(papers, Failed):
        return papers
    page = Page()
    for cause, why in CAUSES.items():
        told = [
            _told(result, short_title(each.name, each.paper))
            for each in papers
            for result in each.results
            if result.claim.cause == cause
        ]
        if told:
            listed = "\n".join(told)
            page.add(f"## {why.rstrip('.')}", f'<div class="claims" markdown>\n{listed}\n</div>')
    return page


def _told(result: Result, title: str) -> str:
    claim = result.claim
    tried = " ".join([*claim.open_questions, *claim.departures])
    return (
        f"- **{escape(claim.says)}** ([{title}]({result.paper}.md#{anchor_of(result)}), "
        f"{escape(claim.place)}). "
        f"Printed: {verbatim(claim.printed)}. Ours: {verbatim(result.ours)}."
        + (f" {escape(tried)}" if tried else "")
    )
