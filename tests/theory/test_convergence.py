"""Whether a rule gets there in its epochs: the bounds of theory, at their ends."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy.stats import chi

from neurohistory import AND, XOR, parity, separate
from neurohistory.models.adaline import Adaline
from neurohistory.models.logistic_unit import LogisticUnit
from neurohistory.models.madaline import Madaline
from neurohistory.models.perceptron import Perceptron
from neurohistory.theory import (
    Verdict,
    expect_error_correction,
    expect_least_disturbance,
    expect_least_mean_squares,
    expect_linear,
    expect_logistic_descent,
    expect_too_few_epochs,
    farthest_start,
    longest_with_bias,
)


@pytest.mark.parametrize(
    ("X", "start", "epochs"),
    [
        # Bias and weights -1, 1, 1 of length sqrt 3: gamma = 1 / sqrt 3.  R^2 = 2 + 1.
        (AND.bipolar.X, 0.1, 10),  # 9 + 0.2 sqrt 3 = 9.3
        (AND.bipolar.X, 1, 13),  # 9 + 2 sqrt 3 = 12.46
        # The plane x / 2 - 1 / 2, of length 1 / sqrt 2: gamma = sqrt 2, for the nearest two and not
        # for the farthest, whose R^2 = 81 + 1 counts.
        (np.array([[-1.0], [-1.0], [-1.0], [3.0]]), 0.1, 6),  # 10 / 2 + 0.2 / sqrt 2 = 5.1
        (np.array([[-1.0], [-9.0], [-1.0], [3.0]]), 0.1, 42),  # 82 / 2 + 0.1
        (np.array([[-1.0], [-9.0], [-1.0], [3.0]]), 10, 56),  # 41 + 20 / sqrt 2 = 55.1
    ],
)
def test_error_correction_solves_from_the_bound_of_novikoff_on(
    X: np.ndarray, start: float, epochs: int
) -> None:
    enough = expect_error_correction(X, AND.target, epochs, start, "plane")
    assert enough == expect_linear(X, AND.target, "plane")
    assert enough.verdict is Verdict.SOLVES
    short = expect_error_correction(X, AND.target, epochs - 1, start, "plane")
    assert short == (
        Verdict.OPEN,
        f"a plane separates the classes; it is found within {epochs} epochs, and there are {epochs - 1}",
    )


def test_error_correction_cannot_where_no_line_does() -> None:
    expected = expect_error_correction(XOR.X, XOR.target, 10**9, 0.0)
    assert expected == expect_linear(XOR.X, XOR.target)


def test_of_100_000_starts_less_than_ten_are_longer_than_the_farthest() -> None:
    for n_weights in (1, 2, 3, 10, 100, 1000):
        assert chi(n_weights).sf(farthest_start(1.0, n_weights)) < 1e-4
        assert chi(n_weights).sf(farthest_start(1.0, n_weights) - 1) > 1e-4  # and no looser than that
        assert farthest_start(2.5, n_weights) == 2.5 * farthest_start(1.0, n_weights)
    assert farthest_start(0.0, 3) == 0


@pytest.mark.parametrize(
    ("needed", "shown"),
    [(2.0, "2"), (2.1, "3"), (999_999_999.0, "999,999,999"), (1e9, "1e+09"), (np.inf, "inf")],
)
def test_how_many_epochs_it_takes_is_rounded_up(needed: float, shown: str) -> None:
    expected = expect_too_few_epochs(needed, 1000, "plane")
    assert expected == (
        Verdict.OPEN,
        f"a plane separates the classes; it is found within {shown} epochs, and there are 1,000",
    )


def test_lengths() -> None:
    assert longest_with_bias(np.array([[3.0, 0.0], [0.0, 4.0]])) == np.sqrt(17)
    assert longest_with_bias(np.array([[1e300, 1e300]])) == pytest.approx(np.sqrt(2) * 1e300)
    assert farthest_start(2.0, 16) == 14  # twice sqrt 16 + 3


# The bounds, on two points at -2 and +2.  The plane is w = 1/2, b = 0: gamma = 2, and with the bias
# R^2 = 5.
ENDS, SIDES = np.array([[-2.0], [2.0]]), np.array([-1.0, 1.0])


@pytest.mark.parametrize(("start", "needed"), [(0.0, 2), (1.0, 3), (2.5, 4)])
def test_error_correction_takes_r_squared_and_twice_the_start(start: float, needed: int) -> None:
    # (R^2 + 2 |w| gamma) / gamma^2 = 5/4 + |w|.
    assert expect_error_correction(ENDS, SIDES, needed, start).verdict is Verdict.SOLVES
    short = expect_error_correction(ENDS, SIDES, needed - 1, start, "plane")
    assert short.verdict is Verdict.OPEN
    assert f"a plane separates the classes; it is found within {needed} epochs" in short.reason


@pytest.mark.parametrize(
    ("dead_zone", "start", "needed"), [(0.25, 0.0, 2), (2.0, 0.0, 3), (6.0, 1.0, 6), (0.25, 2.5, 4)]
)
def test_a_dead_zone_lets_the_length_grow_faster(dead_zone: float, start: float, needed: int) -> None:
    # (R^2 + 2 theta + 2 |w| gamma) / gamma^2 = (5 + 2 theta + 4 |w|) / 4.
    enough = expect_error_correction(ENDS, SIDES, needed, start, dead_zone=dead_zone)
    assert enough.verdict is Verdict.SOLVES
    short = expect_error_correction(ENDS, SIDES, needed - 1, start, dead_zone=dead_zone)
    assert short.verdict is Verdict.OPEN
    assert f"it is found within {needed} epochs" in short.reason


def test_as_many_epochs_as_the_bound_are_enough() -> None:
    X = np.array([[-0.5], [0.5]])  # R^2 = 5/4, gamma = 1/2: 5 epochs, to the last digit
    assert expect_error_correction(X, SIDES, 5, 0.0).verdict is Verdict.SOLVES
    assert expect_error_correction(X, SIDES, 4, 0.0).verdict is Verdict.OPEN


def solves(model: Perceptron | Adaline | LogisticUnit | Madaline) -> bool:
    expected = model.expectation(ENDS, SIDES)
    assert expected.verdict in (Verdict.SOLVES, Verdict.OPEN)
    return expected.verdict is Verdict.SOLVES


def test_the_bound_of_the_perceptron_counts_the_start_in_corrections() -> None:
    assert solves(Perceptron(initial_scale=0.0, max_epochs=2))
    assert not solves(Perceptron(initial_scale=0.0, max_epochs=1))
    # A start of sqrt 2 + 3 is twice as many corrections of 1/2: 5/4 + 2 (sqrt 2 + 3) = 10.08.
    slow = Perceptron(initial_scale=1.0, learning_rate=0.5, max_epochs=11)
    assert solves(slow)
    assert not solves(slow.set_params(max_epochs=10))


@pytest.mark.parametrize(
    ("parameters", "needed"),
    [
        ({"n_units": 1, "learning_rate": 1.0}, 2),  # R^2 |w*|^2 / (1 (2 - 1)) = 5/4
        ({"n_units": 3, "learning_rate": 1.0}, 4),  # |w*|^2 of three units together: 15/4
        ({"n_units": 2, "learning_rate": 0.5}, 4),  # 5/2 / (1/2 3/2) = 3.33
        ({"n_units": 2, "learning_rate": 1.5}, 4),
        ({"n_units": 1, "learning_rate": 1.0, "initial_scale": 1.0}, 121),  # 5 (1/2 + sqrt 2 + 3)^2
    ],
    ids=str,
)
def test_the_bound_of_rule_one(parameters: dict[str, Any], needed: int) -> None:
    model = Madaline(**{"initial_scale": 0.0, **parameters}, max_epochs=needed)
    assert solves(model)
    assert not solves(model.set_params(max_epochs=needed - 1))


def test_the_bound_of_the_logistic_unit() -> None:
    # gamma is 2 and the steepest slope 8 / (4 m) = 1.  From zero, ln(4 / ln 2) = 1.753 has to be paid
    # for by T ln 2 gamma^2 > m 1.753^2: T > 2.22; from sqrt 2 + 3, 1.753 + 2 (sqrt 2 + 3): T > 80.8.
    for scale, needed in ((0.0, 3), (1.0, 81)):
        unit = LogisticUnit(learning_rate=1.0, initial_scale=scale, max_epochs=needed)
        assert solves(unit)
        assert not solves(unit.set_params(max_epochs=needed - 1))
    assert not solves(LogisticUnit(learning_rate=1.01, max_epochs=10**9))  # it may lead beyond


def test_the_bound_of_the_logistic_unit_on_a_gate() -> None:
    # With inputs -1 and +1 gamma is 1 / sqrt 3: steps of eta gamma / 8 and a way of 1 take 13.9 epochs.
    # The steepest slope is 1/4, so no step counts for more than eta = 8: 1.7 epochs.
    for rate, needed in ((1.0, 14), (100.0, 2)):
        for epochs in (needed - 1, needed):
            unit = LogisticUnit(learning_rate=rate, initial_scale=0.0, max_epochs=epochs)
            expected = unit.expectation(AND.bipolar.X, AND.target)
            assert (expected.verdict is Verdict.SOLVES) == (epochs == needed)


@pytest.mark.parametrize(
    ("X", "target", "verdict"),
    [
        (AND.X, AND.target, Verdict.SOLVES),
        (3 * AND.X, AND.target, Verdict.OPEN),
        (AND.X[:2, 1:], np.array([-1.0, 1.0]), Verdict.OPEN),
        (parity(3).X, np.repeat([-1.0, 1.0], [7, 1]), Verdict.OPEN),
    ],
    ids=["gate", "other numbers", "one input", "three inputs"],
)
def test_steps_toward_a_plane_are_counted_on_gates_of_two_inputs_alone(
    X: np.ndarray, target: np.ndarray, verdict: Verdict
) -> None:
    epochs = math.ceil(2 * len(X) / (0.4 * separate(X, target).margin_with_bias))
    assert expect_logistic_descent(X, target, epochs, 0.0, 0.4).verdict is verdict


def test_a_step_on_a_gate_counts_for_no_more_than_twice_one_over_the_curvature() -> None:
    # The curvature is 1/4: steps of 8 gamma / 8 = 1 / sqrt 3, and a start of 1 takes 2 sqrt 3 = 3.5.
    for epochs, verdict in ((3, Verdict.OPEN), (4, Verdict.SOLVES)):
        expected = expect_logistic_descent(AND.bipolar.X, AND.target, epochs, 1.0, 100.0)
        assert expected.verdict is verdict


def test_as_many_steps_as_lead_there_are_enough() -> None:
    # One class: the plane is a bias of 1, and m = 4 examples and a start of 1 take 2 m 2 steps of 1.
    for epochs, verdict in ((15, Verdict.OPEN), (16, Verdict.SOLVES)):
        assert expect_logistic_descent(AND.X, np.ones(4), epochs, 1.0, 1.0).verdict is verdict


def test_as_many_corrections_as_the_bound_of_rule_one_are_enough() -> None:
    # (1 / 1 + 1)^2 for an example whose one input is 0.
    for epochs, verdict in ((3, Verdict.OPEN), (4, Verdict.SOLVES)):
        expected = expect_least_disturbance(np.zeros((1, 1)), 1.0, 1, epochs, 1.0, 1.0)
        assert expected.verdict is verdict


def test_an_example_far_away_carries_the_least_squares_line_off_unless_its_length_counts() -> None:
    X, target = np.array([[-1.0]] * 3 + [[1.0], [20.0]]), np.array([-1.0] * 3 + [1.0] * 2)
    off = expect_least_mean_squares(X, target, 100, 0.0, 0.1)
    assert off.verdict is Verdict.OPEN
    assert off.reason.endswith("the least-squares line, where the rule settles, does not")
    near = expect_least_mean_squares(X, target, 100, 0.0, 0.1, by_length=True)
    assert near.reason.startswith("the weighted least-squares plane separates the classes")


def least_squares_line_separates(x: list[Fraction], t: list[int]) -> bool:
    """The same in fractions, for one feature and a bias."""
    mean, level = sum(x) / len(x), Fraction(sum(t), len(t))
    slope = sum((a - mean) * b for a, b in zip(x, t, strict=True)) / sum((a - mean) ** 2 for a in x)
    return all((level + slope * (a - mean)) * b > 0 for a, b in zip(x, t, strict=True))


@pytest.mark.parametrize("scale", [0, 120, -120, -300])
@pytest.mark.parametrize("offset", [0, 4, 8, 12])
def test_nothing_is_said_of_the_least_squares_line_that_is_not_so(scale: int, offset: int) -> None:
    """At any scale, and far from zero, where rounding takes the digits that tell."""
    rng = np.random.default_rng([offset, abs(scale)])
    for _ in range(20):
        x = (rng.permutation(20)[: rng.integers(2, 7)] + 10.0**offset) * 10.0**scale
        target = np.where(x > np.sort(x)[rng.integers(len(x) - 1)], 1.0, -1.0)
        told = expect_least_mean_squares(x[:, None], target, 100, 0.0, 0.1).reason
        separates = least_squares_line_separates(list(map(Fraction, x)), list(map(int, target)))
        assert separates or not told.startswith("the least-squares plane separates"), x
        assert not separates or not told.endswith("does not"), x


@pytest.mark.parametrize("expect", [expect_least_mean_squares, expect_logistic_descent])
def test_a_unit_without_a_bias_that_descends_says_no_at_zero(expect: Any) -> None:
    X = np.array([[1.0], [-1.0]])  # every line through the origin leaves both on it, or parts them
    for side, verdict in ((-1.0, Verdict.OPEN), (1.0, Verdict.CANNOT)):
        assert expect(X, np.full(2, side), 100, 0.0, 0.1, bias=False).verdict is verdict


def test_the_bound_of_adaline_along_the_axes_of_the_bowl() -> None:
    # The singular values are sqrt 2 and sqrt 8, and 2 mu = alpha / 5: exp(-2 alpha / 5) an epoch along
    # the flat axis.  From a start of sqrt 2 + 3 and a bottom of length 1/2 on, the distance
    # sqrt 2 4.91 exp(-epochs / 25) is below 1 after 48.5 epochs.
    unit = Adaline(learning_rate=0.1, initial_scale=1.0, max_epochs=49)
    assert solves(unit)
    assert not solves(unit.set_params(max_epochs=48))
    assert solves(unit.set_params(learning_rate=1.0, max_epochs=5))
    assert not solves(unit.set_params(learning_rate=1.0, max_epochs=4))
    assert not solves(unit.set_params(learning_rate=1.0001, max_epochs=300))  # a step overshoots


def test_the_bound_of_adaline_on_how_far_the_weights_wobble() -> None:
    # AND with -1 and +1: s = (a + b - 1)/2, all errors 1/2, the nearest sum 1/2.  Four times
    # sqrt(1/4 alpha / (2 - alpha)) is 1/2 at alpha = 2/17.
    for alpha, verdict in ((0.117, Verdict.SOLVES), (0.118, Verdict.OPEN)):
        unit = Adaline(learning_rate=alpha, max_epochs=10_000)
        assert unit.expectation(AND.bipolar.X, AND.target).verdict is verdict


def test_a_rule_that_descends_cannot_where_no_line_does() -> None:
    for expected in (
        expect_least_mean_squares(XOR.X, XOR.target, 10**6, 0.0, 0.1),
        expect_logistic_descent(XOR.X, XOR.target, 10**6, 0.0, 0.1),
    ):
        assert expected == expect_linear(XOR.X, XOR.target)


# The bounds where no number is 1 and none stands for another -------------------------------------------

FOUR = np.array([[-3.0, 1.0], [-2.0, -1.5], [1.0, 2.5], [4.0, 0.5], [2.0, 3.0]])
ANSWERS = np.array([-1.0, -1.0, 1.0, 1.0, 1.0])


def first_epoch(expect: Any, *arguments: Any, **settings: Any) -> int:
    """The fewest epochs that are enough, each number of them below being too few."""
    low, high = 0, 10**9  # not enough, and enough
    assert expect(FOUR, ANSWERS, high, *arguments, **settings).verdict is Verdict.SOLVES
    while high - low > 1:
        middle = (low + high) // 2
        enough = expect(FOUR, ANSWERS, middle, *arguments, **settings).verdict is Verdict.SOLVES
        low, high = (low, middle) if enough else (middle, high)
    return high


@pytest.mark.parametrize(("start", "rate"), [(0.0, 0.05), (0.7, 0.05), (0.7, 0.3), (5.0, 0.1)])
def test_what_a_logistic_unit_has_to_pay_for(start: float, rate: float) -> None:
    gamma, m = separate(FOUR, ANSWERS).margin_with_bias, 5
    price = m * (start * gamma + math.log(2 * m / math.log(2))) ** 2
    needed = math.ceil(price / (rate * math.log(2) * gamma**2))
    assert first_epoch(expect_logistic_descent, start, rate) == needed


def test_no_step_of_a_logistic_unit_may_be_larger_than_one_over_the_curvature() -> None:
    largest = float(np.linalg.norm(np.column_stack([np.ones(5), FOUR]), 2)) ** 2
    for part, verdict in ((0.999, Verdict.SOLVES), (1.001, Verdict.OPEN)):
        rate = part * 4 * 5 / largest
        assert expect_logistic_descent(FOUR, ANSWERS, 10**9, 0.0, rate).verdict is verdict


def test_a_large_step_on_a_gate_counts_for_twice_one_over_a_curvature_that_is_no_whole_number() -> None:
    # Bias and inputs of AND: the largest square is 4.9, over 4 m = 16.
    largest = float(np.linalg.norm(np.column_stack([np.ones(4), AND.X]), 2)) ** 2
    steps = 2 * 4 * (20.0 + 1) / separate(AND.X, AND.target).margin_with_bias
    needed = math.ceil(steps * largest / 16 / 2)
    for epochs, verdict in ((needed - 1, Verdict.OPEN), (needed, Verdict.SOLVES)):
        assert expect_logistic_descent(AND.X, AND.target, epochs, 20.0, 100.0).verdict is verdict


def bowl(X: np.ndarray, by_length: bool, bias: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Inputs with the bias's, and targets: divided by their length, if a step is taken by it."""
    inputs = np.column_stack([np.full(5, float(bias)), X])
    length = np.array([math.hypot(*row) for row in inputs.tolist()]) if by_length else np.ones(5)
    return inputs / length[:, None], ANSWERS / length


@pytest.mark.parametrize("by_length", [False, True])
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("start", [0.0, 3.0])
def test_the_way_down_the_bowl_is_as_long_as_its_flattest_axis_takes(
    by_length: bool, bias: bool, start: float
) -> None:
    inputs, due = bowl(FOUR, by_length, bias)
    weights = np.linalg.pinv(inputs) @ due
    nearest = (inputs @ weights * ANSWERS).min()
    alpha, s = 0.01, np.linalg.svd(inputs, compute_uv=False)
    rate = alpha / (inputs**2).sum(axis=1).mean()

    def farthest(epochs: int) -> float:
        return float((s * np.exp(-rate * s**2 * epochs)).max() * (start + np.linalg.norm(weights)))

    needed = first_epoch(expect_least_mean_squares, start, alpha, by_length=by_length, bias=bias)
    assert farthest(needed) < nearest <= farthest(needed - 1)


@pytest.mark.parametrize("by_length", [False, True])
def test_the_wobble_about_the_bottom_may_be_a_quarter_of_the_nearest_sum(by_length: bool) -> None:
    X = np.array([*FOUR[:2], [0.5, 0.5], *FOUR[3:]]) / 3
    inputs, due = bowl(X, by_length)
    sums = inputs @ np.linalg.pinv(inputs) @ due
    ratio = ((sums * ANSWERS).min() / 4) ** 2 / ((due - sums) ** 2).mean()  # alpha / (2 - alpha)
    for part, verdict in ((0.99, Verdict.SOLVES), (1.01, Verdict.OPEN)):
        alpha = 2 * part * ratio / (1 + part * ratio)
        expected = expect_least_mean_squares(X, ANSWERS, 10**9, 0.0, alpha, by_length=by_length)
        assert expected.verdict is verdict


def test_the_longest_example_may_have_no_whole_number_and_all_but_a_whole_square() -> None:
    assert longest_with_bias(np.array([[0.9, 0.9], [1.0, 0.0]])) == math.hypot(1, 0.9, 0.9)
    for almost in (1 - 1e-8, 1 - 1e-15):
        assert longest_with_bias(np.array([[1.0, almost], [0.5, 0.0]])) == math.hypot(1, 1, almost)
    assert longest_with_bias(np.zeros((2, 0))) == 1


def test_of_examples_that_rounding_put_behind_the_longest_is_taken() -> None:
    # The same three numbers in other orders, but for a last bit: the second is longest, and its sum of
    # squares is not the largest of the rounded ones.
    a, b, c, more = 4.898955160153005, 7.0152285056260215, 1.576147693189651, 1.5761476931896514
    X = np.array([[a, b, c], [b, more, a], [more, a, b]])
    assert longest_with_bias(X) == max(math.hypot(1.0, *row) for row in X.tolist())
