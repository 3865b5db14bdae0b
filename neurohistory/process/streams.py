"""Standard output and its troubles: closed, full, left by its reader, or in a narrow encoding.

While a command runs it is kept for the results.  What models write, by any way and at any time, even
when the process ends, goes to standard error.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

__all__ = [
    "ReaderGoneError",
    "closed",
    "give_back",
    "is_unicode",
    "keep",
    "ready",
    "results",
    "say",
    "silence",
    "writing",
]

_kept: tuple[TextIO, int] | None = None  # where results go, and the descriptor that 1 stood for


class ReaderGoneError(Exception):
    """Whoever read the output has seen enough, as ``head`` has after ten lines."""


def ready() -> None:
    """Make the streams safe to write to.

    What standard output cannot encode is replaced, as on a Windows terminal; a closed standard input or
    error becomes an empty one, so that no file that is opened later takes its number.
    """
    for name, mode in (("stdin", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper) and not is_unicode():
        sys.stdout.reconfigure(errors="replace")


def closed() -> bool:
    """Whether there is no standard output, as after ``>&-``."""
    return sys.stdout is None


def is_unicode() -> bool:
    """Whether standard output can show every character."""
    encoding = getattr(results(), "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").startswith("utf")


def say(text: str) -> None:
    """Write to standard output, all of it; see `writing` for what it raises."""
    with writing():
        results().write(text)
        results().flush()


def results() -> TextIO:
    """Where results are written."""
    return _kept[0] if _kept else sys.stdout


def keep() -> None:
    """Keep standard output for `results`, until it is given back; all else goes to standard error."""
    global _kept
    if _kept is not None:
        return
    try:
        ours = os.dup(1)
    except OSError:  # there is none
        return
    stream = sys.stdout
    stream.flush()
    with suppress(OSError, ValueError):  # a stream in memory, as of a test, stays what it is
        if stream.fileno() == 1:
            stream = open(  # noqa: SIM115
                ours, "w", encoding=stream.encoding, errors=stream.errors, closefd=False
            )
    _kept = stream, ours
    try:
        os.dup2(2, 1)
    except OSError:  # nor is there an error
        _to_nowhere(1)


def give_back() -> None:
    """Let standard output be everybody's again, for a program that goes on after a command."""
    global _kept
    if _kept is None:
        return
    with suppress(OSError, ValueError):
        sys.stdout.flush()  # what others have printed
    _, ours = _kept
    os.dup2(ours, 1)
    os.close(ours)
    _kept = None


@contextmanager
def writing() -> Iterator[None]:
    """Name standard output in the errors of what writes to it.

    Raises
    ------
    ReaderGoneError
        If nobody reads it any more.
    OSError
        If it cannot be written, for instance to a full disk.
    """
    try:
        yield
    except BrokenPipeError:
        silence()
        raise ReaderGoneError from None
    except OSError as error:
        silence()
        raise OSError(f"cannot write to standard output: {error.strerror}") from error


def silence() -> None:
    """Let the rest of the output vanish, so that Python does not complain about it at its end."""
    with suppress(OSError, ValueError):
        _to_nowhere(results().fileno())


def _to_nowhere(number: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
