"""Who may import whom: the table of `docs/design.md` held against the source; what the commands load."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.util import resolve_name
from pathlib import Path
from typing import NamedTuple

import pytest

import neurohistory
from neurohistory import timeline

ROOT = Path(neurohistory.__file__).parent
MODULES = {
    ".".join(["neurohistory", *path.relative_to(ROOT).with_suffix("").parts]).removesuffix(
        ".__init__"
    ): path
    for path in sorted(ROOT.rglob("*.py"))
}
# The years of the models, by their modules; the autoencoder is no classifier and has no card.
YEARS = {"deep_autoencoder": 2006} | {
    model.__module__.rpartition(".")[2]: model.card.year for model in timeline().models.values()
}


def imports_of(name: str, *, when_run: bool = True) -> set[str]:
    """The modules that a module imports, wherever in it; without those for type checkers only.

    ``from neurohistory import catalog`` counts as ``neurohistory.catalog``.
    """
    path = MODULES[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unread: set[ast.AST] = set()
    for node in ast.walk(tree):
        if when_run and isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            unread.update(inner for statement in node.body for inner in ast.walk(statement))
    found: set[str] = set()
    for node in ast.walk(tree):
        if node in unread:
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                module = resolve_name("." * node.level + module, package)
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                found.add(inner if inner in MODULES else module)
    return found


def ours(name: str, *, when_run: bool = True) -> set[str]:
    found = imports_of(name, when_run=when_run)
    return {module for module in found if module.split(".")[0] == "neurohistory"}


def inside(name: str, *rooms: str) -> bool:
    return any(
        name == f"neurohistory.{room}" or name.startswith(f"neurohistory.{room}.") for room in rooms
    )


def everything(in_rooms: tuple[str, ...]) -> list[str]:
    return [name for name in MODULES if inside(name, *in_rooms)]


def test_the_reader_of_imports_sees_what_is_there() -> None:
    assert "neurohistory.training" in imports_of("neurohistory.runner")
    assert "neurohistory.catalog" in imports_of("neurohistory.runner")
    assert "scipy.optimize" in imports_of("neurohistory.theory.separability")  # inside a function
    assert "neurohistory.classifier" not in imports_of("neurohistory.landscapes")  # for types only
    assert "neurohistory.classifier" in imports_of("neurohistory.landscapes", when_run=False)


@pytest.mark.parametrize("name", [name for name in MODULES if not inside(name, "models")])
def test_nothing_outside_names_a_model(name: str) -> None:
    assert {module for module in imports_of(name, when_run=False) if inside(module, "models")} == set()


@pytest.mark.parametrize("name", everything(("models",)))
def test_a_model_imports_none_that_is_younger(name: str) -> None:
    here = name.rpartition(".")[2]
    for module in ours(name):
        if module.startswith("neurohistory.models."):
            assert YEARS[module.rpartition(".")[2]] <= YEARS[here]


class Row(NamedTuple):
    """One row of the table: what its parts import, or may import."""

    parts: set[str]
    allowed: set[str]
    exactly: bool  # whether they import all of it


def table_of_imports() -> list[Row]:
    """The table of `docs/design.md`; a row that says so may import all that stands above it."""
    text = (Path(__file__).parents[1] / "docs" / "design.md").read_text(encoding="utf-8")
    section = text.split("## Who may import whom")[1].split("\n## ")[0]
    rows: list[Row] = []
    above: set[str] = set()
    for parts, imports in re.findall(r"^\| (`.+?) \| (.+) \|$", section, re.MULTILINE):
        named = {name.rstrip("/") for name in re.findall(r"`([\w/]+)`", imports)}
        everything_above = "above" in imports or "of all this" in imports
        here = {name.rstrip("/") for name in re.findall(r"`([\w/]+)`", parts)}
        assert named <= above, f"{here} stand above {named - above}"
        rows.append(Row(here, above.copy() if everything_above else named, not everything_above))
        above |= here
    return rows


def parts_imported_by(parts: set[str]) -> set[str]:
    """The parts that modules of these import, for types as well."""
    found = {
        module.split(".")[1]
        for name in everything(tuple(parts))
        for module in ours(name, when_run=False) - {"neurohistory"}
    }
    return found - parts


@pytest.mark.parametrize("row", table_of_imports(), ids=lambda row: "-".join(sorted(row.parts)))
def test_a_part_imports_what_the_design_says(row: Row) -> None:
    found = parts_imported_by(row.parts)
    assert found - row.allowed == set()
    if row.exactly:
        assert row.allowed - found == set()


def test_the_design_names_every_part_once() -> None:
    named = [part for row in table_of_imports() for part in sorted(row.parts)]
    assert len(named) == len(set(named))
    assert set(named) == {name.split(".")[1] for name in MODULES if name != "neurohistory"}


def test_predicates_lean_on_the_questions_and_on_theory_alone() -> None:
    for name in everything(("theory.predicates",)):
        for module in ours(name):
            assert inside(module, "examples", "problems", "theory"), f"{name} imports {module}"


def test_no_two_modules_wait_for_each_other() -> None:
    # not even for types; the package itself imports its public names when they are first used
    left = {name: ours(name, when_run=False) & set(MODULES) - {name} for name in MODULES}
    left["neurohistory"] = set()
    while free := [name for name, needs in left.items() if not needs & left.keys()]:
        for name in free:
            del left[name]
    assert left == {}


@pytest.mark.parametrize("name", everything(("plots",)))
def test_pictures_never_train(name: str) -> None:
    trains = ("training", "models", "catalog", "network", "runner")
    for module in ours(name):
        assert not inside(module, *trains), module
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    assert called & {"learn", "fit", "respond", "train", "trace", "compare"} == set()


@pytest.mark.parametrize("name", [n for n in MODULES if not inside(n, "plots", "site")])
def test_matplotlib_stays_in_the_pictures(name: str) -> None:
    assert {m for m in imports_of(name) if m.split(".")[0] in {"matplotlib", "mkdocs"}} == set()


@pytest.mark.parametrize("name", [n for n in MODULES if not inside(n, "site", "cli")])
def test_nothing_leans_on_the_gallery_or_the_commands(name: str) -> None:
    if name != "neurohistory.__main__":
        assert {m for m in ours(name) if inside(m, "site", "cli")} == set()


@pytest.mark.parametrize(
    "code",
    [
        "import neurohistory",
        "import neurohistory.cli",
        "from neurohistory.cli import app; from typer.testing import CliRunner; "
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0",
    ],
    ids=["import", "cli", "--help"],
)
def test_numpy_is_not_waited_for(code: str) -> None:
    heavy = "{'numpy', 'scipy', 'sklearn', 'matplotlib'}"
    code += f"; import sys; found = {heavy} & sys.modules.keys(); assert not found, found"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=180)


def test_a_card_is_shown_without_what_has_no_part_in_it() -> None:
    """Of all papers those that it cites; and nobody runs, compares or reads files for it."""
    code = (
        "import sys; from neurohistory import load; from neurohistory.report.cards import card_text\n"
        "card_text('adaline', load('adaline'))\n"
        "print(*(name for name in sys.modules if name.startswith('neurohistory.')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=180
    )
    loaded = {name.removeprefix("neurohistory.") for name in ran.stdout.split()}
    assert "papers.widrow_1960" in loaded
    assert not loaded & {
        "papers.hopfield_1982",
        "models.svm",
        "runner",
        "problems",
        "report.rows",
        "plots",
    }
