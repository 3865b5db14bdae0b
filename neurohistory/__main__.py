"""``python -m neurohistory`` is the command ``neurohistory``."""

import atexit
import sys
import threading
from contextlib import suppress
from os import _exit

from neurohistory.process.interrupts import answered, ignore

__all__ = ["main"]

_SIGNALED = 128  # an exit code beyond it tells of a signal


def main(arguments: list[str] | None = None) -> None:
    """Run a command; a signal ends it properly even while it is being imported.

    Parameters
    ----------
    arguments : list of str, optional
        What stands after the command's name; by default those that the process was started with.  With
        arguments of its own it is a call among others, after which the process goes on.
    """
    if arguments is None:
        atexit.register(ignore)
    try:
        with answered():
            from neurohistory.cli import main as run

            run(arguments)
    except SystemExit as left:
        if arguments is None and isinstance(left.code, int) and (left.code > _SIGNALED or _is_held_up()):
            _end(left.code)
        raise


def _is_held_up() -> bool:
    """Whether a plug-in has left a thread that Python would wait for, perhaps for ever."""
    here = threading.current_thread()
    return any(not thread.daemon for thread in threading.enumerate() if thread is not here)


def _end(code: int) -> None:
    """End as Python does, but without waiting, and without taking down what it has loaded.

    A signal may have cut short the import of a compiled module, and Python aborts when it takes such a
    module down.
    """
    with suppress(Exception):
        atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    _exit(code)


if __name__ == "__main__":
    main()
