"""The state of a model: a tree of arrays, each with the starts on its last axis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "State",
    "alike",
    "arrays_of",
    "fields_of",
    "n_starts_of",
    "select",
    "side_by_side",
    "with_arrays",
    "with_fields",
]

# A model's state: a NamedTuple of arrays, each with the axis `start` last.  A field may also be a
# NamedTuple or a tuple of such parts, and a whole number, which all starts share and no epoch changes.
State = TypeVar("State", bound=tuple[Any, ...])


def fields_of(state: tuple[Any, ...]) -> dict[str, Any]:
    """The innermost fields of a state by place: arrays, and the whole numbers that starts share.

    Examples
    --------
    >>> from typing import NamedTuple
    >>> class Unit(NamedTuple):
    ...     weights: np.ndarray
    ...     bias: np.ndarray
    >>> class Layers(NamedTuple):
    ...     units: tuple[Unit, ...]
    ...     sizes: tuple[int, ...]
    >>> unit = Unit(np.zeros((2, 5)), np.zeros(5))  # five starts
    >>> list(fields_of(Layers((unit,), (2, 1))))
    ['units.0.weights', 'units.0.bias', 'sizes.0', 'sizes.1']
    """
    fields: dict[str, Any] = {}
    _collect(state, "", fields)
    return fields


def arrays_of(state: tuple[Any, ...], names: tuple[str, ...] = ()) -> dict[str, NDArray[Any]]:
    """The arrays of a state by place; those of the names given, if there are any."""
    if names:
        return {name: _at(state, name) for name in names}
    return {name: field for name, field in fields_of(state).items() if isinstance(field, np.ndarray)}


def _at(node: Any, place: str) -> Any:
    for name in place.split("."):
        node = node[int(name)] if name.isdecimal() else getattr(node, name)
    return node


def with_arrays(
    state: State, change: Callable[[NDArray[Any]], NDArray[Any]], known: State | None = None
) -> State:
    """The same state with what a function makes of each array in its place.

    Parameters
    ----------
    state : NamedTuple
    change : callable
    known : NamedTuple, optional
        A state of the same parts; what is handed on from it, the same object, stays as it is.
    """
    return cast(State, _changed(state, change, known))


def _changed(
    node: tuple[Any, ...], change: Callable[[NDArray[Any]], NDArray[Any]], known: tuple[Any, ...] | None
) -> tuple[Any, ...]:
    parts = [
        part
        if part is old
        else change(part)
        if isinstance(part, np.ndarray)
        else _changed(part, change, old)
        if isinstance(part, tuple)
        else part
        for part, old in zip(node, repeat(None) if known is None else known, strict=False)
    ]
    return type(node)(*parts) if hasattr(node, "_fields") else tuple(parts)


def alike(one: Any, other: Any) -> bool:
    """Whether two states have the same parts, whole numbers, and shapes and types of arrays.

    Examples
    --------
    >>> alike((np.zeros(3), (2, 1)), (np.ones(3), (2, 1)))
    True
    >>> alike((np.zeros(3), (2, 1)), (np.zeros(3), (2, 2)))
    False
    """
    if one is other:  # sizes are handed on as they are
        return True
    if type(other) is not type(one):
        return False
    if isinstance(one, np.ndarray):
        return bool(one.shape == other.shape and one.dtype == other.dtype)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other)


def with_fields(state: State, fields: Mapping[str, Any]) -> State:
    """The same state with other values in some places, which are those of `fields_of`."""
    return cast(State, _rebuilt(state, "", fields))


def _names(node: tuple[Any, ...]) -> Iterable[str]:
    return getattr(node, "_fields", None) or map(str, range(len(node)))


def _collect(node: tuple[Any, ...], place: str, fields: dict[str, Any]) -> None:
    for name, part in zip(_names(node), node, strict=True):
        if isinstance(part, tuple):
            _collect(part, f"{place}{name}.", fields)
        else:
            fields[place + name] = part


def _rebuilt(node: tuple[Any, ...], place: str, fields: Mapping[str, Any]) -> tuple[Any, ...]:
    parts = [
        _rebuilt(part, f"{place}{name}.", fields)
        if isinstance(part, tuple)
        else fields.get(place + name, part)
        for name, part in zip(_names(node), node, strict=True)
    ]
    return type(node)(*parts) if hasattr(node, "_fields") else tuple(parts)


def n_starts_of(state: tuple[Any, ...]) -> int:
    """How many starts a state holds: the length of its arrays' last axis."""
    return int(next(_arrays(state)).shape[-1])


def _arrays(node: tuple[Any, ...]) -> Iterator[NDArray[Any]]:
    for part in node:
        if isinstance(part, tuple):
            yield from _arrays(part)
        elif isinstance(part, np.ndarray):
            yield part


def select(state: State, starts: int | slice | NDArray[Any]) -> State:
    """Some starts of a state, by number, numbers, mask or slice; the axis stays, even for one.

    The arrays are new and in C order, as learning likes them.

    Examples
    --------
    >>> from typing import NamedTuple
    >>> class Unit(NamedTuple):
    ...     bias: np.ndarray
    >>> select(Unit(np.array([0.0, 1.0, 2.0])), slice(1, None))
    Unit(bias=array([1., 2.]))
    """
    numbers = np.atleast_1d(np.arange(n_starts_of(state))[starts])
    return with_arrays(state, lambda array: array.take(numbers, axis=-1))


def side_by_side(states: Sequence[State], start: int = 0) -> State:
    """The states of one start side by side, so that the last axis runs over the states.

    A model's ``respond`` takes the result like any other state and answers for all of them at once.
    """
    columns = [arrays_of(state) for state in states]
    return with_fields(
        states[0],
        {
            name: np.stack([arrays[name][..., start] for arrays in columns], axis=-1)
            for name in columns[0]
        },
    )
