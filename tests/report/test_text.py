"""Numbers and rows as text: short for people, exact for programs."""

from __future__ import annotations

import json

import numpy as np

from neurohistory import OR, load, run, trace
from neurohistory.report.rows import comparison_values, trace_values
from neurohistory.report.text import json_text, markdown_table, short
from neurohistory.runner import Comparison


def test_a_number_is_short() -> None:
    assert [short(0.123456), short(0.123456, 3), short(-0.0)] == ["0.1235", "0.123", "0"]


def test_bars_in_table_cells_are_escaped() -> None:
    assert markdown_table(["a"], [["|x|"]]).splitlines()[-1] == "| \\|x\\| |"


def test_letters_stay_letters_unless_the_stream_has_none() -> None:
    values = {"name": "\u0141ukasiewicz", "file": "bytes \udcff that are no letters"}
    for ascii in (False, True):
        text = json_text(values, ascii=ascii)
        assert text.encode().isascii() is ascii
        assert json.loads(text) == values
    assert json_text(values, indent=None).count("\n") == 1


def test_a_comparison_says_its_seed_and_its_starts_if_anything_was_run() -> None:
    values = comparison_values(Comparison([run("perceptron", OR, starts=2, seed=7)], []))
    assert (values["seed"], values["starts"]) == (7, 2)
    nothing = comparison_values(Comparison([], []))
    assert (nothing["seed"], nothing["starts"]) == (None, None)


def test_parameters_of_any_kind_are_json() -> None:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    hard = run("svm:C=inf,kernel=linear", OR, starts=1)
    given = load("backprop")(initialization=[np.ones((3, 2)), np.ones((3, 1))], max_epochs=1)
    both = json_text(comparison_values(Comparison([hard, run(given, OR, starts=1)], [])))
    read = json.loads(both, parse_constant=refuse)["trials"]
    assert read[0]["parameters"]["C"] == "inf"
    assert read[1]["parameters"]["initialization"] == [[[1, 1]] * 3, [[1]] * 3]
    about = {"parameters": given.get_params(), "epochs": np.nan}
    told = json.loads(
        json_text(trace_values(trace(given, OR.X, OR.target), about)), parse_constant=refuse
    )
    assert told["parameters"]["initialization"] == [[[1, 1]] * 3, [[1]] * 3]
    assert told["epochs"] is None
    assert len(told["presentations"]) == 4
