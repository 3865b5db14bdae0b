"""Training, step by step: each step by hand agrees with the package."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.site.chapters import Chapter


def test_one_example_by_hand_is_what_the_package_answers(chapter: Chapter) -> None:
    names = chapter.names
    outputs = names["network"].outputs(names["theta"], names["X"])[0, :, 0]
    assert names["a3"] == pytest.approx(outputs)
    assert names["d"].tolist() == [0, 1, 0]


def test_the_cost_of_the_start_is_near_that_of_always_one_half(chapter: Chapter) -> None:
    names = chapter.names
    network, X, target = names["network"], names["X"], names["target"]
    assert names["J"] == pytest.approx(network.cost_of(names["theta"], X, target)[0])
    assert network.cost_of(0 * names["theta"], X, target)[0] == pytest.approx(3 * np.log(2))
    assert names["J"] == pytest.approx(3 * np.log(2), rel=0.05)


def test_the_accumulators_give_the_gradient_of_all_examples_at_once(chapter: Chapter) -> None:
    assert max(chapter.names["apart"]) < 1e-14
    assert chapter.names["J_slides"] == pytest.approx(chapter.names["J"])


def test_small_rates_go_down_in_every_step_and_a_large_one_jumps(chapter: Chapter) -> None:
    rises = {row["α"]: row["steps that rise"] for row in chapter.table("After 300 steps")}
    assert rises[0.1] == rises[0.5] == 0
    assert rises[16] > 100


def test_the_loop_is_what_the_model_of_the_package_does(chapter: Chapter) -> None:
    assert np.allclose(chapter.names["history"].loss[:, 0], chapter.names["curves"][2])
