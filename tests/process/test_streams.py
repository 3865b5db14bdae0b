"""Commands whose output cannot be written as it is: one clear line, the right code, no traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from neurohistory import catalog
from neurohistory.cli.console import emit
from neurohistory.cli.options import Format

posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell, and devices")
FORMATS = ["table", "json", "csv", "markdown"]


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        line.replace("neurohistory", f"'{sys.executable}' -m neurohistory"),
        shell=True,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


@posix
@pytest.mark.parametrize("arguments", ["timeline", "--help"])
def test_closed_output_is_told(arguments: str) -> None:
    ran = shell(f"neurohistory {arguments} >&-")
    assert ran.returncode == 1
    assert ran.stderr == (
        b"neurohistory: standard output is closed; leave it open, or send it to a file\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize("arguments", ["timeline", "timeline -f json", "timeline -f csv", "--help"])
def test_a_full_disk_is_told(arguments: str, buffered: str) -> None:
    """With and without Python's own buffer, which is flushed at the very end."""
    ran = shell(f"neurohistory {arguments} >/dev/full", PYTHONUNBUFFERED="" if buffered else "1")
    complaint = ran.stderr.decode()
    assert ran.returncode == 1
    assert complaint.startswith("neurohistory: ")
    assert complaint.endswith("No space left on device\n")
    assert complaint.count("\n") == 1


@posix
@pytest.mark.parametrize("format", FORMATS)
def test_a_reader_who_leaves_is_no_failure(format: str) -> None:
    ran = shell(f"(neurohistory trace adaline XOR --epochs 999 -f {format}; echo $? >&2) | head -n 1")
    assert ran.stdout.count(b"\n") == 1
    assert ran.stderr == b"0\n"


@posix
def test_a_closed_standard_error_stops_nothing() -> None:
    for trouble in ("2>&-", "2>/dev/full", "<&-"):
        ran = shell(f"neurohistory compare perceptron -n 2 -f csv {trouble}")
        assert ran.returncode == 0
        assert ran.stdout.count(b"\n") == 4


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_every_card_is_shown_on_a_narrow_terminal(encoding: str) -> None:
    code = (
        "import sys\nfrom neurohistory.cli import main\n"
        "for name in sys.argv[1:]:\n"
        "    try:\n        main(['show', name])\n"
        "    except SystemExit as left:\n        assert not left.code, name\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *catalog.names()],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Rosenblatt" in ran.stdout.decode(encoding)


def test_json_is_exact_on_a_narrow_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    monkeypatch.setattr(sys, "stdout", narrow)
    values = {"who": "\u0141ukasiewicz", "what": 0.1}
    emit(Format.json, table=str, json=lambda: values, rows=[])
    assert isinstance(narrow.buffer, io.BytesIO)
    assert json.loads(narrow.buffer.getvalue()) == values


@posix
@pytest.mark.parametrize("megabytes", [150, 300])
def test_too_little_memory_for_the_libraries_is_told_at_once(megabytes: int) -> None:
    ran = shell(f"ulimit -v {megabytes << 10}; neurohistory compare perceptron -n 3")
    assert ran.returncode == 1
    assert ran.stderr.decode() == (
        f"neurohistory: memory is limited to {megabytes} MB, and the libraries need 400; "
        "raise the limit with ulimit -v\n"
    )


@posix
@pytest.mark.parametrize("arguments", ["--help", "compare --help"])
def test_who_does_not_read_the_help_is_no_failure(arguments: str) -> None:
    ran = shell(f"(neurohistory {arguments}; echo $? >&2) | true")
    assert ran.stderr == b"0\n"


@posix
def test_the_picture_is_drawn_though_nobody_reads_the_table(tmp_path: Path) -> None:
    picture = tmp_path / "board.svg"
    ran = shell(f"(neurohistory compare perceptron -n 2 --plot '{picture}'; echo $? >&2) | true")
    assert ran.stderr == f"drawn to {picture}\n0\n".encode()
    assert picture.read_bytes().endswith(b"</svg>\n")


@posix
def test_a_picture_that_cannot_be_written_is_named_and_the_table_is_printed(tmp_path: Path) -> None:
    picture = tmp_path / "board.svg"
    ran = shell(f"ulimit -f 1; neurohistory compare perceptron -n 2 -f csv --plot '{picture}' | cat")
    assert ran.stderr.decode() == f"neurohistory: cannot write {str(picture)!r}: File too large\n"
    assert ran.stdout.count(b"\n") == 4
    assert not picture.exists()
