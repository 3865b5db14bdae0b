"""What the compiler wires: every function, with a clock where silence must be answered."""

from __future__ import annotations

from neurohistory.nervous_nets import truth_table
from neurohistory.site.chapters import Chapter


def test_every_case_of_every_expression_is_right(chapter: Chapter) -> None:
    for row in chapter.tables[0].rows:
        table = truth_table(row["expression"])
        assert row["right"] == f"{len(table.X)} of {len(table.X)}"
        assert row["clock"] == table.truth[0]


def test_the_answers_come_two_ticks_after_the_questions(chapter: Chapter) -> None:
    assert chapter.names["spikes"].ticks("(a and b) or (c and not a)") == [3, 5, 8, 9]


def test_all_functions_of_three_inputs_are_wired_in_two_ticks(chapter: Chapter) -> None:
    tables = chapter.names["tables"]
    assert len(tables) == 256
    assert all(right for right, _, _ in tables.values())
    assert max(delay for _, delay, _ in tables.values()) == 2
    assert all(clock == answers[0] for answers, (_, _, clock) in tables.items())


def test_no_single_cell_has_all_of_xor_right(chapter: Chapter) -> None:
    assert chapter.names["best"] == 3
    assert "64 cells, the best has 3 of 4 cases of XOR right\ncompiled: 2 ticks" in chapter.printed


def test_a_tree_takes_ticks_and_a_table_takes_cells(chapter: Chapter) -> None:
    rows = chapter.tables[-1].rows
    assert all(row["both right"] for row in rows)
    assert [row["tree: ticks"] for row in rows] == [2, 4, 6, 6, 8]
    assert [row["table: ticks"] for row in rows] == [2] * 5
    assert [row["table: cells"] for row in rows] == [2 ** (n - 1) + 1 for n in (2, 4, 6, 8, 10)]
