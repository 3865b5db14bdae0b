"""Comments and texts of parameters are whole thoughts: with "of" in front, their subject is missing."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = [
    path
    for folder in ("neurohistory", "tools", "benchmarks", "docs/plugin-example", "gallery")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
SHOWN_AS_IT_STANDS = re.compile(r"(`+).*?\1|^ *>>> .*?(?=\n\s*\n|\Z)", re.DOTALL | re.MULTILINE)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)


def comments_without_a_head(text: str) -> list[str]:
    """The comments that begin with "of"; those that go on from a line above may."""
    found, last = [], -1
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            alone = not token.line[: token.start[1]].strip()
            if re.match(r"# of\b", token.string, re.IGNORECASE) and not (
                alone and last == token.start[0] - 1
            ):
                found.append(token.string)
            last = token.start[0]
    return found


def texts_without_a_head(text: str) -> list[str]:
    """The lines of docstrings that begin with "Of"."""
    docstrings = [
        ast.get_docstring(n) or "" for n in ast.walk(ast.parse(text)) if isinstance(n, DOCUMENTED)
    ]
    return [line for each in docstrings for line in each.splitlines() if re.match(r"\s*Of\b", line)]


def texts_with_a_tag(text: str) -> list[str]:
    """The lines of docstrings that would become an element of HTML, which nobody sees."""
    docstrings = [
        ast.get_docstring(n) or "" for n in ast.walk(ast.parse(text)) if isinstance(n, DOCUMENTED)
    ]
    return [
        line
        for each in docstrings
        for line in SHOWN_AS_IT_STANDS.sub("", each).splitlines()
        if re.match(r"(?! {4}).*<[a-zA-Z]", line)
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_comment_and_no_parameter_begins_with_of(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert comments_without_a_head(text) == []
    assert texts_without_a_head(text) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_words_of_a_docstring_become_an_element(path: Path) -> None:
    assert texts_with_a_tag(path.read_text(encoding="utf-8")) == []


def test_the_eye_for_such_beginnings_sees_them() -> None:
    assert comments_without_a_head("x = 1  # of a file\n# Of two\n") == ["# of a file"]
    assert comments_without_a_head("# Of two\nx = 1\n# one\n# of many\n") == ["# Of two"]
    assert texts_without_a_head('"""A.\n\n    x : int\n        Of the unit.\n"""') == [
        "    Of the unit."
    ]
    assert texts_with_a_tag('"""A <v h>.\n\n`<v>` or:\n\n    <h>\n"""') == ["A <v h>."]
