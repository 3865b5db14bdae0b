"""Tables for people: rows of values, shown as aligned text in a terminal and as a table on a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from neurohistory.report.text import percent, short

__all__ = ["Format", "ShownTable", "show", "shown_to"]

Format = str | Callable[[Any], str]  # ".3f", "percent", or a function
Rows = Iterable[Mapping[str, Any] | tuple[Any, ...]] | Mapping[str, Iterable[Any]]


class ShownTable(NamedTuple):
    """Rows as values, and the texts that stand for them."""

    title: str
    rows: list[dict[str, Any]]
    header: list[str]
    cells: list[list[str]]  # (row, column)
    numeric: list[bool]  # by column: numbers stand on the right

    def __str__(self) -> str:
        """The table as aligned text."""
        lines = [self.header, *self.cells]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        aligned = [
            "  ".join(
                text.rjust(width) if right else text.ljust(width)
                for text, width, right in zip(line, widths, self.numeric, strict=True)
            ).rstrip()
            for line in lines
        ]
        return "\n".join([*([self.title] if self.title else []), *aligned])


_receiver: ContextVar[Callable[[ShownTable], None]] = ContextVar("receiver", default=print)


def show(
    rows: Rows,
    title: str = "",
    formats: Format | Mapping[str, Format] = short,
) -> None:
    """Show rows as a table: aligned text in a terminal, and a table on the page of a chapter.

    Whole numbers stand as they are, with commas from 10,000 on; truths as yes and no; None and NaN as a
    dash.

    Parameters
    ----------
    rows : iterable of mappings or NamedTuples, or a mapping of columns
        The values of each row by the names of their columns, a unit in the name; the same columns in
        every row.  Or else the values of each column by its name, as many in each.
    title : str, optional
        What stands above the table.
    formats : str or callable, or mapping of columns to these, optional
        How numbers with a fraction are written: a format such as ``".3f"``, the word ``"percent"``, or
        a function. A mapping says it for the columns that it names, whole numbers included.

    Raises
    ------
    ValueError
        If rows have different columns, columns have different lengths, or a format is for a column that
        is not there.

    Examples
    --------
    >>> rows = [
    ...     {"problem": "AND", "solved": 1.0, "epochs": 4.25},
    ...     {"problem": "XOR", "solved": 0.0, "epochs": None},
    ... ]
    >>> show(rows, "A perceptron", formats={"solved": "percent"})
    A perceptron
    problem  solved  epochs
    AND        100%    4.25
    XOR          0%       –
    >>> show({"x": [1, 2], "x squared": [1, 4]})
    x  x squared
    1          1
    2          4
    """
    _receiver.get()(_table(rows, title, formats))


@contextmanager
def shown_to(receiver: Callable[[ShownTable], None]) -> Iterator[None]:
    """Hand what is shown meanwhile to a function, in place of printing it.

    Parameters
    ----------
    receiver : callable
        Called with each table.

    Examples
    --------
    >>> tables = []
    >>> with shown_to(tables.append):
    ...     show([{"w": 0.5}])
    >>> tables[0].rows
    [{'w': 0.5}]
    """
    token = _receiver.set(receiver)
    try:
        yield
    finally:
        _receiver.reset(token)


def _table(rows: Rows, title: str, formats: Format | Mapping[str, Format]) -> ShownTable:
    by_row = _from_columns(rows) if isinstance(rows, Mapping) else rows
    values = [{name: _plain(value) for name, value in _named(row).items()} for row in by_row]
    header = list(values[0]) if values else []
    for row in values:
        if list(row) != header:
            raise ValueError(f"every row must have the columns {header}, but one has {list(row)}")
    by_column = formats if isinstance(formats, Mapping) else {}
    if unknown := set(by_column) - set(header):
        raise ValueError(f"formats are for columns that are not there: {sorted(unknown)} of {header}")
    of_fractions = short if isinstance(formats, Mapping) else formats
    return ShownTable(
        title,
        values,
        header,
        [[_text(row[name], by_column.get(name), of_fractions) for name in header] for row in values],
        [all(_is_number(row[name]) or row[name] is None for row in values) for name in header],
    )


def _from_columns(columns: Mapping[str, Iterable[Any]]) -> list[dict[str, Any]]:
    lists = {name: list(values) for name, values in columns.items()}
    lengths = {name: len(values) for name, values in lists.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"columns must be of one length, but they have {lengths}")
    return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]


def _named(row: Mapping[str, Any] | tuple[Any, ...]) -> Mapping[str, Any]:
    if isinstance(row, Mapping):
        return row
    if hasattr(row, "_asdict"):
        named: dict[str, Any] = row._asdict()
        return named
    raise TypeError(f"a row must be a mapping or a NamedTuple, not {row!r}")


def _plain(value: Any) -> Any:
    """A NumPy number as Python's own, and what is no number as None."""
    if getattr(value, "ndim", None) == 0:
        value = value.item()
    return None if isinstance(value, float) and value != value else value


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _text(value: Any, own: Format | None, of_fractions: Format) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case int() if own is None:
            return str(value) if abs(value) < 10_000 else f"{value:,}"
        case int() | float():
            return _formatted(value, own or of_fractions)
    return str(value)


def _formatted(value: float, how: Format) -> str:
    if callable(how):
        return how(value)
    if how == "percent":
        return percent(value)
    text = format(value, how)
    # No zero has a minus sign.
    return format(0.0, how) if re.fullmatch(r"-[0.,]+%?", text) else text
