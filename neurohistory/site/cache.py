"""Pages that need not be made again.

The store is a folder of files named after what went into a page: its maker, the source of this
package and of the model or chapter, and the versions of the libraries.  Nothing in it is ever out of
date; what has not been asked for in a month is thrown away.  Each begins with a digest of the rest:
what is not as it was written, for whatever reason, is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from neurohistory.process.writing import sweep, write_whole
from neurohistory.site.page import Page

__all__ = ["Cache", "fingerprint", "source_of"]

_LIBRARIES = ("numpy", "scipy", "scikit-learn", "matplotlib")
_KEPT_FOR = 30 * 24 * 3600  # seconds


class Cache:
    """Pages by fingerprint, in a folder that the environment variable NEUROHISTORY_CACHE may name."""

    def __init__(self) -> None:
        from platformdirs import user_cache_path

        named = os.environ.get("NEUROHISTORY_CACHE")
        self.folder = Path(named) if named else user_cache_path("neurohistory")

    def get(self, key: str) -> Page | None:
        """The page of that fingerprint; None if there is none, or it is not as it was kept."""
        path = self._path(key)
        try:
            digest, _, text = path.read_text(encoding="utf-8").partition("\n")
        except (OSError, ValueError):
            return None
        if digest != _digest(key, text):
            return None
        with suppress(OSError):  # of a folder that is somebody else's
            os.utime(path)
        stored = json.loads(text)
        return Page(stored["markdown"], stored["files"])

    def put(self, key: str, page: Page) -> None:
        """Keep a page.

        Raises
        ------
        OSError
            If the folder cannot be written to.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(vars(page))
        write_whole(self._path(key), f"{_digest(key, text)}\n{text}")

    def prune(self) -> None:
        """Throw away what nobody has asked for in a month."""
        oldest = time.time() - _KEPT_FOR
        for path in self.folder.glob("*.page"):
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
        sweep(self.folder)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.page"


def _digest(key: str, text: str) -> str:
    """Of the name too, so that one page cannot stand for another."""
    return hashlib.sha256(f"{key}\n{text}".encode()).hexdigest()


def fingerprint(*parts: str) -> str:
    """A name for a page made from these parts by this version of the package."""
    return hashlib.sha256("\0".join([_surroundings(), *parts]).encode()).hexdigest()


@cache
def _surroundings() -> str:
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    ours = source_of([Path(__file__).parents[1]])
    return "\n".join([sys.version, platform.machine(), *libraries, ours])


def source_of(paths: Iterable[Path]) -> str:
    """A fingerprint of these files, and of all in these folders but what Python compiles."""
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                place = file.relative_to(path).as_posix() if path.is_dir() else file.name
                digest.update(place.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
