"""The reference runs to take away: a table of all files, and the files; a part of a page."""

from __future__ import annotations

from html import escape

from neurohistory.reference_runs.files import kept, names, text_of
from neurohistory.reference_runs.rules import CODINGS, RULES
from neurohistory.site.page import Page

__all__ = ["reference_runs"]


def reference_runs() -> Page:
    """A table that opens for each rule, with a link to each file."""
    page = Page(files={f"reference_runs/{name}.json": text_of(name) for name in names()})
    page.add('<div class="runs" data-search-exclude="true" markdown>')
    for rule, how in RULES.items():
        of_rule = [name for name in names() if name.startswith(f"{rule}-")]
        tasks = [of_rule[at :: len(how.starts)] for at in range(len(how.starts))]
        listed = "\n".join(map(_row, zip(*tasks, strict=True)))
        page.add(
            f"<details markdown>\n<summary><b>{rule}</b> <span>{len(of_rule)} files; "
            f"{escape(how.difficulty)}</span></summary>\n\n"
            f"`{how.formula}`\n\n{how.source}.\n\n"
            f"| task | inputs | files |\n| --- | --- | --- |\n{listed}\n\n</details>"
        )
    page.add("</div>")
    return page


def _row(same_task: tuple[str, ...]) -> str:
    """The runs of one task, from each start."""
    task, coding = kept(same_task[0])["task"].replace("_", " "), same_task[0].split("-")[2]
    links = (f"[{kept(each)['start']}](reference_runs/{each}.json){{ download }}" for each in same_task)
    return f"| {task} | {CODINGS[coding]} | {', '.join(links)} |"
