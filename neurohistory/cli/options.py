"""What several commands take, and what their words stand for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from neurohistory.problems import Problem

__all__ = [
    "MODEL_HELP",
    "PROBLEM_HELP",
    "BipolarOption",
    "Format",
    "FormatOption",
    "SeedOption",
    "TargetOption",
    "TargetsOption",
    "check_file_and_target",
    "problem_of",
]


class Format(StrEnum):
    """How to print a table."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"


def _at_least_0(seed: int) -> int:
    if seed < 0:
        raise ValueError(f"seed must be at least 0, not {seed}")
    return seed


MODEL_HELP = (
    "A name from `neurohistory timeline`, with parameters after a colon if you like: "
    "`svm:kernel=poly,degree=3`; and after an @ what holds the weights: `adaline@step=0.1,limit=2`."
)
PROBLEM_HELP = (
    "AND, OR, XOR, NAND, ..., PARITY3, ADDITION2, ...; moons, circles, spirals, blobs or digits."
)

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the table.")]
SeedOption = Annotated[
    int, typer.Option(callback=_at_least_0, help="The same seed gives the same result.")
]
BipolarOption = Annotated[bool, typer.Option("--bipolar", help="Inputs -1 and +1 in place of 0 and 1.")]
TargetOption = Annotated[
    str | None, typer.Option(help="The column, or array, of the labels in that file.")
]
TargetsOption = Annotated[
    list[str] | None,
    typer.Option(
        help="The column, or array, of the labels in that file. Repeated, or an array of bits: what a "
        "model answers at once, each a 0 or 1."
    ),
]


def problem_of(name: str, seed: int, bipolar: bool) -> Problem:
    """The problem of that name, with inputs -1 and +1 in place of 0 and 1 if that is asked for."""
    from neurohistory.problems import get_problem

    found = get_problem(name, seed)
    return found.bipolar if bipolar else found


def check_file_and_target(data: object, target: object) -> None:
    """Complain if one of ``--data`` and ``--target`` is given and the other is not."""
    if (data is None) != (target is None or target == []):
        raise ValueError("--data FILE and --target COLUMN go together; give both")
