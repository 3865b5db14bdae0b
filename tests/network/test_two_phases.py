"""The machine of 1985: what is drawn while nobody is held, and when codes differ."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from neurohistory.network.two_phases import SCHEDULE, Encoder


def test_the_free_phase_draws_from_the_law_of_boltzmann() -> None:
    machine, rng = Encoder(2, 1), np.random.default_rng(0)
    W = 8 * rng.normal(size=(6, 6)) * machine._linked[:, :, 0]
    W = np.triu(W, 1) + np.triu(W, 1).T
    states = np.array([[*bits, 1] for bits in product((0, 1), repeat=5)])
    weight = np.exp(0.5 * np.einsum("si,ij,sj->s", states, W, states) / SCHEDULE[-1][1])
    exact = (states * (weight / weight.sum())[:, None]).T @ states
    drawn = machine._together(machine._free(np.repeat(W[:, :, None], 4000, axis=2), rng))
    assert drawn.mean(axis=2) == pytest.approx(exact, abs=0.01)


def test_units_that_are_not_linked_get_no_weight() -> None:
    linked = Encoder(2, 2)._linked[:, :, 0]
    assert not linked[:2, 2:4].any()  # the groups do not see each other
    assert not linked[4:6, 4:6].any()  # nor do the hidden units
    assert linked[:4, 4:6].all()
    assert linked[0, 1]
    assert linked[:-1, -1].all()
    assert not linked.diagonal().any()


def test_codes_are_counted_that_are_far_enough_from_all_before() -> None:
    machine = Encoder(4, 3)
    weights = np.zeros((12, 12, 1))
    signs = np.array([[1, 1, 1], [1, 1, -1], [-1, -1, 1], [1, 1, 1]])  # the last is the first again
    weights[8:11, :4, 0] = weights[8:11, 4:8, 0] = signs.T
    assert machine.codes(weights).tolist() == [3]
    assert machine.codes(weights, apart=2).tolist() == [2]
