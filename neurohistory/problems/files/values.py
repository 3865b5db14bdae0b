"""Numbers and labels as people write them, in whatever file they stand."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "MAX_BYTES",
    "SURE_DIGITS",
    "Table",
    "check_labels",
    "exactly",
    "merged",
    "number",
    "says_more",
]

Array = NDArray[np.float64]

MAX_BYTES = 2**32  # a file may have, unpacked
SURE_DIGITS = 15  # two decimals of no more are never the same float
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
# What pandas takes for a missing value, and what people write, in any case of letters.
_MISSING = {
    "", "#n/a", "#n/a n/a", "#na", "-1.#ind", "-1.#qnan", "-nan", "1.#ind", "1.#qnan", "<na>", "n/a",
    "na", "nan", "nat", "none", "null", "?", "-", "--", ".", "missing",
}  # fmt: skip
_MAX_LEVELS = 20  # different fractions that may still be names of classes
_MAX_NAMES = 10  # different words or whole numbers, where most examples have one of their own


class Table(NamedTuple):
    """Examples and their labels, as a file holds them.

    Attributes
    ----------
    X : ndarray of shape (example, feature)
        Floats; where exact numbers were asked for and floats do not hold them, fractions.
    labels : ndarray of shape (example,)
    notes : tuple of str
        What was left out of the file, and why.
    columns : tuple of str
        The names of the features, if they have names.
    lines : sequence of int
        The line of the file that each example begins at, if it has lines.
    """

    X: NDArray[Any]
    labels: NDArray[Any]
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    lines: Sequence[int] = ()

    def place(self, example: int) -> str:
        """Where an example stands, for somebody who looks for it: by its line, or counted from 1."""
        return f"line {self.lines[example]}" if self.lines else f"example {example + 1}"


def number(text: str) -> float:
    """The number that a text says, in digits with a decimal point, perhaps with an exponent.

    Raises
    ------
    ValueError
        If it says none; the message is the end of a sentence that begins with the place.

    Examples
    --------
    >>> number(" 2.5e-3 ")
    0.0025
    >>> number("1_000")
    Traceback (most recent call last):
    ValueError: '1_000', not a number; write numbers like 0.5, -2 or 1e-3
    """
    text = text.strip()
    if _is_missing(text):
        raise ValueError(f"{text!r}, a missing value; fill it in or leave the example out")
    if not (written := _NUMBER.fullmatch(text)):
        raise ValueError(f"{_short(text)}, not a number; write numbers like 0.5, -2 or 1e-3")
    value = float(text)
    if math.isinf(value):
        raise ValueError(f"{_short(text)}, beyond the largest number, 1.8e308; use a larger unit")
    if not value and written[1].strip("0."):
        raise ValueError(f"{_short(text)}, below the least number, 5e-324; use a smaller unit")
    return value


def exactly(text: str) -> Fraction:
    """The number that a text says, to the last digit; `number` tells whether it says one.

    Raises
    ------
    ValueError
        If it has thousands of digits; the message is the end of a sentence that begins with the place.

    Examples
    --------
    >>> exactly("0.1")
    Fraction(1, 10)
    """
    try:
        return Fraction(text.strip())
    except ValueError:  # Python's limit for the digits of a whole number
        raise ValueError(f"{_short(text)}, of too many digits to be exact; round it") from None


def says_more(text: str, value: float) -> bool:
    """Whether a text has digits that are not those of the float that it is read as.

    Examples
    --------
    >>> says_more("0.1", 0.1), says_more("1700000000000000001", 1.7e18)
    (False, True)
    """
    text = text.strip()
    if len(text) <= SURE_DIGITS or text == repr(value):
        return False
    digits = _digits(text)
    return len(digits) > SURE_DIGITS and digits != _digits(f"{value:.{len(digits) - 1}e}")


def _digits(text: str) -> str:
    """The significant digits of a number."""
    return re.split("[eE]", text)[0].lstrip("+-").replace(".", "").strip("0")


def merged(numbers: NDArray[Any], floats: Array) -> tuple[int, int, int] | None:
    """Two examples and a feature in which they differ, where floats do not tell them apart.

    Examples
    --------
    >>> numbers = np.array([[2**53], [7], [2**53 + 1]])
    >>> merged(numbers, numbers.astype(float))
    (0, 2, 0)
    """
    for column in range(floats.shape[1]):
        if len(np.unique(floats[:, column])) == len(floats):
            continue
        order = np.argsort(numbers[:, column], kind="stable")
        exact, rounded = numbers[order, column], floats[order, column]
        lost = (exact[1:] != exact[:-1]) & (rounded[1:] == rounded[:-1])
        if lost.any():
            at = int(lost.argmax())
            first, second = sorted(order[at : at + 2].tolist())
            return first, second, column
    return None


def check_labels(labels: NDArray[Any], named: Callable[[int], str]) -> None:
    """Raise ValueError if a label is missing, or if there are as many labels as examples.

    Parameters
    ----------
    labels : ndarray of shape (example,)
        Whole numbers, numbers, truth values or text.
    named : callable
        From the number of an example, from 0, to the beginning of a complaint: "line 3: 'y' is".
    """
    if labels.dtype.kind not in "biufU":
        raise ValueError(f"{named(0)} of type {labels.dtype}; labels are numbers or text")
    unique, first = np.unique(labels, return_index=True)
    classes, places = unique.tolist(), [named(at) for at in first.tolist()]
    for at in np.argsort(first):
        _check_class(classes[at], classes, places[at])
    values = _values(classes)
    spelled: dict[float, Any] = {}
    for label, value, place in zip(classes, values, places, strict=False):
        if spelled.setdefault(value, label) != label:
            raise ValueError(
                f"{place} {label!r}, the same number as {spelled[value]!r}; write each class in one way"
            )
    half = len(labels) / 2
    fractions = not all(value.is_integer() for value in values)
    if len(classes) > (min(_MAX_LEVELS, max(2, half)) if fractions else max(_MAX_NAMES, half)):
        what = "numbers in {}: measurements" if values else "labels in {}: names of examples"
        raise ValueError(
            f"{named(0)} {_short(str(labels[0]))}, one of {len(classes)} different "
            f"{what.format(f'{len(labels)} examples')}, not classes; put them into classes such as low "
            "and high, or name another target"
        )


def _check_class(label: Any, classes: list[Any], place: str) -> None:
    infinite = isinstance(label, float) and math.isinf(label)
    if infinite or (_is_missing(str(label)) and not (label == "-" and "+" in classes)):
        kind = "no class" if infinite else "a missing label"
        raise ValueError(f"{place} {label!r}, {kind}; each example needs the name of a class")


def _values(classes: list[Any]) -> list[float]:
    """The numbers that the classes are; none if one of them is a word."""
    try:
        return [number(str(label)) for label in classes]
    except ValueError:
        return []


def _is_missing(text: str) -> bool:
    return text.strip().casefold() in _MISSING


def _short(text: str, most: int = 40) -> str:
    return repr(text if len(text) <= most else text[:most] + "...")
