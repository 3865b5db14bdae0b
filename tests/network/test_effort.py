"""What learning costs, each number worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory import AND, XOR, load, train
from neurohistory.network.effort import NOTHING, Effort, counted, is_counted, shown, spend
from neurohistory.network.filters import lms
from neurohistory.network.groups import Group, GroupedNet
from neurohistory.network.memories import settle, store
from neurohistory.network.source_sets import SourceSets, random_dots
from neurohistory.network.stack import fine_tune, pretrain, start_stack, unroll, unrolled_network
from neurohistory.network.sweeps import sweep_until
from neurohistory.network.two_phases import Encoder


def test_nothing_is_counted_where_nobody_asks() -> None:
    spend(presentations=1)
    assert not is_counted()
    with counted() as count:
        assert is_counted()
    assert count.effort == NOTHING


def test_a_count_within_a_count_is_its_own() -> None:
    with counted() as outer:
        shown(1, 1)
        with counted() as inner:
            shown(2, 5)
        shown(1, 3)
    assert inner.effort == Effort(2, 0, 10, 5)
    assert outer.effort == Effort(2, 0, 4, 3)


def test_a_count_ends_with_its_block_also_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), counted():
        raise ZeroDivisionError
    assert not is_counted()


def test_a_perceptron_by_hand() -> None:
    # From zero weights in order, AND takes 5 epochs with corrections and one without; each of the 24
    # presentations asks 3 weights, and each correction moves 3.
    unit = load("perceptron")(order="cyclic", initial_scale=0)
    with counted() as count:
        history = train(unit, AND.X, AND.target)
    corrections = int(history.end.updates[0])
    assert count.effort == Effort(
        4 * history.n_epochs, corrections, 3 * (4 * history.n_epochs + corrections), 3
    )


def test_a_start_that_is_done_costs_nothing_more() -> None:
    # One start has learned AND before it begins, and is shown it once; the other goes on.
    unit = load("perceptron")(order="cyclic")
    initial = {"bias": np.array([0.0, -1.5]), "weights": np.array([[0.0, 1.0], [0.0, 1.0]])}
    state = unit.start(AND.X, AND.target, 2, np.random.default_rng(0))
    state = state._replace(bias=initial["bias"], weights=initial["weights"])
    with counted() as both:
        history = train(unit, AND.X, AND.target, n_starts=2, initial=state)
    assert both.effort.presentations == 4 * history.n_epochs + 4


def test_fitting_and_training_cost_the_same() -> None:
    unit = load("adaline")(random_state=0, max_epochs=7)
    with counted() as fitted:
        unit.fit(XOR.X, XOR.y)
    with counted() as trained:
        train(unit, XOR.X, XOR.target, rng=0)
    assert fitted.effort == trained.effort == Effort(28, 28, 3 * 56, 3)


def test_back_propagation_by_hand() -> None:
    # 2-2-1 has 9 weights.  An example asks all 9, has a derivative by each, and carries its error back
    # along the 2 that lead from the hidden units; a step moves 9.
    network = load("backprop")(max_epochs=5)
    with counted() as count:
        train(network, XOR.X, XOR.target, n_starts=3, rng=0)
    assert count.effort == Effort(60, 15, 60 * (9 + 9 + 2) + 15 * 9, 9)


def test_a_net_of_groups_costs_what_the_same_layers_cost() -> None:
    net = GroupedNet([2], [Group(2, (0,)), Group(1, (1,))])
    d = XOR.truth[:, None].astype(float)
    with counted() as count:
        sweep_until(net, net.start(0.3, 3, np.random.default_rng(0)), XOR.X, d, rate=0.5, sweeps=5)
    # A look at the end, which updates nothing, is a sixth sweep.
    assert count.effort == Effort(72, 15, 72 * 20 + 15 * 9, 9)


def test_shortcuts_carry_no_error_to_the_inputs() -> None:
    # 3 weights to the hidden unit, 4 to the output, 1 of them from the hidden unit.
    net = GroupedNet([2], [Group(1, (0,)), Group(1, (0, 1))])
    with counted() as count:
        net.gradient(np.zeros((7, 1)), XOR.X[:1], np.ones((1, 1)))
    assert count.effort == Effort(1, 0, 7 + 7 + 1, 7)


def test_a_filter_and_a_memory_by_hand() -> None:
    with counted() as count:
        lms(np.ones((10, 2)), np.ones(10), 0.1)
    assert count.effort == Effort(10, 10, 40, 2)
    memories = np.array([[1, 0, 1, 0], [1, 1, 0, 0]])
    with counted() as stored:
        T = store(memories)
    assert stored.effort == Effort(2, 2, 12, 6)
    with counted() as settled:
        settle(T, memories[:1], np.random.default_rng(0))
    assert settled.effort.presentations == 1
    assert settled.effort.multiply_adds % 16 == 0  # four units look at four, round by round


def test_source_sets_count_their_fixed_wires() -> None:
    rng = np.random.default_rng(0)
    machine, stimuli = SourceSets(50, 400, rng), random_dots(5, rng)
    with counted() as count:
        machine.taught(stimuli, "alpha")
    fires = int(machine.active(stimuli[0]).sum())
    assert count.effort.multiply_adds - fires <= 10 * 100 * 10  # ten wires to each of 100 units
    assert count.effort[:2] == (10, 10)
    assert count.effort.parameters == 100


def test_a_boltzmann_machine_by_hand() -> None:
    # 2-1-2 has 5 units: 4 visible ones linked within their group (2), all to the hidden one (4), and 5
    # biases.  Four runs of each phase; the hidden unit looks at 5 links once, and free units at
    # 2 x 6 + 5 in each of 20 units of time; 10 states of each phase are counted over 11 links.
    with counted() as count:
        Encoder(2, 1).learn(1, np.random.default_rng(0), most=1)
    assert count.effort == Effort(4, 1, 4 * (5 + 20 * 17 + 2 * 10 * 11) + 11, 11)


def test_a_stack_by_hand() -> None:
    # 3-2 has 6 weights and 5 biases.  CD-1: up, down, up, two products; then 3-2-3 has 17 weights, 6 of
    # them from the hidden units.
    rng = np.random.default_rng(0)
    X, stack = np.eye(3), start_stack((3, 2), 1, rng)
    with counted() as count:
        ((stack, _),) = pretrain(stack, X, rng, epochs=1)
    assert count.effort == Effort(3, 1, 3 * 11 * 5 + 11, 11)
    theta = unroll(stack)
    tuning = fine_tune(
        unrolled_network(stack, linear_code=True), theta, np.zeros_like(theta), X, X, rng, epochs=1,
        learning_rate=0.1,
    )  # fmt: skip
    with counted() as tuned:
        list(tuning)
    assert tuned.effort == Effort(3, 1, 3 * (17 + 17 + 6) + 17, 17)
