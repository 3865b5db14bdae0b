"""Files of examples: text with separators, NumPy's arrays, images of bytes.  Nothing is guessed.

What can be read in one way only is read; everything else is refused with the place, the value and
the remedy.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from pathlib import Path

from neurohistory.problems.files.arrays import read_npy, read_npz
from neurohistory.problems.files.idx import read_idx
from neurohistory.problems.files.text import read_text
from neurohistory.problems.files.values import Table

__all__ = ["ENDINGS", "STANDARD_INPUT", "read"]

_IMAGES = ("-idx3-ubyte", "-idx3-ubyte.gz", ".idx3-ubyte", ".idx3-ubyte.gz")
ENDINGS = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".npz", ".npy", *_IMAGES)
STANDARD_INPUT = "-"


def read(path: Path, target: str, exact: bool = False) -> tuple[str, Table]:
    """The name of a file without its ending, and what it holds.

    Parameters
    ----------
    path : Path
        With one of `ENDINGS`, or ``-`` for CSV from standard input.
    target : str
        The column, the array, or beside images the file of the labels.
    exact : bool, default=False
        Whether numbers are wanted to their last digit, as fractions where floats do not hold them.
        Otherwise different numbers of a column that would be the same float are refused.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If what it holds does not fit.
    """
    if str(path) == STANDARD_INPUT:
        return "standard input", _from_standard_input(target, exact)
    ending = max((e for e in ENDINGS if path.name.lower().endswith(e)), key=len, default="")
    if not ending:
        raise ValueError(
            f"cannot read {str(path)!r}; the name must end in {', '.join(ENDINGS)}, "
            f"or be {STANDARD_INPUT} for CSV from standard input"
        )
    if not path.exists():
        raise FileNotFoundError(f"there is no file {str(path)!r}; check its name and folder")
    if path.is_dir():
        raise IsADirectoryError(f"{str(path)!r} is a folder; name a file in it")
    name, separator = path.name, "\t" if ending.startswith(".tsv") else ","
    stem = name[: -len(ending)] or name
    if ending == ".npz":
        return stem, read_npz(path, target, exact)
    if ending == ".npy":
        return stem, read_npy(path, target, exact)
    if ending in _IMAGES:
        return stem, read_idx(path, target, exact)
    if not ending.endswith(".gz"):
        with path.open("rb") as stream:
            return stem, read_text(stream, name, target, separator, exact)
    try:
        with gzip.open(path) as unpacked:
            return stem, read_text(unpacked, name, target, separator, exact)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueError(f"{name} cannot be unpacked: {error}; it is damaged, or no gzip file") from None


def _from_standard_input(target: str, exact: bool) -> Table:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise ValueError("standard input is closed; name a file, or send one through a pipe")
    return read_text(stream, "standard input", target, ",", exact)
