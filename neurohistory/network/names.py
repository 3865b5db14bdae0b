"""Parts of networks by name, with the nearest name for one that nobody has, and their constants."""

from __future__ import annotations

import math
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

__all__ = ["by_name", "nonnegative"]

Part = TypeVar("Part")


def by_name(noun: str, name: object, known: Mapping[str, Part], also: str = "") -> Part:
    """The part of that name.

    Parameters
    ----------
    noun : str
        What such a part is called, for the message.
    name : str
    known : mapping of str to object
    also : str, optional
        What may stand in the place of a name, for the message.

    Raises
    ------
    ValueError
        If the name is unknown; the message has the nearest and lists the known ones.

    Examples
    --------
    >>> by_name("kernel", "polly", {"linear": 1, "poly": 2})
    Traceback (most recent call last):
      ...
    ValueError: no kernel is called 'polly'; did you mean 'poly'? There are linear, poly
    """
    if isinstance(name, str) and name in known:
        return known[name]
    close = get_close_matches(str(name).lower(), known, n=1)
    hint = f"did you mean {close[0]!r}? There" if close else "there"
    raise ValueError(f"no {noun} is called {name!r}; {hint} are {', '.join(known)}{also}")


def nonnegative(what: str, value: float) -> float:
    """A finite number that is not negative, as Python's own; `what` names it.

    Raises
    ------
    ValueError

    Examples
    --------
    >>> nonnegative("epsilon", 1)
    1.0
    >>> nonnegative("epsilon", -0.5)
    Traceback (most recent call last):
      ...
    ValueError: epsilon must be finite and not negative, not -0.5
    """
    try:
        number = float(value)
    except OverflowError:  # a whole number too large for a float
        number = math.inf
    if not 0 <= number < math.inf:
        raise ValueError(f"{what} must be finite and not negative, not {number}")
    return number
