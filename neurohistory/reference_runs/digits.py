"""How many digits of a trace of one's own are right: the log relative error, number by number.

The measure is that of the Statistical Reference Datasets of the National Institute of Standards and
Technology: -log10(|own - right| / |right|), and of the difference itself where 0 is right.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["ALL", "Agreement", "agreement", "digits_right", "read_trace"]

ALL = 17.0  # as many as a reference run has
_NUMBER = re.compile(r"[-+]?(\d{1,40}(/0*[1-9]\d{0,40}|\.\d{0,60})?|\.\d{1,60})([eE][-+]?\d{1,3})?")


class Agreement(NamedTuple):
    """How a trace agrees with a reference run.

    Attributes
    ----------
    digits : float
        Those of the worst number, from 0 to 17.
    row : int
        Where that number stands, counted from 1.
    column : str
    own, right : str
        That number, and what is right.
    """

    digits: float
    row: int
    column: str
    own: str
    right: str


def digits_right(own: Fraction, right: Fraction) -> float:
    """How many digits of a number are right, from 0 to 17.

    Examples
    --------
    >>> round(digits_right(Fraction("0.3333"), Fraction(1, 3)), 1)
    4.0
    >>> digits_right(Fraction(1), Fraction(1))
    17.0
    """
    error = abs(own - right) / (abs(right) or 1)
    if not error:
        return ALL
    # Fractions can be smaller than any float.
    orders = math.log10(error.numerator) - math.log10(error.denominator)
    return min(max(0.0, -orders), ALL)


def agreement(run: Mapping[str, Any], rows: Iterable[Sequence[str | float]]) -> Agreement:
    """The worst number of a trace.

    Parameters
    ----------
    run : mapping
        A reference run, as `neurohistory.reference_runs.files.kept` reads it.
    rows : iterable of sequence
        Numbers in its columns, as many rows as it has.

    Raises
    ------
    ValueError
        If there are more or fewer numbers, or one of them is none.

    Examples
    --------
    >>> from neurohistory.reference_runs.files import kept
    >>> run = kept("perceptron-and-01-near")
    >>> agreement(run, run["trace"]).digits
    17.0
    >>> wrong = [*run["trace"][:-1], ["3", "2", "1"]]
    >>> agreement(run, wrong)
    Agreement(digits=0.0, row=20, column='bias', own='3', right='-3')
    """
    rows, columns = list(rows), run["columns"]
    if len(rows) != len(run["trace"]):
        raise ValueError(
            f"{run['name']} has {len(run['trace'])} rows, {run['row']}, and yours has {len(rows)}"
        )
    found = []
    for number, (row, right) in enumerate(zip(rows, run["trace"], strict=True), start=1):
        if len(row) != len(columns):
            raise ValueError(
                f"row {number} has {len(row)} numbers in place of {len(columns)}: {', '.join(columns)}"
            )
        for column, own, due in zip(columns, row, right, strict=True):
            value = _fraction(own, f"row {number}, {column}")
            found.append(Agreement(digits_right(value, Fraction(due)), number, column, str(own), due))
    return min(found, key=lambda each: each.digits)


def read_trace(file: str | Path, columns: Sequence[str]) -> list[list[str]]:
    """The rows of a CSV file; a line with the names of the columns may stand above them, in any order.

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If it is no text, or names columns that there are not.
    """
    path = Path(file)
    if not path.exists():
        raise FileNotFoundError(f"there is no file {str(path)!r}; check its name and folder")
    if path.is_dir():
        raise IsADirectoryError(f"{str(path)!r} is a folder; name a file in it")
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines()) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{file} is no CSV in UTF-8: {error}") from error
    if not rows or any(_NUMBER.fullmatch(cell) for cell in rows[0]):
        return rows
    head, *rows = rows
    if sorted(head) != sorted(columns):
        raise ValueError(
            f"{file} has the columns {', '.join(head)}; let them be {', '.join(columns)}, or leave the "
            "line out"
        )
    order = [head.index(column) for column in columns]
    return [[row[at] for at in order] if len(row) == len(head) else row for row in rows]


def _fraction(value: str | float, place: str) -> Fraction:
    """A number as it is written, or a float as it is, to the last bit."""
    if isinstance(value, str):
        if _NUMBER.fullmatch(value):
            number, _, power = value.lower().partition("e")
            return Fraction(number) * Fraction(10) ** int(power or 0)
    elif math.isfinite(value):
        return Fraction(value)
    raise ValueError(f"{place}: {value!r} is no number; write it as 0.25, 1/4 or 2.5e-1")
