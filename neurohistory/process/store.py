"""Values that need not be computed again: a folder of files named after what each is made from.

Nothing in it is ever out of date; what has not been asked for in a month is thrown away.  Each file
begins with a digest of the rest: what is not as it was written, for whatever reason, is computed again.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from neurohistory.process.writing import sweep, write_whole

__all__ = ["Store"]

_KEPT_FOR = 30 * 24 * 3600  # seconds


class Store:
    """Values by fingerprint, in a folder that the environment variable NEUROHISTORY_CACHE may name.

    What another user has written is not read: a pickle can run anything.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     store = Store(Path(folder))
    ...     store.put("a fingerprint", [1, 2])
    ...     store.get("a fingerprint")
    [1, 2]
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or _default_folder()

    def get(self, key: str) -> Any:
        """The value of that fingerprint; None if there is none, or it is not as it was kept."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                if not _is_own(file.fileno()):
                    return None
                digest, _, kept = file.read().partition(b"\n")
        except OSError:
            return None
        if digest != _digest(key, kept):
            return None
        with suppress(OSError):  # the folder may be one that can only be read
            os.utime(path)
        try:
            return pickle.loads(kept)
        except Exception:  # a class that is no longer there, or whatever a plug-in's raises
            return None

    def put(self, key: str, value: object) -> None:
        """Keep a value.

        Raises
        ------
        OSError
            If the folder cannot be written to.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        write_whole(self._path(key), _digest(key, kept) + b"\n" + kept, lasting=False)

    def prune(self) -> None:
        """Throw away what nobody has asked for in a month."""
        oldest = time.time() - _KEPT_FOR
        for path in self.folder.glob("*.kept"):
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
        sweep(self.folder)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.kept"


def _default_folder() -> Path:
    from platformdirs import user_cache_path

    named = os.environ.get("NEUROHISTORY_CACHE")
    return Path(named) if named else user_cache_path("neurohistory")


def _is_own(file: int) -> bool:
    """Whether an open file belongs to this user; a system without users has no others."""
    return not hasattr(os, "getuid") or os.fstat(file).st_uid == os.getuid()


def _digest(key: str, kept: bytes) -> bytes:
    """A digest of the name too, so that one value cannot stand for another."""
    return hashlib.sha256(key.encode() + b"\n" + kept).hexdigest().encode()
