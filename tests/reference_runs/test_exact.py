"""Reference runs: the files are whole and exact, and our models get their digits right."""

from __future__ import annotations

import itertools
import runpy
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from neurohistory.catalog import make as make_model
from neurohistory.reference_runs import exact
from neurohistory.traces import trace

CHECKER = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "check_reference_run.py"))


def test_every_file_is_whole_and_what_the_fractions_give() -> None:
    for name in exact.names():
        kept = exact.kept(name)
        assert kept == exact.make(name)
        assert CHECKER["is_whole"](kept)


def test_a_changed_digit_shows_in_the_checksum() -> None:
    kept = exact.kept("adaline-and-01-far")
    kept["trace"][3][1] = "0.5"
    assert not CHECKER["is_whole"](kept)


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
