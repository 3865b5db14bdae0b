"""Errors of code that is not ours, in one line each."""

from __future__ import annotations

import pytest

from neurohistory.asking import one_line


class MuteError(Exception):
    def __str__(self) -> str:
        raise SystemExit(3)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError("two\n  lines"), "ValueError: two lines"),
        (ValueError(), "ValueError"),
        (MuteError(), "MuteError"),
        (MemoryError(), "MemoryError: there is not enough memory; take fewer starts or examples"),
        (MemoryError("for an array of 8 GiB"), "MemoryError: for an array of 8 GiB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_error_is_told_in_one_line(error: BaseException, line: str) -> None:
    assert one_line(error) == line


def test_a_note_stands_behind_what_an_error_says() -> None:
    error = KeyError("w")
    error.add_note("in Perceptron.learn")
    error.add_note("start 3")
    assert one_line(error) == "KeyError: 'w' (in Perceptron.learn) (start 3)"
