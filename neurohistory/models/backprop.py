"""Back-propagation (1986): hidden units that learn from the error of the output.

D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating
errors", Nature 323 (1986) 533-536.

New: a way to teach the units between input and output that became known, and that worked in general.
Every unit is smooth, so the chain rule carries the error E = 1/2 sum (y - d)^2 from the output back to
each weight, and all weights go downhill together, with momentum:

    dw(t) = -epsilon dE/dw(t) + alpha dw(t - 1),    the sum taken over all cases.

The first weights are small and random, for equal hidden units would stay equal.  The surface has
more than one valley: some starts end in a poor one, so the share of starts that solve a task is the
answer, not one run.

Others were there before.  Derivatives were carried backward in control theory (H. J. Kelley, ARS Journal
30 (1960) 947-954) and for rounding errors (S. Linnainmaa, thesis of 1970; BIT 16 (1976) 146-160).
F. Rosenblatt tried a "back-propagating" error correction (*Principles of Neurodynamics*, 1962, chapter
13), A. G. Ivakhnenko and V. G. Lapa grew networks layer by layer (*Cybernetic Predicting Devices*,
1965), and S. Amari published gradient training (IEEE Transactions on Electronic Computers EC-16 (1967)
299-307).  P. J. Werbos's thesis (Harvard) is of 1974; how far it applies the method to neural networks
is disputed, and his paper of 1982 is explicit.  The paper credits Parker and Le Cun, both 1985.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from numbers import Integral, Real
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.utils._param_validation import Interval

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.activations import ACTIVATIONS, ActivationLike, get_activation
from neurohistory.network.batches import batches
from neurohistory.network.costs import COSTS, Cost, get_cost
from neurohistory.network.initialization import Initialization, get_initialization
from neurohistory.network.optimizers import Optimizer, get_optimizer
from neurohistory.network.propagation import Network, hidden_chain
from neurohistory.theory import Expectation, Verdict, of_contradiction, of_linear_rule

__all__ = ["MultilayerPerceptron", "MultilayerPerceptronState", "held_out"]

Array = NDArray[np.floating]

# Default epsilon of the 1986 rule times the number of cases, the gradient being a sum.  As
# tanh(z) = 2 logistic(2 z) - 1, a network of tanh units follows one of logistic units when its weights
# are half and its epsilon a sixteenth.  Gradients of mean costs, and unbounded units, take less.
_SUM_RATES = {"logistic": 2.0, "tanh": 0.125}
_MEAN_RATES = {"logistic": 0.5, "tanh": 0.1}
_CAUTIOUS_RATE = 0.05
# What was tried on gates of two inputs, and did it from some starts: the units, the widest and the
# narrowest first weights, and the learning rate as a multiple of the default.
_TRIED = ("logistic", "tanh")
_TRIED_STARTS = (0.3, 1.0)
_TRIED_RATES = 4.0
_ENOUGH_EPOCHS = 300  # with fewer, that no start succeeds says nothing

_GOLDEN_SECTION = (5**0.5 - 1) / 2  # its multiples fall in step with no order of the examples


class MultilayerPerceptronState(NamedTuple):
    """One network for each start; `MultilayerPerceptron.network` shows theta as matrices."""

    theta: Array  # (parameter, start): weights and biases
    optimizer_state: Array  # (slot, parameter, start): what the optimizer carries; the velocity of 1986
    sizes: NDArray[np.int64]  # (layer, start): units of each layer, inputs first
    updates: NDArray[np.int64]  # (start,): steps so far
    best: Array  # (parameter, start): theta at the least held-out cost, if examples are held out
    best_cost: Array  # (start,): that cost
    waited: NDArray[np.int64]  # (start,): epochs since then
    learning: NDArray[np.bool_]  # (start,): whether it still learns


class MultilayerPerceptron(HistoricalClassifier[MultilayerPerceptronState]):
    """A layered network taught by back-propagation; by default with the rule and the units of 1986.

    Parameters
    ----------
    hidden_layer_sizes : int or sequence of int, default=(2,)
        Units of each hidden layer; a number is a single layer, and none of them no hidden layer.
    activation : str, Activation or pair of functions, default="logistic"
        Of the hidden units: a name in `neurohistory.network.activations.ACTIVATIONS`, or your own.
    cost : {"squared_error", "cross_entropy", "softmax_cross_entropy"} or Cost, default="squared_error"
        What is minimized: the squared error, a sum over the cases, or a cross-entropy, a mean over the
        cases, whose outputs are probabilities.
    initialization : float, str, sequence of arrays or callable, default=0.5
        A number epsilon starts uniform in [-epsilon, epsilon]: 0.5 is of the handbook of 1988, and
        the paper of 1986 took 0.3.  "zeros", "glorot", "he", "lecun"; or the weights themselves,
        biases in row 0.
    optimizer : str or Optimizer, default="momentum"
        A name in `neurohistory.network.optimizers.OPTIMIZERS`, or one with its constants.
    learning_rate : float or None, default=None
        epsilon.  None takes 2 / (number of cases) for the summed squared error of logistic units: the
        0.5 of the 1986 studies on the four cases of a gate; a sixteenth of that for tanh units; a
        moderate rate for means and unbounded units; and the paper's own for the other optimizers.
    momentum : float, default=0.9
        alpha, the share of the last step in the next one; below 1.  For "momentum" and "nesterov".
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
        Share of the examples that is held out, spread evenly through them; 0 holds out none.
    patience : int, default=10
        Epochs without a lower held-out cost after which a start stops.  It goes back to its best
        weights then, or when the epochs are used up.
    output_activation : str, Activation, pair of functions or None, default=None
        Of the output units, under the squared error.  None takes that of the hidden units if it is
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

    card = Card(
        title="Back-propagation",
        year=1986,
        people=("David E. Rumelhart", "Geoffrey E. Hinton", "Ronald J. Williams"),
        paper=papers.rumelhart_1986.PAPER,
        idea="The chain rule carries the error of the output back to every weight, so units "
        "between input and output learn features of their own.",
        limit="It goes downhill from where it starts: some starts end in a poor valley. It takes "
        "many sweeps, and many layers learn slowly because the error shrinks on its way back.",
        rule="y = 1 / (1 + exp(−x)),  x = Σ w y + bias\n"
        "E = ½ Σ (y − d)²\nΔw(t) = −ε ∂E/∂w + α Δw(t − 1)",
        rule_tex=r"\begin{aligned} y_j &= \frac{1}{1 + e^{-x_j}}, \qquad x_j = \sum_i y_i w_{ji}"
        r" \\ E &= \tfrac{1}{2} \sum_c \sum_j (y_{j,c} - d_{j,c})^2 \\ \Delta w(t) &= -\varepsilon"
        r" \frac{\partial E}{\partial w}(t) + \alpha\, \Delta w(t - 1) \end{aligned}",
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
        "biases. A delta is the slope of the error by what reaches a unit: `delta3[1]` for the output, "
        "`delta2[1]` for hidden unit 1. The slope by a weight is the sum, over the cases, of the delta "
        "at its end times the output at its beginning. Here ε = 2 / 4 cases = 0.5 and α = 0.9: a step "
        "is -0.5 times the slope, and 0.9 times the step before it, which is 0 at first.",
        by_hand={"random_state": 0},
        variants={"tanh": {"activation": "tanh"}, "1 hidden unit": {"hidden_layer_sizes": (1,)}},
        also=(
            papers.rumelhart_1986_pdp.PAPER,
            papers.mcclelland_1988.PAPER,
        ),
    )
    weight_fields = ("theta",)
    fixed_fields = ("sizes",)
    multi_class = True
    _parameter_constraints: ClassVar[dict[str, Any]] = {
        "hidden_layer_sizes": ["array-like", Integral],
        "learning_rate": [Interval(Real, 0, None, closed="neither"), None],
        "momentum": [Interval(Real, 0, 1, closed="left")],
        "weight_decay": [Interval(Real, 0, None, closed="left")],
        "batch_size": [Interval(Integral, 1, None, closed="left"), None],
        "max_epochs": [Interval(Integral, 1, None, closed="left")],
        "tolerance": [Interval(Real, 0, None, closed="left")],
        "validation_fraction": [Interval(Real, 0, 0.5, closed="left")],
        "patience": [Interval(Integral, 1, None, closed="left")],
        "random_state": ["random_state", np.random.Generator],
        # These have their own checks, with messages that list what there is.
        "activation": "no_validation",
        "cost": "no_validation",
        "initialization": "no_validation",
        "output_activation": "no_validation",
        "targets": "no_validation",
        "optimizer": "no_validation",
    }

    def __init__(
        self,
        hidden_layer_sizes: int | Sequence[int] = (2,),
        activation: ActivationLike = "logistic",
        cost: str | Cost = "squared_error",
        initialization: float | str | Sequence[Array] | Initialization = 0.5,
        optimizer: str | Optimizer = "momentum",
        learning_rate: float | None = None,
        momentum: float = 0.9,
        weight_decay: float = 0.0,
        batch_size: int | None = None,
        max_epochs: int = 1000,
        tolerance: float = 0.0,
        validation_fraction: float = 0.0,
        patience: int = 10,
        output_activation: ActivationLike | None = None,
        targets: tuple[float, float] | None = None,
        random_state: int | np.random.Generator | None = None,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.cost = cost
        self.initialization = initialization
        self.optimizer = optimizer
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.batch_size = batch_size
        self.max_epochs = max_epochs
        self.tolerance = tolerance
        self.validation_fraction = validation_fraction
        self.patience = patience
        self.output_activation = output_activation
        self.targets = targets
        self.random_state = random_state

    def check_parameters(self) -> None:
        super().check_parameters()
        hidden_chain(self.hidden_layer_sizes)
        network = self._network((1, 1))
        get_initialization(self.initialization)
        self._optimizer(1)
        network.hidden.needed_derivative()
        self._check_output(network)

    def _check_output(self, network: Network) -> None:
        if self.output_activation is None and self.targets is None:
            return
        g, kind = network.last, network.cost
        if kind.probabilities and self.output_activation is not None:
            raise ValueError(
                f"output_activation={self.output_activation!r} is not used: cost {kind.name!r} makes "
                "probabilities of what reaches the output units; leave it out or take "
                "cost='squared_error'"
            )
        g.needed_derivative()
        try:
            low, high = map(float, self.targets or self.target_values)
        except (TypeError, ValueError):
            low = high = np.nan
        if not -np.inf < low < high < np.inf:
            raise ValueError(f"targets must be two numbers, no below yes, not {self.targets!r}")
        kind.check(np.array([[low, high]]))
        middle = float(kind.output(np.zeros((1, 1, 1)), g)[0, 0, 0])
        least, most = (0.0, 1.0) if kind.probabilities else g.range
        if not (least <= low and high <= most and np.isclose((low + high) / 2, middle, atol=1e-9)):
            raise ValueError(
                f"targets={(low, high)} do not suit output units that reach from {least:g} to {most:g} "
                f"and turn from no to yes at {middle:g}; take two within, as far below {middle:g} as "
                "above"
            )

    def network(self, state: MultilayerPerceptronState) -> Network:
        """The network whose weights a state holds."""
        return self._network(tuple(state.sizes[:, 0].tolist()))

    def start(
        self, X: Array, target: Array, n_starts: int, rng: np.random.Generator
    ) -> MultilayerPerceptronState:
        n_outputs = 1 if target.ndim == 1 else target.shape[1]
        if n_outputs == 1 and get_cost(self.cost).name == "softmax_cross_entropy":
            raise ValueError(
                "cost 'softmax_cross_entropy' shares one between the classes' output units, and two "
                "classes have a single unit; take cost='cross_entropy'"
            )
        sizes = (X.shape[1], *hidden_chain(self.hidden_layer_sizes), n_outputs)
        theta = get_initialization(self.initialization)(sizes, n_starts, rng).astype(X.dtype)
        return MultilayerPerceptronState(
            theta,
            self._optimizer(len(X)).init(theta),
            np.repeat(np.array(sizes)[:, None], n_starts, axis=1),
            np.zeros(n_starts, dtype=np.int64),
            theta,
            np.full(n_starts, np.finfo(X.dtype).max, dtype=X.dtype),
            np.zeros(n_starts, dtype=np.int64),
            np.ones(n_starts, dtype=bool),
        )

    def learn(
        self, state: MultilayerPerceptronState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[MultilayerPerceptronState]:
        theta, optimizer_state, sizes, updates, best, best_cost, waited, learning = state
        network, rule = self.network(state), self._optimizer(len(X))
        wanted = self.wanted(target)  # (example, class, 1)
        held = held_out(len(X), self.validation_fraction)
        seen, seen_wanted = X[~held], wanted[~held]
        step, validating = int(updates.max()), bool(held.any())
        for epoch in range(1, self.max_epochs + 1):
            if not learning.any():
                return
            before, all_learn = step, bool(learning.all())
            for x, d in batches((seen, seen_wanted), self.batch_size, updates.size, rng):
                step += 1
                gradient = network.gradient(rule.lookahead(theta, optimizer_state), x, d)
                change, optimizer_state = rule.update(gradient, optimizer_state, step)
                theta = theta + (change if all_learn else change * learning)
            updates = updates + (step - before) * learning
            if validating:
                cost_now = network.cost_of(theta, X[held], wanted[held])
                better = learning & (cost_now < best_cost)
                best = np.where(better, theta, best)
                best_cost = np.where(better, cost_now, best_cost)
                waited = np.where(better, 0, waited + 1)
                ends = learning & ((waited >= self.patience) | (epoch == self.max_epochs))
                theta = np.where(ends, best, theta)
                learning = learning & ~ends
            if self.tolerance:
                learning = learning & (network.cost_of(theta, seen, seen_wanted) >= self.tolerance)
            yield MultilayerPerceptronState(
                theta, optimizer_state, sizes, updates, best, best_cost, waited, learning
            )

    def respond(self, state: MultilayerPerceptronState, X: Array) -> Array:
        z = self.network(state).forward(state.theta, X)[0][-1]  # (example, output, start)
        return z[:, 0] if z.shape[1] == 1 else z

    def output(self, scores: Array) -> Array:
        network = self._network((1, 1))
        if scores.ndim == 2:  # (example, start): one output unit
            return network.cost.output(scores[:, None], network.last)[:, 0]
        return network.cost.output(scores, network.last)

    def loss(self, scores: Array, target: Array) -> Array:
        network = self._network((1, 1))
        z = scores[:, None] if scores.ndim == 2 else scores
        return network.cost.value(z, self.wanted(target), network.last)

    def expectation(self, X: Array, target: Array) -> Expectation:
        line = of_linear_rule(X, target) if target.ndim == 1 else None
        if line and line.verdict is Verdict.CANNOT and (why := self._why_one_line(X, target)):
            return line._replace(reason=f"{why}, and {line.reason}")
        contradiction = of_contradiction(X, target)
        if contradiction:
            return contradiction
        # Two units in the first hidden layer do any function of two bits, and one unit less than
        # there are cases does any labelling of them.
        first = next(iter(hidden_chain(self.hidden_layer_sizes)), 0)
        two_bits = X.shape[1] == 2 and len(np.unique(X, axis=0)) <= 4
        if not ((line and line.verdict is Verdict.SOLVES) or first >= (2 if two_bits else len(X) - 1)):
            return Expectation(
                Verdict.OPEN, "whether some weights of so few units do it is not known here"
            )
        if not (two_bits and np.isin(X, (-1, 0, 1)).all() and self._is_tried(len(X))):
            return Expectation(
                Verdict.OPEN, "some weights do it; whether the descent gets there is not known here"
            )
        if self.max_epochs < _ENOUGH_EPOCHS:
            return Expectation(
                Verdict.OPEN, f"some weights do it; {self.max_epochs} epochs may not reach them"
            )
        return Expectation(
            Verdict.DEPENDS, "some weights do it; whether the descent gets there depends on the start"
        )

    def _is_tried(self, n_examples: int) -> bool:
        """Whether some starts are known to find what some weights of one hidden layer do on a gate.

        No theorem says so.  With the units, the steps and the starts of the 1980s, it was tried.
        """
        usual = self.differs_only_in(
            "hidden_layer_sizes", "activation", "initialization", "learning_rate", "max_epochs"
        )
        number = isinstance(self.initialization, Real)
        shallow = len(hidden_chain(self.hidden_layer_sizes)) <= 1
        if not (usual and number and shallow and self.activation in _TRIED):
            return False
        rate = self.learning_rate or self._default_rate(n_examples)
        return (
            _TRIED_STARTS[0] <= float(self.initialization) <= _TRIED_STARTS[1]  # type: ignore[arg-type]
            and 1 <= rate / self._default_rate(n_examples) <= _TRIED_RATES
        )

    def _why_one_line(self, X: Array, target: Array) -> str:
        """Why the network says yes on one side of a single line; empty if it need not."""
        network = self._network((1, 1))
        if not (network.hidden.monotone and network.last.monotone):
            return ""
        if all(width == 1 for width in hidden_chain(self.hidden_layer_sizes)):
            return "one unit a layer is a single line in the end"
        if network.hidden == ACTIVATIONS["linear"]:
            return "layers of linear units are a single line in the end"
        if callable(self.initialization) or not isinstance(self.optimizer, str):
            return ""  # they may do otherwise the next time
        # Units with equal weights on both sides have equal gradients, and so for ever.
        state = self.start(X, target, 1, np.random.default_rng(0))
        matrices = self.network(state).layers(state.theta)  # (1 + unit below, unit above, start)
        alike = [(matrix == matrix[:, :1]).all() for matrix in matrices[:-1]]
        alike += [(matrix[1:] == matrix[1:2]).all() for matrix in matrices[1:]]
        return "hidden units that start alike stay alike, a single line in the end" if all(alike) else ""

    def workings(
        self, state: MultilayerPerceptronState, X: Array, target: Array
    ) -> dict[str, NDArray[Any]]:
        network, wanted = self.network(state), self.wanted(target)
        found = network.up_and_down(state.theta, X, wanted)
        if self.batch_size is None and not self.validation_fraction:  # one step, from all examples
            ahead = self._optimizer(len(X)).lookahead(state.theta, state.optimizer_state)
            slopes = state._replace(theta=network.gradient(ahead, X, wanted))
            found |= {
                f"slope of {name}": np.array(value) for name, value in self.named_weights(slopes).items()
            }
        return found

    def weight_arrays(self, state: MultilayerPerceptronState) -> dict[str, NDArray[Any]]:
        matrices = self.network(state).layers(state.theta)
        return {f"Theta{number}": matrix for number, matrix in enumerate(matrices, start=1)}

    @property
    def target_values(self) -> tuple[float, float]:  # type: ignore[override]
        return (self._network((1, 1)).off_value, 1.0) if self.targets is None else self.targets

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

    def _network(self, sizes: tuple[int, ...]) -> Network:
        last = None if self.output_activation is None else get_activation(self.output_activation)
        return Network(
            sizes, get_activation(self.activation), get_cost(self.cost), self.weight_decay, output=last
        )

    def wanted(self, target: Array) -> Array:
        """What the output units are taught, shape (example, class, 1)."""
        no, yes = self.target_values
        wanted = np.where(target > 0, yes, no).astype(target.dtype)
        return wanted.reshape(len(target), -1, 1)

    def _optimizer(self, n_examples: int) -> Optimizer:
        if isinstance(self.optimizer, Optimizer):
            if self.learning_rate is not None:
                raise ValueError(
                    f"learning_rate={self.learning_rate} is not used: the optimizer has its own; give "
                    f"it to {self.optimizer.name}(...)"
                )
            return self.optimizer
        constants: dict[str, float] = {}
        if self.optimizer in ("momentum", "nesterov"):
            constants["momentum"] = self.momentum
        if self.learning_rate is not None:
            constants["learning_rate"] = self.learning_rate
        elif self.optimizer in ("gradient_descent", "momentum", "nesterov"):
            constants["learning_rate"] = self._default_rate(n_examples)
        return get_optimizer(self.optimizer, **constants)

    def _default_rate(self, n_examples: int) -> float:
        is_mean, own = get_cost(self.cost).is_mean, get_activation(self.activation)
        rates = _MEAN_RATES if is_mean else _SUM_RATES
        alike = self.output_activation is None or get_activation(self.output_activation) == own
        fitting = (rate for name, rate in rates.items() if alike and ACTIVATIONS[name] == own)
        rate = next(fitting, _CAUTIOUS_RATE)
        return rate if is_mean else rate / n_examples


def held_out(n_examples: int, fraction: float) -> NDArray[np.bool_]:
    """Which examples are held out: spread evenly, by multiples of the golden section.

    Raises
    ------
    ValueError
        If a share is asked for, and it is less than one example.

    Examples
    --------
    >>> held_out(8, 0.25).nonzero()[0]
    array([1, 4])
    """
    number = int(fraction * n_examples)
    if fraction and not number:
        raise ValueError(
            f"validation_fraction={fraction} holds out none of {n_examples} examples; raise it or take 0"
        )
    rank = (np.arange(1, n_examples + 1) * _GOLDEN_SECTION % 1).argsort().argsort()
    return np.asarray(rank < number)
