"""The example in the documentation: installed as a stranger's package, and seen everywhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

import neurohistory

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "docs" / "plugin-example"
PAGE = ROOT / "docs" / "plugins.md"
PACKAGE = Path(neurohistory.__file__).parent
# What a page tells its reader to do besides the commands of neurohistory.
TOLD = {'pip install ".[test]"', "pip install .", "pytest"}


@dataclass
class Installation:
    """A folder of installed packages, and an empty one to work in."""

    packages: Path
    folder: Path
    kept: Path
    command: Callable[..., subprocess.CompletedProcess[str]]

    def environment(self) -> dict[str, str]:
        path = [str(self.packages), os.environ.get("PYTHONPATH", "")]
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, path)),
            "PYTHONIOENCODING": "utf-8",
            "NEUROHISTORY_CACHE": str(self.kept),
            "NO_COLOR": "1",
        }

    def python(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=cwd or self.folder,
            env=self.environment(),
        )

    def printed(self, *arguments: str) -> str:
        ran = self.command([*arguments], self.folder, self.environment())
        assert ran.returncode == 0, ran.stderr
        assert ran.stderr == ""
        return ran.stdout


def source_of_the_package() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(PACKAGE.rglob("*.py"))}


@pytest.fixture(scope="module")
def before() -> dict[str, bytes]:
    return source_of_the_package()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example, away from the checkout."""
    folder = tmp_path_factory.mktemp("stranger") / "hebb"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    return folder


@pytest.fixture(scope="module")
def hebb(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, bytes],
    copy: Path,
    kept: Path,
    command: Callable[..., subprocess.CompletedProcess[str]],
) -> Installation:
    """The example installed into a folder of its own; no network is needed."""
    packages, folder = tmp_path_factory.mktemp("packages"), tmp_path_factory.mktemp("work")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    offline = ["--no-build-isolation", "--no-deps", "--no-index"]
    installed = subprocess.run(
        [*pip, *offline, "--target", str(packages), str(copy)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert installed.returncode == 0, (
        f"pip could not install the example:\n{installed.stdout}\n{installed.stderr}"
    )
    return Installation(packages, folder, kept, command)


@pytest.fixture(scope="module")
def site(hebb: Installation) -> Path:
    """The gallery, built where there is no checkout."""
    assert not (hebb.folder / "mkdocs.yml").exists()
    assert "pages are ready" in hebb.printed("gallery")
    return hebb.folder / "site"


def test_the_package_brings_one_module_and_nothing_else(hebb: Installation) -> None:
    brought = {path.name for path in hebb.packages.iterdir()} - {"__pycache__"}
    assert brought == {"neurohistory_hebb.py", "neurohistory_hebb-1.0.0.dist-info"}


def test_module_and_package_are_short() -> None:
    lines = [
        (EXAMPLE / name).read_text("utf-8").count("\n")
        for name in ("neurohistory_hebb.py", "pyproject.toml")
    ]
    assert sum(lines) < 100


def test_its_own_tests_pass(hebb: Installation, copy: Path) -> None:
    ran = hebb.python("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=copy)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_examples_in_its_docstrings_are_right(hebb: Installation, copy: Path) -> None:
    ran = hebb.python("-m", "doctest", "neurohistory_hebb.py", cwd=copy)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_it_stands_on_the_timeline_in_its_year(hebb: Installation) -> None:
    models = json.loads(hebb.printed("timeline", "--format", "json"))
    names = [model["name"] for model in models]
    assert names.index("mcculloch_pitts") < names.index("hebb") < names.index("perceptron")
    entry = models[names.index("hebb")]
    assert (entry["year"], entry["model"]) == (1949, "Hebbian unit")


@pytest.mark.parametrize(
    ("options", "solved"), [((), [0, 0, 0]), (("--bipolar",), [1, 1, 0])], ids=["0 1", "-1 1"]
)
def test_it_is_compared_beside_the_others_and_agrees_with_theory(
    hebb: Installation, options: tuple[str, ...], solved: list[int]
) -> None:
    printed = hebb.printed(
        "compare", "perceptron", "hebb", "--starts", "5", "--format", "json", *options
    )
    trials = [trial for trial in json.loads(printed)["trials"] if trial["model"] == "hebb"]
    assert [trial["problem"] for trial in trials] == ["AND", "OR", "XOR"]
    assert [trial["starts"] for trial in trials] == [1, 1, 1]  # nothing in it is random
    assert [trial["solved"] for trial in trials] == solved
    assert [trial["expected"] for trial in trials] == ["solves" if n else "cannot" for n in solved]
    assert all(trial["agrees"] for trial in trials)


def test_it_is_among_all_models(hebb: Installation) -> None:
    printed = hebb.printed("compare", "--problem", "AND", "--starts", "5", "--format", "json")
    models = [trial["model"] for trial in json.loads(printed)["trials"]]
    assert models.index("mcculloch_pitts") < models.index("hebb") < models.index("svm")


def test_its_card_is_shown(hebb: Installation) -> None:
    card = hebb.printed("show", "hebb")
    assert "Hebbian unit (1949)" in card
    assert "Hebb, D. O. (1949). The Organization of Behavior: A Neuropsychological Theory" in card
    assert "w ← w + η t x" in card


def test_its_trace_has_every_presentation(hebb: Installation) -> None:
    lines = json.loads(hebb.printed("trace", "hebb", "AND", "--format", "json"))["presentations"]
    # Sum of t, then of t x1 and t x2, case by case.
    after = [tuple(line["after"].values()) for line in lines]
    assert after == [(-1, 0, 0), (-2, 0, -1), (-3, -1, -1), (-2, 0, 0)]


def test_it_has_a_page_with_figures(site: Path) -> None:
    page = (site / "models" / "hebb.html").read_text(encoding="utf-8")
    assert re.search(r"<h1[^>]*>Hebbian unit", page)
    assert "The Organization of Behavior" in page
    assert "figures/hebb-regions.svg" in page
    assert "<svg" in (site / "models" / "figures" / "hebb-regions.svg").read_text("utf-8")
    assert "<figcaption><strong>" in page


def test_the_words_beside_its_regions_say_where_it_is_wrong(site: Path) -> None:
    page = unescape((site / "models" / "hebb.html").read_text(encoding="utf-8"))
    found = re.search(r'<img alt="([^"]*)"[^>]* src="figures/hebb-regions.svg', page)
    assert found is not None
    words = found[1]
    assert "wrong: 11." in words  # AND
    assert "wrong: 00." in words  # OR
    assert "wrong: 01, 10." in words  # XOR: all weights are 0, which means no


def test_it_is_in_the_navigation_and_on_the_scoreboard(site: Path) -> None:
    for name in ("models/index.html", "models/perceptron.html"):
        page = (site / name).read_text(encoding="utf-8")
        start = '"hebb.html"'
        assert re.search(rf"<a href={start}[^>]*md-nav__link[^>]*>[^<]*(<[^>]*>\s*)*1949 Hebbian", page)
    assert re.search(
        r'</svg> <a href="hebb.html">1949 Hebbian', (site / "models/index.html").read_text("utf-8")
    )
    board = (site / "scoreboard.html").read_text(encoding="utf-8")
    assert '</span> <a href="models/hebb.html">Hebbian unit</a>' in board
    timeline = (site / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<a href="models/hebb.html"[^>]*>.*Hebbian unit', timeline.split("<h1")[1])


def test_nothing_was_changed_on_our_side(
    hebb: Installation, site: Path, before: dict[str, bytes]
) -> None:
    after = source_of_the_package()
    assert [path for path in before | after if before.get(path) != after.get(path)] == []
    assert [path for path, text in after.items() if b"neurohistory_hebb" in text] == []


def commands_of(page: Path) -> list[str]:
    blocks = re.findall(r"^```console.*?\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("page", [PAGE, EXAMPLE / "README.md"], ids=lambda page: page.name)
def test_every_command_on_the_page_works(hebb: Installation, site: Path, page: Path) -> None:
    commands = commands_of(page)
    assert any("hebb" in command for command in commands)
    for command in commands:
        if command.startswith("neurohistory "):
            hebb.printed(*command.split()[1:])
        else:
            assert command in TOLD, command


def test_the_page_shows_the_package_as_it_is() -> None:
    shown = set(re.findall(r'--8<-- "docs/plugin-example/(.*)"', PAGE.read_text("utf-8")))
    assert shown == {"neurohistory_hebb.py", "pyproject.toml", "test_hebb.py"}
    assert all((EXAMPLE / name).is_file() for name in shown)
