"""Cross-validation chooses among kernels, and prior knowledge is worth hundreds of examples."""

from __future__ import annotations

from neurohistory.site.chapters import Chapter


def test_cross_validation_chooses_well_for_thirty_four_times_the_work(chapter: Chapter) -> None:
    choices = chapter.names["choices"]
    assert [row["problem"] for row in choices] == ["spirals", "digits"]
    assert min(row["% right on others"] for row in choices) > 93
    assert chapter.names["fits"] == 68


def test_prior_knowledge_is_worth_hundreds_of_examples_and_of_no_use_elsewhere(chapter: Chapter) -> None:
    rows = {(row["problem"], row["examples"]): row for row in chapter.names["rows"]}
    spirals, few = rows["spirals", 300], rows["spirals", 10]
    assert spirals["our own: % right"] == few["our own: % right"] == 100
    assert spirals["radial: % right"] == 100
    assert few["radial: % right"] < 65
    for name in ("moons", "circles"):
        assert rows[name, 300]["our own: % right"] < 70 < rows[name, 300]["radial: % right"]
