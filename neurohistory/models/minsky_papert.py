"""Perceptrons of bounded order (1969): what one trained layer can and cannot see.

The paper: `neurohistory.papers.minsky_1969`.

New: exact limits.  A perceptron here is a threshold over *partial* predicates,
each of which looks at no more than k of the input points:

    psi(x) = 1  if  sum over masks A with |A| <= k of  w_A prod_{i in A} x_i  >= 0.

The least k that suffices for a predicate is its *order*.  With k = 1 this is a single unit on the
inputs, and XOR is out of reach, from any start, with any rule: `neurohistory.theory.separability`
gives the multipliers that prove it.  XOR is the parity of two points and has order 2; parity of n
points has order n.  What the book did not settle is what trained layers in between could do.
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
from neurohistory.parameters import Seed, at_least
from neurohistory.theory import Expectation, expect_error_correction, farthest_start
from neurohistory.theory.predicates.partial import masks, partial_predicates

__all__ = ["BoundedOrderPerceptron", "BoundedOrderState", "masks", "partial_predicates"]

Array = NDArray[np.floating]


class BoundedOrderState(NamedTuple):
    """One threshold unit over the partial predicates, for each start."""

    weights: Array  # (mask, start); the first mask is empty: the threshold
    updates: NDArray[np.int64]  # (start,): corrections so far


class BoundedOrderPerceptron(HistoricalClassifier[BoundedOrderState]):
    """A threshold over all products of at most k inputs, taught by error correction.

    Parameters
    ----------
    predicate_order : int, default=1
        The most inputs that a partial predicate looks at.  1 sees each input alone, and XOR is out of
        reach; 2 solves XOR.
    max_epochs : int, default=200
        Passes through the examples; learning ends earlier after a pass without a mistake.
    order : {"shuffled", "cyclic"}, default="shuffled"
        The examples come in a new order for each epoch and start, or as they stand.
    initial_scale : float, default=1.0
        Standard deviation of the normal first weights; 0 starts from zero.
    random_state : int, Generator or None, default=None
        Seed of the first weights and the order.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> BoundedOrderPerceptron(predicate_order=2, random_state=0).fit(XOR.X, XOR.y).predict(XOR.X)
    array([0, 1, 1, 0])
    """

    predicate_order: Annotated[int, at_least(1)] = 1
    max_epochs: Annotated[int, at_least(1)] = 200
    order: Order = "shuffled"
    initial_scale: Annotated[float, at_least(0)] = 1.0
    random_state: Seed = None

    def start(
        self, X: Array, target: Array, n_starts: int, rng: np.random.Generator
    ) -> BoundedOrderState:
        n_masks = partial_predicates(X[:1], self.predicate_order).shape[1]
        first = self.initial_scale * rng.standard_normal((n_masks, n_starts))
        return BoundedOrderState(first.astype(X.dtype), np.zeros(n_starts, dtype=np.int64))

    def respond(self, state: BoundedOrderState, X: Array) -> Array:
        return partial_predicates(X, self.predicate_order) @ state.weights  # (example, start)

    def learn(
        self, state: BoundedOrderState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[BoundedOrderState]:
        w, updates = state.weights + 0.0, state.updates.copy()  # our own, and no -0
        seen = partial_predicates(X, self.predicate_order)  # (example, mask)
        lessons = Lessons(seen, (target > 0).astype(X.dtype), self.order, updates.size, rng)
        for _ in range(self.max_epochs):
            before = updates.copy()
            for shown in lessons.of_units(w):
                error = shown.target - self.decide(shown.net)  # the target is 1 or 0
                shown.add(w, error * shown.x)
                shown.add(updates, error != 0)
            yield BoundedOrderState(w.copy(), updates.copy())
            if (updates == before).all():
                return

    weight_fields = ("weights",)
    target_values = (0.0, 1.0)

    def workings(self, state: BoundedOrderState, X: Array, target: Array) -> dict[str, Array]:
        seen = partial_predicates(X, self.predicate_order)
        return {f"phi[{mask}]": values for mask, values in enumerate(seen.T)}

    def decide(self, scores: Array) -> NDArray[np.bool_]:
        return scores >= 0

    def expectation(self, X: Array, target: Array) -> Expectation:
        with np.errstate(over="ignore", invalid="ignore"):  # theory is open where a product overflows
            seen = partial_predicates(X, self.predicate_order)[:, 1:]  # the empty mask is the bias
        where = "line" if self.predicate_order == 1 else f"surface of order {self.predicate_order}"
        start = farthest_start(self.initial_scale, 1 + seen.shape[1])
        return expect_error_correction(seen, target, self.max_epochs, start, where)

    card = Card(
        title="Perceptron with limited sight",
        year=1969,
        people=("Marvin Minsky", "Seymour Papert"),
        paper=papers.minsky_1969.PAPER,
        idea="Ask not whether a machine learns a task but whether any weights could do it. A "
        "predicate has an order: the most points that some part of the machine must look at "
        "together.",
        limit="Order 1 cannot do XOR, and that is a theorem. The book proves nothing of the kind "
        "about machines with trained layers in between.",
        kind="corrected by mistakes",
        rule="ψ(x) = 1 if Σ w_A · Π(x_i, i in A) ≥ 0 over masks A with |A| ≤ k, else 0\n"
        "w_A ← w_A + (t − ψ) · Π(x_i, i in A)",
        rule_tex=r"\begin{aligned} \psi(\mathbf{x}) &= 1 \iff \sum_{|A| \le k} w_A \prod_{i \in A}"
        r" x_i \ge 0 \\ w_A &\leftarrow w_A + (t - \psi) \prod_{i \in A} x_i \end{aligned}",
        symbols=r"$\psi$ is the answer, 1 or 0; $A$ is a mask, some of the inputs $x_i$, and $w_A$ "
        "its weight; $k$, the order, says how many inputs a mask has at most; $t$ is the target.",
        departures=(
            "The book studies which predicates some weights can compute. That the weights are "
            "found by error correction is our choice, covered by the convergence theorem.",
            "All masks of at most k inputs are used; the book also studies machines with fewer.",
            "Inputs that are not 0 and 1 are multiplied all the same.",
        ),
        names="`phi[k]` are the partial predicates, and `phi[0]` is always 1, so `weights[0]` is the "
        "bias.",
        by_hand={"order": "cyclic", "initial_scale": 0.0},
        variants={"order 2": {"predicate_order": 2}},
    )
