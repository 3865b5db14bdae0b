"""Costs: values against loops, slopes against differences, and both far out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory.network.activations import ACTIVATIONS, Activation, logistic, softmax
from neurohistory.network.costs import COSTS, get_cost

Array = NDArray[np.floating]

TAUGHT = {name: g for name, g in ACTIVATIONS.items() if g.derivative is not None}
PAIRS = [(c, g) for c in COSTS for g in TAUGHT]


def one_by_one(name: str, z: Array, wanted: Array, g: Activation) -> float:
    """The cost of one network's net inputs (example, class), term by term as the lecture writes it."""
    total, m = 0.0, len(z)
    for nets, ys in zip(z, wanted, strict=True):
        for k, (net, y) in enumerate(zip(nets, ys, strict=True)):
            if name == "squared_error":
                total += float((g.value(np.array([net]))[0] - y) ** 2) / 2
            elif name == "cross_entropy":
                h = 1 / (1 + math.exp(-net))
                total -= (y * math.log(h) + (1 - y) * math.log(1 - h)) / m
            else:
                total -= y * math.log(math.exp(nets[k]) / sum(map(math.exp, nets))) / m
    return total


def nets_and_wanted(rng: np.random.Generator) -> tuple[Array, Array]:
    """Net inputs (example, class, start) and one class of three wanted for each of four examples."""
    wanted = np.eye(3)[rng.integers(0, 3, 4)]
    return 2 * rng.standard_normal((4, 3, 2)), wanted[:, :, None]


@pytest.mark.parametrize(("name", "g"), PAIRS)
@given(seed=st.integers(0, 10**6))
def test_the_value_is_the_formula_term_by_term(name: str, g: str, seed: int) -> None:
    z, wanted = nets_and_wanted(np.random.default_rng(seed))
    values = COSTS[name].value(z, wanted, TAUGHT[g])
    assert values.shape == (2,)
    for start in range(2):
        by_hand = one_by_one(name, z[..., start], wanted[..., 0], TAUGHT[g])
        assert values[start] == pytest.approx(by_hand, rel=1e-12)


@pytest.mark.parametrize(("name", "g"), PAIRS)
@pytest.mark.parametrize("each_its_own", [False, True])
def test_the_delta_is_the_numerical_slope(name: str, g: str, each_its_own: bool) -> None:
    c, h = COSTS[name], 1e-5
    z, wanted = nets_and_wanted(np.random.default_rng(1))
    assert np.abs(z).min() > 2 * h  # not at a kink
    if each_its_own:  # what is wanted may differ between the starts
        wanted = np.concatenate([wanted, np.roll(wanted, 1, axis=1)], axis=2)
    delta = c.delta(z, wanted, TAUGHT[g])
    assert delta.shape == z.shape
    for index in np.ndindex(4, 3):
        nudge = np.zeros((4, 3, 1))
        nudge[index] = h
        up, down = (c.value(z + sign * nudge, wanted, TAUGHT[g]) for sign in (1, -1))
        assert delta[index] == pytest.approx((up - down) / (2 * h), abs=1e-8)


def test_squared_error_is_half_the_sum_of_squares() -> None:
    # Off by 1, 2, 3 and 4: (1 + 4 + 9 + 16) / 2 = 15.
    output = np.array([[1.0, 2.0], [3.0, 4.0]])[:, :, None]
    value = COSTS["squared_error"].value(output, np.zeros((2, 2, 1)), ACTIVATIONS["linear"])
    assert value.tolist() == [15.0]


def test_cross_entropy_of_undecided_outputs_is_log_two_an_output() -> None:
    wanted = np.array([[0.0, 1.0, 0.0]] * 5)[:, :, None]
    value = COSTS["cross_entropy"].value(np.zeros((5, 3, 1)), wanted, ACTIVATIONS["relu"])
    assert value == pytest.approx(3 * math.log(2))
    shares = COSTS["softmax_cross_entropy"].value(np.zeros((5, 3, 1)), wanted, ACTIVATIONS["relu"])
    assert shares == pytest.approx(math.log(3))


@pytest.mark.parametrize("name", list(COSTS))
@given(seed=st.integers(0, 10**6))
def test_a_mean_does_not_change_and_a_sum_doubles_when_all_examples_come_twice(
    name: str, seed: int
) -> None:
    c, g = COSTS[name], ACTIVATIONS["logistic"]
    z, wanted = nets_and_wanted(np.random.default_rng(seed))
    once, twice = (c.value(np.tile(z, (n, 1, 1)), np.tile(wanted, (n, 1, 1)), g) for n in (1, 2))
    assert twice == pytest.approx(once if c.is_mean else 2 * once)


def test_the_outputs_are_probabilities_for_the_cross_entropies_and_units_for_the_square() -> None:
    z, _ = nets_and_wanted(np.random.default_rng(0))
    g = ACTIVATIONS["leaky_relu"]
    assert (COSTS["squared_error"].output(z, g) == g.value(z)).all()
    assert (COSTS["cross_entropy"].output(z, g) == logistic(z)).all()
    assert (COSTS["softmax_cross_entropy"].output(z, g) == softmax(z)).all()


# Far out: the costs are exact, and finite ---------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_saturated_logistic_output_costs_its_net_input_if_wrong_and_nothing_if_right(
    dtype: type[np.floating],
) -> None:
    c, g = COSTS["cross_entropy"], ACTIVATIONS["logistic"]
    z = np.array([1e4, -1e4], dtype=dtype)[None, None, :]  # two starts
    wrong, right = np.array([[[0, 1]]], dtype=dtype), np.array([[[1, 0]]], dtype=dtype)
    assert c.value(z, wrong, g).tolist() == [1e4, 1e4]
    assert c.value(z, right, g).tolist() == [0, 0]
    assert c.delta(z, wrong, g).tolist() == [[[1, -1]]]
    assert c.delta(z, right, g).tolist() == [[[0, 0]]]
    assert c.value(z, wrong, g).dtype == c.delta(z, wrong, g).dtype == dtype


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_saturated_share_costs_the_lead_of_the_wrong_class(dtype: type[np.floating]) -> None:
    c, g = COSTS["softmax_cross_entropy"], ACTIVATIONS["logistic"]
    z = np.array([1e4, -1e4, 0], dtype=dtype)[None, :, None]
    for k, price in enumerate([0, 2e4, 1e4]):
        wanted = np.eye(3, dtype=dtype)[k][None, :, None]
        assert c.value(z, wanted, g).tolist() == [price]
        assert c.delta(z, wanted, g)[0, :, 0].tolist() == (np.eye(3)[0] - np.eye(3)[k]).tolist()
        assert c.value(z, wanted, g).dtype == c.delta(z, wanted, g).dtype == dtype


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("name", "g"), PAIRS)
def test_no_cost_and_no_delta_is_infinite_far_out(name: str, g: str, dtype: type[np.floating]) -> None:
    z = np.array(np.meshgrid([-1e4, 0, 1e4], [-1e4, 0, 1e4]), dtype=dtype).reshape(2, 9).T[:, :, None]
    wanted = np.tile(np.array([[1], [0]], dtype=dtype), (9, 1, 1))
    with np.errstate(all="raise", under="ignore"):
        value, delta = COSTS[name].value(z, wanted, TAUGHT[g]), COSTS[name].delta(z, wanted, TAUGHT[g])
    assert np.isfinite(value).all()
    assert np.isfinite(delta).all()
    assert value.dtype == delta.dtype == dtype


# What they refuse ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["cross_entropy", "softmax_cross_entropy"])
@pytest.mark.parametrize("bad", [0.5, -1.0, 2.0, math.nan, math.inf])
def test_the_cross_entropies_refuse_targets_but_zero_and_one(name: str, bad: float) -> None:
    c = COSTS[name]
    c.check(np.array([[0.0, 1.0], [1.0, 0.0]]))
    with pytest.raises(ValueError, match=f"cost '{name}' needs targets that are 0 or 1, not {bad}$"):
        c.check(np.array([[0.0, 1.0], [bad, 7.0]]))


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_the_squared_error_takes_any_finite_target(bad: float) -> None:
    c = COSTS["squared_error"]
    c.check(np.array([[-1.0, 0.3, 1e9]]))
    with pytest.raises(ValueError, match=f"cost 'squared_error' needs .* finite, not {bad}$"):
        c.check(np.array([[0.0, bad]]))


def test_the_squared_error_of_steps_cannot_be_taught() -> None:
    z = np.zeros((1, 1, 1))
    assert COSTS["squared_error"].value(z, z + 1, ACTIVATIONS["step"]).tolist() == [0.5]
    with pytest.raises(ValueError, match="'step' has no derivative"):
        COSTS["squared_error"].delta(z, z, ACTIVATIONS["step"])


def test_a_cost_is_found_by_name_or_is_itself() -> None:
    assert all(get_cost(name) is c and c.name == name for name, c in COSTS.items())
    assert get_cost(COSTS["cross_entropy"]) is COSTS["cross_entropy"]


def test_an_unknown_cost_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no cost is called 'hinge'") as complaint:
        get_cost("hinge")
    assert all(name in str(complaint.value) for name in COSTS)
    with pytest.raises(ValueError, match="called 'squared_eror'; did you mean 'squared_error'"):
        get_cost("squared_eror")


def test_softmax_cross_entropy_wants_a_single_one() -> None:
    with pytest.raises(ValueError, match=r"needs a single 1 for each example, not \[1.0, 1.0, 0.0\]"):
        get_cost("softmax_cross_entropy").check(np.array([[0.0, 1.0, 0.0], [1.0, 1.0, 0.0]]))
    with pytest.raises(ValueError, match=r"needs a single 1 for each example, not \[0.0, 0.0\]"):
        get_cost("softmax_cross_entropy").check(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 0.0]]))
