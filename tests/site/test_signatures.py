"""The reference knows the constructor of a class whose parameters are fields."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

griffe = pytest.importorskip("griffe")

from neurohistory import load  # noqa: E402

ROOT = Path(__file__).parents[2]


def test_the_constructor_in_the_reference_is_the_one_that_python_makes() -> None:
    extensions = griffe.load_extensions("neurohistory.site.signatures")
    loader = griffe.GriffeLoader(extensions=extensions, search_paths=[ROOT])
    package = loader.load("neurohistory")
    read = package["models.perceptron.Perceptron"].parameters
    made = inspect.signature(load("perceptron")).parameters
    assert [parameter.name for parameter in read] == ["self", *made]
    assert [str(parameter.default) for parameter in read][1:] == [
        str(parameter.default) if not isinstance(parameter.default, str) else f"'{parameter.default}'"
        for parameter in made.values()
    ]
    assert str(read["learning_rate"].annotation) == "Annotated[float, above(0)]"


def test_the_settings_of_the_site_name_the_extension() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "extensions: [neurohistory.site.signatures]" in settings
