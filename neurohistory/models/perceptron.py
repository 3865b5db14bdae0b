"""The perceptron (1958): a threshold unit that learns from its mistakes.

The paper: `neurohistory.papers.rosenblatt_1958`.

New against McCulloch and Pitts: nobody designs the weights.  The unit is shown examples, and only
when its answer is wrong do the weights move, toward the example if it should have fired and away
from it if it should not.  In symbols, with o = 1 if w.x + b >= 0 and 0 otherwise, and the target
t = 1 or 0:

    w <- w + eta (t - o) x        b <- b + eta (t - o)

This error correction is of 1960, and the rule of the convergence proofs: Rosenblatt's own (a report
of 1960 and *Principles of Neurodynamics*), Block's and Novikoff's (both 1962).  If some plane separates
the classes with margin gamma and no example is longer than R, then from zero weights it makes at most
(R / gamma)^2 corrections.  If none does, it corrects for ever.  The weights stay bounded then, as
Minsky and Papert state and Block and Levin (1970) prove, and with whole numbers and the examples in a
fixed order they come back in a cycle.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.online import Lessons, Order
from neurohistory.parameters import Seed, above, at_least
from neurohistory.theory import Expectation, expect_error_correction, farthest_start

__all__ = ["Perceptron", "PerceptronState"]

Array = NDArray[np.floating]


class PerceptronState(NamedTuple):
    """One threshold unit for each start."""

    bias: Array  # (start,)
    weights: Array  # (feature, start)
    updates: NDArray[np.int64]  # (start,): corrections so far


class Perceptron(HistoricalClassifier[PerceptronState]):
    """One threshold unit taught by error correction.

    Parameters
    ----------
    learning_rate : float, default=1.0
        Size of a correction.  From zero weights it only sets the scale, up to rounding.
    max_epochs : int, default=100
        Passes through the examples; learning ends earlier after a pass without a mistake.
    order : {"shuffled", "cyclic"}, default="shuffled"
        The examples come in a new order for each epoch and start, or as they stand.
    initial_scale : float, default=1.0
        Standard deviation of the normal first weights; 0 starts from zero.
    fires_at_zero : bool, default=True
        Whether a net input of exactly zero is a yes, as in tables for 0 and 1 and not for -1 and +1.
    bias : bool, default=True
        Whether there is a bias; without one every line goes through the origin.
    dead_zone : float, default=0.0
        theta of some textbooks: a net input from -theta to theta is no answer, and corrected as a wrong
        one.  The unit then emits 1/2 while it learns; what it answers in the end is not touched.
    random_state : int, Generator or None, default=None
        Seed of the first weights and the order.

    Examples
    --------
    >>> from neurohistory.problems.gates import AND
    >>> unit = Perceptron(order="cyclic", initial_scale=0).fit(AND.X, AND.y)
    >>> unit.predict(AND.X)
    array([0, 0, 0, 1])
    >>> unit.n_iter_, unit.named_weights(unit.state_)
    (6, {'bias': -3.0, 'weights[0]': 2.0, 'weights[1]': 1.0})
    """

    learning_rate: Annotated[float, above(0)] = 1.0
    max_epochs: Annotated[int, at_least(1)] = 100
    order: Order = "shuffled"
    initial_scale: Annotated[float, at_least(0)] = 1.0
    fires_at_zero: bool = True
    bias: bool = True
    dead_zone: Annotated[float, at_least(0)] = 0.0
    random_state: Seed = None

    def start(self, X: Array, target: Array, n_starts: int, rng: np.random.Generator) -> PerceptronState:
        first = self.initial_scale * rng.standard_normal((1 + X.shape[1], n_starts))
        first = first.astype(X.dtype)
        if not self.bias:
            first[0] = 0
        return PerceptronState(first[0], first[1:], np.zeros(n_starts, dtype=np.int64))

    def respond(self, state: PerceptronState, X: Array) -> Array:
        return X @ state.weights + state.bias  # (example, start)

    def learn(
        self, state: PerceptronState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[PerceptronState]:
        units = np.vstack([state.bias, state.weights]) + 0.0  # our own, and no -0
        b, w, updates = units[0], units[1:], state.updates.copy()
        lessons = Lessons(X, (target > 0).astype(X.dtype), self.order, b.size, rng)  # t: 1 or 0
        moved = units if self.bias else w
        for _ in range(self.max_epochs):
            before = updates.copy()
            for shown in lessons.of_units(moved, self.learning_rate, self.dead_zone):
                t, net = shown.target, shown.net
                error = t - self.decide(net)  # -1, 0 or 1
                if self.dead_zone:
                    error = np.where(self._undecided(net), 2 * t - 1, error)
                shown.add(w, self.learning_rate * error * shown.x)
                if self.bias:
                    shown.add(b, self.learning_rate * error)
                shown.add(updates, error != 0)
            yield PerceptronState(b.copy(), w.copy(), updates.copy())
            if (updates == before).all():
                return

    weight_fields = ("bias", "weights")
    target_values = (0.0, 1.0)

    def decide(self, scores: Array) -> NDArray[np.bool_]:
        return scores >= 0 if self.fires_at_zero else scores > 0

    def output(self, scores: Array) -> Array:
        answers = super().output(scores)
        return np.where(self._undecided(scores), 0.5, answers) if self.dead_zone else answers

    def weight_arrays(self, state: PerceptronState) -> dict[str, Array]:
        named: dict[str, Array] = {"bias": state.bias} if self.bias else {}
        return named | {"weights": state.weights}

    def _undecided(self, scores: Array) -> NDArray[np.bool_]:
        return np.abs(scores) <= self.dead_zone

    def expectation(self, X: Array, target: Array) -> Expectation:
        start = farthest_start(self.initial_scale, 1 + X.shape[1]) / self.learning_rate
        return expect_error_correction(
            X, target, self.max_epochs, start,
            dead_zone=self.dead_zone / self.learning_rate,
            at_zero=None if self.bias else self.fires_at_zero,
        )  # fmt: skip

    card = Card(
        title="Perceptron",
        year=1958,
        people=("Frank Rosenblatt",),
        paper=papers.rosenblatt_1958.PAPER,
        idea="The weights are learned: a wrong answer moves them toward what should have been "
        "said, and a right one leaves them alone. If any line can do the task, this rule finds one.",
        limit="It finds only what a line can separate. On XOR it corrects for ever, and nothing "
        "below its one trained layer can be taught.",
        kind="corrected by mistakes",
        rule="o = 1 if w·x + b ≥ 0, else 0\nw ← w + η (t − o) x\nb ← b + η (t − o)",
        rule_tex=r"\begin{aligned} o &= \begin{cases} 1 & \text{if } \mathbf{w}\cdot\mathbf{x} + b"
        r" \ge 0 \\ 0 & \text{otherwise} \end{cases} \\ \mathbf{w} &\leftarrow \mathbf{w} + \eta\,"
        r"(t - o)\,\mathbf{x} \\ b &\leftarrow b + \eta\,(t - o) \end{aligned}",
        symbols=r"$\mathbf{x}$ are the inputs, $\mathbf{w}$ a weight for each, $b$ is the bias, $o$ "
        r"the answer, $t$ the target, and $\eta$ the learning rate.",
        departures=(
            "This is the response unit alone: in 1958 fixed random association units stood before it.",
            "The year is that of the paper; the rule, error correction, was published in 1960, in the "
            "report below. The 1958 paper studies several kinds of reinforcement.",
            "The threshold is learned as a bias; the first weights are random unless initial_scale "
            "is 0, so that a study of many starts has many starts.",
        ),
        names="The net is w·x + b. Here η = 1.",
        by_hand={"order": "cyclic", "initial_scale": 0.0},
        also=(
            papers.rosenblatt_1960.PAPER,
            papers.rosenblatt_1962.PAPER,
            papers.block_1962.PAPER,
            papers.novikoff_1962.PAPER,
            papers.block_1970.PAPER,
        ),
    )
