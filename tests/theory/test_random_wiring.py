"""What random wiring makes answerable: kinds of units, corrections and machines, against referees."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog

from neurohistory import AND, XOR, parity
from neurohistory.network.association import association, wire
from neurohistory.theory import Verdict
from neurohistory.theory.random_wiring import (
    answerable_fraction,
    expect_random_wiring,
    max_corrections,
    sufficient_kinds,
    unit_kinds,
)
from neurohistory.theory.separability import separate

Array = NDArray[np.floating]


def test_kinds_have_the_probabilities_of_the_wirings() -> None:
    # Of ten connections to two points, six excitatory: the unit's current for (1, 0) is e - i, and
    # e + (4 - i) is binomial (10, 1/2).  It is 2 or more with probability 386/1024, then (0, 1) gives
    # 0 or less; 1 for both with 252/1024; and (1, 1) gives 2 always.
    found = unit_kinds(XOR.X, 6, 4, 1)
    assert found.active.T.astype(int).tolist() == [[0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 1]]
    assert (found.probability * 1024).tolist() == pytest.approx([386, 386, 252])


def test_kinds_agree_with_drawing_them() -> None:
    X = np.array(list(product([0.0, 1.0], repeat=3)))
    found = unit_kinds(X, 2, 2, 1)
    drawn = association(wire((3, 20_000, 1), 2, 2, np.random.default_rng(0)).astype(float), X, 1)
    for pattern, probability in zip(found.active.T, found.probability, strict=True):
        share = (drawn[..., 0] == pattern[:, None]).all(axis=0).mean()
        assert share == pytest.approx(probability, abs=0.015)
    assert found.probability.sum() == pytest.approx(1)


def weighable(active: NDArray[np.bool_], target: Array) -> bool:
    """Referee, another linear programme: w.a >= 1 for each yes and w.a <= 0 for each no."""
    yes, a = target > 0, active.astype(float)
    found = linprog(
        np.zeros(a.shape[1]),
        A_ub=np.where(yes[:, None], -a, a),
        b_ub=np.where(yes, -1.0, 0.0),
        bounds=(None, None),
    )
    return bool(found.status == 0)


@pytest.mark.parametrize("seed", range(30))
def test_max_corrections_agrees_with_a_linear_programme(seed: int) -> None:
    rng = np.random.default_rng(seed)
    active, target = rng.random((6, 4)) < 0.4, rng.choice([-1.0, 1.0], 6)
    assert np.isfinite(max_corrections(active, target)) == weighable(active, target)


def test_max_corrections_are_bounded_where_no_floats_are_weights() -> None:
    # Two directions so near that only fractions lie between; x y' - y x' = 1.
    a = np.array([[8707303744929283.0, 8595483007255080.0], [8988710117519339.0, 8873275509341587.0]])
    target = np.array([1.0, -1.0])
    found = separate(np.vstack([a, -a]), np.concatenate([target, -target]))
    assert found.weights is not None
    assert found.weights.dtype == object
    (x, y), (u, v) = a.astype(int).tolist()
    w = (y + v, -(x + u))  # w.(x, y) = 1 and w.(u, v) = -1
    assert abs(w[0] * x + w[1] * y) == abs(w[0] * u + w[1] * v) == 1
    bound = (u * u + v * v) * (w[0] ** 2 + w[1] ** 2)
    assert max_corrections(a, target) == pytest.approx(bound, rel=1e-12)


def test_xor_is_no_harder_than_and_for_these_units() -> None:
    found = unit_kinds(XOR.X, 6, 4, 1)
    assert sufficient_kinds(found, XOR.target) == sufficient_kinds(found, AND.target) == [(0, 1, 2)]


def test_one_connection_to_one_point_is_the_retina_itself() -> None:
    # Units that copy x1 or x2: the certificate, by multiplication.  t w.a over 01, 10 and 11 is
    # w2, w1 and -(w1 + w2), which add up to 0.
    active = unit_kinds(XOR.X, 1, 0, 1).active
    assert (XOR.target @ active).tolist() == [0, 0]
    assert max_corrections(active, XOR.target) == np.inf


@pytest.mark.parametrize("n", [3, 5, 8, 16])
def test_the_fraction_that_can_answer_xor_is_the_one_by_hand(n: int) -> None:
    # Of the three kinds all are needed.  p = 386/1024 twice and q = 252/1024; one of them is missing
    # with 2 (1 - p)^n + (1 - q)^n, less what is counted twice, 2 p^n + q^n.
    p, q = 386 / 1024, 252 / 1024
    by_hand = 1 - 2 * (1 - p) ** n - (1 - q) ** n + 2 * p**n + q**n
    assert answerable_fraction(unit_kinds(XOR.X, 6, 4, 1), XOR.target, n) == pytest.approx(by_hand)


def test_the_epochs_are_those_of_a_machine_with_the_usual_number_of_units() -> None:
    # 30 units of kinds that have the probabilities 386, 386 and 252 of 1024.
    found = unit_kinds(XOR.X, 6, 4, 1)
    typical = found.active * np.sqrt(30 * np.array([386, 386, 252]) / 1024)
    needed = int(np.ceil(max_corrections(typical, XOR.target)))
    enough, short = (
        expect_random_wiring(XOR.X, XOR.target, 30, 6, 4, 1, epochs) for epochs in (needed, needed - 1)
    )
    assert enough.verdict is Verdict.DEPENDS
    assert enough.reason.startswith("a fraction of more than 0.999 of all machines")
    assert short.verdict is Verdict.OPEN
    assert short.reason.endswith(f"within {needed} epochs, and there are {needed - 1}")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: unit_kinds(np.zeros((1, 400)), 6, 4, 1), "ways, more than 10,000; use fewer points"),
        (
            lambda: unit_kinds(np.eye(4).repeat(100, axis=0), 6, 4, 1),
            "in 2,940 ways, more than 2,500; use fewer points, connections or examples",
        ),
        (
            lambda: sufficient_kinds(unit_kinds(parity(3).X, 6, 4, 1), parity(3).target),
            "more than 6, too many",
        ),
    ],
)
def test_bad_input_is_refused_with_the_remedy(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
