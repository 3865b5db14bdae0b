"""Hebb's rule (1949): what is active together is joined together.

D. O. Hebb, *The Organization of Behavior: A Neuropsychological Theory*, Wiley,
New York 1949.

When one cell again and again takes part in firing another, something grows, so that
the first becomes better at firing the second.  The rule below is the usual way to
teach with that principle: during learning the target t = -1 or +1 stands in for the
cell's own activity, and each example adds

    w <- w + eta t x        b <- b + eta t

whether the unit would have been right or wrong.  From zero weights, one pass ends
at the correlations of inputs and target, w = eta sum(t x) and b = eta sum(t), in
whatever order the examples come.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import Card, HistoricalClassifier
from neurohistory.card import Paper
from neurohistory.theory import Expectation, Verdict
from neurohistory.training import Order, presentations

__all__ = ["HebbState", "HebbianUnit"]

Array = NDArray[np.floating]


class HebbState(NamedTuple):
    """One unit for each start."""

    bias: Array  # (start,)
    weights: Array  # (feature, start)
    updates: NDArray[
        np.int64
    ]  # (start,): presentations so far, each moves the weights


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

    Examples
    --------
    >>> from neurohistory import AND
    >>> HebbianUnit().fit(AND.bipolar.X, AND.y).predict(AND.bipolar.X)
    array([0, 0, 0, 1])
    >>> HebbianUnit().fit(AND.X, AND.y).predict(AND.X)
    array([0, 0, 0, 0])
    """

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
        idea="Connections change with use: where one cell keeps helping to fire "
        "another, the path from the first to the second grows stronger.",
        limit="It never looks at its mistakes. Of the gates with inputs -1 and +1 "
        "it does AND and OR, but with inputs 0 and 1 not even these, though a "
        "line separates them. XOR has no correlation with either input, so "
        "nothing is learned.",
        rule="o = +1 if w·x + b > 0, else −1\nw ← w + η t x\nb ← b + η t",
        rule_tex=r"\begin{aligned} o &= \begin{cases} +1 & \text{if } "
        r"\mathbf{w}\cdot\mathbf{x} + b > 0 \\ -1 & \text{otherwise} \end{cases} "
        r"\\ \mathbf{w} &\leftarrow \mathbf{w} + \eta\,t\,\mathbf{x} \\ b "
        r"&\leftarrow b + \eta\,t \end{aligned}",
        departures=(
            "Hebb stated a principle in words, about cells in a brain, and not a "
            "formula.",
            "The supervised form, in which the target takes the place of the "
            "cell's own activity, is later.",
            "So is the signed form: Hebb's connections grow, these may also "
            "weaken and become negative.",
            "The threshold is learned as a bias, the weight of an input that is "
            "always 1.",
        ),
    )
    weight_fields = ("bias", "weights")

    def __init__(
        self,
        learning_rate: float = 1.0,
        max_epochs: int = 1,
        order: Order = "cyclic",
        random_state: int | np.random.Generator | None = None,
    ) -> None:
        self.learning_rate = learning_rate
        self.max_epochs = max_epochs
        self.order = order
        self.random_state = random_state

    def check_parameters(self) -> None:
        """Refuse a rate of zero or less, and fewer than one pass."""
        if not self.learning_rate > 0:
            raise ValueError(
                f"learning_rate must be above 0, not {self.learning_rate!r}"
            )
        if self.max_epochs < 1:
            raise ValueError(
                f"max_epochs must be at least 1, not {self.max_epochs!r}"
            )

    def start(
        self, X: Array, target: Array, n_starts: int, rng: np.random.Generator
    ) -> HebbState:
        """Zero: what is not yet used is not yet joined."""
        return HebbState(
            np.zeros(n_starts, dtype=X.dtype),
            np.zeros((X.shape[1], n_starts), dtype=X.dtype),
            np.zeros(n_starts, dtype=np.int64),
        )

    def respond(self, state: HebbState, X: Array) -> Array:
        """The net input, shape (example, start)."""
        return X @ state.weights + state.bias

    def learn(
        self, state: HebbState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[HebbState]:
        """Add t x for every example; yield after each pass."""
        b, w, updates = state
        for _ in range(self.max_epochs):
            for x, t in presentations(X, target, self.order, b.size, rng):
                w = w + self.learning_rate * t * x
                b = b + self.learning_rate * t
                updates = updates + 1
            yield HebbState(b, w, updates)

    def expectation(self, X: Array, target: Array) -> Expectation:
        """Exact, for the rule has a closed form: the sums decide."""
        bias, weights = target.sum(), target @ X
        wrong = int(((X @ weights + bias > 0) != (target > 0)).sum())
        shown = ", ".join(f"{value:.3g}" for value in (bias, *weights[:8]))
        more = ", ..." if len(weights) > 8 else ""
        ends = f"the sums of t and t·x are ({shown}{more})"
        if wrong:
            return Expectation(
                Verdict.CANNOT,
                f"{ends}, which is wrong on {wrong} of {len(X)} cases",
            )
        return Expectation(Verdict.SOLVES, f"{ends}, which is right on every case")
