"""Early stopping by hand: what is remembered, and how long it is waited."""

from __future__ import annotations

import numpy as np

from neurohistory.network.patience import start_patience

BOTH = np.array([True, True])


def test_a_lower_cost_is_remembered_with_its_weights_and_others_are_waited_for() -> None:
    patience = start_patience(np.array([[1.0, 2.0]]))  # one weight, two starts
    costs = ([0.5, 0.5], [0.4, 0.6], [0.4, 0.3])
    for epoch, cost in enumerate(costs):
        patience = patience.step(np.full((1, 2), 10.0 * epoch), np.array(cost), BOTH)
    # The first start was best after the second epoch (an equal cost is no lower one), the other last.
    assert patience.best.tolist() == [[10.0, 20.0]]
    assert patience.cost.tolist() == [0.4, 0.3]
    assert patience.waited.tolist() == [1, 0]


def test_a_start_that_learns_no_more_keeps_its_best() -> None:
    patience = start_patience(np.zeros((3, 2)))
    after = patience.step(np.ones((3, 2)), np.zeros(2), np.array([True, False]))
    assert after.best.tolist() == [[1.0, 0.0]] * 3
    assert after.cost.tolist() == [0.0, np.finfo(float).max]


def test_the_arithmetic_follows_the_weights() -> None:
    patience = start_patience(np.zeros((3, 2), np.float32))
    after = patience.step(np.ones((3, 2), np.float32), np.zeros(2, np.float32), BOTH)
    assert after.best.dtype == after.cost.dtype == patience.cost.dtype == np.float32


def test_a_start_out_of_patience_stops_at_its_best_weights_and_no_other_is_touched() -> None:
    patience = start_patience(np.zeros((1, 3))).step(np.ones((1, 3)), np.ones(3), np.ones(3, bool))
    patience = patience.step(np.full((1, 3), 2.0), np.array([2.0, 0.5, 2.0]), np.ones(3, bool))
    theta, learning = patience.stop(np.full((1, 3), 2.0), np.array([True, True, False]), 1)
    assert theta.tolist() == [[1.0, 2.0, 2.0]]
    assert learning.tolist() == [False, True, False]
    theta, learning = patience.stop(np.full((1, 3), 3.0), np.array([True, True, False]), 0)
    assert theta.tolist() == [[1.0, 2.0, 3.0]]
    assert not learning.any()
