"""Files by their names: packed ones, standard input, damaged ones, and what is no file."""

from __future__ import annotations

import gzip
import io
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from neurohistory.problems.files import ENDINGS, read

VALUES: list[list[float]] = [[1, 2.5], [2, -3], [3, 1e-3]]
LABELS = ["odd", "even", "odd"]
COMMA = "a,b,y\n1,2.5,odd\n2,-3,even\n3,1e-3,odd\n"


@pytest.mark.parametrize("ending", [".csv", ".csv.gz", ".CSV.GZ", ".tsv", ".tsv.gz"])
def test_text_may_be_packed(
    tmp_path: Path, ending: str, put: Callable[[Path, bytes | str], Path]
) -> None:
    content = COMMA.replace(",", "\t" if "tsv" in ending else ",").encode()
    packed = gzip.compress(content) if ending.lower().endswith(".gz") else content
    name, found = read(put(tmp_path / f"my.flowers{ending}", packed), "y")
    assert name == "my.flowers"
    assert found.X.tolist() == VALUES


PACKED = gzip.compress((COMMA + "1,2,odd\n" * 50).encode())
DAMAGED = {
    "not packed": COMMA.encode(),
    "cut": PACKED[: len(PACKED) // 2],
    "no checksum": PACKED[:-4],
    "a flipped bit": PACKED[:-12] + bytes([PACKED[-12] ^ 1]) + PACKED[-11:],
    "a header alone": PACKED[:10],
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_packed_file_is_refused(
    tmp_path: Path, case: str, put: Callable[[Path, bytes | str], Path]
) -> None:
    with pytest.raises(
        ValueError, match=r"^mine\.csv\.gz.*(damaged, or no gzip file|columns|not UTF-8|NUL)"
    ):
        read(put(tmp_path / "mine.csv.gz", DAMAGED[case]), "y")


def test_standard_input_is_csv(monkeypatch: pytest.MonkeyPatch) -> None:
    class Piped:
        buffer = io.BytesIO(COMMA.encode())

    monkeypatch.setattr(sys, "stdin", Piped)
    name, found = read(Path("-"), "y")
    assert name == "standard input"
    assert found.X.tolist() == VALUES
    Piped.buffer.seek(0)  # it is left open
    with pytest.raises(ValueError, match=r"^standard input has no column 'z'"):
        read(Path("-"), "z")
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ValueError, match="standard input is closed; name a file"):
        read(Path("-"), "y")


@pytest.mark.parametrize("name", ["mine.txt", "mine", "csv", "mine.csv.zip", "mine.npz.gz"])
def test_other_endings_are_answered_with_those_there_are(
    tmp_path: Path, name: str, put: Callable[[Path, bytes | str], Path]
) -> None:
    with pytest.raises(ValueError, match=f"must end in {', '.join(map(re.escape, ENDINGS))}, or be -"):
        read(put(tmp_path / name, COMMA), "y")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").mkdir()
    with pytest.raises(IsADirectoryError, match=r"mine\.csv' is a folder; name a file in it"):
        read(tmp_path / "mine.csv", "y")


def test_a_packed_text_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("neurohistory.problems.files.text.MAX_BYTES", 100_000)
    (tmp_path / "mine.csv.gz").write_bytes(gzip.compress(b"a,y\n" + b"\n" * 1_000_000))
    with pytest.raises(ValueError, match=r"^mine\.csv\.gz unpacks to more than 100,000 bytes"):
        read(tmp_path / "mine.csv.gz", "y")


def damaged(content: bytes) -> list[bytes]:
    """The file cut and with single bytes changed, each in many places."""
    places = range(0, len(content), max(1, len(content) // 60))
    flipped = [content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :] for at in places]
    return [content[:at] for at in places] + flipped


@pytest.mark.parametrize("ending", [".npy", ".npz", ".csv", ".csv.gz"])
def test_a_file_damaged_anywhere_is_read_or_refused_and_nothing_else(
    tmp_path: Path, ending: str, put: Callable[[Path, bytes | str], Path]
) -> None:
    path = tmp_path / f"mine{ending}"
    if ending == ".npy":
        np.save(path, np.column_stack([VALUES, [0, 1, 0]]))
    elif ending == ".npz":
        np.savez_compressed(path, X=VALUES, y=LABELS)
    else:
        put(path, gzip.compress(COMMA.encode()) if ending == ".csv.gz" else COMMA)
    for content in damaged(path.read_bytes()):
        put(path, content)
        with suppress(ValueError):  # and nothing else
            read(path, "2" if ending == ".npy" else "y")
