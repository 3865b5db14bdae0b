"""Sheets to print: a ledger with blanks to be filled in by hand, its solution, cards and tracks.

A written page asks for one by a comment, ``<!-- handout: perceptron-or blank -->`` and
``<!-- handout: perceptron-or solution -->``.  All numbers come from `neurohistory.traces.trace`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from neurohistory import catalog
from neurohistory.problems import AND, OR, XOR, Problem
from neurohistory.report.text import markdown_table, short

__all__ = ["SHEETS", "HandoutError", "with_handouts"]

_ASKED = re.compile(r"^<!-- handout: (?P<sheet>[\w-]+)(?: (?P<how>blank|solution))? -->$", re.MULTILINE)
_BLANK = "&nbsp;"
# The weights of the chapter that follows one step of back-propagation in numbers.
_FIRST = ([[0.1, -0.2], [0.5, 0.4], [-0.3, 0.6]], [[0.3], [-0.7], [0.2]])


class HandoutError(ValueError):
    """A sheet that is asked for and is not there."""


def with_handouts(markdown: str) -> str:
    """Put the sheets in their places.

    Raises
    ------
    HandoutError
        For a sheet that is not in `SHEETS`.

    Examples
    --------
    >>> print(with_handouts("<!-- handout: cards-or -->").splitlines()[2])
    | input | answer |
    """

    def sheet(found: re.Match[str]) -> str:
        if found["sheet"] not in SHEETS:
            raise HandoutError(f"no sheet is called {found['sheet']!r}; there are {', '.join(SHEETS)}")
        made = SHEETS[found["sheet"]](found["how"] != "blank")
        return f'<div class="handout {found["sheet"]}" markdown>\n\n{made}\n\n</div>'

    return _ASKED.sub(sheet, markdown)


def _ledger(spec: str, problem: Problem, n: int) -> Callable[[bool], str]:
    """A row for each presentation: what is given, and what a learner fills in."""

    def sheet(filled: bool) -> str:
        from neurohistory.traces import trace

        model = catalog.make(spec, by_hand=True)
        entries = list(islice(trace(model, problem.X, problem.target), n))
        symbols = ("b", "w₁", "w₂")
        rows = [["", "", "", "start", "", "", *map(_number, entries[0].before.values())]]
        for entry in entries:
            given = [str(entry.epoch), *map(_number, entry.input)]
            worked = [entry.net, entry.target, entry.error, *entry.after.values()]
            net, target, error, *weights = map(_number, worked)
            rows.append([*given, *_shown([net], filled), target, *_shown([error, *weights], filled)])
        return markdown_table(["epoch", "x₁", "x₂", "sum", "target", "error", *symbols], rows)

    return sheet


def _step(filled: bool) -> str:
    """One example forward and backward through a network 2-2-1, and each weight after the step."""
    from neurohistory.report.rows import DERIVATIVE
    from neurohistory.traces import trace

    weights = [np.array(layer) for layer in _FIRST]
    model = catalog.load("backprop")((2,), initialization=weights, learning_rate=0.5, momentum=0.0)
    entry = next(iter(trace(model, XOR.X[[1]], XOR.target[[1]])))
    works = entry.workings
    units = {"hidden 1": ("a2[1]", "delta2[1]"), "hidden 2": ("a2[2]", "delta2[2]")}
    said = {name: (works[a], works[d]) for name, (a, d) in units.items()}
    said["output"] = (entry.output, works["delta3[1]"])
    forward = [[name, *_shown([_number(_net(a)), _number(a)], filled)] for name, (a, _) in said.items()]
    backward = [[name, *_shown([_number(delta)], filled)] for name, (_, delta) in reversed(said.items())]
    step = [
        [
            f"`{name}`",
            _number(before),
            *_shown([_number(works[DERIVATIVE + name]), _number(after)], filled),
        ]
        for name, before, after in zip(
            entry.before, entry.before.values(), entry.after.values(), strict=True
        )
    ]
    return "\n\n".join(
        [
            markdown_table(["unit", "sum", "says"], forward),
            markdown_table(["unit", "delta"], backward),
            markdown_table(["weight", "before", "derivative", "after"], step),
        ]
    )


def _net(activation: Any) -> float:
    """The sum of which a logistic unit makes this."""
    return float(np.log(activation / (1 - activation)))


def _cards(problem: Problem) -> Callable[[bool], str]:
    """A card for each case, to be cut out: the input in front, the answer to fold behind."""
    words = {False: "no", True: "yes"}
    rows = [
        [" ".join(map(short, x)), words[bool(yes)]]
        for x, yes in zip(problem.X, problem.truth, strict=True)
    ]
    return lambda filled: markdown_table(["input", "answer"], rows)


def _tracks(names: Sequence[str], reach: int) -> Callable[[bool], str]:
    """A number line for each weight, on which a coin stands for its value."""
    steps = [str(value).replace("-", "−") for value in range(-reach, reach + 1)]
    rows = [[f"**{name}**", *([_BLANK] * len(steps))] for name in names]
    return lambda filled: markdown_table(["", *steps], rows)


def _poster(filled: bool) -> str:
    """All machines of the catalog, by year, each in the sentence of its card."""
    cards = sorted((model.card for model in catalog.timeline().models.values()), key=lambda c: c.year)
    rows = [[f"**{c.year}**", f"**{c.title}**<br>{', '.join(c.people)}", c.idea, c.limit] for c in cards]
    return markdown_table(["year", "machine", "what was new", "what it could not do"], rows)


def _number(value: Any) -> str:
    return "" if value is None else f"{float(value):.3g}".replace("-", "−")


def _shown(texts: Sequence[str], filled: bool) -> list[str]:
    return list(texts) if filled else [_BLANK] * len(texts)


SHEETS: Mapping[str, Callable[[bool], str]] = {
    "perceptron-or": _ledger("perceptron", OR, 16),
    "perceptron-and": _ledger("perceptron", AND, 24),
    "adaline-and": _ledger("adaline:learning_rate=0.3", AND.bipolar, 8),
    "back-propagation": _step,
    "cards-or": _cards(OR),
    "cards-and": _cards(AND),
    "cards-xor": _cards(XOR),
    "tracks": _tracks(("bias", "w₁", "w₂"), 3),
    "poster": _poster,
}
