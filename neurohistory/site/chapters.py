"""Chapters: scripts in the percent format, run and shown with what they print and draw.

A script is cut into `neurohistory.site.cells`.  What a cell prints, shows and draws comes first on the
page, and its code folded below: a reader wants the thing, and then perhaps how it was made.  A cell of a
few lines, or one that is called ``idea``, shows its code, the tables of one called ``numbers`` are
folded, and what is imported stands at the end.

Each figure needs a description, for those who do not see it: ``figure.set_label("...")``, and after it a
cell called ``caption``, which says what it shows to those who do.  Figures of one cell with labels
``"film: what it shows | epoch 3"`` that agree before the bar become one film.  What it hands to
`neurohistory.show` becomes a table, and ``<!-- toy: retina -->`` in its prose something to touch
(`neurohistory.site.toys.placing`).  A script runs alone too, and ends with ``plt.show()``; a reader may
take it away, also as one of the `neurohistory.site.notebooks`.  ``[@rosenblatt_1958]`` in the prose
cites a paper.
"""

from __future__ import annotations

import ast
import contextlib
import io
import textwrap
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from typing import Any, cast

from neurohistory.report.display import ShownTable, shown_to
from neurohistory.site.cells import Cell, split
from neurohistory.site.citations import with_citations
from neurohistory.site.kept_names import KeptNames
from neurohistory.site.notebooks import notebook
from neurohistory.site.page import Page, folded, folded_table, table
from neurohistory.site.toys.placing import with_made_toys

__all__ = [
    "Chapter",
    "ChapterError",
    "chapter_title",
    "chapters_in",
    "run_chapter",
]

_SHORT = 6  # lines of code that are shown without being asked for


def chapters_in(folder: Path) -> list[Path]:
    """The chapter scripts of a folder, in the order of their names, which begin with the year."""
    return sorted(folder.glob("[0-9]*.py"))


def chapter_title(script: Path) -> str:
    """The first heading of a chapter.

    Raises
    ------
    ValueError
        If it does not begin with one, or cannot be cut into cells.
    """
    try:
        cells = split(script.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{script.name}, {error}") from None
    if not cells or cells[0].kind != "prose" or not cells[0].text.startswith("# "):
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
    names : mapping of str to object
        What the script's names stand for at its end; in another process those of them that are
        `neurohistory.site.kept_names`.
    tables : list of ShownTable
        What it has shown, in order.
    printed : str
        What it has printed besides.
    n_figures : int
        Films count as one.
    """

    page: Page = field(default_factory=Page)
    names: Mapping[str, Any] = field(default_factory=dict)
    tables: list[ShownTable] = field(default_factory=list)
    printed: str = ""
    n_figures: int = 0

    def __getstate__(self) -> dict[str, Any]:
        names = self.names if isinstance(self.names, KeptNames) else KeptNames(self.names)
        return self.__dict__ | {"names": names}

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


def _run(script: Path) -> Chapter:
    import matplotlib.pyplot as plt

    plt.switch_backend("agg")
    plt.rcParams["figure.max_open_warning"] = 0  # a film has many
    plt.show = lambda *_, **__: None
    text = script.read_text(encoding="utf-8")
    chapter = Chapter(names={"__name__": "__main__", "__file__": str(script)})
    cells = split(text)
    imports = []
    for number, cell in enumerate(cells):
        if cell.kind == "prose":
            chapter.page.add(with_citations(with_made_toys(cell.text, chapter.names)))
            if not number:
                chapter.page.add(_downloads(script))
        elif cell.kind == "code":
            captions = _captions(cells[number + 1 :])
            _run_cell(cell, script, chapter, captions)
            if cell.only_prepares:
                imports.append(cell.shown)
    if imports:
        chapter.page.add(folded("The imports of this page", "\n".join(imports)))
    chapter.page.files |= {script.name: text, f"{script.stem}.ipynb": notebook(text)}  # to download
    return chapter


def _downloads(script: Path) -> str:
    """Links to what a reader may take away."""
    kinds = {"a script": script.name, "a notebook": f"{script.stem}.ipynb"}
    links = [f"[Download as {kind}]({name}){{ .md-button download }}" for kind, name in kinds.items()]
    return "\n".join(links)


def _captions(following: Sequence[Cell]) -> list[str]:
    """The captions that stand right behind a cell, for its figures in their order."""
    captions = []
    for cell in following:
        if cell.kind != "caption":
            break
        captions.append(with_citations(cell.text))
    return captions


def _run_cell(cell: Cell, script: Path, chapter: Chapter, captions: Sequence[str]) -> None:
    """Run the code of a cell, and add what it prints, shows and draws, and the code itself."""
    # The line numbers of an error are those of the script.
    tree = ast.parse("\n" * (cell.line - 1) + cell.text, script.name)
    code = cell.shown
    is_open = cell.is_idea or len(code.splitlines()) <= _SHORT
    hidden = not code or cell.only_prepares
    if is_open and not hidden:
        chapter.page.add(f"```python\n{code}\n```")
    n_figures, n_tables = chapter.n_figures, len(chapter.tables)
    with _output_to(chapter, folded_table if cell.folds_its_tables else table):
        exec(compile(tree, script.name, "exec"), cast("dict[str, Any]", chapter.names))
    _add_figures(cell, script, chapter, captions)
    if not is_open and not hidden:
        made = {"figure": chapter.n_figures - n_figures, "table": len(chapter.tables) - n_tables}
        chapter.page.add(folded(f"The code of {_told(made)}", code))


def _told(made: dict[str, int]) -> str:
    """What a cell has made, the first kind of which there is any."""
    what, number = next(((what, n) for what, n in made.items() if n), ("step", 1))
    return f"this {what}" if number == 1 else f"these {what}s"


@contextlib.contextmanager
def _output_to(chapter: Chapter, as_html: Callable[[ShownTable], str]) -> Iterator[None]:
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
        chapter.page.add(as_html(shown))

    with contextlib.redirect_stdout(printed), shown_to(add_table):
        yield
    add_text()


def _add_figures(cell: Cell, script: Path, chapter: Chapter, captions: Sequence[str]) -> None:
    """Add the figures that are open, with their captions, and close them."""
    import matplotlib.pyplot as plt

    from neurohistory.site import films

    reels = list(films.reels([plt.figure(each) for each in plt.get_fignums()]))
    if len(captions) > len(reels):
        raise ValueError(
            f"{script.name}: the cell at line {cell.line} draws {len(reels)} figures and has "
            f"{len(captions)} captions; leave one out, or move it behind the cell that draws"
        )
    for reel, caption in zip(reels, chain(captions, repeat("")), strict=False):
        if not reel.alt:
            raise ValueError(
                f"{script.name}: the figure of the cell at line {cell.line} has no description; "
                "call figure.set_label('what it shows')"
            )
        if not caption:
            raise ValueError(
                f"{script.name}, line {cell.line}: the figure has no caption; write what it shows "
                "behind this cell, in one that begins '# %% caption [markdown]'"
            )
        chapter.n_figures += 1
        name = f"{script.stem}-{chapter.n_figures}"
        if reel.labels:
            film = films.player(reel.figures, name, reel.alt, reel.labels, caption=caption)
            chapter.page.add(film.markdown.rstrip())
        else:
            chapter.page.show(reel.figures[0], name, reel.alt, caption=caption)
    plt.close("all")
