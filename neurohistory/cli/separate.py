"""``neurohistory separate``: a plane between two classes, or the proof that there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from neurohistory.cli.console import complain, complain_of_each, emit
from neurohistory.cli.entry import FAILED, command
from neurohistory.cli.options import (
    PROBLEM_HELP,
    BipolarOption,
    Format,
    FormatOption,
    TargetOption,
    check_file_and_target,
    problem_of,
)

__all__ = ["separate"]


@command("separate XOR", "separate AND --format json", "separate --data flowers.csv --target species")
def separate(
    problem: Annotated[str | None, typer.Argument(help=f"{PROBLEM_HELP} Or give --data.")] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Examples of your own, as for `compare`.")
    ] = None,
    target: TargetOption = None,
    bipolar: BipolarOption = False,
    format: FormatOption = Format.table,
) -> None:
    """Find a plane between two classes, or the examples that prove that there is none.

    Either is told in whole numbers and exact; a file is taken as it is, to the last digit. The JSON
    holds the examples too, so that somebody else can check it. Exit code 1 if neither could be shown.
    """
    from neurohistory.problems import two_classes
    from neurohistory.report.rows import NAMELESS, Names, proof_rows
    from neurohistory.report.terminal import proof_table
    from neurohistory.theory import separability

    check_file_and_target(data, target)
    if (problem is None) == (data is None):
        raise ValueError("name a problem, or give --data FILE and --target COLUMN")
    names = NAMELESS
    if data is not None and target is not None:
        if bipolar:
            raise ValueError("--bipolar is for named problems; the numbers of a file stay as they are")
        table, targets, classes = two_classes(data, target)
        X, names = table.X, Names(table.columns, table.lines, classes)
        complain_of_each(table.notes)
    else:
        asked = problem_of(str(problem), 0, bipolar)
        if asked.target.ndim == 2:
            raise ValueError(
                f"a plane tells two classes apart, and {asked.name} has {asked.target.shape[1]} "
                f"{asked.targets}; name another problem, or in Python take one of them: target[:, 0]"
            )
        X, targets = asked.X, asked.target
    found = separability.separate(X, targets)
    if found.separable is None:
        complain("neither a plane nor a proof against it was found; take fewer examples or features")
        raise typer.Exit(FAILED)
    emit(
        format,
        table=lambda: proof_table(found, X, targets, names),
        json=lambda: found.certificate(X, targets) | names.told(),
        rows=proof_rows(found, X, targets, names),
        indent=None,
    )
