"""What one cell of 1943 can compute: the theorem agrees with the search through all wirings."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from neurohistory.theory import Verdict
from neurohistory.theory.single_cell import VETO, best_wiring, expect_single_cell


def answers(endings: np.ndarray, threshold: int, on: np.ndarray) -> np.ndarray:
    vetoed = (on & (endings == VETO)).any(axis=1)
    fires: np.ndarray = ~vetoed & (on @ np.maximum(endings, 0) >= threshold)
    return fires


@pytest.mark.parametrize("n", [1, 2, 3])
def test_theory_says_of_every_function_what_the_search_finds(n: int) -> None:
    on = np.array(list(product([False, True], repeat=n)))
    for truth in product([False, True], repeat=2**n):
        wanted = np.array(truth)
        found = (answers(*best_wiring(on, wanted), on) == wanted).all()
        expected = expect_single_cell(on, np.where(wanted, 1.0, -1.0)).verdict
        assert expected is (Verdict.SOLVES if found else Verdict.CANNOT), truth


def test_beyond_four_inputs_endings_are_changed_one_input_at_a_time() -> None:
    on = np.array(list(product([False, True], repeat=6)))
    for asked in (on.all(axis=1), on.any(axis=1), on[:, 0] & ~on[:, 5]):
        wanted = np.asarray(asked)
        assert (answers(*best_wiring(on, wanted), on) == wanted).all()
