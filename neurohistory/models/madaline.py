"""MADALINE, many ADALINEs (1962): a layer of units that learns, behind a fixed gate.

The paper: `neurohistory.papers.widrow_1962`; the rule is as `widrow_1990` tells it.

New against ADALINE: several of them side by side, their answers joined by a fixed element, OR, AND or
a majority of votes.  Each of these says yes when at least k of the n units do: k = 1, k = n, or more
than half.  Who is to blame for a wrong answer?  Rule I: disturb as little as possible.  If the answer
is right, do nothing.  If it is wrong, just as many units as it takes change sides, those whose sum s is
nearest to 0, and each of them is moved toward the target t by

    w <- w + alpha (t - s) x / |x|^2        (x with the bias input 1)

Whatever a line separates, Rule I learns: each unit that is moved comes nearer to the weights of that
line, which can happen only so often (`theory.convergence`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.adalines import adapted, sums
from neurohistory.network.online import Lessons, Order
from neurohistory.parameters import Seed, above, at_least, below
from neurohistory.theory import Expectation, expect_least_disturbance, farthest_start
from neurohistory.theory.half_spaces import expect_joined_units, expect_some_starts, is_tried
from neurohistory.theory.separability import separate

__all__ = ["Madaline", "MadalineState"]

Array = NDArray[np.floating]


class MadalineState(NamedTuple):
    """A layer of ADALINEs for each start."""

    bias: Array  # (unit, start)
    weights: Array  # (unit, feature, start)
    updates: NDArray[np.int64]  # (start,): presentations that changed the weights


class Madaline(HistoricalClassifier[MadalineState]):
    """ADALINEs side by side, joined by a fixed element and taught by Madaline Rule I.

    Parameters
    ----------
    n_units : int, default=2
        Number of ADALINEs.  One is a single line; two can do XOR.
    element : {"or", "and", "majority"}, default="or"
        The fixed element: yes if any unit says yes, if all do, or if more than half do.
    learning_rate : float, default=1.0
        alpha, the part of its error that an adapted unit loses, between 0 and 2.  At 1 its sum becomes
        the target itself, which always turns its answer: "fast" learning.  Less is "slow".
    max_epochs : int, default=200
        Passes through the examples; learning ends earlier after a pass without a mistake.
    order : {"shuffled", "cyclic"}, default="shuffled"
        A new order for each epoch and start, or as they stand, which can lock the weights in a cycle.
    initial_scale : float, default=0.1
        Standard deviation of the normal first weights; 0 starts from zero.
    random_state : int, Generator or None, default=None
        Seed of the first weights and the order.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> Madaline(random_state=0).fit(XOR.X, XOR.y).predict(XOR.X)
    array([0, 1, 1, 0])
    """

    n_units: Annotated[int, at_least(1)] = 2
    element: Literal["or", "and", "majority"] = "or"
    learning_rate: Annotated[float, above(0), below(2)] = 1.0
    max_epochs: Annotated[int, at_least(1)] = 200
    order: Order = "shuffled"
    initial_scale: Annotated[float, at_least(0)] = 0.1
    random_state: Seed = None

    def start(self, X: Array, target: Array, n_starts: int, rng: np.random.Generator) -> MadalineState:
        first = self.initial_scale * rng.standard_normal((self.n_units, 1 + X.shape[1], n_starts))
        first = first.astype(X.dtype)
        return MadalineState(first[:, 0], first[:, 1:], np.zeros(n_starts, dtype=np.int64))

    def respond(self, state: MadalineState, X: Array) -> Array:
        s: Array = X @ state.weights + state.bias[:, None]  # (unit, example, start)
        # The k-th largest: for OR the largest sum, for AND the least, for two of three the one between.
        return np.asarray(np.sort(s, axis=0)[-self._needed])

    def learn(
        self, state: MadalineState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[MadalineState]:
        b, w, updates = state.bias.copy(), state.weights.copy(), state.updates
        k = self._needed
        lessons = Lessons(X, target, self.order, updates.size, rng)
        for _ in range(self.max_epochs):
            before = updates
            for x, t in lessons.of_layers(b, w, lambda s: np.sort(s, axis=0)[-k]):
                s = sums(b, w, x)  # (unit, start)
                wrong = ((s > 0).sum(axis=0) >= k) != (t > 0)
                if not wrong.any():
                    continue
                # The answer is yes if the sum of rank k is above 0, where rank 1 is the largest; if it
                # is right, no unit is on the wrong side of that rank.
                rank = (-s).argsort(axis=0, kind="stable").argsort(axis=0) + 1
                turned = np.where(t > 0, (rank <= k) & (s <= 0), (rank >= k) & (s > 0))
                b[:], w[:] = adapted(b, w, x, np.where(turned, t - s, 0), self.learning_rate)
                updates = updates + wrong
            yield MadalineState(b.copy(), w.copy(), updates)
            if (updates == before).all():
                return

    @property
    def _needed(self) -> int:
        """k: how many units must say yes for the element to say yes."""
        return {"or": 1, "and": self.n_units, "majority": self.n_units // 2 + 1}[self.element]

    weight_fields = ("bias", "weights")

    def workings(self, state: MadalineState, X: Array, target: Array) -> dict[str, Array]:
        s = X @ state.weights[..., 0].T + state.bias[:, 0]  # (example, unit)
        return {f"s[{unit}]": values for unit, values in enumerate(s.T)}

    def expectation(self, X: Array, target: Array) -> Expectation:
        line = separate(X, target)
        if line.separable:
            start = farthest_start(self.initial_scale, self.n_units * (1 + X.shape[1]))
            return expect_least_disturbance(
                X, line.margin_with_bias, self.n_units, self.max_epochs, start, self.learning_rate
            )
        if known := expect_joined_units(line, X, target, self.n_units, self._needed):
            return known
        ours = self.differs_only_in("n_units", "element", "learning_rate", "max_epochs")
        tried = ours and is_tried(X, self.learning_rate, self.max_epochs)
        return expect_some_starts(self.n_units, self.order, tried)

    card = Card(
        title="MADALINE",
        year=1962,
        people=("Bernard Widrow", "Marcian E. Hoff", "William C. Ridgway"),
        paper=papers.widrow_1962.PAPER,
        idea="Several ADALINEs see the same inputs, and a fixed gate joins their answers. If it is "
        "wrong, the units that are turned most easily take the blame: disturb as little as possible.",
        limit="Only one layer learns, behind a gate that somebody has chosen. Shown in a fixed order, "
        "the examples can lock the weights in a cycle. Attempts at Stanford to teach several layers "
        "failed, as Widrow and Lehr tell.",
        kind="corrected by mistakes",
        rule="s_u = w_u·x + b_u,  yes if at least k of the n sums are above 0\n"
        "(OR: k = 1, AND: k = n, majority: k > n/2)\n"
        "if wrong, for just enough units, those with s_u nearest to 0:\n"
        "w_u ← w_u + α (t − s_u) x / (|x|² + 1)\n"
        "b_u ← b_u + α (t − s_u) / (|x|² + 1)",
        rule_tex=r"\begin{aligned} s_u &= \mathbf{w}_u\cdot\mathbf{x} + b_u, \qquad"
        r" \text{yes} \iff s_u > 0 \text{ for at least } k \text{ of the } n \text{ units} \\"
        r" \mathbf{w}_u &\leftarrow \mathbf{w}_u + \alpha\,(t - s_u)\,"
        r"\frac{\mathbf{x}}{|\mathbf{x}|^2 + 1} \qquad \text{if wrong, for the fewest } u,"
        r" \text{ least } |s_u| \text{ first} \\"
        r" b_u &\leftarrow b_u + \alpha\,\frac{t - s_u}{|\mathbf{x}|^2 + 1} \end{aligned}",
        symbols=r"$\mathbf{x}$ are the inputs, $\mathbf{w}_u$ and $b_u$ the weights and the bias of "
        r"unit $u$ of $n$, $s_u$ is its sum, $k$ a number that somebody chose, $t = \pm 1$ the target, "
        r"and $\alpha$ the part of its error that a unit gives up.",
        departures=(
            "We have not seen the text of 1962: the rule is that told by Widrow and Lehr in 1990.",
            "A sum of exactly 0 counts as no.",
            "A gate's inputs are 0 and 1 here unless its bipolar view is asked for.",
        ),
        names="`s[u]` is the sum of unit `u`: its bias and its weighted inputs. Here the element is an "
        "OR of two units, so the net is the larger sum, and the answer is yes if it is above 0. α is "
        "1: a unit that is adapted gets the target for its sum. If the answer is to be yes and the "
        "two sums are equal, the unit of the lower number moves; if it is to be no, every unit moves "
        "whose sum is above 0.",
        by_hand={"order": "cyclic", "initial_scale": 0.0},
        variants={"majority of 3": {"n_units": 3, "element": "majority"}},
        also=(papers.widrow_1990.PAPER, papers.ridgway_1962.PAPER, papers.hoff_1962.PAPER),
    )
