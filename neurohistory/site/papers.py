"""The papers' own numbers on pages: a page for each paper, the ledger, and what did not come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from itertools import groupby
from typing import Any

from neurohistory.card import Paper
from neurohistory.report.text import csv_text, json_text
from neurohistory.reproduction.bands import Verdict
from neurohistory.reproduction.claim import CAUSES, CONFIDENCES, TIERS, Experiment, Reproduction
from neurohistory.reproduction.collection import collection, load
from neurohistory.reproduction.cost import cost_rows, cost_told, then
from neurohistory.reproduction.findings import Figure, is_over_starts, read
from neurohistory.reproduction.recorded import recorded
from neurohistory.reproduction.rows import result_row, tally
from neurohistory.reproduction.running import Result, judged, task_of
from neurohistory.site.citations import CITED
from neurohistory.site.page import Page
from neurohistory.site.redrawn import REDRAWN, Ours
from neurohistory.work import Failed, Task

__all__ = [
    "experiments_of",
    "ledger",
    "links_to_numbers",
    "negatives",
    "numbers_behind",
    "paper_page",
    "title_of",
]


_DEAREST = 10  # runs whose cost stands on the page of the ledger


def title_of(name: str, paper: Reproduction) -> str:
    """Year and authors, and whether all that is decided came out.

    Examples
    --------
    >>> title_of("minsky_1969", load("minsky_1969"))
    '1969 Minsky and Papert [Re]'
    """
    return f"{_short_title(name, paper)} [{_in_a_word(paper)}]"


def _short_title(name: str, paper: Reproduction) -> str:
    families = [author.split(",")[0] for author in paper.paper.authors]
    people = " and ".join(families) if len(families) < 3 else f"{families[0]} et al."
    which = name.partition(f"_{paper.paper.year}")[2].replace("_", " ").strip()  # PDP
    return f"{paper.paper.year} {people}" + (
        f", {which.upper() if len(which) < 4 else which}" if which else ""
    )


def _in_a_word(paper: Reproduction) -> str:
    recorded = {claim.recorded for claim in paper.claims}
    if Verdict.NOT_REPRODUCED in recorded:
        return "not Re"
    return "Re" if recorded - {Verdict.NOT_TESTABLE} else "open"


def links_to_numbers(cited: Sequence[Paper], titles: Mapping[str, str]) -> str:
    """From the page of a model to the papers that it cites and whose numbers stand beside ours.

    Parameters
    ----------
    cited : sequence of Paper
    titles : mapping of str to str
        The papers that have a page, by name.

    Examples
    --------
    >>> paper = load("minsky_1969").paper
    >>> links_to_numbers([paper], {"minsky_1969": "1969 Minsky and Papert [Re]"})
    'Numbers: [1969 Minsky and Papert [Re]](../papers/minsky_1969.md){ .crossing }'
    >>> links_to_numbers([], {"minsky_1969": "1969 Minsky and Papert [Re]"})
    ''
    """
    links = [
        f"[{title}](../papers/{name}.md){{ .crossing }}"
        for name, title in titles.items()
        if load(name).paper in cited
    ]
    return f"Numbers: {', '.join(links)}" if links else ""


def numbers_behind(text: str, titles: Mapping[str, str]) -> str:
    """From a chapter to the numbers of the papers that it cites.

    Parameters
    ----------
    text : str
        Its Markdown, in which ``[@minsky_1969]`` cites a paper.
    titles : mapping of str to str
        The papers that have a page, by name.

    Examples
    --------
    >>> titles = {"block_1970": "1970 Block and Levin [Re]", "cover_1965": "1965 Cover [Re]"}
    >>> print(numbers_behind("It stays within bounds [@block_1970].", titles))
    ## What the papers printed, and what we get
    <BLANKLINE>
    * [1970 Block and Levin [Re]](../papers/block_1970.md): 2 reproduced
    >>> numbers_behind("No paper.", titles)
    ''
    """
    cited = {found[1] for found in CITED.finditer(text)}
    lines = []
    for name, title in titles.items():
        if name in cited:
            recorded = Counter(claim.recorded for claim in load(name).claims)
            counts = ", ".join(f"{recorded[each]} {each.value}" for each in Verdict if recorded[each])
            lines.append(f"* [{title}](../papers/{name}.md): {counts}")
    return "\n".join(["## What the papers printed, and what we get\n", *lines]) if lines else ""


def experiments_of(name: str) -> tuple[Task, ...]:
    """The tasks that a paper's claims need beside what is recorded, in the order of its experiments."""
    return tuple(task_of(name, each.name, each.starts, 0) for each in _not_recorded(name))


def _not_recorded(name: str) -> list[Experiment]:
    record = recorded(name)
    experiments = load(name).experiments
    return [each for each in experiments.values() if record is None or each.name not in record.findings]


def paper_page(name: str, *found: Mapping[str, Any] | Failed) -> Page | Failed:
    """The page of a paper.

    Parameters
    ----------
    name : str
    *found : mapping or Failed
        The findings of each of its experiments that is not recorded, in their order.
    """
    paper = load(name)
    results = _results(name, found)
    if isinstance(results, Failed):
        return results
    page = Page()
    page.add(
        f"# {title_of(name, paper)}",
        f"{paper.paper.markdown}.",
        paper.about,
        f"**{len(results)} claims: {_counted(results)}.** All papers stand in [the ledger](index.md). "
        "To repeat this one:",
        f"```console\n$ neurohistory reproduce {name}\n```",
    )
    if record := recorded(name):
        made_with = ", ".join(f"{library} {which}" for library, which in record.versions.items())
        page.add(f"The numbers of this page were found on {_day(record.on)}, with {made_with}.")
    _add_redrawn(page, name, Ours({each.claim.id: each for each in results}, _findings(name, found)))
    if paper.differs:
        page.add("## What differs, and why", paper.differs)
    for result in results:
        said = read(result.claim.printed)
        if result.claim.key == "sweeps" and is_over_starts(result.found) and isinstance(said, Figure):
            _add_sweeps(page, result, said.value)
    page.add("## Every number")
    page.add('<div class="claims">\n' + "\n".join(map(_entry, results)) + "\n</div>")
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


def _add_redrawn(page: Page, name: str, ours: Ours) -> None:
    """The figure that the paper is known for, from our runs."""
    import matplotlib as mpl
    from matplotlib.figure import Figure as Drawing

    from neurohistory import plots
    from neurohistory.plots import theme

    if name not in REDRAWN:
        return
    with mpl.rc_context(plots.STYLE):
        drawing = Drawing(figsize=(theme.PAGE_WIDTH, 3.2))
        finding, rest, alt = REDRAWN[name](drawing.subplots(), ours)
    page.show(drawing, f"{name}-redrawn", alt, caption=f"**{finding}.** {rest}")


def _add_sweeps(page: Page, result: Result, printed: float) -> None:
    """Where the printed run lies among ours."""
    import matplotlib as mpl
    from matplotlib.figure import Figure as Drawing

    from neurohistory import plots
    from neurohistory.plots import theme

    with mpl.rc_context(plots.STYLE):
        drawing = Drawing(figsize=(theme.PAGE_WIDTH, 2.6))
        plots.draw_printed(drawing.subplots(), result.found, printed).set_xlabel("sweeps")
    page.show(
        drawing,
        f"{result.paper}-{_anchor(result)}",
        f"The fraction of the starts that have arrived, by sweeps: {result.ours}. A line across it "
        f"marks the printed {result.claim.printed}.",
        caption=f"**{result.claim.says}.** The paper prints {result.claim.printed}; "
        f"ours: {result.ours}.",
    )


def ledger(*found: Mapping[str, Any] | Failed) -> Page | Failed:
    """All claims, in a table for each paper and as files; a part of a page.

    Parameters
    ----------
    *found : mapping or Failed
        The findings of all experiments that are not recorded, paper by paper.
    """
    results = _all_results(found)
    if isinstance(results, Failed):
        return results
    titles = {name: _short_title(name, each) for name, each in collection().papers.items()}
    tables = [
        _table(name, titles[name], list(theirs))
        for name, theirs in groupby(results, key=lambda result: result.paper)
    ]
    plain = [result_row(result) for result in results]
    page = Page(
        files={"papers/ledger.csv": csv_text(plain), "papers/ledger.json": json_text(plain, indent=None)}
    )
    page.add(
        f"**{len(results)} claims of {len(titles)} papers: {_counted(results)}.** "
        "[All of it as CSV](ledger.csv){ download } or [as JSON](ledger.json){ download }.",
        '<div class="ledger" data-search-exclude="true" markdown>',
        *tables,
        "</div>",
    )
    page.add("## What the runs cost", _costs(results))
    return page


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


def _table(name: str, title: str, results: list[Result]) -> str:
    """The claims of a paper, which open."""
    rows = "\n".join(
        f"| [{escape(r.claim.says)}]({name}.md#{_anchor(r)}) | {_plain(r.claim.printed)} | "
        f"{_plain(r.ours)} | {r.verdict.value} |"
        for r in results
    )
    return (
        f'<details data-paper="{escape(title)}" markdown>\n'
        f"<summary><b>{escape(title)}</b> <span>{_counted(results)}</span></summary>\n\n"
        f"[What the paper was about, and each of its numbers]({name}.md)\n\n"
        f"| what | printed | ours | verdict |\n| --- | --- | --- | --- |\n{rows}\n\n</details>"
    )


def _counted(results: list[Result]) -> str:
    """How many there are of each verdict."""
    return ", ".join(f"{n} {verdict.value}" for verdict, n in tally(results).items() if n)


def negatives(*found: Mapping[str, Any] | Failed) -> Page | Failed:
    """What did not come out, by cause; a part of a page.

    Parameters
    ----------
    *found : mapping or Failed
        The findings of all experiments that are not recorded, paper by paper.
    """
    results = _all_results(found)
    if isinstance(results, Failed):
        return results
    titles = {name: _short_title(name, each) for name, each in collection().papers.items()}
    page = Page()
    for cause, why in CAUSES.items():
        of_it = [result for result in results if result.claim.cause == cause]
        if not of_it:
            continue
        page.add(
            f"## {why.rstrip('.')}", f'<div class="claims" markdown>\n{_told(of_it, titles)}\n</div>'
        )
    return page


def _told(results: Sequence[Result], titles: Mapping[str, str]) -> str:
    told = []
    for result in results:
        claim = result.claim
        tried = " ".join([*claim.open_questions, *claim.departures])
        told.append(
            f"- **{escape(claim.says)}** ([{titles[result.paper]}]({result.paper}.md#"
            f"{_anchor(result)}), {escape(claim.place)}). "
            f"Printed: {_plain(claim.printed)}. Ours: {_plain(result.ours)}."
            + (f" {escape(tried)}" if tried else "")
        )
    return "\n".join(told)


def _entry(result: Result) -> str:
    """A claim that opens to all that is known of it."""
    claim = result.claim
    known = {
        "In the paper": claim.place,
        "Run": claim.experiment.settings if claim.experiment else "",
        "Starts": f"{result.starts}, seed {result.seed}" if result.starts else "",
        "Cost of the run": _cost(result),
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
        f'<details id="{_anchor(result)}"><summary><b>{escape(claim.says)}</b> {numbers} '
        f'<i class="{result.verdict.name.lower()}">{result.verdict.value}</i></summary>'
        f'<dl data-search-exclude="true">{listed}{command}</dl></details>'
    )


def _cost(result: Result) -> str:
    if result.claim.experiment is None:
        return ""
    machine = load(result.paper).machine
    took = then(result.effort, machine)
    return cost_told(result.effort) + (
        f"; then {took}, by the multiply-adds alone: an estimate, after {machine.source}"
        if machine and took
        else ""
    )


def _anchor(result: Result) -> str:
    return result.claim.id.replace(".", "-").replace("_", "-")


def _plain(text: str) -> str:
    """A text in a cell: nothing in it is Markdown."""
    return escape(text).replace("*", "&#42;").replace("_", "&#95;").replace("|", "&#124;") or "–"


def _findings(name: str, found: Sequence[Mapping[str, Any] | Failed]) -> dict[str, Any]:
    """What all experiments of a paper found, those that are recorded and the others."""
    by_name: dict[str, Any] = dict(zip((each.name for each in _not_recorded(name)), found, strict=True))
    return by_name | (record.findings if (record := recorded(name)) else {})


def _results(name: str, found: Sequence[Mapping[str, Any] | Failed]) -> list[Result] | Failed:
    by_name = _findings(name, found)
    results = [
        judged(name, claim, by_name[run.name], run.starts, 0)
        if (run := claim.experiment)
        else judged(name, claim)
        for claim in load(name).claims
    ]
    wrong = [result for result in results if not result.holds]
    if wrong:
        first = wrong[0]
        why = first.failure or f"{first.verdict.value}, and recorded as {first.claim.recorded.value}"
        return Failed(f"claim {first.name}: {why}; repeat it with {first.command}")
    return results


def _all_results(found: Sequence[Mapping[str, Any] | Failed]) -> list[Result] | Failed:
    results: list[Result] = []
    left = list(found)
    for name in collection().papers:
        n_mine = len(_not_recorded(name))
        mine, left = left[:n_mine], left[n_mine:]
        of_paper = _results(name, mine)
        if isinstance(of_paper, Failed):
            return of_paper
        results += of_paper
    return results
