"""Trials, traces and cards as tables and text: for the terminal, for scripts and for pages."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from neurohistory import __version__
from neurohistory.problems import Problem
from neurohistory.report.docstrings import parameters_of
from neurohistory.runner import Comparison, Trial
from neurohistory.theory import Verdict
from neurohistory.traces import Presentation

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from rich.console import RenderableType
    from rich.measure import Measurement
    from rich.table import Table

    from neurohistory.classifier import HistoricalClassifier
    from neurohistory.theory.predicates.threshold_functions import ThresholdCount
    from neurohistory.theory.separability import Separation

__all__ = [
    "NAMELESS",
    "SLOPE",
    "Names",
    "Row",
    "card_text",
    "certainty",
    "comparison_json",
    "comparison_table",
    "count_row",
    "count_table",
    "ends_of_batches",
    "least_width",
    "markdown_table",
    "percent",
    "plain_table",
    "proof_rows",
    "proof_table",
    "rows_csv",
    "short",
    "trace_columns",
    "trace_json",
    "trace_row",
    "trace_table",
    "trial_row",
    "trial_summary",
]

Row = Mapping[str, object]


def trial_row(trial: Trial) -> dict[str, object]:
    """A trial in plain values, None where there is nothing to say; the same keys for every trial.

    Examples
    --------
    >>> from neurohistory.runner import run
    >>> row = trial_row(run("perceptron", "XOR", starts=10))
    >>> row["success_rate"], row["expected"], row["agrees"]
    (0.0, 'cannot', True)
    """
    low, high = trial.interval or (None, None)
    lower, median, upper = trial.epochs
    row = {
        "model": trial.label,
        "year": trial.model.card.year,
        "gate": trial.gate.name,
        "inputs": trial.gate.coding,
        "examples": len(trial.gate.X),
        "set_aside": _set_aside(trial),
        "starts": trial.n_starts,
        "starts_differ": trial.starts_differ,
        "solved": trial.n_solved,
        "success_rate": trial.success_rate,
        "share_low": low,
        "share_high": high,
        "epochs": median,
        "epochs_lower_quartile": lower if trial.starts_differ else None,
        "epochs_upper_quartile": upper if trial.starts_differ else None,
        "accuracy": trial.accuracy,
        "test_accuracy": trial.test_accuracy,
        "final_mistakes": float(trial.mistakes_by_epoch[-1]),
        "final_loss": trial.final_loss,
        "weights": trial.n_weights,
        "updates": trial.updates,
        "seconds": trial.seconds,
        "expected": trial.expectation.verdict.value,
        "agrees": trial.agrees,
        "reason": trial.expectation.reason,
    }
    return {key: _plain(value) for key, value in row.items()}


def trial_summary(trial: Trial) -> dict[str, str]:
    """A trial in a few short texts, for a table that people read."""
    lower, median, upper = trial.epochs
    quartiles = f" ({lower:.0f}-{upper:.0f})" if trial.starts_differ else ""
    return {
        "model": trial.label,
        "gate": trial.gate.name,
        **_right_answers(trial, counted=True),
        "solved": percent(trial.success_rate),
        "certainty": certainty(trial),
        "epochs": f"{median:.0f}{quartiles}" if trial.n_solved else "-",
        "loss": "-" if trial.final_loss is None else f"{trial.final_loss:.3g}",
        "weights": str(trial.n_weights),
        "updates": "-" if trial.updates is None else f"{trial.updates:.0f}",
        "expected": trial.expectation.verdict.value,
        "agrees": {True: "yes", False: "NO", None: "-"}[trial.agrees],
    }


def _right_answers(trial: Trial, counted: bool) -> dict[str, str]:
    """The shares of right answers, and of how many if `counted`; of a gate nothing is set aside."""
    if not isinstance(trial.gate, Problem):
        return {}
    shares = {"seen": trial.accuracy, "unseen": trial.test_accuracy}
    sizes = (len(trial.gate.X), len(trial.gate.X_test))
    return {
        column: "-" if share is None else f"{share:.1%} of {size}" if counted else f"{share:.1%}"
        for (column, share), size in zip(shares.items(), sizes, strict=True)
    }


def _set_aside(trial: Trial) -> int:
    """How many examples were not learned from; of a gate all are."""
    return len(trial.gate.X_test) if isinstance(trial.gate, Problem) else 0


def certainty(trial: Trial) -> str:
    """How sure the share of a trial is: by proof, because nothing is random, or within an interval.

    Examples
    --------
    >>> from neurohistory.runner import run
    >>> certainty(run("perceptron", "XOR")), certainty(run("svm:C=0.1", "moons"))
    ('proved', 'one run, always alike')
    >>> certainty(run("backprop", "XOR", starts=20))
    '58%-92%'
    """
    if trial.proved:
        return "proved"
    if trial.interval is None:
        return _ONE_RUN
    low, high = trial.interval
    return f"{low:.0%}-{high:.0%}"


def comparison_table(comparison: Comparison, width: int = 1000) -> RenderableType:
    """A comparison for a terminal, a line between the models; of the costs what there is room for.

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
    rows = [
        {
            **trial_summary(trial),
            **_right_answers(trial, counted=False),
            "ms": f"{1000 * trial.seconds:.1f}",
        }
        for trial in trials
    ]
    columns = max((list(row) for row in rows), key=len, default=[])
    shortened: list[str] = []
    for dispensable in ("ms", "updates", "weights", "loss", _LONG, "certainty", ""):
        table = _table(columns, left=("model", "gate", "certainty", "epochs", "expected", "agrees"))
        for trial, row, following in zip_longest(trials, rows, trials[1:]):
            last = following is None or following.label != trial.label
            table.add_row(*(row.get(column, "-") for column in columns), end_section=last)
        if _fix_width(table) <= width:
            break
        columns = [column for column in columns if column != dispensable]
        if dispensable == _LONG:
            used = {cell for row in rows for cell in row.values()}
            shortened = [words for words in _SHORT if words in used]
            rows = [{key: _SHORT.get(cell, cell) for key, cell in row.items()} for row in rows]
    else:  # a long list of parameters goes on in the next line
        room = width - _fix_width(table) + max(len(row["model"]) for row in rows)
        table.columns[0].max_width, table.columns[0].no_wrap = max(room, _NARROWEST_MODEL), False
        _fix_width(table)
    about = [_starts(trials)] if trials else []
    if any(trial.starts_differ for trial in trials):
        about += ["epochs: median (quartiles) of the starts that end without a mistake"]
        intervals = any(not trial.proved and trial.starts_differ for trial in trials)
        about += ["certainty: 95 % interval, Wilson"] if intervals and "certainty" in columns else []
    about += ["seen, unseen: right answers, median"] if "seen" in columns else []
    about += ["depends: on the start"] if Verdict.DEPENDS.value in shortened else []
    lines = ["; ".join(about), *dict.fromkeys(filter(None, map(_parts, trials)))]
    return Group(Text("\n".join(lines) + "\n"), table)


def _parts(trial: Trial) -> str:
    """How many examples of a problem are learned from, and how many set aside."""
    if not isinstance(trial.gate, Problem):
        return ""
    return f"{trial.gate.name}: {len(trial.gate.X)} examples learned from, {_set_aside(trial)} set aside"


_MOST_COLUMNS = 8  # of a proof in a terminal
_LONGEST = 16  # digits of a number there
_ONE_RUN = "one run, always alike"
_LONG = "long words"
_SHORT = {_ONE_RUN: "one run", Verdict.DEPENDS.value: "depends"}


def _starts(trials: Sequence[Trial]) -> str:
    """How many starts a comparison has, and from which seed; one run where nothing is random."""
    alike = [not trial.starts_differ for trial in trials]
    if all(alike):
        return "one run each: nothing is random, and every start is alike"
    several = next(trial for trial in trials if trial.starts_differ)
    words = f"{several.n_starts} start{'s' if several.n_starts > 1 else ''}, seed {several.seed}"
    return words + ("; one run where nothing is random and every start is alike" if any(alike) else "")


def comparison_json(comparison: Comparison) -> str:
    """A comparison as JSON: what was run, every trial with its mistakes by epoch, the failures."""
    trials = [
        {
            **trial_row(trial),
            "parameters": {k: _plain(v) for k, v in trial.model.get_params().items()},
            "mistakes_by_epoch": trial.mistakes_by_epoch.tolist(),
        }
        for trial in comparison.trials
    ]
    first = comparison.trials[0] if comparison.trials else None
    about = {
        "neurohistory": __version__,
        "seed": first.seed if first else None,
        "starts": first.history.n_starts if first else None,
        "trials": trials,
        "failures": [failure._asdict() for failure in comparison.failures],
    }
    return json.dumps(about, indent=1, allow_nan=False) + "\n"


def _without_state(entry: Presentation[Any]) -> dict[str, Any]:
    """The fields of an entry, but for the arrays, whose weights stand in it by name."""
    fields = entry._asdict()
    del fields["state"]
    return fields


def trace_row(entry: Presentation[Any]) -> dict[str, object]:
    """One presentation in plain values; weights as ``before weights[0]``, ``after weights[0]``."""
    shown = _without_state(entry)
    inputs, workings, before, after = (
        shown.pop(key) for key in ("input", "workings", "before", "after")
    )
    row = {key: shown.pop(key) for key in ("epoch", "presentation", "example")}
    row |= {f"x{number}": value for number, value in enumerate(inputs, start=1)}
    row |= shown | workings
    row |= {f"before {name}": value for name, value in before.items()}
    row |= {f"after {name}": value for name, value in after.items()}
    return row


def trace_json(entries: Iterable[Presentation[Any]], about: Mapping[str, object]) -> str:
    """A trace as JSON: what was run, and every presentation."""
    plain = {key: _plain(value) for key, value in about.items()}
    presentations = [{**_without_state(entry), "input": list(entry.input)} for entry in entries]
    return json.dumps({**plain, "presentations": presentations}, indent=1) + "\n"


def trace_columns(entry: Presentation[Any]) -> dict[str, float]:
    """What stands in a line of the trace between the input and the weights.

    A machine without a teacher has a label and no error.  Slopes belong to the weights.
    """
    answer = {"net": entry.net, "output": entry.output}
    if entry.error is None:
        answer["label"] = entry.target
    else:
        answer |= {"target": entry.target, "error": entry.error}
    return answer | {n: v for n, v in entry.workings.items() if not n.startswith(SLOPE)}


SLOPE = "slope of "  # before the name of a weight, among the workings


def ends_of_batches(entries: Sequence[Presentation[Any]]) -> list[bool]:
    """Whether the weights after an entry are its own, or still to come: those of a whole epoch.

    A rule that learns from all cases at once has one change an epoch, which its last entry shows.
    """
    return [
        following is None or following.after is not entry.after
        for entry, following in zip_longest(entries, entries[1:])
    ]


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
    many = len(entries[0].before) > _MOST_WEIGHT_COLUMNS if entries else False
    forms = [] if many else [(digits, False, worked) for worked in (True, False) for digits in (4, 3)]
    for digits, largest, worked in [*forms, (4, True, True), (3, True, True), (4, True, False)]:
        for numbered in (True, False):
            table = _trace_table(entries, ends, digits, numbered, largest, worked)
            if _fix_width(table) <= width:
                break
        else:
            continue
        break
    hidden = {"workings": entries and entries[0].workings and not worked, "weights": largest}
    if any(hidden.values()):
        left_out = " and ".join(name for name, is_hidden in hidden.items() if is_hidden)
        words += [f"all {left_out}: --format json"]
    return Group(Text("\n".join(words) + "\n"), table)


def _trace_table(
    entries: Sequence[Presentation[Any]],
    ends: Sequence[bool],
    digits: int,
    numbered: bool,
    largest: bool,
    worked: bool,
) -> Table:
    names = list(entries[0].before) if entries else []
    shown = ["largest change"] if largest else [name.replace("weights[", "w[") for name in names]
    answers = list(trace_columns(entries[0])) if entries else ["net", "output", "target", "error"]
    answers = [name for name in answers if worked or name not in entries[0].workings]
    columns = ["epoch", *(["shown"] if numbered else []), "input", *answers]
    table = _table([*columns, *shown])
    if entries and not largest:
        start = [short(value, digits) + " " for value in entries[0].before.values()]
        table.add_row("start", *[""] * (len(columns) - 1), *start, end_section=True)
    for entry, following, end in zip_longest(entries, entries[1:], ends):
        change = {name: entry.after[name] - entry.before[name] for name in names}
        if not end:
            weights = [""] * len(shown)
        elif largest:
            weights = [short(max(map(abs, change.values()), default=0.0), digits)]
        else:
            weights = [short(entry.after[n], digits) + ("*" if change[n] else " ") for n in names]
        table.add_row(
            str(entry.epoch),
            *([str(entry.presentation)] if numbered else []),
            " ".join(short(value, digits) for value in entry.input),
            *(short(trace_columns(entry)[name], digits) for name in answers),
            *weights,
            end_section=following is None or following.epoch != entry.epoch,
        )
    return table


_MOST_WEIGHT_COLUMNS = 9
_NARROWEST_MODEL = 15  # characters of a model's column


def _table(columns: Iterable[str], left: Sequence[str] = ()) -> Table:
    """An empty table of which nothing is cut; columns are flush right, but for some."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    for column in columns:
        justify: Literal["left", "right"] = "left" if column in left else "right"
        table.add_column(column, justify=justify, no_wrap=True, overflow="fold")
    return table


def _fix_width(table: Table) -> int:
    """Keep the table as wide as its cells, and give that width."""
    table.min_width = None
    table.min_width = _measured(table).maximum
    return table.min_width


def least_width(what: RenderableType) -> int:
    """Characters in a line without which something would be cut."""
    return _measured(what).minimum


def _measured(what: RenderableType) -> Measurement:
    from rich.console import Console
    from rich.measure import Measurement

    console = Console(width=10_000, height=25)
    return Measurement.get(console, console.options, what)


class Names(NamedTuple):
    """What the features, examples and classes of a file are called; nothing of a gate.

    Attributes
    ----------
    columns : tuple of str
    lines : tuple of int
        The line that each example begins at.
    classes : tuple
        The labels that -1 and +1 stand for.
    """

    columns: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    classes: tuple[Any, ...] = ()

    def told(self) -> dict[str, list[Any]]:
        """Those that there are, as plain values."""
        return {name: list(values) for name, values in self._asdict().items() if values}

    def feature(self, letter: str, number: int) -> str:
        """``x1`` for the first one, or with the name that it has, ``x(length)``."""
        return f"{letter}({self.columns[number]})" if self.columns else f"{letter}{number + 1}"


NAMELESS = Names()


def proof_rows(
    found: Separation, X: NDArray[Any], target: NDArray[Any], names: Names = NAMELESS
) -> list[dict[str, object]]:
    """A plane as one row of whole numbers; or the examples that cannot be parted, one in each row.

    Examples
    --------
    >>> from neurohistory import AND, XOR, separate
    >>> proof_rows(separate(AND.X, AND.target), AND.X, AND.target)
    [{'w1': 2, 'w2': 2, 'bias': -3}]
    >>> proof_rows(separate(XOR.X, XOR.target), XOR.X, XOR.target)[0]
    {'example': 0, 'target': -1, 'multiplier': 1, 'x1': 0.0, 'x2': 0.0}
    """
    if found.plane:
        *weights, bias = found.plane
        return [{**{names.feature("w", number): w for number, w in enumerate(weights)}, "bias": bias}]
    return [
        ({"line": names.lines[i]} if names.lines else {"example": i})
        | {"target": int(target[i]), "multiplier": a}
        | {names.feature("x", number): _as_written(x) for number, x in enumerate(X[i].tolist())}
        for i, a in zip(found.examples, found.multipliers, strict=True)
    ]


def _as_written(value: Any) -> Any:
    """A fraction as the decimal that it is, where that is short; other numbers as they are."""
    if isinstance(value, Fraction):
        decimal = float(value)
        return decimal if Fraction(repr(decimal)) == value else str(value)
    return value


def proof_table(
    found: Separation, X: NDArray[Any], target: NDArray[Any], names: Names = NAMELESS
) -> RenderableType:
    """What `separate` found, for a terminal; of long whole numbers the first digits and how many."""
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
    rows = proof_rows(found, X, target, names)
    shown = [{key: _digits(value) for key, value in list(row.items())[:_MOST_COLUMNS]} for row in rows]
    return Group(Text(said + "\n"), plain_table(shown))


def _digits(value: object) -> str:
    """A number as it is, a long one by its first digits and their number, a fraction in six digits."""
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    return (
        text if len(text) <= _LONGEST else f"{text[: _LONGEST - 5]}... ({len(text.lstrip('-'))} digits)"
    )


def count_row(count: ThresholdCount) -> dict[str, object]:
    """A count of threshold functions as one row: plain values under plain names."""
    return {
        "inputs": count.n,
        "functions": count.functions,
        "threshold": count.threshold,
        "share": count.share,
        "positive": count.positive,
        "NP classes": count.np_classes,
        "NPN classes": count.npn_classes,
    }


def count_table(counts: Sequence[ThresholdCount]) -> Table:
    """Counts of threshold functions, one row for each number of inputs."""
    rows = [count_row(count) for count in counts]
    table = _table(rows[0] if rows else [])
    for row in rows:
        table.add_row(*(_grouped(value) for value in row.values()))
    return table


def _grouped(value: object) -> str:
    """A whole number with commas, unless it is astronomic; a share with three digits."""
    return f"{value:,}" if isinstance(value, int) and value < 10**12 else f"{value:.3g}"


def plain_table(rows: Sequence[Row]) -> Table:
    """Rows with the same keys as a Rich table."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    headers = rows[0] if rows else []
    table = Table(*headers, box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    for row in rows:
        table.add_row(*map(str, row.values()))
    return table


def card_text(name: str, model: type[HistoricalClassifier[Any]]) -> RenderableType:
    """A model's card, its parameters and how to cite the paper, for a terminal."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    card = model.card
    parts: list[RenderableType] = [
        Text(f"{card.title} ({card.year})", style="bold"),
        Text(", ".join(card.people)),
    ]
    parameters = [
        f"{name} = {default!r}\n    {meaning}" for name, default, meaning in parameters_of(model)
    ]
    sections: dict[str, Sequence[str]] = {
        "Idea": [card.idea],
        "Rule": [card.rule],
        "Limit": [card.limit],
        "Where we depart from the paper": [f"- {departure}" for departure in card.departures],
        "Parameters": parameters or ["none"],
        "By hand": [", ".join(f"{k}={v!r}" for k, v in card.by_hand.items())],
        "Source": [card.paper.citation, *(f"See also: {paper.citation}" for paper in card.also)],
        "BibTeX": [card.paper.bibtex],
        "Try": [f"neurohistory trace {name} AND", f"neurohistory compare {name}"],
    }
    for heading, lines in sections.items():
        if any(lines):
            parts += [Text(), Rule(heading, align="left", characters="-")]
            parts += [Padding(Text("\n".join(lines)), (0, 0, 0, 2))]
    return Group(*parts)


def rows_csv(rows: Sequence[Row]) -> str:
    """Rows with the same keys as comma-separated values; an empty field for None."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars in the cells are escaped.

    Examples
    --------
    >>> print(markdown_table(["gate", "share"], [["XOR", "0.5"]]))
    | gate | share |
    | --- | --- |
    | XOR | 0.5 |
    """
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def short(value: float, digits: int = 4) -> str:
    """A number for people: whole ones as such, others with four digits, or as many as you like.

    Examples
    --------
    >>> short(-0.0), short(2.0), short(0.123456)
    ('0', '2', '0.1235')
    """
    return f"{value + 0.0:.0f}" if float(value).is_integer() else f"{value:.{digits}g}"


def percent(share: float) -> str:
    """A share as percent, with as many digits as it takes not to say none or all where it is neither.

    Examples
    --------
    >>> percent(1.0), percent(0.935), percent(199 / 200)
    ('100%', '94%', '99.5%')
    """
    texts = [f"{share:.{digits}%}" for digits in range(4)]
    honest = (text for text in texts if (float(text[:-1]) in (0, 100)) == (share in (0, 1)))
    return next(honest, texts[-1])


def _plain(value: Any) -> Any:
    """Something that JSON can hold."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, float) and not math.isfinite(value):
        return "inf" if value > 0 else None
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value if isinstance(value, (str, int, float, bool, type(None))) else repr(value)
