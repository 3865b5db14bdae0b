"""Chapters: scripts in the percent format, run and shown with what they print and draw.

A script is cut into cells by lines that begin with ``# %%``.  A cell ``# %% [markdown]`` is prose in
comments; the others are code.  Each figure needs a description, for those who do not see it:
``figure.set_label("...")``.  Figures of one cell with labels ``"film: what it shows | epoch 3"`` that
agree before the bar become one film.  A script runs alone too, and ends with ``plt.show()``.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
import textwrap
import traceback
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from neurohistory.site.page import Page

__all__ = ["Cell", "chapter_page", "chapter_title", "chapters_in", "split"]


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


def chapter_page(script: Path) -> Page:
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


class ChapterError(RuntimeError):
    """A chapter that cannot be run."""


def _run(script: Path) -> Page:
    import matplotlib.pyplot as plt

    from neurohistory.site import films

    plt.switch_backend("agg")
    page, shown = Page(), 0
    plt.rcParams["figure.max_open_warning"] = 0  # a film has many
    names: dict[str, object] = {"__name__": "__main__", "__file__": str(script)}
    plt.show = lambda *_, **__: None
    for number, cell in enumerate(split(script.read_text(encoding="utf-8"))):
        if cell.is_prose:
            page.add(cell.text)
            if not number:
                page.add(f"[Download this page as a script]({script.name}){{ .md-button download }}")
            continue
        printed = io.StringIO()
        # The line numbers of a traceback are those of the script.
        tree = ast.increment_lineno(ast.parse(cell.text, script.name), cell.line - 1)
        with contextlib.redirect_stdout(printed):
            exec(compile(tree, script.name, "exec"), names)
        code = "\n".join(
            line for line in cell.text.splitlines() if line.strip() not in ("plt.show()", "# fmt: skip")
        ).strip()
        if code:
            page.add(f"```python\n{code}\n```")
        if text := printed.getvalue().rstrip():
            page.add(f"```text\n{text}\n```")
        for reel in films.reels([plt.figure(each) for each in plt.get_fignums()]):
            if not reel.alt:
                raise ValueError(
                    f"{script.name}: the figure of the cell at line {cell.line} has no description; "
                    "call figure.set_label('what it shows')"
                )
            shown += 1
            name = f"{script.stem}-{shown}"
            if reel.labels:
                page.add(films.player(reel.figures, name, reel.alt, reel.labels).markdown.rstrip())
            else:
                page.show(reel.figures[0], name, reel.alt)
        plt.close("all")
    page.files[script.name] = script.read_text(encoding="utf-8")  # to download
    return page
