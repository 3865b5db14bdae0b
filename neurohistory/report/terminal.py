"""Tables and texts for a terminal: as wide as there is room, and nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from neurohistory.report.layout import columns_table, fix_width, plain_table
from neurohistory.report.rows import (
    NAMELESS,
    ONE_RUN,
    Names,
    Row,
    count_row,
    ends_of_batches,
    proof_rows,
    right_answers,
    trace_columns,
    trial_summary,
)
from neurohistory.report.text import short
from neurohistory.runner import Comparison
from neurohistory.theory import Verdict
from neurohistory.traces import Presentation
from neurohistory.trial import Trial

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from rich.console import RenderableType
    from rich.table import Table

    from neurohistory.theory.predicates.threshold_functions import ThresholdCount
    from neurohistory.theory.separability import Separation

__all__ = [
    "comparison_table",
    "count_table",
    "proof_table",
    "study_table",
    "trace_table",
]

_MAX_PROOF_COLUMNS = 8
_MAX_DIGITS = 16  # a number in a proof has at most as many
_MAX_WEIGHT_COLUMNS = 9
_MIN_MODEL_WIDTH = 15  # characters of a model's column
_LONG_WORDS = "long words"
_SHORT = {ONE_RUN: "one run", Verdict.DEPENDS.value: "depends"}
_DISPENSABLE = ("ms", "updates", "weights", "loss", _LONG_WORDS, "certainty")
_FLUSH_LEFT = ("model", "problem", "certainty", "epochs", "expected", "agrees")


def comparison_table(comparison: Comparison, width: int = 1000) -> RenderableType:
    """A comparison for a terminal, with a line between the models.

    Parameters
    ----------
    comparison : Comparison
    width : int, default=1000
        Characters in a line.  What does not fit is left out, the time first; then words are
        shortened, and the certainty is left out last.
    """
    from rich.console import Group
    from rich.text import Text

    trials = comparison.trials
    rows = [_with_costs(trial) for trial in trials]
    columns = max((list(row) for row in rows), key=len, default=[])
    table = _trials_table(trials, rows, columns)
    for dispensable in _DISPENSABLE:
        if fix_width(table) <= width:
            break
        columns = [column for column in columns if column != dispensable]
        if dispensable == _LONG_WORDS:
            rows = [{key: _SHORT.get(cell, cell) for key, cell in row.items()} for row in rows]
        table = _trials_table(trials, rows, columns)
    if (excess := fix_width(table) - width) > 0:  # a long list of parameters goes on in the next line
        room = max(len(row["model"]) for row in rows) - excess
        table.columns[0].max_width, table.columns[0].no_wrap = max(room, _MIN_MODEL_WIDTH), False
        fix_width(table)
    sizes = dict.fromkeys(filter(None, map(_sizes, trials)))
    lines = ["; ".join(_notes(trials, rows, columns)), *sizes]
    return Group(Text("\n".join(lines) + "\n"), table)


def _with_costs(trial: Trial) -> dict[str, str]:
    """The summary of a trial with its time; the numbers of examples stand above the table."""
    time = f"{1000 * trial.seconds:.1f}"
    return {**trial_summary(trial), **right_answers(trial, counted=False), "ms": time}


def _trials_table(
    trials: Sequence[Trial], rows: Sequence[dict[str, str]], columns: Sequence[str]
) -> Table:
    table = columns_table(columns, left=_FLUSH_LEFT)
    for trial, row, following in zip_longest(trials, rows, trials[1:]):
        last = following is None or following.label != trial.label
        table.add_row(*(row.get(column, "-") for column in columns), end_section=last)
    return table


def _notes(
    trials: Sequence[Trial], rows: Sequence[dict[str, str]], columns: Sequence[str]
) -> Iterator[str]:
    """What the columns mean, of those that there are."""
    if trials:
        yield _starts(trials)
    if any(trial.starts_differ for trial in trials):
        yield "epochs: median (quartiles) of the starts that end without a mistake"
        if "certainty" in columns and any(not t.proved and t.starts_differ for t in trials):
            yield "certainty: 95 % interval, Wilson"
    if "seen" in columns:
        yield "seen, unseen: right answers, median"
    if any(row["expected"] == _SHORT[Verdict.DEPENDS.value] for row in rows):
        yield "depends: on the start"


def _sizes(trial: Trial) -> str:
    """How many examples of a problem are learned from, and how many set aside."""
    if trial.problem.complete:
        return ""
    seen, unseen = len(trial.problem.X), len(trial.problem.X_test)
    return f"{trial.problem.name}: {seen} examples learned from, {unseen} set aside"


def _starts(trials: Sequence[Trial]) -> str:
    """How many starts a comparison has, and from which seed; one run where nothing is random."""
    alike = [not trial.starts_differ for trial in trials]
    if all(alike):
        return "one run each: nothing is random, and every start is alike"
    several = next(trial for trial in trials if trial.starts_differ)
    words = f"{several.n_starts} start{'s' if several.n_starts > 1 else ''}, seed {several.seed}"
    return words + ("; one run where nothing is random and every start is alike" if any(alike) else "")


def trace_table(entries: Sequence[Presentation[Any]], title: str, width: int = 1000) -> RenderableType:
    """A trace for a terminal; the weights stand in the last columns, or their largest change.

    Workings that find no room are left out, and then the weights.

    Parameters
    ----------
    entries : sequence of Presentation
    title : str
    width : int, default=1000
        Characters in a line.
    """
    from rich.console import Group
    from rich.text import Text

    ends = ends_of_batches(entries)
    words = [title]
    if not all(ends):
        words += ["all cases of an epoch are learned together; its last line has the weights after it"]
    for form in _forms(entries):
        table = _trace_table(entries, ends, form)
        if fix_width(table) <= width:
            break
    hidden = {
        "workings": entries and entries[0].workings and not form.workings,
        "weights": not form.weights,
    }
    if any(hidden.values()):
        left_out = " and ".join(name for name, is_hidden in hidden.items() if is_hidden)
        words += [f"all {left_out}: --format json"]
    return Group(Text("\n".join(words) + "\n"), table)


class _Form(NamedTuple):
    """What the lines of a trace show: each weight or the largest change, workings, numbers or none."""

    weights: bool
    workings: bool
    digits: int
    numbered: bool


def _forms(entries: Sequence[Presentation[Any]]) -> list[_Form]:
    """The forms of a trace, from the widest to the narrowest."""
    many = len(entries[0].before) > _MAX_WEIGHT_COLUMNS if entries else False
    each = [] if many else [(True, worked, digits) for worked in (True, False) for digits in (4, 3)]
    largest = [(False, True, 4), (False, True, 3), (False, False, 4)]
    return [_Form(*form, numbered) for form in [*each, *largest] for numbered in (True, False)]


def _trace_table(entries: Sequence[Presentation[Any]], ends: Sequence[bool], form: _Form) -> Table:
    names = list(entries[0].before) if entries else []
    shown = [name.replace("weights[", "w[") for name in names] if form.weights else ["largest change"]
    answers = list(trace_columns(entries[0])) if entries else ["net", "output", "target", "error"]
    answers = [name for name in answers if form.workings or name not in entries[0].workings]
    columns = ["epoch", *(["shown"] if form.numbered else []), "input", *answers]
    table = columns_table([*columns, *shown])
    if entries and form.weights:
        start = [short(value, form.digits) + " " for value in entries[0].before.values()]
        table.add_row("start", *[""] * (len(columns) - 1), *start, end_section=True)
    for entry, following, end in zip_longest(entries, entries[1:], ends):
        change = {name: entry.after[name] - entry.before[name] for name in names}
        if not end:
            weights = [""] * len(shown)
        elif form.weights:
            weights = [short(entry.after[n], form.digits) + ("*" if change[n] else " ") for n in names]
        else:
            weights = [short(max(map(abs, change.values()), default=0.0), form.digits)]
        table.add_row(
            str(entry.epoch),
            *([str(entry.presentation)] if form.numbered else []),
            " ".join(short(value, form.digits) for value in entry.input),
            *(short(trace_columns(entry)[name], form.digits) for name in answers),
            *weights,
            end_section=following is None or following.epoch != entry.epoch,
        )
    return table


def proof_table(
    found: Separation, X: NDArray[Any], target: NDArray[Any], names: Names = NAMELESS
) -> RenderableType:
    """What `separate` found, for a terminal; long whole numbers are cut after their first digits."""
    from rich.console import Group
    from rich.text import Text

    if found.plane:
        said = f"a plane separates the {len(X):,} examples; t (w.x + b) > 0 for each of them"
    else:
        said = (
            f"these {len(found.examples)} of {len(X):,} examples cannot be parted: "
            "times target and multiplier they add up to zero, and so do the targets"
        )
    if names.classes:
        said += "\ntargets: {} is -1, {} is +1".format(*names.classes)
    rows = [list(row.items())[:_MAX_PROOF_COLUMNS] for row in proof_rows(found, X, target, names)]
    shown = [{key: _digits(value) for key, value in row} for row in rows]
    return Group(Text(said + "\n"), plain_table(shown))


def _digits(value: object) -> str:
    """A number as it is; a long one by its first digits and how many there are."""
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    if len(text) <= _MAX_DIGITS:
        return text
    return f"{text[: _MAX_DIGITS - 5]}... ({len(text.lstrip('-'))} digits)"


def study_table(
    summaries: Sequence[Row], n_settings: int, starts: int, width: int = 1000
) -> RenderableType:
    """The cells of a study for a terminal.

    Parameters
    ----------
    summaries : sequence of mapping of str to str
        A row for each cell, the settings first.
    n_settings : int
        How many columns they are.
    starts : int
        How many starts each cell was to have.
    width : int, default=1000
        Characters in a line.  What does not fit is left out, the loss first.
    """
    from rich.console import Group
    from rich.text import Text

    dull = {"starts": f"{starts:,}", "diverged": "0", "failed": "0", "loss": "-", "quartiles": "-"}
    columns = [name for name in summaries[0] if any(row[name] != dull.get(name) for row in summaries)]
    left = (*columns[:n_settings], *_FLUSH_LEFT)
    for dispensable in ("", "loss", "quartiles", "certainty"):
        columns = [name for name in columns if name != dispensable]
        table = columns_table(columns, left)
        for row in summaries:
            table.add_row(*(str(row[name]) for name in columns))
        if fix_width(table) <= width:
            break
    notes = [f"{starts:,} starts for each", "epochs: median of all starts (95 % interval)"]
    notes += ["certainty: 95 % interval, Wilson"] if "certainty" in columns else []
    return Group(Text("; ".join(notes) + "\n"), table)


def count_table(counts: Sequence[ThresholdCount]) -> Table:
    """Counts of threshold functions, one row for each number of inputs."""
    rows = [count_row(count) for count in counts]
    table = columns_table(rows[0] if rows else [])
    for row in rows:
        table.add_row(*(_grouped(value) for value in row.values()))
    return table


def _grouped(value: object) -> str:
    """A whole number with commas, unless it is astronomic; a fraction with three digits."""
    return f"{value:,}" if isinstance(value, int) and value < 10**12 else f"{value:.3g}"
