"""Work on things in their order, shared with a copy of the process that begins at the last of them."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from ctypes import c_int
from multiprocessing.sharedctypes import RawValue
from typing import TypeVar

__all__ = ["Meeting"]

Thing = TypeVar("Thing")


class Meeting:
    """A copy of this process that works towards it, from the last thing to where both meet.

    What the copy has done must be found by this process, in a `neurohistory.process.store.Store` say.
    Where processes cannot be copied there is none, and this process does all.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     meeting = Meeting()
    ...     meeting.count()  # this process is about to do the first
    ...     meeting.help("abc", lambda letter: Path(folder, letter).touch())
    ...     meeting.end()
    ...     sorted(file.name for file in Path(folder).iterdir())
    ['b', 'c']
    """

    def __init__(self) -> None:
        self._n_begun = RawValue(c_int, 0)  # by this process and not by its copy
        self._copy = 0  # its number
        self._is_copy = False

    def count(self) -> None:
        """Say that this process begins with the next thing, done before or not."""
        self._n_begun.value += not self._is_copy

    def help(self, things: Sequence[Thing], do: Callable[[Thing], object]) -> None:
        """Let a copy begin, if there is none yet.

        Parameters
        ----------
        things : sequence
            All there are, in the order in which this process takes them.
        do : callable
            What the copy does to each.
        """
        if self._copy or self._is_copy or not hasattr(os, "fork"):
            return
        parent = os.getpid()
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            self._copy = os.fork()  # the threads of which Python may warn are those of the BLAS
        if self._copy:
            return
        self._is_copy = True
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for number in (1, 2):  # what there is to say this process says
                os.dup2(nowhere, number)
            for place in reversed(range(len(things))):
                if place < self._n_begun.value or os.getppid() != parent:
                    break
                do(things[place])
        finally:
            os._exit(0)

    def end(self) -> None:
        """Wait for the copy."""
        if self._copy:
            with suppress(ChildProcessError):
                os.waitpid(self._copy, 0)
