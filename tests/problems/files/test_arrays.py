"""Arrays of NumPy: what is read, and that no header, archive or type does harm."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from neurohistory.problems.files import read

VALUES: list[list[float]] = [[1, 2.5], [2, -3], [3, 1e-3]]
LABELS = ["odd", "even", "odd"]
X = np.array(VALUES)
ARRAYS: dict[str, tuple[Any, Any]] = {
    "doubles": (X, [0, 1, 0]),
    "in columns": (np.asfortranarray(X), [0, 1, 0]),
    "single precision": (X.astype(np.float32), [0, 1, 0]),
    "big-endian": (X.astype(">f8"), np.array([0, 1, 0], ">i4")),
    "text": (X.astype(str), LABELS),
    "bytes": (X.astype("S"), np.array(LABELS, "S")),
    "fractions as labels": (X, [0.25, 0.5, 0.25]),
    "truth values as labels": (X, [True, False, True]),
    "labels with blanks": (X, [" odd", "even ", "odd"]),
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("case", ARRAYS)
def test_arrays_of_numbers_and_text_are_read(tmp_path: Path, case: str, packed: bool) -> None:
    features, labels = ARRAYS[case]
    (np.savez_compressed if packed else np.savez)(tmp_path / "mine.npz", X=features, y=labels)
    found = read(tmp_path / "mine.npz", "y")[1]
    assert np.allclose(found.X, X, rtol=1e-6)
    assert found.X.dtype == np.float64
    assert len(set(found.labels.tolist())) == 2
    if features.dtype.kind != "S":  # one array is of one type
        together = np.column_stack([features, np.array(labels)])
        np.save(tmp_path / "mine.npy", np.asfortranarray(together))
        assert np.allclose(read(tmp_path / "mine.npy", "2")[1].X, X, rtol=1e-6)


def npy(shape: object, kind: str = "<f8", data: bytes = b"", version: int = 1) -> bytes:
    """A file with a header that claims what it likes."""
    header = f"{{'descr': {kind!r}, 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    length = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes([version, 0]) + length + header.encode() + data


HUGE = [npy("(1000000000000, 3)"), npy(f"({2**40}, {2**40})"), npy(f"({10**30}, 3)"),
        npy("(3, 4)"), npy("(-5, 3)"), npy("('a',)"), npy("(3,)", data=bytes(9)),
        npy("(2, 3)", version=2)]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HUGE)))
def test_a_header_that_claims_more_than_there_is_is_refused_at_once(
    tmp_path: Path, number: int, put: Callable[[Path, bytes | str], Path]
) -> None:
    with pytest.raises(ValueError, match=r"^mine\.npy cannot be read: it is damaged"):
        read(put(tmp_path / "mine.npy", HUGE[number]), "0")
    with zipfile.ZipFile(tmp_path / "mine.npz", "w") as archive:
        archive.writestr("X.npy", HUGE[number])
        archive.writestr("y.npy", npy("(1,)", data=bytes(8)))
    with pytest.raises(ValueError, match=r"^mine\.npz cannot be read: it is damaged"):
        read(tmp_path / "mine.npz", "y")


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (X + 1j, "holds values of type complex128; store numbers or text"),
        (np.array([[1, "a"]], dtype=object), "holds Python objects"),
        (
            np.zeros(3, [("a", float), ("b", int)]),
            "holds a table of named columns; store a plain table of numbers",
        ),
        (np.zeros((3, 2), "V8"), r"holds values of type \|V8"),
        (X.astype("M8[s]"), "holds values of type datetime64"),
        (np.where(X == 2, np.nan, X), r"feature 1 of example 2 is nan; fill it in"),
        (np.array([["1", "0"], ["1_0", "1"]]), r"feature 1 of example 2 is '1_0', not a number"),
        (np.array([["1", "0"], ["2", "NA"]]), r"the label of example 2 is 'NA', a missing label"),
        (np.array([[1, np.nan], [2, 1]]), r"the label of example 1 is nan, a missing label"),
        (np.array([[1, np.inf], [2, 1]]), r"the label of example 1 is inf"),
        (
            np.column_stack([np.arange(40), np.arange(40) / 7]),
            "the label of example 1 is '0.0', one of 40 different numbers",
        ),
    ],
)
def test_arrays_that_do_not_fit_are_refused(tmp_path: Path, array: Any, message: str) -> None:
    np.save(tmp_path / "mine.npy", array, allow_pickle=True)
    with pytest.raises(ValueError, match=rf"^mine\.npy:? {message}"):
        read(tmp_path / "mine.npy", "1")


def test_what_is_too_large_for_a_double_is_refused(tmp_path: Path) -> None:
    if np.finfo(np.longdouble).max == np.finfo(float).max:
        pytest.skip("no longer numbers on this machine")
    np.save(tmp_path / "mine.npy", np.array([[np.longdouble("1e4000"), 0], [1, 1]]))
    with pytest.raises(ValueError, match="feature 1 of example 1 is 1e"):
        read(tmp_path / "mine.npy", "1")


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, put: Callable[[Path, bytes | str], Path]
) -> None:
    with zipfile.ZipFile(tmp_path / "mine.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("X.npy", npy(f"({2**29}, 1)"))
        archive.writestr("y.npy", npy("(1,)", data=bytes(8)))
    content = bytearray((tmp_path / "mine.npz").read_bytes())
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(b"PK\x01\x02"))  # of X.npy
    content[entry + 24 : entry + 28] = struct.pack("<I", 2**32 - 2)  # its size, unpacked
    put(tmp_path / "mine.npz", bytes(content))
    with pytest.raises(ValueError, match=r"mine\.npz unpacks to 4,294,967,\d+ bytes; the most is"):
        read(tmp_path / "mine.npz", "y")


def archive_of(folder: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(folder / "mine.npz", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return folder / "mine.npz"


def test_a_zip_file_of_something_else_is_refused(tmp_path: Path) -> None:
    good = npy("(2,)", data=bytes(16))
    with pytest.raises(ValueError, match=r"^mine\.npz holds X, readme, y; it should hold 'y'"):
        read(archive_of(tmp_path, X=good, readme=b"hello", y=good), "y")
    with pytest.raises(ValueError, match=r"^mine\.npz cannot be read: it is damaged"):
        read(archive_of(tmp_path, readme=b"hello", y=good), "y")
    with pytest.raises(ValueError, match=r"^mine\.npz holds no names"):
        read(archive_of(tmp_path), "y")


@pytest.mark.skipif(np.finfo(np.longdouble).nmant <= 52, reason="no longer floats here")
def test_longer_floats_are_refused_or_kept(tmp_path: Path) -> None:
    one = np.longdouble(1)
    other = one + np.finfo(np.longdouble).eps
    np.savez(tmp_path / "mine.npz", X=np.array([[one], [other]]), y=[0, 1])
    with pytest.raises(ValueError, match="feature 1 of examples 1 and 2 is two numbers"):
        read(tmp_path / "mine.npz", "y")
    found = read(tmp_path / "mine.npz", "y", exact=True)[1].X[:, 0].tolist()
    assert found == [1, Fraction(*other.as_integer_ratio())]
