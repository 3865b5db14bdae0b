"""MADALINE learns XOR under each element, and shares out what one unit cannot do."""

from __future__ import annotations

from neurohistory.site.chapters import Chapter


def test_the_rule_moves_just_as_many_units_as_it_takes(chapter: Chapter) -> None:
    moved = chapter.names["moved"]
    assert moved("majority", 1.0) == [5]
    assert moved("or", -1.0) == [2, 4]
    assert moved("and", 1.0) == [1, 3, 5]
    assert moved("or", 1.0) == moved("and", -1.0) == []  # it is right


def test_xor_is_learned_under_each_element_and_never_by_one_unit(chapter: Chapter) -> None:
    solved = chapter.names["solved"]
    assert [*solved] == ["OR of 2", "AND of 2", "majority of 3"]
    assert min(trial.success_rate for trial in solved.values()) > 0.99
    assert chapter.names["studies"]["one unit"].n_solved == 0


def test_the_majority_is_an_or_again(chapter: Chapter) -> None:
    assert sorted(chapter.names["votes"].sum(axis=0)) == [1, 1, 4]


def test_two_units_can_do_xor_and_four_parity_of_three(chapter: Chapter) -> None:
    for row in chapter.names["expected"]:
        assert (row["XOR"] == "cannot") == (row["XNOR"] == "cannot") == (row["units"] == 1)
        assert (row["parity of 3"] == "cannot") == (row["units"] < 4)
    assert chapter.names["four"].interval[0] > 0.7


def test_slow_steps_harm_rule_one_and_help_rule_two(chapter: Chapter) -> None:
    interval = {name: trial.interval for name, trial in chapter.names["studies"].items()}
    for name in ("OR of 2", "AND of 2"):
        stuck = interval[f"{name}, slow"][1]
        assert stuck < interval[name][0]
        assert stuck < interval["majority of 3, slow"][0]
    assert interval["Rule II, 2 units"][1] < 0.75
    assert interval["Rule II, 2 units, slow"][0] > 0.9


def test_the_caption_says_how_many_starts_stand_behind_each_line(chapter: Chapter) -> None:
    assert [trial.n_starts for trial in chapter.names["studies"].values()] == [1000] * 3 + [250] * 6


def test_the_dates_are_those_of_the_sources(chapter: Chapter) -> None:
    text = " ".join(chapter.page.markdown.split())
    assert "seven years before the [book of 1969]" in text
    assert "Rule II, by Winter and Widrow, came in 1987" in text
    assert "435–461" in text
    assert "We do not know that XOR was tried in 1962" in text
