"""Reference runs: the files are whole and exact, and our models get their digits right."""

from __future__ import annotations

import itertools
import json
import runpy
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from neurohistory.catalog import make as make_model
from neurohistory.reference_runs import exact
from neurohistory.traces import trace

SCRIPT = Path(__file__).parents[2] / "docs" / "check_reference_run.py"
CHECKER = runpy.run_path(str(SCRIPT))


def test_every_file_is_whole_and_what_the_fractions_give() -> None:
    for name in exact.names():
        kept = exact.kept(name)
        assert kept == exact.make(name)
        assert CHECKER["is_whole"](kept)


def test_a_changed_digit_shows_in_the_checksum() -> None:
    kept = exact.kept("adaline-and-01-far")
    kept["trace"][3][1] = "0.5"
    assert not CHECKER["is_whole"](kept)


@pytest.mark.parametrize(
    ("own", "complaint"),
    [
        (None, "No such file"),
        ("1,2,3\n", "shorter"),
        ("a,b,c\n" * 20, "Invalid literal for Fraction: 'a'"),
    ],
)
def test_what_is_no_trace_is_named(
    own: str | None, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, mine = tmp_path / "run.json", tmp_path / "mine.csv"
    run.write_text(json.dumps(exact.kept("perceptron-xor-01-far")), encoding="utf-8")
    if own is not None:
        mine.write_text(own, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["check_reference_run.py", str(run), str(mine)])
    with pytest.raises(SystemExit, match=f"{complaint}.*; a trace has a line of bias, w1, w2"):
        runpy.run_path(str(SCRIPT), run_name="__main__")


@pytest.mark.parametrize(("rule", "at_least"), [("perceptron", 17), ("adaline", 13)])
def test_our_models_get_the_digits_right(rule: str, at_least: int) -> None:
    for name in exact.names():
        if not name.startswith(rule):
            continue
        run = exact.kept(name)
        bias, *weights = (float(Fraction(each)) for each in run["first"])
        target = np.where(np.array(run["target"]) > 0, 1.0, -1.0)
        lines = trace(
            make_model(rule, by_hand=True),
            np.array(run["inputs"], dtype=float),
            target,
            initial={"bias": bias, "weights": weights},
        )
        rows = [list(line.after.values()) for line in itertools.islice(lines, len(run["trace"]))]
        rows += [rows[-1]] * (len(run["trace"]) - len(rows))  # the perceptron ends when it is right
        assert CHECKER["digits"](run, rows) >= at_least, name


def test_an_unknown_run_is_named() -> None:
    with pytest.raises(ValueError, match="no reference run is called 'adaline-maybe'"):
        exact.kept("adaline-maybe")
