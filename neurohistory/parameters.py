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
names; a class means its instances, and ``Any`` is not checked.  `plain` reads the numbers of NumPy among
them as Python's.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from inspect import get_annotations
from typing import (
    Annotated,
    Any,
    TypeAlias,
    TypeVar,
    dataclass_transform,
    get_type_hints,
)

import numpy as np

from neurohistory.kinds import Kind, Limit, Names, either, kinds_of, remedy, shown

__all__ = ["Parameters", "Seed", "above", "at_least", "at_most", "below", "blaming", "one_of", "plain"]

_Model = TypeVar("_Model")
_EXAMPLE = "learning_rate: Annotated[float, above(0)] = 1.0"


# The vocabulary -----------------------------------------------------------------------------------
def above(limit: float) -> Limit:
    """A number greater than `limit`.

    Examples
    --------
    >>> print(above(0))
    above 0
    """
    return Limit("above", limit, operator.gt)


def at_least(limit: float) -> Limit:
    """A number not less than `limit`.

    Examples
    --------
    >>> print(at_least(1))
    of at least 1
    """
    return Limit("of at least", limit, operator.ge)


def below(limit: float) -> Limit:
    """A number less than `limit`.

    Examples
    --------
    >>> print(below(0.5))
    below 0.5
    """
    return Limit("below", limit, operator.lt)


def at_most(limit: float) -> Limit:
    """A number not greater than `limit`; ``at_most(math.inf)`` takes infinity too.

    Examples
    --------
    >>> print(at_most(float("inf")))
    of at most infinity
    """
    return Limit("of at most", limit, operator.le)


def one_of(*names: str) -> Names:
    """One of these texts: what ``Literal`` says of names that are known only when the program runs.

    Examples
    --------
    >>> class Machine(Parameters):
    ...     kernel: Annotated[str, one_of("linear", "rbf")] | None = "rbf"
    >>> Machine("poly").check_parameters()
    Traceback (most recent call last):
      ...
    ValueError: kernel of Machine must be 'linear', 'rbf' or None, not 'poly'
    """
    if not names or not all(isinstance(name, str) for name in names):
        raise TypeError(
            f"one_of must have texts, one at least, not {names!r}; write one_of('or', 'and')"
        )
    return Names(names)


# What `random_state` may be: nothing, a seed or a generator.
Seed: TypeAlias = Annotated[int, at_least(0)] | np.random.Generator | np.random.RandomState | None


# The fields of a class ----------------------------------------------------------------------------


@dataclass_transform(eq_default=False)
@dataclass(eq=False, repr=False)
class Parameters:
    """The base of what has parameters: makes a dataclass of each class that derives from it.

    Examples
    --------
    >>> class Unit(Parameters):
    ...     learning_rate: Annotated[float, above(0)] = 1.0
    ...     order: Annotated[str, one_of("cyclic", "shuffled")] = "shuffled"
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
                    f"{name} of {type(self).__name__} must be {either(kinds)}, "
                    f"not {shown(value)}{remedy(value, kinds)}"
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
    inherited = {field.name for field in fields(cls)}
    own = {field for field, kind in get_annotations(cls).items() if not _is_class_variable(kind)}
    for field in sorted(own):
        _check_field(cls, field, inherited)
    for field in sorted(inherited & set(body) - own):
        raise TypeError(
            f"{name} sets {field!r}, a parameter of its base, without a type; write {field}: ... = ..."
        )
    for field in sorted(set(body) - set(get_annotations(cls))):
        if field[0].islower() and not _is_behaviour(body[field]) and not _is_known(cls, field):
            raise TypeError(
                f"{name} sets {field!r} without a type; a parameter is written {field}: ... = ..., "
                f"and what all instances share {field}: ClassVar[...] = ..."
            )


def _check_field(cls: type[Parameters], field: str, inherited: set[str]) -> None:
    name, body = cls.__name__, vars(cls)
    if field not in body:
        raise TypeError(f"parameter {field!r} of {name} has no default; write {field}: ... = ...")
    default = body[field]
    if type(default).__hash__ is None:
        raise TypeError(
            f"parameter {field!r} of {name} has the default {shown(default)}, which all instances "
            "would share and could change; make it a tuple, or None"
        )
    written_as_method = isinstance(default, property) or (
        getattr(default, "__qualname__", None) == f"{cls.__qualname__}.{field}"
    )
    of_base = next((vars(base)[field] for base in cls.__mro__[1:] if field in vars(base)), None)
    if written_as_method or (field not in inherited and hasattr(of_base, "__get__")):
        raise TypeError(f"parameter {field!r} of {name} has the name of a method; give it another one")


def _is_behaviour(value: object) -> bool:
    """Whether what stands in a class body is a method, a property or a class, and no value."""
    return callable(value) or hasattr(value, "__get__")


def _is_known(cls: type, name: str) -> bool:
    """Whether a base has an attribute of that name, or announces it."""
    return any(name in vars(base) or name in get_annotations(base) for base in cls.__mro__[1:])


def _is_class_variable(kind: object) -> bool:
    return re.match(r"(\w+\.)*ClassVar\b", str(kind).strip()) is not None


@cache
def _kinds(cls: type[Parameters]) -> dict[str, list[Kind]]:
    """What each parameter of a class may be, by name."""
    parameters = [field.name for field in fields(cls)]
    try:
        hints = get_type_hints(cls, include_extras=True)
    except Exception as error:
        raise TypeError(
            f"the types of the parameters of {cls.__name__} cannot be read: {error}; "
            "import at the top of its module what they name"
        ) from error
    kinds: dict[str, list[Kind]] = {}
    for name in parameters:
        try:
            kinds[name] = list(kinds_of(hints[name]))
        except TypeError as error:
            raise TypeError(f"the type of parameter {name!r} of {cls.__name__}: {error}") from error
    return kinds


# Reading parameters -------------------------------------------------------------------------------


_OF_PYTHON = {bool, int, float, str, type(None)}


def plain(model: _Model) -> _Model:
    """The model itself, or a copy with Python's numbers in place of NumPy's.

    Small whole numbers of NumPy overflow in silence, and its floats turn single precision into double.
    Arguments are stored untouched, so they are read this way whenever a model is asked.

    Examples
    --------
    >>> class Unit(Parameters):
    ...     max_epochs: int = 10
    >>> unit = Unit(np.uint8(255))
    >>> plain(unit).max_epochs, unit.max_epochs
    (255, np.uint8(255))
    """
    if not isinstance(model, Parameters):
        return model
    stored = vars(model)
    others = [value for value in stored.values() if type(value) not in _OF_PYTHON]
    if not any(map(_is_of_numpy, others)):
        return model
    read = {field.name: _plain(stored[field.name]) for field in fields(model) if field.name in stored}
    twin = object.__new__(type(model))
    vars(twin).update(stored | read)
    return twin


@contextmanager
def blaming(model: object, parameter: str) -> Iterator[None]:
    """Put the parameter and the model before what is said of the parameter's value.

    Raises
    ------
    ValueError
    """
    try:
        yield
    except ValueError as error:
        raise ValueError(f"{parameter} of {type(model).__name__}: {error}") from None


def _is_of_numpy(value: Any) -> bool:
    """Whether it is a number of NumPy, or a list or a tuple with one in it."""
    if type(value) in (list, tuple):
        return any(map(_is_of_numpy, value))
    return isinstance(value, np.generic)


def _plain(value: Any) -> Any:
    """A number of NumPy as Python's, also in a list or a tuple; all else as it is."""
    if type(value) in (int, float, str, bool, type(None)):
        return value
    if isinstance(value, np.generic):
        for kind, read in ((np.bool_, bool), (np.integer, int), (np.floating, float)):
            if isinstance(value, kind):
                return read(value)
    if type(value) in (list, tuple) and _is_of_numpy(value):
        return type(value)(map(_plain, value))
    return value
