"""The second generator: Markdown from the disk and one template."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

TOOL: Any = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "plain_site.py"))

FIRST = """\
---
search: {boost: 2}
---
# First

To the [second](story/second.md#its-end), with $x^2$ and ![a line](figure.svg){ width=9 }.
"""
SECOND = "# Second\n\n## Its end\n\nBack to the [first](../first.md).\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    texts = {"first.md": FIRST, "story/second.md": SECOND, "figure.svg": "<svg/>"}
    for place, text in texts.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    order = [["First", "first.md"], ["Second", "story/second.md"]]
    told = {"site": "A site", "pages": order}
    (folder / "navigation.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder for the site, with the styles that its pages ask for."""
    for style in TOOL["STYLES"]:
        path = tmp_path / "out" / "assets" / "neurohistory" / f"{style}.css"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "out"


def test_pages_lead_to_each_other_and_formulas_are_drawn(pages: Path, out: Path) -> None:
    assert TOOL["write_site"](pages, out) == []
    page = (out / "first.html").read_text(encoding="utf-8")
    assert '<a href="story/second.html#its-end">second</a>' in page
    assert "<math" in page
    assert 'src="figure.svg"' in page
    assert "boost" not in page
    assert not list(out.rglob("*.md"))


def test_a_link_that_leads_nowhere_is_told_with_its_page(pages: Path, out: Path) -> None:
    (pages / "figure.svg").unlink()
    (pages / "story" / "second.md").write_text("# Second\n", encoding="utf-8")
    assert TOOL["write_site"](pages, out) == [
        'first.html: href="story/second.html#its-end" leads nowhere',
        'first.html: src="figure.svg" leads nowhere',
    ]
