"""Text: what is read, what is refused, that nothing is guessed and no digit lost."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable
from fractions import Fraction
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from neurohistory.cli import main
from neurohistory.problems.files.text import read_text
from neurohistory.problems.files.values import Table, number

GOOD = [("1", "2.5", "odd"), ("2", "-3", "even"), ("3", "1e-3", "odd")]
VALUES: list[list[float]] = [[1, 2.5], [2, -3], [3, 1e-3]]
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


# What is read ------

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


# What is refused ------

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


@pytest.mark.parametrize("case", ["'1_000' as a number", "'NA' as a label", "semicolons", "UTF-16",
                                  "an open quote", "measurements"])  # fmt: skip
def test_a_command_ends_with_one_line_and_exit_code_2(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    case: str,
    put: Callable[[Path, bytes | str], Path],
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


# No digit is lost in silence ------


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
