"""Optimizers: known first steps, what theory says of them, and that they are pure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from neurohistory.network.optimizers import OPTIMIZERS, Optimizer, get_optimizer

Array = NDArray[np.floating]

# The first three x on x^2 / 2 from 1, computed apart from this package from the published rules.
CASES: dict[str, tuple[dict[str, float], list[float]]] = {
    "gradient_descent": ({"learning_rate": 0.1}, [0.9, 0.81, 0.729]),
    "momentum": ({"learning_rate": 0.1, "momentum": 0.9}, [0.9, 0.72, 0.486]),
    "nesterov": ({"learning_rate": 0.1, "momentum": 0.9}, [0.9, 0.729, 0.51759]),
    "adagrad": (
        {"learning_rate": 0.01, "epsilon": 1e-8},
        [0.99, 0.9829645541, 0.9772379396],
    ),
    "adadelta": ({"rho": 0.95, "epsilon": 1e-6}, [0.9955279088, 0.9910087481, 0.9864645649]),
    "rmsprop": (
        {"learning_rate": 0.001, "gamma": 0.9, "epsilon": 1e-8},
        [0.9968377225, 0.9945470103, 0.9926306745],
    ),
    "adam": (
        {"learning_rate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
        [0.999, 0.9980000262, 0.9970000961],
    ),
    "adamax": (
        {"learning_rate": 0.002, "beta1": 0.9, "beta2": 0.999},
        [0.998, 0.9960001054, 0.9940003883],
    ),
    "nadam": (
        {"learning_rate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
        [0.9981, 0.9966742297, 0.9954059161],
    ),
}
SLOTS = {
    "gradient_descent": 0, "momentum": 1, "nesterov": 1, "adagrad": 1, "adadelta": 2,
    "rmsprop": 1, "adam": 2, "adamax": 2, "nadam": 2,
}  # fmt: skip
GRADIENTS = arrays(
    np.float64, (3, 2), elements=st.floats(1e-3, 1e3) | st.floats(-1e3, -1e-3), fill=st.nothing()
)


def walk(rule: Optimizer, x: Array, slope: Any, n_steps: int) -> list[Array]:
    """Where a rule goes from x, the start included."""
    state, path = rule.init(x), [x]
    for t in range(1, n_steps + 1):
        change, state = rule.update(slope(rule.lookahead(x, state)), state, t)
        x = x + change
        path.append(x)
    return path


def first_step(rule: Optimizer, g: Array) -> Array:
    return rule.update(g, rule.init(g), 1)[0]


def test_these_are_the_nine_of_the_lecture() -> None:
    assert set(OPTIMIZERS) == set(CASES)


@pytest.mark.parametrize("name", list(CASES))
def test_the_first_three_steps_on_a_parabola_are_the_known_ones(name: str) -> None:
    constants, known = CASES[name]
    path = walk(get_optimizer(name, **constants), np.ones((1, 1)), lambda x: x, 3)
    assert [x.item() for x in path[1:]] == pytest.approx(known, abs=5.1e-11, rel=0)


@pytest.mark.parametrize("name", list(CASES))
def test_the_defaults_are_the_constants_of_the_cases(name: str) -> None:
    constants, _ = CASES[name]
    # Adadelta's steps have the units of x already, so its rate is 1.
    assert vars(get_optimizer(name)) == constants | ({"learning_rate": 1} if name == "adadelta" else {})


@pytest.mark.parametrize("name", ["adadelta", "adam"])
def test_the_defaults_are_the_ones_that_the_papers_print(name: str) -> None:
    # Confirmed for these two only: rho 0.95, eps 1e-6; 0.001, 0.9, 0.999, 1e-8.
    constants, known = CASES[name]
    path = walk(get_optimizer(name), np.ones((1, 1)), lambda x: x, 3)
    assert [x.item() for x in path[1:]] == pytest.approx(known, abs=5.1e-11, rel=0)
    # A small slope makes epsilon count.
    small = np.full((1, 1), 1e-7)
    assert first_step(get_optimizer(name), small) == first_step(get_optimizer(name, **constants), small)


def test_the_epsilon_of_adam_halves_a_first_step_on_a_slope_of_its_own_size() -> None:
    assert first_step(get_optimizer("adam"), np.full((1, 1), 1e-8)) == pytest.approx(-0.0005)


# What theory says of them -------------------------------------------------------------------------


@given(GRADIENTS)
def test_the_first_step_of_adam_is_the_rate_downhill_whatever_the_slope(g: Array) -> None:
    step = first_step(get_optimizer("adam", learning_rate=0.01), g)
    assert step == pytest.approx(-0.01 * np.sign(g), rel=2e-5)


@given(GRADIENTS)
def test_the_first_step_of_adamax_is_exactly_the_rate(g: Array) -> None:
    step = first_step(get_optimizer("adamax", learning_rate=0.01), g)
    assert step == pytest.approx(-0.01 * np.sign(g), rel=1e-14)


@given(GRADIENTS)
def test_the_first_step_of_adagrad_is_the_rate(g: Array) -> None:
    step = first_step(get_optimizer("adagrad", learning_rate=0.01), g)
    assert step == pytest.approx(-0.01 * np.sign(g), rel=1e-2)  # eps under the root: 1e-8 to g^2 >= 1e-6
    large = first_step(get_optimizer("adagrad", learning_rate=0.01), 1e3 * g)
    assert large == pytest.approx(-0.01 * np.sign(g), rel=1e-7)


@pytest.mark.parametrize("name", ["momentum", "nesterov"])
@given(gamma=st.floats(0, 0.95), g=st.floats(-10, 10))
def test_under_a_constant_slope_momentum_tends_to_one_over_one_minus_gamma_plain_steps(
    name: str, gamma: float, g: float
) -> None:
    rule = get_optimizer(name, learning_rate=0.1, momentum=gamma)
    path = walk(rule, np.zeros((1, 1)), lambda x: np.full_like(x, g), 500)
    assert path[-1] - path[-2] == pytest.approx(-0.1 * g / (1 - gamma), rel=1e-6, abs=1e-9)


def test_at_nine_tenths_that_is_ten_times_plain_descent() -> None:
    plain, heavy = (
        walk(get_optimizer(name, learning_rate=0.1), np.zeros((1, 1)), np.ones_like, 500)
        for name in ("gradient_descent", "momentum")
    )
    assert heavy[-1] - heavy[-2] == pytest.approx(10 * (plain[-1] - plain[-2]))


def test_without_momentum_the_three_oldest_are_one() -> None:
    paths = [
        walk(get_optimizer(name, learning_rate=0.1, **more), np.ones((2, 1)), np.sin, 9)
        for name, more in (
            ("gradient_descent", {}),
            ("momentum", {"momentum": 0.0}),
            ("nesterov", {"momentum": 0.0}),
        )
    ]
    assert all((x == y).all() and (x == z).all() for x, y, z in zip(*paths, strict=True))


def test_adagrad_never_takes_a_longer_step_on_the_same_slope_and_rmsprop_tends_to_the_rate() -> None:
    ada = np.diff([x.item() for x in walk(get_optimizer("adagrad"), np.zeros((1, 1)), np.ones_like, 50)])
    # lr / sqrt t
    assert ada == pytest.approx(-0.01 / np.sqrt(np.arange(1, 51)), rel=1e-6)
    rms = np.diff(
        [x.item() for x in walk(get_optimizer("rmsprop"), np.zeros((1, 1)), np.ones_like, 400)]
    )
    assert rms[-1] == pytest.approx(-0.001, rel=1e-6)


@pytest.mark.parametrize("name", ["adagrad", "adam", "adamax", "nadam", "rmsprop"])
@given(scale=st.floats(1, 1e6))
def test_the_scaled_ones_do_not_see_how_steep_all_slopes_are(name: str, scale: float) -> None:
    start = np.array([[1.0], [-2.0]])
    gentle, steep = (
        walk(get_optimizer(name, learning_rate=0.01), start, lambda x, s=s: s * np.sin(x), 5)
        for s in (1.0, scale)
    )
    assert steep[-1] == pytest.approx(gentle[-1], abs=1e-6)


@pytest.mark.parametrize("name", list(CASES))
def test_a_step_goes_downhill(name: str) -> None:
    g = np.array([[3.0, -2.0], [0.5, -1e-2]])
    assert (np.sign(first_step(get_optimizer(name), g)) == -np.sign(g)).all()


@pytest.mark.parametrize("name", list(CASES))
def test_where_it_is_flat_no_rule_moves_and_none_divides_by_zero(name: str) -> None:
    path = walk(get_optimizer(name), np.ones((2, 3)), np.zeros_like, 3)
    assert all((x == 1).all() for x in path)


# Pure functions over arrays -----------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", list(CASES))
def test_the_memory_has_a_slot_a_number_and_keeps_its_precision(
    name: str, dtype: type[np.floating]
) -> None:
    rule, theta = get_optimizer(name), np.ones((5, 3), dtype=dtype)
    assert rule.name == name
    state = rule.init(theta)
    assert not state.any()
    for t in (1, 2, 3):
        assert state.shape == (SLOTS[name], 5, 3)
        change, state = rule.update(theta, state, t)
        assert change.shape == theta.shape
        assert change.dtype == state.dtype == rule.lookahead(theta, state).dtype == dtype


@pytest.mark.parametrize("name", list(CASES))
def test_an_update_changes_nothing_and_says_the_same_twice(name: str) -> None:
    rule, rng = get_optimizer(name), np.random.default_rng(0)
    theta, state = rng.standard_normal((4, 2)), rng.random((SLOTS[name], 4, 2))
    g = rng.standard_normal((4, 2))
    copies = theta.copy(), state.copy(), g.copy()
    rule.lookahead(theta, state)
    first, second = rule.update(g, state, 3), rule.update(g, state, 3)
    assert all((now == copy).all() for now, copy in zip((theta, state, g), copies, strict=True))
    assert (first[0] == second[0]).all()
    assert (first[1] == second[1]).all()


@pytest.mark.parametrize("name", list(CASES))
def test_every_number_goes_its_own_way(name: str) -> None:
    start = np.array([[1.0, -0.5], [2.0, 0.1], [-3.0, 0.7]])
    together = walk(get_optimizer(name), start, np.sin, 6)[-1]
    for index in np.ndindex(start.shape):
        alone = walk(get_optimizer(name), start[index].reshape(1, 1), np.sin, 6)[-1]
        assert together[index] == pytest.approx(alone.item(), abs=1e-15)


def test_only_nesterov_looks_ahead() -> None:
    theta = np.ones((2, 2))
    for name in OPTIMIZERS:
        state = np.full((SLOTS[name], 2, 2), 0.5)
        ahead = get_optimizer(name).lookahead(theta, state)
        assert ahead == pytest.approx(1.45 if name == "nesterov" else 1.0)


@pytest.mark.parametrize("name", list(CASES))
def test_every_rule_says_where_it_comes_from(name: str) -> None:
    assert any(word.strip(",:").isdigit() for word in get_optimizer(name).source.split())  # a year


def test_an_optimizer_may_be_handed_in_as_it_is() -> None:
    rule = get_optimizer("adam", learning_rate=0.5)
    assert get_optimizer(rule) is rule


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no optimizer is called 'lion'") as complaint:
        get_optimizer("lion")
    assert all(name in str(complaint.value) for name in OPTIMIZERS)
    with pytest.raises(ValueError, match="called 'adan'; did you mean 'adam'"):
        get_optimizer("adan")


def test_a_constant_that_is_unknown_or_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match=r"adam has no constant 'speed'; it has learning_rate, beta1"):
        get_optimizer("adam", speed=1.0)
    with pytest.raises(
        ValueError, match=r"learning_rate of adam must be finite and not negative, not -1"
    ):
        get_optimizer("adam", learning_rate=-1)
