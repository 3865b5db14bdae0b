"""Support vectors with a kernel of one's own: what it may be, and what is refused."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.datasets import load_iris
from sklearn.model_selection import GridSearchCV

from neurohistory import XOR, get_problem, run
from neurohistory.models.svm import SupportVectorMachine
from neurohistory.testing import CHECKS
from neurohistory.theory import Verdict

Array = NDArray[np.floating]


def own_linear(U: Array, V: Array) -> Array:
    return U @ V.T


def radial(U: Array, V: Array, gamma: float) -> Array:
    return np.asarray(np.exp(-gamma * ((U[:, None] - V) ** 2).sum(axis=2)))


class Power:
    """A kernel with a number of its own, as an object."""

    def __init__(self, degree: int) -> None:
        self.degree = degree

    def __call__(self, U: Array, V: Array) -> Array:
        return np.asarray((U @ V.T + 1) ** self.degree)


@pytest.mark.parametrize(
    ("own", "named"),
    [
        (own_linear, {"kernel": "linear"}),
        (Power(3), {"kernel": "poly", "degree": 3, "gamma": 1.0}),
        (partial(radial, gamma=0.7), {"kernel": "rbf", "gamma": 0.7}),
    ],
    ids=["function", "object", "partial"],
)
@pytest.mark.parametrize("n_classes", [2, 3])
def test_a_kernel_of_ones_own_does_what_the_same_kernel_does_by_name(
    own: Any, named: dict[str, Any], n_classes: int
) -> None:
    X, y = load_iris(return_X_y=True)
    X, y = X[y < n_classes], y[y < n_classes]
    mine = clone(SupportVectorMachine(kernel=own, C=2.0)).fit(X, y)
    theirs = SupportVectorMachine(C=2.0, **named).fit(X, y)
    assert mine.decision_function(X) == pytest.approx(theirs.decision_function(X), abs=1e-3)
    assert mine.margin(mine.state_) == pytest.approx(theirs.margin(theirs.state_), rel=1e-3)


def test_a_kernel_of_ones_own_keeps_the_contract() -> None:
    for check in CHECKS:
        check(SupportVectorMachine(kernel=own_linear))


def test_a_kernel_can_be_chosen_by_cross_validation() -> None:
    asked = get_problem("circles")
    grid = {"kernel": ["linear", own_linear, Power(2)]}
    search = GridSearchCV(SupportVectorMachine(C=1.0), grid, cv=3).fit(asked.X, asked.target)
    assert isinstance(search.best_params_["kernel"], Power)
    assert search.score(asked.X_test, asked.target_test) > 0.97


@pytest.mark.parametrize(
    ("kernel", "error", "message"),
    [
        (
            lambda U, V: U @ V.T[:, :1],
            ValueError,
            r"<lambda> gives shape \(4, 1\) for 4 and 4 exam.*pair",
        ),
        (lambda U, V: 1.0, ValueError, r"shape \(\) for 4 and 4 examples; it must give \(4, 4\)"),
        (lambda U, V: np.log(np.abs(U @ V.T)), ValueError, r"gives -inf for \[0.0, 0.0\] and .*finite"),
        (
            lambda U, V: U @ np.array([[1, 2], [0, 1]]) @ V.T,
            ValueError,
            r"not symmetric: .* be K\(v, u\)",
        ),
        (
            lambda U, V: (U @ V.T).astype(complex),
            TypeError,
            "gives complex128; it must give real numbers",
        ),
        (lambda U, V: None, TypeError, "gives object; it must give real numbers"),
    ],
    ids=["shape", "number", "infinite", "asymmetric", "complex", "nothing"],
)
@pytest.mark.filterwarnings("ignore:divide by zero")
def test_what_can_be_no_kernel_is_refused(kernel: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        SupportVectorMachine(kernel=kernel).fit(XOR.X, XOR.y)


def test_a_kernel_that_breaks_on_fresh_examples_is_told_too() -> None:
    def four_only(U: Array, V: Array) -> Array:
        return np.asarray((U @ V.T + 1) ** 2)[:4]

    machine = SupportVectorMachine(kernel=four_only).fit(XOR.X, XOR.y)
    with pytest.raises(ValueError, match=r"four_only gives shape \(4, 4\) for 5 and 4 examples"):
        machine.predict(np.zeros((5, 2)))


def test_neither_a_name_nor_a_function_is_refused() -> None:
    with pytest.raises(ValueError, match=r"kernel of Support.* must be 'linear', .* or a function"):
        SupportVectorMachine(kernel=3).fit(XOR.X, XOR.y)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kernel", "C", "verdict"),
    [
        (Power(2), 100.0, Verdict.SOLVES),
        (Power(2), 0.01, Verdict.OPEN),  # 1/8 is more
        (own_linear, 100.0, Verdict.OPEN),
    ],
    ids=["definite", "bounded", "singular"],
)
def test_theory_knows_a_kernel_of_ones_own_by_its_matrix(
    kernel: Any, C: float, verdict: Verdict
) -> None:
    trial = run(SupportVectorMachine(kernel=kernel, C=C), XOR.bipolar, starts=1)
    assert trial.expectation.verdict is verdict
    assert trial.agrees is (True if verdict is Verdict.SOLVES else None)
