"""What the installed packages bring: the entry points of a group, looked for once."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

__all__ = ["brought", "by_name", "package_of"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")  # can be typed, and is the name of a page


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
    packages: dict[object, str] = {}  # an entry point's own is read from its metadata each time
    entries = entry_points(group=group)
    for entry in entries:
        if entry.dist not in packages:
            packages[entry.dist] = package_of(entry)
    return [(packages[entry.dist], entry) for entry in entries]


def _state_of(place: str) -> tuple[int, int] | None:
    """Which folder it is, and when something came into it or went; None if it is not there."""
    try:
        about = os.stat(place or ".")
    except OSError:
        return None
    return about.st_ino, about.st_mtime_ns


def by_name(
    found: Iterable[tuple[str, EntryPoint]],
) -> tuple[dict[str, EntryPoint], list[tuple[str, str, str]]]:
    """One entry point for each name, our own first, and what had to be left out.

    Parameters
    ----------
    found : iterable of (str, EntryPoint)
        The packages and what they bring, as `brought` gives them.

    Returns
    -------
    entries : dict of str to EntryPoint
    left_out : list of (str, str, str)
        The names, packages and reasons of those whose names cannot be typed or are taken.
    """
    entries: dict[str, EntryPoint] = {}
    packages: dict[str, str] = {}  # by the names found so far
    left_out = []
    ours_first = sorted(found, key=lambda each: (each[0] != "neurohistory", each[0], each[1].name))
    for package, entry in ours_first:
        if not _NAME.fullmatch(entry.name):
            reason = (
                "its name must be lower-case letters, digits and underscores; rename the entry point"
            )
            left_out.append((entry.name, package, reason))
            continue
        taken = entries.setdefault(entry.name, entry)
        owner = packages.setdefault(entry.name, package)
        if (taken.value, owner) != (entry.value, package):
            reason = f"the name is taken by package {owner}; rename the entry point"
            left_out.append((entry.name, package, reason))
    return entries, left_out


def package_of(entry: EntryPoint) -> str:
    """The distribution that an entry point comes from; "unknown" if it does not say."""
    return entry.dist.name if entry.dist else "unknown"
