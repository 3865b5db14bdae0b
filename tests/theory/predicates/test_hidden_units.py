"""Two hidden units: what they add, counted, and against nets with whole weights."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from neurohistory import XOR, parity
from neurohistory.theory.predicates.functions import all_answers, number_of
from neurohistory.theory.predicates.hidden_units import two_hidden_units
from neurohistory.theory.predicates.threshold_functions import threshold_functions


@pytest.mark.parametrize(("n", "number"), [(1, 4), (2, 16), (3, 254), (4, 41_614)])
def test_the_counts(n: int, number: int) -> None:
    found = two_hidden_units(n)
    assert len(found) == len(np.unique(found)) == number


def test_all_but_parity_and_its_opposite_of_three_inputs() -> None:
    missed = set(range(256)) - set(two_hidden_units(3).tolist())
    assert missed == {int(number_of(parity(3).truth)), int(number_of(~parity(3).truth))}


def test_xor_is_or_but_not_and() -> None:
    x1, x2 = XOR.X.T
    either, both = x1 + x2 > 0.5, x1 + x2 > 1.5
    assert ((either & ~both) == XOR.truth).all()
    assert number_of(XOR.truth) in two_hidden_units(2)


@pytest.mark.parametrize("n", range(1, 9))
def test_as_many_hidden_units_as_inputs_compute_parity(n: int) -> None:
    # Unit k fires if at least k inputs are on; the output adds +1, -1, +1, ... of them.
    hidden = parity(n).X.sum(axis=1)[:, None] > np.arange(1, n + 1) - 0.5
    answers = hidden @ (-1.0) ** np.arange(n) > 0.5
    assert (answers == parity(n).truth).all()
    if n == 2:
        assert number_of(answers) in two_hidden_units(2)


def test_agrees_with_nets_of_whole_weights() -> None:
    # Referee: all nets whose hidden units have weights in [-2, 2] and whose output unit has weights in
    # [-1, 1], thresholds at halves; these weights are enough for three inputs and for two.
    X = parity(3).X
    weights = np.array(list(product(range(-2, 3), repeat=3)))
    sums = X @ weights.T
    hidden = {tuple((sums[:, j] > cut).tolist()) for j in range(125) for cut in np.arange(-6.5, 7)}
    assert len(hidden) == 104
    table = np.array(sorted(hidden))  # (unit, case)
    first, second = table[:, None], table[None]  # every pair
    found: set[int] = set()
    for v1, v2 in product((-1, 0, 1), repeat=2):
        for cut in np.arange(-2.5, 3):
            answers = v1 * first.astype(int) + v2 * second > cut
            found.update(np.unique(number_of(np.moveaxis(answers, 2, 0))).tolist())
    assert found == set(two_hidden_units(3).tolist())


@pytest.mark.parametrize("n", [2, 3, 4])
def test_one_unit_is_a_special_case(n: int) -> None:
    assert np.isin(threshold_functions(n), two_hidden_units(n)).all()
    assert all_answers(n).shape[1] >= len(two_hidden_units(n))


@pytest.mark.parametrize("n", [0, 5])
def test_other_numbers_of_inputs_are_refused(n: int) -> None:
    with pytest.raises(ValueError, match=f"takes 1 to 4 inputs, not {n}"):
        two_hidden_units(n)
