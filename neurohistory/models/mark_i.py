"""The perceptron as a machine (1958/60): a retina, random association units, trained responses.

The papers: `neurohistory.papers.rosenblatt_1958` and `rosenblatt_1960_simulations`.

What "the perceptron" of the textbooks leaves out is its first layer, which is in the paper of 1958 and
in the report of January 1957 before it.  Each association unit has x excitatory and y inhibitory
connections to points of the retina, drawn at random and then fixed.  It fires if the excitatory ones
that see light outnumber the inhibitory ones by theta or more:

    a = 1  if  (excitatory on) - (inhibitory on) >= theta,  else 0.

A response unit says yes if the sum w.a is positive, and only its weights are taught: after a wrong
answer w <- w + t a, with t = +1 or -1.  There is no bias weight; an image for which no association
unit fires is a no, whatever has been learned.

The Mark I, shown in June 1960, had 20 x 20 photocells, 512 association and 8 response units.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.association import association, response, signals, surely_right, wire
from neurohistory.network.online import Lessons, Order
from neurohistory.parameters import Seed, at_least
from neurohistory.theory import Expectation
from neurohistory.theory.random_wiring import expect_random_wiring

__all__ = ["MarkIPerceptron", "MarkIState"]

Array = NDArray[np.floating]


class MarkIState(NamedTuple):
    """One machine for each start: its wiring, which stays, and what its response units learned."""

    wiring: Array  # (feature, unit, start): excitatory minus inhibitory connections
    weights: Array  # (unit, response, start); two classes have one response unit
    updates: NDArray[np.int64]  # (start,): corrections so far


class MarkIPerceptron(HistoricalClassifier[MarkIState]):
    """Retina, fixed random association units, and response units taught by error correction.

    Parameters
    ----------
    n_association : int, default=512
        Number of association units; 512 as in the Mark I.
    excitatory : int, default=6
        x, the excitatory connections of each association unit.
    inhibitory : int, default=4
        y, the inhibitory connections of each association unit.
    threshold : float, default=1.0
        theta, by how much active excitatory connections must outnumber active inhibitory ones.
    max_epochs : int, default=100
        Passes through the examples; learning ends earlier after a pass without a correction.
    order : {"shuffled", "cyclic"}, default="shuffled"
        The examples come in a new order for each epoch and start, or as they stand.
    random_state : int, Generator or None, default=None
        Seed of the wiring and the order.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> MarkIPerceptron(random_state=0).fit(XOR.X, XOR.y).predict(XOR.X)
    array([0, 1, 1, 0])
    """

    n_association: Annotated[int, at_least(1)] = 512
    excitatory: Annotated[int, at_least(0)] = 6
    inhibitory: Annotated[int, at_least(0)] = 4
    threshold: float = 1.0
    max_epochs: Annotated[int, at_least(1)] = 100
    order: Order = "shuffled"
    random_state: Seed = None

    def start(self, X: Array, target: Array, n_starts: int, rng: np.random.Generator) -> MarkIState:
        n_responses = 1 if target.ndim == 1 else target.shape[1]
        wiring = wire((X.shape[1], self.n_association, n_starts), self.excitatory, self.inhibitory, rng)
        return MarkIState(
            wiring.astype(X.dtype),
            np.zeros((self.n_association, n_responses, n_starts), dtype=X.dtype),
            np.zeros(n_starts, dtype=np.int64),
        )

    def respond(self, state: MarkIState, X: Array) -> Array:
        scores = response(state.wiring, state.weights, X, self.threshold)
        return scores[:, 0] if scores.shape[1] == 1 else scores  # (example[, class], start)

    def learn(
        self, state: MarkIState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[MarkIState]:
        wiring, weights, updates = state
        seen = signals(wiring, X, self.threshold)  # (start, example, unit): once, for the wiring stays
        w = weights.T.copy()  # (start, response, unit), so that what is added up lies side by side
        examples, starts = np.arange(len(X)), np.arange(updates.size)
        wanted = np.broadcast_to(target.reshape(len(X), -1), (len(starts), len(X), w.shape[1]))
        lessons = Lessons(examples[:, None], examples, self.order, updates.size, rng)
        for _ in range(self.max_epochs):
            before = updates
            for _, shown in lessons.unless(surely_right(seen[0], w[0], target)):
                a = seen[starts, shown]  # (start, unit)
                t = wanted[starts, shown]  # (start, response)
                sums = (w @ a[..., None].astype(w.dtype))[..., 0]
                wrong = self.decide(sums) != (t > 0)  # (start, response)
                wrong &= a.any(axis=1)[:, None]  # where nothing fires, nothing can be corrected
                if wrong.any():
                    w[wrong] += t[wrong][:, None] * a[wrong.nonzero()[0]]
                    updates = updates + wrong.sum(axis=1)
            yield MarkIState(wiring, w.T.copy(), updates)
            if (updates == before).all():
                return

    weight_fields = ("weights",)
    multi_class = True
    multi_label = True

    def check_parameters(self) -> None:
        super().check_parameters()
        if not (self.excitatory or self.inhibitory):
            raise ValueError("excitatory=0 and inhibitory=0 leave the units unconnected; raise one")

    def workings(self, state: MarkIState, X: Array, target: Array) -> dict[str, NDArray[np.int64]]:
        fires = association(state.wiring, X, self.threshold)[..., 0].astype(np.int64)
        return {f"a[{unit}]": said for unit, said in enumerate(fires.T)}

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        # The three blobs of that test overlap on two points, and error correction does not come to rest.
        tags.classifier_tags.poor_score = True
        return tags

    def expectation(self, X: Array, target: Array) -> Expectation:
        wiring = self.n_association, self.excitatory, self.inhibitory, self.threshold
        return expect_random_wiring(X, target, *wiring, self.max_epochs)

    card = Card(
        title="Mark I Perceptron",
        year=1960,
        people=("Frank Rosenblatt", "Charles Wightman", "Francis Martin", "John C. Hay"),
        paper=papers.rosenblatt_1960_simulations.PAPER,
        idea="Between the retina and the trained unit stand many association units, each wired to a few "
        "random points. What no line through the inputs can do, one through their answers often can.",
        limit="The wiring is luck and stays as it is: only the last layer learns. If the units that "
        "a task needs are not among those drawn, no training helps.",
        kind="corrected by mistakes",
        rule="a = 1 if (excitatory on) − (inhibitory on) ≥ θ, else 0\n"
        "r = +1 if w·a > 0, else −1\nw ← w + t a  if r ≠ t",
        rule_tex=r"\begin{aligned} a_j &= \begin{cases} 1 & \text{if } \sum_i c_{ij}\, x_i \ge"
        r" \theta \\ 0 & \text{otherwise} \end{cases} \\ r &= \begin{cases} +1 & \text{if }"
        r" \mathbf{w}\cdot\mathbf{a} > 0 \\ -1 & \text{otherwise} \end{cases} \\ \mathbf{w}"
        r" &\leftarrow \mathbf{w} + t\,\mathbf{a} \quad \text{if } r \ne t \end{aligned}",
        symbols="$x_i$ is what point $i$ of the retina sees; $c_{ij}$ counts its wires to unit $j$, "
        r"below 0 where they inhibit; $\theta$ is the threshold, $r$ the response, $t$ the target, and "
        r"$\mathbf{w}$ has a weight for each answer $a_j$.",
        departures=(
            "Each connection goes to a point drawn from the whole retina, so two of them may end on "
            "the same point; this is what the formula for P_a supposes.",
            "The response units learn by error correction; the 1958 paper studies several kinds of "
            "reinforcement.",
            "Two classes have one response unit. More classes have one each, and the largest sum "
            "decides; the eight units of the Mark I answered each for itself.",
            "Inputs need not be 0 and 1: a connection carries what its point sees, negative or not.",
            "The weights have no limits; those of the Mark I were potentiometers turned by motors.",
            "The defaults x = 6, y = 4, θ = 1 are ours, chosen so that units of all the kinds that "
            "AND, OR and XOR need can occur on a retina of two points.",
        ),
        names="`a[k]` is 1 if association unit `k` fires; `weights[k,0]` leads from it to the answer.",
        by_hand={"n_association": 8, "order": "cyclic"},
        variants={"8 units": {"n_association": 8}},
        also=(papers.rosenblatt_1958.PAPER, papers.rosenblatt_1957.PAPER, papers.rosenblatt_1962.PAPER),
    )
