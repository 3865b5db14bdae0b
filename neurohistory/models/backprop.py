"""Back-propagation (1986): hidden units that learn from the error of the output.

The paper: `neurohistory.papers.rumelhart_1986`.

New: a way to teach the units between input and output that became known, and that worked in general.
Every unit is smooth, so the chain rule carries the error E = 1/2 sum (y - d)^2 from the output back to
each weight, and all weights go downhill together, with momentum:

    dw(t) = -epsilon dE/dw(t) + alpha dw(t - 1),    the sum taken over all cases.

The first weights are small and random, for equal hidden units would stay equal.  Some starts end in a
poor valley of the surface, so the fraction of starts that solve a task is the answer, not one run.

Others were there before.  Derivatives were carried backward in control theory (`kelley_1960`) and for
rounding errors (`linnainmaa_1976`); several layers were taught by `rosenblatt_1962`, `ivakhnenko_1965`
and `amari_1967`.  How far Werbos's thesis (`werbos_1974`) applies the method to neural networks is
disputed; `werbos_1982` is explicit.  The paper credits Parker and Le Cun, both 1985.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from numbers import Real
from typing import Annotated, Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.activations import ACTIVATIONS, ActivationLike, get_activation
from neurohistory.network.batches import batches, held_out
from neurohistory.network.costs import COSTS, Cost, get_cost
from neurohistory.network.initialization import INITIALIZATIONS, Initialization, get_initialization
from neurohistory.network.optimizers import OPTIMIZERS, Optimizer
from neurohistory.network.patience import Patience, start_patience
from neurohistory.network.propagation import Network, as_scores, hidden_chain
from neurohistory.network.rates import default_rate, suited_optimizer
from neurohistory.network.single_line import why_single_line
from neurohistory.network.workspace import Workspace
from neurohistory.parameters import Seed, above, at_least, below, blaming, one_of
from neurohistory.theory import Expectation, Verdict
from neurohistory.theory.networks import expect_hidden_units, is_gate_of_two_inputs

__all__ = ["MultilayerPerceptron", "MultilayerPerceptronState"]

Array = NDArray[np.floating]

_MIN_EPOCHS = 300  # with fewer, that no start succeeds says nothing


class MultilayerPerceptronState(NamedTuple):
    """One network for each start; `MultilayerPerceptron.network` shows theta as matrices."""

    theta: Array  # (parameter, start): weights and biases
    optimizer_state: Array  # (number, parameter, start): the velocity of 1986, or what others carry
    sizes: tuple[int, ...]  # units of each layer, inputs first; the same for all starts
    updates: NDArray[np.int64]  # (start,): steps so far
    patience: Patience  # the best weights, if examples are held out
    learning: NDArray[np.bool_]  # (start,): whether it still learns


class MultilayerPerceptron(HistoricalClassifier[MultilayerPerceptronState]):
    """A layered network taught by back-propagation; by default with the rule and the units of 1986.

    Parameters
    ----------
    hidden_layer_sizes : int or sequence of int, default=(2,)
        Units of each hidden layer; a number is a single layer, and none of them no hidden layer.
    activation : str, Activation or pair of functions, default="logistic"
        For the hidden units: a name in `neurohistory.network.activations.ACTIVATIONS`, or your own.
    cost : {"squared_error", "cross_entropy", "softmax_cross_entropy"} or Cost, default="squared_error"
        What is minimized: the summed squared error, or a mean cross-entropy of probabilities.
    initialization : float, str, sequence of arrays or callable, default=0.5
        A number epsilon starts uniform in [-epsilon, epsilon]: 0.5 is of the handbook of 1988, and
        the paper of 1986 took 0.3.  "zeros", "glorot", "he", "lecun"; or the weights themselves,
        biases in row 0.
    optimizer : str or Optimizer, default="momentum"
        A name in `neurohistory.network.optimizers.OPTIMIZERS`, or one with its constants; the learning
        rate and the momentum of descent may be arrays, in the precision of X, a number for each start.
    learning_rate : float or None, default=None
        epsilon.  None takes 2 / (number of cases) for the summed squared error of logistic units: the
        0.5 of the 1986 studies on the four cases of a gate; a sixteenth of that for tanh units; a
        moderate rate for means and unbounded units; and the paper's own for the other optimizers.
    momentum : float, default=0.9
        alpha, the fraction of the last step in the next one; below 1.  For "momentum" and "nesterov".
    weight_decay : float, default=0.0
        lambda; see `neurohistory.network.propagation.Network`.  m are the examples of a step: with
        mini-batches the same lambda decays more.  The loss that is reported leaves it out.
    batch_size : int or None, default=None
        Examples for each step, in an order drawn anew for each epoch and start; None takes all.
    max_epochs : int, default=1000
        Passes through the examples.
    tolerance : float, default=0.0
        A start whose cost is below this after an epoch learns no more.
    validation_fraction : float, default=0.0
        Fraction of the examples that is held out, spread evenly through them; 0 holds out none.
    patience : int, default=10
        Epochs without a lower held-out cost after which a start stops.  It goes back to its best
        weights then, or when the epochs are used up.
    output_activation : str, Activation, pair of functions or None, default=None
        For the output units, under the squared error.  None takes that of the hidden units if it is
        bounded, as in 1986, and linear otherwise.
    targets : pair of float or None, default=None
        What the output units are taught for no and for yes, such as (0.1, 0.9), which can be reached.
        None takes 0 and 1, or -1 and 1 for tanh and linear units.  The net input 0, where the answer
        turns, must give their middle.
    random_state : int, Generator or None, default=None
        Seed of the first weights and the order.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> MultilayerPerceptron(random_state=0).fit(XOR.X, XOR.y).predict(XOR.X)
    array([0, 1, 1, 0])
    >>> modern = MultilayerPerceptron((8,), "relu", "cross_entropy", "he", "adam", learning_rate=0.05)
    >>> modern.set_params(random_state=0).fit(XOR.X, XOR.y).predict(XOR.X)
    array([0, 1, 1, 0])
    """

    hidden_layer_sizes: int | Sequence[int] = (2,)
    activation: Annotated[ActivationLike, one_of(*ACTIVATIONS)] = "logistic"
    cost: Annotated[str | Cost, one_of(*COSTS)] = "squared_error"
    initialization: Annotated[
        float | str | Sequence[Array] | Initialization, at_least(0), one_of(*INITIALIZATIONS)
    ] = 0.5
    optimizer: Annotated[str | Optimizer, one_of(*OPTIMIZERS)] = "momentum"
    learning_rate: Annotated[float, above(0)] | None = None
    momentum: Annotated[float, at_least(0), below(1)] = 0.9
    weight_decay: Annotated[float, at_least(0)] = 0.0
    batch_size: Annotated[int, at_least(1)] | None = None
    max_epochs: Annotated[int, at_least(1)] = 1000
    tolerance: Annotated[float, at_least(0)] = 0.0
    validation_fraction: Annotated[float, at_least(0), below(0.5)] = 0.0
    patience: Annotated[int, at_least(1)] = 10
    output_activation: Annotated[ActivationLike, one_of(*ACTIVATIONS)] | None = None
    targets: tuple[float, float] | None = None
    random_state: Seed = None

    def start(
        self, X: Array, target: Array, n_starts: int, rng: np.random.Generator
    ) -> MultilayerPerceptronState:
        n_outputs = 1 if target.ndim == 1 else target.shape[1]
        get_cost(self.cost).check_n_outputs(n_outputs)
        sizes = (X.shape[1], *hidden_chain(self.hidden_layer_sizes), n_outputs)
        theta = get_initialization(self.initialization)(sizes, n_starts, rng).astype(X.dtype)
        return MultilayerPerceptronState(
            theta, self._optimizer(len(X)).init(theta), sizes, np.zeros(n_starts, dtype=np.int64),
            start_patience(theta), np.ones(n_starts, dtype=bool),
        )  # fmt: skip

    def respond(self, state: MultilayerPerceptronState, X: Array) -> Array:
        return as_scores(self.network(state).forward(state.theta, X)[0][-1])

    def learn(
        self, state: MultilayerPerceptronState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[MultilayerPerceptronState]:
        return (after for _, after in self.passes(state, X, target, rng))

    def passes(
        self, state: MultilayerPerceptronState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[tuple[Array | None, MultilayerPerceptronState]]:
        theta, optimizer_state, sizes, updates, patience, learning = state
        network, optimizer, d = self.network(state), self._optimizer(len(X)), self.output_targets(target)
        held, work = held_out(len(X), self.validation_fraction), Workspace()
        learned_from, step = (X[~held], d[~held]), int(updates.max())
        for epoch in range(1, self.max_epochs + 1):
            n_learning, before = np.count_nonzero(learning), theta
            if not n_learning:
                return
            for x, d_x in batches(learned_from, self.batch_size, updates.size, rng):
                ahead = optimizer.lookahead(theta, optimizer_state)
                z, a = network.forward(ahead, x, work)
                gradient = network.backward(ahead, z, a, d_x, work)
                step += 1
                change, optimizer_state = optimizer.update(gradient, optimizer_state, step)
                theta = theta + (change if n_learning == learning.size else change * learning)
                updates = updates + learning
            if self.validation_fraction:
                patience = patience.step(theta, network.cost_of(theta, X[held], d[held]), learning)
                waits = 0 if epoch == self.max_epochs else self.patience
                theta, learning = patience.stop(theta, learning, waits)
            if self.tolerance:
                learning = learning & (network.cost_of(theta, *learned_from) >= self.tolerance)
            scores = as_scores(z[-1]) if ahead is before and len(x) == len(X) else None
            yield (
                scores,
                MultilayerPerceptronState(theta, optimizer_state, sizes, updates, patience, learning),
            )

    def of_starts(self, numbers: NDArray[np.intp]) -> Self:
        if not isinstance(self.optimizer, Optimizer):
            return self
        some = copy(self)
        some.optimizer = self.optimizer.of_starts(numbers)
        return some

    weight_fields = ("theta",)
    optimizer_parameters = ("optimizer", "learning_rate", "momentum")
    multi_class = True

    @property
    def multi_label(self) -> bool:  # type: ignore[override]
        """A cost that shares one between the output units leaves no bit to itself."""
        kind = self.cost if isinstance(self.cost, Cost) else COSTS.get(self.cost)
        return kind is None or not kind.one_hot

    @property
    def gives_probabilities(self) -> bool:  # type: ignore[override]
        """Outputs that are probabilities each for itself need not add up to 1 over several classes."""
        kind = self.cost if isinstance(self.cost, Cost) else COSTS.get(self.cost)
        if kind is None or not kind.probabilities:
            return False
        several_bits = getattr(self, "targets_", None) == "bits"
        return kind.one_hot or several_bits or len(getattr(self, "classes_", ())) <= 2

    @property
    def target_values(self) -> tuple[float, float]:  # type: ignore[override]
        return (self._smallest.no_target, 1.0) if self.targets is None else self.targets

    def output_targets(self, target: Array) -> Array:
        """What the output units are taught, shape (example, class, 1)."""
        no, yes = self.target_values
        return np.where(target > 0, yes, no).astype(target.dtype).reshape(len(target), -1, 1)

    def output(self, scores: Array) -> Array:
        network = self._smallest
        z = scores[:, None] if scores.ndim == 2 else scores  # (example, output, start)
        return network.cost.output(z, network.last).reshape(scores.shape)

    def loss(self, scores: Array, target: Array) -> Array:
        network = self._smallest
        z = scores[:, None] if scores.ndim == 2 else scores
        return network.cost.value(z, self.output_targets(target), network.last)

    def weight_arrays(self, state: MultilayerPerceptronState) -> dict[str, NDArray[Any]]:
        matrices = self.network(state).layers(state.theta)
        return {f"Theta{number}": matrix for number, matrix in enumerate(matrices, start=1)}

    def workings(
        self, state: MultilayerPerceptronState, X: Array, target: Array
    ) -> dict[str, NDArray[Any]]:
        network, d = self.network(state), self.output_targets(target)
        found = network.up_and_down(state.theta, X, d)
        if self.batch_size is None and not self.validation_fraction:  # one step, from all examples
            ahead = self._optimizer(len(X)).lookahead(state.theta, state.optimizer_state)
            gradient = state._replace(theta=network.gradient(ahead, X, d))
            found |= {
                f"derivative by {name}": np.array(value)
                for name, value in self.named_weights(gradient).items()
            }
        return found

    def check_parameters(self) -> None:
        super().check_parameters()
        with blaming(self, "hidden_layer_sizes"):
            hidden_chain(self.hidden_layer_sizes)
        with blaming(self, "initialization"):
            get_initialization(self.initialization)
        with blaming(self, "activation"):
            get_activation(self.activation).needed_derivative()
        if self.output_activation is not None:
            with blaming(self, "output_activation"):
                get_activation(self.output_activation)
        self._optimizer(1)
        network = self._smallest
        if network.cost.probabilities and self.output_activation is not None:
            raise ValueError(
                f"output_activation={self.output_activation!r} is not used: cost {network.cost.name!r} "
                "makes probabilities of what reaches the output units; leave it out or take "
                "cost='squared_error'"
            )
        if self.output_activation is not None or self.targets is not None:
            with blaming(self, "targets"):
                network.check_targets(self.target_values)

    def network(self, state: MultilayerPerceptronState) -> Network:
        """The network whose weights a state holds."""
        return self._network(state.sizes)

    @property
    def _smallest(self) -> Network:
        """The least network, for what does not depend on the number of units."""
        return self._network((1, 1))

    def _network(self, sizes: tuple[int, ...]) -> Network:
        last = None if self.output_activation is None else get_activation(self.output_activation)
        return Network(
            sizes, get_activation(self.activation), get_cost(self.cost), self.weight_decay, output=last
        )

    def _optimizer(self, n_examples: int) -> Optimizer:
        return suited_optimizer(
            self.optimizer, self._smallest, n_examples, self.learning_rate, momentum=self.momentum
        )

    def expectation(self, X: Array, target: Array) -> Expectation:
        first, *_ = (*hidden_chain(self.hidden_layer_sizes), 0)
        known = expect_hidden_units(X, target, first, lambda: self._why_single_line(X, target))
        if known:
            return known
        verdict, doubt = Verdict.OPEN, "whether the descent gets there is not known here"
        if is_gate_of_two_inputs(X) and self._is_tried(len(X)):
            if self.max_epochs < _MIN_EPOCHS:
                doubt = f"{self.max_epochs} epochs may not reach them"
            else:
                verdict, doubt = Verdict.DEPENDS, "whether the descent gets there depends on the start"
        return Expectation(verdict, f"some weights do it; {doubt}")

    def _is_tried(self, n_examples: int) -> bool:
        """Whether some starts are known to find what some weights of one hidden layer do on a gate.

        No theorem says so.  It was tried with the units of the 1980s, first weights up to 0.3 to 1, and
        one to four times the default learning rate.
        """
        usual = self.differs_only_in(
            "hidden_layer_sizes", "activation", "initialization", "learning_rate", "max_epochs"
        )
        shallow = len(hidden_chain(self.hidden_layer_sizes)) <= 1
        if not (usual and shallow and self.activation in ("logistic", "tanh")):
            return False
        rate = default_rate(self._smallest, n_examples)
        return (
            isinstance(self.initialization, Real)
            and 0.3 <= float(self.initialization) <= 1
            and 1 <= (self.learning_rate or rate) / rate <= 4
        )

    def _why_single_line(self, X: Array, target: Array) -> str:
        network = self._network((X.shape[1], *hidden_chain(self.hidden_layer_sizes), 1))
        if callable(self.initialization) or not isinstance(self.optimizer, str):
            return why_single_line(network)  # they may do otherwise the next time
        start = self.start(X, target, 1, np.random.default_rng(0))
        return why_single_line(network, start.theta)

    card = Card(
        title="Back-propagation",
        year=1986,
        people=("David E. Rumelhart", "Geoffrey E. Hinton", "Ronald J. Williams"),
        paper=papers.rumelhart_1986.PAPER,
        idea="The chain rule carries the error of the output back to every weight, so units "
        "between input and output learn features of their own.",
        limit="It goes downhill from where it starts: some starts end in a poor valley. It takes "
        "many sweeps, and many layers learn slowly because the error shrinks on its way back.",
        kind="descending",
        rule="y = 1 / (1 + exp(−x)),  x = Σ w y + bias\n"
        "E = ½ Σ (y − d)²\nΔw(t) = −ε ∂E/∂w + α Δw(t − 1)",
        rule_tex=r"\begin{aligned} y_j &= \frac{1}{1 + e^{-x_j}}, \qquad x_j = \sum_i y_i w_{ji}"
        r" \\ E &= \tfrac{1}{2} \sum_c \sum_j (y_{j,c} - d_{j,c})^2 \\ \Delta w(t) &= -\varepsilon"
        r" \frac{\partial E}{\partial w}(t) + \alpha\, \Delta w(t - 1) \end{aligned}",
        symbols="$x_j$ is what reaches unit $j$ and $y_j$ what it puts out; $w_{ji}$ is the weight "
        "from unit $i$ to unit $j$; $d_{j,c}$ is what output unit $j$ should say in case $c$, and $E$ "
        r"the error; $\varepsilon$ is the size of a step, and $\alpha$ the part of the last one, at "
        "$t - 1$, that is taken again.",
        departures=(
            "The step shrinks with the number of cases unless it is given, so that one default "
            "suits gates and larger sets.",
            "There are no connections that skip a layer.",
            "The first weights lie between -0.5 and +0.5, as in the handbook of 1988; the paper took "
            "-0.3 to +0.3.",
            "Costs, initializations and optimizers of later years can be chosen; rule, units and cost "
            "are by default those of 1986.",
        ),
        names="Units are counted from 1: `a2[1]` is the output of hidden unit 1. The second index of a "
        "weight is counted from 0: `Theta1[i,0]` leads from input `i` to hidden unit 1, `Theta1[i,1]` "
        "to hidden unit 2, and `Theta2[i,0]` from hidden unit `i` to the output; row 0 holds the "
        "biases. A delta is the derivative of the error by what reaches a unit: `delta3[1]` for the "
        "output, `delta2[1]` for hidden unit 1. The derivative by a weight is the sum, over the cases, "
        "of the delta at its end times the output at its beginning. Here ε = 2 / 4 cases = 0.5 and "
        "α = 0.9: a step is -0.5 times the derivative, and 0.9 times the step before it, which is 0 at "
        "first.",
        by_hand={"random_state": 0},
        variants={"tanh": {"activation": "tanh"}, "1 hidden unit": {"hidden_layer_sizes": (1,)}},
        also=(papers.rumelhart_1986_pdp.PAPER, papers.mcclelland_1988.PAPER),
    )
