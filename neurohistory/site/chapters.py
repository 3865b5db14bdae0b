"""Chapters: scripts in the percent format, run and shown with what they print and draw.

A script is cut into cells by lines that begin with ``# %%``.  A cell ``# %% [markdown]`` is prose in
comments; the others are code.  Each figure needs a description, for those who do not see it:
``figure.set_label("...")``.  Figures of one cell with labels ``"film: what it shows | epoch 3"`` that
agree before the bar become one film.  What it hands to `neurohistory.show` becomes a table.  A script
runs alone too, and ends with ``plt.show()``.  ``[@rosenblatt_1958]`` in the prose cites a paper.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
import textwrap
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from neurohistory.report.display import ShownTable, shown_to
from neurohistory.site.citations import with_citations
from neurohistory.site.page import Page, table

__all__ = [
    "Cell",
    "Chapter",
    "ChapterError",
    "chapter_page",
    "chapter_title",
    "chapters_in",
    "run_chapter",
    "split",
]


class Cell(NamedTuple):
    """A piece of a chapter: prose or code, and the line of the script that it begins on."""

    is_prose: bool
    text: str
    line: int


def chapters_in(folder: Path) -> list[Path]:
    """The chapter scripts of a folder, in the order of their names, which begin with the year."""
    return sorted(folder.glob("[0-9]*.py"))


def split(script: str) -> list[Cell]:
    r"""Cut a percent-format script into cells.

    Examples
    --------
    >>> split("# %% [markdown]\n# # Title\n#\n# Text.\n# %%\nprint(1)\n")[0].text
    '# Title\n\nText.'
    """
    cells = []
    starts = [*re.finditer(r"^# %%(?P<prose> \[markdown\])?.*\n", script, re.MULTILINE)]
    for start, following in zip_longest(starts, starts[1:]):
        text = script[start.end() : following.start() if following else None].strip("\n")
        line = script.count("\n", 0, start.end()) + 1
        if start["prose"]:
            text = "\n".join(re.sub(r"^# ?", "", row) for row in text.splitlines()).strip()
        if text:
            cells.append(Cell(bool(start["prose"]), text, line))
    return cells


def chapter_title(script: Path) -> str:
    """The first heading of a chapter.

    Raises
    ------
    ValueError
        If it does not begin with one.
    """
    cells = split(script.read_text(encoding="utf-8"))
    if not cells or not cells[0].is_prose or not cells[0].text.startswith("# "):
        raise ValueError(f"{script.name} must begin with a markdown cell that has a heading '# ...'")
    return cells[0].text.splitlines()[0][2:].strip()


class ChapterError(RuntimeError):
    """A chapter that cannot be run."""


@dataclass
class Chapter:
    """What running a script gives.

    Attributes
    ----------
    page : Page
    names : dict of str to object
        What the script's names stand for at its end.
    tables : list of ShownTable
        What it has shown, in order.
    printed : str
        What it has printed besides.
    n_figures : int
        Films count as one.
    """

    page: Page = field(default_factory=Page)
    names: dict[str, Any] = field(default_factory=dict)
    tables: list[ShownTable] = field(default_factory=list)
    printed: str = ""
    n_figures: int = 0

    def table(self, title: str) -> list[dict[str, Any]]:
        """The rows of the table with a title.

        Raises
        ------
        ValueError
            If there is none, or more than one.
        """
        found = [shown.rows for shown in self.tables if shown.title == title]
        if len(found) != 1:
            titles = [shown.title for shown in self.tables]
            raise ValueError(f"{len(found)} tables have the title {title!r}; the titles are {titles}")
        return found[0]


def run_chapter(script: Path) -> Chapter:
    """Run a chapter, in this process, and put its cells, output and figures on a page.

    It changes matplotlib's settings; `production` gives each chapter a process of its own.

    Raises
    ------
    ChapterError
        If the script fails; the message has its traceback.
    """
    try:
        return _run(script)
    except Exception as error:
        # Our own frames are of no use to the author of the chapter.
        frames = [
            frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == script.name
        ]
        told = "".join([*traceback.format_list(frames), *traceback.format_exception_only(error)])
        raise ChapterError(f"{script.name} failed:\n{textwrap.indent(told.strip(), '  ')}") from error


def chapter_page(script: Path) -> Page:
    """The page of a chapter; see `run_chapter`."""
    return run_chapter(script).page


def _run(script: Path) -> Chapter:
    import matplotlib.pyplot as plt

    plt.switch_backend("agg")
    plt.rcParams["figure.max_open_warning"] = 0  # a film has many
    plt.show = lambda *_, **__: None
    text = script.read_text(encoding="utf-8")
    chapter = Chapter(names={"__name__": "__main__", "__file__": str(script)})
    for number, cell in enumerate(split(text)):
        if cell.is_prose:
            chapter.page.add(with_citations(cell.text))
            if not number:
                download = f"[Download this page as a script]({script.name}){{ .md-button download }}"
                chapter.page.add(download)
        else:
            _run_cell(cell, script, chapter)
    chapter.page.files[script.name] = text  # to download
    return chapter


def _run_cell(cell: Cell, script: Path, chapter: Chapter) -> None:
    """Run the code of a cell, and add it with what it prints, shows and draws."""
    left_out = ("plt.show()", "# fmt: skip")
    code = "\n".join(line for line in cell.text.splitlines() if line.strip() not in left_out).strip()
    if code:
        chapter.page.add(f"```python\n{code}\n```")
    # The line numbers of a traceback are those of the script.
    tree = ast.increment_lineno(ast.parse(cell.text, script.name), cell.line - 1)
    with _output_to(chapter):
        exec(compile(tree, script.name, "exec"), chapter.names)
    _add_figures(cell, script, chapter)


@contextlib.contextmanager
def _output_to(chapter: Chapter) -> Iterator[None]:
    """Put what is printed and shown meanwhile on the page, in the order in which it comes."""
    printed = io.StringIO()

    def add_text() -> None:
        if text := printed.getvalue().rstrip():
            chapter.page.add(f"```text\n{text}\n```")
        chapter.printed += printed.getvalue()
        printed.seek(0)
        printed.truncate()

    def add_table(shown: ShownTable) -> None:
        add_text()
        chapter.tables.append(shown)
        chapter.page.add(table(shown))

    with contextlib.redirect_stdout(printed), shown_to(add_table):
        yield
    add_text()


def _add_figures(cell: Cell, script: Path, chapter: Chapter) -> None:
    """Add the figures that are open, and close them."""
    import matplotlib.pyplot as plt

    from neurohistory.site import films

    for reel in films.reels([plt.figure(each) for each in plt.get_fignums()]):
        if not reel.alt:
            raise ValueError(
                f"{script.name}: the figure of the cell at line {cell.line} has no description; "
                "call figure.set_label('what it shows')"
            )
        chapter.n_figures += 1
        name = f"{script.stem}-{chapter.n_figures}"
        if reel.labels:
            chapter.page.add(films.player(reel.figures, name, reel.alt, reel.labels).markdown.rstrip())
        else:
            chapter.page.show(reel.figures[0], name, reel.alt)
    plt.close("all")
