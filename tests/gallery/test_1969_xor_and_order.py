"""The orders of the book's questions, each with its certificates."""

from __future__ import annotations

from neurohistory.site.chapters import Chapter
from neurohistory.theory.predicates import retinas


def test_the_orders_are_those_of_the_book(chapter: Chapter) -> None:
    assert [*chapter.names["odd"].values()] == [1, 2, 3, 4, 5, 6]
    assert set(chapter.names["mirror"].values()) == {2}
    assert set(chapter.names["letters"].values()) == {3}
    assert chapter.names["box"] == 1
    assert chapter.names["connected"].items() >= {
        (1, 3): 1, (1, 4): 2, (1, 5): 2, (1, 6): 2, (2, 2): 2, (2, 3): 2, (2, 4): 2, (3, 3): 3,
    }.items()  # fmt: skip


def test_every_order_is_proved_on_both_sides(chapter: Chapter) -> None:
    assert len(chapter.names["proofs"]) == 26
    assert all(chapter.names["proofs"])


def test_t_and_c_have_the_same_pairs(chapter: Chapter) -> None:
    tally = chapter.names["tally"]
    assert tally["T"] == tally["C"]
    counts = next(table for table in chapter.tables if "that agree" in table.header)
    assert [(row["counts"], row["that agree"]) for row in counts.rows] == [(81, 81)] * 2


def test_the_patterns_of_the_proofs_have_the_answers_that_they_are_drawn_under(chapter: Chapter) -> None:
    questions = (retinas.t_or_c(3), retinas.connectedness(3, 3))
    for question, yes, no in zip(questions, ("T", "connected"), ("C", "in pieces"), strict=True):
        for name, answer in ((yes, True), (no, False)):
            for pattern in chapter.names["PROOFS"][name].reshape(4, 9):
                (place,) = (pattern == question.X).all(axis=1).nonzero()[0]
                assert question.truth[place] == answer


def test_three_points_at_a_time_tell_t_from_c(chapter: Chapter) -> None:
    assert chapter.names["found"].order == 3


def test_that_xor_ended_the_field_is_called_disputed(chapter: Chapter) -> None:
    assert "put an end to the field is disputed" in " ".join(chapter.page.markdown.split())
    assert "1969_xor.md" in chapter.page.markdown
