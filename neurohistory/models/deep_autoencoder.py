"""Deep autoencoder and deep belief net (2006): layers that learn from the data alone, then tuned as one.

G. E. Hinton and R. R. Salakhutdinov, "Reducing the dimensionality of data with neural networks",
Science 313 (2006) 504-507; G. E. Hinton, S. Osindero and Y. W. Teh, "A fast learning algorithm for
deep belief nets", Neural Computation 18 (2006).

New against back-propagation: many layers can be trained.  Started from small random weights, deep
networks of the time gave back the mean image.  Here each layer is first the hidden layer of a
restricted Boltzmann machine, and learns what the layer below makes of the data; no labels are
needed.  Only then does back-propagation tune all weights together, for one of two ends:

* unrolled, up through the layers and down again, the network gives back its input.  The layer in the
  middle is a code: `DeepAutoencoder`, which stands beside principal components;
* with a read-out of the classes on top it tells them apart: `DeepBeliefNet`, the model of the timeline.

The stages are in `neurohistory.network.stack`, for any data between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from numbers import Integral, Real
from typing import Any, ClassVar, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.utils._param_validation import Interval, StrOptions
from sklearn.utils.validation import check_is_fitted, validate_data

from neurohistory.card import Card, Paper
from neurohistory.classifier import HistoricalClassifier
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.network.activations import ACTIVATIONS, logistic, softmax
from neurohistory.network.boltzmann import Machine
from neurohistory.network.costs import COSTS
from neurohistory.network.parameters import layers, n_parameters
from neurohistory.network.propagation import Network, check_chain
from neurohistory.network.stack import (
    Stack,
    fine_tune,
    pretrain,
    start_stack,
    unroll,
    unrolled_network,
)
from neurohistory.network.visible import binary_range, full_range, scaled
from neurohistory.theory import Expectation
from neurohistory.training import DivergenceError

__all__ = [
    "DeepAutoencoder",
    "DeepAutoencoderState",
    "DeepBeliefNet",
    "DeepBeliefState",
]

Array = NDArray[np.floating]

# Default learning rate of the autoencoder's fine-tuning: the steps grow with the number of inputs.
_RATE_TIMES_INPUTS, _MOST_RATE = 6.4, 0.1


# The autoencoder ------------------------------------------------------------------------------------


class DeepAutoencoderState(NamedTuple):
    """One autoencoder: the machines, and the network that they are unrolled into."""

    stack: Stack  # as pretraining has left them, the lowest first
    depth: int  # how many of them are unrolled: those that have begun to learn
    theta: Array  # (parameter, 1): weights and biases of the unrolled network
    velocity: Array  # (parameter, 1): its last step in fine-tuning
    epochs: int  # of fine-tuning, so far


class DeepAutoencoder(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Codes of a few numbers from which the data can be given back: scikit-learn's face.

    Parameters
    ----------
    hidden_layer_sizes : sequence of int, default=(64, 32)
        Logistic units of each layer between the inputs and the code; the way down mirrors them.
        None of them makes it logistic PCA.
    code_size : int, default=2
        Linear units in the middle; no more than units in the layer before.
    visible : {"scaled", "binary"}, default="scaled"
        "scaled" maps the range that each input has in training to 0 to 1, clipped beyond, and takes
        what lies between for probabilities: the gray of a pixel.  "binary" takes 0 and 1 as they are
        and refuses to learn from anything else.
    pretraining_epochs : int, default=20
        For each machine; 0 leaves all weights at their random start.
    max_epochs : int, default=40
        Of fine-tuning.
    learning_rate : float or None, default=None
        Of fine-tuning, for the mean over a batch.  The cost is a sum over the inputs, so None takes
        6.4 / (number of inputs), and 0.1 at most: 0.1 for 8 x 8 pixels and 0.008 for 28 x 28.
    momentum : float, default=0.9
        Of fine-tuning.
    pretraining_rate : float, default=0.1
        Of the machines with binary hidden units.
    code_rate : float, default=0.001
        Of the machine whose hidden units are the linear code.
    batch_size : int or None, default=100
        Examples for each step; None takes all.
    initial_scale : float, default=0.1
        Standard deviation of the normal first weights.
    random_state : int, Generator or None, default=None

    Attributes
    ----------
    state_ : DeepAutoencoderState
    low_, high_ : ndarray of shape (feature,)
        The inputs that become 0 and 1.

    Raises
    ------
    ValueError
        If the code is larger than the layer before it, an image has the wrong size, or something else
        than 0 and 1 is given as binary.
    DivergenceError
        If a weight runs away.

    Notes
    -----
    `start` and `learn` are the two halves of `fit`, for those who follow it epoch by epoch; they and
    the other functions of a state speak of inputs between 0 and 1.

    Examples
    --------
    >>> from neurohistory.problems import problem
    >>> digits = problem("digits")
    >>> model = DeepAutoencoder(random_state=0).fit(digits.X)
    >>> model.transform(digits.X_test).shape
    (450, 2)
    >>> model.reconstruction_error(digits.X_test) < 3  # the mean image: 4.7, two components: 3.4
    True
    """

    _parameter_constraints: ClassVar[dict[str, Any]] = {
        "hidden_layer_sizes": ["array-like"],
        "code_size": [Interval(Integral, 1, None, closed="left")],
        "visible": [StrOptions({"scaled", "binary"})],
        "pretraining_epochs": [Interval(Integral, 0, None, closed="left")],
        "max_epochs": [Interval(Integral, 0, None, closed="left")],
        "learning_rate": [Interval(Real, 0, None, closed="neither"), None],
        "momentum": [Interval(Real, 0, 1, closed="left")],
        "pretraining_rate": [Interval(Real, 0, None, closed="neither")],
        "code_rate": [Interval(Real, 0, None, closed="neither")],
        "batch_size": [Interval(Integral, 1, None, closed="left"), None],
        "initial_scale": [Interval(Real, 0, None, closed="left")],
        "random_state": ["random_state", np.random.Generator],
    }

    def __init__(
        self,
        hidden_layer_sizes: Sequence[int] = (64, 32),
        code_size: int = 2,
        visible: Literal["scaled", "binary"] = "scaled",
        pretraining_epochs: int = 20,
        max_epochs: int = 40,
        learning_rate: float | None = None,
        momentum: float = 0.9,
        pretraining_rate: float = 0.1,
        code_rate: float = 0.001,
        batch_size: int | None = 100,
        initial_scale: float = 0.1,
        random_state: int | np.random.Generator | None = None,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.code_size = code_size
        self.visible = visible
        self.pretraining_epochs = pretraining_epochs
        self.max_epochs = max_epochs
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.pretraining_rate = pretraining_rate
        self.code_rate = code_rate
        self.batch_size = batch_size
        self.initial_scale = initial_scale
        self.random_state = random_state

    # Learning ---------------------------------------------------------------------------------------

    def start(self, V: Array, rng: np.random.Generator) -> DeepAutoencoderState:
        """The machines before any learning; with no epochs of pretraining they are unrolled at once.

        Parameters
        ----------
        V : ndarray of shape (example, feature), between 0 and 1
        rng : numpy.random.Generator
        """
        sizes = (V.shape[1], *map(int, self.hidden_layer_sizes), int(self.code_size))
        before = sizes[-2]
        if self.code_size > before:
            where = "of the layer before it" if len(sizes) > 2 else "of the inputs"
            raise ValueError(
                f"code_size={self.code_size} is larger than the {before} units {where}, and such a "
                f"code need not leave anything out; take {before} or less"
            )
        stack = start_stack(sizes, 1, rng, V.dtype, scale=self.initial_scale)
        return _unrolled(stack, 1 if self.pretraining_epochs else len(stack))

    def learn(
        self, state: DeepAutoencoderState, V: Array, rng: np.random.Generator
    ) -> Iterator[DeepAutoencoderState]:
        """Pretrain machine by machine, then fine-tune: yields the state after each epoch of either.

        Parameters
        ----------
        state : DeepAutoencoderState
            Learning goes on from there.
        V : ndarray of shape (example, feature), between 0 and 1
        rng : numpy.random.Generator
        """
        for stack, depth in pretrain(
            state.stack, V, rng, epochs=self.pretraining_epochs, batch_size=self.batch_size,
            learning_rate=self.pretraining_rate, code_rate=self.code_rate,
        ):  # fmt: skip
            state = _unrolled(stack, depth)
            yield state
        for theta, velocity in fine_tune(
            self.network(state), state.theta, state.velocity, V, V, rng,
            epochs=self.max_epochs - state.epochs, learning_rate=self._rate(V.shape[1]),
            momentum=self.momentum, batch_size=self.batch_size,
        ):  # fmt: skip
            state = state._replace(theta=theta, velocity=velocity, epochs=state.epochs + 1)
            yield state

    def network(self, state: DeepAutoencoderState) -> Network:
        """The unrolled network whose weights are the theta of a state."""
        return unrolled_network(state.stack[: state.depth], linear_code=state.depth == len(state.stack))

    def activations(self, state: DeepAutoencoderState, V: Array) -> list[Array]:
        """What the layers make of the data on the way up, the code last; shapes (example, unit)."""
        z, a = self.network(state).forward(state.theta, V)
        return [values[..., 0] for values in (*a[1:], z[-1])[: state.depth]]

    def reconstruct(self, state: DeepAutoencoderState, V: Array) -> Array:
        """What comes back through the machines that have begun to learn, shape (example, feature)."""
        return self.network(state).outputs(state.theta, V)[..., 0]

    # scikit-learn's face ----------------------------------------------------------------------------

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Pretrain and fine-tune.

        Parameters
        ----------
        X : array of shape (example, feature)
        y : ignored
        """
        self._validate_params()
        check_chain(self.hidden_layer_sizes)
        data: Array = validate_data(self, X, dtype=[np.float64, np.float32])
        self.low_, self.high_ = _range(data, self.visible)
        V, rng = scaled(data, self.low_, self.high_), np.random.default_rng(self.random_state)
        good = self.start(V, rng)
        try:
            with np.errstate(over="ignore", invalid="ignore"):  # the check below will tell
                for state in self.learn(good, V, rng):
                    if not np.isfinite(state.theta).all():
                        raise DivergenceError(self._how_it_diverged(state, V.shape[1]))
                    good = state
        finally:  # stopped in pretraining, it has a code all the same
            whole = good.depth == len(good.stack)
            self.state_ = good if whole else _unrolled(good.stack, len(good.stack))
        return self

    def scaled(self, X: ArrayLike) -> Array:
        """What the machines see of the inputs: between 0 and 1, shape (example, feature)."""
        check_is_fitted(self)
        data: Array = validate_data(self, X, dtype=[np.float64, np.float32], reset=False)
        return scaled(data, self.low_, self.high_)

    def transform(self, X: ArrayLike) -> Array:
        """The codes, shape (example, code)."""
        V = self.scaled(X)
        network, n_up = self.network(self.state_), len(self.state_.stack)
        up = Network(network.sizes[: n_up + 1], network.hidden, network.cost)
        return up.forward(self.state_.theta[: up.n_parameters], V)[0][-1][..., 0]

    def inverse_transform(self, X: ArrayLike) -> Array:
        """What the codes give back, shape (example, feature), in the units of the training data.

        Parameters
        ----------
        X : array of shape (example, code)
        """
        check_is_fitted(self)
        codes = np.asarray(X)
        if codes.ndim != 2 or codes.shape[1] != self.code_size:
            raise ValueError(f"codes have the shape (example, {self.code_size}), not {codes.shape}")
        network, n_up = self.network(self.state_), len(self.state_.stack)
        down = Network(network.sizes[n_up:], network.hidden, network.cost)
        V = down.outputs(self.state_.theta[-down.n_parameters :], codes)[..., 0]
        return np.asarray(self.low_ + (self.high_ - self.low_) * V)

    def reconstruction_error(self, X: ArrayLike) -> float:
        """Squared error of an example, summed over its features: the mean over the examples."""
        back = self.inverse_transform(self.transform(X))
        return float(((back - np.asarray(X)) ** 2).sum(axis=1).mean())

    @property
    def _n_features_out(self) -> int:
        return int(self.code_size)

    def _how_it_diverged(self, state: DeepAutoencoderState, n_inputs: int) -> str:
        if state.epochs:
            stage, rate = f"epoch {state.epochs} of fine-tuning", "learning_rate"
            value = self._rate(n_inputs)
        else:
            stage = f"pretraining machine {state.depth} of {len(state.stack)}"
            rate = "code_rate" if state.depth == len(state.stack) else "pretraining_rate"
            value = getattr(self, rate)
        return f"DeepAutoencoder diverged in {stage}; lower {rate}={value:g}"

    def _rate(self, n_inputs: int) -> float:
        if self.learning_rate is None:
            return min(_MOST_RATE, _RATE_TIMES_INPUTS / n_inputs)
        return float(self.learning_rate)

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "state_")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.transformer_tags.preserves_dtype = ["float64", "float32"]
        return tags


def _range(X: Array, visible: str) -> tuple[Array, Array]:
    return binary_range(X) if visible == "binary" else full_range(X)


def _unrolled(stack: Stack, depth: int) -> DeepAutoencoderState:
    theta = unroll(stack[:depth])
    return DeepAutoencoderState(stack, depth, theta, np.zeros_like(theta), 0)


# The classifier -------------------------------------------------------------------------------------


class DeepBeliefState(NamedTuple):
    """A deep belief net for each replica; `DeepBeliefNet.machines` shows it as a stack."""

    theta: Array  # (parameter, replica): weights and biases on the way up, the read-out last
    velocity: Array  # (parameter, replica): the last step
    downward: Array  # (visible unit of any machine, replica): their biases, the lowest machine first
    downward_velocity: Array  # (visible unit of any machine, replica)
    low: Array  # (feature, replica): the inputs that become 0
    high: Array  # (feature, replica): the inputs that become 1
    sizes: NDArray[np.int64]  # (layer, replica): units of each layer, inputs first
    epochs: NDArray[np.int64]  # (replica,): of pretraining and fine-tuning, so far


class DeepBeliefNet(HistoricalClassifier[DeepBeliefState]):
    """Layers pretrained on the inputs alone, a read-out of the classes, and back-propagation at last.

    Parameters
    ----------
    hidden_layer_sizes : sequence of int, default=(8, 8)
        Logistic units of each hidden layer.
    visible : {"scaled", "binary"}, default="scaled"
        "scaled" maps the range that each input has in training to 0 to 1, clipped beyond, and takes
        what lies between for probabilities.  "binary" takes 0 and 1 as they are and refuses to learn
        from anything else.
    pretraining_epochs : int, default=20
        For each hidden layer; 0 leaves all weights at their random start.
    max_epochs : int, default=300
        Of fine-tuning.
    learning_rate : float, default=0.5
        Of fine-tuning, for the mean over a batch.
    momentum : float, default=0.9
        Of fine-tuning.
    pretraining_rate : float, default=0.1
    batch_size : int or None, default=100
        Examples for each step; None takes all.
    initial_scale : float, default=0.5
        Standard deviation of the normal first weights; the read-out starts from zero.  It suits gates;
        the paper's 0.1 suits images.
    random_state : int, Generator or None, default=None

    Examples
    --------
    >>> from neurohistory.gates import XOR
    >>> DeepBeliefNet(random_state=0).fit(XOR.X, XOR.y).predict(XOR.X)
    array([0, 1, 1, 0])
    """

    card = Card(
        title="Deep autoencoder",
        year=2006,
        people=("Geoffrey E. Hinton", "Ruslan R. Salakhutdinov"),
        paper=Paper(
            authors=("Hinton, Geoffrey E.", "Salakhutdinov, Ruslan R."),
            title="Reducing the dimensionality of data with neural networks",
            journal="Science",
            volume="313",
            pages="504-507",
            year=2006,
            doi="10.1126/science.1127647",
        ),
        idea="Layers that learn from the data alone, one at a time, each what the layer below makes of "
        "it; then back-propagation tunes all of them. So deep networks can be trained.",
        limit="Much of what pretraining gives comes from first weights of the right size, which later "
        "research chose without it. And nothing tells how many layers and units to take.",
        rule="pretrain: W ← W + ε (⟨v hᵀ⟩ data − ⟨v hᵀ⟩ after one step), layer by layer\n"
        "h1 = σ(c1 + W1ᵀ v),  h2 = σ(c2 + W2ᵀ h1),  ...,  y = σ(d + Uᵀ h)\n"
        "fine-tune: Δθ(t) = −η ∂J/∂θ + α Δθ(t − 1)",
        rule_tex=r"\begin{aligned} \Delta w_{ij} &= \varepsilon \left( \langle v_i h_j"
        r" \rangle_{\mathrm{data}} - \langle v_i h_j \rangle_{1} \right) \quad \text{layer by layer}"
        r" \\ \mathbf{h}_l &= \sigma(\mathbf{c}_l + W_l^{\top} \mathbf{h}_{l-1}), \qquad \mathbf{y} ="
        r" \sigma(\mathbf{d} + U^{\top} \mathbf{h}) \\ \Delta \theta(t) &= -\eta\, \frac{\partial"
        r" J}{\partial \theta} + \alpha\, \Delta \theta(t - 1) \end{aligned}",
        departures=(
            "Fine-tuning goes down the gradient with momentum, in mini-batches; the authors' "
            "program used conjugate gradients.",
            "The default first weights have a standard deviation of 0.5, not 0.1: the four cases of a "
            "gate are equally frequent and teach a machine little.",
            "Inputs are scaled to the range 0 to 1 and taken for probabilities, so that any numbers "
            "can be shown to it.",
            "The autoencoder is a transformer, DeepAutoencoder; on the timeline stands the classifier "
            "with the same pretraining.",
        ),
        by_hand={
            "hidden_layer_sizes": (2,),
            "pretraining_epochs": 1,
            "max_epochs": 5,
            "random_state": 0,
        },
        variants={"random start": {"pretraining_epochs": 0}},
        also=(
            Paper(
                authors=("Hinton, Geoffrey E.", "Osindero, Simon", "Teh, Yee-Whye"),
                title="A fast learning algorithm for deep belief nets",
                journal="Neural Computation",
                volume="18",
                pages="1527",
                year=2006,
            ),
        ),
    )
    weight_fields = ("theta",)
    off_value = 0.0
    multi_class = True
    _parameter_constraints: ClassVar[dict[str, Any]] = {
        "hidden_layer_sizes": ["array-like"],
        "visible": [StrOptions({"scaled", "binary"})],
        "pretraining_epochs": [Interval(Integral, 0, None, closed="left")],
        "max_epochs": [Interval(Integral, 1, None, closed="left")],
        "learning_rate": [Interval(Real, 0, None, closed="neither")],
        "momentum": [Interval(Real, 0, 1, closed="left")],
        "pretraining_rate": [Interval(Real, 0, None, closed="neither")],
        "batch_size": [Interval(Integral, 1, None, closed="left"), None],
        "initial_scale": [Interval(Real, 0, None, closed="left")],
        "random_state": ["random_state", np.random.Generator],
    }

    def __init__(
        self,
        hidden_layer_sizes: Sequence[int] = (8, 8),
        visible: Literal["scaled", "binary"] = "scaled",
        pretraining_epochs: int = 20,
        max_epochs: int = 300,
        learning_rate: float = 0.5,
        momentum: float = 0.9,
        pretraining_rate: float = 0.1,
        batch_size: int | None = 100,
        initial_scale: float = 0.5,
        random_state: int | np.random.Generator | None = None,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.visible = visible
        self.pretraining_epochs = pretraining_epochs
        self.max_epochs = max_epochs
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.pretraining_rate = pretraining_rate
        self.batch_size = batch_size
        self.initial_scale = initial_scale
        self.random_state = random_state

    def check_parameters(self) -> None:
        super().check_parameters()
        check_chain(self.hidden_layer_sizes)
        if not len(self.hidden_layer_sizes):
            raise ValueError("hidden_layer_sizes is empty; a stack needs a hidden layer")

    def start(
        self, X: Array, target: Array, n_replicas: int, rng: np.random.Generator
    ) -> DeepBeliefState:
        sizes = (X.shape[1], *map(int, self.hidden_layer_sizes))
        n_outputs = 1 if target.ndim == 1 else target.shape[1]
        stack = start_stack(sizes, n_replicas, rng, X.dtype, scale=self.initial_scale)
        low, high = (np.repeat(end[:, None], n_replicas, axis=1) for end in _range(X, self.visible))
        return DeepBeliefState(
            *_flat(stack, n_outputs),
            low,
            high,
            np.repeat(np.array([*sizes, n_outputs])[:, None], n_replicas, axis=1),
            np.zeros(n_replicas, dtype=np.int64),
        )

    def learn(
        self, state: DeepBeliefState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[DeepBeliefState]:
        V = scaled(X, state.low, state.high)
        wanted = self.wanted(target)[..., 0].astype(V.dtype)
        for stack, _ in pretrain(
            self.machines(state), V, rng, epochs=self.pretraining_epochs,
            learning_rate=self.pretraining_rate, batch_size=self.batch_size,
        ):  # fmt: skip
            theta, velocity, downward, downward_velocity = _flat(stack, wanted.shape[1])
            state = state._replace(
                theta=theta, velocity=velocity, downward=downward,
                downward_velocity=downward_velocity, epochs=state.epochs + 1,
            )  # fmt: skip
            yield state
        tuned = int(state.epochs.max()) - self.pretraining_epochs * len(self.hidden_layer_sizes)
        if not tuned:
            state = state._replace(velocity=np.zeros_like(state.velocity))
        for theta, velocity in fine_tune(
            self.network(state), state.theta, state.velocity, V, wanted, rng,
            epochs=self.max_epochs - tuned, learning_rate=self.learning_rate,
            momentum=self.momentum, batch_size=self.batch_size,
        ):  # fmt: skip
            state = state._replace(theta=theta, velocity=velocity, epochs=state.epochs + 1)
            yield state

    def respond(self, state: DeepBeliefState, X: Array) -> Array:
        V = scaled(X, state.low, state.high)
        z = self.network(state).forward(state.theta, V)[0][-1]  # (example, output, replica)
        return z[:, 0] if z.shape[1] == 1 else z

    def output(self, scores: Array) -> Array:
        return logistic(scores) if scores.ndim == 2 else softmax(scores)

    def loss(self, scores: Array, target: Array) -> Array:
        z = scores.reshape(len(scores), -1, scores.shape[-1])
        network = self._network((z.shape[1],))
        return network.cost.value(z, self.wanted(target).astype(z.dtype), network.last)

    def expectation(self, X: Array, target: Array) -> Expectation:
        # What the weights could be in the end is what they could be for back-propagation alone.
        network = MultilayerPerceptron(self.hidden_layer_sizes, max_epochs=self.max_epochs)
        return network.expectation(X, target)

    def network(self, state: DeepBeliefState) -> Network:
        """The network, read-out included, whose weights a state holds."""
        return self._network(tuple(state.sizes[:, 0].tolist()))

    def wanted(self, target: Array) -> Array:
        """What the output units are taught, shape (example, class, 1)."""
        return (target.reshape(len(target), -1, 1) > 0).astype(target.dtype)

    def machines(self, state: DeepBeliefState) -> Stack:
        """The hidden layers as a stack of machines; after fine-tuning, as it has changed them."""
        sizes = state.sizes[:, 0]
        matrices, velocities = layers(state.theta, sizes), layers(state.velocity, sizes)
        borders = np.cumsum(sizes[:-2])[:-1]
        biases = np.split(state.downward, borders), np.split(state.downward_velocity, borders)
        no_chains = np.zeros((0, 0, state.theta.shape[1]), dtype=state.theta.dtype)
        return tuple(
            Machine(
                matrix[1:], bias, matrix[0], velocity[1:], bias_velocity, velocity[0], no_chains,
                np.clip(state.epochs - level * self.pretraining_epochs, 0, self.pretraining_epochs),
            )
            for level, (matrix, velocity, bias, bias_velocity) in enumerate(
                zip(matrices, velocities, *biases, strict=False)
            )
        )  # fmt: skip

    def named_weights(self, state: DeepBeliefState) -> dict[str, float]:
        return {
            f"Theta{number}[{i},{j}]": float(theta[i, j, 0])
            for number, theta in enumerate(self.network(state).layers(state.theta), start=1)
            for i, j in np.ndindex(theta.shape[:2])
        }

    def _network(self, sizes: tuple[int, ...]) -> Network:
        kind = "cross_entropy" if sizes[-1] == 1 else "softmax_cross_entropy"
        return Network(sizes, ACTIVATIONS["logistic"], COSTS[kind])


def _flat(stack: Stack, n_outputs: int) -> tuple[Array, Array, Array, Array]:
    """The first four fields of a state with these machines, under a read-out of zeros."""
    n_top, n_replicas = stack[-1].hidden_bias.shape
    zeros = np.zeros((n_parameters((n_top, n_outputs)), n_replicas), dtype=stack[-1].weights.dtype)
    theta, velocity = [], []
    for machine in stack:
        theta += [machine.hidden_bias, *machine.weights]
        velocity += [machine.hidden_velocity, *machine.weights_velocity]
    return (
        np.concatenate([*theta, zeros]),
        np.concatenate([*velocity, zeros]),
        np.concatenate([machine.visible_bias for machine in stack]),
        np.concatenate([machine.visible_velocity for machine in stack]),
    )
