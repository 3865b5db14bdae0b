"""From the papers' recipes to today's: what each change was worth, as the chapter tells it."""

from __future__ import annotations

from itertools import pairwise

from neurohistory.site.chapters import Chapter


def values(chapter: Chapter, name: str, key: str) -> list[float]:
    return [row[key] for row in chapter.names["ladders"][name]]


def test_the_perceptron_jumps_where_the_error_becomes_smooth(chapter: Chapter) -> None:
    unseen = values(chapter, "perceptron", "unseen")
    jumps = [after - before for before, after in pairwise(unseen)]
    assert jumps.index(max(jumps)) == 3  # to the fifth rung
    assert unseen[0] < 0.85
    assert min(unseen[4:]) > 0.92


def test_adaline_stands_on_the_top_rung_from_the_first(chapter: Chapter) -> None:
    unseen = values(chapter, "adaline", "unseen")
    assert max(unseen) - unseen[0] < 0.01
    assert unseen[-1] == values(chapter, "perceptron", "unseen")[-1]


def test_on_xor_todays_units_lose_starts_until_there_are_more_of_them(chapter: Chapter) -> None:
    first, cross_entropy, glorot, tanh, relu, he, adam, wide = values(
        chapter, "backprop", "success_rate"
    )
    assert max(first, cross_entropy, glorot) - min(first, cross_entropy, glorot) < 0.05
    assert 0.45 < tanh < 0.65
    assert max(relu, he, adam) < 0.25
    assert wide > first + 0.05
    epochs = values(chapter, "backprop", "median_epochs")
    assert epochs[2] < epochs[1] / 3
    assert epochs[-1] < epochs[0] / 10


def test_first_weights_and_another_unit_make_up_for_pretraining(chapter: Chapter) -> None:
    pretrained, without, glorot, relu, *_ = values(chapter, "deep", "unseen")
    assert without < pretrained - 0.02
    assert without < glorot < pretrained
    assert abs(relu - pretrained) < 0.01


def test_the_tables_have_a_row_for_each_rung(chapter: Chapter) -> None:
    for name, title in (("perceptron", "Perceptron"), ("deep", "Deep network")):
        assert len(chapter.table(title)) == len(chapter.names["ladders"][name])
