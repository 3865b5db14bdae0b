"""``neurohistory trace``: one learner, presentation by presentation."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from neurohistory.cli.console import complain, emit, width
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

__all__ = ["trace"]


@command(
    "trace perceptron AND",
    "trace perceptron:fires_at_zero=False XOR --bipolar",
    "trace adaline OR --epochs 3 --format csv",
    "trace perceptron AND --initial bias=0.5,weights[0]=1",
    "trace perceptron XOR --seed 3 --playground",
)
def trace(
    model: Annotated[str, typer.Argument(help=MODEL_HELP)],
    problem: Annotated[str, typer.Argument(help=PROBLEM_HELP)],
    epochs: Annotated[int, typer.Option(help="Stop after this many epochs.")] = 10,
    initial: Annotated[
        str | None,
        typer.Option(
            help="First weights by name, as the table calls them: `bias=0.5,weights[0]=1`, or "
            "`weights=[1,-1]`. Those that you do not name stay the model's own."
        ),
    ] = None,
    seed: SeedOption = 0,
    bipolar: BipolarOption = False,
    playground: Annotated[
        bool,
        typer.Option(
            "--playground",
            help="Print, and nothing else, the page of the site that shows the same run, to be touched.",
        ),
    ] = False,
    format: FormatOption = Format.table,
) -> None:
    """Follow one learner through every presentation: net input, output, error, weights.

    Parameters that you do not name are those for pencil and paper (see `neurohistory show`): the
    perceptron, say, starts from zero and meets the cases in order. An asterisk marks a weight that
    has moved.
    """
    from itertools import takewhile

    from neurohistory import catalog, runner, traces
    from neurohistory.asking import answer, one_line
    from neurohistory.initial import InitialStateError, read_weights
    from neurohistory.process.isolation import undisturbed
    from neurohistory.report.rows import trace_row, trace_values
    from neurohistory.report.terminal import trace_table

    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, not {epochs}")
    instance = catalog.make(model, by_hand=True)
    asked = problem_of(problem, seed, bipolar)
    first = read_weights(initial) if initial else None

    def followed() -> tuple[list[Any], dict[str, Any], str]:
        lines = traces.trace(instance, asked.X, asked.target, rng=seed, initial=first)
        entries = list(takewhile(lambda entry: entry.epoch <= epochs, lines))
        return entries, instance.get_params(), f"{instance} on {asked.name}"

    try:
        with undisturbed():
            entries, parameters, title = answer(model, followed)
    except InitialStateError:
        raise
    except Exception as error:
        complain(str(runner.Failure(model, asked.name, one_line(error))))
        raise typer.Exit(FAILED) from None
    if playground:
        print(_page_of(model, instance, asked, seed, entries, own_start=first is not None))
        return
    about = {
        "model": model,
        "parameters": {k: v for k, v in parameters.items() if k != "random_state"},
        "problem": asked.name,
        "inputs": asked.coding,
        "seed": seed,
        "initial": first,
    }
    emit(
        format,
        table=lambda: trace_table(entries, title, width()),
        json=lambda: trace_values(entries, about),
        rows=[trace_row(entry) for entry in entries],
    )


def _page_of(
    model: str, instance: Any, problem: Any, seed: int, entries: list[Any], *, own_start: bool
) -> str:
    """The page of the playground that shows a trace."""
    from neurohistory.report.playground import playground_address

    told = playground_address(
        model.partition(":")[0], instance, problem.X, problem.target,
        seed=seed, step=len(entries), first=entries[0].before if own_start else None,
    )  # fmt: skip
    return f"playground.html{told}"
