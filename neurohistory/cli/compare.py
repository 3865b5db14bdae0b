"""``neurohistory compare``: models on problems, held against theory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from neurohistory.cli.console import complain_of_each, emit, progress, width
from neurohistory.cli.entry import FAILED, command
from neurohistory.cli.options import (
    MODEL_HELP,
    PROBLEM_HELP,
    BipolarOption,
    Format,
    FormatOption,
    SeedOption,
    TargetsOption,
    check_file_and_target,
)
from neurohistory.cli.pictures import check_picture, write_picture

if TYPE_CHECKING:
    from neurohistory.problems import Problem
    from neurohistory.runner import Comparison, Failure
    from neurohistory.trial import Trial

__all__ = ["compare"]


@command(
    "compare",
    "compare svm:kernel=linear svm:kernel=poly --problem XOR",
    "compare --starts 1000 --format csv",
    "compare svm backprop:hidden_layer_sizes=(8,) --problem moons --starts 20",
    "compare --data flowers.csv --target species",
    "compare --plot scoreboard.svg",
)
def compare(
    models: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MODEL]...", help=f"{MODEL_HELP} All models if none is named."),
    ] = None,
    problem: Annotated[
        list[str] | None,
        typer.Option(
            "--problem",
            "-p",
            help=f"{PROBLEM_HELP} May be repeated; AND, OR and XOR if nothing else is named.",
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A problem of your own: .csv, .tsv, either with .gz, .npz or .npy; - reads CSV from "
            "standard input.",
        ),
    ] = None,
    target: TargetsOption = None,
    test_fraction: Annotated[
        float | None,
        typer.Option(
            help="The fraction of the examples of a problem to set aside and be tested on, from 0 to "
            "below 1; a quarter if not given, nothing of complete problems, such as gates, and of small "
            "tables."
        ),
    ] = None,
    starts: Annotated[int, typer.Option("--starts", "-n", help="Number of starts.")] = 100,
    seed: SeedOption = 0,
    bipolar: BipolarOption = False,
    format: FormatOption = Format.table,
    plot: Annotated[
        Path | None,
        typer.Option(help="Draw the scoreboard to this file too (.svg, .png or .pdf)."),
    ] = None,
) -> None:
    """Train models on problems, such as gates, from many starts; hold the result against theory.

    Exit code 1 if a model fails or a result disagrees with theory.
    """
    from neurohistory import catalog, runner
    from neurohistory.report.rows import comparison_values, trial_row, trial_summary
    from neurohistory.report.terminal import comparison_table

    if plot is not None:
        check_picture(plot)
    asked = _asked(problem or [], data, target, test_fraction, seed, bipolar)
    if not models:
        complain_of_each(catalog.timeline().left_out)
    results: list[Trial | Failure] = []
    with progress("comparing") as report:
        total = len(models or catalog.names()) * len(asked)
        for result in runner.trials(
            models or None, asked, starts=starts, seed=seed,
            progress=lambda what, part: report(len(results) + part, total, what),
        ):  # fmt: skip
            results.append(result)
    comparison = runner.Comparison.of(results)
    # Before the table, whose reader may leave.
    drawn = plot is None or _draw(plot, comparison)
    emit(
        format,
        table=lambda: comparison_table(comparison, width()),
        json=lambda: comparison_values(comparison),
        rows=[trial_row(trial) for trial in comparison.trials],
        brief=[trial_summary(trial) for trial in comparison.trials],
    )
    complain_of_each(comparison.failures)
    if not drawn or comparison.failures or any(trial.agrees is False for trial in comparison.trials):
        raise typer.Exit(FAILED)


def _draw(path: Path, comparison: Comparison) -> bool:
    """Draw the scoreboard; whether it could be written."""
    from neurohistory.plots import draw_scoreboard

    return write_picture(path, draw_scoreboard(comparison.trials))


def _asked(
    names: list[str],
    data: Path | None,
    target: list[str] | None,
    test_fraction: float | None,
    seed: int,
    bipolar: bool,
) -> list[Problem]:
    """The problems that were named, or AND, OR and XOR."""
    from neurohistory.problems import from_file, get_problem
    from neurohistory.runner import DEFAULT_PROBLEMS

    check_file_and_target(data, target)
    asked = [get_problem(name, seed) for name in names]
    if test_fraction is not None:
        if data is None and all(each.complete for each in asked):
            raise ValueError(
                "--test-fraction is for moons, digits or --data; of a complete problem, such as a gate "
                "or addition, every case is learned"
            )
        asked = [
            each if each.complete else get_problem(each.name, seed, test_fraction) for each in asked
        ]
    if data is not None and target:
        with progress(f"reading {data.name}"):
            file = from_file(data, target, seed, test_fraction)
        complain_of_each(file.notes)
        asked.append(file)
    asked = asked or [get_problem(name) for name in DEFAULT_PROBLEMS]
    if not bipolar:
        return asked
    if all(each.coding == "numbers" for each in asked):
        raise ValueError("--bipolar is for inputs of 0 and 1; other numbers stay as they are")
    return [each if each.coding == "numbers" else each.bipolar for each in asked]
