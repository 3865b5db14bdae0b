"""Activation functions: their values, their slopes against differences, and their ends."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.special import expit
from scipy.special import softmax as scipy_softmax

from neurohistory.network.activations import (
    ACTIVATIONS,
    Activation,
    check_derivative,
    get_activation,
    leaky_relu,
    logistic,
    softmax,
    softplus,
)

Array = NDArray[np.floating]

TAUGHT = [name for name, g in ACTIVATIONS.items() if g.derivative is not None]
BY_HAND: dict[str, Callable[[float], float]] = {
    "step": lambda z: 1.0 if z > 0 else 0.0,
    "logistic": lambda z: 1 / (1 + math.exp(-z)),
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": lambda z: 2 / (1 + math.exp(-2 * z)) - 1,
    "relu": lambda z: max(0.0, z),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "linear": lambda z: z,
}
FAR = np.concatenate([-np.geomspace(1e4, 1e-4, 101), [0.0], np.geomspace(1e-4, 1e4, 101)])


def slope_of(g: Activation, z: Array) -> Array:
    assert g.derivative is not None
    return g.derivative(z, g.value(z))


def test_these_are_the_functions_of_the_lecture() -> None:
    assert set(ACTIVATIONS) == set(BY_HAND)
    assert ACTIVATIONS["sigmoid"] is ACTIVATIONS["logistic"]
    assert {name for name, g in ACTIVATIONS.items() if g.derivative is None} == {"step"}


@pytest.mark.parametrize("name", list(ACTIVATIONS))
@given(z=st.floats(-30, 30))
def test_the_value_is_the_formula_of_the_lecture(name: str, z: float) -> None:
    got = ACTIVATIONS[name].value(np.array([z]))
    assert got == pytest.approx([BY_HAND[name](z)], abs=1e-14)


def test_the_step_says_no_at_zero_itself() -> None:
    assert ACTIVATIONS["step"].value(np.array([-1e-300, 0.0, 1e-300])).tolist() == [0, 0, 1]


@given(st.floats(-1e300, 1e300))
def test_logistic_agrees_with_scipy_and_never_overflows(z: float) -> None:
    assert logistic(np.array(z)) == pytest.approx(float(expit(z)), abs=1e-15)


def test_tanh_is_a_logistic_stretched_to_both_signs() -> None:
    z = np.linspace(-20, 20, 81)
    assert ACTIVATIONS["tanh"].value(z) == pytest.approx(2 * logistic(2 * z) - 1, abs=1e-15)


# Slopes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TAUGHT)
def test_every_slope_passes_its_own_check(name: str) -> None:
    check_derivative(ACTIVATIONS[name])


@pytest.mark.parametrize("name", TAUGHT)
def test_the_slope_is_the_numerical_slope(name: str) -> None:
    g, h = ACTIVATIONS[name], 1e-6
    z = np.linspace(-6, 6, 48)  # an even number: not the kink at 0
    numerical = (g.value(z + h) - g.value(z - h)) / (2 * h)
    assert slope_of(g, z) == pytest.approx(numerical, abs=1e-8)


def test_the_steepest_slope_of_the_logistic_is_a_quarter_at_zero() -> None:
    z = np.linspace(-6, 6, 49)
    slope = slope_of(ACTIVATIONS["logistic"], z)
    assert slope.max() == 0.25 == slope[z == 0]


@pytest.mark.parametrize("name", ["logistic", "tanh"])
def test_saturated_units_have_no_slope_left(name: str) -> None:
    slopes = slope_of(ACTIVATIONS[name], np.array([-1e4, -40.0, 40.0, 1e4]))
    assert slopes == pytest.approx([0.0] * 4, abs=np.exp(-40))  # the logistic is exp(z) there
    assert slopes[[0, -1]].tolist() == [0.0, 0.0]


def test_a_logistic_unit_that_is_almost_silent_says_how_much() -> None:
    for dtype in (np.float32, np.float64):
        z: NDArray[np.floating] = np.linspace(-80, 30, 1000, dtype=dtype)
        exact = expit(z.astype(np.float64))
        assert logistic(z) == pytest.approx(exact, rel=16 * float(np.finfo(dtype).eps), abs=0)


def test_a_relu_below_zero_is_dead_and_a_leaky_one_is_not() -> None:
    below = -np.geomspace(1e-4, 1e4, 9)
    assert not slope_of(ACTIVATIONS["relu"], below).any()
    assert (slope_of(ACTIVATIONS["leaky_relu"], below) == 0.01).all()


def test_the_step_has_no_slope_and_says_so() -> None:
    with pytest.raises(ValueError, match="'step' has no derivative; back-propagation cannot teach it"):
        check_derivative(ACTIVATIONS["step"])


def test_a_wrong_slope_is_refused_with_place_and_numbers() -> None:
    # The slope of tanh is 1 - a^2, not 1 - a.
    wrong = get_activation((np.tanh, lambda z: 1 - np.tanh(z)))
    with pytest.raises(ValueError, match="derivative of activation 'tanh' is") as complaint:
        check_derivative(wrong)
    claimed, z, numerical = map(float, re.findall(r"-?\d[\d.]*(?:e-?\d+)?", str(complaint.value)))
    assert claimed == pytest.approx(1 - math.tanh(z), rel=1e-5)
    assert numerical == pytest.approx(1 - math.tanh(z) ** 2, rel=1e-4)


@given(st.floats(0.1, 3), st.floats(-2, 2))
def test_the_check_tells_the_right_slope_of_a_parabola_from_a_wrong_one(a: float, b: float) -> None:
    def parabola(z: Array) -> Array:
        return a * z * z + b * z

    check_derivative(get_activation((parabola, lambda z: 2 * a * z + b)))
    with pytest.raises(ValueError, match="parabola"):
        check_derivative(get_activation((parabola, lambda z: a * z + b)))


def test_a_slope_is_checked_where_the_caller_wants_it() -> None:
    # Right at and above zero, wrong below.
    half = get_activation((np.square, lambda z: np.where(z > 0, 2 * z, 0.0)))
    check_derivative(half, np.array([0.5, 1.0, 2.0]))
    with pytest.raises(ValueError, match=r"is 0 at z = -0\.5, .* give -1"):
        check_derivative(half, np.array([0.5, -0.5, -2.0]))


def straight(slope: float, told: float) -> tuple[Callable[[Array], Array], Callable[[Array], Array]]:
    """A line through 0 of this slope, and what is told of its slope."""
    return lambda z: slope * z, lambda z: np.full_like(z, told)


def test_a_slope_may_differ_by_a_thousandth_of_its_part() -> None:
    for part, steep in ((1.0009, 1000.0), (0.9991, -1000.0), (1.0009, 1.0)):
        check_derivative(straight(steep, part * steep))
    for part, steep in ((1.0011, 1000.0), (0.9989, -1000.0), (1.0011, 1.0)):
        with pytest.raises(ValueError, match="derivative of activation"):
            check_derivative(straight(steep, part * steep))


def test_a_slope_is_checked_from_minus_four_to_four_beside_the_whole_numbers() -> None:
    asked: list[Array] = []

    def seen(z: Array) -> Array:
        asked.append(z)
        return np.ones_like(z)

    check_derivative((lambda z: z, seen))
    (z,) = asked
    assert len(z) == 41
    assert (z.min(), z.max()) == pytest.approx((-4, 4), abs=0.05)
    assert np.abs(z - np.rint(z)).min() > 0.01


def test_a_slope_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="nan"):
        check_derivative(get_activation((np.tanh, lambda z: np.full_like(z, np.nan))))


# Far out ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_the_whole_range_is_covered_and_nothing_else(name: str, dtype: type[np.floating]) -> None:
    g, z = ACTIVATIONS[name], FAR.astype(dtype)
    with np.errstate(all="raise", under="ignore"):
        a = g.value(z)
    low, high = g.range
    assert a.dtype == dtype
    assert a.shape == z.shape
    assert (np.diff(a) >= 0).all()
    assert low <= a.min()
    assert a.max() <= high
    # Finite ends are reached to rounding; towards the others it goes on and on.
    assert a.max() == (high if np.isfinite(high) else 1e4)
    if np.isfinite(low):
        assert a.min() == low
    else:
        assert a.min() < -99


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", TAUGHT)
def test_slopes_stay_in_precision_and_finite_far_out(name: str, dtype: type[np.floating]) -> None:
    z = FAR.astype(dtype)
    with np.errstate(all="raise", under="ignore"):
        slope = slope_of(ACTIVATIONS[name], z)
    assert slope.dtype == dtype
    assert slope.shape == z.shape
    assert (slope >= 0).all()
    assert slope.max() <= 1


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_a_function_leaves_its_argument_alone(name: str) -> None:
    z = FAR.copy()
    ACTIVATIONS[name].value(z)
    if name in TAUGHT:
        slope_of(ACTIVATIONS[name], z)
    assert (z == FAR).all()


@pytest.mark.parametrize(("name", "low"), [("logistic", 0.0), ("tanh", -1.0)])
def test_the_target_for_no_is_what_a_unit_says_far_below_zero(name: str, low: float) -> None:
    g = ACTIVATIONS[name]
    assert g.no_target == low
    assert g.value(np.array([-50.0, 50.0])) == pytest.approx([low, 1.0])


# What is said of them ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_every_function_comes_with_its_formula_and_its_trouble(name: str) -> None:
    g = ACTIVATIONS[name]
    assert g.formula.startswith("g(z) = ")
    assert g.formula.count("{") == g.formula.count("}")
    assert len(g.problem.split()) >= 5
    assert g.problem.endswith(".")


def test_no_two_functions_share_a_formula_or_a_trouble() -> None:
    different = {g.name: g for g in ACTIVATIONS.values()}.values()
    assert len({g.formula for g in different}) == len({g.problem for g in different}) == len(different)


def test_the_range_of_a_leaky_relu_is_all_reals_whatever_the_lecture_prints() -> None:
    assert ACTIVATIONS["leaky_relu"].range == (-np.inf, np.inf)


@pytest.mark.parametrize("slope", [0.0, 0.2, 0.999])
def test_a_leaky_relu_has_the_slope_it_was_given(slope: float) -> None:
    g = leaky_relu(slope)
    check_derivative(g)
    assert g.value(np.array([-2.0, 0.0, 3.0])).tolist() == [-2 * slope, 0, 3]
    assert f"{slope:g}" in g.formula


@pytest.mark.parametrize("slope", [-0.01, 1.0, 2.0, math.nan])
def test_a_leaky_relu_that_leaks_all_or_backwards_is_refused(slope: float) -> None:
    with pytest.raises(ValueError, match=f"from 0 to below 1, not {slope}"):
        leaky_relu(slope)


# Names and functions of one's own -----------------------------------------------------------------


def test_an_activation_is_found_by_name_or_is_itself() -> None:
    assert all(get_activation(name) is g for name, g in ACTIVATIONS.items())
    assert get_activation(ACTIVATIONS["relu"]) is ACTIVATIONS["relu"]


def test_a_function_of_ones_own_cannot_write_into_what_it_is_handed() -> None:
    def in_place(z: np.ndarray) -> np.ndarray:
        z *= 0.5
        return z

    def sloppy_derivative(z: np.ndarray, a: np.ndarray) -> np.ndarray:
        a *= a
        return 1 - a

    z = np.ones(3)
    with pytest.raises(ValueError, match="read-only"):
        Activation("in place", in_place, None).at(z)
    with pytest.raises(ValueError, match="read-only"):
        Activation("sloppy", np.tanh, sloppy_derivative).slope(z, z)
    assert z.tolist() == [1, 1, 1]
    assert z.flags.writeable


def test_a_pair_of_functions_is_an_activation() -> None:
    def softplus(z: Array) -> Array:
        return np.asarray(np.logaddexp(0, z))

    g = get_activation((softplus, expit))
    assert g.name == "softplus"
    assert g.value(np.array([0.0])) == pytest.approx([math.log(2)])
    assert slope_of(g, np.array([0.0])) == pytest.approx([0.5])
    check_derivative(g)


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no activation is called 'swish'") as complaint:
        get_activation("swish")
    assert all(name in str(complaint.value) for name in ACTIVATIONS)
    with pytest.raises(ValueError, match="called 'tanhh'; did you mean 'tanh'"):
        get_activation("tanhh")


@pytest.mark.parametrize("thing", [3, None, (np.tanh,), (np.tanh, 1.0), [np.tanh, np.cosh]])
def test_what_is_no_activation_is_refused(thing: Any) -> None:
    with pytest.raises(ValueError, match="an activation is a name, an Activation, or a pair"):
        get_activation(thing)


# Softmax ------------------------------------------------------------------------------------------

NETS = arrays(np.float64, (3, 4, 2), elements=st.floats(-1e4, 1e4))


@given(NETS)
def test_softmax_gives_every_example_shares_that_sum_to_one(z: Array) -> None:
    with np.errstate(all="raise", under="ignore"):
        shares = softmax(z)
    assert shares.shape == z.shape
    assert (shares >= 0).all()
    assert shares.sum(axis=1) == pytest.approx(np.ones((3, 2)), abs=1e-14)
    assert shares == pytest.approx(scipy_softmax(z, axis=1), abs=1e-14)


@given(NETS, st.floats(-1e4, 1e4))
def test_softmax_does_not_mind_a_shift_of_all_nets(z: Array, shift: float) -> None:
    assert softmax(z + shift) == pytest.approx(softmax(z), abs=1e-10)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_softmax_is_stable_far_out(dtype: type[np.floating]) -> None:
    shares = softmax(np.array([[1e4, 1e4, -1e4], [-1e4, -1e4, -1e4]], dtype=dtype))
    assert shares.dtype == dtype
    assert shares[0].tolist() == [0.5, 0.5, 0.0]
    assert shares[1] == pytest.approx([1 / 3] * 3, rel=1e-6)


def test_softmax_of_two_is_the_logistic_of_the_difference() -> None:
    z = np.linspace(-9, 9, 19)
    two = np.stack([z, np.zeros_like(z)], axis=1)
    assert softmax(two)[:, 0] == pytest.approx(logistic(z), abs=1e-15)


def test_softplus_is_ln_1_plus_e_to_z() -> None:
    z = np.linspace(-50, 50, 1001)
    assert softplus(z) == pytest.approx(np.logaddexp(0, z), abs=1e-14)
    assert softplus(z.astype(np.float32)).dtype == np.float32
