"""What is public resolves, and says in one sentence what it is."""

from __future__ import annotations

import inspect
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pkgutil import walk_packages
from types import FunctionType

import pytest

import neurohistory

NAMES = [
    module.name
    for module in walk_packages(neurohistory.__path__, "neurohistory.")
    if not module.name.endswith("__main__") and (find_spec("mkdocs") or ".site" not in module.name)
]


def public(module_name: str) -> dict[str, object]:
    """The names in a module's ``__all__``."""
    module = import_module(module_name)
    return {name: getattr(module, name) for name in getattr(module, "__all__", [])}


@pytest.mark.parametrize("name", neurohistory.__all__)
def test_every_name_of_the_package_resolves(name: str) -> None:
    assert getattr(neurohistory, name) is not None
    assert name in dir(neurohistory)


def test_the_names_of_the_package_are_the_same_objects_as_at_home() -> None:
    from neurohistory.problems.gates import XOR
    from neurohistory.training import train

    assert neurohistory.XOR is XOR
    assert neurohistory.train is train


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'neurohistory' has no attribute 'nand'"):
        neurohistory.nand  # noqa: B018


def test_the_version_is_that_of_the_installed_package() -> None:
    assert neurohistory.__version__ == version("neurohistory")


def test_type_checkers_are_told_of_every_name() -> None:
    source = inspect.getsource(neurohistory)
    for name in neurohistory.__all__:
        assert name == "__version__" or f"import {name} as {name}" in source, name


@pytest.mark.parametrize("module", NAMES)
def test_all_lists_what_is_there(module: str) -> None:
    names = list(public(module))
    assert len(names) == len(set(names))


def first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n")[0].strip()


@pytest.mark.parametrize("module", ["neurohistory", *NAMES])
def test_every_module_class_and_function_begins_with_a_sentence(module: str) -> None:
    # A heading above what follows may end with a colon; a formula may begin with a small letter.
    where: dict[str, object] = {module: import_module(module)}
    if module != "neurohistory":
        for name, thing in public(module).items():
            if isinstance(thing, (type, FunctionType)):
                where[name] = thing
    for name, thing in where.items():
        line = first_line(thing)
        assert line, f"{name} has no docstring"
        assert line[-1] in ".:?", f"{name}: {line!r} is no sentence"
        assert not line[0].islower() or "=" in line, f"{name}: {line!r}"
