"""The written pages: they say what the package is, and what they show can be repeated."""

from __future__ import annotations

import contextlib
import importlib
import io
import pkgutil
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from mkdocs.utils.yaml import yaml_load

import neurohistory
from neurohistory.catalog import names
from neurohistory.cli import app
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.site.consoles import commands_in
from neurohistory.site.settings import SEARCH, site_settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = {  # by their places, as the navigation names them
    path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(DOCS.rglob("*.md"))
    if "plugin-example" not in path.parts
}
REFERENCE = {place: text for place, text in PAGES.items() if place.startswith("reference/")}
TEXTS = {"README.md": (ROOT / "README.md").read_text(encoding="utf-8"), **PAGES}

GROUP: Any = typer.main.get_command(app)


def words_in_code(text: str) -> set[str]:
    """The words of all code on a page, set in a line or in a block."""
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    return {word for piece in code for word in re.split(r"[\s`|]+", piece)}


def sections(text: str) -> dict[str, str]:
    """A page's second-level sections by their heading."""
    parts = re.split(r"^## (.*)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def settings(path: Path) -> Any:
    with path.open("rb") as file:
        return yaml_load(file)


def in_nav(entries: list[Any]) -> Iterator[str]:
    """The pages that a navigation names, at any depth."""
    for entry in entries:
        for value in entry.values() if isinstance(entry, dict) else [entry]:
            if isinstance(value, str):
                yield value
            else:
                yield from in_nav(value)


# Commands -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(GROUP.commands))
def test_every_command_and_option_is_described(name: str) -> None:
    described = sections(TEXTS["commands.md"])
    found = [text for heading, text in described.items() if f"`neurohistory {name}`" in heading]
    assert found, f"docs/commands.md has no section `neurohistory {name}`"
    words = words_in_code(found[0])
    for parameter in GROUP.commands[name].params:
        if parameter.param_type_name == "argument":
            assert {parameter.name.upper().rstrip("S")} <= words
        else:
            assert {*parameter.opts, *parameter.secondary_opts} <= words


def test_no_command_is_described_that_is_not_there() -> None:
    described = re.findall(r"^## `neurohistory (\w+)`", TEXTS["commands.md"], re.MULTILINE)
    assert described == list(GROUP.commands)


def test_what_holds_for_all_commands_is_described() -> None:
    words = words_in_code(TEXTS["commands.md"])
    general = {option for parameter in GROUP.params for option in parameter.opts}
    assert general | {"--help", "-h", "NEUROHISTORY_CACHE"} | set(TWO_INPUT) <= words


def shown_commands() -> Iterator[tuple[str, str]]:
    """Every `neurohistory` command that a page or the README shows."""
    for page, text in TEXTS.items():
        in_blocks = re.findall(r"^\$ (?:.*/)?(neurohistory .*)$", text, re.MULTILINE)
        in_tables = re.findall(r"^\| `(neurohistory \w+[^`]*)`", text, re.MULTILINE)
        for command in [*commands_in(text), *in_blocks, *in_tables]:
            yield page, command


@pytest.mark.parametrize(("page", "command"), sorted(set(shown_commands())))
def test_commands_that_are_shown_exist(page: str, command: str) -> None:
    _, *arguments = shlex.split(command.split(" > ")[0])
    if arguments != ["--version"]:
        name, *rest = arguments
        GROUP.commands[name].make_context(name, rest)  # refuses what it does not know


def test_readme_names_every_command() -> None:
    assert all(f"`neurohistory {name}" in TEXTS["README.md"] for name in GROUP.commands)


def test_readme_has_two_commands_that_each_stand_alone() -> None:
    commands = re.findall(r"^\$ (.*\.venv.*)$", TEXTS["README.md"], re.MULTILINE)
    begin = "python3 -m venv .venv && .venv/bin/pip install"
    assert commands == [
        f"{begin} '.[gallery]' && .venv/bin/neurohistory gallery",
        f"{begin} '.[test]' && .venv/bin/pytest",
    ]
    gate = (ROOT / ".ci" / "run").read_text()  # runs them as they stand
    assert all(f"readme {command.split()[-1].split('/')[-1]}\n" in gate for command in commands)


# Python -------------------------------------------------------------------------------------------


def python_blocks() -> Iterator[Any]:
    """The blocks of Python that can be run: those that import what they use."""
    for page, text in TEXTS.items():
        blocks = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
        runnable = [block for block in blocks if re.search(r"^(from|import) neurohistory", block, re.M)]
        for number, block in enumerate(runnable, start=1):
            if page != "plugins.md":  # its package is installed by a test of its own
                yield pytest.param(block, id=f"{page}-{number}")


@pytest.mark.parametrize("block", [*python_blocks()])
def test_python_prints_what_its_comments_say(block: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block, "example", "exec"), {})
    promised = re.findall(r"^print\(.*\)  # (.*)$", block, re.MULTILINE)
    if promised:
        assert printed.getvalue().splitlines() == promised


def test_readme_and_home_have_an_example() -> None:
    identifiers = [case.id for case in python_blocks()]
    assert "README.md-1" in identifiers
    assert "index.md-1" in identifiers


# The site -----------------------------------------------------------------------------------------


def test_every_page_is_in_the_navigation() -> None:
    named = set(in_nav(settings(ROOT / "mkdocs.yml")["nav"]))
    assert named == {*PAGES}


@pytest.mark.parametrize("key", list(site_settings()))
def test_checkout_and_small_site_have_the_same_settings(key: str) -> None:
    written, ours = settings(ROOT / "mkdocs.yml")[key], site_settings()[key]
    if key == "markdown_extensions":  # the checkout's pages may use more
        assert isinstance(ours, list)
        assert [extension for extension in ours if extension not in written] == []
    else:
        assert written == ours


def test_checkout_and_small_site_search_alike() -> None:
    (written,) = (
        plugin["search"]
        for plugin in settings(ROOT / "mkdocs.yml")["plugins"]
        if isinstance(plugin, dict) and "search" in plugin
    )
    assert written == SEARCH


def test_in_the_search_the_guide_and_the_reference_rank_below_models_and_story() -> None:
    (guide,) = (entry["Guide"] for entry in settings(ROOT / "mkdocs.yml")["nav"] if "Guide" in entry)
    for name in [*in_nav(guide), *REFERENCE]:
        written = yaml_load(io.StringIO(TEXTS[name].split("---")[1]))
        looked_up = bool(written.get("tags"))  # by its own words, which are not those of a story
        search = written.get("search", {})
        assert looked_up or search.get("exclude") or search["boost"] < 1, name


def public_modules() -> Iterator[str]:
    """Every module of the package but those that only start the command."""
    for module in pkgutil.walk_packages(neurohistory.__path__, "neurohistory."):
        if not module.ispkg and not module.name.endswith("__main__"):
            yield module.name


# Parts of a picture and of the command, which nobody imports from outside.
INNER = {f"neurohistory.plots.{name}" for name in ("epochs", "labels", "verdicts")}
INNER |= {name for name in public_modules() if name.startswith("neurohistory.cli.")}
INNER |= {name for name in public_modules() if name.startswith("neurohistory.papers.")}  # one value each
INNER |= {name for name in public_modules() if name.startswith("neurohistory.claims.")}  # so have these


def test_every_public_module_is_in_the_reference() -> None:
    listed = re.findall(r"^::: (\S+)$", "\n".join(REFERENCE.values()), re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(public_modules()) - INNER <= set(listed)


def test_every_public_name_is_in_the_reference() -> None:
    listed = {
        name: home
        for names_, home in re.findall(
            r"^\| (.*) \| \[`(.*)`\]\[\] \|$", TEXTS["reference/index.md"], re.MULTILINE
        )
        for name in re.findall(r"`(\w+)`", names_)
    }
    assert set(listed) == set(neurohistory.__all__) - {"__version__"}
    for name, home in listed.items():
        assert getattr(neurohistory, name) is getattr(importlib.import_module(home), name)


def test_every_model_is_in_the_reference_and_has_a_page() -> None:
    models = TEXTS["reference/models.md"]
    ours = [path.stem for path in (ROOT / "neurohistory" / "models").glob("[!_]*.py")]
    scripts = (ROOT / "gallery" / "models").glob("[0-9]*.py")
    no_classifiers = {path.stem.partition("_")[2] for path in scripts}
    assert ours
    for name in ours:
        assert f"::: neurohistory.models.{name}\n" in models
        assert (name in names()) != (name in no_classifiers)


def test_no_page_names_a_file_that_is_not_there() -> None:
    for page, text in TEXTS.items():
        for named in re.findall(r"`((?:docs|benchmarks|neurohistory|gallery)/[\w./-]+)`", text):
            assert (ROOT / named).exists(), f"{page} names {named}"


# Versions -----------------------------------------------------------------------------------------


def test_changelog_has_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\S+)", changelog, re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert neurohistory.__version__ in headings


def test_citation_is_complete() -> None:
    citation = settings(ROOT / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors", "license"} <= set(citation)
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == neurohistory.__version__
    assert citation["license"] in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


# Benchmarks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "option"),
    [
        ("startup.py", "--runs"),
        ("gallery.py", "--runs"),
        ("peers.py", "--rounds"),
        ("digits.py", "--each"),
    ],
)
def test_benchmarks_start(script: str, option: str) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / script), "--help"]
    assert option in subprocess.run(command, capture_output=True, text=True, check=True).stdout
