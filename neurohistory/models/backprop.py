"""Back-propagation (1986): hidden units that learn from the error of the output.

D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating
errors", Nature 323 (1986) 533-536.

New against all before: the units between input and output are taught too.  Every unit is smooth, so
the chain rule carries the error E = 1/2 sum (y - d)^2 from the output back to each weight, and all
weights go downhill together, with momentum:

    dw(t) = -epsilon dE/dw(t) + alpha dw(t - 1),    the sum taken over all cases.

The first weights are small and random, for equal hidden units would stay equal.  The surface has
more than one valley: some starts end in a poor one, so the share of starts that solve a task is the
answer, not one run.  The paper credits Parker and Le Cun with similar work in 1985; Linnainmaa's
reverse mode of 1970 and Werbos's thesis of 1974 came before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from numbers import Integral, Real
from typing import Any, ClassVar, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.utils._param_validation import Interval, StrOptions

from neurohistory.card import Card, Paper
from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.activations import ACTIVATIONS, Activation
from neurohistory.network.costs import squared_error, squared_error_slope
from neurohistory.network.initialization import uniform
from neurohistory.network.optimizers import momentum_step
from neurohistory.network.parameters import layers, n_parameters
from neurohistory.network.propagation import backward, forward, net_input
from neurohistory.theory import Expectation, Verdict, of_linear_rule

__all__ = ["MultilayerPerceptron", "MultilayerPerceptronState"]

Array = NDArray[np.floating]

# Default epsilon times the number of cases.  tanh(z) = 2 logistic(2 z) - 1, so a network of tanh
# units follows one of logistic units when its weights are half and its epsilon a sixteenth.
_RATES = {"logistic": 2.0, "tanh": 0.125}


class MultilayerPerceptronState(NamedTuple):
    """One network for each replica; `layers(theta, sizes[:, 0])` shows theta as matrices."""

    theta: Array  # (parameter, replica): weights and biases
    velocity: Array  # (parameter, replica): the last change of theta
    sizes: NDArray[np.int64]  # (layer, replica): units of each layer, inputs first
    updates: NDArray[np.int64]  # (replica,): steps so far


class MultilayerPerceptron(HistoricalClassifier[MultilayerPerceptronState]):
    """A layered network taught by back-propagation and gradient descent with momentum.

    Parameters
    ----------
    hidden_layer_sizes : sequence of int, default=(2,)
        Units of each hidden layer.
    activation : {"logistic", "tanh"}, default="logistic"
        Of all units.  Logistic units are taught 0 and 1, tanh units -1 and +1.
    learning_rate : float or None, default=None
        epsilon, applied to the gradient summed over all cases.  None takes 2 / (number of cases) for
        logistic units: the 0.5 of the 1986 studies on the four cases of a gate.  For tanh units,
        which are steeper and have targets twice as far apart, it takes a sixteenth of that.
    momentum : float, default=0.9
        alpha, the share of the last step in the next one; below 1.
    max_epochs : int, default=1000
        Sweeps; each uses all examples once.
    initial_scale : float, default=0.5
        The first weights and biases are uniform in [-initial_scale, initial_scale].
    random_state : int, Generator or None, default=None
        Seed of the first weights.

    Examples
    --------
    >>> from neurohistory.gates import XOR
    >>> MultilayerPerceptron(random_state=0).fit(XOR.X, XOR.y).predict(XOR.X)
    array([0, 1, 1, 0])
    """

    card = Card(
        title="Back-propagation",
        year=1986,
        people=("David E. Rumelhart", "Geoffrey E. Hinton", "Ronald J. Williams"),
        paper=Paper(
            authors=("Rumelhart, David E.", "Hinton, Geoffrey E.", "Williams, Ronald J."),
            title="Learning representations by back-propagating errors",
            venue="Nature 323, 533-536",
            year=1986,
            doi="10.1038/323533a0",
        ),
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
        ),
        by_hand={"random_state": 0},
        variants={"tanh": {"activation": "tanh"}, "1 hidden unit": {"hidden_layer_sizes": (1,)}},
        also=(
            Paper(
                authors=("Rumelhart, David E.", "Hinton, Geoffrey E.", "Williams, Ronald J."),
                title="Learning internal representations by error propagation",
                venue="In Rumelhart and McClelland (eds), Parallel Distributed Processing, vol. 1, "
                "MIT Press, 318-362",
                year=1986,
            ),
        ),
    )
    weight_fields = ("theta",)
    multi_class = True
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        "hidden_layer_sizes": ["array-like"],
        "activation": [StrOptions(set(ACTIVATIONS))],
        "learning_rate": [Interval(Real, 0, None, closed="neither"), None],
        "momentum": [Interval(Real, 0, 1, closed="left")],
        "max_epochs": [Interval(Integral, 1, None, closed="left")],
        "initial_scale": [Interval(Real, 0, None, closed="left")],
        "random_state": ["random_state", np.random.Generator],
    }

    def __init__(
        self,
        hidden_layer_sizes: Sequence[int] = (2,),
        activation: Literal["logistic", "tanh"] = "logistic",
        learning_rate: float | None = None,
        momentum: float = 0.9,
        max_epochs: int = 1000,
        initial_scale: float = 0.5,
        random_state: int | np.random.Generator | None = None,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.max_epochs = max_epochs
        self.initial_scale = initial_scale
        self.random_state = random_state

    def check_parameters(self) -> None:
        super().check_parameters()
        for width in self.hidden_layer_sizes:
            if not (isinstance(width, Integral) and width >= 1):
                raise ValueError(f"hidden_layer_sizes must hold positive whole numbers, not {width!r}")

    def start(
        self, X: Array, target: Array, n_replicas: int, rng: np.random.Generator
    ) -> MultilayerPerceptronState:
        n_outputs = 1 if target.ndim == 1 else target.shape[1]
        sizes = [X.shape[1], *self.hidden_layer_sizes, n_outputs]
        theta = uniform(n_parameters(sizes), n_replicas, self.initial_scale, rng).astype(X.dtype)
        return MultilayerPerceptronState(
            theta,
            np.zeros_like(theta),
            np.repeat(np.array(sizes)[:, None], n_replicas, axis=1),
            np.zeros(n_replicas, dtype=np.int64),
        )

    def learn(
        self, state: MultilayerPerceptronState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[MultilayerPerceptronState]:
        theta, velocity, sizes, updates = state
        g = self._g
        wanted = np.where(target > 0, 1.0, g.off_value).astype(X.dtype).reshape(len(X), -1)
        epsilon = self.learning_rate or _RATES[self.activation] / len(X)
        for _ in range(self.max_epochs):
            thetas = layers(theta, sizes[:, 0])
            activations = forward(thetas, X, g)
            slope = squared_error_slope(activations[-1], wanted)
            gradient = backward(thetas, activations, slope, g)
            velocity = momentum_step(gradient, velocity, epsilon, self.momentum)
            theta = theta + velocity
            updates = updates + 1
            yield MultilayerPerceptronState(theta, velocity, sizes, updates)

    def respond(self, state: MultilayerPerceptronState, X: Array) -> Array:
        *hidden, last = layers(state.theta, state.sizes[:, 0])
        z = net_input(forward(hidden, X, self._g)[-1], last)  # (example, output, replica)
        return z[:, 0] if z.shape[1] == 1 else z

    def output(self, scores: Array) -> Array:
        return self._g.value(scores)

    def loss(self, scores: Array, target: Array) -> Array:
        shape = (len(target), -1, scores.shape[-1])
        wanted = np.where(target > 0, 1.0, self._g.off_value).reshape(len(target), -1)
        return squared_error(self._g.value(scores).reshape(shape), wanted)

    def expectation(self, X: Array, target: Array) -> Expectation:
        line = of_linear_rule(X, target) if target.ndim == 1 else None
        if (
            line
            and line.verdict is Verdict.CANNOT
            and all(width == 1 for width in self.hidden_layer_sizes)
        ):
            return Expectation(
                Verdict.CANNOT, f"one unit a layer is a single line in the end, and {line.reason}"
            )
        return Expectation(
            Verdict.SOMETIMES,
            "some weights do it; whether the descent gets there depends on the start",
        )

    def named_weights(self, state: MultilayerPerceptronState) -> dict[str, float]:
        return {
            f"Theta{number}[{i},{j}]": float(theta[i, j, 0])
            for number, theta in enumerate(layers(state.theta, state.sizes[:, 0]), start=1)
            for i, j in np.ndindex(theta.shape[:2])
        }

    @property
    def off_value(self) -> float:  # type: ignore[override]
        return self._g.off_value

    @property
    def _g(self) -> Activation:
        return ACTIVATIONS[self.activation]
