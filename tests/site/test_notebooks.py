"""Chapters as notebooks: each is valid by nbformat, and one is run as a reader would run it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from neurohistory.site.chapters import chapters_in
from neurohistory.site.notebooks import notebook

GALLERY = Path(__file__).parents[2] / "gallery"
SCRIPTS = [script for folder in ("", "course", "models") for script in chapters_in(GALLERY / folder)]


def read(script: Path) -> Any:
    text = notebook(script.read_text(encoding="utf-8"))
    return nbformat.reads(text, as_version=4)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_every_chapter_is_a_valid_notebook(script: Path) -> None:
    made = read(script)
    nbformat.validate(made)
    assert made.cells[0].source.startswith("# ")
    prose = "\n".join(cell.source for cell in made.cells if cell.cell_type == "markdown")
    assert "[@" not in prose, "what is cited is not written out"
    assert ".md)" not in prose, "a link to a page that is not there"


# The kernel's own channels warn of what the platform lacks; that is not ours.
@pytest.mark.filterwarnings("ignore")
def test_a_notebook_runs_from_top_to_bottom_and_says_what_the_page_says() -> None:
    script = GALLERY / "1958_round_and_round.py"
    made = read(script)
    NotebookClient(made, timeout=120, kernel_name="python3").execute()
    printed = "".join(
        output.get("text", "") for cell in made.cells for output in cell.get("outputs", [])
    )
    assert "corrections in each epoch: 3 3 4 4 4 4 4 4 4 4 4 4" in printed


def test_links_within_the_site_become_words_and_the_others_stay() -> None:
    script = "# %% [markdown]\n# # T\n#\n# See [this](../a.md), [that](https://a.org) and ![x](y.svg).\n"
    first = json.loads(notebook(script))["cells"][0]["source"]
    assert first == "# T\n\nSee this, [that](https://a.org) and ![x](y.svg)."
