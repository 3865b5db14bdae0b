"""Rows: trials, traces, proofs and counts as plain values, the same keys in each row of a kind.

Programs take them as they are; `terminal` and `text` show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import zip_longest
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from neurohistory import __version__
from neurohistory.history import History, epoch_quantiles
from neurohistory.records import ALWAYS
from neurohistory.report.text import percent, plain
from neurohistory.runner import Comparison
from neurohistory.traces import Presentation
from neurohistory.trial import Trial

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from neurohistory.theory.predicates.threshold_functions import ThresholdCount
    from neurohistory.theory.separability import Separation

__all__ = [
    "DERIVATIVE",
    "NAMELESS",
    "ONE_RUN",
    "Names",
    "Row",
    "certainty",
    "comparison_values",
    "count_row",
    "ends_of_batches",
    "epoch_rows",
    "history_rows",
    "proof_rows",
    "right_answers",
    "trace_columns",
    "trace_row",
    "trace_values",
    "trial_row",
    "trial_summary",
]

Row = Mapping[str, object]

ONE_RUN = "one run, always alike"
DERIVATIVE = "derivative by "  # before the name of a weight, among the workings


def trial_row(trial: Trial) -> dict[str, object]:
    """A trial in plain values, None where there is nothing to say; the same keys for every trial.

    Examples
    --------
    >>> from neurohistory.runner import run
    >>> row = trial_row(run("perceptron", "XOR", starts=10))
    >>> row["success_rate"], row["expected"], row["agrees"]
    (0.0, 'cannot', True)
    """
    low, high = (None, None) if trial.proved else trial.interval or (None, None)
    lower, median, upper = trial.epochs
    row = {
        "model": trial.label,
        "year": trial.model.card.year,
        "problem": trial.problem.name,
        "inputs": trial.problem.coding,
        "targets": trial.problem.asked_of_each,
        "examples": len(trial.problem.X),
        "set_aside": len(trial.problem.X_test),
        "starts": trial.n_starts,
        "starts_differ": trial.starts_differ,
        "solved": trial.n_solved,
        "success_rate": trial.success_rate,
        "success_rate_low": low,
        "success_rate_high": high,
        "proved": trial.proved,
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
    return {key: plain(value) for key, value in row.items()}


def trial_summary(trial: Trial) -> dict[str, str]:
    """A trial in a few short texts, for a table that people read.

    Examples
    --------
    >>> from neurohistory.runner import run
    >>> trial_summary(run("perceptron", "XOR", starts=10))["certainty"]
    'proved'
    """
    lower, median, upper = trial.epochs
    quartiles = f" ({lower:.0f}-{upper:.0f})" if trial.starts_differ else ""
    return {
        "model": trial.label,
        "problem": trial.problem.name,
        **right_answers(trial, counted=True),
        "solved": percent(trial.success_rate),
        "certainty": certainty(trial),
        "epochs": f"{median:.0f}{quartiles}" if trial.n_solved else "-",
        "loss": "-" if trial.final_loss is None else f"{trial.final_loss:.3g}",
        "weights": str(trial.n_weights),
        "updates": "-" if trial.updates is None else f"{trial.updates:.0f}",
        "expected": trial.expectation.verdict.value,
        "agrees": {True: "yes", False: "NO", None: "-"}[trial.agrees],
    }


def right_answers(trial: Trial, counted: bool) -> dict[str, str]:
    """The accuracy on a problem's seen and unseen examples, with their number if `counted`.

    A problem that is complete has none: all its cases are learned from.
    """
    if trial.problem.complete:
        return {}
    accuracies = {"seen": trial.accuracy, "unseen": trial.test_accuracy}
    sizes = (len(trial.problem.X), len(trial.problem.X_test))
    return {
        column: "-" if value is None else f"{value:.1%} of {size}" if counted else f"{value:.1%}"
        for (column, value), size in zip(accuracies.items(), sizes, strict=True)
    }


def certainty(trial: Trial) -> str:
    """How sure a success rate is: by proof, because nothing is random, or within an interval.

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
        return ONE_RUN
    low, high = trial.interval
    return f"{low:.0%}-{high:.0%}"


def comparison_values(comparison: Comparison) -> dict[str, object]:
    """A comparison whole: what was run, every trial with its mistakes by epoch, the failures."""
    trials = [
        {
            **trial_row(trial),
            "parameters": trial.model.get_params(),
            "mistakes_by_epoch": trial.mistakes_by_epoch,
            **_recorded_besides(trial.history),
        }
        for trial in comparison.trials
    ]
    first = comparison.trials[0] if comparison.trials else None
    return {
        "neurohistory": __version__,
        "seed": first.seed if first else None,
        "starts": first.history.n_starts if first else None,
        "trials": trials,
        "failures": [failure._asdict() for failure in comparison.failures],
    }


def _recorded_besides(history: History[Any]) -> dict[str, object]:
    """What was recorded besides mistakes and loss, by name, if anything: (epoch, start)."""
    more = {name: values for name, values in history.records.items() if name not in ALWAYS}
    return {"records": more} if more else {}


def history_rows(history: History[Any]) -> list[dict[str, object]]:
    """A history as rows, one for each epoch and start, with a column for everything that was recorded.

    Examples
    --------
    >>> from neurohistory import AND, load, train
    >>> unit = load("perceptron")(max_epochs=1)
    >>> history = train(unit, AND.X, AND.target, rng=0, record={"bias": lambda _, s, *given: s.bias})
    >>> [list(row) for row in history_rows(history)]
    [['epoch', 'start', 'mistakes', 'bias'], ['epoch', 'start', 'mistakes', 'bias']]
    """
    return [
        {
            "epoch": epoch,
            "start": start,
            **{name: plain(values[epoch, start]) for name, values in history.records.items()},
        }
        for epoch in range(history.n_epochs + 1)
        for start in range(history.n_starts)
    ]


def epoch_rows(epochs: Mapping[str, ArrayLike]) -> list[dict[str, object]]:
    """How many epochs the starts of each name need, as quartiles, and which fraction of them arrives.

    All starts count: a quartile is None where fewer starts than that ever arrive.

    Parameters
    ----------
    epochs : mapping of str to array of shape (start,)
        NaN for a start that never arrives, as in ``history.epochs_to_solve``.

    Examples
    --------
    >>> epoch_rows({"slow": [20, 30, float("nan"), float("nan")]})[0]["lower quartile"]
    20.0
    >>> print(epoch_rows({"slow": [20, 30, float("nan"), float("nan")]})[0]["upper quartile"])
    None
    """
    rows = []
    for name, each in epochs.items():
        quartiles = (epoch if isfinite(epoch) else None for epoch in epoch_quantiles(each).tolist())
        columns = zip(("lower quartile", "median", "upper quartile"), quartiles, strict=True)
        arrived = sum(map(isfinite, np.asarray(each, dtype=float).tolist())) / np.size(each)
        rows.append({"starts": name, **dict(columns), "arrived": arrived})
    return rows


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


def trace_values(entries: Iterable[Presentation[Any]], about: Mapping[str, object]) -> dict[str, object]:
    """A trace whole: what was run, and every presentation."""
    return {**about, "presentations": [_without_state(entry) for entry in entries]}


def _without_state(entry: Presentation[Any]) -> dict[str, Any]:
    """The fields of an entry without the state, whose weights stand in it by name."""
    fields = entry._asdict()
    del fields["state"]
    return fields


def trace_columns(entry: Presentation[Any]) -> dict[str, float]:
    """What stands in a line of the trace between the input and the weights.

    A machine without a teacher has a label and no error.  Derivatives belong to the weights.
    """
    answer = {"net": entry.net, "output": entry.output}
    if entry.error is None:
        answer["label"] = entry.target
    else:
        answer |= {"target": entry.target, "error": entry.error}
    return answer | {n: v for n, v in entry.workings.items() if not n.startswith(DERIVATIVE)}


def ends_of_batches(entries: Sequence[Presentation[Any]]) -> list[bool]:
    """Whether the weights after an entry are its own, or still to come: those of a whole epoch.

    A rule that learns from all cases at once has one change an epoch, which its last entry shows.
    """
    return [
        following is None or following.after is not entry.after
        for entry, following in zip_longest(entries, entries[1:])
    ]


class Names(NamedTuple):
    """What the features, examples and classes of a file are called; a named problem's have no names.

    Attributes
    ----------
    columns : tuple of str
    lines : sequence of int
        The line that each example begins at.
    classes : tuple
        The labels that -1 and +1 stand for.
    """

    columns: tuple[str, ...] = ()
    lines: Sequence[int] = ()
    classes: tuple[Any, ...] = ()

    def told(self) -> dict[str, list[Any]]:
        """The names that are known, as plain values."""
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


def count_row(count: ThresholdCount) -> dict[str, object]:
    """A count of threshold functions as one row: plain values under plain names."""
    return {
        "inputs": count.n,
        "functions": count.functions,
        "threshold": count.threshold,
        "fraction": count.fraction,
        "positive": count.positive,
        "NP classes": count.np_classes,
        "NPN classes": count.npn_classes,
    }
