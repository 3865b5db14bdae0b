"""Chapters as notebooks, to be downloaded, changed and run.

The format is nbformat 4.5, which is JSON of a few keys.  A notebook has the prose, the captions and the
code of the chapter, and no outputs: to run it is the point.  What it cites is written out, and links to
other pages are words, for these are not there.
"""

from __future__ import annotations

import json
import re

from neurohistory.site.cells import Cell, split
from neurohistory.site.citations import with_citations

__all__ = ["notebook"]

_TO_A_PAGE = re.compile(r"(?<!!)\[(?P<words>[^\]]+)\]\((?!https?:)[^)]+\)")
_NEEDS = "*To run this page, install the package: `pip install neurohistory`.*"
_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def notebook(script: str) -> str:
    r"""The notebook of a percent-format script, as text.

    Examples
    --------
    >>> text = notebook("# %% [markdown]\n# # Title\n# %%\nprint(1)\n")
    >>> [cell["source"] for cell in json.loads(text)["cells"]][::2]
    ['# Title', 'print(1)']
    """
    title, *rest = (_as_json(cell) for cell in split(script))
    needs: dict[str, object] = {"cell_type": "markdown", "metadata": {}, "source": _NEEDS}
    cells = [title, needs, *rest]
    made = {
        "cells": [cell | {"id": f"cell-{number}"} for number, cell in enumerate(cells)],
        "metadata": {"kernelspec": _KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"


def _as_json(cell: Cell) -> dict[str, object]:
    if cell.kind == "code":
        source = cell.text.replace("  # fmt: skip", "")
        return {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": source,
        }
    words = _TO_A_PAGE.sub(r"\g<words>", with_citations(cell.text))
    return {"cell_type": "markdown", "metadata": {}, "source": words}
