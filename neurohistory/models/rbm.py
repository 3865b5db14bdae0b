"""The restricted Boltzmann machine, taught by contrastive divergence (2002).

The paper: `neurohistory.papers.hinton_2002`.  The machine itself is of 1986, P. Smolensky's harmony
theory: `smolensky_1986`.

The machine has no output.  It learns how likely each pattern is, and to classify is to ask which
label makes the pattern likelier.  Neither that nor learning without a teacher was new in 2002: the
energy and the two means below are of D. H. Ackley, G. E. Hinton and T. J. Sejnowski, `ackley_1985`.
New was not to wait for equilibrium.

Visible and hidden units are 0 or 1 by chance, with wires between the two layers only:

    p(v, h) = exp(-E(v, h)) / Z,    E(v, h) = -b.v - c.h - v'W h.

The likelihood climbs along `<v h>_data - <v h>_machine`, and the second mean would need endless
sampling.  Contrastive divergence starts the sampling at the data and compares after k steps:

    dW = epsilon (<v h>_data - <v h>_k).

Persistent chains, which go on from where they were, came to these machines with T. Tieleman (ICML
2008); L. Younes had studied such learning before (1999).

Here inputs x and label units y are the visible units together, v = (x, y).  The hidden units sum
out in closed form, so for two classes the score is a difference of free energies,

    F(x, no) - F(x, yes) = d + sum_j ln(1 + exp(o_j + u_j)) - ln(1 + exp(o_j)),    o = c + W'x,

with u the label unit's weights and d its bias.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.activations import logistic, softmax, softplus
from neurohistory.network.boltzmann import Machine, hidden_probabilities, start_machine
from neurohistory.network.contrastive_divergence import contrastive_divergence
from neurohistory.network.matmul import matmul
from neurohistory.network.unit_interval import binary_range, central_range, for_each_start, scaled
from neurohistory.parameters import Seed, above, at_least, below
from neurohistory.theory import Expectation, Verdict, expect_contradiction, expect_linear

__all__ = ["RestrictedBoltzmannMachine", "RestrictedBoltzmannMachineState"]

Array = NDArray[np.floating]

_MIN_EPOCHS = 100  # for some of 100 starts to do what the units can do, on gates of two inputs


class RestrictedBoltzmannMachineState(NamedTuple):
    """A machine for each start, and the ranges of its inputs."""

    machine: Machine  # inputs and labels are its visible units; the last rows of W are u, and of b, d
    low: Array  # (feature, start): the inputs that become 0
    high: Array  # (feature, start): the inputs that become 1


class RestrictedBoltzmannMachine(HistoricalClassifier[RestrictedBoltzmannMachineState]):
    """A restricted Boltzmann machine over inputs and labels, taught by contrastive divergence.

    Parameters
    ----------
    n_hidden : int, default=8
        Hidden units.
    steps : int, default=1
        k: steps of Gibbs sampling between the two means that are compared.
    persistent : bool, default=False
        Let the sampling go on from where it was, instead of starting at the data each time.
    learning_rate : float, default=0.3
        epsilon, by which the mean over a batch is multiplied.  The default suits gates; images want
        about 0.1.
    momentum : float, default=0.5
        The fraction of the last step in the next one; below 1.
    weight_decay : float, default=0.0002
        L2 penalty on the weights only, scaled by the learning rate.
    batch_size : int or None, default=100
        Examples for each step, in an order drawn anew for each epoch and start; None takes all.
    max_epochs : int, default=500
        Passes through the examples.
    initial_scale : float, default=2.0
        Standard deviation of the normal first weights; biases start from 0.  The default suits gates;
        images want 0.1 or less.
    visible : {"scaled", "binary"}, default="scaled"
        "scaled" maps one standard deviation about each input's mean in training to 0 to 1, clipped
        beyond, and takes what lies between for probabilities; two values become 0 and 1.  "binary"
        takes 0 and 1 as they are and refuses to learn from anything else.
    random_state : int, Generator or None, default=None
        Seed of the first weights, the order and the sampling.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> machine = RestrictedBoltzmannMachine(random_state=0).fit(XOR.X, XOR.y)
    >>> machine.predict(XOR.X)
    array([0, 1, 1, 0])
    """

    n_hidden: Annotated[int, at_least(1)] = 8
    steps: Annotated[int, at_least(1)] = 1
    persistent: bool = False
    learning_rate: Annotated[float, above(0)] = 0.3
    momentum: Annotated[float, at_least(0), below(1)] = 0.5
    weight_decay: Annotated[float, at_least(0)] = 0.0002
    batch_size: Annotated[int, at_least(1)] | None = 100
    max_epochs: Annotated[int, at_least(1)] = 500
    initial_scale: Annotated[float, at_least(0)] = 2.0
    visible: Literal["scaled", "binary"] = "scaled"
    random_state: Seed = None

    def start(
        self, X: Array, target: Array, n_starts: int, rng: np.random.Generator
    ) -> RestrictedBoltzmannMachineState:
        low, high = for_each_start(self._range(X), n_starts)
        n_labels = 1 if target.ndim == 1 else target.shape[1]
        n_chains = min(len(X), self.batch_size or len(X)) if self.persistent else 0
        machine = start_machine(
            X.shape[1] + n_labels, self.n_hidden, n_starts, rng, X.dtype,
            scale=self.initial_scale, n_chains=n_chains,
        )  # fmt: skip
        return RestrictedBoltzmannMachineState(machine, low, high)

    def respond(self, state: RestrictedBoltzmannMachineState, X: Array) -> Array:
        W, b, c, *_ = state.machine
        x, n = scaled(X, state.low, state.high), X.shape[1]
        o = matmul(x, W[:n]) + c  # (example, hidden, start)
        without = softplus(o).sum(axis=1)
        scores = [d + softplus(o + u).sum(axis=1) - without for u, d in zip(W[n:], b[n:], strict=True)]
        return scores[0] if len(scores) == 1 else np.stack(scores, axis=1)

    def learn(
        self,
        state: RestrictedBoltzmannMachineState,
        X: Array,
        target: Array,
        rng: np.random.Generator,
    ) -> Iterator[RestrictedBoltzmannMachineState]:
        if self.visible == "binary":
            binary_range(X)  # refuses all but 0 and 1
        v = self.joint(state, X, target)
        # The rule with nothing in the way is `plain_contrast`, in the same file.
        for machine in contrastive_divergence(
            state.machine, v, rng, epochs=self.max_epochs, steps=self.steps, persistent=self.persistent,
            learning_rate=self.learning_rate, momentum=self.momentum, weight_decay=self.weight_decay,
            batch_size=self.batch_size,
        ):  # fmt: skip
            yield state._replace(machine=machine)

    weight_fields = ("machine.weights", "machine.visible_bias", "machine.hidden_bias")
    fixed_fields = ("low", "high")
    target_values = (0.0, 1.0)
    gives_probabilities = True
    multi_class = True
    taught = False

    def output(self, scores: Array) -> Array:
        """The probability of the label given the input, one label being on."""
        return logistic(scores) if scores.ndim == 2 else softmax(scores)

    def weight_arrays(self, state: RestrictedBoltzmannMachineState) -> dict[str, Array]:
        W, b, c, *_ = state.machine
        return {"weights": W, "visible_bias": b, "hidden_bias": c}

    def workings(
        self, state: RestrictedBoltzmannMachineState, X: Array, target: Array
    ) -> dict[str, Array]:
        """How likely each hidden unit is on, given the input and its label."""
        chances = hidden_probabilities(state.machine, self.joint(state, X, target))
        return {f"p(h{unit})": p for unit, p in enumerate(chances[..., 0].T, start=1)}

    def joint(self, state: RestrictedBoltzmannMachineState, X: Array, target: Array) -> Array:
        """The visible units for labelled examples: inputs from 0 to 1, then labels 0 and 1.

        Parameters
        ----------
        state : RestrictedBoltzmannMachineState
            For the ranges of the inputs.
        X : ndarray of shape (example, feature)
        target : ndarray of -1 and +1, shape (example,) or (example, class)

        Returns
        -------
        ndarray of shape (example, visible), or (example, visible, start) if the ranges differ
        """
        x = scaled(X, state.low, state.high)
        y = (target.reshape(len(X), -1) > 0).astype(X.dtype)
        if x.ndim == 3:
            y = np.repeat(y[:, :, None], x.shape[2], axis=2)
        return np.concatenate((x, y), axis=1)

    def _range(self, X: Array) -> tuple[Array, Array]:
        return binary_range(X) if self.visible == "binary" else central_range(X)

    def expectation(self, X: Array, target: Array) -> Expectation:
        with np.errstate(over="ignore", invalid="ignore"):
            x = scaled(X, *self._range(X))  # clipped, and so not always a linear function of X
        contradiction = expect_contradiction(x, target)
        if contradiction:
            return contradiction
        line = expect_linear(x, target) if target.ndim == 1 else None
        # With one hidden unit the score d + ln(1 + exp(o + u)) - ln(1 + exp(o)) rises or falls with o
        # all along, and o is linear in x.
        if line and line.verdict is Verdict.CANNOT and self.n_hidden == 1:
            return Expectation(
                Verdict.CANNOT, f"one hidden unit is a single line in the end, and {line.reason}"
            )
        # A hidden unit with steep weights adds u on one side of a line and nothing on the other.  Two
        # such steps do any function of two bits.
        two_bits = x.shape[1] == 2 and all(len(np.unique(values)) <= 2 for values in x.T)
        if two_bits and (self.n_hidden >= 2 or (line and line.verdict is Verdict.SOLVES)):
            # No theorem says that chance leads there.  With the settings of the default it does.
            usual = self.differs_only_in("n_hidden", "max_epochs", "visible")
            if not usual or self.max_epochs < _MIN_EPOCHS:
                return Expectation(
                    Verdict.OPEN, "some weights do it; these settings and epochs may not reach them"
                )
            return Expectation(
                Verdict.DEPENDS,
                "some weights do it; whether chance leads there depends on the start and the draws",
            )
        return Expectation(Verdict.OPEN, "no theorem says where contrastive divergence ends")

    card = Card(
        title="Restricted Boltzmann machine",
        year=2002,
        people=("Geoffrey E. Hinton",),
        paper=papers.hinton_2002.PAPER,
        idea="Learn how likely each pattern is, label and all, and answer with the likelier label. "
        "One short step of sampling from the data stands in for endless sampling.",
        limit="The step is biased and goes down no hill of its own, so nothing tells when to stop. "
        "Parity is learned slowly, and from small first weights hardly at all.",
        kind="sampling",
        rule="E(v, h) = −b·v − c·h − vᵀW h,  v = (x, y)\n"
        "p(h = 1 | v) = σ(c + Wᵀv),  p(v = 1 | h) = σ(b + W h)\n"
        "W ← W + ε (⟨v hᵀ⟩ data − ⟨v hᵀ⟩ after k steps)",
        rule_tex=r"\begin{aligned} E(\mathbf{v}, \mathbf{h}) &= -\mathbf{b}\cdot\mathbf{v} -"
        r" \mathbf{c}\cdot\mathbf{h} - \mathbf{v}^{\top} W \mathbf{h}, \qquad \mathbf{v} ="
        r" (\mathbf{x}, \mathbf{y}) \\ p(h_j = 1 \mid \mathbf{v}) &= \sigma\left(c_j + \sum_i v_i"
        r" w_{ij}\right) \\ \Delta w_{ij} &= \varepsilon \left( \langle v_i h_j"
        r" \rangle_{\mathrm{data}} - \langle v_i h_j \rangle_{k} \right) \end{aligned}",
        symbols=r"$\mathbf{v}$ are the visible units, the inputs $\mathbf{x}$ and the label "
        r"$\mathbf{y}$, and $\mathbf{h}$ the hidden ones; $W$ are the weights $w_{ij}$ between them, "
        r"$\mathbf{b}$ and $\mathbf{c}$ their biases; $E$ is the energy: the lower, the likelier; "
        r"$\sigma$ is the logistic function, $\langle \cdot \rangle$ a mean, over the data or after "
        r"$k$ steps of sampling, and $\varepsilon$ the learning rate.",
        departures=(
            "Labels as visible units make it a classifier, so that it can stand on the timeline; the "
            "paper modeled images without.",
            "By default the reconstruction is sampled and the momentum stays at 0.5; the authors' "
            "program of 2006 takes probabilities, and a momentum of 0.9 after five epochs.",
            "Inputs are scaled to 0 to 1, one standard deviation about the mean, and taken for "
            "probabilities, so that any numbers can be shown to it.",
            "The default first weights are large, with a standard deviation of 2: from small ones a "
            "gate as even-handed as XOR gives the hidden units nothing to start from.",
        ),
        names="`p(h1)` is how likely hidden unit 1 is on, given input and label. The output is how "
        "likely the label is on, given the input alone. Chance decides the step: hidden units are "
        "drawn with these probabilities, and what they give back is drawn too. The table does not show "
        "the draws, so the answers can be worked out by hand, and the steps cannot.",
        by_hand={
            "n_hidden": 2,
            "max_epochs": 5,
            "momentum": 0.0,
            "weight_decay": 0.0,
            "random_state": 0,
        },
        also=(
            papers.ackley_1985.PAPER,
            papers.smolensky_1986.PAPER,
            papers.tieleman_2008.PAPER,
            papers.younes_1999.PAPER,
            papers.hinton_2006.PAPER,
        ),
    )
