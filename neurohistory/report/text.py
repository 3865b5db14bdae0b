"""Numbers and rows as text: short for people, Markdown for pages, CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["csv_text", "json_text", "markdown_table", "percent", "plain", "short"]


def short(value: float, digits: int = 4) -> str:
    """A number for people: whole ones as such, others with four digits, or as many as you like.

    Examples
    --------
    >>> short(-0.0), short(2.0), short(0.123456)
    ('0', '2', '0.1235')
    """
    return f"{value + 0.0:.0f}" if float(value).is_integer() else f"{value:.{digits}g}"


def percent(fraction: float) -> str:
    """A fraction as percent; it says 0 % or 100 % only where it is exactly none or all.

    Examples
    --------
    >>> percent(1.0), percent(0.935), percent(199 / 200)
    ('100%', '94%', '99.5%')
    """
    texts = [f"{fraction:.{digits}%}" for digits in range(4)]
    honest = (text for text in texts if (float(text[:-1]) in (0, 100)) == (fraction in (0, 1)))
    return next(honest, texts[-1])


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars in the cells are escaped.

    Examples
    --------
    >>> print(markdown_table(["problem", "solved"], [["XOR", "0.5"]]))
    | problem | solved |
    | --- | --- |
    | XOR | 0.5 |
    """
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def csv_text(rows: Sequence[Mapping[str, object]]) -> str:
    r"""Rows with the same keys as comma-separated values; an empty field for None.

    Examples
    --------
    >>> csv_text([{"problem": "XOR", "loss": None}])
    'problem,loss\nXOR,\n'
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def json_text(values: object, *, ascii: bool = False, indent: int | None = 1) -> str:
    r"""Values as JSON, in the form that `plain` gives them.

    Parameters
    ----------
    values : object
    ascii : bool, default=False
        Escape all letters beyond ASCII, for a stream that would replace them.
    indent : int or None, default=1
        Spaces of each level; None for a single line without spaces.

    Examples
    --------
    >>> json_text({"loss": float("nan")})
    '{\n "loss": null\n}\n'
    """
    apart = (",", ":") if indent is None else None
    text = json.dumps(
        plain(values), indent=indent, separators=apart, ensure_ascii=ascii, allow_nan=False
    )
    # The bytes of a file's name that are no letters are escaped in any case.
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def plain(value: Any) -> Any:
    """A value that JSON can hold: lists for arrays, None for NaN, words for what has no other form.

    Examples
    --------
    >>> import numpy as np
    >>> plain({"C": np.inf, "weights": np.array([1.0, np.nan]), "kernel": max})
    {'C': 'inf', 'weights': [1.0, None], 'kernel': '<built-in function max>'}
    """
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, float) and not math.isfinite(value):
        return "inf" if value > 0 else None
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value if isinstance(value, (str, int, float, bool, type(None))) else repr(value)
