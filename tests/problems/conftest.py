"""What tests of problems share: files to read, and the classes that targets stand for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray


@pytest.fixture(scope="session")
def put() -> Callable[[Path, bytes | str], Path]:
    """Write a file; it gives the file's path."""

    def written(path: Path, content: bytes | str) -> Path:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


@pytest.fixture(scope="session")
def saved() -> Callable[..., Path]:
    """Save arrays by name, as ``mine.npz`` in a folder."""

    def archive(folder: Path, **arrays: Any) -> Path:
        np.savez(folder / "mine.npz", **arrays)
        return folder / "mine.npz"

    return archive


@pytest.fixture(scope="session")
def labels() -> Callable[[NDArray[Any]], NDArray[Any]]:
    """The number of each example's class, from its targets."""

    def numbers(target: NDArray[Any]) -> NDArray[Any]:
        return (target > 0).astype(int) if target.ndim == 1 else target.argmax(axis=1)

    return numbers
