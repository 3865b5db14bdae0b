"""Contrastive divergence: by hand, and the fast form against the plain one and the exact mean."""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np
import pytest

from neurohistory.network.boltzmann import Machine, start_machine, visible_probabilities
from neurohistory.network.contrastive_divergence import contrastive_divergence, plain_contrast
from neurohistory.network.enumeration import expected_contrast, log_likelihood, states


def any_machine(n_visible: int, n_hidden: int, n_starts: int = 1, seed: int = 0) -> Machine:
    rng = np.random.default_rng(seed)
    return start_machine(n_visible, n_hidden, n_starts, rng, scale=1.0)._replace(
        visible_bias=rng.standard_normal((n_visible, n_starts)),
        hidden_bias=rng.standard_normal((n_hidden, n_starts)),
    )


def repeated(machine: Machine, n_starts: int) -> Machine:
    return Machine._make(np.repeat(field, n_starts, axis=-1) for field in machine)


def last(*arguments: Any, **settings: Any) -> Machine:
    (end,) = deque(contrastive_divergence(*arguments, **settings), maxlen=1)
    return end


def sure_machine() -> Machine:
    """One visible, one hidden unit; weight and biases so large that nothing is left to chance."""
    blank = start_machine(1, 1, 1, np.random.default_rng(0), scale=0)
    return blank._replace(visible_bias=np.array([[-200.0]]), hidden_bias=np.array([[200.0]]))


def test_one_step_matches_the_rule_by_hand() -> None:
    # W = 0, b = -200, c = 200: h is 1 whatever v is, and v comes back as 0.  The data v = 1 and v = 0.5:
    # <v h> = 0.75 against 0, <v> = 0.75 against 0, <h> = 1 against 1.  With rate 0.2 the step is 0.15,
    # 0.15, 0.  The next epoch carries half of it, loses 0.2 * 0.1 * 0.15 = 0.003 of W to decay, and
    # gains 0.15 again: W = 0.15 + 0.075 - 0.003 + 0.15 = 0.372.
    V, rng = np.array([[1.0], [0.5]]), np.random.default_rng(0)
    first, second = contrastive_divergence(
        sure_machine(), V, rng, epochs=2, learning_rate=0.2, momentum=0.5, weight_decay=0.1
    )
    assert first.weights.item() == pytest.approx(0.15)
    assert first.visible_bias.item() == pytest.approx(-200 + 0.15)
    assert first.hidden_bias.item() == 200
    assert second.weights.item() == pytest.approx(0.372)
    assert second.visible_bias.item() == pytest.approx(-200 + 0.15 + 0.225)
    assert (first.epochs.tolist(), second.epochs.tolist()) == ([1], [2])


def test_the_first_of_two_momenta_is_for_five_epochs() -> None:
    # As above, without decay: <v h> gives 0.1 an epoch, so steps 0.1, then momentum 0 for epochs 2-5.
    V, rng = np.array([[1.0]]), np.random.default_rng(0)
    machines = contrastive_divergence(
        sure_machine(), V, rng, epochs=7, learning_rate=0.1, momentum=(0.0, 0.5), weight_decay=0
    )
    steps = np.diff([0.0, *(machine.weights.item() for machine in machines)])
    assert steps == pytest.approx([0.1, 0.1, 0.1, 0.1, 0.1, 0.15, 0.175])


def test_persistent_chains_go_on_from_where_they_were() -> None:
    # W = 0 and b = 0: the visible units are tossed anew, whatever the data, and the chains are bits.
    rng = np.random.default_rng(0)
    blank = start_machine(5, 2, 3, rng, scale=0, n_chains=4)
    one, two = contrastive_divergence(blank, np.ones((2, 5)), rng, epochs=2, persistent=True)
    for before, after in ((blank, one), (one, two)):
        assert after.chains.shape == (4, 5, 3)
        assert set(np.unique(after.chains)) == {0.0, 1.0}
        assert (after.chains != before.chains).any()
    # A machine that never moves keeps its chains: with W steep, a pattern holds itself.
    steep = np.full((5, 1, 1), 400.0)
    held = blank._replace(
        weights=np.repeat(steep, 3, axis=2),
        visible_bias=np.full((5, 3), -200.0),
        hidden_bias=np.full((1, 3), -1000.0),
        weights_velocity=np.zeros((5, 1, 3)),
        hidden_velocity=np.zeros((1, 3)),
        chains=np.ones((4, 5, 3)),
    )
    end = last(held, np.zeros((2, 5)), rng, epochs=1, persistent=True)
    assert (end.chains == 1).all()
    assert (end.weights < 400).all()  # the machine dreams ones, and there are none in the data


def test_chains_are_started_where_there_are_none() -> None:
    rng = np.random.default_rng(0)
    blank = start_machine(3, 2, 2, rng)
    assert last(blank, states(3), rng, epochs=1, persistent=True, batch_size=5).chains.shape == (5, 3, 2)
    assert last(blank, states(3), rng, epochs=1, persistent=True, batch_size=None).chains.shape[0] == 8
    assert last(blank, states(3), rng, epochs=1).chains.shape[0] == 0


def test_chains_are_started_with_bits_by_the_toss_of_a_coin() -> None:
    # Weights of 400 hold every unit as its pattern began: 400 of 800 are on, and 4 sigma are 57.
    rng = np.random.default_rng(0)
    blank = start_machine(1, 1, 8, rng, scale=0)
    held = blank._replace(
        weights=np.full((1, 1, 8), 400.0),
        visible_bias=np.full((1, 8), -200.0),
        hidden_bias=np.full((1, 8), -200.0),
    )
    chains = last(held, np.zeros((100, 1)), rng, epochs=1, persistent=True, learning_rate=0.0).chains
    assert set(np.unique(chains)) == {0.0, 1.0}
    assert abs(chains.sum() - 400) < 57


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_cd_draws_have_the_mean_that_the_chain_has(steps: int) -> None:
    # 20,000 draws of a mean over four examples: four standard errors of products of bits are less
    # than 4 * 0.5 / sqrt(4 * 20000) = 0.0071.
    machine, V = any_machine(4, 3), states(4)[[0, 3, 5, 9]]
    drawn = plain_contrast(repeated(machine, 20_000), V, np.random.default_rng(0), steps)
    for estimate, exact in zip(drawn, expected_contrast(machine, V, steps), strict=True):
        assert estimate.mean(axis=-1) == pytest.approx(exact[..., 0], abs=0.0071)


@pytest.mark.parametrize("own", [False, True], ids=["shared data", "own data"])
@pytest.mark.parametrize("n_starts", [1, 3])
@pytest.mark.parametrize("steps", [1, 2, 5])
def test_the_fast_rule_takes_the_step_of_the_plain_one(steps: int, n_starts: int, own: bool) -> None:
    machine, V = any_machine(5, 4, n_starts), states(5)[::3]
    V = np.repeat(V[..., None], n_starts, axis=2) if own else V
    end = last(
        machine, V, np.random.default_rng(7), epochs=1, steps=steps, learning_rate=0.3,
        momentum=0.0, weight_decay=0.0, batch_size=None,
    )  # fmt: skip
    gradient = plain_contrast(machine, V, np.random.default_rng(7), steps)
    assert end.weights == pytest.approx(machine.weights + 0.3 * gradient.weights, abs=1e-12)
    assert end.visible_bias == pytest.approx(
        machine.visible_bias + 0.3 * gradient.visible_bias, abs=1e-12
    )
    assert end.hidden_bias == pytest.approx(machine.hidden_bias + 0.3 * gradient.hidden_bias, abs=1e-12)


@pytest.mark.parametrize("own", [False, True], ids=["shared data", "own data"])
@pytest.mark.parametrize("n_starts", [1, 2])
def test_a_batch_is_drawn_without_repetition(n_starts: int, own: bool) -> None:
    # Nothing is left to chance but the order, and the step is the sum of all: visible biases of -200
    # bring every unit back as 0, so b gains rate * <v> of each batch, in any order.
    rng = np.random.default_rng(0)
    V = rng.random((10, 3))
    shown = np.repeat(V[..., None], n_starts, axis=2) if own else V
    blank = start_machine(3, 2, n_starts, rng)._replace(visible_bias=np.full((3, n_starts), -200.0))
    end = last(blank, shown, rng, epochs=1, learning_rate=0.1, momentum=0.0, batch_size=4)
    gained = end.visible_bias + 200
    # Batches of 4, 4 and 2: the last two examples weigh twice as much.  Bounds over all orders:
    sums = np.sort(V, axis=0)
    least = 0.1 * (V.sum(axis=0) / 4 + sums[:2].sum(axis=0) / 4)
    most = 0.1 * (V.sum(axis=0) / 4 + sums[-2:].sum(axis=0) / 4)
    assert (gained >= least[:, None] - 1e-9).all()
    assert (gained <= most[:, None] + 1e-9).all()


def test_mean_reconstructions_are_the_practice_of_2006() -> None:
    # c = 200 makes every hidden unit 1, so the reconstruction is logistic(b + W 1) and not a bit:
    # b gains rate (<v> - logistic(b + sum of W)).
    rng = np.random.default_rng(0)
    machine = any_machine(4, 3)._replace(hidden_bias=np.full((3, 1), 200.0))
    V = states(4)[5:9]
    end = last(
        machine, V, rng, epochs=1, learning_rate=0.1, momentum=0.0, weight_decay=0.0,
        reconstruction="mean",
    )  # fmt: skip
    back = visible_probabilities(machine, np.ones((1, 3)))[0]
    expected = machine.visible_bias + 0.1 * (V.mean(axis=0)[:, None] - back)
    assert end.visible_bias == pytest.approx(expected, abs=1e-9)


def test_linear_hidden_units_have_unit_noise() -> None:
    # With b = 0 and one visible unit, v1 = logistic(w h), h = c + w v + noise.  With w = 1, c = 0 and
    # v = 1, the mean of v1 is that of logistic(1 + noise), which quadrature gives.
    rng, n = np.random.default_rng(0), 40_000
    machine = start_machine(1, 1, n, rng, scale=0)._replace(weights=np.ones((1, 1, n)))
    end = last(
        machine, np.ones((1, 1)), rng, epochs=1, learning_rate=1.0, momentum=0.0, weight_decay=0.0,
        hidden="linear", reconstruction="mean",
    )  # fmt: skip
    nodes, shares = np.polynomial.hermite_e.hermegauss(40)
    mean = (shares / (1 + np.exp(-(1 + nodes)))).sum() / shares.sum()
    assert 1 - end.visible_bias.mean() == pytest.approx(mean, abs=0.004)  # four standard errors
    # The statistics are of the means: <v h> = 1 * 1 - v1 * v1, <h> = 1 - v1.
    v1 = 1 - end.visible_bias[0]
    assert end.weights[0, 0] == pytest.approx(1 + 1 - v1**2, abs=1e-9)
    assert end.hidden_bias[0] == pytest.approx(1 - v1, abs=1e-9)


def test_learning_raises_the_likelihood() -> None:
    rng = np.random.default_rng(0)
    V = np.array([[1.0, 1, 0, 0], [0, 0, 1, 1]])
    start = start_machine(4, 3, 50, rng)
    assert log_likelihood(start, V).mean() == pytest.approx(-4 * np.log(2), abs=0.05)
    for settings in ({}, {"persistent": True}, {"steps": 5}):
        end = last(start, V, rng, epochs=400, learning_rate=0.05, momentum=0.5, **settings)
        assert log_likelihood(end, V).mean() > -1.2  # the best is -ln 2 = -0.69


@pytest.mark.parametrize("n_starts", [1, 4])
@pytest.mark.parametrize("settings", [{}, {"persistent": True}, {"steps": 3, "batch_size": 3}])
def test_resuming_is_exact_and_yielded_machines_stay(n_starts: int, settings: dict[str, Any]) -> None:
    rng, V = np.random.default_rng(0), states(4)[::2]
    start = start_machine(4, 3, n_starts, rng, n_chains=5 if "persistent" in settings else 0)
    kept = [field.copy() for field in start]
    straight = contrastive_divergence(start, V, rng, epochs=8, **settings)
    machines, copies = [], []
    for machine in straight:
        machines.append(machine)
        copies.append([field.copy() for field in machine])
        if len(machines) == 3:
            later = np.random.default_rng()
            later.bit_generator.state = rng.bit_generator.state
    resumed = list(contrastive_divergence(machines[2], V, later, epochs=5, **settings))
    for one, other in zip(machines[3:], resumed, strict=True):
        assert all((a == b).all() for a, b in zip(one, other, strict=True))
    for fields, copy in ((start, kept), *zip(machines, copies, strict=True)):
        assert all((a == b).all() for a, b in zip(fields, copy, strict=True))


@pytest.mark.parametrize("n_starts", [1, 3])
@pytest.mark.parametrize("hidden", ["binary", "linear"])
def test_single_precision_stays_single(n_starts: int, hidden: Any) -> None:
    rng = np.random.default_rng(0)
    machine = start_machine(5, 4, n_starts, rng, np.float32, n_chains=2)
    V = rng.random((6, 5))  # double
    end = last(machine, V, rng, epochs=2, persistent=True, hidden=hidden, batch_size=4)
    assert {field.dtype for field in end[:-1]} == {np.dtype(np.float32)}


# Bad input ------------------------------------------------------------------------------------------


def test_what_is_no_probability_is_refused() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"V\[0, 1\] is 255; .*scale the data to 0 to 1"):
        contrastive_divergence(start_machine(2, 2, 1, rng), np.array([[0.0, 255.0]]), rng, epochs=1)


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"steps": 0}, "steps and batch_size must be at least 1"),
        ({"batch_size": 0}, "steps and batch_size must be at least 1"),
        ({"epochs": -1}, "epochs not negative"),
        ({"hidden": "gaussian"}, "hidden must be 'binary' or 'linear', not 'gaussian'"),
        ({"reconstruction": "none"}, "reconstruction must be 'sampled' or 'mean', not 'none'"),
        ({"persistent": True, "reconstruction": "mean"}, "take reconstruction='sampled'"),
    ],
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, Any], complaint: str) -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=complaint):
        contrastive_divergence(start_machine(2, 2, 1, rng), states(2), rng, **{"epochs": 1, **settings})
