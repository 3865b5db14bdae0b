"""The names of a script, as another process may have them: each is read when it is asked for.

A chapter's own tests ask what its names stand for when its page was made, and need not run it again.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

__all__ = ["KeptNames"]

_MOST = 300_000  # bytes of one name


class KeptNames(Mapping[str, Any]):
    """What can be written of some names: no functions, modules and drawings, and nothing large.

    Each asking reads the value anew.

    Parameters
    ----------
    names : mapping of str to object

    Examples
    --------
    >>> kept = KeptNames({"rate": 0.5, "rule": lambda w: w})
    >>> dict(kept)
    {'rate': 0.5}
    """

    def __init__(self, names: Mapping[str, Any]) -> None:
        written = ((name, _written(value)) for name, value in names.items() if not name.startswith("__"))
        self._written = {name: text for name, text in written if text is not None}

    def __getitem__(self, name: str) -> Any:
        return pickle.loads(self._written[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


class _Paper(io.BytesIO):
    """A file that no more than so many bytes go into: of what is large, the rest need not be written."""

    def write(self, text: Any, /) -> int:
        if self.tell() + len(memoryview(text).cast("B")) > _MOST:
            raise OverflowError
        return super().write(text)


def _is_drawing(value: object) -> bool:
    """Whether it is a figure, or a part or an array of parts, which bring the whole figure along."""
    if isinstance(value, np.ndarray) and value.dtype == object and value.size:
        value = value.flat[0]
    return type(value).__module__.startswith("matplotlib.")


def _written(value: object) -> bytes | None:
    if _is_drawing(value):
        return None
    paper = _Paper()
    try:
        pickle.Pickler(paper, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    except Exception:  # it is large, or a class raises whatever it likes because it is not to be pickled
        return None
    return paper.getvalue()
