"""Who may import whom: read from the source, and from what the commands load."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.util import resolve_name
from pathlib import Path

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

UNDER_MODELS = (
    "card",
    "classifier",
    "contract",
    "network",
    "papers",
    "parameters",
    "theory",
    "training",
)


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
        else:
            assert inside(module, *UNDER_MODELS), module


@pytest.mark.parametrize("name", everything(("network",)))
def test_the_network_parts_import_each_other_alone(name: str) -> None:
    assert {module for module in ours(name) if not inside(module, "network")} == set()


@pytest.mark.parametrize(
    ("room", "below"),
    [("nervous_nets", {"problems"}), ("theory.predicates", {"examples", "problems", "theory"})],
)
def test_nets_and_predicates_lean_on_the_questions_alone(room: str, below: set[str]) -> None:
    for name in everything((room,)):
        for module in ours(name):
            assert inside(module, room, *below), f"{name} imports {module}"


# A floor may lean on those before it.  What is missing here is held by its own test.
FLOORS = [
    {"network", "process"},
    {"work"},
    {"examples", "parameters"},
    {"card", "history", "labels", "problems", "papers"},
    {"initial", "theory"},
    {"contract"},
    {"asking"},
    {"checks"},
    {"answers"},
    {"divergence"},
    {"records"},
    {"training"},
    {"classifier", "traces"},
    {"catalog", "surfaces"},
    {"chance", "trial"},
    {"runner"},
    {"report", "testing"},
]


@pytest.mark.parametrize("floor", range(len(FLOORS)))
def test_the_core_imports_downward(floor: int) -> None:
    below = set().union(*FLOORS[: floor + 1])
    for name in everything(tuple(FLOORS[floor])):
        for module in ours(name) - {"neurohistory"}:
            assert inside(module, *below), f"{name} imports {module}"


def test_no_two_modules_wait_for_each_other() -> None:
    # not even for types; the package itself imports its public names when they are first used
    left = {name: ours(name, when_run=False) & set(MODULES) - {name} for name in MODULES}
    left["neurohistory"] = set()
    while free := [name for name, needs in left.items() if not needs & left.keys()]:
        for name in free:
            del left[name]
    assert left == {}


def test_examples_card_history_and_parameters_stand_alone() -> None:
    assert ours("neurohistory.examples") == ours("neurohistory.parameters") == set()
    for room in ("card", "history"):
        assert ours(f"neurohistory.{room}") <= {"neurohistory.examples"}, room


@pytest.mark.parametrize("name", everything(("plots",)))
def test_pictures_never_train(name: str) -> None:
    trains = ("training", "models", "catalog", "network", "runner", "site", "cli")
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
