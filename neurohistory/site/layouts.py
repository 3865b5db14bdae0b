"""Signatures in lines, as the formatter ruff lays them out, without a process for each.

mkdocstrings hands every signature of the reference that is longer than a line to a formatter, and starts
it anew for each.  Nearly all of them need no more than one of three shapes, which are made here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["Formatter", "laid_out", "without_processes"]

Formatter = Callable[[str, int], str]  # code, and how long a line may be

_SIGNATURE = re.compile(r"(?P<head>def x+\()(?P<parameters>[^\n]*)(?P<tail>\)(?: -> [^\n]+)?:) pass\n*")
_OPENING, _CLOSING = "([{", ")]}"


def laid_out(code: str, width: int) -> str | None:
    r"""A function whose signature stands in one line, in three, or has a line for each parameter.

    Parameters
    ----------
    code : str
        ``def x(...): pass``, in one line; the name is all of ``x``.
    width : int
        How long a line may be.

    Returns
    -------
    str or None
        None where it takes more than that.

    Examples
    --------
    >>> print(laid_out("def xxx(first: int, second: str = '') -> None: pass", 30), end="")
    def xxx(
        first: int, second: str = ""
    ) -> None:
        pass
    """
    found = _SIGNATURE.fullmatch(code if '"' in code or "\\" in code else code.replace("'", '"'))
    each = _parts(found["parameters"]) if found else None
    if found is None or each is None or "'" in found[0] or "lambda" in found[0]:
        return None
    head, parameters, tail = found["head"], found["parameters"], found["tail"]
    shapes = [[f"{head}{parameters}{tail}"], [head, *(f"    {part}," for part in each), tail]]
    if len(each) > 1:  # a single one gets a comma behind it
        shapes.insert(1, [head, f"    {parameters}", tail])
    fitting = (lines for lines in shapes if max(map(len, lines)) <= width)
    lines = next(fitting, None)
    return None if lines is None else "\n".join([*lines, "    pass\n"])


def without_processes(formatter: Formatter) -> Formatter:
    """The same formatter, which is asked only for what `laid_out` leaves.

    Parameters
    ----------
    formatter : callable
    """

    def found(code: str, width: int) -> str:
        shaped = laid_out(code, width)
        return formatter(code, width) if shaped is None else shaped

    return found


def _parts(parameters: str) -> list[str] | None:
    """The parameters; None if a bracket does not close, or one closes that was not opened."""
    parts, depth, quoted = [""], 0, False
    for letter in parameters:
        quoted ^= letter == '"'
        if not quoted:
            depth += (letter in _OPENING) - (letter in _CLOSING)
        if depth < 0:
            return None
        if letter == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts] if depth == 0 and not quoted else None
