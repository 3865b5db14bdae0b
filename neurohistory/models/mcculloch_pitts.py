"""The McCulloch-Pitts neuron (1943): all or none, wired and not taught.

The paper: `neurohistory.papers.mcculloch_1943`.

New: a neuron as a logical proposition.  (Mathematics of nerve nets there was already: N. Rashevsky,
*Mathematical Biophysics*, Chicago 1938.)  A cell fires at time t if and only if at time t - 1

    no inhibitory ending on it was active, and
    the number of active excitatory endings on it was at least its threshold.

Inhibition is absolute: a hundred active endings do not beat one inhibitor.  Nothing is learned; a
designer chooses the wiring.  Here the designer is a search through all the wirings, which is ours
and not the paper's.  Silence in is silence out, so of the sixteen functions of two inputs one cell
computes seven, and XOR, which needs two layers of cells, is not among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.theory import Expectation
from neurohistory.theory.single_cell import VETO, best_wiring, expect_single_cell

__all__ = ["McCullochPittsNeuron", "McCullochPittsState"]

Array = NDArray[np.floating]


class McCullochPittsState(NamedTuple):
    """One cell for each start, and the receptors before it."""

    receptor_threshold: Array  # (feature, start): a receptor fires above this
    excitatory: NDArray[np.int64]  # (feature, start): number of excitatory endings
    inhibitory: NDArray[np.bool_]  # (feature, start): whether there is an inhibitory ending
    threshold: NDArray[np.int64]  # (start,): active endings needed, at least 1
    updates: NDArray[np.int64]  # (start,): always 0, nothing is learned


class McCullochPittsNeuron(HistoricalClassifier[McCullochPittsState]):
    """One all-or-none cell with excitatory endings, absolute inhibition and a threshold.

    The wiring with the fewest wrong answers is looked up, the simplest among equals.  Up to four
    inputs all wirings are tried; beyond, the endings of one input at a time are changed for as long
    as that helps.

    Notes
    -----
    A cell knows only on and off.  In front of each input stands a receptor that is on above the
    middle of the values seen: 1 of 0 and 1, and +1 of -1 and +1.  An input that never changes has no
    such middle, and its receptor stays off.

    Examples
    --------
    >>> from neurohistory.problems.gates import AND
    >>> cell = McCullochPittsNeuron().fit(AND.X, AND.y)
    >>> cell.state_.excitatory[:, 0], cell.state_.threshold
    (array([1, 1]), array([2]))
    """

    def start(
        self, X: Array, target: Array, n_starts: int, rng: np.random.Generator
    ) -> McCullochPittsState:
        middle = (X.min(axis=0) + X.max(axis=0)) / 2
        nothing = np.zeros((X.shape[1], n_starts), dtype=np.int64)  # no ending: never fires
        return McCullochPittsState(
            np.repeat(middle[:, None], n_starts, axis=1),
            nothing,
            nothing.astype(bool),
            np.ones(n_starts, dtype=np.int64),
            np.zeros(n_starts, dtype=np.int64),
        )

    def respond(self, state: McCullochPittsState, X: Array) -> Array:
        on = X[:, :, None] > state.receptor_threshold  # (example, feature, start)
        excited = (on * state.excitatory).sum(axis=1)
        vetoed = (on & state.inhibitory).any(axis=1)
        # Half a step above the threshold is a yes, half a step below a no; a veto is a no.
        scores = np.where(vetoed, -0.5, excited - state.threshold + 0.5)  # (example, start)
        return scores.astype(X.dtype)

    def learn(
        self, state: McCullochPittsState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[McCullochPittsState]:
        n_starts = state.threshold.size
        on = state.receptor_threshold[:, 0] < X  # all starts have the same receptors
        endings, threshold = best_wiring(on, target > 0)
        endings = np.repeat(endings[:, None], n_starts, axis=1)
        yield McCullochPittsState(
            state.receptor_threshold,
            np.maximum(endings, 0),
            endings == VETO,
            np.full(n_starts, threshold),
            state.updates,
        )

    weight_fields = ("excitatory", "inhibitory", "threshold")
    fixed_fields = ("receptor_threshold",)
    target_values = (0.0, 1.0)

    def workings(
        self, state: McCullochPittsState, X: Array, target: Array
    ) -> dict[str, NDArray[np.int64]]:
        on = state.receptor_threshold[:, 0] < X
        return {
            "excited": (on * state.excitatory[:, 0]).sum(axis=1),
            "vetoed": (on & state.inhibitory[:, 0]).any(axis=1).astype(np.int64),
        }

    def expectation(self, X: Array, target: Array) -> Expectation:
        on = (X.min(axis=0) + X.max(axis=0)) / 2 < X
        return expect_single_cell(on, target)  # the cell sees the receptors alone

    card = Card(
        title="McCulloch-Pitts neuron",
        year=1943,
        people=("Warren S. McCulloch", "Walter Pitts"),
        paper=papers.mcculloch_1943.PAPER,
        idea="A neuron is a proposition that is true or false at each tick: it fires when enough "
        "excitatory endings are active and no inhibitory one is. Nets of such cells compute logic.",
        limit="It does not learn; somebody wires it. And one cell alone computes seven of the "
        "sixteen functions of two inputs; XOR takes two layers.",
        names="`excited` counts the active excitatory endings, and `vetoed` is 1 where an inhibitory "
        "one is active. The net is how far the count is above the threshold, plus one half.",
        kind="wired",
        rule="fires at t  iff  no inhibitory ending was active at t − 1\n"
        "             and  number of active excitatory endings at t − 1 ≥ θ",
        rule_tex=r"y(t) = 1 \iff \sum_{i} n_i\, x_i(t-1) \ge \theta \quad\text{and}\quad"
        r" x_j(t-1) = 0 \text{ for every inhibitory } j",
        symbols="$y(t)$ is 1 if the cell fires at tick $t$; $x_i(t-1)$ is 1 if input $i$ was active "
        r"a tick before; $n_i$ counts its excitatory endings on the cell; $\theta$ is the threshold.",
        departures=(
            "A cell fires when its active endings reach the threshold, as in the paper's second "
            "assumption; in the proof of its Theorem I their sum exceeds it.",
            "The paper designs nets by hand. The search for the wiring is ours.",
            "One cell and one tick; time and loops are left out of this model.",
            "Receptors turn inputs that are not 0 and 1 into on and off.",
        ),
    )
