"""The commands on problems beyond gates, and the check of a gradient."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from neurohistory import get_problem, run, timeline
from neurohistory.cli import main
from neurohistory.problems import from_file

NETWORK = "backprop:max_epochs=30"
MANY_CLASSES = [name for name, model in timeline().models.items() if model.multi_class]


def command(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in this process, which has imported everything; its words and its exit code."""
    said, complained, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
        patch.setenv("COLUMNS", "120")
        patch.setenv("NO_COLOR", "1")
        if text is not None:
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        try:
            main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
    return subprocess.CompletedProcess(arguments, code, said.getvalue(), complained.getvalue())


def printed(*arguments: str) -> str:
    ran = command(*arguments)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    return ran.stdout


def refused(code: int, *arguments: str) -> str:
    """The one line with which a command refuses."""
    ran = command(*arguments)
    assert ran.returncode == code, ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stderr.startswith("neurohistory: ")
    assert ran.stderr.count("\n") == 1
    return ran.stderr


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Forty flowers of two kinds, which their width tells apart."""
    lines = [f"{i},{i % 2 * 3 + i / 100},{'iris' if i % 2 else 'rose'}" for i in range(40)]
    path = tmp_path / "flowers.csv"
    path.write_text("\n".join(["length,width,kind", *lines, ""]), encoding="utf-8")
    return path


# compare --problem --------------------------------------------------------------------------------


def test_a_table_says_what_is_right_of_the_seen_and_the_unseen() -> None:
    text = printed("compare", NETWORK, "-p", "moons", "-n", "3")
    assert "seen, unseen: right answers, median" in " ".join(text.split())
    heading = next(line for line in text.splitlines() if "model" in line)
    assert heading.split().index("seen") < heading.split().index("unseen")
    trial = run(NETWORK, get_problem("moons"), starts=3)
    assert trial.test_accuracy is not None
    assert f"{trial.accuracy:.1%}" in text
    assert f"{trial.test_accuracy:.1%}" in text


@pytest.mark.parametrize("fraction", ["0.25", "0.4", "0"])
def test_each_format_tells_how_many_were_learned_from_and_how_many_set_aside(fraction: str) -> None:
    asked = [
        "compare",
        "svm:kernel=linear",
        "-p",
        "XOR",
        "-p",
        "moons",
        "--test-fraction",
        fraction,
        "-n",
        "1",
    ]
    set_aside = round(400 * float(fraction))
    parts = f"moons: {400 - set_aside} examples learned from, {set_aside} set aside"
    assert parts in printed(*asked)
    for rows in (
        json.loads(printed(*asked, "-f", "json"))["trials"],
        list(csv.DictReader(io.StringIO(printed(*asked, "-f", "csv")))),
    ):
        counted = [(int(row["examples"]), int(row["set_aside"])) for row in rows]
        assert counted == [(4, 0), (400 - set_aside, set_aside)]
        assert (rows[1]["test_accuracy"] in (None, "")) == (set_aside == 0)
    text = printed(*asked, "-f", "markdown")
    assert f"% of {400 - set_aside} |" in text
    assert (f"% of {set_aside} |" in text) == (set_aside > 0)


@pytest.mark.parametrize("fraction", ["-0.1", "1", "1.5", "nan"])
def test_a_fraction_that_is_none_is_refused(fraction: str) -> None:
    complaint = refused(2, "compare", "svm", "-p", "moons", "--test-fraction", fraction)
    assert f"test_fraction must be at least 0 and less than 1, not {float(fraction)}" in complaint


def test_a_test_fraction_of_a_gate_is_refused() -> None:
    for name in ("AND", "ADDITION2"):
        told = refused(2, "compare", "svm", "-p", name, "--test-fraction", "0")
        assert "of a complete problem, such as a gate or addition, every case is learned" in told


def test_a_long_seed_is_one_as_any_other() -> None:
    asked = ["compare", "svm", "-p", "moons", "-n", "1", "-f", "json", "--seed"]
    one, other = (json.loads(printed(*asked, seed)) for seed in ("4294967296", "4294967297"))
    assert one["seed"] == 4294967296
    assert one["trials"][0]["accuracy"] != other["trials"][0]["accuracy"]


def test_gates_have_no_such_columns() -> None:
    assert "seen" not in printed("compare", "perceptron", "-n", "3")


def test_gates_and_problems_stand_in_one_table() -> None:
    told = json.loads(
        printed("compare", NETWORK, "-p", "XOR", "-p", "moons", "--problem", "blobs", "-n", "2",
                "-f", "json")
    )  # fmt: skip
    assert [trial["problem"] for trial in told["trials"]] == ["XOR", "moons", "blobs"]
    assert [trial["test_accuracy"] is None for trial in told["trials"]] == [True, False, False]
    assert [trial["inputs"] for trial in told["trials"]] == ["0/1", "numbers", "numbers"]


def test_markdown_of_gates_and_problems_has_the_same_columns_in_each_line() -> None:
    text = printed("compare", NETWORK, "-p", "XOR", "-p", "moons", "-n", "2", "-f", "markdown")
    lines = text.splitlines()
    assert len({line.count("|") for line in lines if line}) == 1
    cells = dict(zip(lines[0].split(" | "), lines[2].split(" | "), strict=True))
    assert "%" in cells["solved"]


def test_csv_has_both_shares() -> None:
    rows = list(csv.DictReader(io.StringIO(printed("compare", "svm", "-p", "moons", "-f", "csv"))))
    assert 0.9 < float(rows[0]["accuracy"]) <= 1
    assert 0.9 < float(rows[0]["test_accuracy"]) <= 1


def test_the_seed_is_that_of_the_points_too() -> None:
    def shares(seed: int) -> tuple[float, float]:
        text = printed("compare", "svm", "-p", "moons", "-n", "1", "--seed", str(seed), "-f", "json")
        told = json.loads(text)["trials"][0]
        return told["accuracy"], told["test_accuracy"]

    for seed in (0, 1):
        trial = run("svm", get_problem("moons", seed), starts=1)
        assert shares(seed) == (trial.accuracy, trial.test_accuracy)


def test_what_is_asked_for_several_bits_is_a_problem_as_any_other() -> None:
    told = json.loads(printed("compare", "svm", "-p", "addition2", "-n", "1", "-f", "json"))["trials"]
    assert [(trial["problem"], trial["targets"], trial["solved"]) for trial in told] == [
        ("ADDITION2", "3 bits", 1)
    ]


def test_of_all_models_those_for_many_classes_meet_three() -> None:
    told = json.loads(printed("compare", "-p", "blobs", "-n", "1", "-f", "json"))
    assert [trial["model"] for trial in told["trials"]] == MANY_CLASSES
    assert told["failures"] == []


def test_a_model_for_two_classes_says_so_and_the_rest_goes_on() -> None:
    ran = command("compare", "perceptron", "svm", "-p", "blobs", "-n", "1")
    assert ran.returncode == 1
    assert "perceptron on blobs failed" in ran.stderr
    assert "tells two classes apart, and blobs has 3" in ran.stderr
    assert "svm" in ran.stdout


def test_an_unknown_problem_is_answered_with_the_known_ones() -> None:
    complaint = refused(2, "compare", "-p", "mons")
    assert "'mons'" in complaint
    assert "moons, circles, spirals, blobs, digits" in complaint


def test_bipolar_is_for_gates_and_leaves_problems_alone() -> None:
    text = printed("compare", NETWORK, "-p", "XOR", "-p", "moons", "-n", "1", "--bipolar", "-f", "json")
    assert [trial["inputs"] for trial in json.loads(text)["trials"]] == ["-1/+1", "numbers"]


# compare --data -----------------------------------------------------------------------------------


def test_a_file_of_ones_own_is_a_problem(data: Path) -> None:
    text = printed("compare", "perceptron", "svm", "--data", str(data), "--target", "kind", "-n", "2",
                   "-f", "json")  # fmt: skip
    told = json.loads(text)["trials"]
    assert [(trial["model"], trial["problem"]) for trial in told] == [
        ("perceptron", "flowers"),
        ("svm", "flowers"),
    ]
    trial = run("perceptron", from_file(data, "kind"), starts=2)
    assert [told[0]["accuracy"], told[0]["test_accuracy"]] == [trial.accuracy, trial.test_accuracy]
    assert told[0]["accuracy"] == 1


def test_notes_go_to_standard_error_and_standard_input_is_read() -> None:
    # XOR as pandas writes it: complete, and with an index that is no feature.
    written = ",a,b,y\n" + "".join(f"{i},{i // 2},{i % 2},{i in (1, 2):d}\n" for i in range(4))
    asked = ["compare", "perceptron", "--data", "-", "--target", "y", "-n", "5", "-f", "json"]
    ran = command(*asked, text=written)
    assert ran.returncode == 0
    left_out, whole = ran.stderr.splitlines()
    assert left_out.startswith("neurohistory: standard input: column 1 has no name and was left out")
    assert whole.startswith("neurohistory: standard input: nothing was set aside to be tested on")
    trial = json.loads(ran.stdout)["trials"][0]
    assert (trial["problem"], trial["examples"], trial["set_aside"]) == ("standard input", 4, 0)
    assert (trial["weights"], trial["expected"], trial["solved"]) == (3, "cannot", 0)


@pytest.mark.parametrize("given", [["--data", "flowers.csv"], ["--target", "kind"]])
def test_data_and_target_go_together(given: list[str]) -> None:
    complaint = refused(2, "compare", *given)
    assert "--data" in complaint
    assert "--target" in complaint


def test_a_column_that_is_not_there_is_answered_with_those_there_are(data: Path) -> None:
    complaint = refused(2, "compare", "--data", str(data), "--target", "species")
    assert "flowers.csv has no column 'species'; it has length, width, kind" in complaint


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    complaint = refused(1, "compare", "--data", str(tmp_path / "none.csv"), "--target", "kind")
    assert "none.csv" in complaint


@pytest.mark.parametrize("name", ["empty.csv", "empty.npz", "empty.npy", "mine.txt"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert name in refused(2, "compare", "--data", str(tmp_path / name), "--target", "kind")


def test_a_value_that_is_no_number_is_named_with_its_place(data: Path) -> None:
    data.write_text(data.read_text().replace("\n7,", "\nseven,"))
    complaint = refused(2, "compare", "--data", str(data), "--target", "kind")
    assert "flowers.csv, line 9: 'length' is 'seven', not a" in complaint


# gradient -----------------------------------------------------------------------------------------

WEIGHTS = [*(f"Theta1[{i},{j}]" for i in range(3) for j in range(2)), "Theta2[0,0]", "Theta2[1,0]",
           "Theta2[2,0]"]  # fmt: skip


def test_the_gradient_is_checked_weight_by_weight() -> None:
    text = printed("gradient")
    assert text == printed("gradient", "backprop", "XOR")
    lines = text.strip().splitlines()
    assert [line.split()[0] for line in lines if line.split()[:1] and "Theta" in line] == WEIGHTS
    assert lines[-1].startswith("largest difference, as a fraction of the largest derivative: ")
    assert float(lines[-1].split(": ")[1]) < 1e-6


@pytest.mark.parametrize(
    "model",
    [
        "backprop",
        "backprop:activation=tanh,hidden_layer_sizes=(3,2)",
        "backprop:activation=leaky_relu,cost=cross_entropy,optimizer=adam,weight_decay=0.1",
    ],
)
@pytest.mark.parametrize("asked", [["XOR"], ["PARITY3", "--bipolar"]])
def test_both_slopes_agree(model: str, asked: list[str]) -> None:
    told = json.loads(printed("gradient", model, *asked, "-f", "json"))
    assert told["model"] == model
    assert told["problem"] == asked[0]
    exact = [row["by back-propagation"] for row in told["weights"]]
    numerical = [row["by differences"] for row in told["weights"]]
    assert exact == pytest.approx(numerical, rel=1e-5, abs=1e-6 * max(map(abs, numerical)))
    for row, one, other in zip(told["weights"], exact, numerical, strict=True):
        assert row["difference"] == one - other


def test_csv_holds_the_same_numbers_as_json_and_another_seed_others() -> None:
    rows = list(csv.DictReader(io.StringIO(printed("gradient", "backprop", "AND", "-f", "csv"))))
    told = json.loads(printed("gradient", "backprop", "AND", "-f", "json"))["weights"]
    assert [{name: str(value) for name, value in row.items()} for row in told] == rows
    other = json.loads(printed("gradient", "backprop", "AND", "--seed", "1", "-f", "json"))["weights"]
    assert [row["value"] for row in other] != [row["value"] for row in told]


@pytest.mark.parametrize("model", ["perceptron", "svm", "adaline"])
def test_a_model_without_a_network_has_no_gradient_to_check(model: str) -> None:
    complaint = refused(2, "gradient", model)
    assert "is no network with a gradient to check; take backprop" in complaint


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["backprop", "MAYBE"], ["MAYBE", "XOR"]),
        (["backprop:activation=step"], ["'step' has no derivative"]),
        (["backprop:activation=sine"], ["sine", "logistic", "leaky_relu"]),
        (["backprop:cost=money"], ["money", "cross_entropy"]),
        (["backprop:speed=3"], ["speed", "learning_rate"]),
    ],
)
def test_wrong_words_end_with_two(arguments: list[str], words: list[str]) -> None:
    complaint = refused(2, "gradient", *arguments)
    for word in words:
        assert word in complaint


def test_slopes_that_are_not_finite_fail_the_check() -> None:
    ran = command("gradient", "backprop:initialization=1e300,activation=linear")
    assert ran.returncode == 1  # not a number is not small


def test_the_help_has_examples() -> None:
    assert "Examples" in printed("gradient", "--help")


def test_a_weight_on_a_kink_is_told_and_not_condemned() -> None:
    shown = printed("gradient", "backprop:activation=relu,initialization=he", "XOR")
    assert "weights left out, where a unit stands on its kink" in shown
    asked = json.loads(
        printed("gradient", "backprop:activation=relu,initialization=he", "XOR", "-f", "json")
    )
    assert asked["largest_difference"] < 1e-6
    assert 0 < sum(row["kink"] for row in asked["weights"]) < len(asked["weights"])


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ("separate", "ADDITION2"),
            "a plane tells two classes apart, and ADDITION2 has 3 bits; name another problem",
        ),
        (
            ("separate", "blobs"),
            "a plane tells two classes apart, and blobs has 3 classes; name another problem",
        ),
    ],
)
def test_several_bits_or_classes_are_no_matter_of_one_plane(
    arguments: tuple[str, ...], complaint: str
) -> None:
    assert complaint in refused(2, *arguments)
