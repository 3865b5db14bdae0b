"""`neurohistory study` and `neurohistory replay`, as a user calls them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., tuple[int, str, str]]

STUDY = """
model = "backprop:activation=tanh"
problem = ["XOR", "AND"]
starts = 40
max_epochs = 60
chunk = 20
[grid]
learning_rate = [0.1, 1.0]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rates.toml"
    path.write_text(STUDY)
    return path


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_file_gives_a_row_for_each_cell(command: Command, file: Path) -> None:
    code, out, err = command("study", file, "-f", "csv")
    assert code == 0, err
    cells = [(row["problem"], row["learning_rate"], row["starts"]) for row in rows(out)]
    rates = ("0.1", "1.0")
    assert cells == [(problem, rate, "40") for problem in ("XOR", "AND") for rate in rates]
    assert "seconds" not in out


def test_options_go_before_what_the_file_says(command: Command, file: Path) -> None:
    options = ("--starts", 20, "-p", "OR", "--grid", "momentum=0, 0.5", "--max-epochs", 5, "--seed", 3)
    code, out, err = command("study", file, "-f", "json", *options)
    assert code == 0, err
    asked = json.loads(out)["study"]
    assert (asked["starts"], asked["seed"], asked["max_epochs"]) == (20, 3, 5)
    assert asked["problem"] == ["OR"]
    assert asked["grid"] == {"learning_rate": [0.1, 1], "momentum": [0, 0.5]}


def test_points_are_drawn_from_a_grid_and_the_first_are_the_same(command: Command, file: Path) -> None:
    grid = ("-g", "learning_rate=0.1..10:log", "-g", "momentum=0,0.5", "-g", "hidden_layer_sizes=2..9")
    asked = ("study", "backprop", "-n", 2, "--max-epochs", 2, "-f", "csv", *grid, "--sample")
    (code, out, err), (_, more, _) = (command(*asked, n) for n in (6, 9))
    assert code == 0, err
    drawn = rows(out)
    assert drawn == rows(more)[:6]
    assert len({row["learning_rate"] for row in drawn}) == 6
    assert all(0.1 <= float(row["learning_rate"]) <= 10 for row in drawn)
    assert {row["momentum"] for row in drawn} == {"0", "0.5"}
    assert all(2 <= int(row["hidden_layer_sizes"]) <= 9 for row in drawn)
    code, out, err = command("study", file, "-n", 2, "--sample", 3, "-f", "csv")
    assert code == 0, err
    assert {row["learning_rate"] for row in rows(out)} <= {"0.1", "1.0"}
    assert len(rows(out)) == 2 * 3  # for each problem


def test_a_folder_grows_and_is_looked_at(command: Command, file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    assert command("study", file, "--starts", 20, "--folder", folder)[0] == 0
    code, _, err = command("study", file, "--folder", folder)
    assert code == 2
    assert "add --resume to go on with it" in err
    code, out, err = command("study", file, "--folder", folder, "--dry-run", "-f", "json")
    assert code == 0
    plan = json.loads(out)
    assert (plan["chunks_done"], plan["chunks_to_run"], plan["reasons"]) == (4, 4, {"not run yet": 4})
    code, out, err = command("study", file, "--folder", folder, "--status", "-f", "csv")
    assert {row["starts"] for row in rows(out)} == {"20"}
    code, grown, err = command("study", file, "--folder", folder, "--resume", "-f", "csv")
    assert code == 0
    assert grown == command("study", file, "-f", "csv")[1]
    assert command("replay", folder, "--starts", 20)[0] == 0


def test_a_cell_that_cannot_be_made_is_told_before_anything_is_run(command: Command) -> None:
    code, _, err = command("study", "backprop", "-p", "blobs", "--grid", "label_noise=0,0.1")
    assert code == 2
    assert "two classes" in err


def test_a_table_says_what_it_shows_and_leaves_out_what_is_always_the_same(command: Command) -> None:
    code, out, _ = command("study", "perceptron", "-p", "XOR", "-n", 100)
    assert code == 0
    assert "100 starts for each; epochs: median of all starts (95 % interval)" in out
    assert "0.0%-3.7%" in out
    assert "over 100" in out
    assert "diverged" not in out
    _, out, _ = command("study", "adaline", "-p", "XOR", "-n", 100, "-g", "learning_rate=0.1,50")
    assert "diverged" in out


def test_a_study_is_drawn(command: Command, file: Path, tmp_path: Path) -> None:
    curves, fields = tmp_path / "curves.svg", tmp_path / "fields.svg"
    assert command("study", file, "-n", 20, "--plot", curves)[0] == 0
    grid = ("-p", "XOR", "-g", "learning_rate=1,2,3,4", "-g", "momentum=0,0.3,0.6")
    assert command("study", file, "-n", 20, *grid, "--plot", fields)[0] == 0
    assert curves.read_text().startswith("<?xml")
    assert fields.read_text() != curves.read_text()
    code, _, err = command("study", file, "-g", "momentum=0,0.3,0.6", "--plot", fields)
    assert code == 2
    assert "no picture shows 12 cells that differ in problem, learning_rate, momentum" in err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["backprop", "--grid", "learning_rat=1"], "did you mean 'learning_rate'?"),
        (["backprop", "--grid", "learning_rate"], "write --grid learning_rate=0.1,1,10"),
        (["backprop", "--grid", "learning_rate=(1"], "cannot read '(1'"),
        (["backprop", "--grid", "learning_rate="], "no values for 'learning_rate'"),
        (["backprop", "--grid", "learning_rate=1..2"], "say with --sample how many"),
        (["backprop", "--grid", "learning_rate=1..2:lag", "--sample", "2"], "write 0.01..10, or 0.01"),
        (["backprop", "--grid", "learning_rate=2..1", "--sample", "2"], "the first is less"),
        (["backprop", "--sample", "2"], "add one, such as --grid learning_rate=0.01..10:log"),
        (["backprop", "--grid", "momentum=0,1", "--sample", "0"], "--sample must be at least 1, not 0"),
        (["nowhere.toml"], "there is no file nowhere.toml, and no study that is kept is called"),
        (["backprop", "--status"], "give --folder FOLDER"),
        (["backprop", "--resume"], "give --folder FOLDER"),
        (["backprop", "--plot", "some.gif"], "must end in .svg, .png, .pdf"),
        (["backprop", "--starts", "0"], "starts must be at least 1, not 0"),
        (["backprop", "--processes", "0"], "processes must be at least 1, not 0"),
        (
            ["backprop", "--processes", "2", "--scheduler", "tcp://127.0.0.1:9"],
            "processes is 2 and scheduler is 'tcp://127.0.0.1:9', whose workers do the work in place of "
            "processes; leave one out",
        ),
        (["backpropp"], "did you mean 'backprop'"),
    ],
)
def test_what_cannot_be_is_told_with_the_remedy(
    command: Command, arguments: list[str], complaint: str
) -> None:
    code, out, err = command("study", *arguments)
    assert (code, out) == (2, "")
    assert complaint in err


def test_a_file_that_is_no_study_names_itself(command: Command, file: Path) -> None:
    file.write_text("model = ")
    code, _, err = command("study", file)
    assert code == 2
    assert "rates.toml cannot be read as TOML" in err


def test_replay_says_how_many_are_equal(command: Command, tmp_path: Path) -> None:
    _, out, _ = command("compare", "perceptron", "-p", "XOR", "-n", 5, "-f", "json")
    record = tmp_path / "record.json"
    record.write_text(out)
    code, out, err = command("replay", record)
    assert (code, err) == (0, "1 of 1 are equal\n")
    record.write_text(record.read_text().replace('"solved": 0', '"solved": 1'))
    code, out, err = command("replay", record)
    assert (code, err) == (1, "0 of 1 are equal\n")
    assert "solved was 1, and is 0" in out
