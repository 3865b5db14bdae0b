from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from neurohistory.problems import get_problem
from neurohistory.problems.variants import fewer, in_single_precision, mislabelled

MOONS = get_problem("moons")


def test_fewer_are_the_first_ones_and_the_test_stays() -> None:
    few = fewer(MOONS, 7)
    assert np.array_equal(few.X, MOONS.X[:7])
    assert np.array_equal(few.target, MOONS.target[:7])
    assert np.array_equal(few.X_test, MOONS.X_test)


@pytest.mark.parametrize("n", [0, -1, 301])
def test_more_than_there_are_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match=f"n_examples must be from 1 to 300.*not {n}"):
        fewer(MOONS, n)


@pytest.mark.parametrize("fraction", [0.0, 0.2, 1.0])
def test_a_share_of_the_labels_is_turned_and_nothing_else(fraction: float) -> None:
    turned = mislabelled(MOONS, fraction, seed=3)
    assert (turned.target == -MOONS.target).mean() == pytest.approx(fraction)
    assert np.array_equal(turned.X, MOONS.X)
    assert np.array_equal(turned.target_test, MOONS.target_test)


def test_the_seed_chooses_which_labels() -> None:
    one, same, other = (mislabelled(MOONS, 0.2, seed).target for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("fraction", [-0.1, 1.1])
def test_no_share_is_refused(fraction: float) -> None:
    with pytest.raises(ValueError, match=f"fraction must be from 0 to 1, not {fraction}"):
        mislabelled(MOONS, fraction)


def test_of_three_classes_none_is_the_other() -> None:
    with pytest.raises(ValueError, match="two classes, and blobs has 3 classes"):
        mislabelled(get_problem("blobs"), 0.1)


def test_single_precision_is_of_all_parts() -> None:
    single = in_single_precision(replace(MOONS, X=MOONS.X[:5], target=MOONS.target[:5]))
    parts = (single.X, single.target, single.X_test, single.target_test)
    assert {part.dtype for part in parts} == {np.dtype(np.float32)}
    assert np.allclose(single.X_test, MOONS.X_test)
