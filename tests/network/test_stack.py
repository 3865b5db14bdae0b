"""Stacks of machines: greedy, unrolled exactly, and tuned by the gradient that differences confirm."""

from __future__ import annotations

from collections import deque
from itertools import islice
from math import exp, log

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.decomposition import PCA

from neurohistory.network.activations import ACTIVATIONS
from neurohistory.network.boltzmann import (
    hidden_probabilities,
    visible_probabilities,
)
from neurohistory.network.contrastive_divergence import contrastive_divergence
from neurohistory.network.costs import COSTS, SOFT_CROSS_ENTROPY
from neurohistory.network.gradient_check import gradient_check, on_a_kink
from neurohistory.network.optimizers import Momentum
from neurohistory.network.propagation import Network
from neurohistory.network.slides import cost_and_gradient
from neurohistory.network.stack import (
    Stack,
    fine_tune,
    pretrain,
    start_stack,
    unroll,
    unrolled_network,
)

Array = NDArray[np.floating]

LOGISTIC, LINEAR = ACTIVATIONS["logistic"], ACTIVATIONS["linear"]
CODE_RATE = 0.001


def a_stack(n_starts: int = 1, scale: float = 1.0, seed: int = 0) -> Stack:
    """Three machines 6-5-4-2 with biases that are not zero."""
    rng = np.random.default_rng(seed)
    return tuple(
        machine._replace(
            visible_bias=rng.standard_normal(machine.visible_bias.shape),
            hidden_bias=rng.standard_normal(machine.hidden_bias.shape),
        )
        for machine in start_stack((6, 5, 4, 2), n_starts, rng, scale=scale)
    )


def some_data(n: int = 7, seed: int = 1) -> Array:
    return np.random.default_rng(seed).random((n, 6))


# The cost of soft targets --------------------------------------------------------------------------


def test_the_cost_of_a_gray_pixel_by_hand() -> None:
    # z = 1: h = 1 / (1 + 1/e); wanted 0.3: -0.3 ln h - 0.7 ln (1 - h)
    h = 1 / (1 + exp(-1))
    z, wanted = np.array([[[1.0]]]), np.array([[[0.3]]])
    by_hand = -0.3 * log(h) - 0.7 * log(1 - h)
    assert SOFT_CROSS_ENTROPY.value(z, wanted, LOGISTIC).item() == pytest.approx(by_hand, abs=1e-12)
    assert SOFT_CROSS_ENTROPY.delta(z, wanted, LOGISTIC).item() == pytest.approx(h - 0.3, abs=1e-12)


def test_for_black_and_white_it_is_the_cross_entropy() -> None:
    rng = np.random.default_rng(0)
    z, wanted = 5 * rng.standard_normal((4, 3, 2)), rng.integers(0, 2, (4, 3, 1)).astype(float)
    ours, plain = (
        cost.value(z, wanted, LOGISTIC) for cost in (SOFT_CROSS_ENTROPY, COSTS["cross_entropy"])
    )
    assert np.allclose(ours, plain, rtol=1e-12)
    SOFT_CROSS_ENTROPY.check(np.array([[0.3]]))  # which the cross-entropy refuses
    with pytest.raises(ValueError, match="0 or 1"):
        COSTS["cross_entropy"].check(np.array([[0.3]]))


# Pretraining --------------------------------------------------------------------------------------


def test_each_machine_learns_what_the_one_below_makes_of_the_data() -> None:
    # Referee: contrastive divergence on each machine by itself, with the same draws.
    stack, V, rng = a_stack(2), some_data(30), np.random.default_rng(5)
    (trained, depth) = deque(pretrain(stack, V, rng, epochs=7, code_rate=CODE_RATE), maxlen=1)[0]
    rng, data = np.random.default_rng(5), V
    for level, machine in enumerate(stack):
        code = level == 2
        rule = contrastive_divergence(
            machine,
            data,
            rng,
            epochs=7,
            learning_rate=CODE_RATE if code else 0.1,
            momentum=(0.5, 0.9),
            weight_decay=0.0002,
            batch_size=100,
            hidden="linear" if code else "binary",
            reconstruction="mean",
        )
        (alone,) = deque(rule, maxlen=1)
        for ours, theirs in zip(trained[level], alone, strict=True):
            assert ours.tobytes() == theirs.tobytes()
        data = hidden_probabilities(alone, data)
    assert depth == 3


def test_it_is_greedy_one_machine_at_a_time() -> None:
    stack, V = a_stack(), some_data()
    seen = list(pretrain(stack, V, np.random.default_rng(0), epochs=2))
    assert [depth for _, depth in seen] == [1, 1, 2, 2, 3, 3]
    before = stack
    for after, depth in seen:
        moved = [not np.array_equal(a.weights, b.weights) for a, b in zip(after, before, strict=True)]
        assert moved == [level == depth - 1 for level in range(3)]
        before = after


@pytest.mark.parametrize("after", [1, 3, 4, 6])
def test_pretraining_goes_on_where_it_was_left(after: int) -> None:
    stack, V = a_stack(), some_data(250)
    straight = list(pretrain(stack, V, np.random.default_rng(0), epochs=3, code_rate=CODE_RATE))
    rng = np.random.default_rng(0)
    first = list(islice(pretrain(stack, V, rng, epochs=3, code_rate=CODE_RATE), after))
    resumed = first + list(pretrain(first[-1][0], V, rng, epochs=3, code_rate=CODE_RATE))
    assert len(resumed) == len(straight) == 9
    for (ours, _), (theirs, _) in zip(resumed, straight, strict=True):
        assert all(
            a.tobytes() == b.tobytes()
            for x, y in zip(ours, theirs, strict=True)
            for a, b in zip(x, y, strict=True)
        )


def test_machines_that_have_had_their_epochs_are_left_alone() -> None:
    stack, V, rng = a_stack(), some_data(), np.random.default_rng(0)
    ((trained, _),) = deque(pretrain(stack, V, rng, epochs=3), maxlen=1)
    assert list(pretrain(trained, V, rng, epochs=2)) == []
    assert [depth for _, depth in pretrain(trained, V, rng, epochs=4)] == [1, 2, 3]


# Unrolling ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("linear", [True, False], ids=["linear code", "logistic code"])
@pytest.mark.parametrize("n_starts", [1, 3])
def test_unrolled_it_gives_back_what_the_machines_do(n_starts: int, linear: bool) -> None:
    stack, V = a_stack(n_starts), some_data()
    seen: Array = V
    for level, machine in enumerate(stack):
        code = linear and level == 2
        seen = hidden_probabilities(machine, seen, "linear" if code else "binary")
    for machine in reversed(stack):
        seen = visible_probabilities(machine, seen)
    network = unrolled_network(stack, linear_code=linear)
    assert network.sizes == (6, 5, 4, 2, 4, 5, 6)
    assert np.allclose(network.outputs(unroll(stack), V), seen, rtol=0, atol=1e-14)


def test_the_gradient_of_the_unrolled_network_is_that_of_differences() -> None:
    stack, V = a_stack(), some_data()
    network = unrolled_network(stack, linear_code=True)
    theta = unroll(stack)[:, 0]
    assert gradient_check(network, theta, V, V).largest_difference < 1e-6
    assert not on_a_kink(network, theta, V).any()


def test_the_slides_know_the_linear_code_too() -> None:
    stack, V = a_stack(), some_data()
    network, theta = unrolled_network(stack, linear_code=True), unroll(stack)
    J, D = cost_and_gradient(network, [matrix[..., 0] for matrix in network.layers(theta)], V, V)
    assert network.cost_of(theta, V, V[:, :, None]).item() == pytest.approx(J, abs=1e-12)
    fast = network.layers(network.gradient(theta, V, V[:, :, None]))
    for slow, matrix in zip(D, fast, strict=True):
        assert np.allclose(slow, matrix[..., 0], rtol=0, atol=1e-14)


def test_a_network_needs_an_activation_for_each_hidden_layer_or_one_for_all() -> None:
    with pytest.raises(ValueError, match="2 hidden layers need as many activations, not 1"):
        Network((3, 2, 2, 3), LOGISTIC, SOFT_CROSS_ENTROPY, units=(LINEAR,))
    mixed = Network((2, 2, 1), LOGISTIC, SOFT_CROSS_ENTROPY, units=(ACTIVATIONS["step"],))
    with pytest.raises(ValueError, match="'step' of layer 2 has no derivative"):
        mixed.gradient(np.ones((mixed.n_parameters, 1)), np.ones((1, 2)), np.ones((1, 1, 1)))


# Fine-tuning --------------------------------------------------------------------------------------


def test_two_steps_by_hand() -> None:
    # One linear unit z = b + w x, J = (z - 3)^2 / 2, x = 2, from b = w = 0; rate 0.1, momentum 0.5.
    # z = 0: dJ/db = -3, dJ/dw = -6: v = (0.3, 0.6) = theta.
    # z = 0.3 + 1.2 = 1.5: dJ = (-1.5, -3): v = 0.5 (0.3, 0.6) + (0.15, 0.3) = (0.3, 0.6), so
    # theta = (0.6, 1.2).
    network = Network((1, 1), LINEAR, COSTS["squared_error"])
    zero, x, d = np.zeros((2, 1)), np.array([[2.0]]), np.array([[3.0]])
    steps = fine_tune(
        network, zero, zero, x, d, np.random.default_rng(0), epochs=2, learning_rate=0.1, momentum=0.5
    )
    (one, v_one), (two, v_two) = steps
    assert one[:, 0].tolist() == pytest.approx([0.3, 0.6], abs=1e-15)
    assert v_one[:, 0].tolist() == pytest.approx([0.3, 0.6], abs=1e-15)
    assert two[:, 0].tolist() == pytest.approx([0.6, 1.2], abs=1e-15)
    assert v_two[:, 0].tolist() == pytest.approx([0.3, 0.6], abs=1e-15)
    assert not zero.any()


def test_agrees_with_the_optimizer_of_that_name() -> None:
    stack, V = a_stack(), some_data(25)
    network, theta = unrolled_network(stack, linear_code=True), unroll(stack)
    (ours, _) = deque(
        fine_tune(
            network, theta, np.zeros_like(theta), V, V, np.random.default_rng(3),
            epochs=3, learning_rate=0.2, momentum=0.8, batch_size=10,
        ),
        maxlen=1,
    )[0]  # fmt: skip
    rule, rng = Momentum(0.2, 0.8), np.random.default_rng(3)
    state = rule.init(theta)
    for _ in range(3):
        order = rng.permutation(25)
        for batch in (order[:10], order[10:20], order[20:]):
            change, state = rule.update(
                network.gradient(theta, V[batch], V[batch][:, :, None]), state, 1
            )
            theta = theta + change
    assert np.allclose(ours, theta, rtol=0, atol=1e-12)


@pytest.mark.parametrize("n_starts", [1, 3])
def test_fine_tuning_goes_on_where_it_was_left(n_starts: int) -> None:
    stack, V = a_stack(n_starts), some_data(25)
    network, theta = unrolled_network(stack, linear_code=True), unroll(stack)
    before = theta.copy()

    def tuned(theta: Array, velocity: Array, rng: np.random.Generator, n: int) -> list[Array]:
        return [
            np.stack(pair)
            for pair in fine_tune(
                network, theta, velocity, V, V, rng, epochs=n, learning_rate=0.1, batch_size=10
            )
        ]

    straight = tuned(theta, np.zeros_like(theta), np.random.default_rng(0), 4)
    rng = np.random.default_rng(0)
    first = tuned(theta, np.zeros_like(theta), rng, 2)
    reached, velocity = first[-1]
    resumed = first + tuned(reached, velocity, rng, 2)
    assert all(a.tobytes() == b.tobytes() for a, b in zip(resumed, straight, strict=True))
    assert theta.tobytes() == before.tobytes()


def test_starts_meet_the_examples_each_in_an_order_of_its_own() -> None:
    stack = a_stack()
    network, theta = unrolled_network(stack, linear_code=True), np.repeat(unroll(stack), 3, axis=1)
    zero, V = np.zeros_like(theta), some_data(25)
    one_step = {"epochs": 1, "learning_rate": 0.1}
    whole, _ = next(fine_tune(network, theta, zero, V, V, np.random.default_rng(0), **one_step))  # type: ignore[arg-type]
    assert np.allclose(whole, whole[:, :1], rtol=0, atol=1e-14)
    parts, _ = next(
        fine_tune(network, theta, zero, V, V, np.random.default_rng(0), batch_size=10, **one_step)  # type: ignore[arg-type]
    )
    assert not np.allclose(parts[:, 0], parts[:, 1], atol=1e-6)
    assert not np.allclose(parts[:, 1], parts[:, 2], atol=1e-6)


def test_a_linear_autoencoder_reaches_principal_components() -> None:
    # Referee: scikit-learn's PCA.  No better two linear numbers exist (Eckart and Young 1936).
    rng = np.random.default_rng(0)
    X = rng.standard_normal((60, 6)) @ rng.standard_normal((6, 6))
    X -= X.mean(axis=0)
    pca = PCA(2).fit(X)
    best = float(((pca.inverse_transform(pca.transform(X)) - X) ** 2).sum() / 2)
    network = Network((6, 2, 6), LINEAR, COSTS["squared_error"])
    theta = 0.1 * rng.standard_normal((network.n_parameters, 1))
    errors = [
        network.cost_of(theta, X, X[:, :, None]).item()
        for theta, _ in fine_tune(
            network, theta, np.zeros_like(theta), X, X, rng, epochs=1000, learning_rate=3e-4
        )
    ]
    assert errors[0] > 1.2 * best
    assert min(errors) >= best * (1 - 1e-12)
    assert errors[-1] == pytest.approx(best, rel=1e-6)
