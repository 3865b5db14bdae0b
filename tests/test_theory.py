"""What theory expects, and when a run bears it out."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi

from neurohistory import AND, XOR
from neurohistory.gates import TWO_INPUT
from neurohistory.theory import (
    Expectation,
    Verdict,
    farthest_start,
    of_contradiction,
    of_error_correction,
    of_linear_rule,
)

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
        (Verdict.SOMETIMES, ONE, ONE, True),
        (Verdict.SOMETIMES, NONE, ONE, True),
        (Verdict.SOMETIMES, ALL, ALL, True),
        (Verdict.SOMETIMES, NONE, NONE, False),
        (Verdict.SOMETIMES, NONE[:19], NONE[:19], None),  # too few starts to tell
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
    expected = of_contradiction(X, np.array([1.0, 1, -1]))
    assert expected is not None
    assert expected.verdict is Verdict.CANNOT
    three_classes = np.where(np.eye(3) == 1, 1.0, -1.0)
    assert of_contradiction(X, three_classes[[0, 1, 0]]) is None
    assert of_contradiction(X, three_classes) is not None


def test_a_long_proof_is_told_by_its_length() -> None:
    rng = np.random.default_rng(0)
    X, target = rng.standard_normal((1000, 3)), rng.choice([-1.0, 1.0], size=1000)
    assert of_linear_rule(X, target, "plane").reason == (
        "no plane separates the classes: "
        "these 5 of 1,000 examples cannot be parted, as whole numbers prove"
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
