"""Our scripts and styles as a site has them: without comments and indentation, which no reader needs."""

from __future__ import annotations

import re

__all__ = ["published"]

_BLOCK = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)


def published(source: str) -> str:
    """A script or a style sheet without the lines that are comments, empty ones and indentation.

    Nothing but whole lines is left out, so a comment behind code stays.  A text over several lines
    would lose its indentation too; none of ours has one, and a test holds that.

    Parameters
    ----------
    source : str

    Examples
    --------
    >>> print(published("/* What it\\n * does. */\\n{\\n  // why\\n  f(); // here\\n}\\n"), end="")
    {
    f(); // here
    }
    """
    lines = map(str.strip, _BLOCK.sub("", source).splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
