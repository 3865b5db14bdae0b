"""Files of one's own as problems: what is read and scaled, and what is refused with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory import Problem, run
from neurohistory.problems import from_file

# The label is whether a is odd; b is a tenth of its square.
ROWS = [(float(a), a * a / 10, "odd" if a % 2 else "even") for a in range(20)]
FEATURES = np.array([row[:2] for row in ROWS])
ODD = np.arange(20) % 2
WORDS = np.array([row[2] for row in ROWS])


def csv_text(*more: str, heading: str = "a,b,y") -> str:
    """A file with these lines between its heading and twenty good lines."""
    return "\n".join([heading, *more, *(",".join(map(str, row)) for row in ROWS), ""])


def table_of(made: Problem, labels: Callable[[NDArray[Any]], NDArray[Any]]) -> NDArray[Any]:
    """Both parts with the class number in front, in the order of the first feature."""
    rows = [
        np.column_stack([labels(made.target), made.X]),
        np.column_stack([labels(made.target_test), made.X_test]),
    ]
    together = np.vstack(rows)
    return together[together[:, 1].argsort()]


def test_a_csv_file_is_read_with_labels_that_are_words(
    tmp_path: Path,
    put: Callable[[Path, bytes | str], Path],
    labels: Callable[[NDArray[Any]], NDArray[Any]],
) -> None:
    made = from_file(put(tmp_path / "numbers.csv", csv_text()), "y")
    assert repr(made) == "Problem(numbers: 15 examples and 5 to test, 2 features, 2 classes)"
    assert made.classes == ("even", "odd")
    table = table_of(made, labels)
    assert table[:, 0].tolist() == ODD.tolist()
    # Scaling is linear: what comes back is what was written, up to shift and factor.
    for column in (0, 1):
        assert np.corrcoef(table[:, 1 + column], FEATURES[:, column])[0, 1] == pytest.approx(1)
    assert made.X.mean(axis=0) == pytest.approx(0, abs=1e-12)
    assert made.X.std(axis=0) == pytest.approx(1)


def test_the_target_may_be_any_column(
    tmp_path: Path,
    put: Callable[[Path, bytes | str], Path],
    labels: Callable[[NDArray[Any]], NDArray[Any]],
) -> None:
    text = "label,size\n" + "".join(f"{'no' if i % 3 else 'yes'},{i}\n" for i in range(24))
    made = from_file(put(tmp_path / "first.csv", text), "label")
    assert made.classes == ("no", "yes")
    assert table_of(made, labels)[:, 0].tolist() == [int(i % 3 == 0) for i in range(24)]


def test_three_file_formats_give_the_same_problem(
    tmp_path: Path, put: Callable[[Path, bytes | str], Path], saved: Callable[..., Path]
) -> None:
    np.save(tmp_path / "mine.npy", np.column_stack([ODD, FEATURES]))
    text = "y,a,b\n" + "".join(f"{i},{a!r},{b!r}\n" for i, (a, b) in enumerate_rows())
    from_csv = from_file(put(tmp_path / "mine.csv", text), "y", seed=2)
    from_npz = from_file(saved(tmp_path, features=FEATURES, y=ODD), "y", seed=2)
    from_npy = from_file(tmp_path / "mine.npy", "0", seed=2)
    assert (from_csv.classes, from_npz.classes, from_npy.classes) == (("0", "1"), (0, 1), (0.0, 1.0))
    for field in ("X", "target", "X_test", "target_test"):
        expected = getattr(from_npz, field).tobytes()
        assert getattr(from_csv, field).tobytes() == getattr(from_npy, field).tobytes() == expected


def enumerate_rows() -> list[tuple[int, tuple[float, float]]]:
    return [(int(odd), (a, b)) for odd, (a, b) in zip(ODD, FEATURES.tolist(), strict=True)]


def test_another_seed_sets_other_examples_aside(tmp_path: Path, saved: Callable[..., Path]) -> None:
    path = saved(tmp_path, X=FEATURES, y=WORDS)
    one, again, other = (from_file(path, "y", seed=seed) for seed in (0, 0, 1))
    assert one.X_test.tobytes() == again.X_test.tobytes() != other.X_test.tobytes()


def test_a_file_from_a_spreadsheet_is_read(
    tmp_path: Path, put: Callable[[Path, bytes | str], Path]
) -> None:
    # With a byte order mark, and the lines' ends of Windows.
    text = csv_text(heading="y2,b,y").replace("\n", "\r\n")
    path = put(tmp_path / "SHEET.CSV", b"\xef\xbb\xbf" + text.encode())
    assert from_file(path, "y").n_inputs == 2
    with pytest.raises(ValueError, match=r"it has y2, b, y$"):
        from_file(path, "z")


def test_a_feature_that_never_changes_does_no_harm(tmp_path: Path, saved: Callable[..., Path]) -> None:
    constant = np.full((20, 1), 0.1)  # its mean is not quite 0.1
    made = from_file(saved(tmp_path, X=np.hstack([FEATURES, constant]), y=ODD), "y")
    assert np.abs(np.concatenate([made.X[:, 2], made.X_test[:, 2]])).max() < 1e-12


# Files that are refused ------


def test_a_file_of_zeros_and_ones_is_left_as_it_is(
    tmp_path: Path, put: Callable[[Path, bytes | str], Path]
) -> None:
    text = "a,b,y\n" + "0,0,0\n0,1,1\n1,0,1\n1,1,0\n" * 3
    made = from_file(put(tmp_path / "xor.csv", text), "y")
    assert set(np.unique(np.vstack([made.X, made.X_test]))) == {0.0, 1.0}
    assert run("rbm:visible=binary", made, starts=5).success_rate > 0  # a binary machine can be shown it


@pytest.mark.parametrize("name", ["none.csv", "none.npz", "none.npy"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError, match=re.escape(name)):
        from_file(tmp_path / name, "y")


def test_an_unknown_kind_of_file_is_answered_with_the_known_ones(
    tmp_path: Path, put: Callable[[Path, bytes | str], Path]
) -> None:
    with pytest.raises(ValueError, match=r"mine\.xlsx.*must end in \.csv, \.csv\.gz, .*or be - for CSV"):
        from_file(put(tmp_path / "mine.xlsx", csv_text()), "y")


BAD_CSV: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", r"mine\.csv is empty"),
    "no such column": (csv_text(heading="a,b,z"), r"has no column 'y'; it has a, b, z"),
    "a heading alone": ("a,b,y\n", r"mine\.csv has a heading and no examples"),
    "no features": ("y\n" + "0\n1\n" * 4, r"mine\.csv has no features beside 'y'"),
    "a word": (csv_text("1,two,odd"), r"mine\.csv, line 2: 'b' is 'two', not a"),
    "a gap": (
        csv_text("1,2,odd", "1,,odd"),
        r"mine\.csv, line 3: 'b' is '', a missing value; fill it in",
    ),
    "a word after a blank line": (csv_text("", "x,2,odd"), r"mine\.csv, line 3: 'a' is 'x', not a"),
    "nan": (csv_text("nan,2,odd"), r"mine\.csv, line 2: 'a' is 'nan', a missing value"),
    "infinite": (csv_text("1,-inf,odd"), r"mine\.csv, line 2: 'b' is '-inf', not a"),
    "no label": (csv_text("1,2,"), r"mine\.csv, line 2: 'y' is '', a missing label"),
    "too few values": (csv_text("1"), r"mine\.csv, line 2: 1 values for 3 columns"),
    "too many values": (csv_text("1,2,odd,4"), r"mine\.csv, line 2: 4 values for 3 columns"),
    "a column twice": (csv_text(heading="a,a,y"), r"more than one column 'a'"),
    "not UTF-8": (
        csv_text("1,2,gerade\xe4").encode("latin-1"),
        r"mine\.csv, line 2: the byte 0xe4 is not UTF-8",
    ),
    "one class": ("a,y\n" + "1,same\n2,same\n" * 4, r"mine has one class only: \['same'\]"),
}


@pytest.mark.parametrize("case", BAD_CSV)
def test_a_bad_csv_file_is_refused_with_the_place(
    tmp_path: Path, case: str, put: Callable[[Path, bytes | str], Path]
) -> None:
    text, message = BAD_CSV[case]
    with pytest.raises(ValueError, match=message):
        from_file(put(tmp_path / "mine.csv", text), "y")


BAD_ARRAYS: dict[str, tuple[dict[str, Any], str]] = {
    "no such name": ({"X": FEATURES, "z": ODD}, r"holds X, z; it should hold 'y'"),
    "no features": ({"y": ODD}, r"holds y; it should hold 'y', the labels, and one array"),
    "two of features": ({"X": FEATURES, "Z": FEATURES, "y": ODD}, r"holds X, Z, y; it should"),
    "flat features": ({"X": ODD, "y": ODD}, r"features of shape \(20,\) and labels of shape \(20,\)"),
    "deep features": ({"X": FEATURES[:, :, None], "y": ODD}, r"features of shape \(20, 2, 1\)"),
    "too few labels": ({"X": FEATURES, "y": ODD[1:]}, r"labels of shape \(19,\)"),
    "labels in a column": ({"X": FEATURES, "y": ODD[:, None]}, r"labels of shape \(20, 1\)"),
    "one label for all": ({"X": FEATURES, "y": 1}, r"labels of shape \(\)"),
    "nothing": ({"X": FEATURES[:0], "y": ODD[:0]}, r"features of shape \(0, 2\)"),
    "nan": (
        {"X": np.where(FEATURES == 3, np.nan, FEATURES), "y": ODD},
        r"mine\.npz: feature 1 of example 4 is nan",
    ),
    "a label that is nan": (
        {"X": FEATURES, "y": np.where(ODD, np.nan, 1)},
        r"label of example 2 is nan",
    ),
    "words": (
        {"X": np.array([["a", "b"]] * 20), "y": ODD},
        r"mine\.npz: feature 1 of example 1 is 'a', not a number",
    ),
    "complex": ({"X": FEATURES + 1j, "y": ODD}, r"mine\.npz holds values of type complex128"),
    "objects": ({"X": FEATURES, "y": np.array(["a", 1] * 10, dtype=object)}, r"mine\.npz.*objects"),
    "one class": ({"X": FEATURES, "y": 0 * ODD}, r"mine has one class only: \[0\]"),
}


@pytest.mark.parametrize("case", BAD_ARRAYS)
def test_a_bad_npz_file_is_refused_with_what_it_holds(
    tmp_path: Path, case: str, saved: Callable[..., Path]
) -> None:
    arrays, message = BAD_ARRAYS[case]
    with pytest.raises(ValueError, match=message):
        from_file(saved(tmp_path, **arrays), "y")


@pytest.mark.parametrize(
    ("table", "target"),
    [
        (np.column_stack([FEATURES, ODD]), "3"),
        (np.column_stack([FEATURES, ODD]), "y"),
        (np.column_stack([FEATURES, ODD]), "-1"),
        (ODD, "0"),
        (FEATURES[:, :, None], "0"),
    ],
)
def test_a_bad_npy_file_is_refused_with_its_shape(
    tmp_path: Path, table: NDArray[Any], target: str
) -> None:
    np.save(tmp_path / "mine.npy", table)
    message = rf"mine\.npy has shape {re.escape(str(table.shape))}; .*by its number, not '{target}'"
    with pytest.raises(ValueError, match=message):
        from_file(tmp_path / "mine.npy", target)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04hello", b"\x93NUMPY\x01\x00"])
@pytest.mark.parametrize("suffix", [".npz", ".npy"])
def test_a_file_that_is_not_numpys_is_refused_by_name(
    tmp_path: Path, suffix: str, content: bytes, put: Callable[[Path, bytes | str], Path]
) -> None:
    with pytest.raises(ValueError, match=rf"^mine\{suffix} cannot be read"):
        from_file(put(tmp_path / f"mine{suffix}", content), "0")


@pytest.mark.parametrize(("suffix", "save"), [(".npz", np.save), (".npy", np.savez)])
def test_a_file_under_the_other_name_is_refused(tmp_path: Path, suffix: str, save: Any) -> None:
    path = tmp_path / f"mine{suffix}"
    with path.open("wb") as file:
        save(file, FEATURES)
    with pytest.raises(ValueError, match=rf"mine\{suffix}"):
        from_file(path, "0")
