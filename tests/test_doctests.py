"""The examples in the docstrings of the package do what they say."""

from __future__ import annotations

import doctest
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages

import numpy as np
import pytest

import neurohistory

OPTIONAL = {"mkdocs", "mkdocstrings", "math_core", "platformdirs", "pymdownx", "matplotlib", "markdown"}
NAMES = ["neurohistory"] + [
    module.name
    for module in walk_packages(neurohistory.__path__, "neurohistory.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_module_are_right(name: str) -> None:
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        missing = (error.name or "").split(".")[0]
        if missing in OPTIONAL and find_spec(missing) is None:
            pytest.skip(f"{missing} is not installed")
        raise
    with np.printoptions(legacy=False):
        found = doctest.testmod(module, raise_on_error=False)
    assert found.failed == 0


def test_the_models_have_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    for name in NAMES:
        if name.startswith("neurohistory.models."):
            assert any(test.examples for test in finder.find(import_module(name))), name
