"""The commands.  They read words, call the package and print; there is no logic of their own."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from neurohistory import __version__
from neurohistory.process import interrupts, streams

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import RenderableType

    from neurohistory.report import tables
    from neurohistory.runner import Comparison, Trial

__all__ = ["app", "main"]

_MOST_TEXT = 100  # characters in a line of prose
FAILED, MISUSED = 1, 2  # exit codes besides 0, and 128 + n when a signal ends the command
_LEAST_MEMORY = 400  # megabytes of addresses that NumPy, SciPy and scikit-learn need to load


class _Help:
    """A help page is output like any other: that a reader leaves is no failure, a full disk is told."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print it; Typer leaves the formatter empty."""
        try:
            with streams.writing():
                super().format_help(ctx, formatter)  # type: ignore[misc]
                sys.stdout.flush()
        except SystemExit:  # of Rich, which has then let the rest of the output vanish
            raise streams.ReaderGoneError from None


class _Group(_Help, TyperGroup):
    pass


class _Command(_Help, TyperCommand):
    def invoke(self, ctx: Any) -> Any:
        """Run it; from here on, when models may be loaded, standard output is for results alone."""
        streams.keep()
        return super().invoke(ctx)


app = typer.Typer(
    cls=_Group,
    name="neurohistory",
    help="The history of the artificial neuron, runnable from 1943 on.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How to print a table."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"


MODEL_HELP = (
    "A name from `neurohistory timeline`, with parameters after a colon if you like: "
    "`svm:kernel=poly,degree=3`."
)
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the table.")]


def _at_least_0(seed: int) -> int:
    if seed < 0:
        raise ValueError(f"seed must be at least 0, not {seed}")
    return seed


SeedOption = Annotated[
    int, typer.Option(callback=_at_least_0, help="The same seed gives the same result.")
]
BipolarOption = Annotated[bool, typer.Option("--bipolar", help="Inputs -1 and +1 in place of 0 and 1.")]


def _version(wanted: bool) -> None:
    if wanted:
        streams.say(f"neurohistory {__version__}\n")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """The history of the artificial neuron, runnable from 1943 on.

    Exit codes: 0 fine; 1 a run failed or disagrees with theory; 2 wrong words or values; 129, 130 and
    143 ended by a signal.
    """
    _check_memory()


@app.command(
    cls=_Command,
    epilog="Examples: `neurohistory timeline`, `neurohistory timeline --format json`",
)
def timeline(format: FormatOption = Format.table) -> None:
    """List the installed models, oldest first."""
    import json

    from neurohistory import catalog
    from neurohistory.report import tables

    found = catalog.timeline()
    _report_problems(found.problems)
    rows: list[dict[str, object]] = [
        {
            "year": card.year,
            "name": name,
            "model": card.title,
            "people": ", ".join(card.people),
            "idea": card.idea,
            "limit": card.limit,
        }
        for name, card in ((name, model.card) for name, model in found.models.items())
    ]
    _emit(
        format,
        table=lambda: tables.plain_table([{k: row[k] for k in list(row)[:4]} for row in rows]),
        json=lambda: json.dumps(rows, indent=1, ensure_ascii=False) + "\n",
        rows=rows,
    )


@app.command(
    cls=_Command,
    epilog="Examples: `neurohistory compare`, "
    "`neurohistory compare svm:kernel=linear svm:kernel=poly --gate XOR`, "
    "`neurohistory compare --starts 1000 --format csv`, "
    "`neurohistory compare svm backprop:hidden_layer_sizes=(8,) --problem moons --starts 20`, "
    "`neurohistory compare --data flowers.csv --target species`, "
    "`neurohistory compare --plot scoreboard.svg`",
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
    target: Annotated[
        str | None, typer.Option(help="The column, or array, of the labels in that file.")
    ] = None,
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
    from neurohistory.problems import from_file
    from neurohistory.problems import problem as named_problem
    from neurohistory.problems.gates import Gate
    from neurohistory.problems.gates import gate as named_gate
    from neurohistory.report import tables

    if plot is not None:
        _check_plot(plot)
    if (data is None) != (target is None):
        raise ValueError("--data FILE and --target COLUMN go together; give both")
    asked: list[Any] = [named_gate(name) for name in gate or []]
    if test_share is not None and not problem and data is None:
        raise ValueError("--test-share is for --problem and --data; of a gate every case is learned")
    asked += [named_problem(name, seed, test_share) for name in problem or []]
    if data is not None and target is not None:
        asked.append(from_file(data, target, seed, test_share))
        for note in asked[-1].notes:
            _complain(note)
    asked = asked or [named_gate(name) for name in runner.GATES]
    if bipolar:
        if data is not None and not gate:
            raise ValueError("--bipolar is for gates; the numbers of a file are scaled")
        asked = [each.bipolar if isinstance(each, Gate) else each for each in asked]
    if not models:
        _report_problems(catalog.timeline().problems)
    results: list[Trial | runner.Failure] = []
    with _progress("comparing") as report:
        total = len(models or catalog.names()) * len(asked)
        for result in runner.trials(
            models or None, asked, starts=starts, seed=seed,
            progress=lambda what, share: report(len(results) + share, total, what),
        ):  # fmt: skip
            results.append(result)
    comparison = runner.Comparison.of(results)
    # Before the table, whose reader may leave.
    drawn = plot is None or _write_plot(plot, comparison)
    _emit(
        format,
        table=lambda: tables.comparison_table(comparison, _width()),
        json=lambda: tables.comparison_json(comparison),
        rows=[tables.trial_row(trial) for trial in comparison.trials],
        brief=[tables.trial_summary(trial) for trial in comparison.trials],
    )
    for failure in comparison.failures:
        _complain(str(failure))
    if not drawn or comparison.failures or any(trial.agrees is False for trial in comparison.trials):
        raise typer.Exit(FAILED)


@app.command(
    cls=_Command,
    epilog="Examples: `neurohistory trace perceptron AND`, "
    "`neurohistory trace perceptron:fires_at_zero=False XOR --bipolar`, "
    "`neurohistory trace adaline OR --epochs 3 --format csv`, "
    "`neurohistory trace perceptron AND --initial bias=0.5,weights[0]=1`",
)
def trace(
    model: Annotated[str, typer.Argument(help=MODEL_HELP)],
    gate: Annotated[str, typer.Argument(help="AND, OR, XOR, NAND, ..., PARITY3, ...")],
    epochs: Annotated[int, typer.Option(help="Stop after this many epochs.")] = 10,
    start: Annotated[
        str | None,
        typer.Option(
            help="First weights by name, as the table calls them: `bias=0.5,weights[0]=1`, or "
            "`weights=[1,-1]`. Those that you do not name stay the model's own."
        ),
    ] = None,
    seed: SeedOption = 0,
    bipolar: BipolarOption = False,
    format: FormatOption = Format.table,
) -> None:
    """Follow one learner through every presentation: net input, output, error, weights.

    Parameters that you do not name are those for pencil and paper (see `neurohistory show`): the
    perceptron, say, starts from zero and meets the cases in order. An asterisk marks a weight that
    has moved.
    """
    from itertools import takewhile

    from neurohistory import catalog, runner
    from neurohistory.asking import answer, one_line
    from neurohistory.initial import InitialStateError, read_weights
    from neurohistory.problems.gates import gate as named_gate
    from neurohistory.process.isolation import undisturbed
    from neurohistory.report import tables
    from neurohistory.traces import trace

    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, not {epochs}")
    instance = catalog.make(model, by_hand=True)
    asked = named_gate(gate)
    if bipolar:
        asked = asked.bipolar
    first = read_weights(start) if start else None

    def followed() -> tuple[list[Any], dict[str, Any], str]:
        lines = trace(instance, asked.X, asked.target, rng=seed, initial=first)
        entries = list(takewhile(lambda entry: entry.epoch <= epochs, lines))
        return entries, instance.get_params(), f"{instance} on {asked.name}"

    try:
        with undisturbed():
            entries, parameters, title = answer(model, followed)
    except InitialStateError:
        raise
    except Exception as error:
        _complain(str(runner.Failure(model, asked.name, one_line(error))))
        raise typer.Exit(FAILED) from None
    about = {
        "model": model,
        "parameters": {k: v for k, v in parameters.items() if k != "random_state"},
        "gate": asked.name,
        "inputs": asked.coding,
        "seed": seed,
        "start": first,
    }
    _emit(
        format,
        table=lambda: tables.trace_table(entries, title, _width()),
        json=lambda: tables.trace_json(entries, about),
        rows=[tables.trace_row(entry) for entry in entries],
    )


@app.command(
    cls=_Command,
    epilog="Examples: `neurohistory gradient backprop XOR`, "
    "`neurohistory gradient backprop:hidden_layer_sizes=(3,3),cost=cross_entropy XOR --format csv`",
)
def gradient(
    model: Annotated[str, typer.Argument(help=MODEL_HELP)] = "backprop",
    gate: Annotated[str, typer.Argument(help="AND, OR, XOR, NAND, ..., PARITY3, ...")] = "XOR",
    seed: SeedOption = 0,
    bipolar: BipolarOption = False,
    format: FormatOption = Format.table,
) -> None:
    """Check the gradient of a network at its start: back-propagation beside differences of the cost.

    Exit code 1 if the two are further apart than a millionth part.
    """
    import json

    from neurohistory import catalog
    from neurohistory.network.gradient_check import check_at_start
    from neurohistory.problems.gates import gate as named_gate
    from neurohistory.report import tables

    asked = named_gate(gate)
    asked = asked.bipolar if bipolar else asked
    checked = catalog.make(model)
    with _progress("checking the gradient") as report:
        rows, apart = check_at_start(checked, asked.X, asked.target, seed, report)
    about = {
        "model": model,
        "gate": asked.name,
        "inputs": asked.coding,
        "seed": seed,
        "largest_difference": apart,
        "weights": rows,
    }
    _emit(
        format,
        table=lambda: tables.plain_table(
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
        json=lambda: json.dumps(about, indent=1) + "\n",
        rows=rows,
    )
    kinks = sum(bool(row["kink"]) for row in rows)
    left_out = f"; {kinks} weights left out, where a unit stands on its kink" if kinks else ""
    wrong = not apart <= 1e-6  # so that not a number is wrong too
    if wrong or format is Format.table:
        told = f"largest difference, as a share of the largest slope: {apart:.1e}{left_out}"
        if wrong:
            _tell(told)
        else:
            streams.say(f"{told}\n")
    if wrong:
        raise typer.Exit(FAILED)


@app.command(
    cls=_Command,
    epilog="Examples: `neurohistory separate XOR`, `neurohistory separate AND --format json`, "
    "`neurohistory separate --data flowers.csv --target species`",
)
def separate(
    gate: Annotated[
        str | None, typer.Argument(help="AND, OR, XOR, NAND, ..., PARITY3, ...; or give --data.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Examples of your own, as for `compare`.")
    ] = None,
    target: Annotated[
        str | None, typer.Option(help="The column, or array, of the labels in that file.")
    ] = None,
    bipolar: BipolarOption = False,
    format: FormatOption = Format.table,
) -> None:
    """Find a plane between two classes, or the examples that prove that there is none.

    Either is told in whole numbers and exact; a file is taken as it is, to the last digit. The JSON
    holds the examples too, so that somebody else can check it. Exit code 1 if neither could be shown.
    """
    import json

    from neurohistory.problems import two_classes
    from neurohistory.problems.gates import gate as named_gate
    from neurohistory.report import tables
    from neurohistory.theory import separability

    if (data is None) != (target is None):
        raise ValueError("--data FILE and --target COLUMN go together; give both")
    if (gate is None) == (data is None):
        raise ValueError("name a gate, or give --data FILE and --target COLUMN")
    names = tables.NAMELESS
    if data is not None and target is not None:
        if bipolar:
            raise ValueError("--bipolar is for gates; the numbers of a file are taken as they are")
        table, targets, classes = two_classes(data, target)
        X, names = table.X, tables.Names(table.columns, table.lines, classes)
        for note in table.notes:
            _complain(note)
    else:
        asked = named_gate(str(gate))
        asked = asked.bipolar if bipolar else asked
        X, targets = asked.X, asked.target
    found = separability.separate(X, targets)
    if found.separable is None:
        _complain("neither a plane nor a proof against it was found; take fewer examples or features")
        raise typer.Exit(FAILED)
    rows = tables.proof_rows(found, X, targets, names)
    _emit(
        format,
        table=lambda: tables.proof_table(found, X, targets, names),
        json=lambda: json.dumps(found.certificate(X, targets) | names.told(), ensure_ascii=False) + "\n",
        rows=rows,
    )


@app.command(
    cls=_Command,
    epilog="Examples: `neurohistory count`, `neurohistory count 6`, `neurohistory count --format json`",
)
def count(
    n: Annotated[int, typer.Argument(metavar="N", help="The most inputs, 1 to 7.")] = 5,
    format: FormatOption = Format.table,
) -> None:
    """Count the Boolean functions of 1 to N inputs that one threshold unit can compute.

    Exactly, with a proof for each; up to N = 6 it takes a moment, 7 some seconds.
    """
    import json

    from neurohistory.report import tables
    from neurohistory.theory.predicates.threshold_functions import count_threshold_functions

    with _progress(f"counting functions of {n} inputs") as report:
        most = count_threshold_functions(n, report)
    counts = [*(count_threshold_functions(fewer) for fewer in range(1, n)), most]
    rows = [tables.count_row(count) for count in counts]
    _emit(
        format,
        table=lambda: tables.count_table(counts),
        json=lambda: json.dumps(rows, indent=1) + "\n",
        rows=rows,
    )


@app.command(cls=_Command, epilog="Examples: `neurohistory show adaline`, `neurohistory show svm`")
def show(
    model: Annotated[str, typer.Argument(help="A name from `neurohistory timeline`.")],
) -> None:
    """Show a model's card: idea, limit, rule, parameters, how to cite the paper."""
    from neurohistory import catalog
    from neurohistory.report import tables

    name, colon, _ = model.partition(":")
    found = catalog.load(name)
    if colon:
        raise ValueError(f"a card is the same for all parameters; run: neurohistory show {name}")
    card = catalog.of_model(name, lambda: tables.card_text(name, found))
    _print(card, _MOST_TEXT)


@app.command(
    cls=_Command,
    epilog="Examples: `neurohistory gallery`, `neurohistory gallery --out public --serve`",
)
def gallery(
    out: Annotated[Path, typer.Option(help="Folder for the site; made if it is not there.")] = Path(
        "site"
    ),
    serve: Annotated[bool, typer.Option("--serve", help="Serve it until Ctrl-C.")] = False,
) -> None:
    """Build the gallery: a page for each model, a scoreboard and, in a checkout, the whole site."""
    try:
        for needed in ("material", "platformdirs", "pymdownx"):  # else missed when all pages are made
            import_module(needed)
        from neurohistory.site import build
    except ModuleNotFoundError as missing:
        _complain(
            f"the gallery needs {missing.name}, which is not installed; "
            "run: pip install 'neurohistory[gallery]'"
        )
        raise typer.Exit(FAILED) from None

    with _progress("building the gallery") as report:
        built = build.build_gallery(out, report, _complain)
    _report_problems(built.problems)
    streams.say(f"{built.n_pages} pages are ready; open {built.index} in a browser\n")
    if serve:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with suppress(KeyboardInterrupt):  # the way to end it
            build.serve(built.folder)
    if built.problems:
        raise typer.Exit(FAILED)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code; errors are one line, never a traceback."""
    # One BLAS thread: the arrays here are small, and results then do not depend on the machine's
    # number of cores.  It counts only if NumPy has not been imported yet.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["MPLBACKEND"] = "agg"  # no window is opened; a notebook's own may not be installed
    # Collecting garbage while the libraries load, and all of them at the end, takes a fourth of a
    # short command; `_progress` turns it on again for long work.
    gc.disable()
    atexit.register(gc.freeze)
    streams.ready()
    with interrupts.answered():
        if streams.closed():
            _complain("standard output is closed; leave it open, or send it to a file")
            sys.exit(FAILED)
        try:
            app(arguments)
        except streams.ReaderGoneError:  # as in `neurohistory compare | head`
            sys.exit(0)
        except (ValueError, TypeError) as error:
            _complain(str(error))
            sys.exit(MISUSED)
        except MemoryError as error:
            told = f": {error}" if str(error) else ""
            _complain(f"there is not enough memory{told}; take fewer starts, or a smaller model or file")
            sys.exit(FAILED)
        except (ArithmeticError, ImportError, OSError, RuntimeError) as error:
            _complain(str(error))
            sys.exit(FAILED)
        except Exception as error:  # of a plug-in
            _complain(f"{type(error).__name__}: {error}")
            sys.exit(FAILED)
        finally:
            if arguments is not None:  # somebody's program goes on
                streams.give_back()


def _check_memory() -> None:
    """Complain about a limit under which the libraries cannot be loaded; some try without an end."""
    with suppress(ImportError):  # there are no such limits on Windows
        import resource

        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
        if resource.RLIM_INFINITY != limit < _LEAST_MEMORY << 20:
            raise RuntimeError(
                f"memory is limited to {limit >> 20} MB, and the libraries need {_LEAST_MEMORY}; "
                "raise the limit with ulimit -v"
            )


def _complain(text: str) -> None:
    """One line, whatever a plug-in or a file's name has put into it."""
    line = " ".join(text.splitlines())
    _tell(f"neurohistory: {''.join(letter for letter in line if letter.isprintable())}")


def _tell(text: str) -> None:
    """A line on standard error; that nobody can read it stops nothing."""
    with suppress(OSError):
        typer.echo(text, err=True)


def _report_problems(problems: Sequence[object]) -> None:
    for problem in problems:
        _complain(str(problem))


def _width() -> int:
    """Characters in a line: COLUMNS if it is set, else the terminal's, else plenty."""
    with suppress(ValueError):
        if (columns := int(os.environ.get("COLUMNS", "0"))) > 0:
            return columns
    with suppress(OSError, ValueError):  # no terminal, or no file at all
        return os.get_terminal_size(streams.results().fileno()).columns or 80
    return 1000


def _print(what: RenderableType, most: int = 1000) -> None:
    """Print with Rich; where a line is too short for a table, the terminal may break it, but not we."""
    from rich.console import Console

    from neurohistory.report.tables import least_width

    width = max(min(_width(), most), least_width(what))
    console = Console(file=streams.results(), highlight=False, markup=False, width=width, height=25)
    with streams.writing(), console.capture() as printed:
        console.print(what)
    streams.say(printed.get())


def _emit(
    format: Format,
    *,
    table: Callable[[], RenderableType],
    json: Callable[[], str],
    rows: Sequence[tables.Row],
    brief: Sequence[tables.Row] | None = None,
) -> None:
    """Print the same thing in the format that was asked for; `brief` rows are for Markdown."""
    from neurohistory.report import tables

    if not rows and format is not Format.json:
        return
    match format:
        case Format.table:
            _print(table())
        case Format.json:
            streams.say(json() if streams.is_unicode() else _in_ascii(json()))
        case Format.csv:
            streams.say(tables.rows_csv(rows))
        case Format.markdown:
            shown = brief or rows
            columns = max((list(row) for row in shown), key=len)  # a gate has fewer than a problem
            cells = [[str(row.get(column, "-")) for column in columns] for row in shown]
            streams.say(tables.markdown_table(columns, cells) + "\n")


def _in_ascii(text: str) -> str:
    """The same JSON for a stream that would replace its letters."""
    import json

    return json.dumps(json.loads(text), indent=1) + "\n"


@contextmanager
def _progress(task: str) -> Iterator[Callable[..., None]]:
    """A progress bar on standard error, if that is a terminal and the work takes over a second.

    It is told how much is done, of how much and, if one likes, what is being done.  The bar moves within
    a long model too, by its epochs.
    """
    gc.enable()  # long work
    if not sys.stderr.isatty():
        yield lambda done, total, what=task: interrupts.check()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    bar = progress.add_task(task, total=None)
    waiting = Timer(1.0, progress.start)
    waiting.daemon = True
    waiting.start()

    def report(done: float, total: float, what: str = task) -> None:
        interrupts.check()
        progress.update(bar, completed=done, total=total, description=what)

    try:
        yield report
    finally:
        waiting.cancel()
        progress.stop()


_PLOT_FORMATS = (".svg", ".png", ".pdf")


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
        _complain(f"cannot write {str(path)!r}: {error.strerror or error}")
        return False
    _tell(f"drawn to {path}")
    return True
