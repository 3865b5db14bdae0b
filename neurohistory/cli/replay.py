"""``neurohistory replay``: what was recorded, once more, and whether the same comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from neurohistory.cli.console import emit, progress, tell
from neurohistory.cli.entry import FAILED, command
from neurohistory.cli.options import Format, FormatOption, TargetOption, check_file_and_target

__all__ = ["replay"]


@command("replay starts.json", "replay runs/rates --starts 1000 --cell 0")
def replay(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="What `compare` or `study` has written with `--format json`, or the folder of a study.",
        ),
    ],
    starts: Annotated[
        int | None,
        typer.Option(
            "--starts", "-n", help="At least so many starts of each cell of a study; all if not given."
        ),
    ] = None,
    cell: Annotated[
        list[int] | None,
        typer.Option(help="A cell of a study, by number from 0 on; all if not given. May be repeated."),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The problem of your own that `compare` was given."),
    ] = None,
    target: TargetOption = None,
    format: FormatOption = Format.table,
) -> None:
    """Repeat a comparison or a study that was recorded, and say whether the outcome is equal.

    Exit code 1 if anything differs.
    """
    from functools import partial

    from neurohistory.problems import from_file
    from neurohistory.report.layout import plain_table
    from neurohistory.studies.replay import replay as repeated

    check_file_and_target(data, target)
    own = None if data is None or target is None else partial(from_file, data, target)
    found = []
    with progress("replaying") as report:
        for each in repeated(file, starts=starts, cells=cell or (), own=own):
            found.append(each)
            report(len(found), None, each.what)
    rows = [
        {"what": each.what, "equal": each.equal, "differences": "; ".join(each.differences)}
        for each in found
    ]
    shown = [{**row, "equal": "yes" if row["equal"] else "NO"} for row in rows]
    emit(format, table=lambda: plain_table(shown), json=lambda: rows, rows=rows, brief=shown)
    differing = sum(not each.equal for each in found)
    tell(f"{len(found) - differing} of {len(found)} are equal")
    if differing:
        raise typer.Exit(FAILED)
