"""``neurohistory compare``: models on gates and other problems, held against theory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from neurohistory.cli.console import complain, complain_of_each, emit, progress, tell, width
from neurohistory.cli.entry import FAILED, command
from neurohistory.cli.options import (
    MODEL_HELP,
    BipolarOption,
    Format,
    FormatOption,
    SeedOption,
    TargetOption,
    check_file_and_target,
    gate_of,
)

if TYPE_CHECKING:
    from neurohistory.problems import Gate, Problem
    from neurohistory.runner import Comparison, Failure, Trial

__all__ = ["compare"]

_PLOT_FORMATS = (".svg", ".png", ".pdf")


@command(
    "compare",
    "compare svm:kernel=linear svm:kernel=poly --gate XOR",
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
    gate: Annotated[
        list[str] | None,
        typer.Option(
            "--gate",
            "-g",
            help="AND, OR, XOR if nothing else is named; may be repeated. Also NAND, PARITY3, ...",
        ),
    ] = None,
    problem: Annotated[
        list[str] | None,
        typer.Option(
            "--problem", "-p", help="moons, circles, spirals, blobs or digits; may be repeated."
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
    target: TargetOption = None,
    test_share: Annotated[
        float | None,
        typer.Option(
            help="What share of the examples of a problem to set aside and be tested on, from 0 to "
            "below 1; a quarter if not given, nothing of small or complete tables."
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
    """Train models on gates, or other problems, from many starts; hold the result against theory.

    Exit code 1 if a model fails or a result disagrees with theory.
    """
    from neurohistory import catalog, runner
    from neurohistory.report.rows import comparison_values, trial_row, trial_summary
    from neurohistory.report.terminal import comparison_table

    if plot is not None:
        _check_plot(plot)
    asked = _asked(gate or [], problem or [], data, target, test_share, seed, bipolar)
    if not models:
        complain_of_each(catalog.timeline().problems)
    results: list[Trial | Failure] = []
    with progress("comparing") as report:
        total = len(models or catalog.names()) * len(asked)
        for result in runner.trials(
            models or None, asked, starts=starts, seed=seed,
            progress=lambda what, share: report(len(results) + share, total, what),
        ):  # fmt: skip
            results.append(result)
    comparison = runner.Comparison.of(results)
    # Before the table, whose reader may leave.
    drawn = plot is None or _write_plot(plot, comparison)
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


def _asked(
    gates: list[str],
    problems: list[str],
    data: Path | None,
    target: str | None,
    test_share: float | None,
    seed: int,
    bipolar: bool,
) -> list[Gate | Problem]:
    """The questions that were named, or AND, OR and XOR."""
    from neurohistory import problems as known
    from neurohistory.runner import GATES

    check_file_and_target(data, target)
    if test_share is not None and not problems and data is None:
        raise ValueError("--test-share is for --problem and --data; of a gate every case is learned")
    if bipolar and data is not None and not gates:
        raise ValueError("--bipolar is for gates; the numbers of a file are scaled")
    asked: list[Gate | Problem] = [gate_of(name, bipolar) for name in gates]
    asked += [known.problem(name, seed, test_share) for name in problems]
    if data is not None and target is not None:
        file = known.from_file(data, target, seed, test_share)
        complain_of_each(file.notes)
        asked.append(file)
    return asked or [gate_of(name, bipolar) for name in GATES]


def _check_plot(path: Path) -> None:
    """Complain about a picture that cannot be written before the work is done, not after."""
    from neurohistory.process.writing import check_writable

    if path.suffix.lower() not in _PLOT_FORMATS:
        raise ValueError(f"cannot draw {str(path)!r}; the name must end in {', '.join(_PLOT_FORMATS)}")
    check_writable(path)


def _write_plot(path: Path, comparison: Comparison) -> bool:
    """Draw the scoreboard; whether it could be written."""
    from neurohistory.plots import draw_scoreboard, encode
    from neurohistory.process.writing import write_whole

    picture = encode(draw_scoreboard(comparison.trials), path.suffix.lower()[1:])
    try:
        write_whole(path, picture)
    except OSError as error:
        complain(f"cannot write {str(path)!r}: {error.strerror or error}")
        return False
    tell(f"drawn to {path}")
    return True
