"""Files of one's own: what is read, what is refused, and that nothing is guessed."""

from __future__ import annotations

import csv
import gzip
import io
import re
import struct
import sys
import zipfile
from contextlib import suppress
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from neurohistory.cli import main
from neurohistory.problems.files import ENDINGS, read
from neurohistory.problems.files.text import read_text
from neurohistory.problems.files.values import Table, number

GOOD = [("1", "2.5", "odd"), ("2", "-3", "even"), ("3", "1e-3", "odd")]
VALUES = [[1, 2.5], [2, -3], [3, 1e-3]]
LABELS = ["odd", "even", "odd"]
HEADING = ("a", "b", "y")


def text(*lines: str, heading: str = "a,b,y") -> str:
    """These lines after the heading, and two good ones."""
    return "\n".join([heading, *lines, "1,2.5,odd", "2,-3,even", ""])


def read_bytes(content: bytes | str, separator: str = ",", target: str = "y") -> Table:
    content = content.encode() if isinstance(content, str) else content
    return read_text(io.BytesIO(content), "mine.csv", target, separator)


def joined(separator: str = ",", end: str = "\n") -> str:
    return end.join(separator.join(row) for row in [HEADING, *GOOD]) + end


# Text that is read ----------------------------------------------------------------------------------

COMMA = joined()
ODD_BUT_GOOD: dict[str, bytes | str] = {
    "as the RFC has it": joined(end="\r\n"),
    "ends of old Macs": joined(end="\r"),
    "no end of the last line": COMMA[:-1],
    "a byte order mark": b"\xef\xbb\xbf" + COMMA.encode(),
    "a byte order mark and quotes": b'\xef\xbb\xbf"a",b,y\n' + COMMA.encode().partition(b"\n")[2],
    "all in quotes": "\n".join(",".join(f'"{cell}"' for cell in row) for row in [HEADING, *GOOD]),
    "blanks about": COMMA.replace(",", " , "),
    "a blank before a quote": COMMA.replace(",odd", ', "odd"'),
    "blank first lines": "\n\n  \n" + COMMA,
    "blank lines between": COMMA.replace("\n", "\n\n \n"),
    "quoted blank lines": COMMA + '""\n',
    "signs and points": COMMA.replace("1,", "+1.,").replace("2.5", "02.50").replace("1e-3", ".1E-2"),
    "a column without a name": "\n".join(
        f"{first},{row}" for first, row in zip(["", "7", "x", ""], COMMA.split("\n"), strict=False)
    ),
    "pandas' index": "\n".join(
        f"{i},{row}" for i, row in zip(["Unnamed: 0", 0, 1, 2], COMMA.split("\n"), strict=False)
    ),
    "an index by name": "\n".join(
        f"{row},{i}" for row, i in zip(COMMA.split("\n"), ["Index", 5, 3, 4], strict=False)
    ),
    "a comma after each line": COMMA.replace("\n", ",\n"),
}


@pytest.mark.parametrize("case", ODD_BUT_GOOD)
def test_what_can_be_read_in_one_way_only_is_read(case: str) -> None:
    found = read_bytes(ODD_BUT_GOOD[case])
    assert found.X.tolist() == VALUES
    assert found.labels.tolist() == LABELS


LEFT_OUT = {
    "a column without a name": "mine.csv: column 1 has no name and was left out; to learn from it, give",
    "pandas' index": "mine.csv: column 1 has no name and was left out; to learn from it, give it one",
    "an index by name": "mine.csv: column 'Index' numbers the examples and was left out; .* rename it",
    "a comma after each line": "mine.csv: column 4 has no name and was left out",
}


@pytest.mark.parametrize("case", ODD_BUT_GOOD)
def test_a_note_tells_what_was_left_out(case: str) -> None:
    notes = read_bytes(ODD_BUT_GOOD[case]).notes
    assert len(notes) == (case in LEFT_OUT)
    assert re.match(LEFT_OUT.get(case, ""), "".join(notes))


@pytest.mark.parametrize(
    ("name", "values"),
    [("id", "0 0 1"), ("index", "0.5 1.5 2.5"), ("row", "1 2 1"), ("width", "0 1 2"), ("idea", "2 1 0")],
)
def test_a_column_that_does_not_count_is_a_feature_and_so_is_one_of_another_name(
    name: str, values: str
) -> None:
    rows = "".join(f"{a},{y}\n" for a, y in zip(values.split(), LABELS, strict=True))
    found = read_bytes(f"{name},y\n{rows}")
    assert found.X[:, 0].tolist() == [float(value) for value in values.split()]
    assert found.notes == ()


@pytest.mark.parametrize("target", ["", "Unnamed: 0", "id"])
def test_a_target_may_have_any_name(target: str) -> None:
    assert read_bytes(f"a,{target}\n1,2\n2,3\n3,2\n", target=target).labels.tolist() == list("232")


def test_labels_may_hold_anything_within_quotes() -> None:
    labels = ['"a, b"', '"two\nlines"', '"say ""so"""', "naïve", "日本", "0x10", "1_000"]
    found = read_bytes("a,y\n" + "".join(f"{i},{label}\n" for i, label in enumerate(labels)))
    assert found.labels.tolist() == [
        "a, b", "two\nlines", 'say "so"', "naïve", "日本", "0x10", "1_000",
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["+ - +", "0.25 0.5 0.25", "0 1 0", "-1 1 1", "True False True"])
def test_classes_may_be_signs_numbers_or_truth_values(label: str) -> None:
    rows = "".join(f"{i},{each}\n" for i, each in enumerate(label.split()))
    assert read_bytes(f"a,y\n{rows}").labels.tolist() == label.split()


@given(
    st.lists(
        st.tuples(
            st.floats(allow_nan=False, allow_infinity=False),
            st.integers(-(2**53), 2**53),
            st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1),
        ),
        min_size=1,
        max_size=10,
    ),
    st.sampled_from([",", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
def test_what_the_csv_writer_writes_comes_back(
    rows: list[tuple[float, int, str]], separator: str, end: str, quoting: int
) -> None:
    # A letter in front, for a label alone may look like a missing one or a number.
    rows = [(a, b, "c" + label.strip()) for a, b, label in rows]
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=separator, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([("a", "b", "y"), *rows])
    found = read_bytes(written.getvalue(), separator)
    assert found.X.tolist() == [[a, float(b)] for a, b, _ in rows]
    assert found.labels.tolist() == [label for _, _, label in rows]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_each_number_that_python_writes_is_read(value: float) -> None:
    assert number(repr(value)) == value
    assert number(f"{value:.17e}") == value
    assert number(f"{value:+g}") == float(f"{value:g}")


# Text that is refused -------------------------------------------------------------------------------

NO_NUMBERS = ["1_000", "0x10", "1,5", "1.5.2", "12a", "1 2", "٣", "½", "１", "--1", "e5", "1e", "1d5",
              "True", "1+2j", "$5", "5%", "inf", "-Infinity", "1e-", "\u22121"]  # fmt: skip
MISSING = ["", " ", "NA", "N/A", "n/a", "null", "NULL", "None", "none", "NaN", "nan", "-nan", "?", "-",
           "--", ".", "<NA>", "#N/A", "NaT", "missing"]  # fmt: skip

BAD: dict[str, tuple[bytes | str, str]] = {
    **{
        f"{value!r} as a number": (text(f'1,"{value}",odd'), f"line 2: 'b' is {value!r}, not a number")
        for value in NO_NUMBERS
    },
    **{
        f"{value!r} as a feature": (
            text(f"{value},2,odd"),
            f"line 2: 'a' is {value.strip()!r}, a missing value; fill it in",
        )
        for value in MISSING
    },
    **{
        f"{value!r} as a label": (
            text(f"1,2,{value}"),
            f"line 2: 'y' is {value.strip()!r}, a missing label; each",
        )
        for value in MISSING
    },
    "too large": (text("1e999,2,odd"), "line 2: 'a' is '1e999', beyond the largest number"),
    "too small": (text("1,1e-999,odd"), "line 2: 'b' is '1e-999', below the least number"),
    "too small beside a zero": (text("0,1e-999,odd"), "line 2: 'b' is '1e-999', below"),
    "empty": ("", "mine.csv is empty"),
    "blank": ("\n \n\n", "mine.csv is empty"),
    "a heading alone": ("a,b,y\n\n", "mine.csv has a heading and no examples"),
    "no features": ("y\nodd\neven\n", "mine.csv has no features beside 'y'"),
    "an index and no features": (",y\n0,odd\n1,even\n", "mine.csv has no features beside 'y'"),
    "a counter and no features": ("id,y\n0,odd\n1,even\n", "mine.csv has no features beside 'y'"),
    "no such column": (text(heading="a,b,Y"), "has no column 'y'; it has a, b, Y"),
    "no heading": ("1,2,odd\n3,4,even\n", "has no column 'y'; it has 1, 2, odd"),
    "hundreds of columns": (
        ",".join(f"p{i}" for i in range(784)),
        "p9, p10, p11 and 772 more",
    ),
    "a column twice": (text(heading="a,a,y"), "more than one column 'a'; names must differ"),
    "the target twice": (text(heading="y,a,y"), "more than one column 'y'"),
    "semicolons": (joined(";"), "must be separated by commas, and its first line has semicolons"),
    "tabs": (joined("\t"), "must be separated by commas, and its first line has tabs"),
    "bars": (joined("|"), "must be separated by commas, and its first line has bars"),
    "semicolons below": (text("1;2;odd"), "line 2: 1 values for 3 columns; .* not semicolons"),
    "a comment in front": ("# mine\n" + COMMA, "it begins with a comment, '# mine'"),
    "a comment between": (text("# mine"), "line 2: 1 values for 3 columns; if it is a comment, delete"),
    "too few": (text("1,odd"), "line 2: 2 values for 3 columns; a value may be empty"),
    "too many": (text("1,2,3,odd"), "line 2: 4 values for 3 columns; .* needs quotation marks"),
    "a decimal comma": (text("1,5,2,odd"), "line 2: 4 values for 3 columns; .*decimals need a point"),
    "a last comma": (text("1,2,odd,"), "line 2: 4 values for 3 columns; .* separator too many"),
    "an open quote": (text('1,2,"odd'), "line 2: .*a quotation mark must be closed"),
    "a quote within": (text('1,2,"o"d"'), "line 2: .*and doubled inside"),
    "a very long value": (text(f'1,2,"{"x" * 200_000}"'), "line 2: field larger than field limit"),
    "a place after quotes on two lines": (text('1,2,"a\nb"', "x,2,odd"), "line 4: 'a' is 'x', not a"),
    "a place after blank lines": (text("", " ", "x,2,odd"), "line 4: 'a' is 'x', not a number"),
    "UTF-16": (COMMA.encode("utf-16"), "mine.csv is in UTF-16; save it in UTF-8"),
    "UTF-16 without a mark": (COMMA.encode("utf-16-le"), "mine.csv seems to be in UTF-16 or UTF-32"),
    "UTF-16-BE without a mark": (COMMA.encode("utf-16-be"), "mine.csv seems to be in UTF-16"),
    "UTF-32": (COMMA.encode("utf-32"), "mine.csv is in UTF-32; save it in UTF-8"),
    "Latin-1": (text("1,2,odd", "1,2,k\xf6nig").encode("latin-1"), "line 3: the byte 0xf6 is not UTF-8"),
    "NUL": (text("1,2,o\0dd"), "line 2 holds a NUL character"),
    "a packed file": (gzip.compress(COMMA.encode()), "packed by gzip; let its name end in .gz"),
    "a spreadsheet": (b"PK\x03\x04" + b"x" * 50, "a spreadsheet or a zip file; save it as CSV"),
    "measurements": (
        "a,y\n" + "".join(f"{i},{i / 7}\n" for i in range(1, 30)),
        "line 2: 'y' is '0.142857.*', one of 29 different numbers in 29 examples: measurements",
    ),
    "whole measurements": (
        "a,y\n" + "".join(f"{i},{3 * i}\n" for i in range(30)),
        "line 2: 'y' is '0', one of 30 different numbers in 30 examples: measurements",
    ),
    "many fractions": (
        "a,y\n" + "".join(f"{i},{i % 25 / 7}\n" for i in range(500)),
        "one of 25 different numbers in 500 examples: measurements",
    ),
    "one class in two ways": ("a,y\n1,1\n2,0\n3,1.0\n", "line 4: 'y' is '1.0', the same number as '1'"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_in_one_way_only_is_refused_with_its_place(case: str) -> None:
    content, message = BAD[case]
    with pytest.raises(
        ValueError, match=message.replace("(", r"\(") if "*" in message else re.escape(message)
    ) as told:
        read_bytes(content)
    assert str(told.value).startswith("mine.csv")
    assert len(str(told.value)) < 400
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("n_classes", "n_examples", "unit", "fine"),
    [
        (20, 500, 0.5, True),  # a few fractions
        (21, 500, 0.5, False),
        (5, 10, 0.5, True),  # no more than half of the examples have one of their own
        (6, 10, 0.5, False),
        (2, 2, 0.5, True),
        (3, 4, 0.5, False),
        (10, 10, 1, True),  # a few whole numbers
        (11, 11, 1, False),
        (50, 100, 1, True),
        (51, 100, 1, False),
    ],
)
def test_numbers_are_classes_up_to_a_number_of_them(
    n_classes: int, n_examples: int, unit: float, fine: bool
) -> None:
    rows = "".join(f"{i},{(1 + i % n_classes) * unit:g}\n" for i in range(n_examples))
    if fine:
        assert len(set(read_bytes(f"a,y\n{rows}").labels.tolist())) == n_classes
        return
    with pytest.raises(ValueError, match=rf"one of {n_classes} different numbers in {n_examples} ex"):
        read_bytes(f"a,y\n{rows}")


@pytest.mark.parametrize(("n_classes", "n_examples"), [(10, 10), (50, 100)])
def test_words_are_classes_up_to_a_number_of_them(n_classes: int, n_examples: int) -> None:
    rows = [f"{i},w{i % n_classes}\n" for i in range(n_examples)]
    assert len(set(read_bytes("a,y\n" + "".join(rows)).labels.tolist())) == n_classes
    rows[0] = "0,one more\n" if n_classes < n_examples else "0,w0\n0,one more\n"
    with pytest.raises(ValueError, match=r"line 2: 'y' is .*labels in \d+ examples: names of examples"):
        read_bytes("a,y\n" + "".join(rows))


def test_tabs_are_the_separators_of_tsv() -> None:
    assert read_bytes(joined("\t"), "\t").X.tolist() == VALUES
    with pytest.raises(ValueError, match="must be separated by tabs, and its first line has commas"):
        read_bytes(COMMA, "\t")


# Files by their names -------------------------------------------------------------------------------


def put(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("ending", [".csv", ".csv.gz", ".CSV.GZ", ".tsv", ".tsv.gz"])
def test_text_may_be_packed(tmp_path: Path, ending: str) -> None:
    content = joined("\t" if "tsv" in ending else ",").encode()
    packed = gzip.compress(content) if ending.lower().endswith(".gz") else content
    name, found = read(put(tmp_path / f"my.flowers{ending}", packed), "y")
    assert name == "my.flowers"
    assert found.X.tolist() == VALUES


PACKED = gzip.compress((COMMA + "1,2,odd\n" * 50).encode())
DAMAGED = {
    "not packed": COMMA.encode(),
    "cut": PACKED[: len(PACKED) // 2],
    "no checksum": PACKED[:-4],
    "a flipped bit": PACKED[:-12] + bytes([PACKED[-12] ^ 1]) + PACKED[-11:],
    "a header alone": PACKED[:10],
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_packed_file_is_refused(tmp_path: Path, case: str) -> None:
    with pytest.raises(
        ValueError, match=r"^mine\.csv\.gz.*(damaged, or no gzip file|columns|not UTF-8|NUL)"
    ):
        read(put(tmp_path / "mine.csv.gz", DAMAGED[case]), "y")


def test_standard_input_is_csv(monkeypatch: pytest.MonkeyPatch) -> None:
    class Piped:
        buffer = io.BytesIO(COMMA.encode())

    monkeypatch.setattr(sys, "stdin", Piped)
    name, found = read(Path("-"), "y")
    assert name == "standard input"
    assert found.X.tolist() == VALUES
    Piped.buffer.seek(0)  # it is left open
    with pytest.raises(ValueError, match=r"^standard input has no column 'z'"):
        read(Path("-"), "z")
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ValueError, match="standard input is closed; name a file"):
        read(Path("-"), "y")


@pytest.mark.parametrize("name", ["mine.txt", "mine", "csv", "mine.csv.zip", "mine.npz.gz"])
def test_other_endings_are_answered_with_those_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=f"must end in {', '.join(map(re.escape, ENDINGS))}, or be -"):
        read(put(tmp_path / name, COMMA), "y")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").mkdir()
    with pytest.raises(IsADirectoryError, match=r"mine\.csv' is a folder; name a file in it"):
        read(tmp_path / "mine.csv", "y")


# Arrays ---------------------------------------------------------------------------------------------

X = np.array(VALUES)
ARRAYS: dict[str, tuple[Any, Any]] = {
    "doubles": (X, [0, 1, 0]),
    "in columns": (np.asfortranarray(X), [0, 1, 0]),
    "single precision": (X.astype(np.float32), [0, 1, 0]),
    "big-endian": (X.astype(">f8"), np.array([0, 1, 0], ">i4")),
    "text": (X.astype(str), LABELS),
    "bytes": (X.astype("S"), np.array(LABELS, "S")),
    "fractions as labels": (X, [0.25, 0.5, 0.25]),
    "truth values as labels": (X, [True, False, True]),
    "labels with blanks": (X, [" odd", "even ", "odd"]),
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("case", ARRAYS)
def test_arrays_of_numbers_and_text_are_read(tmp_path: Path, case: str, packed: bool) -> None:
    features, labels = ARRAYS[case]
    (np.savez_compressed if packed else np.savez)(tmp_path / "mine.npz", X=features, y=labels)
    found = read(tmp_path / "mine.npz", "y")[1]
    assert np.allclose(found.X, X, rtol=1e-6)
    assert found.X.dtype == np.float64
    assert len(set(found.labels.tolist())) == 2
    if features.dtype.kind != "S":  # one array is of one type
        together = np.column_stack([features, np.array(labels)])
        np.save(tmp_path / "mine.npy", np.asfortranarray(together))
        assert np.allclose(read(tmp_path / "mine.npy", "2")[1].X, X, rtol=1e-6)


def npy(shape: object, kind: str = "<f8", data: bytes = b"", version: int = 1) -> bytes:
    """A file with a header that claims what it likes."""
    header = f"{{'descr': {kind!r}, 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    length = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes([version, 0]) + length + header.encode() + data


HUGE = [npy("(1000000000000, 3)"), npy(f"({2**40}, {2**40})"), npy(f"({10**30}, 3)"),
        npy("(3, 4)"), npy("(-5, 3)"), npy("('a',)"), npy("(3,)", data=bytes(9)),
        npy("(2, 3)", version=2)]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HUGE)))
def test_a_header_that_claims_more_than_there_is_is_refused_at_once(tmp_path: Path, number: int) -> None:
    with pytest.raises(ValueError, match=r"^mine\.npy cannot be read: it is damaged"):
        read(put(tmp_path / "mine.npy", HUGE[number]), "0")
    with zipfile.ZipFile(tmp_path / "mine.npz", "w") as archive:
        archive.writestr("X.npy", HUGE[number])
        archive.writestr("y.npy", npy("(1,)", data=bytes(8)))
    with pytest.raises(ValueError, match=r"^mine\.npz cannot be read: it is damaged"):
        read(tmp_path / "mine.npz", "y")


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (X + 1j, "holds values of type complex128; store numbers or text"),
        (np.array([[1, "a"]], dtype=object), "holds Python objects"),
        (
            np.zeros(3, [("a", float), ("b", int)]),
            "holds a table of named columns; store a plain table of numbers",
        ),
        (np.zeros((3, 2), "V8"), r"holds values of type \|V8"),
        (X.astype("M8[s]"), "holds values of type datetime64"),
        (np.where(X == 2, np.nan, X), r"feature 1 of example 2 is nan; fill it in"),
        (np.array([["1", "0"], ["1_0", "1"]]), r"feature 1 of example 2 is '1_0', not a number"),
        (np.array([["1", "0"], ["2", "NA"]]), r"the label of example 2 is 'NA', a missing label"),
        (np.array([[1, np.nan], [2, 1]]), r"the label of example 1 is nan, a missing label"),
        (np.array([[1, np.inf], [2, 1]]), r"the label of example 1 is inf"),
        (
            np.column_stack([np.arange(40), np.arange(40) / 7]),
            "the label of example 1 is '0.0', one of 40 different numbers",
        ),
    ],
)
def test_arrays_that_do_not_fit_are_refused(tmp_path: Path, array: Any, message: str) -> None:
    np.save(tmp_path / "mine.npy", array, allow_pickle=True)
    with pytest.raises(ValueError, match=rf"^mine\.npy:? {message}"):
        read(tmp_path / "mine.npy", "1")


def test_what_is_too_large_for_a_double_is_refused(tmp_path: Path) -> None:
    if np.finfo(np.longdouble).max == np.finfo(float).max:
        pytest.skip("no longer numbers on this machine")
    np.save(tmp_path / "mine.npy", np.array([[np.longdouble("1e4000"), 0], [1, 1]]))
    with pytest.raises(ValueError, match="feature 1 of example 1 is 1e"):
        read(tmp_path / "mine.npy", "1")


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "mine.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("X.npy", npy(f"({2**29}, 1)"))
        archive.writestr("y.npy", npy("(1,)", data=bytes(8)))
    content = bytearray((tmp_path / "mine.npz").read_bytes())
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(b"PK\x01\x02"))  # of X.npy
    content[entry + 24 : entry + 28] = struct.pack("<I", 2**32 - 2)  # its size, unpacked
    put(tmp_path / "mine.npz", bytes(content))
    with pytest.raises(ValueError, match=r"mine\.npz unpacks to 4,294,967,\d+ bytes; the most is"):
        read(tmp_path / "mine.npz", "y")


def archive_of(folder: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(folder / "mine.npz", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return folder / "mine.npz"


def test_a_zip_file_of_something_else_is_refused(tmp_path: Path) -> None:
    good = npy("(2,)", data=bytes(16))
    with pytest.raises(ValueError, match=r"^mine\.npz holds X, readme, y; it should hold 'y'"):
        read(archive_of(tmp_path, X=good, readme=b"hello", y=good), "y")
    with pytest.raises(ValueError, match=r"^mine\.npz cannot be read: it is damaged"):
        read(archive_of(tmp_path, readme=b"hello", y=good), "y")
    with pytest.raises(ValueError, match=r"^mine\.npz holds no names"):
        read(archive_of(tmp_path), "y")


def damaged(content: bytes) -> list[bytes]:
    """The file cut and with single bytes changed, each in many places."""
    places = range(0, len(content), max(1, len(content) // 60))
    flipped = [content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :] for at in places]
    return [content[:at] for at in places] + flipped


@pytest.mark.parametrize("ending", [".npy", ".npz", ".csv", ".csv.gz"])
def test_a_file_damaged_anywhere_is_read_or_refused_and_nothing_else(
    tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"mine{ending}"
    if ending == ".npy":
        np.save(path, np.column_stack([X, [0, 1, 0]]))
    elif ending == ".npz":
        np.savez_compressed(path, X=X, y=LABELS)
    else:
        put(path, gzip.compress(COMMA.encode()) if ending == ".csv.gz" else COMMA)
    for content in damaged(path.read_bytes()):
        put(path, content)
        with suppress(ValueError):  # and nothing else
            read(path, "2" if ending == ".npy" else "y")


# Through the command --------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["'1_000' as a number", "'NA' as a label", "semicolons", "UTF-16",
                                  "an open quote", "measurements"])  # fmt: skip
def test_a_command_ends_with_one_line_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    content, _ = BAD[case]
    path = put(tmp_path / "mine.csv", content)
    with pytest.raises(SystemExit) as ended:
        main(["compare", "perceptron", "--data", str(path), "--target", "y"])
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert said.err.startswith("neurohistory: mine.csv")
    assert said.err.count("\n") == 1


# No digit is lost in silence --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1700000000000000001", "1700000000000000002"),
        ("9007199254740992", "9007199254740993"),
        ("0.1", "0.10000000000000000001"),
        ("1.00000000000000000001e5", "1.00000000000000000002e5"),
    ],
)
def test_numbers_that_floats_do_not_tell_apart_are_refused_or_kept(one: str, other: str) -> None:
    content = f"a,b,y\n{one},1,no\n7,1,no\n{other},2,yes\n"
    with pytest.raises(ValueError, match=r"lines 2 and 4: 'a' is two numbers .* subtract an offset"):
        read_bytes(content)
    exact = read_text(io.BytesIO(content.encode()), "mine.csv", "y", ",", exact=True)
    assert exact.X[:, 0].tolist() == [Fraction(one), 7, Fraction(other)]
    assert (exact.columns, exact.lines) == (("a", "b"), (2, 3, 4))


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=20))
@pytest.mark.parametrize("form", ["{!r}", "{:.17g}", "{:.18e}", "{:.15g}", "{:.25e}"])
def test_floats_written_in_any_number_of_digits_are_read(form: str, values: list[float]) -> None:
    lines = [form.format(value) for value in values]
    assume(all(map(isfinite, map(float, lines))))
    content = "\n".join(["a,y", *(f"{line},{i % 2}" for i, line in enumerate(lines))])
    assert read_bytes(content).X[:, 0].tolist() == [*map(float, lines)]


def test_a_decimal_that_would_be_zero_is_refused() -> None:
    with pytest.raises(ValueError, match=r"line 2: 'a' is .*, below the least number"):
        read_bytes(f"a,y\n0.{'0' * 400}1,no\n1,yes\n")


def test_a_packed_text_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("neurohistory.problems.files.text.MAX_BYTES", 100_000)
    (tmp_path / "mine.csv.gz").write_bytes(gzip.compress(b"a,y\n" + b"\n" * 1_000_000))
    with pytest.raises(ValueError, match=r"^mine\.csv\.gz unpacks to more than 100,000 bytes"):
        read(tmp_path / "mine.csv.gz", "y")


@pytest.mark.skipif(np.finfo(np.longdouble).nmant <= 52, reason="no longer floats here")
def test_longer_floats_are_refused_or_kept(tmp_path: Path) -> None:
    one = np.longdouble(1)
    other = one + np.finfo(np.longdouble).eps
    np.savez(tmp_path / "mine.npz", X=np.array([[one], [other]]), y=[0, 1])
    with pytest.raises(ValueError, match="feature 1 of examples 1 and 2 is two numbers"):
        read(tmp_path / "mine.npz", "y")
    found = read(tmp_path / "mine.npz", "y", exact=True)[1].X[:, 0].tolist()
    assert found == [1, Fraction(*other.as_integer_ratio())]
