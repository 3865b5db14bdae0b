"""A chunk as a file: a digest, what it is, and two numbers for each start.

The bytes depend on the study alone: no time, no name of a machine, and no compression, whose bytes
differ between versions of its library.
"""

from __future__ import annotations

import hashlib
import json

import numpy as np

from neurohistory.outcomes import Outcomes
from neurohistory.studies.chunks import Chunk

__all__ = ["DamagedChunkError", "decoded", "encoded"]

_EPOCHS, _LOSS = np.dtype("<u2"), np.dtype("<f4")


class DamagedChunkError(ValueError):
    """A file is not the chunk that it should be, and why."""


def encoded(study: str, number: int, chunk: Chunk, outcomes: Outcomes) -> bytes:
    """The content of the file of a chunk.

    Parameters
    ----------
    study : str
        The study's fingerprint.
    number : int
        The number of the cell.
    chunk : Chunk
    outcomes : Outcomes
    """
    what = {"study": study, "cell": number, "first": chunk.first, "n_starts": chunk.n_starts}
    arrays = outcomes.epochs.astype(_EPOCHS).tobytes() + outcomes.loss.astype(_LOSS).tobytes()
    content = json.dumps(what).encode() + b"\n" + arrays
    return _digest(content) + b"\n" + content


def decoded(content: bytes, study: str, number: int, chunk: Chunk) -> Outcomes:
    """The outcomes in the file of a chunk.

    Raises
    ------
    DamagedChunkError
        If the file is not as it was written, or is that of another chunk.

    Examples
    --------
    >>> one = Outcomes(np.array([7], np.uint16), np.array([0.5], np.float32))
    >>> content = encoded("a study", 0, Chunk(0, 1), one)
    >>> decoded(content, "a study", 0, Chunk(0, 1)).epochs
    array([7], dtype=uint16)
    >>> decoded(content[:-1], "a study", 0, Chunk(0, 1))
    Traceback (most recent call last):
      ...
    neurohistory.studies.chunk_files.DamagedChunkError: its digest is that of other content
    """
    digest, _, rest = content.partition(b"\n")
    if not content:
        raise DamagedChunkError("it is empty")
    if digest != _digest(rest):
        raise DamagedChunkError("its digest is that of other content")
    what, _, arrays = rest.partition(b"\n")
    expected = {"study": study, "cell": number, "first": chunk.first, "n_starts": chunk.n_starts}
    found = json.loads(what)
    for key, value in expected.items():
        if found.get(key) != value:
            raise DamagedChunkError(f"its {key} is {found.get(key)!r}, and not {value!r}")
    split = chunk.n_starts * _EPOCHS.itemsize
    return Outcomes(
        np.frombuffer(arrays[:split], _EPOCHS).astype(np.uint16),
        np.frombuffer(arrays[split:], _LOSS).astype(np.float32),
    )


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
