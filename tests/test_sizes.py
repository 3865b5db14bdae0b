"""How long things are: a rule begins where it is seen, a model is two screens, a chapter one sitting.

The limits are those that a reader feels.  Where one would make a file worse, the file wins: it stands in
`LONGER` with the lines that it may have.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from statistics import median

import pytest

import neurohistory

PACKAGE = Path(neurohistory.__file__).parent
ROOT = PACKAGE.parent
MODELS = sorted(path for path in (PACKAGE / "models").glob("*.py") if path.stem != "__init__")
CHAPTERS = sorted((ROOT / "gallery").rglob("*.py"))
EVERY_CHAPTER = pytest.mark.parametrize(
    "chapter", CHAPTERS, ids=lambda path: f"{path.parent.name}/{path.stem}"
)

# The lines that a file may have, and the one on which its rule may begin.
LONGER: dict[str, int] = {
    "backprop": 345,  # sixteen parameters, each explained, and who was there before
}


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def rule_begins(path: Path) -> int:
    """The line of the method `learn`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == "learn"]
    assert len(found) == 1, path
    return found[0].lineno


# The package --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_the_rule_of_a_model_is_found_at_once(path: Path) -> None:
    assert rule_begins(path) <= 160
    assert lines(path) <= LONGER.get(path.stem, 320)


def test_half_of_the_models_show_their_rule_on_the_first_screens() -> None:
    assert median(map(rule_begins, MODELS)) <= 100
    assert median(map(lines, MODELS)) < 180


def test_no_file_of_the_package_is_too_long_to_be_read() -> None:
    files = {str(path.relative_to(PACKAGE)): lines(path) for path in PACKAGE.rglob("*.py")}
    assert {name: n for name, n in files.items() if n > LONGER.get(name, 450)} == {}


# The chapters -------------------------------------------------------------------------------------


@EVERY_CHAPTER
def test_a_chapter_is_one_sitting(chapter: Path) -> None:
    assert lines(chapter) <= LONGER.get(chapter.stem, 300)


def test_most_chapters_are_short() -> None:
    assert median(map(lines, CHAPTERS)) < 220


@EVERY_CHAPTER
def test_a_chapter_tests_nothing(chapter: Path) -> None:
    tree = ast.parse(chapter.read_text(encoding="utf-8"))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)] == []


def is_padded(node: ast.AST) -> bool:
    """Whether a text is made wide by hand: ``{x:8.1f}``, ``{name:<12}``, ``ljust``."""
    match node:
        case ast.FormattedValue(format_spec=ast.JoinedStr(values=[*spec])):
            width = "".join(str(part.value) if isinstance(part, ast.Constant) else "9" for part in spec)
            return bool(re.match(r".?[<>^=]|[+\- ]?[1-9]\d*", width))
        case ast.Attribute(attr="ljust" | "rjust" | "center"):
            return True
    return False


@EVERY_CHAPTER
def test_a_chapter_shows_rows_and_pads_nothing_by_hand(chapter: Path) -> None:
    tree = ast.parse(chapter.read_text(encoding="utf-8"))
    printed = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    padded = [call.lineno for call in printed if any(map(is_padded, ast.walk(call)))]
    assert padded == []


def test_the_eye_for_padding_sees_it() -> None:
    def seen(code: str) -> bool:
        return any(map(is_padded, ast.walk(ast.parse(code))))

    assert seen("f'{x:8.1f}'")
    assert seen("f'{x:<12}'")
    assert seen("f'{x:>{n}}'")
    assert seen("x.ljust(9)")
    assert not seen("f'{x}{x:.3f}{x:,}{x:+.2f}{x:g}{x:0.3f}'")
