"""Races of support vectors: learning, and answering, beside scikit-learn's `SVC`.

`python benchmarks/peers.py vectors` runs them.  Both learn by the same solver, from the same numbers;
what differs is what stands around it, and how answers are worked out.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from races import Contender, Race, Score
from sklearn.datasets import make_moons
from sklearn.svm import SVC

from neurohistory.models.svm import SupportVectorMachine

SETTINGS = {"kernel": "rbf", "gamma": 1.0, "tol": 1e-4}
ASKED = 20_000  # examples that are answered at most


def learning(n_examples: int, C: float, goal: float | None) -> list[Contender]:
    """Both learn two moons."""
    X, y = make_moons(n_examples, noise=0.2, random_state=0)

    def ours(seed: int) -> Score:
        machine = SupportVectorMachine(gamma=1.0, C=C).fit(X, y)
        return lambda: float(np.count_nonzero(machine.state_.multipliers))

    def theirs(seed: int) -> Score:
        machine = SVC(C=C, **SETTINGS).fit(X, y)
        return lambda: float(len(machine.support_))

    return [
        Contender("neurohistory", ours, n_examples),
        Contender("scikit-learn, `SVC`", theirs, n_examples, goal),
    ]


def answering(n_examples: int, C: float, goal: float | None) -> list[Contender]:
    """Both answer the examples that they learned from, or the first of them."""
    X, y = make_moons(n_examples, noise=0.2, random_state=0)
    asked, labels = X[:ASKED], y[:ASKED]
    machines = SupportVectorMachine(gamma=1.0, C=C).fit(X, y), SVC(C=C, **SETTINGS).fit(X, y)

    def answers(machine: SupportVectorMachine | SVC, seed: int) -> Score:
        found = machine.predict(asked)
        return lambda: float((found == labels).mean())

    ours, theirs = (partial(answers, machine) for machine in machines)
    return [
        Contender("neurohistory", ours, len(asked)),
        Contender("scikit-learn, `SVC`", theirs, len(asked), goal),
    ]


RACES = tuple(
    Race(f"Support vectors, {n:,} points of two moons, C={C:g}, {what}", "µs an example", 1e6, score,
         partial(contenders, n, C, goal))
    for n, C in ((5_000, 100.0), (50_000, 1.0))
    for what, score, contenders, goal in (
        ("learning", "support vectors", learning, 1 / 1.1),
        ("answering", "right", answering, 6.0),
    )
)  # fmt: skip
