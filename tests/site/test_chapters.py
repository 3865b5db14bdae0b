"""Chapter scripts become pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from neurohistory.site.cells import split
from neurohistory.site.chapters import chapter_title, run_chapter
from neurohistory.site.production import Job, page_of

SCRIPT = """\
# %% [markdown]
# # 1943: A title
#
# Some prose with $a$.

# %%
import matplotlib.pyplot as plt

print("seen")

# %%
figure, axes = plt.subplots()
axes.plot([0, 1])
figure.set_label("A line from 0 to 1.")
plt.show()

# %% caption [markdown]
# **It rises.**
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "1943_title.py"
    path.write_text(SCRIPT)
    return path


def test_a_script_is_cut_into_cells_with_their_lines() -> None:
    cells = split(SCRIPT)
    assert [cell.kind for cell in cells] == ["prose", "code", "code", "caption"]
    assert cells[0].text == "# 1943: A title\n\nSome prose with $a$."
    assert SCRIPT.splitlines()[cells[1].line - 1] == "import matplotlib.pyplot as plt"


def test_the_page_has_prose_code_output_and_the_figure(script: Path) -> None:
    page = page_of(Job("chapter", str(script)))
    assert chapter_title(script) == "1943: A title"
    assert page.markdown.startswith("# 1943: A title")
    assert 'print("seen")' in page.markdown
    assert "```text\nseen\n```" in page.markdown
    assert "plt.show()" not in page.markdown
    assert "![A line from 0 to 1.](figures/1943_title-1.svg)" in page.markdown
    assert [name for name in page.files if name.endswith(".svg")] == ["figures/1943_title-1.svg"]
    assert page.files["1943_title.py"] == SCRIPT  # to download, and as a notebook
    assert "](1943_title.ipynb){ .md-button download }" in page.markdown
    assert "Some prose" in page.files["1943_title.ipynb"]


def test_what_is_printed_and_shown_stands_in_order_and_its_values_are_kept(script: Path) -> None:
    shown = """\
# %%
from neurohistory import show

print("before")
rows = [{"gate": "a < b", "share": 0.25}]
show(rows, "Shares", formats={"share": "percent"})
print("after")
"""
    script.write_text(SCRIPT.partition("# %%\nimport")[0] + shown)
    chapter = run_chapter(script)
    assert chapter.table("Shares") == chapter.names["rows"] == [{"gate": "a < b", "share": 0.25}]
    assert chapter.printed == "before\nafter\n"
    *_, before, table, after = chapter.page.markdown.strip().split("\n\n")
    assert (before, after) == ("```text\nbefore\n```", "```text\nafter\n```")
    assert "<caption>Shares</caption>" in table
    assert '<td>a &lt; b</td><td style="text-align: right">25%</td>' in table
    with pytest.raises(
        ValueError, match=r"0 tables have the title 'Rates'; the titles are \['Shares'\]"
    ):
        chapter.table("Rates")


def test_a_failing_script_fails_each_time_and_names_its_own_line(script: Path) -> None:
    script.write_text(SCRIPT.replace('print("seen")', 'raise ValueError("on purpose")'))
    for _ in range(2):
        with pytest.raises(RuntimeError, match=r"(?s)1943_title.py.*line 9.*on purpose"):
            page_of(Job("chapter", str(script)))


def test_a_figure_without_a_description_is_refused(script: Path) -> None:
    script.write_text(SCRIPT.replace('figure.set_label("A line from 0 to 1.")\n', ""))
    with pytest.raises(RuntimeError, match="no description"):
        page_of(Job("chapter", str(script)))


def test_a_figure_without_a_caption_is_refused_with_its_line(script: Path) -> None:
    script.write_text(SCRIPT.partition("# %% caption")[0])
    with pytest.raises(RuntimeError, match=r"line 12: the figure has no caption; write .*# %% caption"):
        page_of(Job("chapter", str(script)))


def test_a_script_without_a_heading_is_refused(script: Path) -> None:
    script.write_text("print(1)\n")
    with pytest.raises(ValueError, match="heading"):
        chapter_title(script)
