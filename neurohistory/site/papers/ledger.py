"""The ledger: the claims of all papers, a table for each and as files, and what their runs cost."""

from __future__ import annotations

from html import escape

from neurohistory.report.text import csv_text, json_text
from neurohistory.reproduction.cost import cost_rows
from neurohistory.reproduction.rows import in_words, result_row, tally
from neurohistory.reproduction.running import Result
from neurohistory.site.page import Page, verbatim
from neurohistory.site.papers.links import anchor_of, short_title
from neurohistory.site.papers.numbers import Found, Numbers, all_numbers
from neurohistory.work import Failed

__all__ = ["ledger"]

_DEAREST = 10  # runs whose cost stands on the page


def ledger(*found: Found) -> Page | Failed:
    """All claims, in a table for each paper and as files; a part of a page.

    Parameters
    ----------
    *found : mapping or Failed
        The findings of all experiments that are not recorded, paper by paper.
    """
    papers = all_numbers(found)
    if isinstance(papers, Failed):
        return papers
    results = [result for each in papers for result in each.results]
    plain = [result_row(result) for result in results]
    page = Page(
        files={"papers/ledger.csv": csv_text(plain), "papers/ledger.json": json_text(plain, indent=None)}
    )
    page.add(
        f"**{len(results)} claims of {len(papers)} papers: {in_words(tally(results))}.** "
        "[All of it as CSV](ledger.csv){ download } or [as JSON](ledger.json){ download }.",
        '<div class="ledger" data-search-exclude="true" markdown>',
        *map(_table, papers),
        "</div>",
    )
    page.add("## What the runs cost", _costs(results))
    return page


def _table(numbers: Numbers) -> str:
    """The claims of a paper, which open."""
    name, title = numbers.name, escape(short_title(numbers.name, numbers.paper))
    rows = "\n".join(
        f"| [{escape(r.claim.says)}]({name}.md#{anchor_of(r)}) | {verbatim(r.claim.printed)} | "
        f"{verbatim(r.ours)} | {r.verdict.value} |"
        for r in numbers.results
    )
    return (
        f'<details data-paper="{title}" markdown>\n'
        f"<summary><b>{title}</b> <span>{in_words(tally(numbers.results))}</span></summary>\n\n"
        f"[What the paper was about, and each of its numbers]({name}.md)\n\n"
        f"| what | printed | ours | verdict |\n| --- | --- | --- | --- |\n{rows}\n\n</details>"
    )


def _costs(results: list[Result]) -> str:
    """The dearest runs, and all of them together."""
    rows = [row for row in cost_rows(results) if row["multiply_adds"]]
    every = [int(str(row["multiply_adds"])) for row in rows]
    dearest = sorted(rows, key=lambda row: -int(str(row["multiply_adds"])))[:_DEAREST]
    lines = "\n".join(
        f"| {row['run']} | {row['presentations']:,} | {row['updates']:,} | {row['multiply_adds']:,} | "
        f"{row['parameters']:,} |"
        for row in dearest
    )
    return (
        f"{len(rows)} runs learn something, and take {sum(every):,} multiply-adds together. These "
        f"{len(dearest)} cost most; the others stand in the files above, and in the entries of the "
        f"papers' pages.\n\n| run | presentations | updates | multiply-adds | parameters |\n"
        f"| --- | ---: | ---: | ---: | ---: |\n{lines}"
    )
