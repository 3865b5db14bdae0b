"""Activation functions: their values, and their slopes against differences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from neurohistory.network.activations import ACTIVATIONS, logistic

Z = np.linspace(-6, 6, 49)


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_the_slope_given_the_activation_is_the_numerical_slope(name: str) -> None:
    g, step = ACTIVATIONS[name], 1e-6
    numerical = (g.value(Z + step) - g.value(Z - step)) / (2 * step)
    assert g.slope(g.value(Z)) == pytest.approx(numerical, abs=1e-8)


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_single_precision_stays_single(name: str) -> None:
    g, z = ACTIVATIONS[name], Z.astype(np.float32)
    assert g.value(z).dtype == np.float32
    assert g.slope(g.value(z)).dtype == np.float32


@given(st.floats(-1e300, 1e300))
def test_logistic_agrees_with_scipy_and_never_overflows(z: float) -> None:
    assert logistic(np.array(z)) == pytest.approx(float(expit(z)), abs=1e-15)


def test_the_steepest_slope_of_the_logistic_is_a_quarter_at_zero() -> None:
    slope = ACTIVATIONS["logistic"].slope(logistic(Z))
    assert slope.max() == 0.25 == slope[Z == 0]


@pytest.mark.parametrize(("name", "low"), [("logistic", 0.0), ("tanh", -1.0)])
def test_the_off_value_is_what_a_unit_says_far_below_zero(name: str, low: float) -> None:
    g = ACTIVATIONS[name]
    assert g.off_value == low
    assert g.value(np.array([-50.0, 50.0])) == pytest.approx([low, 1.0])
