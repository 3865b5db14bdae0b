from __future__ import annotations

import re

import numpy as np

from neurohistory import AND, XOR, get_problem, load, run, trace
from neurohistory.report.rows import epoch_rows, right_answers, trace_columns, trial_summary


def test_epochs_of_a_study_count_the_starts_that_never_arrive() -> None:
    quick, slow, never = epoch_rows(
        {"quick": [1, 2, 3, 4], "slow": [5, np.nan, 6, np.nan], "never": np.full(8, np.nan)}
    )
    assert quick == {
        "starts": "quick", "lower quartile": 1, "median": 2, "upper quartile": 3, "arrived": 1
    }  # fmt: skip
    assert (slow["lower quartile"], slow["median"], slow["upper quartile"]) == (5, 6, None)
    assert slow["arrived"] == 0.5
    assert (never["median"], never["arrived"]) == (None, 0)


def test_what_is_seen_and_unseen_is_told_with_its_number_where_something_is_set_aside() -> None:
    whole, moons = run("svm", XOR), run("svm", get_problem("moons"))
    assert right_answers(whole, counted=True) == {}
    sizes = {"seen": len(moons.problem.X), "unseen": len(moons.problem.X_test)}
    for counted in (True, False):
        told = right_answers(moons, counted)
        assert told.keys() == sizes.keys()
        for column, size in sizes.items():
            assert re.fullmatch(rf"[\d.]+%{f' of {size}' if counted else ''}", told[column])
    none_unseen = run("svm", get_problem("moons", test_fraction=0))
    assert right_answers(none_unseen, counted=True)["unseen"] == "-"


def test_a_median_stands_only_where_some_start_solved_it() -> None:
    never, always = (trial_summary(run("perceptron", gate, starts=10)) for gate in (XOR, AND))
    assert never["epochs"] == "-"
    assert re.fullmatch(r"\d+ \(\d+-\d+\)", always["epochs"])


def test_a_line_of_a_trace_has_an_error_or_a_label_and_what_was_worked_out_but_no_derivatives() -> None:
    taught, untaught = (
        next(iter(trace(load(name)(), XOR.X, XOR.target, rng=0))) for name in ("backprop", "rbm")
    )
    assert list(trace_columns(taught))[:4] == ["net", "output", "target", "error"]
    assert list(trace_columns(untaught))[:3] == ["net", "output", "label"]
    shown = set(trace_columns(taught)) - {"net", "output", "target", "error"}
    assert shown == {name for name in taught.workings if not name.startswith("derivative by ")}
    assert shown
    assert len(shown) < len(taught.workings)
