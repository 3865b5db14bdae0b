"""The signatures of the reference look as the formatter would have them, without a process for each."""

from __future__ import annotations

import subprocess
import sys

import pytest

from neurohistory.site.layouts import laid_out, without_processes

WIDTH = 60  # of mkdocstrings

SHAPED = [
    "def xxx(): pass",
    "def xxxxxxxxxxxxxxxxx(comparison: Comparison, name: str = 'a, b') -> None: pass",
    "def xxxx(things: Sequence[Thing], do: Callable[[Thing], object]) -> None: pass",
    "def xxxxx(name: Hashable, function: Callable[..., Any], arguments: Sequence[Any]) -> None: pass",
    "def xxxxxxxxxxxxxxxxx(comparison: Comparison) -> dict[str, object]: pass",
    "def xxx(model: Any, /, *, starts: int = 100, seed: int = 0, sizes: tuple[int, ...] = (2, 2)): pass",
    "def xxx(*arguments: Any, first: dict[str, int], second: int | None = None, **options: Any): pass",
    'def xxx(first: str = "it\'s", second: float = -0.5, third: list[float] = [0.5, 1.5]) -> str: pass',
]
LEFT = [
    "def xxx(progress: Callable[[int, int], object] = lambda done, total: None, n: int = 1): pass",
    "def xxx(x: Mapping[str, int]) -> tuple[dict[str, EntryPoint], list[tuple[str, int]], str]: pass",
    "VALLEY = Surface2D(name, start=(-4.0, 0.6), minimum=(0.0, 0.0), extent=(-4.6, 1.4, -1.0, 1.0))",
]


def formatted(code: str) -> str:
    settings = ["--isolated", "--config", f"line-length={WIDTH}", "--stdin-filename", "file.py"]
    command = [sys.executable, "-m", "ruff", "format", *settings, "-"]
    return subprocess.run(command, input=code, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("code", SHAPED)
def test_what_is_shaped_here_looks_as_formatted(code: str) -> None:
    pytest.importorskip("ruff")
    shaped = laid_out(code, WIDTH)
    assert shaped is None or shaped == formatted(code)
    assert (shaped is None) == ("it's" in code)


def test_the_rest_is_left_to_the_formatter() -> None:
    asked = []

    def formatter(code: str, width: int) -> str:
        asked.append(code)
        return "formatted"

    found = without_processes(formatter)
    assert {found(code, WIDTH) for code in LEFT} == {"formatted"}
    assert "formatted" not in {found(code, WIDTH) for code in SHAPED[:-1]}
    assert asked == LEFT
