"""Arrays in NumPy's own files, .npy and .npz.

What the header of an array claims is held against what the file holds before there is any memory
asked for; Python objects are never read.
"""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from lzma import LZMAError
from pathlib import Path
from tokenize import TokenError
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from neurohistory.problems.files.values import (
    MAX_BYTES,
    Table,
    check_labels,
    exactly,
    merged,
    number,
    says_more,
)

__all__ = ["read_npy", "read_npz"]

Array = NDArray[np.float64]

_HELD = 2**53  # up to here floats hold every whole number


def read_npz(path: Path, target: str, exact: bool = False) -> Table:
    """Examples from two arrays: the labels, which have the name `target`, and the features.

    Labels of shape (example, bit) are several bits for each example.

    Raises
    ------
    ValueError
        If the file holds something else, is damaged, or would unpack to more than 4 GiB.
    """
    with path.open("rb") as file, _named(path), ZipFile(file) as archive:
        members = archive.infolist()
        names = [member.filename.removesuffix(".npy") for member in members]
        others = [name for name in names if name != target]
        if names.count(target) != 1 or len(others) != 1:
            raise _UnfitError(
                f"holds {', '.join(names) or 'no names'}; it should hold {target!r}, the labels, "
                "and one array of features"
            )
        if (size := sum(member.file_size for member in members)) > MAX_BYTES:
            raise _UnfitError(f"unpacks to {size:,} bytes; the most is {MAX_BYTES:,}")
        arrays = {}
        for name, member in zip(names, members, strict=True):
            with archive.open(member) as stream:
                arrays[name] = _array(stream, member.file_size)
    return _table(path, arrays[others[0]], arrays[target], exact)


def read_npy(path: Path, target: str, exact: bool = False) -> Table:
    """Examples from one array; `target` is the number of the labels' column, from 0.

    Raises
    ------
    ValueError
        If the file holds something else, or is damaged.
    """
    with path.open("rb") as file, _named(path):
        table = _array(file, path.stat().st_size)
        columns = [str(column) for column in range(table.shape[-1])] if table.ndim == 2 else []
        if target not in columns:
            raise _UnfitError(
                f"has shape {table.shape}; name the column of the labels by its number, not {target!r}"
            )
    columns.remove(target)
    features = np.delete(table, int(target), axis=1)
    return _table(path, features, table[:, int(target)], exact, tuple(columns))


class _UnfitError(ValueError):
    """A file is sound, and what it holds does not fit; the message goes on after the file's name."""


# What the readers of damaged files raise; OSError at a place that is not in the file.
_DAMAGE = (ValueError, TypeError, SyntaxError, TokenError, EOFError, BadZipFile, zlib.error, LZMAError,
           NotImplementedError, RuntimeError, OSError)  # fmt: skip


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Whatever goes wrong in reading is a ValueError that begins with the name of the file."""
    try:
        yield
    except _UnfitError as error:
        raise ValueError(f"{path.name} {error}") from None
    except _DAMAGE as error:
        raise ValueError(
            f"{path.name} cannot be read: it is damaged, or no NumPy file ({error})"
        ) from None


def _array(stream: IO[bytes], size: int) -> NDArray[Any]:
    """The array in a stream of so many bytes, read-only."""
    version = npy.read_magic(stream)
    if version not in ((1, 0), (2, 0)):
        raise _UnfitError("holds a table of named columns; store a plain table of numbers")
    read_header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, in_columns, dtype = read_header(stream)
    if dtype.names:
        raise _UnfitError("holds a table of named columns; store a plain table of numbers")
    if dtype.hasobject:
        raise _UnfitError("holds Python objects, which are not read; store numbers or text")
    if dtype.kind not in "biufSU":
        raise _UnfitError(f"holds values of type {dtype}; store numbers or text")
    if min(shape, default=0) < 0:
        raise ValueError(f"a shape of {shape}")
    claimed, there = math.prod(shape) * dtype.itemsize, size - stream.tell()
    if claimed > there:
        raise ValueError(f"its header claims {claimed:,} bytes of data, and there are {there:,}")
    data = stream.read(claimed)
    while stream.read(io.DEFAULT_BUFFER_SIZE):  # to the end, where a zip file has its checksum
        pass
    array = np.frombuffer(data, dtype) if claimed else np.empty(0, dtype)
    array = array.reshape(shape, order="F" if in_columns else "C")
    return np.char.decode(array, "utf-8") if dtype.kind == "S" else array


def _table(
    path: Path,
    features: NDArray[Any],
    labels: NDArray[Any],
    exact: bool,
    columns: tuple[str, ...] = (),
) -> Table:
    fits = labels.ndim == 1 or (labels.ndim == 2 and labels.shape[1] > 1)  # several bits
    if features.ndim != 2 or not fits or len(labels) != len(features) or not features.size:
        raise ValueError(
            f"{path.name} has features of shape {features.shape} and labels of shape {labels.shape}; "
            "it needs one row of features and one label an example, or several bits"
        )
    X, numbers = _numbers(path, features, exact)
    if not np.isfinite(X).all():
        row, column = np.argwhere(~np.isfinite(X))[0]
        raise ValueError(
            f"{path.name}: feature {column + 1} of example {row + 1} is {features[row, column]!s}; "
            "fill it in or leave the example out"
        )
    if labels.dtype.kind == "U":
        labels = np.char.strip(labels)
    if labels.ndim == 1:  # whether bits are some, `own_data` asks
        check_labels(labels, lambda at: f"{path.name}: the label of example {at + 1} is")
    if exact and numbers is not X and numbers.dtype.kind == "f":  # it has more digits than floats
        numbers = np.array([[Fraction(*x.as_integer_ratio()) for x in row] for row in numbers])
    if not exact and numbers is not X and (lost := merged(numbers, X)):
        first, second, at = lost
        raise ValueError(
            f"{path.name}: feature {at + 1} of examples {first + 1} and {second + 1} is two numbers "
            "that differ in more digits than a number holds; subtract an offset"
        )
    return Table(numbers if exact else X, labels, columns=columns)


def _numbers(path: Path, features: NDArray[Any], exact: bool) -> tuple[Array, NDArray[Any]]:
    """Features as floats, and as numbers that hold all of their digits: the same array, if it does.

    Text is read, as it may stand beside labels that are words.
    """
    if features.dtype.kind != "U":
        with np.errstate(over="ignore"):  # what is too large is refused as infinite
            X = features.astype(float)
        if features.dtype.kind == "f":
            return X, features if features.dtype.itemsize > X.itemsize else X
        return X, features if (np.abs(X) >= _HELD).any() else X
    X, numbers = np.empty(features.shape), np.empty(features.shape, dtype=object)
    for row, column in np.ndindex(features.shape):
        value = str(features[row, column])
        try:
            X[row, column] = numbers[row, column] = rounded = number(value)
            if exact or says_more(value, rounded):
                numbers[row, column] = exactly(value)
        except ValueError as error:
            raise ValueError(
                f"{path.name}: feature {column + 1} of example {row + 1} is {error}"
            ) from None
    return X, numbers
