"""The command: lists runs, shows one, holds a file against one, and puts files into a folder."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from neurohistory.cli import main
from neurohistory.reference_runs.files import kept, names, text_of

NAME = "backprop-xor-01-near"


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in this process, which has imported everything; its words and its exit code."""
    said, complained, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
        patch.setenv("COLUMNS", "120")
        patch.setenv("NO_COLOR", "1")
        try:
            main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
    return subprocess.CompletedProcess(arguments, code, said.getvalue(), complained.getvalue())


def printed(*arguments: str) -> str:
    ran = command(*arguments)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_all_runs_are_listed() -> None:
    rows = json.loads(printed("reference", "--format", "json"))
    assert [row["name"] for row in rows] == names()
    assert rows[0]["rows"] == 20


def test_a_run_is_shown_with_its_rule() -> None:
    shown = printed("reference", NAME)
    assert shown.startswith("formula: h_j = g(b_j + w_j.x)")
    assert kept(NAME)["trace"][-1][-1] in shown
    assert json.loads(printed("reference", NAME, "--format", "json")) == kept(NAME)


def test_what_is_printed_as_csv_has_all_digits_right(tmp_path: Path) -> None:
    text = printed("reference", NAME, "--format", "csv")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [kept(NAME)["columns"], *kept(NAME)["trace"]]
    mine = tmp_path / "mine.csv"
    mine.write_text(text, encoding="utf-8")
    assert "17.0 digits are right" in printed("reference", NAME, "--check", str(mine))


def test_too_few_digits_fail_and_say_where(tmp_path: Path) -> None:
    rows = [list(row) for row in kept(NAME)["trace"]]
    rows[3][4] = rows[3][4][:6]
    mine = tmp_path / "mine.csv"
    mine.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    ran = command("reference", NAME, "--check", str(mine))
    assert ran.returncode == 1
    assert f"row 4, h2_w1: {rows[3][4]}, where {kept(NAME)['trace'][3][4]} is right" in ran.stdout
    assert command("reference", NAME, "--check", str(mine), "--digits", "3").returncode == 0


def test_the_files_are_put_into_a_folder(tmp_path: Path) -> None:
    there = tmp_path / "new" / "runs"
    assert command("reference", "--out", str(there)).returncode == 0
    assert sorted(path.stem for path in there.iterdir()) == sorted(names())
    assert (there / f"{NAME}.json").read_text(encoding="utf-8") == text_of(NAME)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("backprop-xor-01-nera",), "did you mean 'backprop-xor-01-near'"),
        (("--check", "mine.csv"), "name the run that mine.csv repeats"),
        ((NAME, "--check", "a", "--out", "b"), "give one of them"),
        ((NAME, "--digits", "18"), "--digits must be from 0 to 17, not 18"),
    ],
)
def test_bad_input_is_named(arguments: tuple[str, ...], complaint: str) -> None:
    ran = command("reference", *arguments)
    assert ran.returncode == 2
    assert complaint in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("file", "complaint"), [("/no/such.csv", "there is no file '/no/such.csv'"), (".", "is a folder")]
)
def test_a_file_that_cannot_be_read_is_named(file: str, complaint: str) -> None:
    ran = command("reference", NAME, "--check", file)
    assert ran.returncode == 1
    assert complaint in ran.stderr
