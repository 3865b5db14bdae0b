"""Reference runs: the files are whole, and what the rules give."""

from __future__ import annotations

import json
import math
import runpy
from fractions import Fraction
from pathlib import Path

import pytest

from neurohistory.reference_runs import decimals, files
from neurohistory.reference_runs.rules import RULES

SCRIPT = Path(__file__).parents[2] / "docs" / "check_reference_run.py"
CHECKER = runpy.run_path(str(SCRIPT))


def test_every_file_is_whole_and_what_the_rules_give() -> None:
    for name in files.names():
        kept = files.kept(name)
        assert kept == files.make(name)
        assert CHECKER["is_whole"](kept)
        assert CHECKER["digits"](kept, kept["trace"]) == 17


def test_no_file_is_left_over() -> None:
    there = (Path(files.__file__).parent / "kept").glob("*.json")
    assert {path.stem for path in there} == set(files.names())


def test_the_checker_is_short() -> None:
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) <= 40


def test_every_run_says_what_it_needs() -> None:
    needed = {"name", "rule", "formula", "source", "difficulty", "task", "inputs", "target", "start",
              "row", "columns", "first", "trace", "sha256"}  # fmt: skip
    for name in files.names():
        run = files.kept(name)
        assert needed <= set(run)
        assert run["difficulty"].split(":")[0] in ("lower", "average", "higher")
        assert all(len(row) == len(run["columns"]) for row in run["trace"])
        assert ("step" in run) == bool(run["first"])


def test_a_changed_digit_shows_in_the_checksum() -> None:
    kept = files.kept("adaline-and-01-far")
    kept["trace"][3][1] = "0.5"
    assert not CHECKER["is_whole"](kept)


def test_the_first_row_of_back_propagation_by_hand() -> None:
    # In plain floats, written out for the one output weight that is the bias: its derivative is the
    # sum of (y - d) y (1 - y), and the step 1/2.
    run = files.kept("backprop-xor-01-near")
    w = [float(Fraction(each)) for each in run["first"]]

    def g(z: float) -> float:
        return 1 / (1 + math.exp(-z))

    slope = 0.0
    for (a, b), d in zip(run["inputs"], run["target"], strict=True):
        h1, h2 = g(w[0] + w[1] * a + w[2] * b), g(w[3] + w[4] * a + w[5] * b)
        y = g(w[6] + w[7] * h1 + w[8] * h2)
        slope += (y - d) * y * (1 - y)
    assert float(run["trace"][0][6]) == pytest.approx(w[6] - 0.5 * slope, rel=1e-14)


def test_the_second_row_of_back_propagation_has_momentum() -> None:
    run = files.kept("backprop-and-01-far")
    first, one, two = (Fraction(row[6]) for row in (run["first"], *run["trace"][:2]))
    w = [float(Fraction(each)) for each in run["trace"][0]]
    slope = 0.0
    for (a, b), d in zip(run["inputs"], run["target"], strict=True):
        h = [1 / (1 + math.exp(-(w[at] + w[at + 1] * a + w[at + 2] * b))) for at in (0, 3)]
        y = 1 / (1 + math.exp(-(w[6] + w[7] * h[0] + w[8] * h[1])))
        slope += (y - d) * y * (1 - y)
    assert float(two) == pytest.approx(float(one + Fraction(9, 10) * (one - first)) - 0.5 * slope)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.startswith("svm")])
def test_the_solution_of_support_vectors_is_one(rule: str) -> None:
    # The conditions of Karush, Kuhn and Tucker, in fractions.
    for name in (each for each in files.names() if each.startswith(f"{rule}-")):
        run = files.kept(name)
        *a, bias = (Fraction(each) for each in run["trace"][0])
        t = run["target"]
        assert min(a) >= 0
        assert sum(each * sign for each, sign in zip(a, t, strict=True)) == 0
        for u, sign, mine in zip(run["inputs"], t, a, strict=True):
            dots = [sum(p * q for p, q in zip(u, v, strict=True)) for v in run["inputs"]]
            kernel = dots if rule == "svm_linear" else [(dot + 1) ** 2 for dot in dots]
            told = sign * (sum(x * s * k for x, s, k in zip(a, t, kernel, strict=True)) + bias)
            assert told >= 1
            assert mine == 0 or told == 1


@pytest.mark.parametrize(
    ("own", "complaint"),
    [
        (None, "No such file"),
        ("1,2,3\n", "shorter"),
        ("a,b,c\n" * 20, "Invalid literal for Fraction: 'a'"),
    ],
)
def test_the_checker_names_what_is_no_trace(
    own: str | None, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, mine = tmp_path / "run.json", tmp_path / "mine.csv"
    run.write_text(json.dumps(files.kept("perceptron-xor-01-far")), encoding="utf-8")
    if own is not None:
        mine.write_text(own, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["check_reference_run.py", str(run), str(mine)])
    with pytest.raises(SystemExit, match=f"{complaint}.*; a trace has a line for each row of the run"):
        runpy.run_path(str(SCRIPT), run_name="__main__")


@pytest.mark.parametrize("text", [None, "{", "{}", "[]"])
def test_the_checker_names_what_is_no_run(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run.json"
    if text is not None:
        run.write_text(text, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["check_reference_run.py", str(run)])
    with pytest.raises(SystemExit, match=r"No such file|Expecting|damaged, or no run"):
        runpy.run_path(str(SCRIPT), run_name="__main__")


def test_the_checker_without_a_file_says_how_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["check_reference_run.py"])
    with pytest.raises(SystemExit, match=r"python check_reference_run\.py run\.json"):
        runpy.run_path(str(SCRIPT), run_name="__main__")


@pytest.mark.parametrize("name", ["backprop-xor-01-far", "logistic_unit-nand-01-near"])
def test_more_digits_on_the_way_change_none_that_are_kept(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decimals, "_DIGITS", 90)
    assert files.make(name) == files.kept(name)
    monkeypatch.setattr(decimals, "_DIGITS", 12)  # and that is what it is made with
    assert files.make(name) != files.kept(name)


def test_an_unknown_run_is_named_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="'adaline-and-01-nea'; did you mean 'adaline-and-01-near'"):
        files.kept("adaline-and-01-nea")
    with pytest.raises(ValueError, match="none is called like it"):
        files.make("hopfield")


def test_the_files_are_written_as_they_are_kept(tmp_path: Path) -> None:
    files.write(tmp_path)
    for name in files.names():
        assert (tmp_path / f"{name}.json").read_text(encoding="utf-8") == files.text_of(name)
