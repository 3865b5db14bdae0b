"""What a run gives and what a paper prints: numbers, fractions of the starts, yes or no, words."""

from __future__ import annotations

import re
from math import isnan
from numbers import Integral, Real
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.history import epoch_quantiles

__all__ = ["Figure", "Share", "check_finding", "is_over_starts", "read", "told"]

_NUMBER = re.compile(r"(?P<number>[-−]?\d[\d,]*(?:\.(?P<decimals>\d+))?)(?: ?%)?")
_SHARE = re.compile(r"(\d[\d,]*) of (\d[\d,]*)")


class Share(NamedTuple):
    """So many of so many, such as starts that arrive."""

    successes: int
    trials: int

    def __str__(self) -> str:
        return f"{self.successes:,} of {self.trials:,}"


class Figure(NamedTuple):
    """A printed number, and half a unit of its last digit."""

    value: float
    half_unit: float
    decimals: int


def read(printed: str) -> Figure | Share | bool | str:
    """What a printed text says: a number with its precision, a share, yes or no, or the words.

    Examples
    --------
    >>> read("1,425")
    Figure(value=1425.0, half_unit=0.5, decimals=0)
    >>> read("16 of 20"), read("yes"), read("1 : 2 : 4")
    (Share(successes=16, trials=20), True, '1 : 2 : 4')
    """
    if found := _NUMBER.fullmatch(printed):
        decimals = len(found["decimals"] or "")
        number = found["number"].replace(",", "").replace("−", "-")
        return Figure(float(number), 0.5 * 10.0**-decimals, decimals)
    if found := _SHARE.fullmatch(printed):
        return Share(*(int(each.replace(",", "")) for each in found.groups()))
    return {"yes": True, "no": False}.get(printed, printed)


def is_over_starts(found: object) -> bool:
    """Whether it is an array with a number for each start."""
    return isinstance(found, np.ndarray)


def check_finding(found: object) -> None:
    """Complain about what is no finding, for it could not be told, kept or judged.

    Raises
    ------
    TypeError

    Examples
    --------
    >>> check_finding((1, "word", Share(1, 2)))
    >>> check_finding(np.zeros((2, 2)))
    Traceback (most recent call last):
    TypeError: an array of shape (2, 2) and type float64; give it one number for each start
    """
    match found:
        case np.ma.MaskedArray() if np.ma.is_masked(found):
            raise TypeError("it is masked in places; put NaN where a start found nothing")
        case np.ndarray():
            if found.ndim != 1 or not found.size or found.dtype.kind not in "iuf":
                raise TypeError(
                    f"an array of shape {found.shape} and type {found.dtype}; "
                    "give it one number for each start"
                )
        case Share(Integral() as successes, Integral() as trials):
            if not 0 <= successes <= trials:
                raise TypeError(f"{successes} of {trials}; give so many of so many")
        case Share():
            raise TypeError("a Share of what is not counted; give it two whole numbers")
        case tuple() | list():
            for each in found:
                check_finding(each)
        case str():
            found.encode()  # half of a character cannot be printed
        case bool() | np.bool_() | Integral():
            pass
        case Real():
            if isnan(found):
                raise TypeError(f"{found} is no number; say in words that there is none")
        case _:
            raise TypeError(
                f"a value of type {type(found).__name__}; give a number, a truth, words, a Share, "
                "several of these, or an array with a number for each start"
            )
    told(found)


def told(found: Any, decimals: int | None = None) -> str:
    """A finding in words.

    Parameters
    ----------
    found : object
        A number, a truth, a `Share`, words, several of these, or an array over the starts.
    decimals : int, optional
        Digits after the point; as many as make sense if not given.

    Examples
    --------
    >>> told(0.9411765, 3), told((-3, 2, 1)), told(True), told(Share(80, 100))
    ('0.941', '-3, 2, 1', 'yes', '80 of 100')
    >>> told(np.array([10.0, 20.0, 30.0, np.nan]))
    'median 20 (nine in ten: 10 to never), 3 of 4 starts'
    """
    if isinstance(found, np.ndarray):
        return _told_of_starts(found)
    if isinstance(found, Share):
        return str(found)
    if isinstance(found, (bool, np.bool_)):
        return "yes" if found else "no"
    if isinstance(found, Integral):
        return f"{int(found):,}"
    if isinstance(found, Real):
        return _number(float(found), decimals)
    if isinstance(found, (tuple, list)):
        return ", ".join(told(each, decimals) for each in found)
    return str(found)


def _number(value: float, decimals: int | None) -> str:
    if isnan(value) or value in (np.inf, -np.inf):
        return "never"
    if decimals is not None:
        return f"{value + 0.0:,.{decimals}f}"
    return f"{value:,.0f}" if value.is_integer() or abs(value) >= 1000 else f"{value:.4g}"


def _told_of_starts(found: NDArray[Any]) -> str:
    of_starts = epoch_quantiles(found, (0.05, 0.5, 0.95)).tolist()
    lower, median, upper = (_number(each, None) for each in of_starts)
    arrived = Share(int(np.isfinite(np.asarray(found, dtype=float)).sum()), len(found))
    return f"median {median} (nine in ten: {lower} to {upper}), {arrived} starts"
