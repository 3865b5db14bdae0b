"""Rows become aligned text, and whoever listens gets the values."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from neurohistory import show
from neurohistory.report.display import ShownTable, shown_to


class Line(NamedTuple):
    gate: str
    share: float | np.integer[Any]


def shown(*arguments: object, **formats: object) -> ShownTable:
    tables: list[ShownTable] = []
    with shown_to(tables.append):
        show(*arguments, **formats)  # type: ignore[arg-type]
    (table,) = tables
    return table


def test_numbers_stand_on_the_right_and_words_on_the_left(capsys: pytest.CaptureFixture[str]) -> None:
    show([{"name": "a", "n": 5}, {"name": "longer", "n": 12_345}], "Counts")
    assert capsys.readouterr().out.splitlines() == [
        "Counts",
        "name         n",
        "a            5",
        "longer  12,345",
    ]


def test_named_tuples_are_rows_and_numpy_numbers_are_numbers() -> None:
    table = shown([Line("AND", np.float64(0.5)), Line("OR", np.int64(1))], formats=".1f")
    assert table.rows == [{"gate": "AND", "share": 0.5}, {"gate": "OR", "share": 1}]
    assert type(table.rows[0]["share"]) is float
    assert table.cells == [["AND", "0.5"], ["OR", "1"]]  # a whole number stays one
    assert table.numeric == [False, True]


def test_a_format_of_a_column_is_for_its_whole_numbers_too() -> None:
    rows = [{"share": 1, "loss": 0.12345, "turn": -0.5}]
    table = shown(rows, formats={"share": "percent", "turn": "+.2f"})
    assert table.cells == [["100%", "0.1235", "-0.50"]]


def test_what_is_no_number_is_yes_no_or_a_dash() -> None:
    table = shown([{"a": True, "b": None, "c": float("nan")}, {"a": np.False_, "b": 1, "c": 2.5}])
    assert table.cells == [["yes", "–", "–"], ["no", "1", "2.5"]]
    assert table.numeric == [False, True, True]


def test_no_zero_has_a_minus_sign() -> None:
    table = shown([{"x": -0.0001, "y": -0.0, "z": -1e-9}], formats={"x": ".2f", "z": "+.1f"})
    assert table.cells == [["0.00", "0", "+0.0"]]


@pytest.mark.parametrize(
    ("rows", "formats", "said"),
    [
        ([{"a": 1}, {"b": 1}], ".2f", r"must have the columns \['a'\], but one has \['b'\]"),
        ([{"a": 1}], {"b": ".2f"}, r"columns that are not there: \['b'\] of \['a'\]"),
    ],
)
def test_rows_that_do_not_fit_are_refused(rows: object, formats: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        shown(rows, formats=formats)


def test_a_row_has_named_values() -> None:
    with pytest.raises(TypeError, match=r"a mapping or a NamedTuple, not \(1, 2\)"):
        shown([(1, 2)])


def test_who_listens_does_so_for_a_while(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_to(lambda table: None):
        show([{"a": 1}])
    assert capsys.readouterr().out == ""
    show([{"b": 2}])
    assert capsys.readouterr().out == "b\n2\n"


def test_columns_are_turned_into_rows() -> None:
    table = shown({"x": np.array([1, 2]), "name": ["one", "two"], "y": (c for c in (0.5, 0.25))})
    assert table.rows == [{"x": 1, "name": "one", "y": 0.5}, {"x": 2, "name": "two", "y": 0.25}]


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match=r"columns must be of one length.*\{'x': 2, 'y': 1\}"):
        shown({"x": [1, 2], "y": [1]})
