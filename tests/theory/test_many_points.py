"""Very many examples: a few decide, the verdict is that of all, and no order of theirs matters."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory import separate
from neurohistory.theory.convergence import longest_with_bias
from neurohistory.theory.many_points import ManyPoints
from neurohistory.theory.points import SignedPoints
from neurohistory.theory.separability import Separation

Array = NDArray[np.float64]

KINDS = ("clean", "noisy", "one wrong", "grid", "duplicates", "far off", "rare", "one class", "thin")


def random_set(kind: str, n: int, d: int, seed: int) -> tuple[Array, Array]:
    """Answers to a plane, with what makes them hard."""
    rng = np.random.default_rng(seed)
    X, w = rng.standard_normal((n, d)), rng.standard_normal(d)
    if kind == "grid":
        X = rng.integers(0, 2, (n, d)).astype(float)
    if kind == "duplicates":
        X = X[rng.integers(0, n // 20, n)]
    sums = X @ w + (6.0 if kind == "one class" else -4.0 if kind == "rare" else 0.3)
    target = np.where(sums > 0, 1.0, -1.0)
    if kind == "noisy":
        target[rng.random(n) < 0.05] *= -1
    if kind == "one wrong":
        target[np.abs(sums).argmax()] *= -1
    if kind == "far off":  # with whole numbers that floats just hold
        X = np.rint(64 * X) + 2.0**52 * rng.choice([-1.0, 0.0, 1.0], d)
    if kind == "thin":  # beside a plane, by a step of rounding
        X[:, 0] = X[:, 1:].sum(axis=1)
        X[:, 0] = np.nextafter(X[:, 0], target * np.inf)
    return X, target


def proof(found: Separation, X: Array) -> list[tuple[list[float], int]]:
    """The examples that cannot be parted, by what they are, with their multipliers."""
    return sorted(zip(X[[*found.examples]].tolist(), found.multipliers, strict=True))


@pytest.fixture
def few_at_a_time() -> Iterator[None]:
    with patch.multiple("neurohistory.theory.separability", _AT_ONCE=20, _SOME=10, _SMALL=0):
        yield


@pytest.mark.usefixtures("few_at_a_time")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("d", [2, 7])
def test_a_few_decide_as_all_together_would_in_any_order(kind: str, d: int) -> None:
    for seed in range(2):
        X, target = random_set(kind, 120, d, seed)
        with patch("neurohistory.theory.separability._AT_ONCE", len(X)):
            together = separate(X, target)
        found = separate(X, target)
        assert found.separable is together.separable is not None
        assert found.holds(X, target)
        order = np.random.default_rng(seed).permutation(len(X))
        again = separate(X[order], target[order])
        assert again.plane == found.plane
        assert proof(again, X[order]) == proof(found, X)
        if found.separable and d > 5:  # there a solver finds the least plane of all at once
            assert found.weights is not None
            assert together.weights is not None
            least = float(abs(together.weights).sum())
            assert float(abs(found.weights).sum()) == pytest.approx(least, rel=1e-6)


def test_of_many_examples_few_are_looked_at_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    from neurohistory.theory import separability

    exactly, decide = [], separability._decide

    def watched(points: SignedPoints) -> object:
        exactly.append(len(points.z))
        return decide(points)

    monkeypatch.setattr(separability, "_decide", watched)
    X, target = random_set("clean", 50_000, 8, 0)
    found = separate(X, target)
    assert found.separable
    assert found.weights is not None
    assert (target * (X @ found.weights + found.bias)).min() == pytest.approx(1, rel=1e-6)
    assert exactly[0] == 400
    assert exactly == sorted(exactly)
    assert exactly[-1] < 2_000
    exactly.clear()
    X, target = random_set("noisy", 50_000, 8, 0)
    found = separate(X, target)
    assert found.holds(X, target)
    assert exactly == [400]


@pytest.mark.parametrize("kind", [np.int8, np.int64, np.uint8, bool])
def test_many_whole_numbers_are_taken_as_floats_where_these_hold_them(kind: type) -> None:
    X: NDArray[Any] = np.random.default_rng(0).integers(0, 2, (3000, 4)).astype(kind)
    target = X[:, 0] & X[:, 3]
    floats = separate(X.astype(float), target)
    assert separate(X, target).plane == floats.plane == (2, 0, 0, 2, -3)


def test_many_examples_without_features_are_of_one_class_or_none() -> None:
    for kind in (float, int, bool):
        X: NDArray[Any] = np.zeros((2001, 0), dtype=kind)
        assert separate(X, np.ones(2001)).plane == (1,)
        assert separate(X, np.arange(2001) == 7).examples == (0, 7)


def test_whole_numbers_that_floats_do_not_hold_are_told_apart_however_many() -> None:
    X = np.full((2001, 1), 2**53)
    X[-1] += 1
    target = X[:, 0] > 2**53
    assert separate(X, target).separable
    assert separate(X, target).holds(X, target)


def test_the_first_equal_examples_of_different_classes_are_the_proof() -> None:
    X, target = random_set("clean", 3000, 3, 0)
    X[[70, 900, 2500]], target[[70, 900, 2500]] = -9.0, (1.0, -1.0, -1.0)
    X[[10, 20]], target[[10, 20]] = 7.0, (1.0, -1.0)
    found = separate(X, target)
    assert (found.examples, found.multipliers) == ((70, 900), (1, 1))
    X[900] = -0.0
    X[901], target[900:902] = 0.0, (1.0, -1.0)
    X[[70, 10]] = [3.0], [4.0]
    assert separate(X, target).examples == (900, 901)  # for -0 is 0


@pytest.mark.parametrize("feature", [0, 1])
def test_of_several_contradictions_the_one_with_the_least_features_is_told(feature: int) -> None:
    # Twelve kinds of examples that are of both classes, alike in the features before this one.
    X: Array = np.zeros((24, 2))
    X[:, feature] = np.repeat(np.random.default_rng(0).permutation(12), 2)
    points = ManyPoints(X, np.tile([-1.0, 1.0], 12))
    assert points.contradiction() == tuple(np.flatnonzero(X[:, feature] == 0))


def test_equal_keys_alone_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "neurohistory.theory.many_points.keys_of", lambda X: np.zeros(len(X), dtype=np.uint64)
    )
    X, target = random_set("clean", 2001, 2, 0)
    found = separate(X, target)
    assert found.separable
    assert found.holds(X, target)


@given(st.integers(0, 2**32 - 1), st.integers(-300, 300))
def test_floats_leave_no_wrong_example_out(seed: int, power: int) -> None:
    rng = np.random.default_rng(seed)
    X = np.ldexp(rng.integers(-4, 5, (40, 3)) / 4 + 2.0**40, power)
    sign = rng.choice([-1.0, 1.0], 40)
    plane = [int(n) for n in rng.integers(-3, 4, 3)]
    below = (X.astype(object) * 2**400).astype(object)
    exact = [sum(n * int(x) for n, x in zip(plane, row, strict=True)) for row in below]
    bias = -int(np.median(np.array(exact, dtype=object).astype(float) / 2**400))
    sides = [int(t) * (side + bias * 2**400) for side, t in zip(exact, sign, strict=True)]
    points = ManyPoints(X, sign)
    assert points.wrong([*plane, bias]).tolist() == [i for i, side in enumerate(sides) if side <= 0]
    nearest = set(points.nearest([*plane, bias]).tolist())
    for side in (-1.0, 1.0):
        of_class = np.flatnonzero(sign == side)
        if len(of_class):
            least = min(sides[i] for i in of_class)
            assert nearest >= {int(i) for i in of_class if sides[i] == least}


def test_the_longest_example_is_found_to_the_last_bit_among_very_many() -> None:
    X = np.random.default_rng(0).standard_normal((3000, 7))
    X /= np.linalg.norm(X, axis=1, keepdims=True)
    for scale in (1.0, 1e-200, 1e200):
        rows = (X * scale).tolist()
        assert longest_with_bias(X * scale) == max(math.hypot(1.0, *row) for row in rows)


@pytest.mark.usefixtures("few_at_a_time")
@pytest.mark.parametrize(
    ("X", "many"),
    [
        (np.arange(20.0), False),
        (np.arange(21.0), True),
        (np.arange(20), False),
        (np.arange(21), True),
        (np.arange(21) == 4, True),
        (np.append(np.arange(21), 2**53), True),
        (np.append(np.arange(21), 2**53 + 1), False),
        (np.append(np.arange(21), -(2**53)), True),
        (np.append(np.arange(21), -(2**53) - 1), False),
        (np.append(np.arange(21, dtype=np.uint64), np.uint64(2**64 - 1)), False),
        (np.arange(21).astype(object), False),
    ],
    ids=lambda value: f"{len(value)}-{value.dtype}-{value[-1]}" if isinstance(value, np.ndarray) else "",
)
def test_many_are_looked_at_in_floats_where_these_hold_every_digit(
    X: NDArray[Any], many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from neurohistory.theory import separability

    in_floats, of_many = [], separability._of_many

    def watched(inputs: Array, sign: list[int]) -> Separation:
        in_floats.append(inputs.dtype)
        return of_many(inputs, sign)

    monkeypatch.setattr(separability, "_of_many", watched)
    target = X[:, None] == X[-1]
    found = separate(X[:, None], target[:, 0])
    assert found.holds(X[:, None], target[:, 0])
    assert in_floats == [np.float64] * many


@pytest.mark.usefixtures("few_at_a_time")
def test_one_contradiction_among_many_proves_that_no_plane_parts_them() -> None:
    X, target = random_set("clean", 60, 2, 0)
    X[[5, 50]], target[[5, 50]] = 1.0, (1.0, -1.0)
    found = separate(X, target)
    assert found.separable is False
    assert (found.examples, found.multipliers) == ((5, 50), (1, 1))


@pytest.mark.usefixtures("few_at_a_time")
@pytest.mark.parametrize("threshold", range(-6, 6))
def test_an_example_in_the_middle_of_two_is_seen_where_floats_cannot_tell_them_apart(
    threshold: int,
) -> None:
    # The two that are far off make the rounding of floats as large as the steps between the others.
    steps = np.arange(-14, 14)
    X = np.concatenate([[0.0, 2.0**53], 2.0**52 + steps])[:, None]
    target = X[:, 0] > 2.0**52 + threshold
    assert separate(X, target).holds(X, target)


# What is clearly nearer, to the last bit of the bound -------------------------------------------------

EPS = float(np.finfo(float).eps)


def beside(least: float, *nearer: float) -> ManyPoints:
    """An example at this distance from the plane 4 x = 1, and others nearer by so much; x up to 2."""
    near = [0.25 + least, *(0.25 + least - step for step in nearer)]
    return ManyPoints(
        np.array([[0.0], [2.0], *([x] for x in near)]), np.array([-1.0, *[1.0] * len(near), 1.0])
    )


def test_what_is_nearer_by_less_than_twice_the_bound_of_rounding_is_not_missed() -> None:
    # Two weights: sums of three terms of at most 1, here 8, are off by (2 + 4) 2 eps at most.
    steps = [2 * k * EPS for k in (23, 25, -1)]  # of x: a half of the step in what is at most 1
    assert beside(2.0**-20, *steps).missed([4, -1], np.arange(3), 9).tolist() == [4]


def test_what_is_nearer_by_a_billionth_is_not_missed_either() -> None:
    points = beside(0.125, 1.2e-10, 1.3e-10)
    assert points.missed([4, -1], np.arange(3), 9).tolist() == [4]


@pytest.mark.parametrize("ends", [(1.5e308, 1.5e308), (-1.5e308, 1.5e308)])
def test_examples_far_off_are_told_apart_unless_they_are_as_far_from_one_another(
    ends: tuple[float, float],
) -> None:
    # Counted from the least one, the neighbors beside the plane are 1 step of 9 away; if that one is at
    # the other end, no float tells them apart.
    step = float(np.spacing(1.5e308))
    X = np.array([[ends[0]], *([1.5e308 + k * step] for k in range(1, 10))])
    points = ManyPoints(X, np.repeat([-1.0, 1.0], 5))
    middle = Fraction(1.5e308) + Fraction(step) * Fraction(9, 2)
    plane = [2, -int(2 * middle)]
    apart = ends[0] > 0
    assert points.nearest(plane).tolist() == ([4, 5] if apart else list(range(1, 10)))
    assert points.wrong(plane).tolist() == []


@pytest.mark.parametrize("most", [1, 7, 400])
@pytest.mark.parametrize("kind", ["clean", "grid"])
def test_of_more_than_most_the_worst_are_missed_and_of_equals_some(kind: str, most: int) -> None:
    X, _ = random_set(kind, 4000, 11, 0)
    sign = np.where(np.arange(4000) % 2, 1.0, -1.0)
    points = ManyPoints(X, sign)
    plane = [*(3, 1, 1), *[0] * 8, -2]  # on a grid many are equally far from it
    sides = sign * (X @ plane[:-1] + plane[-1])
    kinds = np.sort(sides[points.different])
    missed = points.missed(plane, np.array([int(sides.argmax())]), most)
    assert len(set(missed.tolist())) == most
    assert np.sort(sides[missed]) == pytest.approx(kinds[:most], abs=1e-12)


@pytest.mark.parametrize("scale", [1e-300, 1e-320])
@pytest.mark.parametrize("apart", [True, False])
def test_features_too_small_for_weights_that_floats_hold_are_judged_all_the_same(
    scale: float, apart: bool
) -> None:
    rng = np.random.default_rng(0)
    X = rng.integers(1, 1000, (60, 2)) * scale
    target = np.where(X[:, 0] > X[:, 1], 1.0, -1.0)
    if not apart:
        target[X[:, 0].argmax()] = -1.0
        target[X[:, 0].argmin()] = 1.0
    with patch.multiple("neurohistory.theory.separability", _AT_ONCE=20, _SOME=10, _SMALL=0):
        many = separate(X, target)
    few = separate(X, target)
    assert bool(many.plane) is bool(few.plane)
    assert bool(many.examples) is bool(few.examples)
