"""Commands in the written pages."""

from __future__ import annotations

import html
import os
import re
from importlib import import_module

import pytest

from neurohistory.site.consoles import commands_in, console, with_copies, with_outputs

PAGE = "Before\n\n```console exec\n$ neurohistory --version\n```\n\nAfter\n"


def test_a_block_is_replaced_by_the_command_and_what_it_prints() -> None:
    assert commands_in(PAGE) == ["neurohistory --version"]
    shown = console("neurohistory --version").markdown
    assert with_outputs(PAGE, {"neurohistory --version": shown}) == f"Before\n\n{shown}\n\nAfter\n"
    first, command, output, last = shown.splitlines()
    assert (first, command, last) == ("```console", "$ neurohistory --version", "```")
    assert output.startswith("neurohistory ")


def test_a_command_runs_on_a_terminal_of_80_columns_and_leaves_ours_as_it_was() -> None:
    before = dict(os.environ)
    lines = console("neurohistory show perceptron").markdown.splitlines()
    assert max(map(len, lines)) <= 80
    assert dict(os.environ) == before


def test_what_a_wrong_command_says_is_shown() -> None:
    assert "did you mean" in console("neurohistory show perceptorn").markdown


def test_other_commands_are_refused() -> None:
    with pytest.raises(RuntimeError, match="rm"):
        console("rm -rf nothing")


def rendered(markdown: str) -> str:
    convert = import_module("markdown").markdown  # it has no types
    return str(convert(markdown, extensions=["pymdownx.highlight", "pymdownx.superfences"]))


@pytest.mark.parametrize(
    ("block", "copied"),
    [
        ("console\n$ ls\na  b\n$ cat a | head\n1", "ls\ncat a | head"),
        (
            "console\n$ neurohistory compare 'svm:C=0.1' > a.csv",
            "neurohistory compare 'svm:C=0.1' > a.csv",
        ),
        ("console\n$ echo '<b>\"&amp;' && true\n<b>", "echo '<b>\"&amp;' && true"),
        ("pycon\n>>> for n in (1, 2):\n...     print(n)\n1\n2", "for n in (1, 2):\n    print(n)"),
        ("python\nprint(1)", None),
        ("text\n$ 5", None),
    ],
)
def test_the_copy_button_takes_what_can_be_pasted(block: str, copied: str | None) -> None:
    before = rendered(f"```{block}\n```")
    after = with_copies(before)
    found = re.search(r'data-copy="([^"]*)"', after)
    assert (html.unescape(found[1]) if found else None) == copied
    assert re.sub(r' data-copy="[^"]*"', "", after) == before
