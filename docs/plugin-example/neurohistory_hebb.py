"""Hebb's rule (1949): what is active together is joined together.

When one cell again and again takes part in firing another, something grows, so that
the first becomes better at firing the second.  To teach with that principle, the
target t = -1 or +1 stands in for the cell's own activity: w <- w + eta t x.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from neurohistory import Card, HistoricalClassifier
from neurohistory.card import Paper
from neurohistory.parameters import Seed, above, at_least
from neurohistory.theory import Expectation, Verdict
from neurohistory.training import Order, presentations
from numpy.typing import NDArray


class HebbState(NamedTuple):
    """One unit for each start."""

    bias: NDArray[np.floating]  # (start,)
    weights: NDArray[np.floating]  # (feature, start)


class HebbianUnit(HistoricalClassifier[HebbState]):
    """One threshold unit taught by Hebb's rule.

    Parameters
    ----------
    learning_rate : float, default=1.0
        How much one example adds.  From zero weights it only sets the scale.
    max_epochs : int, default=1
        Passes through the examples.  More than one only makes the weights larger.
    order : {"cyclic", "shuffled"}, default="cyclic"
        Whether the examples come as they stand or shuffled.  A sum does not mind.
    random_state : int, Generator or None, default=None
        Seed of the shuffling.
    """

    learning_rate: Annotated[float, above(0)] = 1.0
    max_epochs: Annotated[int, at_least(1)] = 1
    order: Order = "cyclic"
    random_state: Seed = None

    def start(self, X, target, n_starts, rng):
        zero = np.zeros((1 + X.shape[1], n_starts), dtype=X.dtype)
        return HebbState(zero[0], zero[1:])

    def respond(self, state, X):
        return X @ state.weights + state.bias  # (example, start)

    def learn(self, state, X, target, rng):
        b, w = state
        for _ in range(self.max_epochs):
            for x, t in presentations(X, target, self.order, b.size, rng):
                w = w + self.learning_rate * t * x
                b = b + self.learning_rate * t
            yield HebbState(b, w)

    def expectation(self, X, target):
        wrong = ((X @ (target @ X) + target.sum() > 0) != (target > 0)).sum()
        verdict = Verdict.CANNOT if wrong else Verdict.SOLVES
        return Expectation(verdict, f"sums of t and t·x: {wrong} wrong answers")

    card = Card(
        title="Hebbian unit",
        year=1949,
        people=("Donald O. Hebb",),
        paper=Paper(
            authors=("Hebb, D. O.",),
            title="The Organization of Behavior: A Neuropsychological Theory",
            publisher="Wiley, New York",
            year=1949,
        ),
        idea="Where one cell helps to fire another, the path grows stronger.",
        limit="It looks at no mistake: AND and OR only with inputs -1 and +1.",
        rule="o = +1 if w·x + b > 0, else −1\nw ← w + η t x\nb ← b + η t",
        departures=("Hebb stated a principle in words; targets came later.",),
    )
