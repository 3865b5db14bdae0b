"""Two rules in fractions, which never round, and the files that keep what they give."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Any

from neurohistory.problems import get_problem

__all__ = ["kept", "make", "names", "trace", "write"]

_GATES = ("AND", "OR", "NAND", "NOR", "XOR", "XNOR", "A_AND_NOT_B", "A_OR_NOT_B")
_CODINGS = {"01": "0/1", "pm1": "-1/+1"}
_FIRST = {"near": ("0", "0", "0"), "far": ("5/2", "-7/4", "13/4")}  # bias, then weights
_EPOCHS = 5
_RULES = {
    "perceptron": {
        "formula": "o = 1 if b + w.x >= 0, else 0; e = t - o; b <- b + step e; w <- w + step e x",
        "source": "Rosenblatt 1962; Block 1962",
        "difficulty": "lower: a float holds every number of this run exactly",
        "targets": (0, 1),
        "digits": 0,  # all of them
    },
    "adaline": {
        "formula": "e = t - (b + w.x); b <- b + step e; w <- w + step e x",
        "source": "Widrow and Hoff 1960",
        "difficulty": "average: a float rounds at every presentation",
        "targets": (-1, 1),
        "digits": 17,
    },
}


def names() -> list[str]:
    """The reference runs: rule, gate, coding of the inputs, and start.

    Examples
    --------
    >>> len(names()), names()[0]
    (64, 'perceptron-and-01-near')
    """
    return [
        f"{rule}-{gate.lower()}-{coding}-{start}"
        for rule in _RULES
        for gate in _GATES
        for coding in _CODINGS
        for start in _FIRST
    ]


def trace(
    rule: str, X: Sequence[Sequence[int]], target: Sequence[int], step: Fraction, first: Sequence[str]
) -> Iterator[list[Fraction]]:
    """Bias and weights after each presentation, the examples as they stand, for five epochs.

    Examples
    --------
    >>> *_, last = trace("perceptron", [[0], [1]], [1, 0], Fraction(1), ["0", "0"])
    >>> [str(each) for each in last]
    ['0', '-1']
    """
    weights = [Fraction(each) for each in first]
    for _ in range(_EPOCHS):
        for row, t in zip(X, target, strict=True):
            x = [1, *row]
            net = sum((w * each for w, each in zip(weights, x, strict=True)), Fraction(0))
            error = t - (net if rule == "adaline" else int(net >= 0))
            weights = [w + step * error * each for w, each in zip(weights, x, strict=True)]
            yield weights


def make(name: str) -> dict[str, Any]:
    """Work out a reference run.

    Examples
    --------
    >>> make("perceptron-and-01-near")["trace"][0]
    ['-1', '0', '0']
    """
    if name not in names():
        raise ValueError(f"no reference run is called {name!r}; names() lists all of them")
    rule, gate, coding, start = name.split("-")
    how, problem = _RULES[rule], get_problem(gate.upper())
    no_yes: Any = how["targets"]
    X = (problem.X if coding == "01" else problem.bipolar.X).astype(int).tolist()
    target = [no_yes[int(each > 0)] for each in problem.target]
    # ADALINE's step is a tenth of the error of an average pattern, 2 or 3 inputs long with the bias.
    step = Fraction(1) if rule == "perceptron" else Fraction(1, 20 if coding == "01" else 30)
    digits: Any = how["digits"]
    values = {
        "name": name, "rule": rule, "formula": how["formula"], "source": how["source"],
        "difficulty": how["difficulty"], "task": gate.upper(), "inputs": X, "target": target,
        "order": "as they stand, epoch after epoch", "step": str(step), "start": start,
        "columns": ["bias", "w1", "w2"], "first": list(_FIRST[start]),
        "trace": [[_written(w, digits) for w in row]
                  for row in trace(rule, X, target, step, _FIRST[start])],
    }  # fmt: skip
    return values | {"sha256": _checksum(values)}


def _written(value: Fraction, digits: int) -> str:
    if not digits:
        return str(value)
    with localcontext(prec=digits):
        return str(Decimal(value.numerator) / Decimal(value.denominator))


def _checksum(values: dict[str, Any]) -> str:
    """The SHA-256 of the JSON without spaces, its keys sorted."""
    told = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def kept(name: str) -> dict[str, Any]:
    """Read a reference run of the package.

    Examples
    --------
    >>> kept("adaline-xor-pm1-far")["first"]
    ['5/2', '-7/4', '13/4']
    """
    if name not in names():
        raise ValueError(f"no reference run is called {name!r}; names() lists all of them")
    file = resources.files("neurohistory.reference_runs") / "kept" / f"{name}.json"
    values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return values


def write(folder: str | Path) -> None:
    """Write all reference runs into a folder, a file each."""
    for name in names():
        text = json.dumps(make(name), separators=(",", ":")).replace('],["', '],\n["')
        (Path(folder) / f"{name}.json").write_text(text + "\n", encoding="utf-8")
