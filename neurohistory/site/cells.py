"""The cells of a chapter: prose, code and captions, as a percent script has them.

A cell begins with a line ``# %%``.  ``# %% [markdown]`` is prose in comments, and
``# %% caption [markdown]`` the caption of the figure above it.  The others are code: ``# %% idea`` is
the code that a reader is meant to see, and the tables of a cell ``# %% numbers`` are what a figure
shows already, so that they wait under a fold.
"""

from __future__ import annotations

import ast
import re
from itertools import zip_longest
from typing import Literal, NamedTuple

__all__ = ["Cell", "split"]

_START = re.compile(r"^# %%[ ]*(?P<title>[^\[\n]*?)[ ]*(?P<prose>\[markdown\])?[ ]*\n", re.MULTILINE)
_TITLES = {"code": ("", "idea", "numbers"), "prose": ("", "caption")}
_LEFT_OUT = ("plt.show()", "# fmt: skip")  # lines that a page does not show


class Cell(NamedTuple):
    """A piece of a chapter, and the line of the script that it begins on."""

    kind: Literal["prose", "caption", "code"]
    text: str
    line: int
    title: str = ""

    @property
    def is_idea(self) -> bool:
        """Whether its code is meant to be seen."""
        return self.title == "idea"

    @property
    def folds_its_tables(self) -> bool:
        """Whether its tables wait under a fold."""
        return self.title == "numbers"

    @property
    def shown(self) -> str:
        """The code as a page shows it."""
        kept = (line for line in self.text.splitlines() if line.strip() not in _LEFT_OUT)
        return "\n".join(kept).strip()

    @property
    def only_prepares(self) -> bool:
        """Whether it does nothing but import, and choose a style."""
        if self.kind != "code":
            return False
        steps = ast.parse(self.text).body
        return bool(steps) and all(
            isinstance(step, ast.Import | ast.ImportFrom)
            or ast.unparse(step).startswith("plt.style.use(")
            for step in steps
        )


def split(script: str) -> list[Cell]:
    r"""Cut a percent-format script into cells.

    Raises
    ------
    ValueError
        If a cell is called something else than ``caption`` (prose), ``idea`` or ``numbers`` (code), or a
        caption stands behind no code.

    Examples
    --------
    >>> cells = split("# %% [markdown]\n# # Title\n#\n# Text.\n# %% idea\nprint(1)\n")
    >>> cells[0].text, cells[1].is_idea
    ('# Title\n\nText.', True)
    """
    cells: list[Cell] = []
    starts = [*_START.finditer(script)]
    for start, following in zip_longest(starts, starts[1:]):
        text = script[start.end() : following.start() if following else None].strip("\n")
        line = script.count("\n", 0, start.end()) + 1
        title = start["title"]
        if title not in _TITLES["prose" if start["prose"] else "code"]:
            raise ValueError(
                f"line {line - 1} begins a cell that is called {title!r}; a cell of code may be called "
                "'idea' or 'numbers', one of prose 'caption' ('# %% caption [markdown]')"
            )
        if start["prose"]:
            text = "\n".join(re.sub(r"^# ?", "", row) for row in text.splitlines()).strip()
            kind: Literal["prose", "caption", "code"] = "caption" if title else "prose"
        else:
            kind = "code"
        if kind == "caption" and (not cells or cells[-1].kind == "prose"):
            raise ValueError(
                f"line {line - 1} begins a caption, and no code stands before it; move it behind the "
                "cell that draws"
            )
        if text:
            cells.append(Cell(kind, text, line, title))
    return cells
