"""Signals that end a command: each with its own exit code, from the first import to the last word.

Ctrl-C, a terminal that closes and a polite kill all become one exception, `Interrupted`, so that every
``finally`` on the way out is passed and nothing half-written stays behind.  A plug-in that swallows
it and goes on is ended by a second signal, a second later or more, without a way out.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import _exit  # the name in os is another's while a model runs
from threading import Timer
from types import FrameType

__all__ = ["Interrupted", "answered", "check", "ignore"]

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
_PATIENCE = 1.0  # seconds: two signals may come at once, as from ``timeout``
_received: int | None = None
_since = 0.0  # when it was received
_over = True  # nothing is being run


class Interrupted(BaseException):
    """A signal asked the command to end.

    It is neither an `Exception` nor a `KeyboardInterrupt` nor a `SystemExit`, which libraries and
    plug-ins catch.
    """

    def __init__(self, number: int) -> None:
        super().__init__(f"interrupted by signal {number}")
        self.number = number


@contextmanager
def answered() -> Iterator[None]:
    """Run a command that a signal ends with 128 plus its number, whatever the command makes of it.

    Raises
    ------
    SystemExit
        In place of `Interrupted`, and also if that was lost on the way.
    """
    global _received, _over
    _received, _over = None, False
    hook = sys.unraisablehook
    try:
        try:
            sys.unraisablehook = _once_more
            for number in _numbers():
                # Under nohup a terminal that closes is no reason to end.
                if number == signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:
                    signal.signal(number, _raise)
            yield
            check()
        finally:
            _over = True  # no way out has to be passed any more
    except Interrupted as told:
        _leave(told.number, *getattr(told, "__notes__", []))
    except SystemExit:
        if _received is not None:
            _leave(_received)
        raise
    finally:
        sys.unraisablehook = hook


def check() -> None:
    """Raise `Interrupted` if a signal came; for long work whose parts may have swallowed it."""
    if _received is not None:
        raise Interrupted(_received)


def ignore() -> None:
    """What comes when all is done changes nothing any more.

    Python gives our handlers up while it ends, and a signal at that moment would speak of a command that
    was cut short.  Handlers that ignore are kept.
    """
    for number in _numbers():
        signal.signal(number, signal.SIG_IGN)


def _numbers() -> list[signal.Signals]:
    return [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]


def _raise(number: int, frame: FrameType | None) -> None:
    global _received, _since
    now = time.monotonic()
    if _over or (_received is not None and now > _since + _PATIENCE):
        _exit(128 + number)
    if _received is None:
        _since = now
    _received = number
    raise Interrupted(number)


def _once_more(lost: sys.UnraisableHookArgs) -> None:
    """An exception in a destructor or a callback cannot go further: send the signal again."""
    if isinstance(lost.exc_value, Interrupted):
        again = Timer(0.01, os.kill, (os.getpid(), lost.exc_value.number))
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(lost)


def _leave(number: int, *notes: str) -> None:
    """Say what was interrupted, where whoever was running has noted it, and end."""
    global _received
    _received = None
    with suppress(OSError, ValueError):
        print("neurohistory: interrupted", *notes, file=sys.stderr)
    sys.exit(128 + number)
