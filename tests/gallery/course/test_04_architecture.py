"""How many hidden units: more help, and the number of inputs tells little."""

from __future__ import annotations

from neurohistory.site.chapters import Chapter

RIGHT = "unseen examples answered rightly, %"


def medians(chapter: Chapter, problem: str) -> dict[int, float]:
    return {row["hidden"]: row["median"] for row in chapter.table(f"{problem}: {RIGHT}")}


def test_weights_are_counted_with_a_bias_unit_in_each_layer(chapter: Chapter) -> None:
    rows = {row["problem"]: row for row in chapter.table("Weights with 16 hidden units")}
    assert rows["XOR"]["weights"] == 3 * 16 + 17
    assert rows["digits"]["weights"] == 65 * 16 + 17 * 10


def test_more_hidden_units_solve_xor_more_often(chapter: Chapter) -> None:
    rows = {row["hidden"]: row for row in chapter.table("XOR by width")}
    assert rows[1]["solved, %"] == 0
    assert rows[1]["median"] is None
    assert 80 < rows[2]["solved, %"] < 97
    assert rows[2]["to, %"] < rows[4]["from, %"]
    assert rows[4]["solved, %"] == rows[8]["solved, %"] == 100
    assert rows[8]["median"] < rows[4]["median"] < rows[2]["median"]


def test_units_help_up_to_eight_on_the_moons_and_up_to_sixteen_on_the_spirals(chapter: Chapter) -> None:
    moons, spirals = medians(chapter, "moons"), medians(chapter, "spirals")
    assert moons[8] - moons[2] >= 3
    assert abs(moons[16] - moons[8]) <= 2
    assert spirals[2] < 80 < 97 < spirals[16]


def test_the_number_of_inputs_is_more_than_the_digits_need(chapter: Chapter) -> None:
    assert len(chapter.names["digits"].X) == 1347
    unseen = {
        row["hidden"]: row["unseen, %"] for row in chapter.table("Digits answered rightly, medians")
    }
    assert unseen[64] - unseen[16] < 2.5
    assert unseen[4] < 90 < 95 < unseen[16]
