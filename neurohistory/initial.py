"""First states of one's own: some weights by their names, or a whole state, checked.

A model's own start says what there is: which weights, of which shape and kind.  What is given must
fit it.
"""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.states import State, fields_of, with_fields

__all__ = [
    "LARGEST_WEIGHT",
    "InitialStateError",
    "Weights",
    "fitting",
    "named",
    "read_weights",
    "set_weights",
]

LARGEST_WEIGHT = 1e30  # beyond it, learning has run away

Weights = Mapping[str, Any]  # {"bias": 0.5, "weights[0]": 1.0}, or {"weights": [1.0, -1.0]}

_MAX_LISTED = 8
_PLACE = re.compile(r"(\w[\w.]*)(?:\[(\d+(?:,\d+)*)\])?")  # Theta1[0,1]
_NEXT = re.compile(r",(?=\s*[A-Za-z_][\w.]*\s*(?:\[[\d,\s]*\])?\s*=)")  # the comma before a name


class InitialStateError(ValueError):
    """A first state, or a weight, that does not fit the model."""


def named(arrays: Mapping[str, NDArray[Any]]) -> dict[str, float]:
    """The numbers of the first start by name.

    Parameters
    ----------
    arrays : dict of ndarray
        The last axis of each is the start.

    Examples
    --------
    >>> named({"bias": np.array([0.5]), "weights": np.array([[1.0], [2.0]])})
    {'bias': 0.5, 'weights[0]': 1.0, 'weights[1]': 2.0}
    """
    found: dict[str, float] = {}
    for name, values in arrays.items():
        numbers = values[..., 0].astype(float) + 0.0  # no -0
        found.update(zip(_labels(name, numbers.shape), numbers.ravel().tolist(), strict=True))
    return found


def set_weights(arrays: Mapping[str, NDArray[Any]], weights: Weights) -> None:
    """Write weights into arrays, the same ones into every start.

    Parameters
    ----------
    arrays : dict of ndarray
        They are changed.  The last axis of each is the start.
    weights : dict
        Numbers by name, as `named` gives them; or the name of an array with all its numbers.

    Raises
    ------
    InitialStateError
        For a name that is not there (the message lists those that are, the nearest first), a shape
        that does not fit, what is no number, not finite or beyond 1e30, and a number that is not
        whole where a whole one is due.

    Examples
    --------
    >>> weights = np.zeros((2, 3))  # three starts
    >>> set_weights({"weights": weights}, {"weights[1]": 0.5})
    >>> weights[:, 0]
    array([0. , 0.5])
    """
    if not isinstance(weights, Mapping):
        raise InitialStateError(f"weights are given by name, such as {{'bias': 0.5}}, not {weights!r}")
    set_before = {name: np.zeros(values.shape, dtype=bool) for name, values in arrays.items()}
    for name, value in weights.items():
        part = _part(arrays, name)
        before = _part(set_before, name)
        if before.any():
            raise InitialStateError(f"weight {name!r} is given twice, once with its array; give it once")
        before[...] = True
        given = _array(f"weight {name!r}", value)
        if given.shape != part.shape[:-1]:
            due = f"numbers of shape {part.shape[:-1]}" if part.ndim > 1 else "one number"
            raise InitialStateError(
                f"weight {name!r} takes {due}, and {value!r} has shape {given.shape}"
            )
        part[...] = _of_kind(f"weight {name!r}", given, part.dtype)[..., None]
        _check_size(name, given)


def fitting(
    own: State, given: object, weight_fields: tuple[str, ...] = (), fixed: tuple[str, ...] = ()
) -> State:
    """A copy of a state that somebody gives, made to fit a model's own start.

    Parameters
    ----------
    own : NamedTuple of ndarray
        The model's own start: it says which type, which shapes and which precision are due.
    given : NamedTuple of ndarray
        A state of the same type, for as many starts or for one, which then stands for all.
    weight_fields : tuple of str, default=()
        The fields that are weights, and so have a limit; empty: all of them.
    fixed : tuple of str, default=()
        The fields that must be as they are in the model's own start.

    Raises
    ------
    InitialStateError
        If it is no state of this model, a shape does not fit, a field holds something else than
        numbers, or a number is not finite or a weight beyond 1e30.
    """
    kind, due = type(own), fields_of(own)
    if not isinstance(given, kind):
        raise InitialStateError(
            f"initial must be a {kind.__name__}, or weights by name such as {{'bias': 0.5}}, not "
            f"{given!r}"
        )
    found = fields_of(given)
    if found.keys() != due.keys():
        apart = ", ".join(sorted(found.keys() ^ due.keys()))
        raise InitialStateError(
            f"initial is a {kind.__name__} of other parts than this model's start: {apart}"
        )
    weights = weight_fields or tuple(due)
    fitted = {}
    for name, ours in due.items():
        fitted[name] = _fitted(name, ours, found[name], name in weights)
        if name in fixed:
            _check_settled(name, fitted[name], ours)
    return with_fields(own, fitted)


def _fitted(name: str, own: Any, given: object, is_weight: bool) -> Any:
    """A copy of what somebody gives for a field, in the shape and precision of the model's own."""
    if not isinstance(own, np.ndarray):  # a whole number that all starts share
        if isinstance(given, bool) or not isinstance(given, Integral) or given != own:
            raise _overridden(name, repr(given), own)
        return own
    what = f"field {name!r} of the start"
    array = _array(what, given)
    if array.shape not in (own.shape, one := (*own.shape[:-1], 1)):
        due = f"{own.shape}" if own.shape == one else f"{own.shape} or {one}"
        raise InitialStateError(
            f"{what} has shape {array.shape}, and {due} is due: the last axis is the start, "
            "also where there is only one"
        )
    copy = np.empty(own.shape, own.dtype)
    with np.errstate(over="ignore"):  # a cost that nothing reaches may be too large for float32
        copy[...] = _of_kind(what, array, own.dtype)
    if is_weight:
        _check_size(name, array)
    elif own.dtype.kind in "iu" and (copy < 0).any():
        raise InitialStateError(f"{what} is {copy.min()}; a count is not below 0")
    return copy


def _check_settled(name: str, given: NDArray[Any], own: NDArray[Any]) -> None:
    if (other := ~np.isclose(given, own, rtol=1e-5, atol=0)).any():
        raise _overridden(name, f"{given[other][0]:g}", own[other][0])


def _overridden(name: str, given: str, own: Any) -> InitialStateError:
    return InitialStateError(
        f"field {name!r} of the start is {given} and this model's is {own:g}; its parameters and the "
        "examples settle it"
    )


def read_weights(text: str) -> dict[str, Any]:
    """Weights from one line of text, such as ``bias=0.5,weights[0]=1``.

    A list in square brackets gives all numbers of an array: ``weights=[1,-1]``.

    Raises
    ------
    InitialStateError
        If the text cannot be read, or names a weight twice.

    Examples
    --------
    >>> read_weights("bias=.5, Theta1[0,1]=-2, weights=[1,-1]")
    {'bias': 0.5, 'Theta1[0,1]': -2.0, 'weights': [1, -1]}
    """
    weights: dict[str, Any] = {}
    for part in _NEXT.split(text):
        name, equals, value = (word.strip() for word in part.partition("="))
        name = re.sub(r"\s*([\[\],])\s*", r"\1", name)
        try:
            if not equals or not _PLACE.fullmatch(name) or "_" in value:
                raise ValueError
            weights_of_name = literal_eval(value) if value.startswith("[") else float(value)
        except (ValueError, SyntaxError):
            raise InitialStateError(
                f"cannot read {part.strip()!r} as a weight; write name=number,name=number, such as "
                "bias=0.5,weights[0]=1"
            ) from None
        if name in weights:
            raise InitialStateError(f"weight {name!r} is given twice, in {text!r}; give it once")
        weights[name] = weights_of_name
    return weights


@lru_cache(maxsize=64)
def _labels(name: str, shape: tuple[int, ...]) -> list[str]:
    """What the numbers of an array are called; a trace asks for the same ones at each presentation."""
    return [_label(name, index) for index in np.ndindex(shape)]


def _label(name: str, index: tuple[int, ...]) -> str:
    return f"{name}[{','.join(map(str, index))}]" if index else name


def _part(arrays: Mapping[str, NDArray[Any]], name: str) -> NDArray[Any]:
    """The view that a name stands for: a number of each start, or several."""
    if not isinstance(name, str):
        raise InitialStateError(f"weights are given by name, such as {{'bias': 0.5}}, not by {name!r}")
    place = _PLACE.fullmatch(name)
    if place and (values := arrays.get(place[1])) is not None:
        index = tuple(map(int, place[2].split(","))) if place[2] else ()
        inside = len(index) < values.ndim and (np.array(values.shape)[: len(index)] > index).all()
        if inside:
            part: NDArray[Any] = values[index]
            return part
    labels = [_label(known, i) for known, v in arrays.items() for i in np.ndindex(v.shape[:-1])]
    nearest = sorted(labels, key=lambda known: -SequenceMatcher(None, name, known).ratio())
    more = f", ... ({len(labels)} in all)" if len(labels) > _MAX_LISTED else ""
    raise InitialStateError(
        f"no weight is called {name!r}; there are {', '.join(nearest[:_MAX_LISTED])}{more}"
    )


def _array(what: str, value: object) -> NDArray[Any]:
    try:
        return np.asarray(value)
    except ValueError:  # rows of several lengths
        raise InitialStateError(
            f"{what} must hold real numbers in rows of one length, not {value!r}"
        ) from None


def _of_kind(what: str, given: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    """What was given, if it is of the kind that is due: numbers, whole numbers, or yes and no."""
    if given.dtype.kind not in "biuf":
        raise InitialStateError(f"{what} must hold real numbers, not {given.tolist()!r}")
    if given.dtype.kind == "f" and not np.isfinite(given).all():
        bad = given[~np.isfinite(given)][0]
        raise InitialStateError(f"{what} is {bad}; it must be finite")
    cast = given.astype(dtype)
    if dtype.kind in "biu" and (cast != given).any():
        due = "0 or 1" if dtype.kind == "b" else "a whole number"
        raise InitialStateError(f"{what} must be {due}, not {given[cast != given][0]:g}")
    return cast


def _check_size(name: str, given: NDArray[Any]) -> None:
    if not (np.abs(given.astype(float)) <= LARGEST_WEIGHT).all():
        raise InitialStateError(
            f"{name!r} of the start is {np.abs(given).max():.3g}; a weight beyond "
            f"{LARGEST_WEIGHT:g} counts as run away"
        )
