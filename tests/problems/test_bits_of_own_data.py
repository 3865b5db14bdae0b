"""Several bits from a file of one's own: columns of 0 and 1, or one array of them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from neurohistory import get_problem, run
from neurohistory.cli import app
from neurohistory.problems import from_file, two_classes

ADDITION = get_problem("ADDITION2")
SUM = ["four", "two", "one"]  # the columns of the sum's bits
TABLE = np.hstack([ADDITION.X, ADDITION.y]).astype(int)


def written(path: Path, rows: np.ndarray = TABLE) -> Path:
    heading = ",".join(["a2", "a1", "b2", "b1", *SUM])
    path.write_text("\n".join([heading, *(",".join(map(str, row)) for row in rows.tolist()), ""]))
    return path


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return written(tmp_path / "sums.csv")


def test_three_kinds_of_file_ask_for_the_bits_that_the_named_problem_asks_for(
    csv: Path, tmp_path: Path
) -> None:
    np.savez(tmp_path / "sums.npz", X=ADDITION.X, sums=ADDITION.y)
    np.save(tmp_path / "sums.npy", TABLE)
    for path, target in (
        (csv, SUM),
        (tmp_path / "sums.npz", "sums"),
        (tmp_path / "sums.npy", ["4", "5", "6"]),
    ):
        asked = from_file(path, target)
        assert (asked.targets, asked.complete, asked.coding) == ("bits", True, "0/1")
        assert (asked.X == ADDITION.X).all()
        assert (asked.target == ADDITION.target).all()


def test_the_bits_stand_in_the_order_in_which_they_are_named(csv: Path) -> None:
    assert (from_file(csv, SUM[::-1]).y == ADDITION.y[:, ::-1]).all()


def test_the_run_is_that_of_the_named_problem(csv: Path) -> None:
    ours, theirs = (run("backprop:max_epochs=5", of, starts=3) for of in (from_file(csv, SUM), ADDITION))
    assert (ours.history.mistakes == theirs.history.mistakes).all()


def test_the_command_takes_the_target_again_for_each_bit(csv: Path) -> None:
    named = [word for bit in SUM for word in ("--target", bit)]
    ran = CliRunner().invoke(
        app, ["compare", "mark_i", "--data", str(csv), *named, "-n", "2", "-f", "json"]
    )
    (trial,) = json.loads(ran.stdout)["trials"]
    assert (trial["problem"], trial["targets"], trial["examples"]) == ("sums", "3 bits", 16)


def test_a_fraction_is_set_aside_where_each_value_of_each_bit_is_often_enough(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    np.savez(tmp_path / "noise.npz", X=rng.standard_normal((60, 2)), y=rng.integers(0, 2, (60, 3)))
    asked = from_file(tmp_path / "noise.npz", "y")
    assert repr(asked) == "Problem(noise: 45 examples and 15 to test, 2 features, 3 bits)"
    X, y = np.eye(8), np.eye(8, dtype=int)
    np.savez(tmp_path / "code.npz", X=X, y=y)
    (note,) = from_file(tmp_path / "code.npz", "y").notes
    assert "takes 8 examples of each value of a bit, and the 1 of bit 1 has 1" in note
    for bit, value in ((1, 0), (2, 1)):  # the only one is a no here, and a yes there
        rare = np.tile([[0, 1], [1, 0]], (4, 1))
        rare[:, bit - 1] = 1 - value
        rare[0, bit - 1] = value
        np.savez(tmp_path / "rare.npz", X=X, y=rare)
        (note,) = from_file(tmp_path / "rare.npz", "y").notes
        assert f"and the {value} of bit {bit} has 1" in note


@pytest.mark.parametrize(
    ("target", "complaint"),
    [
        (
            ["four", "to"],
            "sums has no column 'to' for a bit; beside 'four' it has a2, a1, b2, b1, two, one",
        ),
        (["four", "two", "two"], "the targets four, two, two of sums must differ; name each once"),
        (["four", "four"], "the targets four, four of sums must differ; name each once"),
        (["two", "four", "one", "a1", "a2", "b1", "b2"], "sums has no features beside its targets"),
    ],
)
def test_targets_that_do_not_fit_are_named(csv: Path, target: list[str], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        from_file(csv, target)


@pytest.mark.parametrize("column", [4, 6])  # the first target, which is read as labels, and a later one
def test_what_is_no_bit_is_named_with_its_line(tmp_path: Path, column: int) -> None:
    rows = TABLE.copy()
    rows[3, column] = 2
    wrong = SUM[column - 4]
    with pytest.raises(
        ValueError, match=rf"sums, line 5: '{wrong}' is .*2.*; as one of several targets"
    ):
        from_file(written(tmp_path / "sums.csv", rows), SUM)


def test_an_array_of_other_numbers_is_no_array_of_bits(tmp_path: Path) -> None:
    np.savez(tmp_path / "sums.npz", X=ADDITION.X, sums=ADDITION.y * 2)
    with pytest.raises(ValueError, match=r"example 8: 'sums\[0\]' is 2; as one of several targets"):
        from_file(tmp_path / "sums.npz", "sums")
    with pytest.raises(ValueError, match="a plane parts two classes, and sums asks for 3 bits"):
        two_classes(tmp_path / "sums.npz", "sums")
