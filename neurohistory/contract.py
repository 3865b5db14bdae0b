"""What a model is: where it starts, how it learns, how it responds; the rest has a default.

`neurohistory.HistoricalClassifier` puts scikit-learn's face on it, and is what models are derived from.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from numbers import Integral
from typing import Any, ClassVar, Generic, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.card import Card
from neurohistory.initial import Weights, named, set_weights
from neurohistory.network.online import Order
from neurohistory.parameters import Seed
from neurohistory.states import State, arrays_of, with_fields
from neurohistory.theory import Expectation, Verdict, expect_contradiction

__all__ = ["ContractError", "DivergenceError", "Model", "Order"]

Array = NDArray[np.floating]

# Parameters of these types can be compared with their defaults.
_COMPARABLE = (bool, int, float, str, tuple, type(None))


class ContractError(RuntimeError):
    """A model does not keep the contract; `neurohistory.testing.check_model` tells its author more."""


class DivergenceError(ArithmeticError):
    """Learning ran away: a weight exceeds 1e30 or is NaN."""


class Model(ABC, Generic[State]):
    """A model of the past: where it starts, how it learns, how it responds.

    These three, and the `card`, are the model's own.  What else stands here has a default, to be
    replaced where the paper says otherwise.

    The state is a NamedTuple of arrays whose last axis is ``start``.  A field may also be a NamedTuple
    or a tuple of such parts, and a whole number, which all starts share and no epoch changes.  Targets
    are -1 and +1, of shape (example,), or (example, class) when there are more than two classes, or
    (example, bit).

    Attributes
    ----------
    card : Card
        Year, people, paper, idea, limit.
    weight_fields : tuple of str
        The fields of the state that are weights, those of a part with its name and a dot:
        ``"machine.weights"``.  What else the rule carries (a velocity, a count) is left out.  Empty:
        all fields.
    fixed_fields : tuple of str
        The fields of the state that parameters and examples settle and no learning changes, such as
        a kernel's gamma: a start that somebody gives must agree with them.
    target_values : tuple of float
        The numbers that the unit emits, and is taught, for "no", -1 or 0, and for "yes", 1.
    multi_class : bool
        Whether it takes more than two classes.
    multi_label : bool
        Whether it takes several bits at once, each a yes or no with a score of its own.
    gives_probabilities : bool
        Whether `output` is a probability, of yes or of each class; there is a ``predict_proba`` then.
    order : {"cyclic", "shuffled"} or None
        A parameter of rules that learn example by example, and meet the examples through
        `neurohistory.training.presentations`; None for a rule that learns from all at once.
    max_epochs : int or None
        A parameter: how many states `learn` yields at most; None for a rule without such a limit.
    random_state : int, Generator or None
        A parameter: what ``fit`` draws its randomness from.
    start_parameters, step_parameters : tuple of str
        The parameters on which the size of the first weights, and that of a step, depends: when
        learning diverges, the message says to lower them.  Names that the model does not have are
        passed over.
    optimizer_parameters : tuple of str
        The parameters that do nothing but make an optimizer of `neurohistory.network.optimizers`:
        ``optimizer``, ``learning_rate`` and ``momentum``, where there is an ``initialization`` as well.
        Cells of a study that differ in these alone are then run side by side.
    taught : bool
        Whether the error of its answers is what moves the weights; False for a machine without a
        teacher, whose trace then has labels and no errors.

    Notes
    -----
    A state may have a field ``updates``, of shape (start,): how often the rule changed the weights.
    """

    card: ClassVar[Card]
    weight_fields: ClassVar[tuple[str, ...]] = ()
    fixed_fields: ClassVar[tuple[str, ...]] = ()
    target_values: ClassVar[tuple[float, float]] = (-1.0, 1.0)
    multi_class: ClassVar[bool] = False
    multi_label: ClassVar[bool] = False
    gives_probabilities: ClassVar[bool] = False
    taught: ClassVar[bool] = True
    start_parameters: ClassVar[tuple[str, ...]] = ("initial_scale", "initialization")
    step_parameters: ClassVar[tuple[str, ...]] = ("learning_rate",)
    optimizer_parameters: ClassVar[tuple[str, ...]] = ()

    order: Order | None = None
    max_epochs: int | None = None
    random_state: Seed = None

    @abstractmethod
    def start(self, X: Array, target: Array, n_starts: int, rng: np.random.Generator) -> State:
        """The state before any learning."""

    @abstractmethod
    def learn(self, state: State, X: Array, target: Array, rng: np.random.Generator) -> Iterator[State]:
        """The rule: yields the state after each epoch, and never changes one that it has yielded."""

    @abstractmethod
    def respond(self, state: State, X: Array) -> Array:
        """Scores of shape (example, start), or (example, class or bit, start); a pure function.

        With two classes a positive score speaks for the second one.
        """

    def passes(
        self, state: State, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[tuple[Array | None, State]]:
        """What `learn` yields, each with the scores that the state before it gave to X.

        A rule that works them out as it learns need not be asked again by those who count mistakes.
        They are what `respond` gives, and last until the next epoch; None stands for none.
        """
        return ((None, following) for following in self.learn(state, X, target, rng))

    def of_starts(self, numbers: NDArray[np.intp]) -> Self:
        """The model for some of its starts, if a parameter may have a number for each of them.

        A start may come several times, once for each of its epochs that are asked about.
        """
        return self

    def decide(self, scores: Array) -> NDArray[np.bool_]:
        """Whether each score speaks for "yes"."""
        return scores > 0

    def output(self, scores: Array) -> Array:
        """What the unit emits while learning, to be compared with the target."""
        no, yes = self.target_values
        return np.where(self.decide(scores), yes, no)

    def loss(self, scores: Array, target: Array) -> Array | None:
        """What the rule minimizes, shape (start,); None for a rule that minimizes nothing."""
        return None

    def expectation(self, X: Array, target: Array) -> Expectation:
        """What theory expects of this model on a problem.

        Where nothing else is known: no machine answers equal inputs in two ways.
        """
        known = expect_contradiction(X, target)
        return known or Expectation(Verdict.OPEN, "no theorem is known to us")

    def differs_only_in(self, *names: str) -> bool:
        """Whether all parameters but these, and the seed, are the defaults.

        What is known to happen with the defaults may be said of such a model, and not of others.
        """
        usual = type(self)().get_params(deep=False)
        return all(
            name in (*names, "random_state") or (type(value) in _COMPARABLE and value == usual[name])
            for name, value in self.get_params(deep=False).items()
        )

    def workings(self, state: State, X: Array, target: Array) -> Mapping[str, ArrayLike]:
        """What one works out on the way, to follow the rule with pencil and paper.

        For a single start, and the weights before the examples are learned from.

        Returns
        -------
        dict
            By name, in the order of the work, a number for each example, such as the output of a
            hidden unit; or one for all of them: ``"derivative by weights[0]"`` is the derivative of
            what is minimized by that weight.
        """
        return {}

    def weight_arrays(self, state: State) -> dict[str, NDArray[Any]]:
        """The arrays of the weights by name, as views: the last axis of each is the start."""
        return arrays_of(state, self.weight_fields)

    def named_weights(self, state: State) -> dict[str, float]:
        """The weights of a single start by name: ``{"bias": 0.0, "weights[0]": 1.0}``."""
        return named(self.weight_arrays(state))

    def with_weights(self, state: State, weights: Weights) -> State:
        """The same state with some weights set by name, in every start: `named_weights` undone.

        Parameters
        ----------
        state : State
            It is not changed.
        weights : dict
            Numbers by name, such as ``{"bias": 0.5, "weights[0]": 1.0}``; the name of an array may
            stand for all of its numbers, ``{"weights": [1.0, -1.0]}``.

        Returns
        -------
        State

        Raises
        ------
        InitialStateError
            For a name, a shape or a number that does not fit; the message says what does.

        Examples
        --------
        >>> from neurohistory import AND, load, train
        >>> unit = load("perceptron")()
        >>> state = unit.with_weights(train(unit, AND.X, AND.target).end, {"bias": -1.5})
        >>> unit.named_weights(state)["bias"]
        -1.5
        """
        arrays = arrays_of(state, self.weight_fields)
        changed = with_fields(
            state, {name: np.array(array, order="C") for name, array in arrays.items()}
        )
        set_weights(self.weight_arrays(changed), weights)
        return changed

    def most_epochs(self) -> int | None:
        """The most states that `learn` yields: ``max_epochs``, if it is set."""
        return int(self.max_epochs) if isinstance(self.max_epochs, Integral) else None

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The model's parameters by name: scikit-learn's face has them, a bare model has none."""
        return {}

    def check_parameters(self) -> None:
        """Refuse parameters that make no sense.

        Raises
        ------
        ValueError
            With the parameter's name, what it may be and what it was.
        """
