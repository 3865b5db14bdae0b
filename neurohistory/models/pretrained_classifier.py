"""The pretrained classifier (2006): layers that learn from the data alone, then tuned as one.

The paper: `neurohistory.papers.hinton_2006`, where a network of 784-500-500-2000-10 units reads
handwritten digits.

New against back-propagation alone: the first weights of a deep network are learned, and without
labels.  Each layer is first the hidden layer of a restricted Boltzmann machine, and learns what the
layer below makes of the data.  Then a read-out of the classes is put on top, and back-propagation
tunes all weights together.

It is no deep belief net.  That one, of the same year (`hinton_2006_belief_nets`), is a generative model:
the labels are visible units of its top machine, and it is tuned by an up-down algorithm:
`neurohistory.network.belief_net`.  The same pretraining with the other end, a code from which the
input comes back, is `neurohistory.models.deep_autoencoder`.

The stages are in `neurohistory.network.stack`, for any data between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.network.activations import ACTIVATIONS, logistic, softmax
from neurohistory.network.costs import COSTS
from neurohistory.network.propagation import Network, as_scores, hidden_chain
from neurohistory.network.stack import Stack, fine_tune, pretrain, start_stack, upward, with_upward
from neurohistory.network.theta import n_parameters
from neurohistory.network.unit_interval import for_each_start, input_range, scaled
from neurohistory.parameters import Seed, above, at_least, below, blaming
from neurohistory.theory import Expectation, Verdict
from neurohistory.theory.networks import is_gate_of_two_inputs

__all__ = ["PretrainedClassifier", "PretrainedClassifierState"]

Array = NDArray[np.floating]

_MIN_EPOCHS = 150  # so many of tuning, for some of 100 starts to solve a gate of two inputs


class PretrainedClassifierState(NamedTuple):
    """A stack of machines for each start, and the network that it becomes."""

    machines: Stack  # the hidden layers as pretraining has left them, the lowest first
    theta: Array  # (parameter, start): weights and biases of the network, the read-out last
    velocity: Array  # (parameter, start): its last step in fine-tuning
    low: Array  # (feature, start): the inputs that become 0
    high: Array  # (feature, start): the inputs that become 1
    sizes: tuple[int, ...]  # units of each layer, inputs first; the same for all starts
    epochs: NDArray[np.int64]  # (start,): of pretraining and fine-tuning, so far


class PretrainedClassifier(HistoricalClassifier[PretrainedClassifierState]):
    """Layers pretrained on the inputs alone, a read-out of the classes, and back-propagation at last.

    Parameters
    ----------
    hidden_layer_sizes : int or sequence of int, default=(8, 8)
        Logistic units of each hidden layer.
    visible : {"scaled", "binary"}, default="scaled"
        "scaled" maps the range that each input has in training to 0 to 1, clipped beyond, and takes
        what lies between for probabilities.  "binary" takes 0 and 1 as they are and refuses to learn
        from anything else.
    pretraining_epochs : int, default=20
        Epochs for each hidden layer; 0 leaves all weights at their random start.
    max_epochs : int, default=300
        Epochs of fine-tuning.
    learning_rate : float, default=0.5
        Learning rate of fine-tuning, for the mean over a batch.
    momentum : float, default=0.9
        The fraction of the last step in the next one, in fine-tuning.
    pretraining_rate : float, default=0.1
        Learning rate of the machines.
    batch_size : int or None, default=100
        Examples for each step; None takes all.
    initial_scale : float, default=0.5
        Standard deviation of the normal first weights; the read-out starts from zero.  The default
        suits gates; the paper's 0.1 suits images.
    random_state : int, Generator or None, default=None
        Seed of the first weights, the order and the draws.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> PretrainedClassifier(random_state=0).fit(XOR.X, XOR.y).predict(XOR.X)
    array([0, 1, 1, 0])
    """

    hidden_layer_sizes: int | Sequence[int] = (8, 8)
    visible: Literal["scaled", "binary"] = "scaled"
    pretraining_epochs: Annotated[int, at_least(0)] = 20
    max_epochs: Annotated[int, at_least(1)] = 300
    learning_rate: Annotated[float, above(0)] = 0.5
    momentum: Annotated[float, at_least(0), below(1)] = 0.9
    pretraining_rate: Annotated[float, above(0)] = 0.1
    batch_size: Annotated[int, at_least(1)] | None = 100
    initial_scale: Annotated[float, at_least(0)] = 0.5
    random_state: Seed = None

    def start(
        self, X: Array, target: Array, n_starts: int, rng: np.random.Generator
    ) -> PretrainedClassifierState:
        sizes = (X.shape[1], *hidden_chain(self.hidden_layer_sizes))
        n_outputs = 1 if target.ndim == 1 else target.shape[1]
        stack = start_stack(sizes, n_starts, rng, X.dtype, scale=self.initial_scale)
        read_out = np.zeros((n_parameters((sizes[-1], n_outputs)), n_starts), dtype=X.dtype)
        theta = np.concatenate([upward(stack), read_out])
        low, high = for_each_start(input_range(X, self.visible), n_starts)
        return PretrainedClassifierState(
            stack, theta, np.zeros_like(theta), low, high, (*sizes, n_outputs),
            np.zeros(n_starts, dtype=np.int64),
        )  # fmt: skip

    def respond(self, state: PretrainedClassifierState, X: Array) -> Array:
        V = scaled(X, state.low, state.high)
        return as_scores(self.network(state).forward(state.theta, V)[0][-1])

    def learn(
        self, state: PretrainedClassifierState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[PretrainedClassifierState]:
        V, d = scaled(X, state.low, state.high), self.output_targets(target)[..., 0].astype(X.dtype)
        read_out = state.theta[n_parameters(state.sizes[:-1]) :]
        for stack, _ in pretrain(
            with_upward(state.machines, state.theta), V, rng, epochs=self.pretraining_epochs,
            learning_rate=self.pretraining_rate, batch_size=self.batch_size,
        ):  # fmt: skip
            theta = np.concatenate([upward(stack), read_out])
            state = state._replace(machines=stack, theta=theta, epochs=state.epochs + 1)
            yield state
        tuned = int(state.epochs.max()) - self.pretraining_epochs * len(state.machines)
        for theta, velocity in fine_tune(
            self.network(state), state.theta, state.velocity, V, d, rng,
            epochs=self.max_epochs - tuned, learning_rate=self.learning_rate,
            momentum=self.momentum, batch_size=self.batch_size,
        ):  # fmt: skip
            state = state._replace(theta=theta, velocity=velocity, epochs=state.epochs + 1)
            yield state

    weight_fields = ("theta",)
    fixed_fields = ("low", "high")
    target_values = (0.0, 1.0)
    gives_probabilities = True
    multi_class = True

    def check_parameters(self) -> None:
        super().check_parameters()
        with blaming(self, "hidden_layer_sizes"):
            if not hidden_chain(self.hidden_layer_sizes):
                raise ValueError("it is empty, and a stack needs a hidden layer")

    def most_epochs(self) -> int:
        """The epochs of pretraining, layer by layer, and those of fine-tuning."""
        return self.pretraining_epochs * len(hidden_chain(self.hidden_layer_sizes)) + self.max_epochs

    def output(self, scores: Array) -> Array:
        return logistic(scores) if scores.ndim == 2 else softmax(scores)

    def loss(self, scores: Array, target: Array) -> Array:
        z = scores.reshape(len(scores), -1, scores.shape[-1])
        network = self._network((z.shape[1],))
        return network.cost.value(z, self.output_targets(target).astype(z.dtype), network.last)

    def network(self, state: PretrainedClassifierState) -> Network:
        """The network, read-out included, whose weights a state holds."""
        return self._network(state.sizes)

    def output_targets(self, target: Array) -> Array:
        """What the output units are taught, shape (example, class, 1)."""
        return (target.reshape(len(target), -1, 1) > 0).astype(target.dtype)

    def workings(
        self, state: PretrainedClassifierState, X: Array, target: Array
    ) -> dict[str, NDArray[Any]]:
        """What fine-tuning passes through; pretraining has another rule, and the inputs alone."""
        network, V = self.network(state), scaled(X, state.low, state.high)
        d = self.output_targets(target).astype(V.dtype)
        found = network.up_and_down(state.theta, V, d)
        if self.batch_size is None or len(X) <= self.batch_size:  # one step, from all examples
            gradient = state._replace(theta=network.gradient(state.theta, V, d))
            found |= {
                f"derivative by {name}": np.array(value)
                for name, value in self.named_weights(gradient).items()
            }
        return found

    def weight_arrays(self, state: PretrainedClassifierState) -> dict[str, NDArray[Any]]:
        matrices = self.network(state).layers(state.theta)
        return {f"Theta{number}": matrix for number, matrix in enumerate(matrices, start=1)}

    def _network(self, sizes: tuple[int, ...]) -> Network:
        kind = "cross_entropy" if sizes[-1] == 1 else "softmax_cross_entropy"
        return Network(sizes, ACTIVATIONS["logistic"], COSTS[kind])

    def expectation(self, X: Array, target: Array) -> Expectation:
        # What no weights do for back-propagation alone they do not do here, on what the machine sees.
        expected = MultilayerPerceptron(self.hidden_layer_sizes).expectation(
            scaled(X, *input_range(X, self.visible)), target
        )
        if expected.verdict is Verdict.CANNOT:
            return expected
        # No theorem says where tuning ends.  With the settings of the default, on gates, it was tried.
        tried = self.differs_only_in("max_epochs") and self.max_epochs >= _MIN_EPOCHS
        if tried and is_gate_of_two_inputs(X):
            return Expectation(
                Verdict.DEPENDS,
                "some weights do it; whether the descent gets there depends on the start",
            )
        return Expectation(Verdict.OPEN, "whether tuning gets to weights that do it is not known here")

    card = Card(
        title="Pretrained classifier",
        year=2006,
        people=("Geoffrey E. Hinton", "Ruslan R. Salakhutdinov"),
        paper=papers.hinton_2006.PAPER,
        idea="Layers that learn from the data alone, one at a time, each what the layer below makes of "
        "it; then back-propagation tunes all of them. So deep networks can be trained.",
        limit="Much of what pretraining gives comes from first weights of the right size, which later "
        "research chose without it. And nothing tells how many layers and units to take.",
        kind="coding",
        rule="pretrain: W ← W + ε (⟨v hᵀ⟩ data − ⟨v hᵀ⟩ after one step), layer by layer\n"
        "h1 = σ(c1 + W1ᵀ v),  h2 = σ(c2 + W2ᵀ h1),  ...,  y = σ(d + Uᵀ h)\n"
        "fine-tune: Δθ(t) = −η ∂J/∂θ + α Δθ(t − 1)",
        rule_tex=r"\begin{aligned} \Delta w_{ij} &= \varepsilon \left( \langle v_i h_j"
        r" \rangle_{\mathrm{data}} - \langle v_i h_j \rangle_{1} \right) \quad \text{layer by layer}"
        r" \\ \mathbf{h}_l &= \sigma(\mathbf{c}_l + W_l^{\top} \mathbf{h}_{l-1}), \qquad \mathbf{y} ="
        r" \sigma(\mathbf{d} + U^{\top} \mathbf{h}) \\ \Delta \theta(t) &= -\eta\, \frac{\partial"
        r" J}{\partial \theta} + \alpha\, \Delta \theta(t - 1) \end{aligned}",
        symbols="$v_i$ is what a layer is shown, $h_j$ what it makes of that, and $w_{ij}$ the "
        r"weight between; $\langle \cdot \rangle$ is a mean, over the data or after one step of "
        r"sampling. $\mathbf{h}_l$ is the code of layer $l$, by weights $W_l$, $\mathbf{y}$ the "
        r"answer, by weights $U$, $\sigma$ the logistic function, and $J$ the cost by all weights "
        r"$\theta$. $\varepsilon$ and $\eta$ are the learning rates of the two stages, and $\alpha$ is "
        "the part of the last step that is taken again.",
        departures=(
            "Fine-tuning has momentum and takes large steps, which suit gates; the paper has steepest "
            "descent with a small learning rate.",
            "All layers are tuned from the first epoch, and the read-out starts from zero. The authors' "
            "program held the pretrained layers for five epochs and started the read-out from normal "
            "numbers of standard deviation 0.1.",
            "The default first weights have a standard deviation of 0.5, not 0.1: the four cases of a "
            "gate are equally frequent and teach a machine little.",
            "Inputs are scaled to the range 0 to 1 and taken for probabilities, so that any numbers "
            "can be shown to it.",
        ),
        names="Epoch 1 is pretraining, by the first line of the rule: the hidden layer learns as a "
        "machine, from the inputs alone. Target, error, deltas and derivatives have no part in it, "
        "and chance decides its step, for hidden units are drawn. From epoch 2 on all weights are "
        "tuned, by the last line, with η = 0.5 and α = 0.9: a step is -0.5 times the derivative, and "
        "0.9 times the step before it, which is 0 in epoch 2. Units are counted from 1: `a2[1]` is "
        "the output of hidden unit 1. The second index of a weight is counted from 0: `Theta1[i,0]` "
        "leads from input `i` to hidden unit 1, and `Theta2[i,0]` from hidden unit `i` to the "
        "output; row 0 holds the biases. J is the cross-entropy, a mean over the 4 cases, and a "
        "delta its derivative by what reaches a unit: `delta3[1]` for the output, which is (output - "
        "target) / 4, and `delta2[1]` for hidden unit 1. The derivative by a weight is the sum, over "
        "the cases, of the delta at its end times the output at its beginning.",
        by_hand={
            "hidden_layer_sizes": (2,),
            "pretraining_epochs": 1,
            "max_epochs": 5,
            "random_state": 0,
        },
        variants={"random start": {"pretraining_epochs": 0}},
        also=(papers.hinton_2006_belief_nets.PAPER,),
    )
