"""Why not start from zero: equal units stay equal, and do the work of one."""

from __future__ import annotations

import pytest

from neurohistory.site.chapters import Chapter


def test_units_that_start_from_zeros_stay_identical(chapter: Chapter) -> None:
    zero = chapter.names["zero"]
    below, above = zero.model.network(zero.history.end).layers(zero.history.end.theta)
    assert (below == below[:, :1]).all()
    assert (above[1:] == above[1:2]).all()
    columns = ("bias", "from x₁", "from x₂")
    for start, n_different in (("zeros", 1), ("random", 4)):
        rows = chapter.table(f"One start from {start}")
        assert len(rows) == 4
        assert len({tuple(row[name] for name in columns) for row in rows}) == n_different


def test_every_random_start_goes_deeper_than_zeros(chapter: Chapter) -> None:
    assert chapter.names["zero"].final_loss == pytest.approx(1.36, abs=0.005)
    assert chapter.names["drawn"].final_loss == pytest.approx(0.9, abs=0.05)
    assert chapter.names["ends"].max() < 1.0


def test_the_plateau_is_the_cost_of_answering_the_frequencies_of_the_classes(chapter: Chapter) -> None:
    assert chapter.names["plateau"] == pytest.approx(chapter.names["constant"], abs=0.003)


def test_on_xor_nothing_ever_moves(chapter: Chapter) -> None:
    assert not chapter.names["stuck"].end.theta.any()
