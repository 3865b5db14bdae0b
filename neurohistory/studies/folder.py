"""The run folder of a study: what is done stays done, whatever ends the process.

    study.json           what was asked, and by which versions
    outcomes/0003/00000100.chunk    the starts of cell 3 from number 100 on
    failed/0003-00000100.json       a chunk that nothing came of, and why
    damaged/             files that were not as they had been written
    sessions.jsonl       who worked here: machine, libraries, threads
    seconds.csv          how long each chunk took
    lock                 held by whoever writes

`study.json` and `outcomes` depend on the study alone, byte by byte; times and machines stand apart.
Nothing in it says where it lies, so that it can be moved.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from neurohistory.outcomes import Outcomes
from neurohistory.process.writing import sweep, write_whole
from neurohistory.studies.chunk_files import decoded, encoded
from neurohistory.studies.chunks import Chunk
from neurohistory.studies.descriptions import described, differences, fingerprint
from neurohistory.studies.jobs import Done
from neurohistory.studies.locks import locked
from neurohistory.studies.study import Study

__all__ = ["Folder", "FolderError", "Place"]


class Place(NamedTuple):
    """A chunk of a study: the number of its cell, and its starts."""

    number: int
    chunk: Chunk

    def __str__(self) -> str:
        return f"{self.number:04d}-{self.chunk.first:08d}"


class FolderError(ValueError):
    """A run folder is that of another study, or cannot be used."""


class Folder:
    """The run folder of a study.

    Parameters
    ----------
    path : Path
        It is made when something is written.
    study : Study

    Raises
    ------
    FolderError
        If something else lies there: another study, the same by other versions, or other files.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from neurohistory.studies.jobs import Job, do
    >>> study = Study("perceptron", "AND", starts=100)
    >>> job = Job(0, study.cells[0], Chunk(0, 100), seed=0)
    >>> with TemporaryDirectory() as path:
    ...     folder = Folder(Path(path), study)
    ...     with folder.open():
    ...         folder.keep(*do((job,)))
    ...     folder.read(Place(0, job.chunk)).solved.sum()
    np.int64(100)
    """

    def __init__(self, path: Path, study: Study) -> None:
        self.path = path
        self._description = described(study)
        self._fingerprint = fingerprint(self._description)
        self._check_what_lies_there()

    @contextmanager
    def open(self) -> Iterator[None]:
        """Be the only one who writes here.

        Raises
        ------
        FolderError
            If somebody else does.
        OSError
            If the folder cannot be written to.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with locked(self.path / "lock") as held:
            if held is not None:
                raise FolderError(
                    f"{self.path} is being written by another process ({held}); wait for it, or take "
                    "another folder"
                )
            self._check_what_lies_there()
            for place in [self.path, *self.path.glob("outcomes/*")]:
                sweep(place)
            write_whole(self.path / "study.json", json.dumps(self._description, indent=1) + "\n")
            yield

    def read(self, place: Place) -> Outcomes | None:
        """The outcomes of a chunk; None if it is not there.

        Raises
        ------
        DamagedChunkError
            If it is not as it was written.
        """
        try:
            content = self._file(place).read_bytes()
        except FileNotFoundError:
            return None
        return decoded(content, self._fingerprint, place.number, place.chunk)

    def keep(self, done: Done) -> None:
        """Write down what came of a chunk: outcomes, or why there are none."""
        place = Place(done.number, done.chunk)
        failure = self._failure(place)
        if done.outcomes is None:
            failure.parent.mkdir(exist_ok=True)
            write_whole(failure, json.dumps({"reason": done.reason}) + "\n")
            return
        path = self._file(place)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, encoded(self._fingerprint, *place, done.outcomes))
        failure.unlink(missing_ok=True)
        self._append("seconds.csv", f"{done.number},{done.chunk.first},{done.seconds:.4g}")

    def set_aside(self, place: Place) -> None:
        """Move a damaged chunk to where it is in nobody's way."""
        aside = self.path / "damaged"
        aside.mkdir(exist_ok=True)
        number = sum(1 for _ in aside.glob(f"{place}.*"))
        self._file(place).rename(aside / f"{place}.{number}")

    def why_failed(self, place: Place) -> str | None:
        """Why nothing came of a chunk; None if nothing is known of that."""
        with suppress(FileNotFoundError, ValueError):
            return str(json.loads(self._failure(place).read_text(encoding="utf-8"))["reason"])
        return None

    def seconds(self) -> dict[tuple[int, int], float]:
        """The time that each chunk took, by the number of its cell and its first start."""
        found = {}
        for line in self._lines("seconds.csv"):
            with suppress(ValueError):  # a line that was cut short
                number, first, seconds = line.split(",")
                found[int(number), int(first)] = float(seconds)
        return found

    def note_session(self, session: dict[str, Any]) -> None:
        """Write down who works here."""
        self._append("sessions.jsonl", json.dumps(session))

    def sessions(self) -> list[dict[str, Any]]:
        """Who has worked here, one after the other."""
        found = []
        for line in self._lines("sessions.jsonl"):
            with suppress(ValueError):
                found.append(json.loads(line))
        return found

    def _check_what_lies_there(self) -> None:
        """Refuse a folder of another study, or of no study."""
        try:
            there = json.loads((self.path / "study.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            others = [each.name for each in self.path.iterdir()] if self.path.is_dir() else []
            strange = sorted(name for name in others if name != "lock" and not name.startswith("."))
            if strange:
                raise FolderError(
                    f"{self.path} is no run folder: there is no study.json in it, but {strange[0]!r}; "
                    "take another folder"
                ) from None
            return
        except (ValueError, NotADirectoryError) as error:
            raise FolderError(
                f"{self.path / 'study.json'} cannot be read: {error}; take another folder"
            ) from None
        if differing := differences(there, self._description):
            lines = "\n  ".join(differing)
            raise FolderError(
                f"{self.path} has the outcomes of another study; take another folder, or ask the same:"
                f"\n  {lines}"
            )

    def _file(self, place: Place) -> Path:
        return self.path / "outcomes" / f"{place.number:04d}" / f"{place.chunk.first:08d}.chunk"

    def _failure(self, place: Place) -> Path:
        return self.path / "failed" / f"{place}.json"

    def _append(self, name: str, line: str) -> None:
        """A line more, on a line of its own, also behind one that was cut short."""
        with (self.path / name).open("a+b") as file:
            end = file.seek(0, os.SEEK_END)
            if end:
                file.seek(end - 1)
                line = line if file.read(1) == b"\n" else "\n" + line
            file.write(line.encode() + b"\n")

    def _lines(self, name: str) -> list[str]:
        try:
            return (self.path / name).read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
