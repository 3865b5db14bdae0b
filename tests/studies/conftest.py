"""A small study, run folders compared byte by byte, and commands called in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from neurohistory import Study
from neurohistory.cli import main

Command = Callable[..., tuple[int, str, str]]


def of_rates(starts: int) -> Study:
    return Study(
        "backprop", "XOR", grid={"learning_rate": [0.5, 2.0]}, starts=starts, max_epochs=60, chunk=20
    )


def lasting_files(folder: Path) -> dict[str, bytes]:
    paths = [folder / "study.json", *(folder / "outcomes").glob("*/*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def rates() -> Callable[[int], Study]:
    """A study of two cells, quickly run, with so many starts in chunks of twenty."""
    return of_rates


@pytest.fixture
def asked() -> Study:
    """The same with four chunks."""
    return of_rates(40)


@pytest.fixture
def lasting() -> Callable[[Path], dict[str, bytes]]:
    """The files of a run folder that depend on the study alone."""
    return lasting_files


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in this process; its exit code, results and notes."""
    monkeypatch.setenv("COLUMNS", "120")

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return call
