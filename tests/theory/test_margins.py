"""What theory knows of widest margins: bounds of multipliers against those that are found."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory import AND, XOR, get_problem, train
from neurohistory.models.svm import SupportVectorMachine
from neurohistory.network.kernels import Kernel
from neurohistory.theory import Verdict
from neurohistory.theory.margins import expect_polynomial, expect_widest_margin, max_multiplier


@pytest.mark.parametrize("name", ["linear", "poly", "rbf"])
def test_the_bound_holds_for_the_multipliers_found(name: str) -> None:
    for asked in map(get_problem, ("AND", "OR", "A_AND_NOT_B", "TRUE")):
        machine = SupportVectorMachine(kernel=name, C=1e6, gamma=2.0)
        found = np.abs(train(machine, asked.X, asked.target).end.multipliers).max()
        assert found <= max_multiplier(Kernel(name, 2.0), asked.X, asked.target) * (1 + 1e-3)


def test_the_bound_of_two_points_is_the_multiplier_itself() -> None:
    # x = -1 and +1: w = 1, and each multiplier is |w|^2 / 2.
    X, target = np.array([[-1.0], [1.0]]), np.array([-1.0, 1.0])
    assert max_multiplier(Kernel("linear"), X, target) == pytest.approx(0.5)


def test_no_bound_is_known_where_the_matrix_cannot_be_inverted_or_no_line_separates() -> None:
    twice = np.vstack([XOR.X, XOR.X])
    assert max_multiplier(Kernel("rbf"), twice, np.tile(XOR.target, 2)) == np.inf
    assert max_multiplier(Kernel("linear"), XOR.X, XOR.target) == np.inf
    assert max_multiplier(Kernel("poly"), XOR.X * 1e200, XOR.target) == np.inf


@pytest.mark.parametrize(
    ("kernel", "C", "verdict", "reason"),
    [
        (Kernel("linear"), np.inf, Verdict.SOLVES, "a line separates"),
        (Kernel("rbf"), 100.0, Verdict.SOLVES, "any labels of distinct points"),
        (Kernel("rbf"), 0.01, Verdict.OPEN, "C=0.01 may bound the multipliers"),
        (Kernel("poly"), 100.0, Verdict.SOLVES, "surface of degree 2"),
        (Kernel("poly", coef0=-1.0, degree=3), 100.0, Verdict.OPEN, "no theorem"),
        (Kernel("sigmoid"), 100.0, Verdict.OPEN, "no theorem"),
        (Kernel(lambda U, V: (U[:, None] == V).all(axis=2) * 1.0), 2.0, Verdict.SOLVES, "definite"),
    ],
)
def test_the_verdict_depends_on_the_kernel_and_on_c(
    kernel: Kernel, C: float, verdict: Verdict, reason: str
) -> None:
    expected = expect_widest_margin(kernel, AND.X, AND.target, C)
    assert expected.verdict is verdict
    assert reason in expected.reason


def test_a_surface_of_a_degree_has_the_products_of_all_lower_ones_too() -> None:
    # x tells -1 from 1, and x^2 does not; x^2 tells 0 from both, and x does not.
    X = np.array([[-1.0], [0.0], [1.0]])
    verdicts = {
        answers: [expect_polynomial(X, np.array(answers), degree).verdict for degree in (1, 2, 3)]  # type: ignore[union-attr]
        for answers in ((-1.0, -1.0, 1.0), (1.0, -1.0, 1.0))
    }
    assert [*verdicts.values()] == [
        [Verdict.SOLVES] * 3,
        [Verdict.CANNOT, Verdict.SOLVES, Verdict.SOLVES],
    ]


@pytest.mark.parametrize("degree", [3, 5, 12])
def test_a_space_of_millions_of_products_is_not_written_out(degree: int) -> None:
    # 60 examples of 64 features: at degree 5 more than 11 million products each.
    rng = np.random.default_rng(0)
    X, target = rng.standard_normal((60, 64)), rng.choice([-1.0, 1.0], size=60)
    assert expect_polynomial(X, target, degree) is None
    machine = SupportVectorMachine(kernel="poly", degree=degree)
    expected = machine.expectation(X, target)
    assert expected.verdict is Verdict.SOLVES
    assert "positive definite" in expected.reason
    assert train(machine, X, target).solved.all()
    twice = np.vstack([X, X])  # the matrix cannot be inverted, and so theory does not know
    assert machine.expectation(twice, np.tile(target, 2)).verdict is Verdict.OPEN
