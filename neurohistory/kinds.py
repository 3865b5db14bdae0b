"""What a value may be, read from a type: numbers within limits, names, instances of a class.

`neurohistory.parameters` holds parameters to it.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from numbers import Integral, Number, Real
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NewType,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

import numpy as np

__all__ = ["Kind", "Limit", "Names", "either", "kinds_of", "remedy", "shown"]

_MAX_REPR = 80  # characters of a refused value that a message repeats


# Numbers ------------------------------------------------------------------------------------------


def _is_number(value: object) -> bool:
    """Whether something is a number to calculate with: no truth, fraction or decimal."""
    return isinstance(value, (Integral, float, np.floating)) and not isinstance(value, bool)


def _is_finite(value: Any) -> bool:
    try:
        return math.isfinite(float(value))
    except OverflowError:  # too large for a float
        return False


# What a type may say beside itself ----------------------------------------------------------------


@dataclass(frozen=True)
class Limit:
    """A bound that a number must keep."""

    words: str
    limit: float
    holds: Callable[[Any, Any], bool]

    def __post_init__(self) -> None:
        if not _is_number(self.limit) or math.isnan(self.limit):
            raise TypeError(f"a limit must be a number, not {shown(self.limit)}; write above(0)")

    def __str__(self) -> str:
        return f"{self.words} {'infinity' if self.limit == math.inf else f'{self.limit:g}'}"


@dataclass(frozen=True)
class Names:
    """The texts that a text may be."""

    options: tuple[str, ...]


# What a value may be ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Number:
    """A number within limits: a whole one or any; finite, unless a limit is infinite."""

    whole: bool
    limits: tuple[Limit, ...]

    def takes(self, value: Any) -> bool:
        if not _is_number(value) or (self.whole and not isinstance(value, Integral)):
            return False
        endless = any(math.isinf(limit.limit) for limit in self.limits)
        return (
            self.whole or _is_finite(value) or (endless and isinstance(value, (float, np.floating)))
        ) and all(limit.holds(value, limit.limit) for limit in self.limits)

    def __str__(self) -> str:
        words = ("a whole number" if self.whole else "a number", " and ".join(map(str, self.limits)))
        return " ".join(words).rstrip()


@dataclass(frozen=True)
class _Constant:
    """One value, such as a name or None; True is not 1."""

    option: Any

    def takes(self, value: object) -> bool:
        alike = isinstance(value, bool) == isinstance(self.option, bool)
        return alike and isinstance(value, type(self.option)) and bool(value == self.option)

    def __str__(self) -> str:
        return repr(self.option)


@dataclass(frozen=True)
class _Instance:
    """Any instance of a class, or of one of several."""

    of: Any
    words: str

    def takes(self, value: object) -> bool:
        if isinstance(value, (str, bytes, bytearray)) and self.of is Sequence:
            return False  # a text is a name here, and no list of letters
        if isinstance(value, bool) and isinstance(self.of, type) and issubclass(self.of, Number):
            return False  # True is not 1
        return isinstance(value, self.of)

    def __str__(self) -> str:
        return self.words


Kind: TypeAlias = _Number | _Constant | _Instance

_WHOLE = {int: True, Integral: True, float: False, Real: False}  # the types of numbers
_WORDS = {"str": "a text", "Callable": "a function", "Sequence": "a sequence", "ndarray": "an array"}


def kinds_of(hint: Any) -> Iterator[Kind]:
    """What a value of a type may be.

    Raises
    ------
    TypeError
        If the type cannot be checked, or says something that cannot apply.
    """
    for member, limits in _members(hint):
        origin = get_origin(member)
        if origin is Literal:
            yield from map(_Constant, get_args(member))
        elif member is None or member is type(None):
            yield _Constant(None)
        elif _is_number_type(member):
            yield _Number(_WHOLE[member], tuple(limit for limit in limits if isinstance(limit, Limit)))
        elif member is str and (names := [said for said in limits if isinstance(said, Names)]):
            yield from map(_Constant, names[0].options)
        elif member is bool:
            yield _Instance((bool, np.bool_), "True or False")
        elif member is Any or isinstance(member, TypeVar):
            yield _Instance(object, "anything")
        else:
            yield _instance_of(origin or member)


def _members(hint: Any, limits: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The alternatives of a type, each with the limits around it; a union hands them to its members."""
    origin = get_origin(hint)
    if origin is Annotated:
        members = list(_members(hint.__origin__, (*limits, *hint.__metadata__)))
        for said in hint.__metadata__:
            _check_applies(said, [member for member, _ in members])
        yield from members
    elif origin in (Union, types.UnionType):
        for member in get_args(hint):
            yield from _members(member, limits)
    elif origin is Final:
        yield from _members(get_args(hint)[0], limits)
    elif hasattr(hint, "__value__"):  # a TypeAliasType, which Python 3.11 has not
        yield from _members(hint.__value__, limits)
    elif hasattr(origin, "__value__"):
        yield from _members(origin.__value__[get_args(hint)], limits)
    elif isinstance(hint, NewType):
        yield from _members(hint.__supertype__, limits)
    elif origin is Literal and not get_args(hint):
        raise TypeError("Literal needs a value at least, such as Literal['or', 'and']")
    else:
        yield hint, limits


def _check_applies(said: object, members: Sequence[Any]) -> None:
    """Refuse what stands beside a type and says nothing about it."""
    if isinstance(said, Limit):
        fits, remedy = any(map(_is_number_type, members)), "a limit is for float or int"
    elif isinstance(said, Names):
        fits, remedy = str in members, "names are for str"
    else:
        fits, remedy = False, "write above(0), one_of('or', 'and') or another word of this module"
    if not fits:
        words = said if isinstance(said, Limit) else shown(said)
        raise TypeError(f"Annotated says {words}, which cannot apply: {remedy}")


def _instance_of(of: Any) -> _Instance:
    try:
        isinstance(None, of)
    except TypeError as error:
        raise TypeError(f"no value can be checked against {shown(of)}; take a class, or Any") from error
    name = getattr(of, "__name__", str(of))
    return _Instance(of, _WORDS.get(name, f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"))


def _is_number_type(member: Any) -> bool:
    return isinstance(member, type) and member in _WHOLE


# What a message says ------------------------------------------------------------------------------


def either(kinds: Sequence[object]) -> str:
    """Alternatives in words, such as ``'or', 'and' or 'majority'``."""
    *first, last = map(str, kinds)
    return f"{', '.join(first)} or {last}" if first else last


def shown(value: object) -> str:
    """A value on one line that is not too long."""
    try:
        text = " ".join(repr(value).split())
    except Exception:  # a whole number of too many digits, or somebody's own __repr__
        return f"a value of type {type(value).__name__} that cannot be shown"
    return text if len(text) <= _MAX_REPR else f"{text[: _MAX_REPR - 3]}..."


def remedy(value: object, kinds: list[Kind]) -> str:
    """The name nearest to a text, and a word about numbers that are not finite."""
    if isinstance(value, str):
        names = [kind.option for kind in kinds if isinstance(kind, _Constant)]
        known = {name.lower(): name for name in names if isinstance(name, str)}
        close = get_close_matches(value.lower(), known, n=1)
        return f"; did you mean {known[close[0]]!r}?" if close else ""
    numbers = [kind for kind in kinds if isinstance(kind, _Number)]
    if numbers and _is_number(value) and not isinstance(value, Integral) and not _is_finite(value):
        return "; give a finite number"
    if numbers and isinstance(value, Real) and not isinstance(value, (bool, Integral, float)):
        return "; take float(...) of it"
    return ""
