"""Tables of a terminal, to the last space."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from neurohistory.report.layout import columns_table, fix_width, least_width, plain_table


def shown(table: Table) -> list[str]:
    """The lines of a table in a terminal that is wide enough."""
    console = Console(width=60)
    with console.capture() as caught:
        console.print(table)
    return [line.rstrip() for line in caught.get().splitlines()]


def test_a_table_has_a_line_below_its_heads_and_none_around_it() -> None:
    rows = [{"model": "svm", "n": 2}, {"model": "rbm", "n": 30}]
    assert shown(plain_table(rows)) == ["model  n", "─────────", "svm    2", "rbm    30"]
    assert shown(plain_table([])) == [""]


def test_numbers_are_flush_right_and_named_columns_flush_left() -> None:
    table = columns_table(["model", "n"], left=["model"])
    table.add_row("svm", "2")
    table.add_row("rbm", "300")
    assert shown(table) == ["model    n", "──────────", "svm      2", "rbm    300"]


def test_a_table_is_as_wide_as_its_cells_and_no_word_of_it_is_cut() -> None:
    table = columns_table(["model", "n"])
    table.add_row("svm", "a b")
    assert fix_width(table) == table.min_width == least_width(table)
    assert fix_width(table) >= len("model  a b")
