"""Points in the plane and digits: how many, how they are split, the same for the same seed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory import get_problem
from neurohistory.problems import DATASETS

# name: examples, features, classes
KNOWN = {
    "moons": (400, 2, 2),
    "circles": (400, 2, 2),
    "spirals": (400, 2, 2),
    "blobs": (400, 2, 3),
    "digits": (1797, 64, 10),
}
SCALED = [name for name in KNOWN if name != "digits"]


def labels(target: NDArray[Any]) -> NDArray[Any]:
    """The number of each example's class, from its targets."""
    return (target > 0).astype(int) if target.ndim == 1 else target.argmax(axis=1)


def test_these_are_the_problems() -> None:
    assert list(DATASETS) == list(KNOWN)


def test_an_unknown_problem_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'mons'; did you mean 'moons'\? .*, moons, circles, spirals"):
        get_problem("mons")


@pytest.mark.parametrize("name", KNOWN)
def test_shapes_are_those_of_examples_features_and_classes(name: str) -> None:
    n_examples, n_features, n_classes = KNOWN[name]
    made = get_problem(name)
    n_test = len(made.X_test)
    columns = () if n_classes == 2 else (n_classes,)
    assert made.X.shape == (n_examples - n_test, n_features)
    assert made.X_test.shape == (n_test, n_features)
    assert made.target.shape == (n_examples - n_test, *columns)
    assert made.target_test.shape == (n_test, *columns)
    assert made.classes == tuple(range(n_classes))
    assert made.n_inputs == n_features
    assert made.coding == "numbers"


def test_a_problem_says_what_it_holds() -> None:
    held = "Problem(blobs: 300 examples and 100 to test, 2 features, 3 classes)"
    assert repr(get_problem("blobs")) == held


@pytest.mark.parametrize("name", KNOWN)
def test_a_quarter_is_set_aside(name: str) -> None:
    n_examples = KNOWN[name][0]
    assert len(get_problem(name).X_test) == int(np.ceil(n_examples / 4))


@pytest.mark.parametrize("name", KNOWN)
def test_both_parts_have_the_classes_in_the_same_shares(name: str) -> None:
    made = get_problem(name)
    seen, unseen = (np.bincount(labels(target)) for target in (made.target, made.target_test))
    expected = (seen + unseen) * len(made.target_test) / KNOWN[name][0]
    assert np.abs(unseen - expected).max() < 1  # to the nearest whole example


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("name", KNOWN)
def test_no_example_is_in_both_parts_and_none_is_lost(name: str, seed: int) -> None:
    made = get_problem(name, seed)
    rows = np.vstack([made.X, made.X_test])
    if name == "digits":  # its images are given, so all of them must come back
        from sklearn.datasets import load_digits

        images, digits = load_digits(return_X_y=True)
        told = np.concatenate([labels(made.target), labels(made.target_test)])
        given = sorted(map(tuple, np.column_stack([images / 16, digits]).tolist()))
        assert sorted(map(tuple, np.column_stack([rows, told]).tolist())) == given
    else:
        assert len({tuple(row) for row in rows.tolist()}) == len(rows) == KNOWN[name][0]


@pytest.mark.parametrize("name", KNOWN)
def test_the_same_seed_gives_the_same_bytes_and_another_does_not(name: str) -> None:
    one, again, other = get_problem(name, 3), get_problem(name, 3), get_problem(name, 4)
    for field in ("X", "target", "X_test", "target_test"):
        assert getattr(one, field).tobytes() == getattr(again, field).tobytes()
    assert one.X.tobytes() != other.X.tobytes()


@pytest.mark.parametrize("name", SCALED)
def test_numbers_are_scaled_by_the_examples_to_learn_from(name: str) -> None:
    made = get_problem(name)
    assert made.X.mean(axis=0) == pytest.approx(0, abs=1e-12)
    assert made.X.std(axis=0) == pytest.approx(1)
    assert np.abs(made.X_test.mean(axis=0)).max() > 1e-6  # not by their own


def test_digits_stay_between_zero_and_one() -> None:
    made = get_problem("digits")
    assert made.X.min() == made.X_test.min() == 0
    assert made.X.max() == made.X_test.max() == 1


@pytest.mark.parametrize("name", ["moons", "circles", "spirals"])
def test_two_classes_have_one_target_and_the_second_is_plus_one(name: str) -> None:
    made = get_problem(name)
    assert set(made.target.tolist()) == set(made.target_test.tolist()) == {-1.0, 1.0}
    assert made.truth.tolist() == (made.target == 1).tolist()


@pytest.mark.parametrize("name", ["blobs", "digits"])
def test_more_classes_have_a_column_each(name: str) -> None:
    made = get_problem(name)
    for target in (made.target, made.target_test):
        assert set(target.ravel().tolist()) == {-1.0, 1.0}
        assert ((target == 1).sum(axis=1) == 1).all()
        assert (target == 1).any(axis=0).all()


@pytest.mark.parametrize("name", SCALED)
def test_a_seed_of_any_length_will_do(name: str) -> None:
    seeds = [2**32 - 1, 2**32, 2**32 + 1, 10**40]
    made = [get_problem(name, seed) for seed in seeds]
    assert len({one.X.tobytes() for one in made}) == len(seeds)
    assert get_problem(name, 2**32).X.tobytes() == made[1].X.tobytes()


@pytest.mark.parametrize(("seed", "error"), [(-1, ValueError), (1.5, TypeError), ("0", TypeError)])
def test_a_seed_that_is_none_is_refused(seed: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match=rf"seed must be .*not {seed!r}"):
        get_problem("moons", seed)
