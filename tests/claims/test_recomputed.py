"""Ten claims worked out again from their printed settings, by plain NumPy that needs nothing of ours."""

from __future__ import annotations

from itertools import combinations, product
from math import comb, erfc, sqrt
from typing import Any

import numpy as np
import pytest

from neurohistory.reproduction.collection import load
from neurohistory.reproduction.running import judged

GATE = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]])


def logistic(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def activity() -> float:
    """Equation 1 of 1958 with R = 0.5, five and five connections, threshold 1."""
    return sum(comb(5, e) * comb(5, i) / 2**10 for e in range(6) for i in range(6) if e - i >= 1)


def capacity() -> float:
    """How many sign vectors 15 points in 5 dimensions can have: 2 sum C(14, i), of 2^15."""
    return sum(comb(14, i) for i in range(5)) / 2**14


def corrections() -> int:
    """AND with inputs 0 and 1: yes at a sum of 0 or more, a change only where the answer is wrong."""
    w, n, wrong = np.zeros(3), 0, True
    while wrong:
        wrong = False
        for x, t in zip(GATE, (-1, -1, -1, 1), strict=True):
            seen = np.append(1, x)
            if (1 if w @ seen >= 0 else -1) != t:
                w, n, wrong = w + t * seen, n + 1, True
    assert w.tolist() == [-3, 2, 1]
    return n


def least_error() -> float:
    """The bowl of AND with inputs -1 and +1, by the normal equations."""
    X, t = np.column_stack([np.ones(4), 2 * GATE - 1]), np.array([-1, -1, -1, 1.0])
    w = np.linalg.solve(X.T @ X, X.T @ t)
    return float(((X @ w - t) ** 2).mean())


def handbook() -> float:
    """The run of 1988: its error after 210 changes, all four cases at once, momentum 0.9."""
    W = np.array([[0.432171, 0.448781], [-0.038413, 0.036489]])
    c, v, b = np.array([-0.276589, -0.402498]), np.array([0.27208, 0.081714]), 0.279299
    t, steps = np.array([0, 1, 1, 0.0]), [0, 0, 0, 0]
    for _ in range(210):
        h = logistic(GATE @ W.T + c)
        y = logistic(h @ v + b)
        delta = (t - y) * y * (1 - y)
        back = delta[:, None] * v * h * (1 - h)
        found = (back.T @ GATE, back.sum(axis=0), h.T @ delta, delta.sum())
        steps = [0.5 * g + 0.9 * s for g, s in zip(found, steps, strict=True)]
        W, c, v, b = W + steps[0], c + steps[1], v + steps[2], b + steps[3]
    return float(((logistic(logistic(GATE @ W.T + c) @ v + b) - t) ** 2).sum())


def bit_error() -> float:
    """The tail of the normal law beyond 50 for the variance of nine other memories, by a table."""
    return 0.5 * erfc(round(50 / sqrt(9 * 50), 2) / sqrt(2))


def multiplier() -> float:
    """All four cases of XOR are support vectors: K (t a) + b = t, and the sum of t a is 0."""
    X, t = 2 * GATE - 1, np.array([-1, 1, 1, -1.0])
    K = (X @ X.T + 1) ** 2
    system = np.block([[K, np.ones((4, 1))], [np.ones((1, 4)), np.zeros((1, 1))]])
    return float(np.abs(np.linalg.solve(system, np.append(t, 0))[:4]).mean())


def adam() -> float:
    """Three steps of Adam from 1 on x^2 / 2."""
    x, m, v = 1.0, 0.0, 0.0
    for step in range(1, 4):
        m, v = 0.9 * m + 0.1 * x, 0.999 * v + 0.001 * x * x
        x -= 0.001 * (m / (1 - 0.9**step)) / (sqrt(v / (1 - 0.999**step)) + 1e-8)
    return x


def order() -> int:
    """Of parity of three: no sum of products of fewer points, and one of all three does it."""
    X = np.array(list(product((0, 1), repeat=3)))
    t = np.where(X.sum(axis=1) % 2, 1, -1)
    masks = [mask for size in range(3) for mask in combinations(range(3), size)]
    assert not any(t @ X[:, list(mask)].prod(axis=1) for mask in masks)  # t itself is the multiplier
    a, b, c = X.T
    score = 2 * (a + b + c) - 4 * (a * b + a * c + b * c) + 8 * a * b * c - 1
    assert (np.sign(score) == t).all()
    return 3


def log_z() -> float:
    """Every one of the 2^5 joint states has the energy 0."""
    return float(np.log(sum(1.0 for _ in product((0, 1), repeat=3) for _ in product((0, 1), repeat=2))))


AGAIN = {
    "rosenblatt_1958.formula.p_4": activity,
    "cover_1965.formula.triple_5": capacity,
    "rosenblatt_1962.traces.and_01_corrections": corrections,
    "widrow_1960.bottoms.and_error": least_error,
    "mcclelland_1988.epochs.tss_210": handbook,
    "hopfield_1982.noise.bit_error": bit_error,
    "cortes_1995.xor.multipliers": multiplier,
    "ruder_2016.steps.adam_3": adam,
    "minsky_1969.parity.order_3": order,
    "hinton_2002.blank.log_z_3_2": log_z,
}


@pytest.mark.parametrize("name", AGAIN)
def test_a_few_lines_of_numpy_find_what_the_claim_finds(name: str) -> None:
    paper, _, number = name.partition(".")
    (claim,) = (each for each in load(paper).claims if each.id == number)
    assert claim.experiment is not None
    ours = claim.experiment()[claim.key]
    again = AGAIN[name]()
    assert again == pytest.approx(ours, rel=1e-5)
    assert judged(name, claim, {claim.key: again}).verdict is claim.recorded
