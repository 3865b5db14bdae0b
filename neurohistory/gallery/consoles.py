"""Commands in the written pages, shown with what they really print.

A block that begins with ```` ```console exec ```` holds one command after a dollar sign; the site shows
it with its output.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys

from neurohistory.gallery.page import Page

__all__ = ["commands_in", "console", "with_outputs"]

_BLOCK = re.compile(r"^```console exec\n\$ (?P<command>[^\n]*)\n```$", re.MULTILINE)
_TIME_LIMIT = 120  # seconds


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


def console(command: str) -> Page:
    """Run a ``neurohistory`` command and show it with its output.

    Raises
    ------
    RuntimeError
        If it is another command, or prints nothing.
    """
    name, *arguments = shlex.split(command)
    if name != "neurohistory":
        raise RuntimeError(f"pages run the command neurohistory alone, not {command!r}")
    # 80 columns have no room for the time, which differs from build to build.
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
    ran = subprocess.run(
        [sys.executable, "-m", "neurohistory", *arguments],
        capture_output=True,
        text=True,
        timeout=_TIME_LIMIT,
        env=environment,
        check=False,
    )
    printed = "\n".join(line.rstrip() for line in (ran.stdout or ran.stderr).splitlines()).strip("\n")
    if not printed:
        raise RuntimeError(f"{command!r} printed nothing and ended with {ran.returncode}")
    return Page(f"```console\n$ {command}\n{printed}\n```")
