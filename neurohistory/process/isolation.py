"""What a model may do to the process, and how it is undone: nobody's plug-in changes another's run."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from time import monotonic
from typing import Any, cast

import numpy as np

__all__ = ["quiet", "undisturbed"]

_SIGNALS = tuple(signal.valid_signals())  # asked once: it takes as long as all that is read of them
_TIMERS = [
    getattr(signal, name)
    for name in ("ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF")
    if hasattr(signal, name)
]


@contextmanager
def quiet() -> Iterator[None]:
    """Ask a model of any origin something: it prints to standard error, and cannot end the process.

    Results go to standard output, so what a model prints goes elsewhere, and ``os._exit`` raises
    SystemExit meanwhile.  How NumPy treats overflow is the same for all, whatever the caller has
    chosen: numbers that run away are found by our own checks.  The last is all that happens outside
    of the main thread, for a process has its streams only once.
    """
    with np.errstate(divide="warn", over="ignore", under="ignore", invalid="ignore"):
        if not _alone():
            yield
            return
        really, out, error = os._exit, sys.stdout, sys.stderr
        os._exit = cast(Any, _exit_of(really, os.getpid()))
        sys.stdout = cast(Any, _TO_STANDARD_ERROR)
        try:
            yield
        finally:
            os._exit, sys.stdout, sys.stderr = really, out, error


@contextmanager
def undisturbed() -> Iterator[None]:
    """Be `quiet`, and put the process back as it was, so that no model's run changes another's.

    Afterwards the filters of warnings, the global generators, scikit-learn's configuration, the
    environment, the folder, the mask of new files, the handlers of signals and the timers that send
    some are those of before.
    """
    from sklearn import config_context

    if not _alone():
        with quiet():
            yield
        return
    with ExitStack() as undo:
        undo.callback(_restore_environment, dict(os.environ))
        undo.callback(_restore_folder, _folder())
        undo.callback(_restore_signals, {number: signal.getsignal(number) for number in _SIGNALS})
        for timer in _TIMERS:  # before the handlers: nobody else knows what to do with an alarm
            undo.callback(_restore_timer, timer, signal.getitimer(timer), monotonic())
        undo.callback(os.umask, _mask())
        undo.callback(np.random.set_state, np.random.get_state())  # noqa: NPY002
        undo.callback(random.setstate, random.getstate())
        undo.callback(sys.setrecursionlimit, sys.getrecursionlimit())
        undo.enter_context(config_context())
        undo.enter_context(warnings.catch_warnings())
        undo.enter_context(quiet())
        yield


def _alone() -> bool:
    """Whether this is the main thread: others must not set what all of them share."""
    return threading.current_thread() is threading.main_thread()


class _ToStandardError:
    """Stands for standard output, and may be closed without harm."""

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stderr, name)

    def close(self) -> None:
        """Nothing: standard error belongs to others."""


_TO_STANDARD_ERROR = _ToStandardError()  # never freed: a thread may still print to it


def _exit_of(really: Callable[[int], object], here: int) -> Callable[[int], object]:
    """What stands for ``os._exit``; a process that a model has forked ends as it should."""

    def leave(status: int) -> None:
        if os.getpid() != here:
            really(status)
        raise SystemExit(status)

    return leave


def _restore_environment(before: dict[str, str]) -> None:
    if dict(os.environ) != before:
        os.environ.clear()
        os.environ.update(before)


def _folder() -> str | None:
    with suppress(OSError):  # somebody has removed it
        return os.getcwd()
    return None


def _restore_folder(before: str | None) -> None:
    if before is not None and _folder() != before:
        os.chdir(before)


def _mask() -> int:
    """The mask of new files, which cannot be read without setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _restore_timer(timer: int, before: tuple[float, float], then: float) -> None:
    """Stop a timer that a model has started; somebody's own goes on, as far as it had come."""
    left, interval = before
    if left and timer == signal.ITIMER_REAL:  # the others count time of the processor
        left = max(left - (monotonic() - then), 1e-6)
    signal.setitimer(timer, left, interval)


def _restore_signals(before: dict[int, Any]) -> None:
    for number, handler in before.items():
        if handler is not None and signal.getsignal(number) is not handler:
            signal.signal(number, handler)
