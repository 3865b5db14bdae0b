"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path

__all__ = ["check_writable", "sweep", "write_whole"]

_HALF = re.compile(r"\.neurohistory-(?P<process>\d+)\.half")
_A_DAY = 24 * 3600  # seconds


def write_whole(path: Path, content: bytes | str, lasting: bool = True) -> None:
    """Write a file so that a reader, or an interruption, never meets half of it.

    Parameters
    ----------
    path : Path
        Its folder must exist. A link is followed.
    content : bytes or str
        Text is written as UTF-8.
    lasting : bool, default=True
        Wait until the disk has it, so that it is whole even if the power fails.  What can be made again
        and tells by a digest whether it is whole need not wait.

    Raises
    ------
    OSError
        If the folder cannot be written to; the old file, if any, is left as it was.
    """
    path = path.resolve()
    half = _half_of(path)
    try:
        with half.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        with suppress(FileNotFoundError):  # a new file has the permissions that all new files have
            half.chmod(stat.S_IMODE(path.stat().st_mode))
        os.replace(half, path)
    except BaseException:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise


def check_writable(path: Path) -> None:
    """Find out whether `write_whole` could write this file, before the work for it is done.

    Raises
    ------
    OSError
        If it could not; the message names the remedy.

    Examples
    --------
    >>> check_writable(Path("/nowhere/board.svg"))
    Traceback (most recent call last):
        ...
    OSError: cannot write '/nowhere/board.svg': there is no folder '/nowhere'; make it first
    """

    def cannot(reason: str) -> OSError:
        return OSError(f"cannot write {str(path)!r}: {reason}")

    try:
        place = path.resolve()
        if not place.parent.is_dir():
            raise cannot(f"there is no folder {str(place.parent)!r}; make it first")
        if place.exists() and not place.is_file():
            raise cannot("it is there and no file; choose another name")
        if place.exists() and not os.access(place, os.W_OK):
            raise cannot("it may not be changed; choose another name, or permit it")
        sweep(place.parent)
        half = _half_of(place)
        half.touch()
        half.unlink()
    except OSError as error:
        if error.errno is None:
            raise
        raise cannot(f"{error.strerror}; choose a file in a folder that you may write to") from error


def sweep(folder: Path) -> None:
    """Remove what a process that was killed has left half-written in this folder."""
    with suppress(OSError):
        for name in os.listdir(folder):
            found = _HALF.fullmatch(name)
            with suppress(OSError):  # it may be gone by now
                if found and not _is_at_work(int(found["process"]), folder / name):
                    os.unlink(folder / name)


def _half_of(path: Path) -> Path:
    return path.with_name(f".neurohistory-{os.getpid()}.half")


def _is_at_work(process: int, half: Path) -> bool:
    if os.name == "nt":  # asking after a process would end it there
        return time.time() - half.stat().st_mtime < _A_DAY
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return process != os.getpid()
