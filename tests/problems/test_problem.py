"""A problem made by hand: copies that nobody can spoil, and parts that must fit together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from neurohistory import AND, XOR, Problem, get_problem, run
from neurohistory.problems import problem_names
from neurohistory.theory import Verdict

HAND_X, HAND_TARGET = np.eye(3), np.array([-1, 1, 1])


def by_hand(**changes: Any) -> Problem:
    """A sound problem but for these changes."""
    parts: dict[str, Any] = {
        "name": "mine",
        "X": HAND_X,
        "target": HAND_TARGET,
        "X_test": HAND_X[:1],
        "target_test": HAND_TARGET[:1],
        "classes": ("no", "yes"),
    }
    return Problem(**{**parts, **changes})


def test_whole_numbers_and_lists_will_do() -> None:
    made = by_hand(X=[[0, 1], [1, 0], [1, 1]], X_test=[[0, 0]], classes=["no", "yes"])
    assert made.X.dtype == made.target.dtype == np.float64
    assert made.classes == ("no", "yes")
    assert by_hand(X=HAND_X.astype(np.float32)).X.dtype == np.float32


@pytest.mark.parametrize("field", ["X", "target", "X_test", "target_test"])
@pytest.mark.parametrize(
    "made", [by_hand(), get_problem("blobs"), get_problem("moons", test_fraction=0)]
)
def test_a_problem_keeps_copies_that_nobody_can_spoil(field: str, made: Problem) -> None:
    with pytest.raises(ValueError, match="read-only"):
        getattr(made, field)[...] = 0
    assert not np.shares_memory(by_hand().X, HAND_X)


def test_there_may_be_nothing_to_be_tested_on() -> None:
    made = by_hand(X_test=HAND_X[:0], target_test=HAND_TARGET[:0])
    assert repr(made) == "Problem(mine: 3 examples and 0 to test, 3 features, 2 classes)"
    assert run("perceptron", made, starts=2).test_accuracy is None
    assert made.notes == ()


ONE_HOT = 2 * np.eye(3) - 1
ODD_PARTS: dict[str, tuple[dict[str, Any], str]] = {
    "flat X": ({"X": np.zeros(3)}, r"not \(3,\) and \(3,\)"),
    "no examples": ({"X": HAND_X[:0], "target": HAND_TARGET[:0]}, r"\(0, 3\)"),
    "no features": ({"X": HAND_X[:, :0]}, "no feature"),
    "words": ({"X": np.full((3, 3), "a")}, "array of floats"),
    "nan": ({"X": np.full((3, 3), np.nan)}, "NaN"),
    "too few targets": ({"target": HAND_TARGET[1:]}, r"\(2,\)"),
    "targets of 0 and 1": ({"target": [0, 1, 1]}, r"target\[0\] is 0\.0"),
    "a test target of 0": ({"target_test": [0]}, r"target\[0\] is 0\.0"),
    "two classes at once": ({"target": np.ones((3, 3)), "classes": "abc"}, r"3 entries of \+1"),
    "another number of features": ({"X_test": np.eye(2)[:1]}, r"X_test has shape \(1, 2\).*\(1, 3\)"),
    "a number for tests": ({"X_test": 5.0}, r"X_test has shape \(\)"),
    "too few test targets": ({"target_test": HAND_TARGET[:0]}, r"target_test has shape \(0,\).*\(1,\)"),
    "one-hot tests alone": ({"target_test": ONE_HOT[:1]}, r"target_test has shape \(1, 3\).*\(1,\)"),
    "one class": ({"classes": ("no",)}, r"classes are \('no',\); the target needs 2"),
    "three classes": ({"classes": "abc"}, r"classes are \('a', 'b', 'c'\); the target needs 2"),
    "a class twice": ({"classes": ("no", "no")}, r"classes are \('no', 'no'\)"),
    "two names for three": ({"target": ONE_HOT, "target_test": ONE_HOT[:1]}, "the target needs 3"),
}


@pytest.mark.parametrize("case", ODD_PARTS)
def test_parts_that_do_not_fit_are_refused(case: str) -> None:
    changes, message = ODD_PARTS[case]
    with pytest.raises((TypeError, ValueError), match=message):
        by_hand(**changes)


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (2**53, 2**53 + 1, True),
        (-(2**53), -(2**53) - 1, True),
        (2**53, 2**53 + 2, False),
        (2**53 - 1, 2**53, False),
    ],
)
def test_whole_numbers_that_floats_merge_are_refused(first: int, second: int, refused: bool) -> None:
    X, target, nothing = np.array([[first], [second]]), np.array([-1.0, 1.0]), np.zeros((0, 1))
    if refused:
        with pytest.raises(ValueError, match=f"are {first} and {second}, which differ in more digits"):
            Problem("own", X, target, nothing, np.zeros(0))
    else:
        assert Problem("own", X, target, nothing, np.zeros(0)).X.astype(int).tolist() == X.tolist()


# What a problem says of itself ------------------------------------------------------------------------

SWAP = Problem("swap", np.array([[0.0, 1], [1, 0]]), np.array([[1.0, -1], [-1, 1]]), targets="bits")


def test_labels_are_those_that_one_would_fit() -> None:
    assert by_hand().y.tolist() == ["no", "yes", "yes"]
    assert by_hand(target=ONE_HOT, target_test=ONE_HOT[:1], classes="abc").y.tolist() == ["a", "b", "c"]
    assert SWAP.y.tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize(
    ("X", "X_test", "coding"),
    [
        ([[0, 1], [1, 1], [0, 0]], [[1, 0]], "0/1"),
        ([[-1, 1], [1, 1], [-1, -1]], [[1, -1]], "-1/+1"),
        ([[0, 1], [1, 1], [0, 0]], [[2, 0]], "numbers"),
        ([[0, 1], [1, -1], [0, 0]], [[1, 0]], "numbers"),
    ],
)
def test_what_the_inputs_are_is_told_of_all_of_them(X: Any, X_test: Any, coding: str) -> None:
    assert by_hand(X=X, X_test=X_test).coding == coding


def test_the_bipolar_view_keeps_all_but_the_inputs() -> None:
    view = SWAP.bipolar
    assert view.X.tolist() == [[-1, 1], [1, -1]]
    assert (view.name, view.targets, view.y.tolist()) == ("swap", "bits", SWAP.y.tolist())
    parted = by_hand(X=[[0, 1], [1, 1], [0, 0]], X_test=[[1, 0]]).bipolar
    assert parted.X_test.tolist() == [[1, -1]]


def test_other_numbers_have_no_bipolar_view() -> None:
    with pytest.raises(ValueError, match=r"the inputs of moons are numbers; .* 0 and 1"):
        _ = get_problem("moons").bipolar


def test_what_is_complete_has_nothing_unseen() -> None:
    assert by_hand(X_test=[], target_test=[], complete=True).complete
    with pytest.raises(ValueError, match="'mine' is complete, and has 1 examples to be tested on"):
        by_hand(complete=True)


def test_of_what_is_complete_theory_says_all_and_of_the_rest_what_cannot_be() -> None:
    whole = run("perceptron", XOR, starts=2), run("perceptron", AND, starts=2)
    parts = [run("perceptron", replace(asked, complete=False), starts=2) for asked in (XOR, AND)]
    assert [trial.expectation.verdict for trial in whole] == [Verdict.CANNOT, Verdict.SOLVES]
    assert [trial.expectation.verdict for trial in parts] == [Verdict.CANNOT, Verdict.OPEN]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (AND, "Problem(AND: 0001)"),
        (SWAP, "Problem(swap: 2 examples and 0 to test, 2 features, 2 bits)"),
        (by_hand(), "Problem(mine: 3 examples and 1 to test, 3 features, 2 classes)"),
    ],
    ids=["gate", "bits", "by hand"],
)
def test_it_shows_what_it_asks(made: Problem, said: str) -> None:
    assert repr(made) == said


@pytest.mark.parametrize(
    "family",
    [name for name in problem_names() if " to " in name],
    ids=lambda family: family.partition(" ")[0].rstrip("0123456789"),
)
def test_a_family_of_problems_ends_where_its_names_say(family: str) -> None:
    name, ends = family[: len(family.split(" ")[0].rstrip("0123456789"))], family.split(" to ")
    first, last = (int(end.removeprefix(name)) for end in ends)
    assert get_problem(f"{name}{first}").name != get_problem(f"{name}{last}").name
    for outside in (first - 1, last + 1):
        with pytest.raises(ValueError, match=name.lower()):
            get_problem(f"{name}{outside}")
