"""``neurohistory gradient``: back-propagation beside differences of the cost."""

from __future__ import annotations

from typing import Annotated

import typer

from neurohistory.cli.console import emit, progress, tell
from neurohistory.cli.entry import FAILED, command
from neurohistory.cli.options import (
    MODEL_HELP,
    PROBLEM_HELP,
    BipolarOption,
    Format,
    FormatOption,
    SeedOption,
    problem_of,
)
from neurohistory.process import streams

__all__ = ["gradient"]

_TOL = 1e-6  # for the difference, as a fraction of the largest derivative


@command(
    "gradient backprop XOR",
    "gradient backprop:hidden_layer_sizes=(3,3),cost=cross_entropy XOR --format csv",
)
def gradient(
    model: Annotated[str, typer.Argument(help=MODEL_HELP)] = "backprop",
    problem: Annotated[str, typer.Argument(help=PROBLEM_HELP)] = "XOR",
    seed: SeedOption = 0,
    bipolar: BipolarOption = False,
    format: FormatOption = Format.table,
) -> None:
    """Check the gradient of a network at its start: back-propagation beside differences of the cost.

    Exit code 1 if the two are further apart than a millionth part.
    """
    from neurohistory import catalog
    from neurohistory.network.gradient_check import check_at_start
    from neurohistory.report.layout import plain_table

    asked = problem_of(problem, seed, bipolar)
    checked = catalog.make(model)
    with progress("checking the gradient") as report:
        rows, apart = check_at_start(checked, asked.X, asked.target, seed, report)
    about = {
        "model": model,
        "problem": asked.name,
        "inputs": asked.coding,
        "seed": seed,
        "largest_difference": apart,
        "weights": rows,
    }
    emit(
        format,
        table=lambda: plain_table(
            [
                {
                    "weight": row["weight"],
                    **{name: f"{row[name]:.8g}" for name in list(row)[1:4]},
                    "difference": f"{row['difference']:.1e}",
                    "": "kink" if row["kink"] else "",
                }
                for row in rows
            ]
        ),
        json=lambda: about,
        rows=rows,
    )
    kinks = sum(bool(row["kink"]) for row in rows)
    left_out = f"; {kinks} weights left out, where a unit stands on its kink" if kinks else ""
    told = f"largest difference, as a fraction of the largest derivative: {apart:.1e}{left_out}"
    if not apart <= _TOL:  # so that not a number is wrong too
        tell(told)
        raise typer.Exit(FAILED)
    if format is Format.table:
        streams.say(f"{told}\n")
