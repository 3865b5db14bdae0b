"""What the answer of a function was made from: the modules and the files that its process has read.

Only what may change counts: this package, and what lies in the folder where we stand.  A file goes by
a name that holds in another checkout too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Witnessed", "is_ours", "long_loaded", "place_of", "witnessed"]

_PACKAGE = Path(__file__).parents[1]


class Witnessed(NamedTuple):
    """An answer, and the names of the files that it was made from."""

    answer: Any
    sources: frozenset[str]


def witnessed(function: Callable[..., Any], *arguments: Any) -> Witnessed:
    """Call a function, and see what it is made from.

    For a process that ends soon: all that it has loaded before counts too, and what has been set to
    watch it cannot be taken away.

    Examples
    --------
    >>> seen = witnessed(max, 5, 7)
    >>> seen.answer, "neurohistory/process/sources.py" in seen.sources
    (7, True)
    """
    here = os.getcwd()
    before, named = long_loaded(here)
    opened: set[str] = set()

    def notice(event: str, details: tuple[Any, ...]) -> None:
        if event != "open" or not isinstance(details[0], (str, os.PathLike)):
            return
        if not details[2] & (os.O_WRONLY | os.O_RDWR):
            opened.add(os.path.abspath(details[0]))

    sys.addaudithook(notice)
    answer = function(*arguments)
    loaded = [module for name, module in [*sys.modules.items()] if name not in before]
    return Witnessed(answer, named.union(_names_of(opened | _files_of(loaded), here)))


@lru_cache(maxsize=1)
def long_loaded(here: str) -> tuple[frozenset[str], frozenset[str]]:
    """The modules that this process had loaded when it was first asked, and their files.

    Processes that are copies of it remember the answer, and look up only what they load themselves.

    Parameters
    ----------
    here : str
        The folder where we stand.

    Returns
    -------
    modules, files : frozenset of str
        Names; those of files are as in `Witnessed.sources`.

    Examples
    --------
    >>> modules, files = long_loaded(os.getcwd())
    >>> "neurohistory" in modules, "neurohistory/process/sources.py" in files
    (True, True)
    """
    return frozenset(sys.modules), frozenset(_names_of(_files_of([*sys.modules.values()]), here))


def _files_of(modules: Iterable[object]) -> set[str]:
    """By a module's own dictionary: asked for an attribute, some modules import others."""
    return {str(getattr(module, "__dict__", {}).get("__file__")) for module in modules}


def place_of(name: str) -> Path:
    """Where the file of that name lies for this process."""
    return (_PACKAGE.parent if is_ours(name) else Path.cwd()) / name


def is_ours(name: str) -> bool:
    """Whether it is a file of this package, parts of which a process may have loaded long ago."""
    return name.startswith(f"{_PACKAGE.name}/")


def _names_of(files: Iterable[str], here: str) -> Iterator[str]:
    """The names of those in the package, and of those in the folder where we stand.

    Texts are compared, since a process has some thousands of files and a `Path` takes its time.
    """
    ours, around, around_here, libraries = (
        os.path.join(folder, "") for folder in (_PACKAGE, _PACKAGE.parent, here, sys.prefix)
    )
    for file in files:
        if f"{os.sep}__pycache__{os.sep}" in file:
            continue
        if file.startswith(ours):
            yield file.removeprefix(around).replace(os.sep, "/")
        elif file.startswith(around_here) and not file.startswith(libraries):
            yield file.removeprefix(around_here).replace(os.sep, "/")
