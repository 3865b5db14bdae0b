"""A small study, and run folders compared byte by byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from neurohistory import Study


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
