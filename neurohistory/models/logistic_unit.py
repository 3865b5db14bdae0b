"""The logistic unit (1958): a neuron that answers with a probability.

The paper: `neurohistory.papers.cox_1958`.

Beside the perceptron, and on a line of its own: no jump.  The unit answers h(x) = 1 / (1 + exp(-z))
with z = w.x + b, so every weight has a smooth influence, and the cost

    J = -(1/m) sum [y log h + (1 - y) log(1 - h)],    y = 1 or 0,

has a derivative that says which way to move: dJ/dw = (1/m) sum (h - y) x.  This is the neuron of many a
lecture, and logistic regression.  The cost has one lowest point.  On XOR it lies at w = 0, b = 0:
the unit answers 1/2 to everything, and the cost rests at ln 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.activations import logistic
from neurohistory.parameters import Seed, above, at_least
from neurohistory.theory import Expectation, expect_logistic_descent, farthest_start

__all__ = ["LogisticUnit", "LogisticUnitState"]

Array = NDArray[np.floating]


class LogisticUnitState(NamedTuple):
    """One logistic unit for each start."""

    bias: Array  # (start,)
    weights: Array  # (feature, start)
    updates: NDArray[np.int64]  # (start,): steps so far


class LogisticUnit(HistoricalClassifier[LogisticUnitState]):
    """One logistic unit taught by gradient descent on the cross-entropy.

    Parameters
    ----------
    learning_rate : float, default=1.0
        Step along the downhill gradient of the mean cost.
    max_epochs : int, default=200
        Steps; each uses all examples.
    initial_scale : float, default=1.0
        Standard deviation of the normal first weights; 0 starts from zero.
    bias : bool, default=True
        Whether there is a bias; without one every line goes through the origin.
    random_state : int, Generator or None, default=None
        Seed of the first weights.

    Examples
    --------
    >>> from neurohistory.problems.gates import AND
    >>> unit = LogisticUnit(initial_scale=0).fit(AND.X, AND.y)
    >>> unit.predict(AND.X)
    array([0, 0, 0, 1])

    The neuron of the lecture, with its weights set by hand: h = g(-30 + 20 x1 + 20 x2).

    >>> state = LogisticUnitState(np.array([-30.0]), np.array([[20.0], [20.0]]), np.array([0]))
    >>> unit.output(unit.respond(state, AND.X))[:, 0].round(4)
    array([0., 0., 0., 1.])
    """

    learning_rate: Annotated[float, above(0)] = 1.0
    max_epochs: Annotated[int, at_least(1)] = 200
    initial_scale: Annotated[float, at_least(0)] = 1.0
    bias: bool = True
    random_state: Seed = None

    def start(
        self, X: Array, target: Array, n_starts: int, rng: np.random.Generator
    ) -> LogisticUnitState:
        first = self.initial_scale * rng.standard_normal((1 + X.shape[1], n_starts))
        first = first.astype(X.dtype)
        if not self.bias:
            first[0] = 0
        return LogisticUnitState(first[0], first[1:], np.zeros(n_starts, dtype=np.int64))

    def respond(self, state: LogisticUnitState, X: Array) -> Array:
        return X @ state.weights + state.bias  # z, (example, start)

    def learn(
        self, state: LogisticUnitState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[LogisticUnitState]:
        b, w, updates = state
        y = (target[:, None] > 0).astype(X.dtype)
        for _ in range(self.max_epochs):
            error = y - logistic(X @ w + b)  # (example, start)
            w = w + self.learning_rate * (X.T @ error) / len(X)
            if self.bias:
                b = b + self.learning_rate * error.mean(axis=0)
            updates = updates + 1
            yield LogisticUnitState(b, w, updates)

    weight_fields = ("bias", "weights")
    target_values = (0.0, 1.0)
    gives_probabilities = True

    def weight_arrays(self, state: LogisticUnitState) -> dict[str, Array]:
        named: dict[str, Array] = {"bias": state.bias} if self.bias else {}
        return named | {"weights": state.weights}

    def output(self, scores: Array) -> Array:
        return logistic(scores)

    def loss(self, scores: Array, target: Array) -> Array:
        # -log h = log(1 + exp(-z)) and -log(1 - h) = log(1 + exp(z)), without overflow
        return np.asarray(np.logaddexp(0, -target[:, None] * scores).mean(axis=0))

    def workings(self, state: LogisticUnitState, X: Array, target: Array) -> dict[str, Array]:
        error = (target > 0) - self.output(self.respond(state, X))[:, 0]
        derivatives = {"bias": -error.mean()}
        derivatives |= {f"weights[{i}]": -d for i, d in enumerate(X.T @ error / len(X))}
        return {f"derivative by {name}": d for name, d in derivatives.items()}

    def expectation(self, X: Array, target: Array) -> Expectation:
        start = farthest_start(self.initial_scale, 1 + X.shape[1])
        return expect_logistic_descent(
            X, target, self.max_epochs, start, self.learning_rate, bias=self.bias
        )

    card = Card(
        title="Logistic unit",
        year=1958,
        people=("David R. Cox",),
        paper=papers.cox_1958.PAPER,
        idea="A smooth answer between 0 and 1 in place of a jump, read as a probability. The cost "
        "is smooth too, so its derivative tells every weight which way to go.",
        limit="It is still one line. On XOR the best it can do is to say 1/2 to everything: the "
        "cost rests at ln 2 = 0.693.",
        kind="descending",
        rule="h = 1 / (1 + exp(−(w·x + b)))\nw ← w + η (1/m) Σ (y − h) x\nb ← b + η (1/m) Σ (y − h)",
        rule_tex=r"\begin{aligned} h &= \frac{1}{1 + e^{-(\mathbf{w}\cdot\mathbf{x} + b)}} \\"
        r" \mathbf{w} &\leftarrow \mathbf{w} + \eta\,\frac{1}{m} \sum_{i=1}^{m} (y_i - h_i)\,"
        r"\mathbf{x}_i \\ b &\leftarrow b + \eta\,\frac{1}{m} \sum_{i=1}^{m} (y_i - h_i)"
        r" \end{aligned}",
        symbols=r"$\mathbf{x}$ are the inputs, $\mathbf{w}$ a weight for each, $b$ is the bias, $h$ "
        r"the answer, a probability, $y$ the target, $m$ the number of examples, and $\eta$ the "
        "learning rate.",
        departures=(
            "Cox wrote statistics, not neural networks; that a lecture calls the same formula a "
            "neuron came later.",
            "The weights are found by plain gradient descent, as lectures do it, and not by the "
            "iterations that statisticians use.",
        ),
        names="Here η = 1: a step is the derivative with its sign turned.",
        by_hand={"initial_scale": 0.0},
    )
