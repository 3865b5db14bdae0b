"""Images and labels as MNIST is handed out: what is read, and what is refused in which words."""

from __future__ import annotations

import gzip
import re
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from neurohistory.problems.files import read
from neurohistory.problems.own_data import from_file

IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
PIXELS = bytes(range(0, 255, 8))[:24] * 2  # twelve images of two by two


def idx(shape: Sequence[int], data: bytes) -> bytes:
    return bytes((0, 0, 8, len(shape))) + struct.pack(f">{len(shape)}I", *shape) + data


def put(folder: Path, images: bytes, labels: bytes, ending: str = "") -> Path:
    for name, content in ((IMAGES, images), (LABELS, labels)):
        (folder / f"{name}{ending}").write_bytes(gzip.compress(content) if ending else content)
    return folder / f"{IMAGES}{ending}"


SOUND = idx((12, 2, 2), PIXELS)
ANSWERS = idx((12,), bytes([3, 7] * 6))


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_pixels_are_from_0_to_1_and_labels_are_digits(tmp_path: Path, ending: str) -> None:
    name, found = read(put(tmp_path, SOUND, ANSWERS, ending), f"{LABELS}{ending}")
    assert name == "train-images"
    assert found.X.shape == (12, 4)
    assert found.X[1].tolist() == [32 / 255, 40 / 255, 48 / 255, 56 / 255]  # by hand: row by row
    assert found.labels.tolist() == [3, 7] * 6


def test_exactly_they_are_the_bytes(tmp_path: Path) -> None:
    _, found = read(put(tmp_path, SOUND, ANSWERS), LABELS, exact=True)
    assert found.X[1].tolist() == [32, 40, 48, 56]


def test_they_make_a_problem(tmp_path: Path) -> None:
    problem = from_file(put(tmp_path, SOUND, ANSWERS), LABELS, test_fraction=0)
    assert problem.X.shape == (12, 4)
    assert np.unique(problem.y).tolist() == [3, 7]


@pytest.mark.parametrize(
    ("images", "labels", "words"),
    [
        (
            ANSWERS,
            ANSWERS,
            "begins with the bytes [0, 0, 8, 1]; images as bytes begin with [0, 0, 8, 3]",
        ),
        (SOUND, SOUND, "begins with the bytes [0, 0, 8, 3]; labels as bytes begin with [0, 0, 8, 1]"),
        (SOUND[:-1], ANSWERS, "has the shape (12, 2, 2), 48 bytes, and has 47; it is damaged"),
        (SOUND + b"x", ANSWERS, "48 bytes, and has 49"),
        (SOUND, idx((11,), bytes(11)), "has 12 images and train-labels-idx1-ubyte 11 labels"),
        (idx((0, 2, 2), b""), idx((0,), b""), "there are no pixels in it"),
        (b"", ANSWERS, "begins with the bytes []"),
        (SOUND[:9], ANSWERS, "ends after 9 bytes, before it says its shape; it is damaged"),
        (gzip.compress(SOUND, mtime=0), ANSWERS, "it is damaged, packed, or another kind of file"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, images: bytes, labels: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        read(put(tmp_path, images, labels), LABELS)


def test_labels_that_are_not_there_are_asked_for(tmp_path: Path) -> None:
    path = put(tmp_path, SOUND, ANSWERS)
    for target in ("y", f"../{LABELS}"):
        with pytest.raises(FileNotFoundError, match="is the name of the file of their labels"):
            read(path, target)


def test_a_file_that_is_not_packed_says_so(tmp_path: Path) -> None:
    path = put(tmp_path, SOUND, ANSWERS, ".gz")
    path.write_bytes(SOUND)
    with pytest.raises(ValueError, match=r"ubyte\.gz cannot be unpacked: .*no gzip file"):
        read(path, f"{LABELS}.gz")
