"""Reference runs as files: worked out, written, and read again."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal, localcontext
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from neurohistory.problems import get_problem
from neurohistory.reference_runs.rules import RULES

__all__ = ["kept", "make", "names", "text_of", "write"]


@cache
def _known() -> dict[str, tuple[str, str, str, str]]:
    """Rule, gate, coding of the inputs and start of each run, by its name."""
    return {
        f"{rule}-{gate.lower()}-{coding}-{start}": (rule, gate, coding, start)
        for rule, how in RULES.items()
        for gate in how.gates
        for coding in how.codings
        for start in how.starts
    }


def names() -> list[str]:
    """The reference runs: rule, gate, coding of the inputs, and start.

    Examples
    --------
    >>> len(names()), names()[0]
    (142, 'perceptron-and-01-near')
    """
    return list(_known())


def _check(name: str) -> None:
    if name in _known():
        return
    close = get_close_matches(name, names(), n=2, cutoff=0.5)
    hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else ""
    raise ValueError(
        f"no reference run is called {name!r}{hint or ', and none is called like it'}"
        " (`neurohistory reference` lists all)"
    )


def make(name: str) -> dict[str, Any]:
    """Work out a reference run.

    Parameters
    ----------
    name : str
        One of `names`.

    Examples
    --------
    >>> make("perceptron-and-01-near")["trace"][0]
    ['-1', '0', '0']

    For XOR and K(u, v) = (u.v + 1)^2 every multiplier is 1/8, and the bias is 0.

    >>> make("svm_poly-xor-pm1-solution")["trace"]
    [['0.125', '0.125', '0.125', '0.125', '0']]
    """
    _check(name)
    rule, gate, coding, start = _known()[name]
    how, problem = RULES[rule], get_problem(gate)
    X = (problem.X if coding == "01" else problem.bipolar.X).astype(int).tolist()
    target = [how.targets[int(each > 0)] for each in problem.target]
    step, first = how.step(coding), [Fraction(each) for each in how.starts[start]]
    rows = how.work_out(X, target, step, first)
    values = {
        "name": name, "rule": rule, "formula": how.formula, "source": how.source,
        "difficulty": how.difficulty, "task": gate, "inputs": X, "target": target,
        "order": "as they stand, epoch after epoch", "step": str(step), "start": start, **how.more,
        "row": f"after each {how.row}" if how.row != "solution" else "the solution",
        "columns": list(how.columns), "first": list(how.starts[start]),
        "trace": [[_written(w, how.digits) for w in row] for row in rows],
    }  # fmt: skip
    if not first:  # nothing is shown one after the other
        del values["order"], values["step"]
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


def text_of(name: str) -> str:
    """The file of a reference run.

    Parameters
    ----------
    name : str
        One of `names`.

    Raises
    ------
    ValueError
        For another name, with the nearest.
    """
    _check(name)
    file = resources.files("neurohistory.reference_runs") / "kept" / f"{name}.json"
    return file.read_text(encoding="utf-8")


def kept(name: str) -> dict[str, Any]:
    """Read a reference run of the package.

    Parameters
    ----------
    name : str
        One of `names`.

    Examples
    --------
    >>> kept("adaline-xor-pm1-far")["first"]
    ['5/2', '-7/4', '13/4']
    """
    values: dict[str, Any] = json.loads(text_of(name))
    return values


def write(folder: str | Path) -> None:
    """Work out all reference runs and write them into a folder, a file each."""
    for name in names():
        text = json.dumps(make(name), separators=(",", ":")).replace('],["', '],\n["')
        (Path(folder) / f"{name}.json").write_text(text + "\n", encoding="utf-8")
