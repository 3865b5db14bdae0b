"""Images and labels in two files of bytes, as the handwritten digits of MNIST are handed out.

A file begins with two zeros, 8 for bytes, how many axes there are, and the length of each in four
bytes, the largest first.  Images have three axes and labels one.
"""

from __future__ import annotations

import gzip
import math
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from neurohistory.problems.files.values import MAX_BYTES, Table, check_labels

__all__ = ["read_idx"]

Bytes = NDArray[np.uint8]

_IMAGES, _LABELS = 3, 1  # axes
_BYTE = 8  # the code of the only type that is read
_BRIGHTEST = 255


def read_idx(path: Path, target: str, exact: bool = False) -> Table:
    """Examples from a file of images and, in the same folder, a file of their labels.

    Parameters
    ----------
    path : Path
        Images of shape (example, row, column); packed, if its name ends in ``.gz``.
    target : str
        The name of the file of the labels.
    exact : bool, default=False
        Whether pixels are wanted as they stand there, from 0 to 255; otherwise they are from 0 to 1.

    Raises
    ------
    OSError
        If one of the files cannot be read.
    ValueError
        If one is damaged or holds something else, or if they do not belong together.
    """
    beside = path.with_name(Path(target).name)
    if Path(target).name != target or not beside.is_file():
        raise FileNotFoundError(
            f"there is no file {target!r} of labels beside {path.name}; the target of images is the "
            "name of the file of their labels, such as 'train-labels-idx1-ubyte.gz', in that folder"
        )
    images, labels = _array(path, _IMAGES), _array(beside, _LABELS)
    if not images.size:
        raise ValueError(f"{path.name} has the shape {images.shape}: there are no pixels in it")
    if len(images) != len(labels):
        raise ValueError(
            f"{path.name} has {len(images):,} images and {target} {len(labels):,} labels; take the two "
            "files that belong together"
        )
    check_labels(labels, lambda at: f"{target}: the label of example {at + 1} is")
    pixels = images.reshape(len(images), -1).astype(float)
    return Table(pixels if exact else pixels / _BRIGHTEST, labels.astype(np.int64))


def _array(path: Path, n_axes: int) -> Bytes:
    """The bytes that a file holds, in their shape."""
    what = "images" if n_axes == _IMAGES else "labels"
    try:
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as stream:
            held = stream.read(MAX_BYTES + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueError(
            f"{path.name} cannot be unpacked: {error}; it is damaged, or no gzip file"
        ) from None
    first = 4 * (1 + n_axes)
    if len(held) > MAX_BYTES:
        raise ValueError(f"{path.name} has more than {MAX_BYTES:,} bytes, which is the most")
    if held[:4] != bytes((0, 0, _BYTE, n_axes)):
        raise ValueError(
            f"{path.name} begins with the bytes {list(held[:4])}; {what} as bytes begin with "
            f"{[0, 0, _BYTE, n_axes]}: it is damaged, packed, or another kind of file"
        )
    if len(held) < first:
        raise ValueError(
            f"{path.name} ends after {len(held)} bytes, before it says its shape; it is damaged, get it "
            "anew"
        )
    shape = tuple(int(length) for length in np.frombuffer(held, ">u4", count=n_axes, offset=4))
    if len(held) - first != math.prod(shape):
        raise ValueError(
            f"{path.name} says that it has the shape {shape}, {math.prod(shape):,} bytes, and has "
            f"{len(held) - first:,}; it is damaged, get it anew"
        )
    return np.frombuffer(held, np.uint8, offset=first).reshape(shape)
