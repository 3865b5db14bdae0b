"""A model's trace on its page: every number of a few epochs, to be followed with pencil and paper."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import islice
from typing import Any

from neurohistory import catalog
from neurohistory.classifier import HistoricalClassifier
from neurohistory.problems import AND
from neurohistory.report.rows import DERIVATIVE, ends_of_batches, trace_columns
from neurohistory.report.text import markdown_table, short
from neurohistory.site.page import Page
from neurohistory.site.toys.stepper import stepper
from neurohistory.traces import Presentation, trace

__all__ = ["add_by_hand", "first_answers"]

_MAX_LINES = 48  # a trace with no more is shown to its end
_EPOCHS_SHOWN = 2  # that are not folded
_MAX_WEIGHTS = 12  # that are listed


def add_by_hand(page: Page, name: str) -> None:
    """Append the trace of a model on AND, with its parameters for pencil and paper."""
    model = catalog.make(name, by_hand=True)
    entries = list(islice(trace(model, AND.X, AND.target, rng=0), _MAX_LINES + 1))
    settings = ", ".join(f"{key}={value!r}" for key, value in model.card.by_hand.items())
    page.add("## By hand", "AND" + (f" with `{settings}`" if settings else "") + _about(model, entries))
    if model.card.names:
        page.add(model.card.names)
    if _in_one_step(entries):
        page.add(_answers_table(entries))
        return
    whole = len(entries) <= _MAX_LINES
    first = [entry for entry in entries if entry.epoch <= _EPOCHS_SHOWN]
    derived = any(working.startswith(DERIVATIVE) for working in entries[0].workings)
    still = [_trace_table(first, weights=not derived)]
    if whole and len(first) < len(entries):
        rest = _trace_table(entries[len(first) :], weights=not derived)
        if derived:
            rest += f"\n\n{_derivatives_table(entries[len(first) :])}"
        folded = textwrap.indent(rest, "    ")
        still.append(f'??? note "The other epochs, up to the last, {entries[-1].epoch}"\n\n{folded}')
    if derived:
        about = "The derivative of what is minimized, by each weight, and the step that was taken:"
        still += [about, _derivatives_table(first)]
    page.add(stepper(model, "\n\n".join(still)))
    command = f"`neurohistory trace {name} AND`"
    page.add(f"The same in a terminal: {command}." if whole else f"It goes on: {command}.")


def first_answers(name: str) -> str:
    """How a machine that is done in one step then answers each case of AND.

    Parameters
    ----------
    name : str
        The model's, in the catalog.
    """
    model = catalog.make(name, by_hand=True)
    return _answers_table(list(trace(model, AND.X, AND.target, rng=0)))


def _in_one_step(entries: Sequence[Presentation[Any]]) -> bool:
    """Whether nothing moves any more after the first epoch: it was wired, or has one answer."""
    return all(entry.after == entry.before for entry in entries if entry.epoch > 1)


def _about(model: HistoricalClassifier[Any], entries: Sequence[Presentation[Any]]) -> str:
    """What the reader of a trace should know."""
    if _in_one_step(entries):
        return ": it is done in one step, and this is how it then answers each case."
    if all(ends_of_batches(entries)):
        words = ", presentation by presentation. The weights are those after it, bold where one moved."
    else:
        words = (
            ", epoch by epoch. All cases of an epoch are learned together, and the weights change once, "
            "after the last."
        )
    return words if model.taught else f"{words} There is no teacher: the label is part of the pattern."


def _trace_table(entries: Sequence[Presentation[Any]], weights: bool = True) -> str:
    columns = list(trace_columns(entries[0]))
    names = list(entries[0].after) if weights and len(entries[0].after) <= _MAX_WEIGHTS else []
    rows = []
    for entry, end in zip(entries, ends_of_batches(entries), strict=True):
        numbers = map(short, trace_columns(entry).values())
        after = [_moved(entry, n) if end else "" for n in names]
        rows.append([str(entry.epoch), _inputs(entry), *numbers, *after])
    header = ["epoch", "input", *(_heading(column, entries[0]) for column in columns)]
    return markdown_table([*header, *(f"`{n}`" for n in names)], rows)


def _answers_table(entries: Sequence[Presentation[Any]]) -> str:
    """The last epoch of a trace, without errors, for what was not learned step by step."""
    columns = [column for column in trace_columns(entries[0]) if column != "error"]
    rows = [
        [_inputs(entry), *(short(trace_columns(entry)[column]) for column in columns)]
        for entry in entries
        if entry.epoch == entries[-1].epoch
    ]
    return markdown_table(["input", *(_heading(column, entries[0]) for column in columns)], rows)


def _moved(entry: Presentation[Any], name: str) -> str:
    """A weight after the presentation, bold if it moved."""
    after = short(entry.after[name])
    return after if entry.after[name] == entry.before[name] else f"**{after}**"


def _inputs(entry: Presentation[Any]) -> str:
    return " ".join(map(short, entry.input))


def _heading(column: str, entry: Presentation[Any]) -> str:
    return f"`{column}`" if column in entry.workings else column


def _derivatives_table(entries: Sequence[Presentation[Any]]) -> str:
    """What each epoch does to each weight, for a rule that tells its derivatives."""
    ends = [entry for entry, end in zip(entries, ends_of_batches(entries), strict=True) if end]
    names = [n for n in ends[0].after if DERIVATIVE + n in ends[0].workings][:_MAX_WEIGHTS]
    rows = [
        [
            str(entry.epoch),
            f"`{n}`",
            *map(
                short,
                (entry.before[n], entry.workings[DERIVATIVE + n], entry.after[n] - entry.before[n]),
            ),
            short(entry.after[n]),
        ]
        for entry in ends
        for n in names
    ]
    return markdown_table(["epoch", "weight", "before", "derivative", "step", "after"], rows)
