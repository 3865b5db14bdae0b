"""``neurohistory study``: thousands of starts over a grid of settings, and how certain the result is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from neurohistory.cli.console import complain_of_each, emit, progress, tell, width
from neurohistory.cli.entry import FAILED, command
from neurohistory.cli.options import PROBLEM_HELP, Format, FormatOption
from neurohistory.cli.pictures import check_picture, write_picture

if TYPE_CHECKING:
    from neurohistory.studies.results import StudyResult
    from neurohistory.studies.study import Study

__all__ = ["study"]


@command(
    "study backprop -p XOR --grid learning_rate=0.1,1,10 --grid hidden_layer_sizes=(2,),(4,)",
    "study backprop --grid learning_rate=0.01..10:log --grid activation=logistic,tanh --sample 20",
    "study xor_rates.toml --dry-run",
    "study rates.toml --folder runs/rates --processes 2",
    "study rates.toml --folder runs/rates --resume --starts 10000 --plot rates.svg",
)
def study(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE|MODEL",
            help="A TOML file that describes a study, yours or one of the package; or a model.",
        ),
    ],
    problem: Annotated[
        list[str] | None,
        typer.Option("--problem", "-p", help=f"{PROBLEM_HELP} May be repeated; XOR if none is named."),
    ] = None,
    grid: Annotated[
        list[str] | None,
        typer.Option(
            "--grid",
            "-g",
            metavar="NAME=VALUE,...",
            help="Values of a parameter, of `n_examples` or of `label_noise`. May be repeated: every "
            "combination is run. With --sample, ranges too: LOW..HIGH, or LOW..HIGH:log.",
        ),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Draw so many points at random from the grid, in place of every combination.",
        ),
    ] = None,
    starts: Annotated[
        int | None, typer.Option("--starts", "-n", help="Number of starts for each combination.")
    ] = None,
    max_epochs: Annotated[
        int | None, typer.Option(help="Epochs that a start has, in place of the model's own.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed gives the same result.")] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Where to keep what is done, so that nothing is run twice.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with what the folder has, or add starts to it.")
    ] = False,
    processes: Annotated[int, typer.Option(help="How many processes of this machine work.")] = 1,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of a Dask scheduler whose workers do it.")
    ] = None,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help="End at the first failure; else the rest goes on.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be run, and why; run nothing.")
    ] = False,
    status: Annotated[
        bool, typer.Option("--status", help="Show what the folder has so far; run nothing.")
    ] = False,
    format: FormatOption = Format.table,
    plot: Annotated[
        Path | None, typer.Option(help="Draw the result to this file too (.svg, .png or .pdf).")
    ] = None,
) -> None:
    """Run a model from thousands of starts over a grid of settings; say how certain the result is.

    Exit code 1 if anything failed.
    """
    asked = _study(
        file, problem or [], grid or [], sample, starts=starts, max_epochs=max_epochs, seed=seed
    )
    if plot is not None:
        _check_drawable(plot, asked)
    _check_folder(folder, resume=resume, status=status, dry_run=dry_run)
    if dry_run:
        _say_plan(format, asked, folder)
        return
    if status and folder is not None:
        from neurohistory.studies.engine import so_far

        result = so_far(asked, folder)
    else:
        result = _run(asked, folder, processes, scheduler, fail_fast)
    from neurohistory.studies.table import study_rows

    rows = study_rows(result)
    drawn = plot is None or _draw(plot, result, rows)
    _emit(format, result, rows)
    complain_of_each(result.failed)
    if not drawn or result.failed:
        raise typer.Exit(FAILED)


def _study(
    file: str, problems: list[str], grid: list[str], n_samples: int | None, **given: int | None
) -> Study:
    """The study of a file, or of a model and options; options go before what the file says."""
    from neurohistory.studies.study import Study

    changed: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if problems:
        changed["problem"] = problems
    base = Study.from_file(_path(file)) if file.lower().endswith(".toml") else None
    named = dict(map(_values, grid))
    if n_samples is not None:
        changed |= _drawn(base, named, n_samples)
    elif named:
        for name, values in named.items():
            if isinstance(values, dict):
                raise ValueError(f"--grid {name} is a range; say with --sample how many points to draw")
        changed["grid"] = {**(base.grid if base else {}), **named}
    return replace(base, **changed) if base else Study(file, **changed)


def _drawn(base: Study | None, named: dict[str, Any], n_samples: int) -> dict[str, Any]:
    """Points in place of combinations: drawn from the ranges of a file, or else from its grid."""
    from neurohistory.studies.study import check_whole

    check_whole("--sample", n_samples, 1)
    grid = base.grid if base else {}
    drawn = {**((base.sample or base.grid) if base else {}), **named}
    if not drawn:
        raise ValueError(
            "--sample draws from a grid; add one, such as --grid learning_rate=0.01..10:log"
        )
    rest = {name: values for name, values in grid.items() if name not in drawn}
    return {"grid": rest, "sample": drawn, "n_samples": n_samples}


def _path(file: str) -> Path:
    """A file of yours, or one that comes with the package."""
    from neurohistory.studies.record import kept

    if Path(file).exists():
        return Path(file)
    try:
        return kept(file)
    except ValueError as error:
        raise ValueError(f"there is no file {file}, and {error}") from None


def _values(text: str) -> tuple[str, Any]:
    """A name and its values, of ``learning_rate=0.1,1``, or its range, of ``learning_rate=0.1..1``."""
    from neurohistory.catalog import read_values

    name, equals, values = text.partition("=")
    if not equals or not name.strip():
        raise ValueError(f"cannot read --grid {text}; write --grid learning_rate=0.1,1,10")
    low, dots, end = values.partition("..")
    if not dots:
        return name.strip(), read_values(values)
    high, colon, scale = end.partition(":")
    ends = [*read_values(low), *read_values(high)]
    if len(ends) != 2 or (colon and scale.strip() != "log"):
        raise ValueError(f"cannot read the range {values}; write 0.01..10, or 0.01..10:log")
    return name.strip(), {"low": ends[0], "high": ends[1], "log": bool(colon)}


def _check_folder(folder: Path | None, *, resume: bool, status: bool, dry_run: bool) -> None:
    """Refuse to go on with a folder unless that is asked for, and to look at none."""
    for option, wanted in (("--resume", resume), ("--status", status)):
        if wanted and folder is None:
            raise ValueError(f"{option} is for what a folder has; give --folder FOLDER")
    has_study = folder is not None and (folder / "study.json").exists()
    if has_study and not (resume or status or dry_run):
        raise ValueError(
            f"{folder} has a study already; add --resume to go on with it, or take another folder"
        )
    if status and not has_study:
        raise ValueError(f"{folder} has no study; leave out --status to run it")


def _run(
    asked: Study, folder: Path | None, processes: int, scheduler: str | None, fail_fast: bool
) -> StudyResult:
    from neurohistory.studies import engine

    with progress("studying") as report:
        return engine.study(
            asked,
            folder=folder,
            processes=processes,
            scheduler=scheduler,
            fail_fast=fail_fast,
            progress=lambda far: report(far.starts, far.all_starts, str(far)),
        )


def _emit(format: Format, result: StudyResult, rows: list[dict[str, Any]]) -> None:
    """Print the table; JSON has what it takes to repeat the study, too."""
    from neurohistory.report.terminal import study_table
    from neurohistory.studies.record import study_values
    from neurohistory.studies.table import study_summary, varied

    settings = varied(result.study)
    brief = [study_summary(row, settings) for row in rows]
    emit(
        format,
        table=lambda: study_table(brief, len(settings), result.study.starts, width()),
        json=lambda: study_values(result),
        rows=rows,
        brief=brief,
        indent=None,
    )
    tell(f"{sum(result.seconds):.3g} seconds of a processor")


def _say_plan(format: Format, asked: Study, folder: Path | None) -> None:
    """Print what would be run, why, and what it takes."""
    from neurohistory.report.layout import plain_table
    from neurohistory.studies.estimate import estimate
    from neurohistory.studies.folder import Folder
    from neurohistory.studies.plan import plan

    found = plan(asked, None if folder is None else Folder(folder, asked))
    cost = estimate(asked, found)
    row = {
        "cells": len(asked.cells),
        "starts": asked.starts,
        "chunks": found.n_chunks,
        "chunks_done": len(found.there),
        "chunks_to_run": len(found.missing),
        "seconds": float(f"{cost.seconds:.2g}"),
        "megabytes": max(round(cost.memory / 1e6), 1),
    }
    emit(
        format,
        table=lambda: plain_table([row]),
        json=lambda: {**row, "reasons": found.reasons},
        rows=[row],
    )
    for reason, number in found.reasons.items():
        tell(f"{number:,} chunks to run: {reason}")
    tell("seconds of one processor at most, and megabytes for each process, both roughly")


def _check_drawable(path: Path, asked: Study) -> None:
    """Complain about a picture that cannot be drawn before the study is run, not after."""
    from neurohistory.plots.studies import check_drawable
    from neurohistory.studies.table import varied

    check_picture(path)
    check_drawable(len(asked.cells), varied(asked))


def _draw(path: Path, result: StudyResult, rows: list[dict[str, Any]]) -> bool:
    """Draw what there is to see; whether it could be written."""
    from neurohistory.plots.studies import draw_study
    from neurohistory.studies.table import study_curves, varied

    figure = draw_study(rows, study_curves(result), varied(result.study))
    return write_picture(path, figure)
