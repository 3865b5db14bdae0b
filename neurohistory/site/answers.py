"""Answers to the exercises of a chapter: folded under each on the page, and kept in a file of their own.

The exercises are the numbered list under a chapter's heading ``## Try it``.  Their answers stand in
``answers/`` beside the chapter, in a Markdown file of its name, as a list with the same numbers.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

__all__ = ["AnswerError", "answers_to", "exercises_in", "fold_answers", "superfluous"]

_EXERCISES = re.compile(r"^## Try it\n(?P<list>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_ITEM = re.compile(r"^(?P<number>\d+)\. .*?(?=^\d+\. |^\S|\Z)", re.MULTILINE | re.DOTALL)
_PREFIX = re.compile(r"^# ?", re.MULTILINE)


class AnswerError(ValueError):
    """An exercise without an answer, or an answer without an exercise."""


def exercises_in(markdown: str) -> dict[int, str]:
    r"""The exercises of a page by their numbers.

    Examples
    --------
    >>> exercises_in("## Try it\n\n1. Add.\n2. Take\n   away.\n\n## Sources\n\n1. A book.\n")
    {1: '1. Add.', 2: '2. Take\n   away.'}
    """
    found = _EXERCISES.search(markdown)
    return dict(_items(found["list"])) if found else {}


def answers_to(script: Path) -> dict[int, str]:
    """The answers to the exercises of a chapter, by their numbers; each exercise has one.

    Raises
    ------
    AnswerError
        Otherwise, with the file and the line.
    """
    text = script.read_text(encoding="utf-8")
    exercises = exercises_in(_PREFIX.sub("", text))
    written = file_of(script)
    chapter, beside = (path.relative_to(script.parent.parent).as_posix() for path in (script, written))
    answers = dict(_items(written.read_text(encoding="utf-8"))) if written.is_file() else {}
    for number in sorted(exercises.keys() ^ answers.keys()):
        if number in exercises:
            place = _line(text, f"# {exercises[number]}")
            raise AnswerError(
                f"{chapter}, line {place}: exercise {number} has no answer; write it into "
                f"{beside}, as '{number}. ...'"
            )
        place = _line(written.read_text(encoding="utf-8"), answers[number])
        raise AnswerError(
            f"{beside}, line {place}: answer {number} belongs to no exercise of "
            f"{chapter}; take it out, or number it as the exercise is numbered"
        )
    return {number: re.sub(r"^\d+\. ", "   ", text) for number, text in answers.items()}


def file_of(script: Path) -> Path:
    """Where the answers to a chapter's exercises stand."""
    return script.parent / "answers" / f"{script.stem}.md"


def superfluous(chapters: Iterable[Path]) -> list[str]:
    """A complaint about each file of answers beside these chapters that belongs to none of them."""
    ours = {file_of(script) for script in chapters}
    return [
        f"{path.parent.parent.name}/answers/{path.name} belongs to no chapter; rename or remove it"
        for folder in sorted({path.parent for path in ours})
        for path in sorted(folder.glob("*.md"))
        if path not in ours
    ]


def fold_answers(markdown: str, answers: Mapping[int, str]) -> str:
    r"""A page with its answers folded under its exercises.

    Examples
    --------
    >>> print(fold_answers("## Try it\n\n1. Add 1 and 1.\n", {1: "   It is 2."}))
    ## Try it
    <BLANKLINE>
    1. Add 1 and 1.
    <BLANKLINE>
        ??? answer "Answer"
    <BLANKLINE>
            It is 2.
    <BLANKLINE>
    <BLANKLINE>
    """
    for number, exercise in exercises_in(markdown).items():
        text = textwrap.indent(textwrap.dedent(answers[number]).strip(), " " * 8)
        folded = f'{exercise}\n\n    ??? answer "Answer"\n\n{text}\n'
        markdown = markdown.replace(exercise, folded, 1)
    return markdown


def _items(markdown: str) -> Iterator[tuple[int, str]]:
    """The items of a numbered list."""
    for item in _ITEM.finditer(markdown):
        yield int(item["number"]), item[0].rstrip()


def _line(text: str, part: str) -> int:
    """The line on which a part of a text begins, or its first line does."""
    return text.count("\n", 0, text.index(part.splitlines()[0])) + 1
