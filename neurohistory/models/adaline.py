"""ADALINE, the adaptive linear neuron (1960): measure the error before the threshold.

The paper: `neurohistory.papers.widrow_1960`.

Beside the perceptron rule, and no reply to it: both were worked out in 1959, independently, and
printed in 1960 (Widrow and Lehr 1990, page 1425).  Here the error is taken from the sum s = w.x + b
itself and not from the answer that a threshold makes of it, so there is always something to learn,
and the squared error is a bowl with one lowest point.  After each pattern

    e = t - s,    w <- w + 2 mu e x,    b <- b + 2 mu e,    t = -1 or +1,

which is steepest descent on that bowl, one pattern at a time: the LMS or Widrow-Hoff rule.  In the
machine of 1960, with 16 switches and 17 gains, moving each of them by 1/17 of the error removes that
pattern's error, and the learning curve then has a time constant of 17 patterns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.in_turn import in_turn
from neurohistory.parameters import Seed, above, at_least
from neurohistory.theory import Expectation, expect_least_mean_squares, farthest_start
from neurohistory.training import Order

__all__ = ["Adaline", "AdalineState"]

Array = NDArray[np.floating]


class AdalineState(NamedTuple):
    """One linear unit for each start."""

    bias: Array  # (start,)
    weights: Array  # (feature, start)
    two_mu: Array  # (start,): how much of the error goes into each gain; by the alpha rule, alpha
    updates: NDArray[np.int64]  # (start,): presentations so far, each moves the weights


class Adaline(HistoricalClassifier[AdalineState]):
    """One linear unit taught by the Widrow-Hoff rule.

    Parameters
    ----------
    learning_rate : float, default=0.1
        The fraction alpha of its error that a presentation removes from an average pattern, so that
        2 mu = alpha / mean(x.x + 1).  With inputs -1 and +1 this is alpha / N, N the number of
        gains; 1 removes the whole error, as in 1960, and from 2 on the error grows.
    max_epochs : int, default=100
        Passes through the examples.
    order : {"shuffled", "cyclic"}, default="shuffled"
        The examples come in a new order for each epoch and start, or as they stand.
    initial_scale : float, default=1.0
        Standard deviation of the normal first weights; 0 starts from zero.
    rule : {"mu", "alpha"}, default="mu"
        Whether alpha is the part of an average pattern's error (mu-LMS: the same 2 mu for all, which
        settles at the least mean square) or of each pattern's own (alpha-LMS: step alpha / (x.x + 1)).
        With inputs -1 and +1 the two are one.
    bias : bool, default=True
        Whether there is a bias, the level gain of 1960; without one these formulas have no 1.
    random_state : int, Generator or None, default=None
        Seed of the first weights and the order.

    Examples
    --------
    >>> from neurohistory.problems.gates import AND
    >>> unit = Adaline(random_state=0).fit(AND.bipolar.X, AND.y)
    >>> unit.predict(AND.bipolar.X)
    array([0, 0, 0, 1])
    """

    learning_rate: Annotated[float, above(0)] = 0.1
    max_epochs: Annotated[int, at_least(1)] = 100
    order: Order = "shuffled"
    initial_scale: Annotated[float, at_least(0)] = 1.0
    rule: Literal["mu", "alpha"] = "mu"
    bias: bool = True
    random_state: Seed = None

    def start(self, X: Array, target: Array, n_starts: int, rng: np.random.Generator) -> AdalineState:
        first = self.initial_scale * rng.standard_normal((1 + X.shape[1], n_starts))
        first = first.astype(X.dtype)
        if not self.bias:
            first[0] = 0
        power = 1.0  # by the alpha rule each pattern's own, when it is shown
        if self.rule == "mu":
            power = (X * X).sum(axis=1).mean() + self.bias  # mean |x|^2 with the bias input: tr(R)
        two_mu = np.full(n_starts, self.learning_rate / (power or 1.0), dtype=X.dtype)
        return AdalineState(first[0], first[1:], two_mu, np.zeros(n_starts, dtype=np.int64))

    def respond(self, state: AdalineState, X: Array) -> Array:
        return X @ state.weights + state.bias  # s, (example, start)

    def learn(
        self, state: AdalineState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[AdalineState]:
        b, w, two_mu, updates = state
        b, w, power = b.copy(), w.copy(), self._power(X) if self.rule == "alpha" else None
        for _ in range(self.max_epochs):
            for shown in in_turn(X, target, two_mu, power, self.order, rng, bias=self.bias):
                who = shown.who  # meets the next example, or the next few, one after the other
                error = shown.in_turn(shown.target - (shown.sums(w[:, who]) + b[who]))
                step = shown.step * error  # 2 mu e
                w[:, who] += shown.added(step)
                if self.bias:
                    b[who] += shown.total(step)
            updates = updates + len(X)
            yield AdalineState(b.copy(), w.copy(), two_mu, updates)

    weight_fields = ("bias", "weights")
    fixed_fields = ("two_mu",)

    def weight_arrays(self, state: AdalineState) -> dict[str, Array]:
        named: dict[str, Array] = {"bias": state.bias} if self.bias else {}
        return named | {"weights": state.weights}

    def output(self, scores: Array) -> Array:
        return scores  # the error is measured on the sum

    def loss(self, scores: Array, target: Array) -> Array:
        return np.asarray(((target[:, None] - scores) ** 2).mean(axis=0))

    def _power(self, X: Array) -> Array:
        """|x|^2 of each pattern with the bias input, shape (example,); 1 where there is nothing."""
        power = (X * X).sum(axis=1) + self.bias
        return np.where(power > 0, power, 1).astype(X.dtype)

    def expectation(self, X: Array, target: Array) -> Expectation:
        start = farthest_start(self.initial_scale, 1 + X.shape[1])
        return expect_least_mean_squares(
            X, target, self.max_epochs, start, self.learning_rate,
            by_length=self.rule == "alpha", bias=self.bias,
        )  # fmt: skip

    card = Card(
        title="ADALINE",
        year=1960,
        people=("Bernard Widrow", "Marcian E. Hoff"),
        paper=papers.widrow_1960.PAPER,
        idea="The error is measured on the sum, before the threshold. The mean square of it is a "
        "bowl over the weights, and each pattern rolls them a little downhill.",
        limit="One line again, and not always a separating one: it settles at the least-squares "
        "answer, which for XOR is to say nothing (all weights 0).",
        kind="descending",
        rule="s = w·x + b,  e = t − s,  t = −1 or +1\nw ← w + 2μ e x\nb ← b + 2μ e",
        rule_tex=r"\begin{aligned} s &= \mathbf{w}\cdot\mathbf{x} + b, \qquad e = t - s, \qquad"
        r" t = \pm 1 \\ \mathbf{w} &\leftarrow \mathbf{w} + 2\mu\, e\,\mathbf{x} \\"
        r" b &\leftarrow b + 2\mu\, e \end{aligned}",
        symbols=r"$\mathbf{x}$ are the inputs, $\mathbf{w}$ a weight for each, $b$ is the bias, $s$ "
        r"the sum, $t$ the target, $e$ the error of the sum, and $\mu$ sets the size of a step.",
        departures=(
            "The gains are exact numbers; the machine had knobs turned by hand.",
            "The step is given as the part of an average pattern's error that one presentation "
            "removes, so that one default suits inputs of any size. For inputs -1 and +1 it is the "
            "paper's. rule=alpha takes that part of each pattern's own error, as Widrow and Lehr tell "
            "the rule in 1990.",
            "A gate's inputs are 0 and 1 here unless its bipolar view is asked for; the machine's "
            "switches gave -1 and +1.",
            "The first gains are random unless initial_scale is 0; zero is the usual start (Widrow and "
            "Lehr 1990, page 1424).",
        ),
        names="The net is the sum s, and the error is measured on it. Here `learning_rate` is the part "
        "α = 0.1; with the bias input the four cases have a mean square length of 2, so 2μ = 0.1 / 2 = "
        "0.05.",
        by_hand={"order": "cyclic", "initial_scale": 0.0, "max_epochs": 10},
        also=(papers.widrow_1990.PAPER,),
    )
