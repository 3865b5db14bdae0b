"""What the installed packages bring: the entry points of a group, looked for once."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

__all__ = ["brought", "package_of"]


def brought(group: str) -> list[tuple[str, EntryPoint]]:
    """All entry points of a group with their packages, as they are installed now.

    Parameters
    ----------
    group : str

    Examples
    --------
    >>> models = brought("neurohistory.models")
    >>> ("neurohistory", "perceptron") in [(package, entry.name) for package, entry in models]
    True
    """
    return _brought_by(tuple((place, _state_of(place)) for place in sys.path), group)


@lru_cache(maxsize=8)
def _brought_by(places: tuple[object, ...], group: str) -> list[tuple[str, EntryPoint]]:
    """The same, looked for once as long as nothing is installed into these places."""
    return [(package_of(entry), entry) for entry in entry_points(group=group)]


def _state_of(place: str) -> tuple[int, int] | None:
    """Which folder it is, and when something came into it or went; None if it is not there."""
    try:
        about = os.stat(place or ".")
    except OSError:
        return None
    return about.st_ino, about.st_mtime_ns


def package_of(entry: EntryPoint) -> str:
    """The distribution that an entry point comes from; "unknown" if it does not say."""
    return entry.dist.name if entry.dist else "unknown"
