"""The parameters of a model as fields of its class body, each with what it may be.

A field is a name, a type and a default:

    learning_rate: Annotated[float, above(0)] = 1.0
    momentum: Annotated[float, at_least(0), below(1)] = 0.9
    batch_size: Annotated[int, at_least(1)] | None = None
    order: Literal["cyclic", "shuffled"] = "shuffled"
    random_state: Seed = None

The constructor is made of the fields, in their order, and stores its arguments untouched, as
scikit-learn asks.  `Parameters.check_parameters` holds them to their types: ``float`` is a finite
number, whole or not, ``int`` a whole one, and neither is True or False; ``Literal`` and `one_of` are
names; a class means its instances, and ``Any`` is not checked.
"""

from __future__ import annotations

import math
import operator
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cache
from inspect import get_annotations
from numbers import Integral, Real
from typing import (
    Annotated,
    Any,
    Literal,
    TypeAlias,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

import numpy as np

__all__ = ["Parameters", "Seed", "above", "at_least", "at_most", "below", "one_of"]

_MAX_REPR = 80  # characters of a refused value that a message repeats
_EXAMPLE = "learning_rate: Annotated[float, above(0)] = 1.0"


# The vocabulary -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Limit:
    """A bound that a number must keep."""

    words: str
    limit: float
    holds: Callable[[Any, Any], bool]

    def __str__(self) -> str:
        return f"{self.words} {'infinity' if self.limit == math.inf else f'{self.limit:g}'}"


@dataclass(frozen=True)
class _Names:
    """The texts that a text may be."""

    options: tuple[str, ...]


def above(limit: float) -> _Limit:
    """A number greater than `limit`.

    Examples
    --------
    >>> print(above(0))
    above 0
    """
    return _Limit("above", limit, operator.gt)


def at_least(limit: float) -> _Limit:
    """A number not less than `limit`.

    Examples
    --------
    >>> print(at_least(1))
    of at least 1
    """
    return _Limit("of at least", limit, operator.ge)


def below(limit: float) -> _Limit:
    """A number less than `limit`.

    Examples
    --------
    >>> print(below(0.5))
    below 0.5
    """
    return _Limit("below", limit, operator.lt)


def at_most(limit: float) -> _Limit:
    """A number not greater than `limit`; ``at_most(math.inf)`` takes infinity too.

    Examples
    --------
    >>> print(at_most(math.inf))
    of at most infinity
    """
    return _Limit("of at most", limit, operator.le)


def one_of(*names: str) -> _Names:
    """One of these texts: what ``Literal`` says of names that are known only when the program runs.

    Examples
    --------
    >>> class Machine(Parameters):
    ...     kernel: Annotated[str, one_of("linear", "rbf")] | Callable[..., Any] = "rbf"
    >>> Machine("poly").check_parameters()
    Traceback (most recent call last):
      ...
    ValueError: kernel of Machine must be 'linear', 'rbf' or a function, not 'poly'
    """
    return _Names(names)


# What `random_state` may be: nothing, a seed or a generator.
Seed: TypeAlias = Annotated[int, at_least(0)] | np.random.Generator | np.random.RandomState | None


# What a value may be ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Number:
    """A number within limits: a whole one or any; finite, unless a limit is infinite."""

    whole: bool
    limits: tuple[_Limit, ...]

    def takes(self, value: Any) -> bool:
        if not isinstance(value, Integral if self.whole else Real) or isinstance(value, bool):
            return False
        endless = any(math.isinf(limit.limit) for limit in self.limits)
        return (endless or _is_finite(value)) and all(
            limit.holds(value, limit.limit) for limit in self.limits
        )

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
    """Any instance of a class; of ``Any``, or what else has no instances, anything."""

    of: Any
    words: str

    def takes(self, value: object) -> bool:
        if isinstance(value, str) and self.of is Sequence:
            return False  # a text is a name here, and no list of letters
        try:
            return isinstance(value, self.of)
        except TypeError:
            return True

    def __str__(self) -> str:
        return self.words


_Kind: TypeAlias = _Number | _Constant | _Instance


def _kinds_of(hint: Any, limits: tuple[Any, ...] = ()) -> Iterator[_Kind]:
    """The alternatives of a type; the limits around a union are those of each of its members."""
    origin = get_origin(hint)
    if origin is Annotated:
        yield from _kinds_of(hint.__origin__, (*limits, *hint.__metadata__))
    elif origin in (Union, types.UnionType):
        for member in get_args(hint):
            yield from _kinds_of(member, limits)
    elif origin is Literal:
        yield from map(_Constant, get_args(hint))
    elif hint is None or hint is type(None):
        yield _Constant(None)
    elif hint is float or hint is int:
        yield _Number(hint is int, tuple(limit for limit in limits if isinstance(limit, _Limit)))
    elif hint is str and (names := [names for names in limits if isinstance(names, _Names)]):
        yield from map(_Constant, names[0].options)
    elif hint is bool:
        yield _Instance((bool, np.bool_), "True or False")
    else:
        of = origin or hint
        name = getattr(of, "__name__", str(of))
        words = {
            "str": "a text",
            "Callable": "a function",
            "Sequence": "a sequence",
            "ndarray": "an array",
        }
        yield _Instance(of, words.get(name, f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"))


def _is_finite(value: Any) -> bool:
    try:
        return isinstance(value, Integral) or math.isfinite(value)
    except OverflowError:  # a fraction too large for a float
        return False


# The fields of a class ----------------------------------------------------------------------------


@dataclass_transform(eq_default=False)
@dataclass(eq=False, repr=False)
class Parameters:
    """The base of what has parameters: makes a dataclass of each class that derives from it.

    Examples
    --------
    >>> class Unit(Parameters):
    ...     learning_rate: Annotated[float, above(0)] = 1.0
    ...     order: Literal["cyclic", "shuffled"] = "shuffled"
    >>> Unit(0.5).learning_rate
    0.5
    >>> Unit(order="cylic").check_parameters()
    Traceback (most recent call last):
      ...
    ValueError: order of Unit must be 'cyclic' or 'shuffled', not 'cylic'; did you mean 'cyclic'?
    """

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        _check_body(cls)
        said, cls.__doc__ = cls.__doc__, cls.__doc__ or " "  # or dataclass writes one, of reprs
        dataclass(eq=False, repr=False)(cls)
        cls.__doc__ = said

    def check_parameters(self) -> None:
        """Refuse parameters that are not what their fields say.

        Raises
        ------
        ValueError
            With the parameter's name, what it may be, what it was and, of names, the nearest.
        """
        for name, kinds in _kinds(type(self)).items():  # type: ignore[arg-type]
            value = getattr(self, name)
            if not any(kind.takes(value) for kind in kinds):
                raise ValueError(
                    f"{name} of {type(self).__name__} must be {_either(kinds)}, "
                    f"not {_shown(value)}{_remedy(value, kinds)}"
                )


def _check_body(cls: type[Parameters]) -> None:
    """Check that parameters are fields, each with a type and a default that can be shared."""
    name, body = cls.__name__, vars(cls)
    for old in ("__init__", "_parameter_constraints"):
        if old in body:
            raise TypeError(
                f"{name} writes {old}; make each parameter a field of the class body, such as "
                f"`{_EXAMPLE}` (see neurohistory.parameters), of which constructor and checks are made"
            )
    own = {field for field, kind in get_annotations(cls).items() if not _is_class_variable(kind)}
    for field in sorted(own):
        if field not in body:
            raise TypeError(f"parameter {field!r} of {name} has no default; write {field}: ... = ...")
        if type(body[field]).__hash__ is None:
            raise TypeError(
                f"parameter {field!r} of {name} has the default {body[field]!r}, which all instances "
                "would share and could change; make it a tuple, or None"
            )
    for field in sorted({field.name for field in fields(cls)} & set(body) - own):
        raise TypeError(
            f"{name} sets {field!r}, a parameter of its base, without a type; write {field}: ... = ..."
        )


def _is_class_variable(kind: object) -> bool:
    return str(kind).removeprefix("typing.").startswith("ClassVar")


@cache
def _kinds(cls: type[Parameters]) -> dict[str, list[_Kind]]:
    """What each parameter of a class may be, by name."""
    parameters = [field.name for field in fields(cls)]
    try:
        hints = get_type_hints(cls, include_extras=True)
    except Exception as error:
        raise TypeError(
            f"the types of the parameters of {cls.__name__} cannot be read: {error}; "
            "import at the top of its module what they name"
        ) from error
    return {name: list(_kinds_of(hints[name])) for name in parameters}


# What a message says ------------------------------------------------------------------------------


def _either(kinds: Sequence[object]) -> str:
    """Alternatives in words, such as ``'or', 'and' or 'majority'``."""
    *first, last = map(str, kinds)
    return f"{', '.join(first)} or {last}" if first else last


def _shown(value: object) -> str:
    """A value on one line that is not too long."""
    text = " ".join(repr(value).split())
    return text if len(text) <= _MAX_REPR else f"{text[: _MAX_REPR - 3]}..."


def _remedy(value: object, kinds: list[_Kind]) -> str:
    """The name nearest to a text, and a word about numbers that are not finite."""
    if isinstance(value, str):
        names = [kind.option for kind in kinds if isinstance(kind, _Constant)]
        known = {name.lower(): name for name in names if isinstance(name, str)}
        close = get_close_matches(value.lower(), known, n=1)
        return f"; did you mean {known[close[0]]!r}?" if close else ""
    if isinstance(value, Real) and not _is_finite(value):
        return "; give a finite number"
    return ""
