"""Commands in the written pages, shown with what they really print.

A block that begins with ```` ```console exec ```` holds one command after a dollar sign; the site shows
it with its output.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Callable, Iterator
from html import escape, unescape
from importlib.metadata import entry_points

from neurohistory.site.page import Page

__all__ = ["commands_in", "console", "with_copies", "with_outputs"]

_BLOCK = re.compile(r"^```console exec\n\$ (?P<command>[^\n]*)\n```$", re.MULTILINE)
_SESSION = re.compile(
    r'(?P<tag><div class="[^"]*\bhighlight\b[^"]*")>(?P<code><pre.*?</pre>)', re.DOTALL
)
_PROMPT = re.compile(r'<span class="gp">[^<]*</span>(.*)')  # and the rest of its line
_TAG = re.compile(r"<[^>]*>")
# 80 columns have no room for the time, which differs from build to build.
_TERMINAL = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}


def commands_in(markdown: str) -> list[str]:
    """The commands that a page wants to have run.

    Examples
    --------
    >>> commands_in("Try\\n\\n```console exec\\n$ neurohistory timeline\\n```\\n")
    ['neurohistory timeline']
    """
    return [found["command"] for found in _BLOCK.finditer(markdown)]


def with_outputs(markdown: str, outputs: dict[str, str]) -> str:
    """The page with each command replaced by the block that shows it and its output."""
    return _BLOCK.sub(lambda found: outputs[found["command"]], markdown)


def with_copies(html: str) -> str:
    """The page with what its copy buttons take: of a session the commands, without prompts and outputs.

    The theme's button copies ``data-copy`` where there is one, else all that the block shows.

    Examples
    --------
    >>> block = '<div class="highlight"><pre><code><span class="gp">$ </span>ls\\n<span class="go">a'
    >>> with_copies(f"{block}</span></code></pre></div>")[:40]
    '<div class="highlight" data-copy="ls"><p'
    """
    return _SESSION.sub(_with_copy, html)


def _with_copy(found: re.Match[str]) -> str:
    lines = [_TAG.sub("", line) for line in _PROMPT.findall(found["code"])]
    if not lines:
        return found[0]
    commands = escape(unescape("\n".join(lines)), quote=True).replace("\n", "&#10;")
    return f'{found["tag"]} data-copy="{commands}">{found["code"]}'


def console(command: str) -> Page:
    """Run a ``neurohistory`` command, in this process, and show it with its output.

    It changes how the process answers signals; `production` gives each command one of its own.

    Raises
    ------
    RuntimeError
        If it is another command, or prints nothing.
    """
    name, *arguments = shlex.split(command)
    if name != "neurohistory":
        raise RuntimeError(f"pages run the command neurohistory alone, not {command!r}")
    main = _installed_command(name)
    said, complained, code = io.StringIO(), io.StringIO(), None
    with (
        _environment(_TERMINAL),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(complained),
    ):
        try:
            main(arguments)
        except SystemExit as exit:
            code = exit.code
    text = said.getvalue() or complained.getvalue()
    printed = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
    if not printed:
        raise RuntimeError(f"{command!r} printed nothing and ended with {code}")
    return Page(f"```console\n$ {command}\n{printed}\n```")


def _installed_command(name: str) -> Callable[[list[str]], object]:
    """The command as it was installed: it may build sites, and so the builder cannot import it."""
    command: Callable[[list[str]], object] = entry_points(group="console_scripts")[name].load()
    return command


@contextlib.contextmanager
def _environment(settings: dict[str, str]) -> Iterator[None]:
    """Other environment variables for a while."""
    before = dict(os.environ)
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
