from __future__ import annotations

import re

import numpy as np

from neurohistory import AND, XOR, get_problem, run
from neurohistory.report.rows import epoch_rows, right_answers, trial_summary


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
