"""Text with separators: comma-separated values as RFC 4180 has them, or tabs in place of commas.

Besides the RFC, as in pandas: blank lines count for nothing, nor do blanks around a value; lines may
end in the way of any system; a byte order mark is skipped.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from gzip import GzipFile
from itertools import compress, count
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.problems.files.plain import is_large, read_plain
from neurohistory.problems.files.values import (
    MAX_BYTES,
    SURE_DIGITS,
    Table,
    check_labels,
    exactly,
    merged,
    number,
    says_more,
)

__all__ = ["read_text"]

Array = NDArray[np.float64]
Record = tuple[int, str, list[str]]  # the first line's number, the text, its values
Records = Iterator[Record]

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_FOREIGN = {  # how a file begins that is no text in UTF-8
    b"\xff\xfe\0\0": "is in UTF-32; save it in UTF-8",
    b"\0\0\xfe\xff": "is in UTF-32; save it in UTF-8",
    b"\xff\xfe": "is in UTF-16; save it in UTF-8",
    b"\xfe\xff": "is in UTF-16; save it in UTF-8",
    b"\x1f\x8b": "is packed by gzip; let its name end in .gz, or unpack it",
    b"PK\x03\x04": "is a spreadsheet or a zip file; save it as CSV",
    b"\x93NUMPY": "is an array of NumPy; let its name end in .npy",
}
_LONGEST_LINE = 2**26  # characters
_LONG = 300  # characters of a value that may be lost as 0 without an exponent
_UNDECODED = re.compile("[\udc80-\udcff]")
_NAMELESS = re.compile(r"|Unnamed: \d+")  # as pandas calls them
_COUNTERS = {"id", "idx", "index", "level_0", "row", "row_id", "row_index", "rowid"}
_MAX_NAMES = 12  # columns that a complaint names
_MAX_SHOWN = 200  # characters of them


def read_text(
    stream: IO[bytes] | GzipFile, name: str, target: str, separator: str, exact: bool = False
) -> Table:
    """Examples from lines of text, under a heading with the names of the columns.

    Columns that cannot be features are left out: those without a name, such as the row names that
    pandas and R write, and those that are called id or index and hold a different whole number in
    each line.

    Parameters
    ----------
    stream : binary file
    name : str
        What messages call the file.
    target : str
        The column of the labels.
    separator : str
        What stands between columns.
    exact : bool, default=False
        Whether numbers are wanted to their last digit, as fractions where floats do not hold them.

    Raises
    ------
    ValueError
        At the first line that does not fit, naming line, column and value; and where two different
        numbers of a column would be the same float.
    """
    large = is_large(stream)
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
    try:
        records = _records(_lines(text, name), name, separator)
        heading = next(records, (0, "", []))
        columns = [column.strip() for column in heading[2]]
        _check_heading(name, target, columns, separator)
        rows = _plain_rows(stream, heading, columns, target, separator, exact) if large else None
        if rows is None:
            if large:  # it was looked at, and is read again
                text.seek(0)
                records = _records(_lines(text, name), name, separator)
                next(records)
            rows = _rows(records, name, columns, target, separator, exact)
    finally:
        text.detach()  # the stream is not ours to close
    return _table(rows, name, columns, target, exact)


class _Rows(NamedTuple):
    """What stands below the heading."""

    X: Array
    numbers: NDArray[Any]  # the same array, or with fractions where floats do not hold all digits
    labels: NDArray[np.str_]
    begins: Sequence[int]  # the line of each record


def _is_feature(columns: list[str], target: str) -> list[bool]:
    return [not _NAMELESS.fullmatch(column) and column != target for column in columns]


def _plain_rows(
    stream: IO[bytes] | GzipFile,
    heading: Record,
    columns: list[str],
    target: str,
    separator: str,
    exact: bool,
) -> _Rows | None:
    """All rows at once, if there is nothing to explain about them."""
    line, text, _ = heading
    features = [*compress(count(), _is_feature(columns, target))]
    if line > 1 or len(text.splitlines()) > 1 or not features:
        return None
    found = read_plain(stream, columns.index(target), features, len(columns), separator, exact)
    if found is None:
        return None
    X, labels = found
    begins = range(2, len(X) + 2)
    try:
        check_labels(labels, str)
    except ValueError:
        return None
    return _Rows(X, X, labels, begins)


def _rows(
    records: Records, name: str, columns: list[str], target: str, separator: str, exact: bool
) -> _Rows:
    """The rows one by one; what is wrong with one is told with its line."""
    label_at, is_feature = columns.index(target), _is_feature(columns, target)
    features = [*compress(columns, is_feature)]
    rows: list[Array] = []
    kept: list[NDArray[Any]] = []  # the same, and in fractions what floats do not hold
    labels, begins = [], []
    for line, text, record in records:
        where = f"{name}, line {line}"
        if len(record) != len(columns):
            raise ValueError(f"{where}: {_ragged(record, columns, separator)}")
        labels.append(record[label_at].strip())
        values = [*compress(record, is_feature)]
        rows.append(_numbers(values, features, where, text))
        kept.append(_kept(values, rows[-1], exact, where, features))
        begins.append(line)
    if not rows:
        raise ValueError(f"{name} has a heading and no examples; each needs a line of its own")
    check_labels(np.array(labels), lambda at: f"{name}, line {begins[at]}: {target!r} is")
    X = np.array(rows)
    same = all(row is floats for row, floats in zip(kept, rows, strict=True))
    return _Rows(X, X if same else np.array(kept), np.array(labels), tuple(begins))


def _table(rows: _Rows, name: str, columns: list[str], target: str, exact: bool) -> Table:
    """The table without the columns that can be no features."""
    X, numbers, labels, begins = rows
    features = [*compress(columns, _is_feature(columns, target))]
    counting = [
        column.lower() in _COUNTERS and _counts(numbers[:, at].tolist())
        for at, column in enumerate(features)
    ]
    notes = [
        f"{name}: column {at} has no name and was left out; to learn from it, give it one"
        for at, column in enumerate(columns, start=1)
        if _NAMELESS.fullmatch(column) and column != target
    ]
    notes += [
        f"{name}: column {column!r} numbers the examples and was left out; to learn from it, rename it"
        for column in compress(features, counting)
    ]
    if any(counting):
        left = ~np.array(counting, dtype=bool)
        features, X, numbers = [*compress(features, left)], X[:, left], numbers[:, left]
    if not X.size:
        raise ValueError(f"{name} has no features beside {target!r}; it needs a column of numbers")
    if not exact and numbers is not X and (lost := merged(numbers, X)):
        first, second, at = lost
        raise ValueError(
            f"{name}, lines {begins[first]} and {begins[second]}: {features[at]!r} is two numbers that "
            "differ in more digits than a number holds; subtract an offset"
        )
    return Table(numbers if exact else X, labels, tuple(notes), tuple(features), begins)


def _lines(text: io.TextIOWrapper, name: str) -> Iterator[str]:
    """The lines of a text in UTF-8, ended in the way of any system."""
    for at in count(1):
        line = text.readline(_LONGEST_LINE)
        if not line:
            break
        if at == 1:
            _check_beginning(line, name)
        if isinstance(text.buffer, GzipFile) and text.buffer.tell() > MAX_BYTES:
            raise ValueError(f"{name} unpacks to more than {MAX_BYTES:,} bytes; take a part of it")
        _check_line(line, f"{name}, line {at}")
        yield line


def _check_line(line: str, where: str) -> None:
    if not line.isascii() and (undecoded := _UNDECODED.search(line)):
        byte = ord(undecoded[0]) - 0xDC00
        raise ValueError(f"{where}: the byte 0x{byte:02x} is not UTF-8; save the file in UTF-8")
    if "\0" in line:
        raise ValueError(f"{where} holds a NUL character; the file is damaged, or not in UTF-8")
    if len(line) == _LONGEST_LINE:
        raise ValueError(f"{where} is longer than {_LONGEST_LINE:,} characters; is it a text?")


def _check_beginning(line: str, name: str) -> None:
    begins = line.encode("utf-8", "surrogateescape")
    for foreign, complaint in _FOREIGN.items():
        if begins.startswith(foreign):
            raise ValueError(f"{name} {complaint}")
    if "\0" in line and not (line[::2].strip("\0") and line[1::2].strip("\0")):
        raise ValueError(f"{name} seems to be in UTF-16 or UTF-32; save it in UTF-8")


def _records(lines: Iterator[str], name: str, separator: str) -> Records:
    """The records that are not blank, each with the line that it begins at and its text."""
    texts: list[str] = []

    def noted() -> Iterator[str]:
        for line in lines:
            texts.append(line)
            yield line

    rows = csv.reader(noted(), delimiter=separator, skipinitialspace=True, strict=True)
    begins = 1
    try:
        for row in rows:
            if len(row) > 1 or "".join(row).strip():
                yield begins, "".join(texts), row
            texts.clear()
            begins = rows.line_num + 1
    except csv.Error as error:
        raise ValueError(
            f"{name}, line {begins}: {error}; a quotation mark must be closed at the end of its value, "
            "and doubled inside of it"
        ) from None


def _check_heading(name: str, target: str, columns: list[str], separator: str) -> None:
    if not columns:
        raise ValueError(f"{name} is empty; it should begin with the names of its columns")
    if target not in columns:
        raise ValueError(f"{name} has no column {target!r}; {_what_there_is(columns, separator)}")
    if twice := sorted({column for column in columns if column and columns.count(column) > 1}):
        raise ValueError(f"{name} has more than one column {twice[0]!r}; names must differ")


def _what_there_is(columns: list[str], separator: str) -> str:
    if foreign := _foreign_separator(columns, separator):
        return f"columns must be separated by {_SEPARATORS[separator]}, and its first line has {foreign}"
    if columns[0].startswith("#"):
        return f"it begins with a comment, {columns[0][:_MAX_SHOWN]!r}; begin with the names of columns"
    shown = ", ".join(columns[:_MAX_NAMES])
    more = f" and {len(columns) - _MAX_NAMES} more" if len(columns) > _MAX_NAMES else ""
    return f"it has {shown[:_MAX_SHOWN]}{more}"


def _foreign_separator(record: list[str], separator: str) -> str:
    """What a record that is one value seems to be separated by; nothing if it is no such record."""
    if len(record) > 1:
        return ""
    return next(
        (mark for sign, mark in _SEPARATORS.items() if sign != separator and sign in record[0]), ""
    )


def _ragged(record: list[str], columns: list[str], separator: str) -> str:
    """What is wrong with a record that has not as many values as there are columns."""
    counts = f"{len(record)} values for {len(columns)} columns"
    if foreign := _foreign_separator(record, separator):
        return f"{counts}; they must be separated by {_SEPARATORS[separator]}, not {foreign}"
    if record[0].startswith("#"):
        return f"{counts}; if it is a comment, delete the line"
    if len(record) < len(columns):
        return f"{counts}; a value may be empty, but its separator may not be left out"
    if not record[-1].strip():
        return f"{counts}; the line ends with a separator too many"
    return f"{counts}; a value that holds a separator needs quotation marks, and decimals need a point"


def _numbers(values: list[str], columns: list[str], where: str, text: str) -> Array:
    """The values of a record as numbers; one by one only where one may be none, or may vanish.

    `text` is the whole record, which is quicker to look through than its values.
    """
    if _is_plain(text) or _is_plain("".join(values)):
        with suppress(ValueError):
            found = np.array([*map(float, values)])
            if np.isfinite(found).all() and (found.all() or not _may_be_tiny(text, values)):
                return found
    found = np.empty(len(values))
    for at, (value, column) in enumerate(zip(values, columns, strict=True)):
        try:
            found[at] = number(value)
        except ValueError as error:
            raise ValueError(f"{where}: {column!r} is {error}") from None
    return found


def _is_plain(text: str) -> bool:
    """Whether text holds nothing that Python takes for a part of a number and people do not."""
    return text.isascii() and "_" not in text


def _may_be_tiny(text: str, values: list[str]) -> bool:
    """Whether one of the values has a negative exponent, or is very long, and so may be lost as 0."""
    return (len(text) > _LONG and max(map(len, values)) > _LONG) or (
        ("e-" in text or "E-" in text) and "e-" in "".join(values).lower()
    )


def _kept(values: list[str], floats: Array, exact: bool, where: str, columns: list[str]) -> NDArray[Any]:
    """The numbers of a record: the same array of floats, or fractions where digits would be lost.

    Where numbers need not be exact, one that is a float to its own last digit stays that float.
    """
    short = max(map(len, values), default=0) <= SURE_DIGITS
    if short and (not exact or _are_short_and_whole(floats)):
        return floats
    found = floats.astype(object)
    for at, (value, rounded) in enumerate(zip(values, floats.tolist(), strict=True)):
        try:
            if exact or says_more(value, rounded):
                found[at] = exactly(value)
        except ValueError as error:
            raise ValueError(f"{where}: {columns[at]!r} is {error}") from None
    return found if exact or any(isinstance(each, Fraction) for each in found) else floats


def _are_short_and_whole(floats: Array) -> bool:
    return bool((floats == np.rint(floats)).all() and (np.abs(floats) < 10.0**SURE_DIGITS).all())


def _counts(values: list[Any]) -> bool:
    """Whether values are whole numbers and all different."""
    return all(value == int(value) for value in values) and len(set(values)) == len(values)
