"""The deep autoencoder (2006): a stack of machines, unrolled, gives back its input through a small code.

The paper: `neurohistory.papers.hinton_2006`.

Each layer is first the hidden layer of a restricted Boltzmann machine, and learns what the layer
below makes of the data.  Then the stack is unrolled, up through the layers and down again, and
back-propagation tunes all of its weights to give back the input.  The layer in the middle is a code
of a few numbers, which stands beside principal components.

It answers no question of yes or no, so it is a transformer and no model of the timeline; its page is
the script ``gallery/models/2006_deep_autoencoder.py``.  The
classifier of the same paper is `neurohistory.models.pretrained_classifier`; both are made of
`neurohistory.network.stack`, for any data between 0 and 1.

Departures from the paper: fine-tuning goes down the gradient with momentum, in mini-batches (the
authors' program took conjugate gradients, three line searches on each 1,000 images), and the layers
are smaller by default.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from typing import Annotated, Any, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from neurohistory.contract import DivergenceError
from neurohistory.network.propagation import Network, hidden_chain
from neurohistory.network.stack import (
    Stack,
    fine_tune,
    pretrain,
    start_stack,
    unroll,
    unrolled_network,
)
from neurohistory.network.unit_interval import input_range, scaled
from neurohistory.parameters import Parameters, Seed, above, at_least, below, blaming, plain

__all__ = ["DeepAutoencoder", "DeepAutoencoderState"]

Array = NDArray[np.floating]

# Default learning rate of the autoencoder's fine-tuning: the steps grow with the number of inputs.
_RATE_TIMES_INPUTS, _MAX_RATE = 6.4, 0.1


class DeepAutoencoderState(NamedTuple):
    """One autoencoder: the machines, and the network that they are unrolled into."""

    stack: Stack  # as pretraining has left them, the lowest first
    depth: int  # how many of them are unrolled: those that have begun to learn
    theta: Array  # (parameter, 1): weights and biases of the unrolled network
    velocity: Array  # (parameter, 1): its last step in fine-tuning
    epochs: int  # fine-tuning, so far


class DeepAutoencoder(
    Parameters,
    ClassNamePrefixFeaturesOutMixin,  # type: ignore[misc]
    TransformerMixin,  # type: ignore[misc]
    BaseEstimator,  # type: ignore[misc]
):
    """Codes of a few numbers from which the data can be given back: scikit-learn's face.

    Parameters
    ----------
    hidden_layer_sizes : int or sequence of int, default=(64, 32)
        Logistic units of each layer between the inputs and the code; the way down mirrors them.
        None of them makes it logistic PCA.
    code_size : int, default=2
        Linear units in the middle; no more than units in the layer before.
    visible : {"scaled", "binary"}, default="scaled"
        "scaled" maps the range that each input has in training to 0 to 1, clipped beyond, and takes
        what lies between for probabilities: the gray of a pixel.  "binary" takes 0 and 1 as they are
        and refuses to learn from anything else.
    pretraining_epochs : int, default=20
        Epochs for each machine; 0 leaves all weights at their random start.
    max_epochs : int, default=40
        Epochs of fine-tuning.
    learning_rate : float or None, default=None
        Learning rate of fine-tuning, for the mean over a batch.  The cost is a sum over the inputs, so
        None takes 6.4 / (number of inputs), and 0.1 at most: 0.1 for 8 x 8 pixels and 0.008 for 28 x 28.
    momentum : float, default=0.9
        The fraction of the last step in the next one, in fine-tuning.
    pretraining_rate : float, default=0.1
        Learning rate of the machines with binary hidden units.
    code_rate : float, default=0.001
        Learning rate of the machine whose hidden units are the linear code.
    batch_size : int or None, default=100
        Examples for each step; None takes all.
    initial_scale : float, default=0.1
        Standard deviation of the normal first weights.
    random_state : int, Generator or None, default=None
        Seed of the first weights, the order and the draws.

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
    >>> from neurohistory.problems import get_problem
    >>> digits = get_problem("digits")
    >>> model = DeepAutoencoder(random_state=0).fit(digits.X)
    >>> model.transform(digits.X_test).shape
    (450, 2)
    >>> model.reconstruction_error(digits.X_test) < 3  # the mean image: 4.7, two components: 3.4
    True
    """

    hidden_layer_sizes: int | Sequence[int] = (64, 32)
    code_size: Annotated[int, at_least(1)] = 2
    visible: Literal["scaled", "binary"] = "scaled"
    pretraining_epochs: Annotated[int, at_least(0)] = 20
    max_epochs: Annotated[int, at_least(0)] = 40
    learning_rate: Annotated[float, above(0)] | None = None
    momentum: Annotated[float, at_least(0), below(1)] = 0.9
    pretraining_rate: Annotated[float, above(0)] = 0.1
    code_rate: Annotated[float, above(0)] = 0.001
    batch_size: Annotated[int, at_least(1)] | None = 100
    initial_scale: Annotated[float, at_least(0)] = 0.1
    random_state: Seed = None

    # Learning ---------------------------------------------------------------------------------------

    def start(self, V: Array, rng: np.random.Generator) -> DeepAutoencoderState:
        """The machines before any learning; with no epochs of pretraining they are unrolled at once.

        Parameters
        ----------
        V : ndarray of shape (example, feature), between 0 and 1
        rng : numpy.random.Generator
        """
        sizes = self._sizes(V.shape[1])
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

    def _sizes(self, n_inputs: int) -> tuple[int, ...]:
        """Units of each layer up to the code, inputs first."""
        sizes = (n_inputs, *hidden_chain(self.hidden_layer_sizes), int(self.code_size))
        before = sizes[-2]
        if self.code_size > before:
            where = "of the layer before it" if len(sizes) > 2 else "of the inputs"
            raise ValueError(
                f"code_size={self.code_size} is larger than the {before} units {where}, and such a "
                f"code need not leave anything out; take {before} or less"
            )
        return sizes

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

    def check_parameters(self) -> None:
        super().check_parameters()
        with blaming(self, "hidden_layer_sizes"):
            hidden_chain(self.hidden_layer_sizes)

    # scikit-learn's face ----------------------------------------------------------------------------

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Pretrain and fine-tune.

        Parameters
        ----------
        X : array of shape (example, feature)
        y : ignored
        """
        self.check_parameters()
        learned = copy(self)  # a fit that is refused leaves the model as it was
        data: Array = validate_data(learned, X, dtype=[np.float64, np.float32])
        learned.low_, learned.high_ = input_range(data, self.visible)
        V, rng = scaled(data, learned.low_, learned.high_), np.random.default_rng(self.random_state)
        read = plain(learned)
        good = read.start(V, rng)
        try:
            with np.errstate(over="ignore", invalid="ignore"):  # the check below will tell
                for state in read.learn(good, V, rng):
                    if not np.isfinite(state.theta).all():
                        raise DivergenceError(self._how_it_diverged(state, V.shape[1]))
                    good = state
        finally:  # stopped in pretraining, it has a code all the same
            whole = good.depth == len(good.stack)
            learned.state_ = good if whole else _unrolled(good.stack, len(good.stack))
            self.__dict__ = dict(vars(learned))
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
            return min(_MAX_RATE, _RATE_TIMES_INPUTS / n_inputs)
        return float(self.learning_rate)

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "state_")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.transformer_tags.preserves_dtype = ["float64", "float32"]
        return tags


def _unrolled(stack: Stack, depth: int) -> DeepAutoencoderState:
    theta = unroll(stack[:depth])
    return DeepAutoencoderState(stack, depth, theta, np.zeros_like(theta), 0)
