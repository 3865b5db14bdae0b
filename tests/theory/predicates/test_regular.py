"""Regular functions: the list is complete, and each certificate holds in whole numbers."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory.theory.predicates import regular
from neurohistory.theory.predicates.functions import all_answers, number_of
from neurohistory.theory.predicates.regular import RegularFunctions, regular_functions
from neurohistory.theory.separability import separate


def is_regular(answers: NDArray[np.bool_], n: int) -> bool:
    """By the definition: more inputs on, or earlier ones in their place, never turns yes into no."""
    said = dict(zip(product((0, 1), repeat=n), answers.tolist(), strict=True))
    for x, y in product(said, repeat=2):
        if (np.cumsum(x) <= np.cumsum(y)).all() and said[x] and not said[y]:
            return False
    return True


@pytest.mark.parametrize("n", [1, 2, 3])
def test_the_list_is_complete(n: int) -> None:
    table = all_answers(n)
    wanted = [number for number in range(2**2**n) if is_regular(table[:, number], n)]
    assert sorted(number_of(regular_functions(n).answers).tolist()) == wanted


@pytest.mark.parametrize(
    ("n", "number", "threshold"),
    [(1, 3, 3), (2, 5, 5), (3, 10, 10), (4, 27, 27), (5, 119, 119), (6, 1173, 1113)],
)
def test_each_function_has_a_certificate_that_holds(n: int, number: int, threshold: int) -> None:
    found = regular_functions(n)
    assert found.answers.shape == (2**n, number)
    assert len(np.unique(found.answers, axis=1).T) == number
    assert found.threshold.sum() == threshold
    assert found.proved().all()
    for j in range(number):
        assert found.weights[:, j].any() == found.threshold[j]
        if found.threshold[j]:
            assert (
                (found.cases @ found.weights[1:, j] > -found.weights[0, j]) == found.answers[:, j]
            ).all()
            assert (np.diff(found.chow[:, j]) <= 0).all()
        else:
            yes, also_yes, no, also_no = found.clash[:, j]
            assert found.answers[[yes, also_yes], j].all()
            assert not found.answers[[no, also_no], j].any()
            cases = found.cases
            assert (cases[yes] + cases[also_yes] == cases[no] + cases[also_no]).all()


def test_agrees_with_the_linear_program() -> None:
    # Referee: six inputs are the first with regular functions that no unit computes.
    found = regular_functions(6)
    chosen = np.r_[np.flatnonzero(~found.threshold)[::6], np.flatnonzero(found.threshold)[::100]]
    for j in chosen:
        target = np.where(found.answers[:, j], 1.0, -1.0)
        assert separate(found.cases, target).separable == found.threshold[j]


def test_a_false_certificate_is_found_out() -> None:
    found = regular_functions(6)
    j, k = np.flatnonzero(found.threshold)[50], np.flatnonzero(~found.threshold)[5]
    weights, clash = found.weights.copy(), found.clash.copy()
    weights[0, j] = -weights[0, j] - 1000
    clash[:, k] = clash[[2, 3, 0, 1], k]  # yes for no
    forged = replace(found, weights=weights, clash=clash)
    assert np.flatnonzero(~forged.proved()).tolist() == sorted([j, k])


def test_a_clash_must_have_the_same_sum() -> None:
    # XOR as if it were on the list: 01 and 10 against 00 and 11, and against 00 twice.
    cases = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    answers = np.array([[False], [True], [True], [False]])
    none = np.zeros((3, 1), dtype=np.int64)
    right = RegularFunctions(cases, answers, none, np.array([[1], [2], [0], [3]]))
    wrong = RegularFunctions(cases, answers, none, np.array([[1], [2], [0], [0]]))
    assert right.proved().tolist() == [True]
    assert wrong.proved().tolist() == [False]


def test_a_function_without_a_certificate_would_be_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    # The perceptron rule never ends on a function that no unit computes: here the clashes are hidden.
    monkeypatch.setattr(regular, "_clashes", lambda cases, some: np.full((4, some.shape[1]), -1))
    monkeypatch.setattr(regular, "_MAX_CORRECTIONS", 200)
    with pytest.raises(ArithmeticError, match=r"no certificate for \d+ functions of 6 inputs"):
        regular_functions(6)


def test_progress_is_told_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    regular_functions(6, lambda done, total: told.append((done, total)))
    assert told == [(1173, 1173)]


@pytest.mark.parametrize("n", [0, 8, 2.5, "3"])
def test_other_numbers_of_inputs_are_refused(n: object) -> None:
    with pytest.raises(ValueError, match=r"counted for 1 to 7 inputs \(.*\), not"):
        regular_functions(n)  # type: ignore[arg-type]
