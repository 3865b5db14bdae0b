"""Cells: how a percent script is cut, and which code a reader sees at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from neurohistory.site.cells import split
from neurohistory.site.chapters import run_chapter

PROSE = "# %% [markdown]\n# # 1943: A title\n"
IMPORTS = "# %%\nimport matplotlib.pyplot as plt\n\nplt.style.use({})\n"
DRAWN = """\
# %%
figure, axes = plt.subplots()
for step in range(2):
    axes.plot([0, step])
    axes.plot([step, 0])
    axes.set_title("Two lines")
    axes.set_xlabel("x")
figure.set_label("Two lines.")
plt.show()
"""
CAPTION = "# %% caption [markdown]\n# **Both rise.** Of $x$ and\n# its twin.\n"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "1943_title.py"


def page(script: Path, text: str) -> str:
    script.write_text(text)
    return run_chapter(script).page.markdown


def test_a_cell_has_a_kind_by_its_first_line() -> None:
    cells = split(f"{PROSE}{IMPORTS}# %% idea\nw = 1\n{CAPTION}")
    assert [cell.kind for cell in cells] == ["prose", "code", "code", "caption"]
    assert [cell.is_idea for cell in cells] == [False, False, True, False]
    assert [cell.only_prepares for cell in cells] == [False, True, False, False]


@pytest.mark.parametrize(
    "line", ["# %% idae", "# %% idea [markdown]", "# %% caption", "# %% x [markdown]"]
)
def test_a_cell_with_another_name_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(ValueError, match=r"line 3 .*a cell of code may be called 'idea'"):
        split(f"{PROSE}{line}\nprint(1)\n")


@pytest.mark.parametrize("before", ["", PROSE])
def test_a_caption_without_code_before_it_is_refused_with_its_line(before: str) -> None:
    with pytest.raises(ValueError, match=r"line \d begins a caption, and no code stands before it"):
        split(before + CAPTION)


def test_long_code_is_folded_behind_what_it_makes(script: Path) -> None:
    shown = page(script, PROSE + IMPORTS + DRAWN + CAPTION)
    fold = shown.index("<summary>The code of this figure</summary>")
    assert shown.index("![Two lines.]") < fold < shown.index("figure, axes = plt.subplots()")


def test_the_idea_and_a_few_lines_are_shown_before_what_they_make(script: Path) -> None:
    for text in (DRAWN.replace("# %%", "# %% idea") + CAPTION, "# %%\nw = 1\nprint(w)\n"):
        shown = page(script, PROSE + IMPORTS + text)
        assert "The code of" not in shown
        assert shown.index("```python") < max(shown.find("!["), shown.find("```text"))


def test_numbers_that_a_figure_shows_wait_under_their_title(script: Path) -> None:
    text = "# %% numbers\nfrom neurohistory import show\nshow([{'x': 1}], 'Counts < 2')\n"
    fold = (
        page(script, PROSE + text).partition('<details class="numbers">')[2].partition("</details>")[0]
    )
    assert "<summary>Counts &lt; 2, as a table</summary>" in fold
    assert ">1</td>" in fold
    assert "<caption>" not in fold


def test_imports_stand_at_the_end(script: Path) -> None:
    shown = page(script, PROSE + IMPORTS + DRAWN + CAPTION)
    assert shown.index("import matplotlib") > shown.index("<summary>The imports of this page</summary>")
    assert shown.strip().endswith("</details>")


def test_a_caption_stands_under_its_figure(script: Path) -> None:
    shown = page(script, PROSE + IMPORTS + DRAWN + CAPTION)
    assert '<figcaption markdown="span">**Both rise.** Of $x$ and its twin.</figcaption>' in shown
    assert shown.count("Both rise") == 1


def test_a_caption_without_a_figure_is_refused(script: Path) -> None:
    script.write_text(f"{PROSE}# %%\nw = 1\n{CAPTION}")
    with pytest.raises(RuntimeError, match=r"cell at line 4 draws 0 figures and has 1 captions"):
        run_chapter(script)
