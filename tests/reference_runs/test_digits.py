"""How many digits are right: the measure, files of one's own, and who gets them right."""

from __future__ import annotations

import csv
import importlib.util
import json
import shutil
import subprocess
import sys
from fractions import Fraction
from importlib.resources import files as package_files
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from neurohistory.reference_runs.digits import agreement, digits_right, read_trace
from neurohistory.reference_runs.files import kept, names
from neurohistory.reference_runs.rules import RULES

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
needs_deno = pytest.mark.skipif(shutil.which("deno") is None, reason="there is no Deno on the path")


@pytest.fixture(scope="module")
def contenders() -> ModuleType:
    spec = importlib.util.spec_from_file_location("contenders", BENCHMARKS / "contenders.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("own", "right", "digits"),
    [
        ("1", "1", 17),
        ("1.001", "1", 3),
        ("-1", "1", 0),
        ("100", "1", 0),
        ("1/1000", "0", 3),
        ("0", "0", 17),
        ("1" + "0" * 400, "1" + "0" * 399 + "1", 17),
    ],
)
def test_the_measure(own: str, right: str, digits: float) -> None:
    found = digits_right(Fraction(own), Fraction(right))
    assert found == pytest.approx(digits)
    assert str(found)[0] != "-"


# The least digits of all runs of a rule.  Support vectors: the solver stops at a tolerance of 1e-4.
LEAST = {"perceptron": 17, "mark_i": 17, "adaline": 13, "madaline": 13, "logistic_unit": 13,
         "backprop": 12, "svm_linear": 4, "svm_poly": 15}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_our_models_get_the_digits_right(rule: str, contenders: ModuleType) -> None:
    for name in (each for each in names() if each.startswith(f"{rule}-")):
        run = kept(name)
        assert agreement(run, contenders.ours(run)).digits >= LEAST[rule], name


def test_what_was_recorded_still_holds(contenders: ModuleType) -> None:
    recorded = BENCHMARKS.parent / "docs" / "reference_digits.csv"
    with recorded.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["run"] for row in rows] == names()
    assert list(rows[0])[1:] == list(contenders.CONTENDERS)
    for row in rows:  # the last digit may differ from processor to processor
        run = kept(row["run"])
        assert agreement(run, contenders.ours(run)).digits >= float(row["neurohistory"]) - 1


@needs_deno
def test_the_scripts_of_the_pages_get_the_digits_right(contenders: ModuleType) -> None:
    found: dict[str, float] = {}
    for name in names():
        run = kept(name)
        if (rows := contenders.pages(run)) is not None:
            digits = agreement(run, rows).digits
            found[run["rule"]] = min(found.get(run["rule"], 17), digits)
    assert set(found) == set(RULES) - {"mark_i"}  # no page has a port of it
    assert all(digits >= LEAST[rule] for rule, digits in found.items())


def test_a_perceptron_of_scikit_learn_takes_a_sum_of_zero_for_a_mistake(contenders: ModuleType) -> None:
    # At zero weights (0, 0) is answered yes and is to be no; both correct it.  Then the bias is -1, and
    # for XOR the sum at (1, 0) comes to 0: a right yes by the rule, and a mistake for scikit-learn.
    run = kept("perceptron-xor-01-near")
    assert agreement(run, contenders.scikit_learn(run)).digits == 0
    assert agreement(run, contenders.ours(run)).digits == 17
    far = kept("perceptron-xor-01-far")
    assert agreement(far, contenders.scikit_learn(far)).digits == 17


def test_a_rule_that_nobody_has_is_none(contenders: ModuleType) -> None:
    assert contenders.scikit_learn(kept("backprop-xor-01-near")) is None


@pytest.fixture
def missing_peer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("mlxtend", "mlxtend.classifier", "torch"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.usefixtures("missing_peer")
def test_who_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    for name in ("contenders", "races", "digits"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    digits: Any = importlib.import_module("digits")
    monkeypatch.setattr(digits, "names", lambda: ["adaline-and-01-near", "perceptron-or-pm1-far"])
    mine = kept("adaline-and-01-near")["trace"]
    (tmp_path / "adaline-and-01-near.csv").write_text("\n".join(map(",".join, mine)), encoding="utf-8")
    digits.CONTENDERS.pop("the playground's scripts")
    lines = digits.table(digits.measured(tmp_path)).splitlines()
    adaline = [cell.strip() for cell in lines[3].split("|")]
    assert adaline[1:3] == ["adaline", "1"]
    assert adaline[-5:-1] == ["not installed here"] * 3 + ["17.0"]


def test_a_file_may_name_its_columns_in_any_order(tmp_path: Path) -> None:
    run = kept("adaline-xor-01-far")
    file = tmp_path / "mine.csv"
    swapped = [["w2", "bias", "w1"], *([w2, bias, w1] for bias, w1, w2 in run["trace"])]
    file.write_text("\n".join(map(", ".join, swapped)) + "\n\n", encoding="utf-8-sig")
    assert agreement(run, read_trace(file, run["columns"])).digits == 17


def test_the_worst_number_is_told_with_its_place() -> None:
    run = kept("adaline-xor-01-far")
    rows = [list(row) for row in run["trace"]]
    rows[6][2] = "0.5"
    worst = agreement(run, rows)
    assert (worst.row, worst.column, worst.own, worst.right) == (7, "w2", "0.5", run["trace"][6][2])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "has 20 rows, after each presentation, and yours has 0"),
        ("1,2,3\n" * 19, "yours has 19"),
        ("1,2,3\n" * 19 + "1,2\n", "row 20 has 2 numbers in place of 3: bias, w1, w2"),
        ("1,2,3\n" * 19 + "1,nan,3\n", "row 20, w1: 'nan' is no number"),
        ("1,2,3\n" * 19 + "1,1/0,3\n", "row 20, w1: '1/0' is no number"),
        ("1,2,3\n" * 19 + "1,1e999999999,3\n", "row 20, w1: '1e999999999' is no number"),
        ("bias,w1,w3\n" + "1,2,3\n" * 20, "has the columns bias, w1, w3; let them be bias, w1, w2"),
    ],
)
def test_what_is_no_trace_is_named(text: str, complaint: str, tmp_path: Path) -> None:
    run, file = kept("adaline-xor-01-far"), tmp_path / "mine.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        agreement(run, read_trace(file, run["columns"]))


def test_what_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(b"\xff\xfe1")
    with pytest.raises(ValueError, match="is no CSV in UTF-8"):
        read_trace(file, ["bias"])


# The page's port ---------------------------------------------------------------------------------

ASKED = """
const {agreement, digitsRight} = neurohistory.digits;
const said = ({run, text}) => {
  const found = agreement(run, text);
  if (typeof found === "string") return found;
  return found.reduce((a, b) => (b.digits < a.digits ? b : a));
};
console.log(JSON.stringify({
  pairs: CASES.pairs.map(([own, right]) => digitsRight(own, right)), files: CASES.files.map(said),
}));
"""


def in_deno(cases: dict[str, Any]) -> dict[str, Any]:
    script = package_files("neurohistory.site") / "assets" / "digits.js"
    program = f"{script.read_text('utf-8')}\nconst CASES = {json.dumps(cases)};\n{ASKED}"
    done = subprocess.run(
        ["deno", "run", "--quiet", "--ext=js", "-"], input=program, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@needs_deno
def test_the_page_measures_as_the_python_does() -> None:
    rng, right = np.random.default_rng(0), kept("backprop-xnor-01-far")["trace"]
    pairs = [
        [repr(float(value) * (1 + 10.0 ** -rng.uniform(0, 18))), value] for row in right for value in row
    ]
    pairs += [["1", "1"], ["-1", "1"], ["2.5e-1", "1/4"], [".5", "0"], ["1E-9", "0"], ["1/3", "0.3"]]
    found = in_deno({"pairs": pairs, "files": []})["pairs"]
    ours = [digits_right(Fraction(own), Fraction(due)) for own, due in pairs]
    assert found == pytest.approx(ours, abs=1e-9)
    assert len({round(each) for each in found}) > 10


@needs_deno
def test_the_page_reads_files_as_the_command_does(tmp_path: Path) -> None:
    run = kept("adaline-xor-01-far")
    rows = [list(row) for row in run["trace"]]
    rows[6][2] = "0.5"
    lines = [",".join(row) for row in rows]
    swapped = ["w2, bias, w1", *(",".join([w2, bias, w1]) for bias, w1, w2 in rows)]
    texts = ["\n".join(lines), "\ufeff" + "\r\n".join(swapped) + "\r\n\r\n"]
    for found in in_deno({"pairs": [], "files": [{"run": run, "text": text} for text in texts]})[
        "files"
    ]:
        worst = agreement(run, rows)
        assert found["digits"] == pytest.approx(worst.digits)
        assert [found[key] for key in ("row", "column", "own", "right")] == list(worst[1:])
    wrong = ["", "1,2\n" * 20, "1,x,3\n" * 20, "a,b,c\n" * 20, "1,1/0,2\n" * 20]
    told = in_deno({"pairs": [], "files": [{"run": run, "text": text} for text in wrong]})["files"]
    assert told == [
        "adaline-xor-01-far has 20 rows, and your file has 0.",
        "Row 1 has 2 numbers in place of 3: bias, w1, w2.",
        "Row 1, w1: “x” is no number; write it as 0.25, 1/4 or 2.5e-1.",
        "Its columns are a, b, c; let them be bias, w1, w2.",
        "Row 1, w1: “1/0” is no number; write it as 0.25, 1/4 or 2.5e-1.",
    ]
