"""Counts of threshold functions: the numbers of the literature, and enumerations of another kind."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from neurohistory import parity
from neurohistory.theory.predicates.functions import all_answers, kinds, number_of, orders
from neurohistory.theory.predicates.threshold_functions import (
    count_threshold_functions,
    threshold_functions,
)
from neurohistory.theory.separability import separate

# n: threshold functions (OEIS A000609), positive ones (A002078), NP classes (A000617), NPN classes
# (A001529), and those that need all n inputs (A001530).
LITERATURE = {
    1: (4, 3, 3, 2, 1),
    2: (14, 6, 5, 3, 1),
    3: (104, 20, 10, 6, 3),
    4: (1_882, 150, 27, 15, 9),
    5: (94_572, 3_287, 119, 63, 48),
    6: (15_028_134, 244_158, 1_113, 567, 504),
    7: (8_378_070_864, 66_291_591, 29_375, 14_755, 14_188),
}
ALL = {1: 4, 2: 16, 3: 256, 4: 65_536, 5: 4_294_967_296}


@pytest.mark.parametrize("n", LITERATURE)
def test_the_counts_are_those_of_the_literature(n: int) -> None:
    found = count_threshold_functions(n)
    assert (
        found.threshold,
        found.positive,
        found.np_classes,
        found.npn_classes,
        found.npn_classes_exactly,
    ) == LITERATURE[n]
    assert found.n == n
    assert found.functions == ALL.get(n, 2 ** (2**n))


def test_the_share_falls() -> None:
    shares = [count_threshold_functions(n).fraction for n in range(1, 7)]
    assert shares[:4] == pytest.approx([1, 0.875, 0.406, 0.0287], rel=0.002)
    assert shares[4:] == pytest.approx([2.2e-5, 8.1e-13], rel=0.01)


def by_whole_weights(n: int, most: int) -> set[int]:
    """What weights in [-most, most] and thresholds at half-integers compute; a lower bound."""
    weights = np.array(list(product(range(-most, most + 1), repeat=n)))
    sums = parity(n).X @ weights.T  # (case, weights)
    cuts = np.arange(-n * most - 0.5, n * most + 1)
    return {int(number) for cut in cuts for number in number_of(sums > cut)}


@pytest.mark.parametrize(("n", "most"), [(1, 1), (2, 1), (3, 2), (4, 3)])
def test_agrees_with_an_enumeration_of_whole_weights(n: int, most: int) -> None:
    found = threshold_functions(n)
    assert set(found.tolist()) == by_whole_weights(n, most)
    assert len(found) == count_threshold_functions(n).threshold


@pytest.mark.parametrize("n", [1, 2, 3])
def test_agrees_with_the_linear_program_on_every_function(n: int) -> None:
    X, wanted = parity(n).X, set(threshold_functions(n).tolist())
    for number, answers in enumerate(all_answers(n).T):
        assert separate(X, answers).separable == (number in wanted)


def test_the_numbers_of_kinds_agree_with_the_kinds_themselves() -> None:
    for n in (1, 2, 3, 4):
        found = np.unique(kinds(n)[threshold_functions(n)])
        assert len(found) == count_threshold_functions(n).npn_classes


def test_positive_functions_are_those_that_never_turn_back() -> None:
    for n in (1, 2, 3, 4):
        table = all_answers(n)[:, threshold_functions(n)]
        cases = parity(n).X
        up = [(i, j) for i, j in product(range(2**n), repeat=2) if (cases[i] <= cases[j]).all()]
        rising = np.all([table[i] <= table[j] for i, j in up], axis=0)
        assert rising.sum() == count_threshold_functions(n).positive


def test_threshold_functions_are_those_of_order_zero_and_one() -> None:
    assert threshold_functions(3).tolist() == np.flatnonzero(orders(3) <= 1).tolist()


def test_five_inputs_can_be_listed() -> None:
    found = threshold_functions(5)
    assert len(found) == len(np.unique(found)) == 94_572
    # The opposite of a threshold function is one.
    assert np.isin(2**32 - 1 - found, found).all()


def test_progress_can_be_shown_and_interrupted() -> None:
    told: list[tuple[int, int]] = []
    count_threshold_functions(5, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (119, 119)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        count_threshold_functions(5, progress=stop)


@pytest.mark.parametrize("n", [0, -1, 8])
def test_other_numbers_of_inputs_are_refused_with_the_reason(n: int) -> None:
    with pytest.raises(ValueError, match=rf"1 to 7 inputs \(.*\), not {n}"):
        count_threshold_functions(n)


@pytest.mark.parametrize("n", [0, 6])
def test_no_more_than_five_inputs_are_listed(n: int) -> None:
    with pytest.raises(ValueError, match=f"listed for 1 to 5 inputs, not {n}"):
        threshold_functions(n)
