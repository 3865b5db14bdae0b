"""Is the gradient right: the check finds a fault that the cost does not."""

from __future__ import annotations

import pytest

from neurohistory.site.chapters import Chapter


def test_gradient_check_finds_the_missing_factor_that_the_cost_does_not(chapter: Chapter) -> None:
    names = chapter.names
    assert names["check"].largest_difference < 1e-8
    for row in chapter.table("The gradient, twice"):
        assert row["back-propagation"] == pytest.approx(row["differences"], abs=1e-8)
    first = names["network"].cost_of(names["theta"], names["X"], names["target"])[0]
    assert names["J_right"] < names["J_wrong"] < first  # it falls all the same
    assert names["off"] > 0.1


def test_a_tenth_of_the_step_has_a_hundredth_of_the_error_until_rounding_takes_over(
    chapter: Chapter,
) -> None:
    errors = chapter.names["errors"]
    assert errors[0] < 1e-3
    assert 80 < errors[0] / errors[1] < 120
    assert 1e-6 <= chapter.names["best"] <= 1e-3
