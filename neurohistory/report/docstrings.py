"""A model's parameters, read from its signature and its docstring."""

from __future__ import annotations

import inspect
import re
from typing import Any, NamedTuple

from neurohistory.classifier import HistoricalClassifier

__all__ = ["Parameter", "parameters_of"]


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
    meanings = _meanings(inspect.getdoc(model) or "")
    signature = inspect.signature(model)
    return [
        Parameter(name, parameter.default, meanings.get(name, ""))
        for name, parameter in signature.parameters.items()
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    ]


def _meanings(docstring: str) -> dict[str, str]:
    """The texts under "Parameters" of a numpydoc docstring, by name."""
    _, _, section = docstring.partition("Parameters\n----------\n")
    meanings: dict[str, list[str]] = {}
    for line in section.splitlines():
        if set(line) == {"-"}:  # the line before was the next heading
            break
        if named := re.match(r"(\w+) : ", line):
            meanings[named[1]] = []
        elif line.startswith(" ") and meanings:
            list(meanings.values())[-1].append(line.strip())
    return {name: " ".join(words) for name, words in meanings.items()}
