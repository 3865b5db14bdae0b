"""Masks: all small sets of points, and the products that a machine of bounded order sees."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest

from neurohistory import parity
from neurohistory.models import minsky_papert
from neurohistory.theory.predicates import partial
from neurohistory.theory.predicates.partial import masks, partial_predicates


@pytest.mark.parametrize("n", [1, 3, 5])
@pytest.mark.parametrize("order", [0, 1, 2, 3, 9])
def test_masks_are_all_small_subsets(n: int, order: int) -> None:
    found = masks(n, order)
    assert len(found) == sum(comb(n, k) for k in range(min(order, n) + 1))
    subsets = {c for k in range(n + 1) for c in combinations(range(n), k) if len(c) <= order}
    assert set(found) == subsets
    assert found[0] == ()


def test_products_are_those_of_the_masks() -> None:
    X = np.array([[2.0, 3.0, 5.0], [1.0, 0.0, 7.0]])
    # Masks (), (0), (1), (2), (0, 1), (0, 2), (1, 2).
    assert partial_predicates(X, 2).tolist() == [[1, 2, 3, 5, 6, 10, 15], [1, 1, 0, 7, 0, 7, 0]]


def test_all_masks_tell_all_patterns_apart() -> None:
    seen = partial_predicates(parity(4).X, 4)
    assert np.linalg.matrix_rank(seen) == 16


def test_too_many_masks_are_refused_with_the_remedy() -> None:
    with pytest.raises(ValueError, match=r"more than 100,000; take a lower order or fewer inputs"):
        masks(64, 4)


def test_more_products_than_memory_holds_are_refused_with_the_remedy() -> None:
    X = np.zeros((3_000, 16))
    with pytest.raises(ValueError, match=r"3,000 examples under 65,536 masks .*or fewer examples"):
        partial_predicates(X, order=50)


def test_the_model_of_1969_sees_these_very_products() -> None:
    assert minsky_papert.masks is partial.masks
    assert minsky_papert.partial_predicates is partial.partial_predicates
