"""Pages that need not be made again.

The store is a folder of files named after what went into a page: its maker, the source of this
package and of the model or chapter, and the versions of the libraries.  Nothing in it is ever out of
date; what has not been asked for in a month is thrown away.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
import time
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from neurohistory.gallery.page import Page
from neurohistory.writing import write_whole

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
        """The page of that fingerprint, or None."""
        path = self.folder / f"{key}.json"
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            os.utime(path)
        except (OSError, ValueError):
            return None
        return Page(stored["markdown"], stored["files"])

    def put(self, key: str, page: Page) -> None:
        """Keep a page; a folder that cannot be written to only costs time."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / f"{key}.json", json.dumps(vars(page)))
        except OSError:
            return

    def prune(self) -> None:
        """Throw away what nobody has asked for in a month."""
        oldest = time.time() - _KEPT_FOR
        for path in self.folder.glob("*.json"):
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except OSError:
                continue


def fingerprint(*parts: str) -> str:
    """A name for a page made from these parts by this version of the package."""
    return hashlib.sha256("\0".join([_surroundings(), *parts]).encode()).hexdigest()


@cache
def _surroundings() -> str:
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    ours = source_of([Path(__file__).parents[1]])
    return "\n".join([sys.version, platform.machine(), *libraries, ours])


def source_of(paths: Iterable[Path]) -> str:
    """A fingerprint of these files, and of the Python files in these folders."""
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
