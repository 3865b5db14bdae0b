"""What theory expects, and when a run bears it out."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from neurohistory import AND, XOR
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.theory import (
    Expectation,
    Verdict,
    expect_contradiction,
    expect_error_correction,
    expect_linear,
    expect_separation,
    expect_unit,
)
from neurohistory.theory.separability import Separation

ALL, NONE = np.ones(20, dtype=bool), np.zeros(20, dtype=bool)
ONE = np.arange(20) == 3


@pytest.mark.parametrize(
    ("verdict", "solved", "ever_solved", "agrees"),
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
    verdict: Verdict, solved: np.ndarray, ever_solved: np.ndarray, agrees: bool | None
) -> None:
    assert Expectation(verdict, "because").agrees(solved, ever_solved) is agrees


def test_a_linear_rule_solves_and_because_a_line_does() -> None:
    expected = expect_linear(AND.X, AND.target)
    assert expected == (Verdict.SOLVES, "a line separates the classes (margin 0.354)")


def test_a_linear_rule_cannot_do_xor_and_the_multipliers_are_shown() -> None:
    expected = expect_linear(XOR.X, XOR.target, "plane")
    assert expected.verdict is Verdict.CANNOT
    assert expected.reason == ("no plane separates the classes: multipliers (1, 1, 1, 1) prove it")


def test_no_machine_answers_equal_inputs_in_two_ways() -> None:
    X = np.array([[0.0, 1], [1, 1], [0, 1]])
    assert expect_contradiction(X, np.array([1.0, -1, 1])) is None
    assert expect_contradiction(X, np.array([1.0, 1, -1])) == (
        Verdict.CANNOT,
        "examples 0 and 2 look the same to the machine and have different labels",
    )
    three_classes = np.where(np.eye(3) == 1, 1.0, -1.0)
    assert expect_contradiction(X, three_classes[[0, 1, 0]]) is None
    assert expect_contradiction(X, three_classes) is not None


def test_a_long_proof_is_told_by_its_length_and_one_of_long_numbers_by_its_examples() -> None:
    rng = np.random.default_rng(0)
    X, target = rng.standard_normal((1000, 7)), rng.choice([-1.0, 1.0], size=1000)
    assert expect_linear(X, target, "plane").reason == (
        "no plane separates the classes: "
        "9 of the 1,000 examples cannot be parted, as whole numbers prove"
    )
    assert expect_linear(np.array([[1.0], [1.1], [1.3]]), np.array([1.0, -1, 1])).reason == (
        "no line separates the classes: examples 0, 1, 2 cannot be parted, as whole numbers prove"
    )


def test_a_short_proof_names_its_examples() -> None:
    X = np.vstack([AND.X, XOR.X])
    reason = expect_linear(X, np.concatenate([AND.target, XOR.target])).reason
    assert reason.endswith("multipliers (1, 1) of examples (1, 5) prove it")


def test_the_verdict_on_two_inputs_follows_from_separability() -> None:
    for name, asked in TWO_INPUT.items():
        cannot = expect_linear(asked.X, asked.target).verdict is Verdict.CANNOT
        assert cannot == (name in {"XOR", "XNOR"})


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
    expected = expect_separation(found, n_examples)
    assert expected == (Verdict.CANNOT, f"no line separates the classes: {proof}")


def test_what_is_not_shown_is_open() -> None:
    expected = expect_separation(Separation(None), 10, "surface")
    assert expected.verdict is Verdict.OPEN
    assert "neither a surface that separates the classes nor a proof against it" in expected.reason
    overflown = np.array([[np.inf], [0.0]])
    assert expect_linear(overflown, np.array([1.0, -1.0])).verdict is Verdict.OPEN
    assert expect_error_correction(overflown, np.array([1.0, -1.0]), 9, 0.0).verdict is Verdict.OPEN


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
    found, expected = expect_unit(X, np.full(n, 1.0), at_zero=False)
    assert found.separable is False
    assert expected == (Verdict.CANNOT, f"no line through the origin separates the classes: {who}")


def test_what_the_plane_is_called_may_be_said_by_name_and_the_options_must_be() -> None:
    expected = expect_error_correction(X=AND.X, target=AND.target, epochs=10**6, start=0.0, where="cut")
    assert expected.reason.startswith("a cut separates the classes")
    with pytest.raises(TypeError, match="positional"):
        expect_error_correction(AND.X, AND.target, 9, 0.0, "cut", 0.5)  # type: ignore[call-arg]
    assert expect_unit(X=AND.X, target=AND.target, where="cut")[1].reason == expected.reason
    with pytest.raises(TypeError, match="positional"):
        expect_unit(AND.X, AND.target, "cut", True)  # type: ignore[call-arg]


@pytest.mark.parametrize(("n", "agrees"), [(19, None), (20, False), (21, False), (200, False)])
def test_that_none_succeeds_says_something_of_many_starts_alone(n: int, agrees: bool | None) -> None:
    none = np.zeros(n, dtype=bool)
    assert Expectation(Verdict.DEPENDS, "").agrees(none, none) is agrees


def test_fractions_are_as_good_as_floats() -> None:
    X = np.array([[Fraction(1, 3)], [Fraction(2, 3)]])
    assert expect_linear(X, np.array([-1.0, 1.0])).verdict is Verdict.SOLVES


@pytest.mark.parametrize("yes", [True, False])
def test_without_a_bias_cases_that_every_line_leaves_on_it_hang_on_what_zero_means(yes: bool) -> None:
    X, target = np.array([[1.0], [-1.0]]), np.full(2, 1.0 if yes else -1.0)
    assert expect_unit(X, target, at_zero=yes)[1] == (
        Verdict.OPEN,
        "a line through the origin leaves some cases on it, where rounding decides",
    )
    assert expect_unit(X, target, at_zero=not yes)[1] == (
        Verdict.CANNOT,
        "no line through the origin separates the classes: "
        "examples 0, 1 and their mirror images prove it",
    )


def test_what_no_line_does_none_through_the_origin_does() -> None:
    X = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])  # a cross: XOR, turned
    target = np.array([1.0, 1.0, -1.0, -1.0])
    found = [expect_unit(X, target, at_zero=yes)[1] for yes in (True, False)]
    assert {expected.verdict for expected in found} == {Verdict.CANNOT}
    assert any("multipliers (1, 1, 1, 1) prove it" in expected.reason for expected in found)
