"""Trials, ledgers and cards as tables and text: for the terminal, for scripts and for pages."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from neurohistory import __version__
from neurohistory.parameters import parameters_of
from neurohistory.runner import Comparison, Trial
from neurohistory.training import Entry

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from neurohistory.classifier import HistoricalClassifier

__all__ = [
    "Row",
    "card_text",
    "comparison_json",
    "comparison_table",
    "ledger_json",
    "ledger_row",
    "ledger_table",
    "plain_table",
    "rows_csv",
    "rows_markdown",
    "short",
    "trial_row",
    "trial_summary",
]

Row = Mapping[str, object]


def trial_row(trial: Trial) -> dict[str, object]:
    """A trial in plain values, None where there is nothing to say; the same keys for every trial.

    Examples
    --------
    >>> from neurohistory.runner import run
    >>> row = trial_row(run("perceptron", "XOR", replicas=10))
    >>> row["share"], row["expected"], row["agrees"]
    (0.0, 'cannot', True)
    """
    low, high = trial.interval
    lower, median, upper = trial.epochs
    row = {
        "model": trial.label,
        "year": trial.model.card.year,
        "gate": trial.gate.name,
        "inputs": trial.gate.coding,
        "starts": trial.replicas,
        "solved": trial.n_solved,
        "share": trial.share,
        "share_low": low,
        "share_high": high,
        "epochs_lower_quartile": lower,
        "epochs_median": median,
        "epochs_upper_quartile": upper,
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
    low, high = trial.interval
    lower, median, upper = trial.epochs
    solved = not math.isnan(median)
    return {
        "model": trial.label,
        "gate": trial.gate.name,
        "solved": f"{trial.share:.0%}",
        "interval": f"{low:.0%}-{high:.0%}",
        "epochs": f"{median:.0f} ({lower:.0f}-{upper:.0f})" if solved else "-",
        "loss": "-" if trial.final_loss is None else f"{trial.final_loss:.3g}",
        "weights": str(trial.n_weights),
        "updates": "-" if trial.updates is None else f"{trial.updates:.0f}",
        "ms": f"{1000 * trial.seconds:.1f}",
        "expected": trial.expectation.verdict.value,
        "agrees": {True: "yes", False: "NO", None: "-"}[trial.agrees],
    }


def comparison_table(comparison: Comparison, width: int = 120) -> Table:
    """A comparison as a Rich table, a line between the models; the costs only where there is room."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    trials = comparison.trials
    first = trials[0] if trials else None
    about = "epochs: median (quartiles) of the starts that solve the gate; interval: 95 %, Wilson"
    title = f"{first.replicas} starts, seed {first.seed}; {about}" if first else None
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    numbers = {"solved", "loss", "weights", "updates", "ms"}
    costs = {"weights", "updates", "ms"} if width < _ROOM_FOR_COSTS else set()
    columns = [
        column for column in (trial_summary(first) if first else ["model"]) if column not in costs
    ]
    for column in columns:
        table.add_column(column, justify="right" if column in numbers else "left", no_wrap=True)
    for trial, following in zip_longest(trials, trials[1:]):
        last = following is None or following.label != trial.label
        summary = trial_summary(trial)
        table.add_row(*(summary[column] for column in columns), end_section=last)
    return table


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
        "starts": first.replicas if first else None,
        "trials": trials,
        "failures": [failure._asdict() for failure in comparison.failures],
    }
    return json.dumps(about, indent=1, allow_nan=False) + "\n"


def ledger_row(entry: Entry) -> dict[str, object]:
    """One presentation in plain values; weights as ``before weights[0]``, ``after weights[0]``."""
    shown = entry._asdict()
    inputs, before, after = (shown.pop(key) for key in ("input", "before", "after"))
    row = {key: shown.pop(key) for key in ("epoch", "presentation", "example")}
    row |= {f"x{number}": value for number, value in enumerate(inputs, start=1)}
    row |= shown
    row |= {f"before {name}": value for name, value in before.items()}
    row |= {f"after {name}": value for name, value in after.items()}
    return row


def ledger_json(entries: Iterable[Entry], about: Mapping[str, object]) -> str:
    """A ledger as JSON: what was run, and every presentation."""
    plain = {key: _plain(value) for key, value in about.items()}
    presentations = [{**entry._asdict(), "input": list(entry.input)} for entry in entries]
    return json.dumps({**plain, "presentations": presentations}, indent=1) + "\n"


def ledger_table(entries: Sequence[Entry], title: str) -> Table:
    """A ledger as a Rich table; what changed stands in the last column."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    names = list(entries[0].before) if entries else []
    few = len(names) <= _MOST_WEIGHT_COLUMNS
    for column in ("epoch", "shown", "input", "net", "output", "target", "error"):
        table.add_column(column, justify="right", no_wrap=True)
    for column in names if few else ["largest change"]:
        table.add_column(column, justify="right")
    previous: Mapping[str, float] = {}
    for entry, following in zip_longest(entries, entries[1:]):
        if few and not previous:
            blank = [""] * 6
            table.add_row("start", *blank, *map(short, entry.before.values()), end_section=True)
        change = {name: entry.after[name] - entry.before[name] for name in names}
        weights = (
            [short(entry.after[name]) + ("*" if change[name] else " ") for name in names]
            if few
            else [short(max(map(abs, change.values()), default=0.0))]
        )
        table.add_row(
            str(entry.epoch),
            str(entry.presentation),
            " ".join(short(value) for value in entry.input),
            short(entry.net),
            short(entry.output),
            short(entry.target),
            short(entry.error),
            *weights,
            end_section=following is None or following.epoch != entry.epoch,
        )
        previous = entry.after
    return table


_MOST_WEIGHT_COLUMNS = 9
_ROOM_FOR_COSTS = 110  # characters in a line


def plain_table(rows: Sequence[Row]) -> Table:
    """Rows with the same keys as a Rich table."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(*(rows[0] if rows else []), box=SIMPLE_HEAD, pad_edge=False)
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


def rows_markdown(rows: Sequence[Row]) -> str:
    """Rows with the same keys as a Markdown table.

    Examples
    --------
    >>> print(rows_markdown([{"gate": "XOR", "share": 0.5}]))
    | gate | share |
    | --- | --- |
    | XOR | 0.5 |
    """
    if not rows:
        return ""
    cells = [list(rows[0]), ["---"] * len(rows[0])]
    cells += [[str(value).replace("|", "\\|") for value in row.values()] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def short(value: float) -> str:
    """A number for people: whole ones as such, others with four digits.

    Examples
    --------
    >>> short(-0.0), short(2.0), short(0.123456)
    ('0', '2', '0.1235')
    """
    return f"{value + 0.0:.0f}" if float(value).is_integer() else f"{value:.4g}"


def _plain(value: Any) -> Any:
    """Something that JSON can hold."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool, dict, type(None))) else repr(value)
