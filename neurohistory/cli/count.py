"""``neurohistory count``: how many Boolean functions one threshold unit can compute."""

from __future__ import annotations

from typing import Annotated

import typer

from neurohistory.cli.console import emit, progress
from neurohistory.cli.entry import command
from neurohistory.cli.options import Format, FormatOption

__all__ = ["count"]


@command("count", "count 6", "count --format json")
def count(
    n: Annotated[int, typer.Argument(metavar="N", help="The most inputs, 1 to 7.")] = 5,
    format: FormatOption = Format.table,
) -> None:
    """Count the Boolean functions of 1 to N inputs that one threshold unit can compute.

    Exactly, with a proof for each; up to N = 6 it takes a moment, 7 some seconds.
    """
    from neurohistory.report.rows import count_row
    from neurohistory.report.terminal import count_table
    from neurohistory.theory.predicates.threshold_functions import count_threshold_functions

    with progress(f"counting functions of {n} inputs") as report:
        most = count_threshold_functions(n, report)
    counts = [*(count_threshold_functions(fewer) for fewer in range(1, n)), most]
    rows = [count_row(count) for count in counts]
    emit(format, table=lambda: count_table(counts), json=lambda: rows, rows=rows)
