"""Files of one's own: how they are read, what is set aside, what is refused, and no digit lost."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory import Problem, get_problem, run, separate
from neurohistory.problems import from_file, two_classes
from neurohistory.theory import Verdict


def labels(target: NDArray[Any]) -> NDArray[Any]:
    """The number of each example's class, from its targets."""
    return (target > 0).astype(int) if target.ndim == 1 else target.argmax(axis=1)


# Files --------------------------------------------------------------------------------------------

# The label is whether a is odd; b is a tenth of its square.
ROWS = [(float(a), a * a / 10, "odd" if a % 2 else "even") for a in range(20)]
FEATURES = np.array([row[:2] for row in ROWS])
ODD = np.arange(20) % 2
WORDS = np.array([row[2] for row in ROWS])


def csv_text(*more: str, heading: str = "a,b,y") -> str:
    """A file with these lines between its heading and twenty good lines."""
    return "\n".join([heading, *more, *(",".join(map(str, row)) for row in ROWS), ""])


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def saved(folder: Path, **arrays: Any) -> Path:
    path = folder / "mine.npz"
    np.savez(path, **arrays)
    return path


def table_of(made: Problem) -> NDArray[Any]:
    """Both parts with the class number in front, in the order of the first feature."""
    rows = [
        np.column_stack([labels(made.target), made.X]),
        np.column_stack([labels(made.target_test), made.X_test]),
    ]
    together = np.vstack(rows)
    return together[together[:, 1].argsort()]


def test_a_csv_file_is_read_with_labels_that_are_words(tmp_path: Path) -> None:
    made = from_file(written(tmp_path, "numbers.csv", csv_text()), "y")
    assert repr(made) == "Problem(numbers: 15 examples and 5 to test, 2 features, 2 classes)"
    assert made.classes == ("even", "odd")
    table = table_of(made)
    assert table[:, 0].tolist() == ODD.tolist()
    # Scaling is linear: what comes back is what was written, up to shift and factor.
    for column in (0, 1):
        assert np.corrcoef(table[:, 1 + column], FEATURES[:, column])[0, 1] == pytest.approx(1)
    assert made.X.mean(axis=0) == pytest.approx(0, abs=1e-12)
    assert made.X.std(axis=0) == pytest.approx(1)


def test_the_target_may_be_any_column(tmp_path: Path) -> None:
    text = "label,size\n" + "".join(f"{'no' if i % 3 else 'yes'},{i}\n" for i in range(24))
    made = from_file(written(tmp_path, "first.csv", text), "label")
    assert made.classes == ("no", "yes")
    assert table_of(made)[:, 0].tolist() == [int(i % 3 == 0) for i in range(24)]


def test_three_file_formats_give_the_same_problem(tmp_path: Path) -> None:
    np.save(tmp_path / "mine.npy", np.column_stack([ODD, FEATURES]))
    text = "y,a,b\n" + "".join(f"{i},{a!r},{b!r}\n" for i, (a, b) in enumerate_rows())
    from_csv = from_file(written(tmp_path, "mine.csv", text), "y", seed=2)
    from_npz = from_file(saved(tmp_path, features=FEATURES, y=ODD), "y", seed=2)
    from_npy = from_file(tmp_path / "mine.npy", "0", seed=2)
    assert (from_csv.classes, from_npz.classes, from_npy.classes) == (("0", "1"), (0, 1), (0.0, 1.0))
    for field in ("X", "target", "X_test", "target_test"):
        expected = getattr(from_npz, field).tobytes()
        assert getattr(from_csv, field).tobytes() == getattr(from_npy, field).tobytes() == expected


def enumerate_rows() -> list[tuple[int, tuple[float, float]]]:
    return [(int(odd), (a, b)) for odd, (a, b) in zip(ODD, FEATURES.tolist(), strict=True)]


def test_another_seed_sets_other_examples_aside(tmp_path: Path) -> None:
    path = saved(tmp_path, X=FEATURES, y=WORDS)
    one, again, other = (from_file(path, "y", seed=seed) for seed in (0, 0, 1))
    assert one.X_test.tobytes() == again.X_test.tobytes() != other.X_test.tobytes()


def test_a_file_from_a_spreadsheet_is_read(tmp_path: Path) -> None:
    # With a byte order mark, and the lines' ends of Windows.
    text = csv_text(heading="y2,b,y").replace("\n", "\r\n")
    path = written(tmp_path, "SHEET.CSV", b"\xef\xbb\xbf" + text.encode())
    assert from_file(path, "y").n_inputs == 2
    with pytest.raises(ValueError, match=r"it has y2, b, y$"):
        from_file(path, "z")


def test_a_feature_that_never_changes_does_no_harm(tmp_path: Path) -> None:
    constant = np.full((20, 1), 0.1)  # its mean is not quite 0.1
    made = from_file(saved(tmp_path, X=np.hstack([FEATURES, constant]), y=ODD), "y")
    assert np.abs(np.concatenate([made.X[:, 2], made.X_test[:, 2]])).max() < 1e-12


# What is set aside ----------------------------------------------------------------------------------


def rows_of(tmp_path: Path, per_class: int, n_classes: int = 2) -> Path:
    """A file with so many examples of each class."""
    y = np.tile(np.arange(n_classes), per_class)
    return saved(tmp_path, X=np.arange(len(y))[:, None] ** 1.5, y=y)


@pytest.mark.parametrize("per_class", [1, 2, 3, 7])
@pytest.mark.parametrize("n_classes", [2, 3])
def test_of_a_small_table_all_is_learned_and_it_is_said(
    tmp_path: Path, per_class: int, n_classes: int
) -> None:
    made = from_file(rows_of(tmp_path, per_class, n_classes), "y")
    assert (len(made.X), len(made.X_test)) == (per_class * n_classes, 0)
    assert made.target_test.shape[1:] == made.target.shape[1:]
    assert made.notes == (
        "mine: nothing was set aside to be tested on, for that takes 8 examples of each class, "
        f"and 0 has {per_class}",
    )
    # In the order of the file, which an order of presentation may rest on.
    assert (np.diff(made.X[:, 0]) > 0).all()


@pytest.mark.parametrize("n_classes", [2, 3, 5])
@pytest.mark.parametrize("per_class", [8, 9, 13, 40])
@pytest.mark.parametrize("fraction", [None, 0.25, 0.3, 0.5, 0.7])
def test_else_exactly_the_share_is_set_aside_and_each_class_is_in_both_parts(
    tmp_path: Path, n_classes: int, per_class: int, fraction: float | None
) -> None:
    made = from_file(rows_of(tmp_path, per_class, n_classes), "y", test_fraction=fraction)
    n = n_classes * per_class
    assert len(made.X) + len(made.X_test) == n
    assert 0 <= len(made.X_test) - n * (fraction or 0.25) < 1
    assert set(labels(made.target)) == set(labels(made.target_test)) == set(range(n_classes))
    assert made.notes == ()


@given(
    counts=st.lists(st.integers(1, 60), min_size=2, max_size=4),
    fraction=st.floats(0.01, 0.99),
    seed=st.integers(0, 2**70),
)
def test_a_fraction_that_is_asked_for_is_set_aside_or_refused(
    counts: list[int], fraction: float, seed: int
) -> None:
    y = np.repeat(np.arange(len(counts)), counts)
    with TemporaryDirectory() as folder:
        path = saved(Path(folder), X=np.arange(len(y))[:, None] ** 1.5, y=y)
        try:
            made = from_file(path, "y", seed, fraction)
        except ValueError as error:
            told = re.search(r"takes (\d+) examples of each class.*take 0 to learn", str(error))
            needed = int(told[1]) if told else 0
            assert min(counts) < needed < 2 / min(fraction, 1 - fraction) + 1
            return
    assert 0 <= len(made.X_test) - len(y) * fraction < 1 + 1e-9
    assert set(labels(made.target)) == set(labels(made.target_test)) == set(range(len(counts)))


@pytest.mark.parametrize("name", ["AND", "XOR", "PARITY3", "PARITY5"])
@pytest.mark.parametrize("times", [1, 3, 8])
def test_a_complete_table_is_learned_whole(tmp_path: Path, name: str, times: int) -> None:
    asked = get_problem(name)
    X, y = np.tile(asked.X, (times, 1)), np.tile(asked.y, times)
    made = from_file(saved(tmp_path, X=X, y=y), "y")
    assert made.X.tolist() == X.tolist()
    assert len(made.X_test) == 0
    assert made.notes
    wanted = run("perceptron", asked, starts=5).expectation.verdict
    found = run("perceptron", made, starts=5).expectation.verdict
    assert (found is Verdict.CANNOT) == (wanted is Verdict.CANNOT)
    if times == 1:  # it is the gate, and theory says all of it
        assert made.complete
        assert found is wanted


def test_a_table_with_a_case_missing_or_answered_twice_is_not_complete(tmp_path: Path) -> None:
    asked = get_problem("PARITY5")
    for X, y in (
        (asked.X[1:], asked.y[1:]),
        (np.vstack([asked.X, asked.X[:1]]), np.append(asked.y, 1 - asked.y[0])),
    ):
        made = from_file(saved(tmp_path, X=X, y=y), "y")
        assert len(made.X_test) == int(np.ceil(len(y) / 4))
        assert not made.complete


def test_a_part_of_a_complete_table_can_be_asked_for(tmp_path: Path) -> None:
    asked = get_problem("PARITY4")
    made = from_file(saved(tmp_path, X=asked.X, y=asked.y), "y", test_fraction=0.25)
    assert (len(made.X), len(made.X_test)) == (12, 4)
    assert not made.complete


def test_nothing_is_set_aside_if_that_is_asked_for(tmp_path: Path) -> None:
    for made in (
        get_problem("moons", test_fraction=0),
        from_file(rows_of(tmp_path, 20), "y", test_fraction=0),
    ):
        assert len(made.X_test) == 0
        assert made.notes == ()
        trial = run("svm", made, starts=1)
        assert trial.test_mistakes is None
        assert trial.test_accuracy is None
    assert len(get_problem("moons", test_fraction=0).X) == 400


@pytest.mark.parametrize("fraction", [-0.1, 1, 1.5, np.nan, np.inf])
def test_a_fraction_that_is_none_is_refused(tmp_path: Path, fraction: float) -> None:
    message = rf"test_fraction must be at least 0 .*not {fraction}"
    with pytest.raises(ValueError, match=message):
        get_problem("moons", test_fraction=fraction)
    with pytest.raises(ValueError, match=message):
        from_file(rows_of(tmp_path, 20), "y", test_fraction=fraction)


# Bad files ----------------------------------------------------------------------------------------


def test_a_file_of_zeros_and_ones_is_left_as_it_is(tmp_path: Path) -> None:
    text = "a,b,y\n" + "0,0,0\n0,1,1\n1,0,1\n1,1,0\n" * 3
    made = from_file(written(tmp_path, "xor.csv", text), "y")
    assert set(np.unique(np.vstack([made.X, made.X_test]))) == {0.0, 1.0}
    assert run("rbm:visible=binary", made, starts=5).success_rate > 0  # a binary machine can be shown it


@pytest.mark.parametrize("name", ["none.csv", "none.npz", "none.npy"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError, match=re.escape(name)):
        from_file(tmp_path / name, "y")


def test_an_unknown_kind_of_file_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"mine\.xlsx.*must end in \.csv, \.csv\.gz, .*or be - for CSV"):
        from_file(written(tmp_path, "mine.xlsx", csv_text()), "y")


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
def test_a_bad_csv_file_is_refused_with_the_place(tmp_path: Path, case: str) -> None:
    text, message = BAD_CSV[case]
    with pytest.raises(ValueError, match=message):
        from_file(written(tmp_path, "mine.csv", text), "y")


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
def test_a_bad_npz_file_is_refused_with_what_it_holds(tmp_path: Path, case: str) -> None:
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
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    with pytest.raises(ValueError, match=rf"^mine\{suffix} cannot be read"):
        from_file(written(tmp_path, f"mine{suffix}", content), "0")


@pytest.mark.parametrize(("suffix", "save"), [(".npz", np.save), (".npy", np.savez)])
def test_a_file_under_the_other_name_is_refused(tmp_path: Path, suffix: str, save: Any) -> None:
    path = tmp_path / f"mine{suffix}"
    with path.open("wb") as file:
        save(file, FEATURES)
    with pytest.raises(ValueError, match=rf"mine\{suffix}"):
        from_file(path, "0")


# No digit is lost in silence --------------------------------------------------------------------------


SMALL = st.one_of(st.integers(-3, 3).map(str), st.integers(-20, 20).map(lambda n: f"{n / 10}"))
OFFSETS = [Decimal(0), Decimal(2**60), Decimal("1e-20"), Decimal("-1234567890123.7")]


@given(
    st.lists(st.tuples(SMALL, SMALL, st.sampled_from(["no", "yes"])), min_size=2, max_size=9),
    st.sampled_from(OFFSETS),
    st.sampled_from(OFFSETS),
)
def test_two_classes_of_a_file_are_parted_as_the_numbers_that_stand_there(
    rows: list[tuple[str, str, str]], one: Decimal, two: Decimal
) -> None:
    with localcontext() as context:
        context.prec = 60
        lines = [(format(Decimal(a) + one, "f"), format(Decimal(b) + two, "f"), y) for a, b, y in rows]
    with TemporaryDirectory() as folder:
        path = Path(folder, "own.csv")
        path.write_text("\n".join(map(",".join, [("a", "b", "y"), *lines])), encoding="utf-8")
        if len({y for *_, y in rows}) < 2:
            with pytest.raises(ValueError, match=r"two classes, and own has 1"):
                two_classes(path, "y")
            return
        table, target, classes = two_classes(path, "y")
    exact = np.array([[Fraction(a), Fraction(b)] for a, b, _ in lines], dtype=object)
    truth = np.array([1 if y == "yes" else -1 for *_, y in rows])
    assert (exact == table.X).all()
    assert (classes, target.tolist()) == (("no", "yes"), truth.tolist())
    found, expected = separate(table.X, target), separate(exact, truth)
    assert (found.separable, found.plane) == (expected.separable, expected.plane)
    assert found.holds(exact, truth)


@pytest.mark.parametrize("save", [np.save, np.savez])
def test_whole_numbers_beyond_floats_are_parted_and_are_refused_to_learners(
    tmp_path: Path, save: Any
) -> None:
    values = np.array([2**53, 2**53 + 1, 2**53 + 2], dtype=np.int64)
    labels = np.array([0, 1, 1])
    if save is np.save:
        path, target = tmp_path / "own.npy", "1"
        np.save(path, np.column_stack([values, labels]))
    else:
        path, target = tmp_path / "own.npz", "y"
        np.savez(path, X=values[:, None], y=labels)
    own: Any = values[:, None]
    table, sides, _ = two_classes(path, target)
    assert separate(table.X, sides).separable
    with pytest.raises(ValueError, match=r"own\.np.*examples 1 and 2 .*more digits.*subtract an offset"):
        from_file(path, target)
    with pytest.raises(ValueError, match=r"9007199254740993, which differ in more digits"):
        Problem("own", own, np.array([-1.0, 1, 1]), own[:0], np.zeros(0), (0, 1))


@pytest.mark.parametrize("far", ["1e18", "1152921504606846976"])
def test_examples_that_scaling_would_make_equal_are_refused_by_their_lines(
    tmp_path: Path, far: str
) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"a,y\n1,no\n{far},yes\n2,yes\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^own: line 2 and line 4 differ too little.*offset"):
        from_file(path, "y")
    path.write_text(f"a,y\n1,no\n{far},yes\n2,no\n", encoding="utf-8")
    assert from_file(path, "y").n_inputs == 1  # they are of one class
    path.write_text(f"a,y\n1,no\n{far},yes\n1,yes\n", encoding="utf-8")
    assert from_file(path, "y").n_inputs == 1  # they are equal in the file


@pytest.mark.parametrize("fraction", [5e-324, 1e-300, 1e-12])
def test_a_fraction_that_no_table_has_is_refused_in_few_digits(fraction: float) -> None:
    with pytest.raises(ValueError, match=r"takes \S{1,12} examples of each class"):
        get_problem("moons", test_fraction=fraction)
