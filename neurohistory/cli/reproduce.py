"""``neurohistory reproduce``: the papers' own numbers, beside ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from neurohistory.cli.console import complain, complain_of_each, emit, progress, tell
from neurohistory.cli.entry import FAILED, command
from neurohistory.cli.options import Format, FormatOption, SeedOption

if TYPE_CHECKING:
    from rich.table import Table

    from neurohistory.report.rows import Row

__all__ = ["reproduce"]


@command(
    "reproduce minsky_1969",
    "reproduce --quick",
    "reproduce --claim rumelhart_1986.symmetry.sweeps --starts 1000",
    "reproduce --quick --format csv",
    "reproduce rumelhart_1986 --quick --cost",
)
def reproduce(
    papers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PAPER]...", help="First author and year, `minsky_1969`. All if none is named."
        ),
    ] = None,
    claim: Annotated[
        list[str] | None,
        typer.Option(help="One number alone, `minsky_1969.parity.order_3`. May be repeated."),
    ] = None,
    starts: Annotated[
        int | None,
        typer.Option("--starts", "-n", help="Number of starts; if not given, so many as each run says."),
    ] = None,
    seed: SeedOption = 0,
    quick: Annotated[bool, typer.Option("--quick", help="Fewer starts, for a quick look.")] = False,
    cost: Annotated[
        bool, typer.Option("--cost", help="What each run costs, in place of what came of the claims.")
    ] = False,
    record: Annotated[
        bool,
        typer.Option(
            "--record",
            help="Run the papers in full, and keep the findings beside their claims, for their pages.",
        ),
    ] = False,
    format: FormatOption = Format.table,
) -> None:
    """Run what the papers say, and set the numbers that they print beside ours.

    Exit code 1 if a run fails, or a verdict is another than was recorded. What was finished before an
    interruption is kept, and need not be run again. With --record the papers' pages show what was found.
    """
    from neurohistory.report.layout import columns_table
    from neurohistory.reproduction.collection import collection
    from neurohistory.reproduction.cost import cost_rows, seconds_told
    from neurohistory.reproduction.rows import in_words, result_row, result_summary, tally
    from neurohistory.reproduction.running import reproduce as run

    complain_of_each(collection().left_out)
    if record:
        _record(papers or (), seed == 0 and starts is None and not quick and not claim)
        return
    with progress("reproducing") as report:
        results = run(papers or (), claim or (), seed=seed, starts=starts, quick=quick, progress=report)
    summaries = [result_summary(result) for result in results]

    def table() -> object:
        shown = columns_table(summaries[0], ["claim", "verdict", "as recorded"])
        for before, result, row in zip([None, *results], results, summaries, strict=False):
            if before and before.paper != result.paper:
                shown.add_section()
            shown.add_row(*row.values())
        return shown

    costs = cost_rows(results)
    if cost:
        emit(format, table=lambda: _cost_table(costs), json=lambda: costs, rows=costs)
    else:
        rows = [result_row(result) for result in results]
        emit(format, table=table, json=lambda: rows, rows=rows, brief=summaries)  # type: ignore[arg-type]
    for result in results:
        if result.failure:
            complain(f"{result.name}: {result.failure}")
        elif not result.holds:
            complain(
                f"{result.name}: {result.verdict.value}, and recorded as {result.claim.recorded.value}; "
                f"repeat it with {result.command}"
            )
    failed = sum(1 for result in results if result.failure)
    if format is Format.table:
        told = [in_words(tally(results)), f"{failed} failed" if failed else ""]
        tell(f"{len(results)} claims: {', '.join(filter(None, told))}")
        if cost and costs:
            tell(seconds_told(results))
    if not all(result.holds for result in results):
        raise typer.Exit(FAILED)


def _cost_table(costs: Sequence[Row]) -> Table:
    """A row for each run; empty where nothing learns."""
    from neurohistory.report.layout import columns_table

    named = [key for key in costs[0] if key != "then" or any(row["then"] for row in costs)]
    table = columns_table(
        [name.replace("multiply_adds", "multiply-adds") for name in named], ["run", "then"]
    )
    for row in costs:
        cells = (row[name] for name in named)
        table.add_row(
            *(f"{each:,}" if isinstance(each, int) and each else str(each or "–") for each in cells)
        )
    return table


def _record(papers: Sequence[str], in_full: bool) -> None:
    from neurohistory.reproduction.recorded import record

    if not in_full:
        raise typer.BadParameter(
            "a record is of the full form with seed 0: leave out --claim, --starts, --seed and --quick",
            param_hint="--record",
        )
    with progress("recording") as report:
        files = record(papers, report)
    for file in files:
        tell(f"recorded {file}")
