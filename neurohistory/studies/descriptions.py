"""A study as plain values: what a run folder remembers of it, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from importlib.metadata import PackageNotFoundError, version
from math import isfinite
from numbers import Integral, Real
from typing import Any

import numpy as np

from neurohistory.classifier import HistoricalClassifier
from neurohistory.problems import Problem
from neurohistory.studies.provenance import LIBRARIES
from neurohistory.studies.study import Study

__all__ = ["described", "differences", "digest", "fingerprint"]


def described(study: Study) -> dict[str, Any]:
    """What the outcomes of a study depend on, as JSON has it; the number of starts is none of it.

    Examples
    --------
    >>> described(Study("perceptron", "AND"))["model"], described(Study("perceptron", "AND"))["problem"]
    ('perceptron', 'AND')
    """
    of_study = {
        each.name: plainly(getattr(study, each.name))
        for each in fields(study)
        if each.init and each.name not in ("name", "starts")
    }
    return {**of_study, "versions": _versions(study)}


def _versions(study: Study) -> dict[str, str]:
    """The versions of the libraries, and of the packages that the models come from."""
    models = [each for cell in study.cells for each in _with_those_inside(cell.model)]
    of_models = sorted({type(each).__module__.partition(".")[0] for each in models})
    found = {}
    for name in dict.fromkeys((*LIBRARIES, *of_models)):
        with suppress(PackageNotFoundError):  # a module that belongs to no package
            found[name] = version(name)
    return found


def _with_those_inside(model: HistoricalClassifier[Any]) -> Iterator[HistoricalClassifier[Any]]:
    """A model, and those that it holds, such as the one on hardware."""
    yield model
    for value in model.get_params(deep=False).values():
        if isinstance(value, HistoricalClassifier):
            yield from _with_those_inside(value)


def fingerprint(description: Mapping[str, Any]) -> str:
    """The digest of a description."""
    return digest(json.dumps(description).encode())


def differences(there: Mapping[str, Any], here: Mapping[str, Any]) -> list[str]:
    """What differs between two descriptions, a line for each value.

    Examples
    --------
    >>> differences({"seed": 0, "grid": {"momentum": [0.9]}}, {"seed": 0, "grid": {"momentum": [0.5]}})
    ['grid.momentum is [0.9] there, and [0.5] here']
    """
    old, new = dict(_leaves(there)), dict(_leaves(here))
    found = [
        f"{name} is {old.get(name, 'not set')} there, and {new.get(name, 'not set')} here"
        for name in {**old, **new}
        if old.get(name, _NOTHING) != new.get(name, _NOTHING)
    ]
    if not found and list(old) != list(new):  # the cells are numbered in that order
        found = [f"the order is {', '.join(old)} there, and {', '.join(new)} here"]
    return found


_NOTHING = object()


def _leaves(values: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, f"{place}{name}.")
        else:
            yield place + name, value


def plainly(value: Any) -> Any:
    """A value as JSON has it: the same for equal values, in every process.

    Raises
    ------
    ValueError
        For an object that nothing but its place in memory tells from others.
    """
    match value:
        case None | bool() | str():
            return value
        case Integral():
            return int(value)
        case Real():
            number = float(value)
            return int(number) if number.is_integer() else number if isfinite(number) else str(number)
        case Mapping():
            return {str(name): plainly(each) for name, each in value.items()}
        case list() | tuple() | range():
            return [plainly(each) for each in value]
        case np.ndarray():
            content = np.ascontiguousarray(value)
            return f"array of shape {value.shape}, {value.dtype}, {digest(content.tobytes())}"
        case Problem():
            parts = (value.X, value.target, value.X_test, value.target_test)
            return {"name": value.name, "targets": value.targets, "examples": plainly(list(parts))}
        case HistoricalClassifier():
            return {"class": _place(type(value)), **plainly(value.get_params(deep=False))}
    if is_dataclass(value) and not isinstance(value, type):
        own = {each.name: plainly(getattr(value, each.name)) for each in fields(value)}
        return {"class": _place(type(value)), **own}
    return _place(value)


def _place(value: Any) -> str:
    """Where a class or a function stands."""
    name = getattr(value, "__qualname__", None)
    if name is None or "<" in name:
        raise ValueError(
            f"a run folder cannot tell {value!r} from others of its kind; write a function or a class "
            "at the top of a module, or leave the folder out"
        )
    return f"{value.__module__}.{name}"


def digest(content: bytes) -> str:
    """Sixteen letters that other content does not have."""
    return hashlib.sha256(content).hexdigest()[:16]
