"""Large plain text is read at once, and as by the reader that goes line by line; so is every oddity."""

from __future__ import annotations

import gzip
import io
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory.problems.files.plain import is_large, read_plain
from neurohistory.problems.files.text import read_text

PLAIN = ["a,b,y", "0.5,1,no", "-2e3,+.25,yes", "7.,-0,no", "1e5, 3 ,yes"]

WHOLE = ["a,b,y", "5,1,no", "-2e3,+25,yes", "7.,-0,no", "1e5, 3 ,yes"]

VALUES = [
    "1_000", "٣", "nan", "inf", "", " ", "?", "1,5", "0x10", "1e400", "1e-400", "0.0e-5", "1e-5",
    "12345678901234567", "0.1000000000000000055511151231257827", "0.30000000000000004",
    "1.0000000000000001", "9007199254740993", "9007199254740992", "1" * 301, "0." + "0" * 330 + "1",
    "1e20", '"2"', " 2.5 ", "\t2", "2\xa0", "2\x0b", "true", "1d5", "--", "1 2", "\0",
]  # fmt: skip
LABELS = [
    "", " no", "no ", "naïve", "日本\xa0", '"a, b"', '"two\nlines"', "x" * 65, "NA", "0", "1.0", "e-",
    "#", '"no"', "no\0", "\udcff", "\ufeff", "no\x85", "\x1cno",
]  # fmt: skip
LINES = [
    "",
    "  ",
    ",",
    ",,",
    "1,2",
    "1,2,no,",
    "# a comment",
    "1;2;no",
    "1,2,no\r3,4,yes",
    '""',
    "1,2,no\r",
]
HEADINGS = [
    "\ufeffa,b,y", "a, b ,y", ",b,y", "Unnamed: 0,b,y", "id,b,y", "y,a,b", "b,id,y", "a,b", "a,a,y",
    "a,b,y,", '"a",b,y', '"a\nb",b,y', "\na,b,y", "1,2,y", "a,b\r1,2,y", "a;b;y", "x,y,a", "y",
    "Index,row,y",
]  # fmt: skip


def outcome(content: bytes, *, large: bool, separator: str = ",", exact: bool = False) -> Any:
    """What comes of a text: everything about the table, or the complaint."""
    with patch("neurohistory.problems.files.plain._LARGE", 1 if large else 2**60):
        try:
            table = read_text(io.BytesIO(content), "a file", "y", separator, exact)
        except ValueError as error:
            return str(error)
    values = [[(type(x), repr(x)) for x in row] for row in table.X.tolist()]  # repr tells -0.0 from 0.0
    return values, table.labels.dtype, table.labels.tolist(), table.notes, table.columns, [*table.lines]


def same_outcome(content: str, **kind: Any) -> None:
    packed = content.encode("utf-8", "surrogateescape")
    assert outcome(packed, large=True, **kind) == outcome(packed, large=False, **kind)


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_each_oddity_is_read_or_refused_as_line_by_line(exact: bool, ending: str) -> None:
    heading, *lines = WHOLE if exact else PLAIN
    odd = [[*lines, f"{value},1,no"] for value in VALUES]
    odd += [[f"2,{value},no", *lines, f"2,{value},no"] for value in VALUES]  # the same number twice
    odd += [[*lines, f"4,5,{label}", f"4,5,{label}"] for label in LABELS]
    odd += [[lines[0], line, *lines[1:]] for line in LINES] + [[*lines, line] for line in LINES]
    texts = [[heading, *each] for each in odd] + [[each, *lines] for each in HEADINGS]
    texts += [[each, "1,2,3", "2,3,4", "5,2,3"] for each in HEADINGS] + [[heading], [""], ["", ""]]
    texts.append(["id,b,y", "1.00000000000000000001,2,no", "2,3,yes", "3,3,no"])  # which does not count
    for text in texts:
        for last in ("", ending):
            same_outcome(ending.join(text) + last, exact=exact)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["0", "1", "-2.5", "1e-3", "0.125", " 4"]),
            st.floats(allow_nan=False, allow_infinity=False).map(repr)
            | st.integers(-(2**60), 2**60).map(str),
            st.sampled_from(["no", "yes"]) | st.text("ab\xe9 ", min_size=1, max_size=3),
        ),
        min_size=1,
        max_size=12,
    ),
    st.booleans(),
)
def test_numbers_of_all_lengths_are_read_as_line_by_line(
    rows: list[tuple[str, ...]], exact: bool
) -> None:
    same_outcome("\n".join(["a,b,y", *map(",".join, rows)]), exact=exact)


@pytest.mark.parametrize("labels", ["first", "middle", "last"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_plain_text_is_read_at_once_in_pieces_of_any_size(
    labels: str, separator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng, at = np.random.default_rng(0), {"first": 0, "middle": 2, "last": 4}[labels]
    X = rng.standard_normal((60, 4)).round(6)
    y = rng.choice(["no", "perhaps"], 60)
    rows = [[repr(x) for x in row] for row in X.tolist()]
    for row, label in zip(rows, y, strict=True):
        row.insert(at, str(label))
    content = "\n".join(separator.join(row) for row in [list("abcde"), *rows]).encode()
    features = [column for column in range(5) if column != at]
    for piece, some in ((1, 1), (100, 7), (2**20, 1000)):
        monkeypatch.setattr("neurohistory.problems.files.plain._PIECE", piece)
        monkeypatch.setattr("neurohistory.problems.files.plain._ROWS", some)
        found = read_plain(io.BytesIO(content), at, features, 5, separator, exact=False)
        assert found is not None
        assert (found[0] == X).all()
        assert found[1].tolist() == y.tolist()


def test_what_cannot_be_read_twice_is_not_looked_at() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert not is_large(Pipe(b"x" * 2**20))
    assert is_large(io.BytesIO(b"x" * 2**20))
    assert not is_large(io.BytesIO(b"x"))


def test_a_large_packed_text_is_read_at_once_too() -> None:
    content = "\n".join(["a,y", *(f"{i}.5,{i % 2}" for i in range(40_000))]).encode()
    with (
        gzip.open(io.BytesIO(gzip.compress(content))) as unpacked,
        patch("neurohistory.problems.files.text._rows", side_effect=AssertionError),
    ):
        table = read_text(unpacked, "a file", "y", ",")
    assert table.X[:, 0].tolist() == [i + 0.5 for i in range(40_000)]
    assert table.place(39_999) == "line 40001"
    with pytest.raises(ValueError, match="line 40002: 'a' is 'x', not a number"):
        read_text(io.BytesIO(content + b"\nx,1"), "a file", "y", ",")
