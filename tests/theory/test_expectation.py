"""What theory expects, and when a run bears it out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import chi

from neurohistory import AND, XOR
from neurohistory.models.adaline import Adaline
from neurohistory.models.logistic_unit import LogisticUnit
from neurohistory.models.madaline import Madaline
from neurohistory.models.perceptron import Perceptron
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.theory import (
    Expectation,
    Verdict,
    farthest_start,
    longest_with_bias,
    of_contradiction,
    of_error_correction,
    of_linear_rule,
    of_separation,
    of_too_few_epochs,
    of_units_line,
)
from neurohistory.theory.separability import Separation

ALL, NONE = np.ones(20, dtype=bool), np.zeros(20, dtype=bool)
ONE = np.arange(20) == 3


@pytest.mark.parametrize(
    ("verdict", "solved", "ever_right", "agrees"),
    [
        (Verdict.SOLVES, ALL, ALL, True),
        (Verdict.SOLVES, ~ONE, ALL, False),
        (Verdict.SOLVES, NONE, NONE, False),
        (Verdict.CANNOT, NONE, NONE, True),
        (Verdict.CANNOT, NONE, ONE, False),  # right once, if only in passing
        (Verdict.CANNOT, ALL, ALL, False),
        (Verdict.DEPENDS, ONE, ONE, True),
        (Verdict.DEPENDS, NONE, ONE, True),
        (Verdict.DEPENDS, ALL, ALL, True),
        (Verdict.DEPENDS, NONE, NONE, False),
        (Verdict.DEPENDS, NONE[:19], NONE[:19], None),  # too few starts to tell
        (Verdict.OPEN, ALL, ALL, None),
        (Verdict.OPEN, NONE, NONE, None),
    ],
)
def test_a_run_agrees_or_not(
    verdict: Verdict, solved: np.ndarray, ever_right: np.ndarray, agrees: bool | None
) -> None:
    assert Expectation(verdict, "because").agrees(solved, ever_right) is agrees


def test_a_linear_rule_solves_and_because_a_line_does() -> None:
    expected = of_linear_rule(AND.X, AND.target)
    assert expected == (Verdict.SOLVES, "a line separates the classes (margin 0.354)")


def test_a_linear_rule_cannot_do_xor_and_the_multipliers_are_shown() -> None:
    expected = of_linear_rule(XOR.X, XOR.target, "plane")
    assert expected.verdict is Verdict.CANNOT
    assert expected.reason == ("no plane separates the classes: multipliers (1, 1, 1, 1) prove it")


def test_no_machine_answers_equal_inputs_in_two_ways() -> None:
    X = np.array([[0.0, 1], [1, 1], [0, 1]])
    assert of_contradiction(X, np.array([1.0, -1, 1])) is None
    assert of_contradiction(X, np.array([1.0, 1, -1])) == (
        Verdict.CANNOT,
        "examples 0 and 2 look the same to the machine and have different labels",
    )
    three_classes = np.where(np.eye(3) == 1, 1.0, -1.0)
    assert of_contradiction(X, three_classes[[0, 1, 0]]) is None
    assert of_contradiction(X, three_classes) is not None


def test_a_long_proof_is_told_by_its_length_and_one_of_long_numbers_by_its_examples() -> None:
    rng = np.random.default_rng(0)
    X, target = rng.standard_normal((1000, 7)), rng.choice([-1.0, 1.0], size=1000)
    assert of_linear_rule(X, target, "plane").reason == (
        "no plane separates the classes: "
        "9 of the 1,000 examples cannot be parted, as whole numbers prove"
    )
    assert of_linear_rule(np.array([[1.0], [1.1], [1.3]]), np.array([1.0, -1, 1])).reason == (
        "no line separates the classes: examples 0, 1, 2 cannot be parted, as whole numbers prove"
    )


def test_a_short_proof_names_its_examples() -> None:
    X = np.vstack([AND.X, XOR.X])
    reason = of_linear_rule(X, np.concatenate([AND.target, XOR.target])).reason
    assert reason.endswith("multipliers (1, 1) of examples (1, 5) prove it")


def test_the_verdict_on_two_inputs_follows_from_separability() -> None:
    for name, asked in TWO_INPUT.items():
        cannot = of_linear_rule(asked.X, asked.target).verdict is Verdict.CANNOT
        assert cannot == (name in {"XOR", "XNOR"})


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
    enough = of_error_correction(X, AND.target, epochs, start, "plane")
    assert enough == of_linear_rule(X, AND.target, "plane")
    assert enough.verdict is Verdict.SOLVES
    short = of_error_correction(X, AND.target, epochs - 1, start, "plane")
    assert short == (
        Verdict.OPEN,
        f"a plane separates the classes; it is found within {epochs} epochs, and there are {epochs - 1}",
    )


def test_error_correction_cannot_where_no_line_does() -> None:
    expected = of_error_correction(XOR.X, XOR.target, 10**9, 0.0)
    assert expected == of_linear_rule(XOR.X, XOR.target)


def test_of_100_000_starts_less_than_ten_are_longer_than_the_farthest() -> None:
    for n_weights in (1, 2, 3, 10, 100, 1000):
        assert chi(n_weights).sf(farthest_start(1.0, n_weights)) < 1e-4
        assert chi(n_weights).sf(farthest_start(1.0, n_weights) - 1) > 1e-4  # and no looser than that
        assert farthest_start(2.5, n_weights) == 2.5 * farthest_start(1.0, n_weights)
    assert farthest_start(0.0, 3) == 0


@pytest.mark.parametrize(
    ("n_examples", "multipliers", "proof"),
    [
        (8, (1,) * 8, "multipliers (1, 1, 1, 1, 1, 1, 1, 1) prove it"),
        (9, (1,) * 9, "9 of the 9 examples cannot be parted, as whole numbers prove"),
        (2, (8, 8), "multipliers (8, 8) prove it"),
        (2, (9, 8), "examples 0, 1 cannot be parted, as whole numbers prove"),
        (1234, (1, 1), "multipliers (1, 1) of examples (0, 1) prove it"),
    ],
)
def test_a_proof_is_written_out_while_it_is_short(
    n_examples: int, multipliers: tuple[int, ...], proof: str
) -> None:
    found = Separation(False, examples=tuple(range(len(multipliers))), multipliers=multipliers)
    expected = of_separation(found, n_examples)
    assert expected == (Verdict.CANNOT, f"no line separates the classes: {proof}")


def test_what_is_not_shown_is_open() -> None:
    expected = of_separation(Separation(None), 10, "surface")
    assert expected.verdict is Verdict.OPEN
    assert "neither a surface that separates the classes nor a proof against it" in expected.reason
    overflown = np.array([[np.inf], [0.0]])
    assert of_linear_rule(overflown, np.array([1.0, -1.0])).verdict is Verdict.OPEN
    assert of_error_correction(overflown, np.array([1.0, -1.0]), 9, 0.0).verdict is Verdict.OPEN


@pytest.mark.parametrize(
    ("needed", "shown"),
    [(2.0, "2"), (2.1, "3"), (999_999_999.0, "999,999,999"), (1e9, "1e+09"), (np.inf, "inf")],
)
def test_how_many_epochs_it_takes_is_rounded_up(needed: float, shown: str) -> None:
    expected = of_too_few_epochs(needed, 1000, "plane")
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
    assert of_error_correction(ENDS, SIDES, needed, start).verdict is Verdict.SOLVES
    short = of_error_correction(ENDS, SIDES, needed - 1, start, "plane")
    assert short.verdict is Verdict.OPEN
    assert f"a plane separates the classes; it is found within {needed} epochs" in short.reason


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


@pytest.mark.parametrize(
    ("n", "who"),
    [
        (1, "example 0 and its mirror image prove it"),
        (2, "examples 0, 1 and their mirror images prove it"),
        (8, "examples 0, 1, 2, 3, 4, 5, 6, 7 and their mirror images prove it"),
        (9, "examples 0, 1, 2, 3, 4, 5, 6, 7, ... and their mirror images prove it"),
    ],
)
def test_one_example_is_told_in_the_singular_and_many_in_part(n: int, who: str) -> None:
    # n unit vectors and, from two on, the last one is minus their sum: it takes all of them.
    X = np.vstack([np.eye(n - 1), -np.ones(n - 1)]) if n > 1 else np.zeros((1, 2))
    found, expected = of_units_line(X, np.full(n, 1.0), at_zero=False)
    assert found.separable is False
    assert expected == (Verdict.CANNOT, f"no line through the origin separates the classes: {who}")


def test_what_the_plane_is_called_may_be_said_by_name_and_the_options_must_be() -> None:
    expected = of_error_correction(X=AND.X, target=AND.target, epochs=10**6, start=0.0, where="cut")
    assert expected.reason.startswith("a cut separates the classes")
    with pytest.raises(TypeError, match="positional"):
        of_error_correction(AND.X, AND.target, 9, 0.0, "cut", 0.5)  # type: ignore[call-arg]
    assert of_units_line(X=AND.X, target=AND.target, where="cut")[1].reason == expected.reason
    with pytest.raises(TypeError, match="positional"):
        of_units_line(AND.X, AND.target, "cut", True)  # type: ignore[call-arg]
