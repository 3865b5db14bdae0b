"""Forward and backward: against loops over single units, the slides, printed digits and differences."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import exp
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory.network.activations import ACTIVATIONS, get_activation
from neurohistory.network.costs import COSTS
from neurohistory.network.initialization import explicit
from neurohistory.network.optimizers import get_optimizer
from neurohistory.network.propagation import Network, hidden_chain, net_input
from neurohistory.network.slides import cost_and_gradient
from neurohistory.network.theta import layers, n_parameters
from neurohistory.network.workspace import Workspace

Array = NDArray[np.floating]

SOFTPLUS = get_activation((lambda z: np.logaddexp(0, z), lambda z: 1 / (1 + np.exp(-z))))
TAUGHT = {name: g for name, g in ACTIVATIONS.items() if g.derivative is not None} | {"own": SOFTPLUS}
SIZES = st.lists(st.integers(1, 4), min_size=2, max_size=5)
SEEDS = st.integers(0, 10**6)


def any_network(
    sizes: Any, hidden: str, cost: str, decay: float = 0.0, n_starts: int = 1, seed: int = 0
) -> tuple[Network, Array, Array, Array]:
    """A network, weights, five examples and one class each, or any subset of classes."""
    rng = np.random.default_rng(seed)
    network = Network(tuple(sizes), TAUGHT[hidden], COSTS[cost], decay)
    theta = rng.standard_normal((n_parameters(sizes), n_starts))
    X = rng.standard_normal((5, sizes[0]))
    wanted = np.eye(sizes[-1])[rng.integers(0, sizes[-1], 5)]
    if cost != "softmax_cross_entropy":
        wanted = rng.integers(0, 2, wanted.shape).astype(float)
    return network, theta, X, wanted


def by_differences(network: Network, theta: Array, X: Array, wanted: Array) -> Array:
    """The gradient from the cost alone, one weight nudged at a time, shape (parameter, start)."""
    rows = []
    for nudge in 1e-5 * np.eye(len(theta)):
        up, down = (network.cost_of(theta + s * nudge[:, None], X, wanted) for s in (1, -1))
        rows.append((up - down) / 2e-5)
    return np.array(rows)


# Forward ------------------------------------------------------------------------------------------


def test_three_inputs_three_hidden_units_and_one_output_by_hand() -> None:
    # Unit by unit as the lecture writes it: a_i^(2) = g(Theta_i0 + Theta_i1 x1 + Theta_i2 x2 + ...).
    def g(z: float) -> float:
        return 1 / (1 + exp(-z))

    x1, x2, x3 = 1.0, -2.0, 0.5
    a1 = g(0.1 * 1 + 0.2 * x1 + 0.3 * x2 + 0.4 * x3)
    a2 = g(-0.5 * 1 + 0.6 * x1 - 0.7 * x2 + 0.8 * x3)
    a3 = g(0.9 * 1 - 1.0 * x1 + 1.1 * x2 - 1.2 * x3)
    h = g(1.3 * 1 + 1.4 * a1 - 1.5 * a2 + 1.6 * a3)
    theta1 = np.array([[0.1, 0.2, 0.3, 0.4], [-0.5, 0.6, -0.7, 0.8], [0.9, -1.0, 1.1, -1.2]])
    theta2 = np.array([[1.3, 1.4, -1.5, 1.6]])
    network = Network((3, 3, 1), ACTIVATIONS["logistic"], COSTS["cross_entropy"])
    theta = explicit([theta1.T, theta2.T])((3, 3, 1), 1, np.random.default_rng(0))
    X = np.array([[x1, x2, x3]])
    assert network.forward(theta, X)[1][1][0, :, 0] == pytest.approx([a1, a2, a3], abs=1e-15)
    assert network.outputs(theta, X).tolist() == [[[pytest.approx(h, abs=1e-15)]]]


def test_four_layers_are_three_products_with_a_bias_unit_each() -> None:
    # a1 = x; z2 = Theta1 a1; a2 = g(z2), add a0 = 1; ... ; a4 = h(x)
    sizes, rng = (4, 5, 3, 2), np.random.default_rng(3)
    Thetas = [rng.standard_normal((n, m + 1)) for m, n in pairwise(sizes)]
    network = Network(sizes, ACTIVATIONS["tanh"], COSTS["squared_error"])
    theta = explicit([Theta.T for Theta in Thetas])(sizes, 1, rng)
    X = rng.standard_normal((6, 4))
    z, a = network.forward(theta, X)
    for i, x in enumerate(X):
        z2 = Thetas[0] @ np.append(1, x)
        z3 = Thetas[1] @ np.append(1, np.tanh(z2))
        z4 = Thetas[2] @ np.append(1, np.tanh(z3))
        for got, wanted in zip(z, (z2, z3, z4), strict=True):
            assert got[i, :, 0] == pytest.approx(wanted, abs=1e-13)
        assert a[2][i, :, 0] == pytest.approx(np.tanh(z3), abs=1e-13)
        assert network.outputs(theta, X)[i, :, 0] == pytest.approx(np.tanh(z4), abs=1e-13)
    assert len(a) == 3
    assert a[0] is X


@given(SIZES, st.sampled_from(list(TAUGHT)), st.sampled_from(list(COSTS)), st.integers(1, 3), SEEDS)
def test_forward_is_what_units_compute_one_by_one(
    sizes: list[int], hidden: str, cost: str, n_starts: int, seed: int
) -> None:
    network, theta, X, _ = any_network(sizes, hidden, cost, 0.0, n_starts, seed)
    z, a = network.forward(theta, X)
    assert [signals.shape[1] for signals in a] == sizes[:-1]
    for example, start in np.ndindex(len(X), n_starts):
        signals = X[example].tolist()
        for level, matrix in enumerate(network.layers(theta)):
            nets = []
            for unit in range(matrix.shape[1]):
                net = matrix[0, unit, start]
                for below, signal in enumerate(signals, start=1):
                    net += matrix[below, unit, start] * signal
                nets.append(net)
            assert z[level][example, :, start] == pytest.approx(nets, abs=1e-11)
            signals = [float(network.hidden.value(np.array([net]))[0]) for net in nets]


@pytest.mark.parametrize("n_starts", [1, 3])
def test_shared_and_repeated_data_give_the_same_net_input(n_starts: int) -> None:
    rng = np.random.default_rng(0)
    X, theta = rng.standard_normal((5, 2)), rng.standard_normal((3, 4, n_starts))
    repeated = np.repeat(X[:, :, None], n_starts, axis=2)
    assert net_input(X, theta) == pytest.approx(net_input(repeated, theta), abs=1e-14)


def test_outputs_are_like_the_hidden_units_if_these_are_bounded_and_linear_if_not() -> None:
    for name, g in TAUGHT.items():
        bounded = name in ("logistic", "sigmoid", "tanh")
        last = Network((2, 2, 1), g, COSTS["squared_error"]).last
        assert last is (g if bounded else ACTIVATIONS["linear"])
    assert Network((2, 1), ACTIVATIONS["tanh"], COSTS["squared_error"]).no_target == -1
    assert Network((2, 1), ACTIVATIONS["relu"], COSTS["squared_error"]).no_target == -1
    assert Network((2, 1), ACTIVATIONS["logistic"], COSTS["squared_error"]).no_target == 0
    assert Network((2, 1), ACTIVATIONS["tanh"], COSTS["cross_entropy"]).no_target == 0


# Backward -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("decay", [0.0, 0.7])
@pytest.mark.parametrize("cost", list(COSTS))
@pytest.mark.parametrize("hidden", list(TAUGHT))
@pytest.mark.parametrize("sizes", [(2, 3), (3, 4, 2), (2, 3, 4, 3)])
def test_the_gradient_is_the_numerical_gradient(
    sizes: tuple[int, ...], hidden: str, cost: str, decay: float
) -> None:
    network, theta, X, wanted = any_network(sizes, hidden, cost, decay, n_starts=3, seed=1)
    # No unit is near enough to a kink for the nudges to cross it.
    assert min(np.abs(z).min() for z in network.forward(theta, X)[0]) > 1e-4
    targets = wanted[:, :, None]
    gradient = network.gradient(theta, X, targets)
    assert gradient.shape == theta.shape
    assert gradient == pytest.approx(by_differences(network, theta, X, targets), rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("cost", list(COSTS))
@pytest.mark.parametrize("n_starts", [1, 3])
def test_starts_with_examples_of_their_own_have_their_own_gradients(cost: str, n_starts: int) -> None:
    rng = np.random.default_rng(4)
    network, theta, _, _ = any_network((3, 4, 2), "tanh", cost, 0.3, n_starts)
    X = rng.standard_normal((5, 3, n_starts))
    wanted = np.eye(2)[rng.integers(0, 2, (5, n_starts))].swapaxes(1, 2)  # (example, class, start)
    gradient, J = network.gradient(theta, X, wanted), network.cost_of(theta, X, wanted)
    assert gradient == pytest.approx(by_differences(network, theta, X, wanted), abs=1e-7)
    for r in range(n_starts):
        own = theta[:, [r]], X[:, :, r], wanted[:, :, [r]]
        assert gradient[:, r] == pytest.approx(network.gradient(*own)[:, 0], abs=1e-13)
        assert J[r] == pytest.approx(network.cost_of(*own)[0], abs=1e-13)


@pytest.mark.parametrize("own_examples", [False, True])
@pytest.mark.parametrize("n_examples", [2, 300])
def test_large_networks_side_by_side_have_the_gradients_they_have_alone(
    n_examples: int, own_examples: bool
) -> None:
    # Few and many multiplications a start may go different ways through numpy.
    rng, sizes = np.random.default_rng(8), (30, 20, 10, 4)
    network = Network(sizes, ACTIVATIONS["tanh"], COSTS["softmax_cross_entropy"], 0.2)
    theta = 0.3 * rng.standard_normal((network.n_parameters, 3))
    X = rng.standard_normal((n_examples, 30, 3) if own_examples else (n_examples, 30))
    wanted = np.eye(4)[rng.integers(0, 4, n_examples)][:, :, None]
    together = network.gradient(theta, X, wanted)
    outputs = network.outputs(theta, X)
    for r in range(3):
        own = X[:, :, r] if own_examples else X
        alone = network.gradient(theta[:, [r]], own, wanted)
        assert together[:, r] == pytest.approx(alone[:, 0], abs=1e-13)
        assert outputs[:, :, r] == pytest.approx(network.outputs(theta[:, [r]], own)[:, :, 0], abs=1e-13)
        # and apart from anything that propagation does: the slides
        if n_examples == 2:
            thetas = [matrix[:, :, r] for matrix in network.layers(theta)]
            D = cost_and_gradient(network, thetas, own, wanted[:, :, 0])[1]
            assert together[:, r] == pytest.approx(np.concatenate([d.ravel() for d in D]), abs=1e-13)


@given(
    SIZES,
    st.sampled_from(list(TAUGHT)),
    st.sampled_from(list(COSTS)),
    st.sampled_from([0.0, 1.5]),
    st.integers(1, 3),
    SEEDS,
)
def test_all_examples_at_once_are_the_slides_example_by_example(
    sizes: list[int], hidden: str, cost: str, decay: float, n_starts: int, seed: int
) -> None:
    network, theta, X, wanted = any_network(sizes, hidden, cost, decay, n_starts, seed)
    J = network.cost_of(theta, X, wanted[:, :, None])
    by_layer = network.layers(network.gradient(theta, X, wanted[:, :, None]))
    for start in range(n_starts):
        thetas = [matrix[:, :, start] for matrix in network.layers(theta)]
        J_slides, D = cost_and_gradient(network, thetas, X, wanted)
        assert J[start] == pytest.approx(J_slides, rel=1e-12, abs=1e-12)
        for got, slide in zip(by_layer, D, strict=True):
            assert got[:, :, start] == pytest.approx(slide, rel=1e-10, abs=1e-11)


# A case that needs no data: exercise 4 of Ng's course.  18 parameters 0.1 ... 1.8 fill Theta1 (2 x 3)
# and Theta2 (4 x 3), unit above by 1 + unit below, column by column; X = cos [1 2; 3 4; 5 6].
PRINTED = {
    0.0: (
        7.40697,
        [0.76614, 0.97990, -0.02754, -0.03584, -0.02493, -0.05386,
         0.88342, 0.56876, 0.58467, 0.59814, 0.45931, 0.34462,
         0.25631, 0.31189, 0.47834, 0.36892, 0.25977, 0.32233],
    ),
    4.0: (
        19.47364,
        [0.76614, 0.97990, 0.37246, 0.49749, 0.64174, 0.74614,
         0.88342, 0.56876, 0.58467, 0.59814, 1.92598, 1.94462,
         1.98965, 2.17855, 2.47834, 2.50225, 2.52644, 2.72233],
    ),
}  # fmt: skip


@pytest.mark.parametrize("decay", list(PRINTED))
@pytest.mark.parametrize("way", ["at once", "slides"])
def test_the_case_without_data_agrees_in_every_printed_digit(decay: float, way: str) -> None:
    network = Network((2, 2, 4), ACTIVATIONS["logistic"], COSTS["cross_entropy"], decay)
    numbers = np.arange(1, 19) / 10
    Theta1, Theta2 = numbers[:6].reshape(2, 3, order="F"), numbers[6:].reshape(4, 3, order="F")
    X = np.cos([[1, 2], [3, 4], [5, 6]])
    wanted = np.eye(4)[[3, 1, 2]]  # labels 4, 2, 3
    if way == "slides":
        J, (D1, D2) = cost_and_gradient(network, [Theta1.T, Theta2.T], X, wanted)
    else:
        theta = explicit([Theta1.T, Theta2.T])((2, 2, 4), 1, np.random.default_rng(0))
        J = network.cost_of(theta, X, wanted[:, :, None])[0]
        gradient = network.gradient(theta, X, wanted[:, :, None])
        D1, D2 = (matrix[:, :, 0] for matrix in network.layers(gradient))
    columns = np.concatenate([D1.T.ravel(order="F"), D2.T.ravel(order="F")])
    J_printed, printed = PRINTED[decay]
    assert float(J) == pytest.approx(J_printed, abs=5.1e-6, rel=0)
    assert columns == pytest.approx(printed, abs=5.1e-6, rel=0)


@given(st.sampled_from(list(COSTS)), st.floats(0, 5), SEEDS)
def test_weight_decay_costs_half_lambda_a_squared_weight_and_example_and_spares_the_biases(
    cost: str, decay: float, seed: int
) -> None:
    plain, theta, X, wanted = any_network((2, 3, 2), "tanh", cost, 0.0, 2, seed)
    decayed = Network(plain.sizes, plain.hidden, plain.cost, decay)
    targets = wanted[:, :, None]
    is_weight = np.array([0] * 3 + [1] * 6 + [0] * 2 + [1] * 6)[:, None]
    extra = decayed.cost_of(theta, X, targets) - plain.cost_of(theta, X, targets)
    assert extra == pytest.approx(decay / (2 * 5) * (is_weight * theta**2).sum(axis=0), abs=1e-12)
    pull = decayed.gradient(theta, X, targets) - plain.gradient(theta, X, targets)
    assert pull == pytest.approx(decay / 5 * is_weight * theta, abs=1e-12)


def test_the_gradient_leaves_weights_and_examples_alone() -> None:
    network, theta, X, wanted = any_network((2, 3, 2), "relu", "cross_entropy", 1.0, 2)
    copies = theta.copy(), X.copy(), wanted.copy()
    network.gradient(theta, X, wanted[:, :, None])
    network.cost_of(theta, X, wanted[:, :, None])
    assert all((now == copy).all() for now, copy in zip((theta, X, wanted), copies, strict=True))


def test_a_chain_of_logistic_units_passes_at_most_a_quarter_of_the_slope_per_layer() -> None:
    # The vanishing gradient: weights 1, biases 0, four layers of logistic units, E = (y - d)^2 / 2 with
    # |y - d| < 1.
    network = Network((1, 1, 1, 1, 1), ACTIVATIONS["logistic"], COSTS["squared_error"])
    theta = np.array([[0.0], [1.0]] * 4)
    gradient = network.gradient(theta, np.array([[1.0]]), np.zeros((1, 1, 1)))
    from_first_to_last = np.abs(gradient[1::2, 0])  # of the weights, input side first
    assert 0 < from_first_to_last[0] <= 0.25**4
    assert (from_first_to_last[:-1] <= 0.25 / 0.5 * from_first_to_last[1:]).all()  # signals exceed 1/2


def test_a_relu_that_is_off_for_all_examples_gets_no_gradient_and_a_leaky_one_does() -> None:
    theta = np.array([-5.0, 1.0, 0.5, 2.0])[:, None]  # bias, weight; bias, weight above
    X, wanted = np.array([[0.0], [1.0], [2.0]]), np.zeros((3, 1, 1))
    for name, share in (("relu", 0.0), ("leaky_relu", 0.01)):
        network = Network((1, 1, 1), ACTIVATIONS[name], COSTS["squared_error"])
        bias, weight = network.gradient(theta, X, wanted)[:2, 0]
        y = 0.5 + 2 * share * (X[:, 0] - 5)  # also the error
        assert bias == pytest.approx((2 * share * y).sum())
        assert weight == pytest.approx((2 * share * y * X[:, 0]).sum())


@pytest.mark.parametrize("hidden", list(TAUGHT))
@pytest.mark.parametrize("cost", list(COSTS))
def test_hidden_units_that_start_alike_stay_alike_for_ever(hidden: str, cost: str) -> None:
    network, theta, X, wanted = any_network((2, 4, 3, 2), hidden, cost, 0.1)
    theta, rule = np.zeros_like(theta), get_optimizer("adam", learning_rate=0.05)
    state = rule.init(theta)
    for t in range(1, 31):
        change, state = rule.update(network.gradient(theta, X, wanted[:, :, None]), state, t)
        theta = theta + change
        for lower, upper in zip(network.layers(theta)[:-1], network.layers(theta)[1:], strict=True):
            assert (lower == lower[:, :1]).all()
            assert (upper[1:] == upper[1:2]).all()
    assert network.layers(theta)[-1][0].any()  # it did learn something: the last biases


# Refusals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("n_layers", [2, 3])
def test_hidden_steps_cannot_be_taught_and_the_layer_is_named(n_layers: int) -> None:
    sizes = (2, *[3] * n_layers, 1)
    network = Network(sizes, ACTIVATIONS["step"], COSTS["cross_entropy"])
    theta = np.ones((network.n_parameters, 1))
    assert np.isfinite(network.outputs(theta, np.zeros((4, 2)))).all()  # they can be used
    match = f"'step' of layer {n_layers + 1} has no derivative; back-propagation cannot teach it"
    with pytest.raises(ValueError, match=match):
        network.gradient(theta, np.zeros((4, 2)), np.zeros((4, 1, 1)))


@pytest.mark.parametrize("targets", [("no", "yes"), (None, 1.0), (0.0, 0.5, 1.0), (1.0, 0.0), 1.0])
def test_targets_that_are_not_two_numbers_are_refused(targets: Any) -> None:
    network = Network((2, 1), ACTIVATIONS["logistic"], COSTS["cross_entropy"])
    with pytest.raises(ValueError, match="they must be two numbers, no below yes, not"):
        network.check_targets(targets)


def test_examples_with_another_number_of_features_are_refused() -> None:
    network, theta, X, wanted = any_network((3, 2, 1), "tanh", "squared_error", n_starts=2)
    for wrong in (X[:, :2], np.hstack([X, X]), np.stack([X[:, :2]] * 2, axis=2)):
        with pytest.raises(
            ValueError, match=r"layer 1 has 3 units, and the examples have [26] features"
        ):
            network.gradient(theta, wrong, wanted[:, :, None])


@pytest.mark.parametrize("size", [0, -1, 2.5, "3", np.nan, np.inf, None])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_layer_without_a_whole_number_of_units_is_refused(size: Any, place: int) -> None:
    sizes: list[Any] = [2, np.int64(3), 1]
    hidden_chain(sizes)
    sizes[place] = size
    with pytest.raises(ValueError, match=f"must be positive whole numbers, not {size!r}$"):
        hidden_chain(sizes)


def test_layers_of_a_network_share_out_its_weights() -> None:
    network = Network((2, 3, 1), ACTIVATIONS["tanh"], COSTS["squared_error"])
    theta = np.arange(13.0)[:, None]
    assert network.n_parameters == 13
    for own, free in zip(network.layers(theta), layers(theta, (2, 3, 1)), strict=True):
        assert (own == free).all()


def test_the_gradient_does_not_depend_on_how_theta_lies_in_memory() -> None:
    network, theta, X, wanted = any_network((2, 3, 1), "tanh", "squared_error", n_starts=5)
    wanted = wanted[..., None]
    there = network.gradient(np.asfortranarray(theta), X, wanted)
    assert there == pytest.approx(network.gradient(theta, X, wanted))


def test_what_takes_no_array_to_fill_is_not_given_one_and_the_room_of_a_step_changes_no_byte() -> None:
    g = ACTIVATIONS["logistic"]
    own = replace(g, derivative=lambda z, a: a * (1 - a))
    cost = COSTS["squared_error"]
    plain = replace(cost, delta=lambda z, d, g: (g.value(z) - d) * g.slope(z, g.value(z)))
    rng, work = np.random.default_rng(0), Workspace(0)
    X, wanted = rng.standard_normal((6, 2)), rng.integers(0, 2, (6, 1, 1)).astype(float)
    for hidden, asked in ((g, cost), (own, cost), (g, plain)):
        network = Network((2, 3, 1), hidden, asked)
        theta = rng.standard_normal((network.n_parameters, 50))
        expected = network.gradient(theta, X, wanted).tobytes()
        for _ in range(2):  # the second time in arrays that hold something
            z, a = network.forward(theta, X, work)
            assert network.backward(theta, z, a, wanted, work).tobytes() == expected
