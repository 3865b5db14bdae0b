"""What commands say: results on standard output, notes and progress on standard error."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Timer
from typing import TYPE_CHECKING

import typer

from neurohistory.cli.options import Format
from neurohistory.process import interrupts, streams

if TYPE_CHECKING:
    from rich.console import RenderableType

    from neurohistory.report.rows import Row

__all__ = ["complain", "complain_of_each", "emit", "print_whole", "progress", "tell", "width"]


def emit(
    format: Format,
    *,
    table: Callable[[], RenderableType],
    json: Callable[[], object],
    rows: Sequence[Row],
    brief: Sequence[Row] | None = None,
    indent: int | None = 1,
) -> None:
    """Print the same thing in the format that was asked for.

    Parameters
    ----------
    format : Format
    table : callable
        Makes the table for a terminal.
    json : callable
        Gives the values for JSON.
    rows : sequence of Row
        What CSV and Markdown show.
    brief : sequence of Row, optional
        What Markdown shows in their place.
    indent : int or None, default=1
        Spaces of each level of the JSON; None for a single line.
    """
    from neurohistory.report.text import csv_text, json_text, markdown_table

    if not rows and format is not Format.json:
        return
    match format:
        case Format.table:
            print_whole(table())
        case Format.json:
            streams.say(json_text(json(), ascii=not streams.is_unicode(), indent=indent))
        case Format.csv:
            streams.say(csv_text(rows))
        case Format.markdown:
            shown = brief or rows
            columns = max((list(row) for row in shown), key=len)  # what is complete has fewer
            cells = [[str(row.get(column, "-")) for column in columns] for row in shown]
            streams.say(markdown_table(columns, cells) + "\n")


def print_whole(what: RenderableType, max_width: int = 1000) -> None:
    """Print with Rich; where a line is too short for a table, the terminal may break it, but not we."""
    from rich.console import Console

    from neurohistory.report.layout import least_width

    room = max(min(width(), max_width), least_width(what))
    console = Console(file=streams.results(), highlight=False, markup=False, width=room, height=25)
    with streams.writing(), console.capture() as printed:
        console.print(what)
    streams.say(printed.get())


def width() -> int:
    """Characters in a line: COLUMNS if it is set, else the terminal's, else plenty."""
    with suppress(ValueError):
        if (columns := int(os.environ.get("COLUMNS", "0"))) > 0:
            return columns
    with suppress(OSError, ValueError):  # no terminal, or no file at all
        return os.get_terminal_size(streams.results().fileno()).columns or 80
    return 1000


def complain(text: str) -> None:
    """Print a note in one line, whatever a plug-in or a file's name has put into it."""
    line = " ".join(text.splitlines())
    tell(f"neurohistory: {''.join(letter for letter in line if letter.isprintable())}")


def complain_of_each(complaints: Iterable[object]) -> None:
    """Print a note for each, such as the models that were left out."""
    for complaint in complaints:
        complain(str(complaint))


def tell(text: str) -> None:
    """Print a line on standard error; that nobody can read it stops nothing."""
    with suppress(OSError):
        typer.echo(text, err=True)


@contextmanager
def progress(task: str) -> Iterator[Callable[..., None]]:
    """A progress bar on standard error, if that is a terminal and the work takes over a second.

    It is told how much is done, of how much and, if one likes, what is being done.  The bar moves within
    a long model too, by its epochs.
    """
    gc.enable()  # long work
    if not sys.stderr.isatty():
        yield lambda done, total, what=task: interrupts.check()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    shown = Progress(*columns, console=Console(stderr=True), transient=True)
    bar = shown.add_task(task, total=None)
    waiting = Timer(1.0, shown.start)
    waiting.daemon = True
    waiting.start()

    def report(done: float, total: float, what: str = task) -> None:
        interrupts.check()
        shown.update(bar, completed=done, total=total, description=what)

    try:
        yield report
    finally:
        waiting.cancel()
        shown.stop()
