"""Large plain text, read at once: a line is an example, its values are numbers and a short label.

What is anything else, by a single character, is left to the reader that goes line by line and explains.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from gzip import GzipFile
from typing import IO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.problems.files.values import MAX_BYTES, SURE_DIGITS

__all__ = ["is_large", "read_plain"]

Array = NDArray[np.float64]
Labels = NDArray[np.str_]

_LARGE = 2**18  # bytes, from which on it is worth while
_PIECE = 2**22  # bytes that are looked through at a time
_ROWS = 50_000  # that are read at a time
_LONGEST_LINE = 2**20  # bytes; in lines that are longer nobody looks for examples here
_LONGEST_LABEL = 64  # bytes
_SEPARATES_LINES = ord("\n")


class _Layout(NamedTuple):
    """What a look at the bytes tells: the number of rows, and the longest value of each column."""

    n_rows: int
    longest: NDArray[np.int64]  # (column,)
    may_be_tiny: bool  # there are negative exponents


def is_large(stream: IO[bytes] | GzipFile) -> bool:
    """Whether a stream can be read twice, and holds enough for that."""
    if not stream.seekable():
        return False
    large = len(stream.read(_LARGE)) == _LARGE
    stream.seek(0)
    return large


def read_plain(
    stream: IO[bytes] | GzipFile,
    label_at: int,
    features: Sequence[int],
    n_columns: int,
    separator: str,
    exact: bool,
) -> tuple[Array, Labels] | None:
    """Features and labels from the lines after the heading; None if anything about them is not plain.

    Parameters
    ----------
    stream : binary file
        One that can be read twice.
    label_at : int
        The column of the labels.
    features : sequence of int
        The columns of the features.
    n_columns : int
    separator : str
    exact : bool
        Whether numbers are wanted to their last digit.

    Returns
    -------
    X : ndarray of shape (example, feature)
    labels : ndarray of shape (example,)

    Examples
    --------
    >>> X, labels = read_plain(io.BytesIO(b"a,y\\n0.5,no\\n1,yes\\n"), 1, [0], 2, ",", exact=False)
    >>> X.tolist(), labels.tolist()
    ([[0.5], [1.0]], ['no', 'yes'])
    >>> read_plain(io.BytesIO(b"a,y\\n0.5,no\\n?,yes\\n"), 1, [0], 2, ",", exact=False)
    """
    stream.seek(0)
    heading = stream.readline(_LONGEST_LINE)
    if not heading.endswith(b"\n") or not _ends_lines_alike(heading):
        return None
    begins = stream.tell()
    layout = _layout(stream, n_columns, separator)
    if layout is None or not layout.n_rows or layout.longest[label_at] > _LONGEST_LABEL:
        return None
    stream.seek(begins)
    text = io.TextIOWrapper(stream, "utf-8")
    try:
        X, labels = _values(text, layout, label_at, features, separator)
    except ValueError:
        return None
    finally:
        text.detach()
    return (X, labels) if _is_held(X, layout, layout.longest[[*features]], exact) else None


def _layout(stream: IO[bytes] | GzipFile, n_columns: int, separator: str) -> _Layout | None:
    """How the lines up to the end are laid out; None if they are not all alike."""
    n_rows, n_bytes, may_be_tiny = 0, 0, False
    longest = np.zeros(n_columns, dtype=np.int64)
    while piece := stream.read(_PIECE) + stream.readline(_LONGEST_LINE):
        n_bytes += len(piece)
        if not piece.endswith(b"\n"):
            if stream.read(1):  # the line is longer
                return None
            piece += b"\n"
        codes = np.frombuffer(piece, dtype=np.uint8)
        ends = np.flatnonzero((codes == ord(separator)) | (codes == _SEPARATES_LINES))
        foreign = b'"' in piece or b"\0" in piece or not _ends_lines_alike(piece)
        if foreign or n_bytes > MAX_BYTES or len(ends) % n_columns:
            return None
        lines = codes[ends].reshape(-1, n_columns) == _SEPARATES_LINES
        if lines[:, :-1].any() or not lines[:, -1].all():
            return None
        lengths = np.diff(ends, prepend=-1) - 1
        longest = np.maximum(longest, lengths.reshape(-1, n_columns).max(axis=0))
        n_rows += len(lines)
        may_be_tiny |= b"e-" in piece or b"E-" in piece
    return _Layout(n_rows, longest, may_be_tiny)


def _ends_lines_alike(piece: bytes) -> bool:
    """Whether a carriage return stands nowhere but before a line feed."""
    return piece.count(b"\r") == piece.count(b"\r\n")


def _values(
    text: io.TextIOWrapper, layout: _Layout, label_at: int, features: Sequence[int], separator: str
) -> tuple[Array, Labels]:
    """The numbers and the labels, some rows at a time, so that no second copy is held."""
    kind = np.dtype(
        [("x", np.float64, (len(features),)), ("label", f"U{max(1, layout.longest[label_at])}")]
    )
    X = np.empty((layout.n_rows, len(features)))
    labels = np.empty(layout.n_rows, dtype=kind["label"])
    for first in range(0, layout.n_rows, _ROWS):
        rows = np.loadtxt(
            text, kind, comments=None, delimiter=separator, usecols=[*features, label_at],
            max_rows=min(_ROWS, layout.n_rows - first), ndmin=1,
        )  # fmt: skip
        X[first : first + len(rows)], labels[first : first + len(rows)] = rows["x"], rows["label"]
    labels = np.char.strip(labels)
    return X, labels.astype(f"U{max(1, np.char.str_len(labels).max())}")


def _is_held(X: Array, layout: _Layout, longest: NDArray[np.int64], exact: bool) -> bool:
    """Whether floats are what the text says, and no two numbers of a column have become one."""
    if not np.isfinite(X).all():
        return False
    if layout.may_be_tiny and not X.all():
        return False
    if exact:
        whole = (np.rint(X) == X) & (np.abs(X) < 10.0**SURE_DIGITS)
        return bool(longest.max(initial=0) <= SURE_DIGITS and whole.all())
    return all(_differ(X[:, column]) for column in np.flatnonzero(longest > SURE_DIGITS))


def _differ(values: Array) -> bool:
    """Whether values are all different, and none is a whole number."""
    return len(np.unique(values)) == len(values) and not (values == np.rint(values)).any()
