"""Standard scores at any scale and from any offset."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory.problems.scaling import standardize

NONE = np.empty((0, 1))
EXPONENTS = st.floats(-305, 305)


def scaled(values: list[float]) -> list[float]:
    return [float(score) for score in standardize(np.array(values)[:, None], NONE)[0][:, 0]]


def exact(values: list[float]) -> list[float]:
    """The same in fractions, with but a root at the end."""
    numbers = [Fraction(value) for value in values]
    mean = sum(numbers) / len(numbers)
    away = [number - mean for number in numbers]
    variance = sum(number**2 for number in away) / len(away)
    return [(1 if number > 0 else -1) * float(number**2 / variance) ** 0.5 for number in away]


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=30), EXPONENTS)
def test_at_any_scale_the_mean_is_0_and_the_deviation_1(values: list[float], exponent: float) -> None:
    values = [float(value * 10.0**exponent) for value in values]
    found = scaled(values)
    if len(set(values)) == 1:
        assert found == [0.0] * len(values)
        return
    assert np.mean(found) == pytest.approx(0, abs=1e-9)
    assert np.std(found) == pytest.approx(1, abs=1e-9)
    assert found == pytest.approx(exact(values), rel=1e-9, abs=1e-9)


@given(
    st.lists(st.integers(-50, 50), min_size=2, max_size=30),
    st.integers(-290, 290),
    st.sampled_from([1e3, 1e6, 1e8, 1e12, 1e15]),
)
def test_at_any_offset_too(steps: list[int], exponent: int, offset: float) -> None:
    values = [float((step + offset) * 10.0**exponent) for step in steps]
    found = scaled(values)
    if len(set(values)) > 1:
        assert found == pytest.approx(exact(values), rel=1e-7, abs=1e-7)
        assert np.mean(found) == pytest.approx(0, abs=1e-9)
        assert np.std(found) == pytest.approx(1, abs=1e-9)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=20))
def test_any_finite_numbers_have_finite_scores(values: list[float]) -> None:
    found = scaled(values)
    assert np.isfinite(found).all()
    if len(set(values)) > 1:
        assert np.std(found) == pytest.approx(1, abs=1e-9)
        assert (np.diff(np.array(found)[np.argsort(values)]) >= 0).all()


@pytest.mark.parametrize("values", [[5e-324, 0.0], [-1.7e308, 1.7e308], [1e-310, 3e-310]])
def test_the_ends_of_the_range_have_scores(values: list[float]) -> None:
    assert sorted(scaled(values)) == [-1.0, 1.0]


def test_neighbours_far_out_are_told_apart() -> None:
    assert scaled([1e16, 1e16 + 2, 1e16 + 4]) == pytest.approx([-(1.5**0.5), 0, 1.5**0.5])


@pytest.mark.parametrize("value", [0.0, 0.1, -1e300, 5e-324])
def test_what_never_changes_is_0_and_keeps_its_scale(value: float) -> None:
    X, others = standardize(np.full((7, 1), value), np.array([[value], [value + 0.5]]))
    assert X.tolist() == [[0.0]] * 7
    assert others[:, 0].tolist() == [0.0, (value + 0.5) - value]


@given(st.integers(0, 2**32), st.integers(-900, 900))
def test_a_power_of_two_changes_no_bit(seed: int, exponent: int) -> None:
    rng = np.random.default_rng(seed)
    X, others = rng.normal(size=(20, 3)), rng.normal(size=(5, 3))
    plain = (X - X.mean(axis=0)) / X.std(axis=0), (others - X.mean(axis=0)) / X.std(axis=0)
    found = standardize(np.ldexp(X, exponent), np.ldexp(others, exponent))
    assert found[0].tobytes() == plain[0].tobytes()
    assert found[1].tobytes() == plain[1].tobytes()


def test_each_feature_has_a_scale_of_its_own_and_others_follow() -> None:
    base = np.array([1.0, 2.0, 4.0, 9.0])
    X = np.column_stack([base * 1e-300, base * 1e300, base + 1e9, np.ones(4), base])
    found, others = standardize(X, X[[2]])
    assert np.isfinite(found).all()
    for column in (0, 1, 2):
        assert found[:, column] == pytest.approx(found[:, 4], abs=1e-6)
    assert (found[:, 3] == 0).all()
    assert others.tolist() == found[[2]].tolist()


def test_a_caller_who_has_numpy_raise_is_not_disturbed() -> None:
    with np.errstate(all="raise"):
        standardize(np.array([[1e-300, 1e300], [3e-300, 0.0]]), np.array([[1e-320, 5e-324]]))
