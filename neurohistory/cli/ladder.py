"""``neurohistory ladder``: from a paper's recipe to today's, one change a rung."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from neurohistory.cli.console import emit, progress, tell
from neurohistory.cli.entry import command
from neurohistory.cli.options import Format, FormatOption

__all__ = ["ladder"]


@command("ladder backprop", "ladder perceptron --starts 20", "ladder own.toml --format json")
def ladder(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE",
            help="adaline, backprop, deep, perceptron, hardware or shaky; or a TOML file of your own.",
        ),
    ],
    starts: Annotated[
        int | None,
        typer.Option("--starts", "-n", help="Starts for each rung; if not given, what the file says."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, help="The same seed gives the same result; 0 if none is named.")
    ] = None,
    format: FormatOption = Format.table,
) -> None:
    """Climb from a paper's recipe to today's: one change a rung, each from many starts."""
    from dataclasses import replace

    from neurohistory.report.layout import columns_table
    from neurohistory.studies.ladder import (
        Ladder,
        climbed,
        kept_ladder,
        ladder_values,
        rung_summary,
    )

    asked = Ladder.from_file(name) if Path(name).is_file() else kept_ladder(name)
    asked = replace(
        asked,
        starts=asked.starts if starts is None else starts,
        seed=asked.seed if seed is None else seed,
    )
    with progress("climbing") as report:
        rows = list(climbed(asked, progress=report))
    brief = [rung_summary(row) for row in rows]

    def table() -> object:
        shown = columns_table(brief[0], ["change"])
        for row in brief:
            shown.add_row(*row.values())
        return shown

    emit(
        format,
        table=table,  # type: ignore[arg-type]
        json=lambda: ladder_values(asked, rows),
        rows=rows,
        brief=brief,
    )
    if format is Format.table:
        problems = ", ".join(dict.fromkeys(rung.problem for rung in asked.rungs))
        tell(f"{problems}, {asked.starts} starts for each rung, seed {asked.seed}")
