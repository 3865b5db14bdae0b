"""How long things are, and in which order: a rule begins where it is seen, a model is two screens.

The limits are those that a reader feels.  Where one would make a file worse, the file wins: it stands in
`LONGER` with the lines that it may have.  What is asked of chapters stands in `tests/gallery`.
"""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from statistics import median
from typing import Any

import pytest

import neurohistory
from neurohistory import HistoricalClassifier, catalog

PACKAGE = Path(neurohistory.__file__).parent
MODELS = sorted(path for path in (PACKAGE / "models").glob("*.py") if path.stem != "__init__")

# The lines that a file may have, by its place in the package.
LONGER: dict[str, int] = {
    "models/backprop.py": 377,  # sixteen parameters, each explained, and who was there before
}


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def may_have(path: Path, usual: int) -> int:
    return LONGER.get(path.relative_to(PACKAGE).as_posix(), usual)


def rule_begins(path: Path) -> int:
    """The line of the method `learn`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == "learn"]
    assert len(found) == 1, path
    return found[0].lineno


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_the_rule_of_a_model_is_found_at_once(path: Path) -> None:
    assert rule_begins(path) <= 160
    assert lines(path) <= may_have(path, 320)


def test_half_of_the_models_show_their_rule_on_the_first_screens() -> None:
    assert median(map(rule_begins, MODELS)) <= 100
    assert median(map(lines, MODELS)) < 180


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_no_file_of_the_package_is_too_long_to_be_read(path: Path) -> None:
    assert lines(path) <= may_have(path, 450)


def test_no_file_has_more_room_than_it_needs() -> None:
    for name, limit in LONGER.items():
        assert limit >= lines(PACKAGE / name) > limit - 10, name


# The order of a class body ------------------------------------------------------------------------

FIRST, LAST = ("start", "respond", "learn"), ("expectation", "card")


def order_of_body(model: type[HistoricalClassifier[Any]]) -> list[str]:
    """The public names of a class body in their order, each parameter as ``"parameter"``."""
    (body,) = ast.parse(inspect.getsource(model)).body
    assert isinstance(body, ast.ClassDef)
    parameters = model._get_param_names()
    names = []
    for node in body.body:
        match node:
            case ast.FunctionDef(name=name):
                names.append(name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.append("parameter" if name in parameters else name)
            case ast.Assign(targets=[ast.Name(id=name)]):
                names.append("parameter" if name in parameters else name)
    return [name for name in names if not name.startswith("_")]


@pytest.mark.parametrize("name", catalog.names())
def test_a_class_body_has_the_order_of_the_design(name: str) -> None:
    found = order_of_body(catalog.load(name))
    parameters, rest = found[: found.count("parameter")], found[found.count("parameter") :]
    assert set(parameters) <= {"parameter"}
    assert tuple(rest[:3]) == FIRST
    assert tuple(rest[-2:]) == LAST


def test_the_card_is_the_very_last() -> None:
    for path in MODELS:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and "card = Card(" in ast.unparse(node):
                assert ast.unparse(node.body[-1]).startswith("card = Card("), path
