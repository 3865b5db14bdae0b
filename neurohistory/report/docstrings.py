"""A model's parameters, read from its signature and its docstring."""

from __future__ import annotations

import inspect
import re
from typing import Any, NamedTuple

from neurohistory.classifier import HistoricalClassifier

__all__ = ["Parameter", "meanings_in", "parameters_of"]


class Parameter(NamedTuple):
    """One constructor parameter: its name, its default and what the docstring says of it."""

    name: str
    default: object
    meaning: str


def parameters_of(model: type[HistoricalClassifier[Any]]) -> list[Parameter]:
    """The constructor parameters of a model, in its order.

    Examples
    --------
    >>> from neurohistory import load
    >>> [parameter.name for parameter in parameters_of(load("perceptron"))][:2]
    ['learning_rate', 'max_epochs']
    """
    meanings = meanings_in(inspect.getdoc(model) or "")
    signature = inspect.signature(model)
    return [
        Parameter(name, parameter.default, meanings.get(name, ""))
        for name, parameter in signature.parameters.items()
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    ]


def meanings_in(docstring: str) -> dict[str, str]:
    """The texts under "Parameters" of a numpydoc docstring, by name.

    Examples
    --------
    >>> meanings_in('''A unit.
    ...
    ... Parameters
    ... ----------
    ... low, high : float, optional
    ...     The ends.
    ... ''')
    {'low': 'The ends.', 'high': 'The ends.'}
    """
    _, _, section = docstring.partition("Parameters\n----------\n")
    meanings: dict[str, str] = {}
    names: list[str] = []
    for line in section.splitlines():
        if set(line) == {"-"}:  # the line before was the next heading
            for heading in names:
                del meanings[heading]
            break
        if entry := re.fullmatch(r"(\w+(?:, \w+)*)(?: ?:.*)?", line):
            names = entry[1].split(", ")
            meanings |= dict.fromkeys(names, "")
        elif line.startswith(" "):
            meanings |= {name: f"{meanings[name]} {line.strip()}".strip() for name in names}
    return meanings
