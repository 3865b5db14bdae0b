"""``neurohistory reference``: exact runs to hold one's own against."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from neurohistory.cli.console import emit, print_whole, tell
from neurohistory.cli.entry import FAILED, command
from neurohistory.cli.options import Format, FormatOption

__all__ = ["reference"]


@command(
    "reference",
    "reference backprop-xor-01-near --format csv",
    "reference adaline-and-01-far --check mine.csv",
    "reference --out runs",
)
def reference(
    name: Annotated[str | None, typer.Argument(help="A run. All are listed if none is named.")] = None,
    check: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A CSV file of your own: how many of its digits are right?"),
    ] = None,
    digits: Annotated[
        float, typer.Option(help="How many of them must be, for exit code 0; at most 17.")
    ] = 6.0,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Put the JSON files there, this one or all.")
    ] = None,
    format: FormatOption = Format.table,
) -> None:
    """Show runs worked out exactly, weight by weight, and hold a run of your own against one.

    A run of your own is a CSV file with a row for each row of the run, its numbers in the same columns.
    """
    from neurohistory.reference_runs import files

    if not 0 <= digits <= 17:
        raise ValueError(f"--digits must be from 0 to 17, not {digits:g}")
    if check and out:
        raise ValueError("--check and --out do different things; give one of them")
    if check:
        if name is None:
            raise ValueError(
                f"name the run that {check} repeats: neurohistory reference NAME --check {check}"
            )
        _hold_against(name, check, digits)
    elif out:
        _put(out, [name] if name else files.names())
    else:
        _show(name, format)


def _hold_against(name: str, own: Path, wanted: float) -> None:
    from neurohistory.reference_runs.digits import agreement, read_trace
    from neurohistory.reference_runs.files import kept

    run = kept(name)
    found = agreement(run, read_trace(own, run["columns"]))
    print_whole(f"{found.digits:.1f} digits are right in the worst of all numbers of {own}")
    if found.digits < 17:
        print_whole(
            f"It is in row {found.row}, {found.column}: {found.own}, where {found.right} is right"
        )
    if found.digits < wanted:
        raise typer.Exit(FAILED)


def _put(folder: Path, names: list[str]) -> None:
    from neurohistory.process.writing import write_whole
    from neurohistory.reference_runs.files import text_of

    texts = {name: text_of(name) for name in names}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        write_whole(folder / f"{name}.json", text)
    tell(f"{len(texts)} files are in {folder}")


def _show(name: str | None, format: Format) -> None:
    from neurohistory.reference_runs.files import kept, names
    from neurohistory.report.layout import columns_table, plain_table

    if name is None:
        rows: list[dict[str, object]] = []
        for each in names():
            run = kept(each)
            told = {key: run[key] for key in ("name", "rule", "task", "start", "row")}
            rows.append(told | {"rows": len(run["trace"])})
        emit(format, table=lambda: plain_table(rows), json=lambda: rows, rows=rows)
        return
    run = kept(name)
    keys = ("formula", "task", "inputs", "target", "order", "step", "momentum", "wiring", "difficulty",
            "source", "row")  # fmt: skip
    if format is Format.table:
        for key in keys:
            if key in run:
                print_whole(f"{key}: {run[key]}")

    def table() -> object:
        shown = columns_table(run["columns"])
        for row in [run["first"], *run["trace"]] if run["first"] else run["trace"]:
            shown.add_row(*row)
        return shown

    emit(
        format,
        table=table,  # type: ignore[arg-type]
        json=lambda: run,
        rows=[dict(zip(run["columns"], row, strict=True)) for row in run["trace"]],
    )
