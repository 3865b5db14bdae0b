"""What docstrings say of parameters is what signatures say."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

import neurohistory

NAMES = [
    module.name
    for module in walk_packages(neurohistory.__path__, "neurohistory.")
    if not module.name.endswith("__main__")
]


def documented(name: str) -> Iterator[tuple[Callable[..., Any], str]]:
    """The functions, methods and classes that a module defines, with their docstrings."""
    members = inspect.getmembers(import_module(name), lambda found: inspect.getmodule(found) is not None)
    for _, found in members:
        if not (inspect.isclass(found) or inspect.isfunction(found)) or found.__module__ != name:
            continue
        methods = inspect.getmembers(found, inspect.isfunction) if inspect.isclass(found) else []
        for callable_ in (found, *(method for _, method in methods)):
            if callable_.__doc__ and callable_.__module__ == name:
                yield callable_, inspect.cleandoc(callable_.__doc__)


def said_of_parameters(text: str) -> dict[str, str]:
    """What a docstring says of each parameter, by name: ``float, default=1.0``."""
    section = re.search(r"^Parameters\n-+\n(.*?)(?=^\w+\n---|\Z)", text, re.DOTALL | re.MULTILINE)
    entries = re.findall(r"^(\w[\w, ]*) : (.*)$", section[1] if section else "", re.MULTILINE)
    return {name: said for names, said in entries for name in names.split(", ")}


@pytest.mark.parametrize("name", NAMES)
def test_a_default_that_a_docstring_states_is_the_default(name: str) -> None:
    for callable_, text in documented(name):
        said_of = said_of_parameters(text)
        parameters = inspect.signature(callable_).parameters if said_of else {}
        for parameter, said in said_of.items():
            where = f"{callable_.__qualname__}({parameter}): {said}"
            default = parameters[parameter].default
            stated = re.search(r"default=(.*)$", said)
            if stated:
                assert repr(getattr(default, "__name__", default)) == repr(
                    ast.literal_eval(stated[1])
                ), where
            elif default is inspect.Parameter.empty:
                assert "optional" not in said, where
            else:
                assert "optional" in said or default is None, f"{where}; its default is {default!r}"
