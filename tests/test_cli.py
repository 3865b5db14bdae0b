"""The commands, as a user calls them: words in, text and exit codes out."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from neurohistory import __version__, timeline
from neurohistory.cli import main


def command(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in this process, which has imported everything; its words and its exit code."""
    said, complained, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
        patch.setenv("COLUMNS", "120")
        patch.setenv("NO_COLOR", "1")
        patch.chdir(cwd or ".")
        try:
            main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
    return subprocess.CompletedProcess(arguments, code, said.getvalue(), complained.getvalue())


def printed(*arguments: str) -> str:
    ran = command(*arguments)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""  # no progress bar and no notice when nobody watches
    return ran.stdout


def test_version_is_that_of_the_package() -> None:
    assert printed("--version") == f"neurohistory {__version__}\n"


@pytest.mark.parametrize(
    "name",
    [
        "timeline",
        "compare",
        "study",
        "replay",
        "reproduce",
        "reference",
        "trace",
        "gradient",
        "separate",
        "count",
        "show",
        "gallery",
    ],
)
def test_every_command_has_a_help_with_examples(name: str) -> None:
    assert "Examples" in printed(name, "--help")


def test_no_command_shows_the_help() -> None:
    assert "compare" in command().stdout + command().stderr


def test_timeline_is_in_the_order_of_years() -> None:
    models = json.loads(printed("timeline", "--format", "json"))
    years = [model["year"] for model in models]
    assert years == sorted(years)
    assert [years[0], years[-1]] == [1943, 2006]
    assert [model["name"] for model in models] == list(timeline().models)


def test_compare_as_json_holds_every_trial_and_its_curve() -> None:
    about = json.loads(printed("compare", "perceptron", "svm", "--starts", "20", "-f", "json"))
    assert about["seed"] == 0
    assert about["starts"] == 20
    assert [(t["model"], t["problem"], t["success_rate"]) for t in about["trials"]] == [
        ("perceptron", "AND", 1.0),
        ("perceptron", "OR", 1.0),
        ("perceptron", "XOR", 0.0),
        ("svm", "AND", 1.0),
        ("svm", "OR", 1.0),
        ("svm", "XOR", 1.0),
    ]
    xor = about["trials"][2]
    assert xor["expected"] == "cannot"
    assert xor["agrees"] is True
    assert xor["epochs"] is None
    assert len(xor["mistakes_by_epoch"]) == 101  # the start and a hundred epochs


def test_compare_as_csv_and_markdown_are_tables() -> None:
    rows = list(csv.DictReader(io.StringIO(printed("compare", "adaline", "-n", "5", "-f", "csv"))))
    assert [row["problem"] for row in rows] == ["AND", "OR", "XOR"]
    lines = printed("compare", "adaline", "-n", "5", "-f", "markdown").splitlines()
    assert len({line.count("|") for line in lines if line}) == 1


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    def shares(seed: str) -> list[object]:
        text = printed("compare", "backprop", "-p", "XOR", "-n", "40", "--seed", seed, "-f", "json")
        return [{k: v for k, v in t.items() if k != "seconds"} for t in json.loads(text)["trials"]]

    assert shares("1") == shares("1") != shares("2")


def test_compare_takes_parameters_after_a_colon() -> None:
    about = json.loads(
        printed("compare", "svm:kernel=linear", "svm:kernel=poly", "-p", "XOR", "-n", "1", "-f", "json")
    )
    assert [(t["parameters"]["kernel"], t["success_rate"]) for t in about["trials"]] == [
        ("linear", 0.0),
        ("poly", 1.0),
    ]


def test_compare_ends_with_one_when_a_run_fails_and_shows_the_others() -> None:
    ran = command("compare", "adaline:learning_rate=50", "perceptron", "-p", "AND", "-n", "3")
    assert ran.returncode == 1
    assert "learning_rate=50" in ran.stderr
    assert "perceptron" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_trace_of_the_perceptron_on_and_is_the_textbook_table() -> None:
    rows = list(csv.DictReader(io.StringIO(printed("trace", "perceptron", "AND", "-f", "csv"))))
    assert len(rows) == 24  # six epochs
    assert sum(float(row["error"]) != 0 for row in rows) == 11
    assert [float(rows[-1][f"after {w}"]) for w in ("bias", "weights[0]", "weights[1]")] == [-3, 2, 1]
    shown = printed("trace", "perceptron", "AND")
    names = ("bias", "weights[0]", "weights[1]")
    moved = sum(row[f"before {name}"] != row[f"after {name}"] for row in rows for name in names)
    assert shown.count("*") == moved


def test_trace_names_the_page_of_the_playground_that_shows_it() -> None:
    told = printed("trace", "perceptron:learning_rate=0.5", "OR", "--epochs", "2", "--playground")
    start = "playground.html#machine=perceptron&targets=0111"
    assert told.strip() == f"{start}&scale=0.0&rate=0.5&order=cyclic&seed=0&step=8"
    begun = printed("trace", "adaline", "OR", "--initial", "bias=0.5", "--epochs", "1", "--playground")
    assert begun.strip().endswith("&first=0.5,0.0,0.0&seed=0&step=4")


def test_trace_stops_after_the_epochs_asked_for() -> None:
    traced = json.loads(printed("trace", "adaline", "XOR", "--epochs", "2", "--bipolar", "-f", "json"))
    assert len(traced["presentations"]) == 8
    assert traced["presentations"][0]["input"] == [-1.0, -1.0]


@pytest.mark.parametrize("name", ["mcculloch_pitts", "adaline", "backprop", "svm"])
def test_show_has_the_card_the_parameters_and_the_citation(name: str) -> None:
    from neurohistory import load

    shown, card = printed("show", name), load(name).card
    assert f"\n  neurohistory trace {name} AND" in shown  # as far in as all that stands below a heading
    text = " ".join(shown.split())
    for piece in (card.title, card.paper.title, card.people[0], "BibTeX", *load(name)().get_params()):
        assert " ".join(piece.split()) in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["compare", "perzeptron"], ["perzeptron", "did you mean 'perceptron'"]),
        (["show", "nobody"], ["nobody", "perceptron"]),
        (["trace", "perceptron", "MAYBE"], ["MAYBE", "XOR"]),
        (["compare", "perceptron", "-p", "PARITY99"], ["99", "10"]),
        (["compare", "--format", "xml"], ["xml", "json"]),
        (["compare", "-n", "0"], ["starts must be at least 1, not 0"]),
        (["compare", "--seed", "-1"], ["seed must be at least 0, not -1"]),
        (["compare", "-p", "moons", "--seed", "-1"], ["seed must be at least 0, not -1"]),
        (["trace", "perceptron", "AND", "--seed", "-1"], ["seed must be at least 0, not -1"]),
        (["show", "svm:kernel=poly"], ["run: neurohistory show svm"]),
        (["trace", "perceptron", "AND", "--epochs", "0"], ["epochs must be at least 1, not 0"]),
        (["compare", "perceptron:max_epochs=0"], ["max_epochs", "0"]),
        (["compare", "perceptron:speed=3"], ["speed", "learning_rate"]),
        (["compare", "perceptron:learning_rate="], ["learning_rate=", "name=value"]),
        (["compare", "perceptron:order=backwards"], ["order", "backwards", "cyclic"]),
        (["compare", "--plot", "board.gif"], ["board.gif", ".svg"]),
        (["count", "0"], ["1 to 7", "not 0"]),
        (["count", "8"], ["1 to 7", "not 8"]),
    ],
)
def test_wrong_words_end_with_two_and_name_the_value_and_the_remedy(
    arguments: list[str],
    words: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # pytest keeps its own handlers
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    for word in words:
        assert word in err


def test_separate_prints_a_plane_or_a_proof_that_somebody_else_can_check(tmp_path: Path) -> None:
    assert printed("separate", "AND").split()[-3:] == ["2", "2", "-3"]
    assert "these 4 of 4 examples cannot be parted" in printed("separate", "XOR")
    proof = json.loads(printed("separate", "XOR", "--bipolar", "--format", "json"))
    assert proof["X"][0] == [-1, -1]
    assert (proof["examples"], proof["multipliers"]) == ([0, 1, 2, 3], [1, 1, 1, 1])
    rows = [*csv.DictReader(io.StringIO(printed("separate", "XOR", "-f", "csv")))]
    assert [row["multiplier"] for row in rows] == ["1"] * 4
    data = tmp_path / "twice.csv"
    data.write_text("a,b,kind\n0,0.1,x\n1,3,y\n2,4,x\n0,0.1,y\n", encoding="utf-8")
    told = command("separate", "--data", str(data), "--target", "kind").stdout
    assert "these 2 of 4 examples cannot be parted" in told
    proof = json.loads(command("separate", "--data", str(data), "--target", "kind", "-f", "json").stdout)
    assert proof["X"][0] == [0, "1/10"]
    assert (proof["columns"], proof["lines"], proof["classes"]) == (["a", "b"], [2, 3, 4, 5], ["x", "y"])
    told = command("separate", "--data", str(data), "--target", "kind", "-f", "csv").stdout
    assert told.splitlines() == ["line,target,multiplier,x(a),x(b)", "2,-1,1,0.0,0.1", "5,1,1,0.0,0.1"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "name a problem, or give --data FILE and --target COLUMN"),
        (["AND", "--data", "some.csv", "--target", "a"], "name a problem, or give --data"),
        (["--data", "some.csv"], "go together"),
        (
            ["--data", "some.csv", "--target", "a", "--bipolar"],
            "--bipolar is for named problems",
        ),
        (["NOTHING"], "no problem"),
    ],
)
def test_separate_says_what_it_takes(arguments: list[str], complaint: str) -> None:
    ran = command("separate", *arguments)
    assert ran.returncode == 2
    assert complaint in ran.stderr


def test_count_prints_the_same_numbers_in_every_format() -> None:
    rows = json.loads(printed("count", "4", "--format", "json"))
    assert [row["threshold"] for row in rows] == [4, 14, 104, 1882]
    assert rows[-1]["functions"] == 2**16
    assert rows[-1]["fraction"] == 1882 / 2**16
    in_csv = [*csv.DictReader(io.StringIO(printed("count", "4", "-f", "csv")))]
    assert in_csv == [{name: str(value) for name, value in row.items()} for row in rows]
    assert "1,882" in printed("count", "4")


@pytest.mark.parametrize("format", ["table", "csv", "markdown"])
def test_no_table_is_printed_if_every_trial_failed(format: str) -> None:
    ran = command("compare", "adaline:learning_rate=50", "-p", "AND", "-n", "2", "-f", format)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "learning_rate=50" in ran.stderr


def test_a_title_is_a_line_of_its_own_in_a_pipe_and_columns_are_honoured() -> None:
    arguments = [sys.executable, "-m", "neurohistory", "compare", "backprop", "-p", "AND", "-n", "2"]
    free = {k: v for k, v in os.environ.items() if k != "COLUMNS"}
    widths = []
    for environment in (free, {**free, "COLUMNS": "60"}):
        lines = subprocess.check_output(arguments, env=environment, text=True).splitlines()
        widths.append(max(map(len, lines)))
        assert ("Wilson" in lines[0], " ms" in lines[2]) == (environment is free,) * 2
    assert widths[0] > widths[1] <= 60


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_is_the_way_to_end_serving(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from neurohistory.site import build

    built = build.Built(tmp_path, 1, [])
    monkeypatch.setattr(build, "build_gallery", lambda *_, **__: built)
    monkeypatch.setattr(build, "serve", lambda _: signal.raise_signal(signal.SIGINT))
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with pytest.raises(SystemExit) as left:
            main(["gallery", "--serve"])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert left.value.code == 0


def test_a_plot_is_written_whole(tmp_path: Path) -> None:
    ran = command("compare", "perceptron", "-n", "5", "--plot", "board.svg", cwd=tmp_path)
    assert ran.returncode == 0
    assert (tmp_path / "board.svg").read_text().endswith("</svg>\n")
    assert [path.name for path in tmp_path.iterdir()] == ["board.svg"]


def test_a_plot_into_a_folder_that_is_not_there_is_refused_before_the_work(tmp_path: Path) -> None:
    ran = command("compare", "-n", "1", "--plot", str(tmp_path / "no" / "board.svg"))
    assert ran.returncode == 1
    assert str(tmp_path / "no") in ran.stderr
    assert ran.stdout == ""


def test_a_reader_who_leaves_early_sees_no_traceback() -> None:
    ran = subprocess.run(
        f"'{sys.executable}' -m neurohistory trace adaline XOR --epochs 50 -f json | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout == "{\n"
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupted_comparison_leaves_nothing_half_written(tmp_path: Path) -> None:
    slow = "backprop:max_epochs=1000000"
    arguments = ["compare", slow, "-p", "XOR", "-n", "2", "--plot", str(tmp_path / "board.svg")]
    with subprocess.Popen(
        [sys.executable, "-m", "neurohistory", *arguments], stderr=subprocess.PIPE, text=True
    ) as process:
        time.sleep(3)  # long enough to be at work, far too short to be done
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=120)
    assert process.returncode == 130
    assert complaint.startswith("neurohistory: interrupted")  # and where, if it was in a model
    assert complaint.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
