"""The contract of a model, and scikit-learn's face, written once for all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from numbers import Integral
from typing import Any, ClassVar, Generic, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.metaestimators import available_if
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from neurohistory.card import Card
from neurohistory.contract import DivergenceError, ask, decisions_of, outputs_of
from neurohistory.examples import (
    check_labels_tell_apart,
    check_numbers,
    check_unmasked,
    frozen,
    labels_of_one_kind,
    own_examples,
)
from neurohistory.history import State, arrays_of, with_fields
from neurohistory.initial import Weights, named, set_weights
from neurohistory.parameters import Parameters
from neurohistory.process.isolation import quiet, undisturbed
from neurohistory.theory import Expectation, Verdict, of_contradiction
from neurohistory.training import states_of

__all__ = ["HistoricalClassifier"]

Array = NDArray[np.floating]

_PLAIN = (
    bool,
    int,
    float,
    str,
    tuple,
    type(None),
)  # parameters that can be compared with their defaults


def _gives_probabilities(model: HistoricalClassifier[Any]) -> bool:
    return model.gives_probabilities


class HistoricalClassifier(Parameters, ClassifierMixin, BaseEstimator, ABC, Generic[State]):  # type: ignore[misc]
    """A model of the past: where it starts, how it learns, how it responds.

    A subclass writes `start`, `learn` and `respond` and carries a `card`.  Everything else, ``fit``
    and ``predict`` included, is derived from these.  Subclasses are final: rules that differ in
    history stay apart in code.

    The state is a NamedTuple of arrays whose last axis is ``start``.  A field may also be a NamedTuple
    or a tuple of such parts, and a whole number, which all starts share and no epoch changes.  Targets
    are -1 and +1, of shape (example,), or (example, class) when there are more than two classes.

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
    off_value, on_value : float
        The numbers that the unit emits, and is taught, for "no", -1 or 0, and for "yes", 1.
    multi_class : bool
        Whether it takes more than two classes.
    gives_probabilities : bool
        Whether `output` is a probability, of yes or of each class; there is a ``predict_proba`` then.
    taught : bool
        Whether the error of its answers is what moves the weights; False for a machine without a
        teacher, whose ledger then has labels and no errors.

    Notes
    -----
    A state may have a field ``updates``, of shape (start,): how often the rule changed the
    weights.  A rule that learns example by example takes a parameter ``order`` and meets the
    examples through `neurohistory.training.presentations`.
    """

    card: ClassVar[Card]
    weight_fields: ClassVar[tuple[str, ...]] = ()
    fixed_fields: ClassVar[tuple[str, ...]] = ()
    off_value: ClassVar[float] = -1.0
    on_value: ClassVar[float] = 1.0
    multi_class: ClassVar[bool] = False
    gives_probabilities: ClassVar[bool] = False
    taught: ClassVar[bool] = True

    @abstractmethod
    def start(self, X: Array, target: Array, n_starts: int, rng: np.random.Generator) -> State:
        """The state before any learning."""

    @abstractmethod
    def learn(self, state: State, X: Array, target: Array, rng: np.random.Generator) -> Iterator[State]:
        """The rule: yields the state after each epoch, and never changes one that it has yielded."""

    @abstractmethod
    def respond(self, state: State, X: Array) -> Array:
        """Scores of shape (example, start), or (example, class, start); a pure function.

        With two classes a positive score speaks for the second one.
        """

    def decide(self, scores: Array) -> NDArray[np.bool_]:
        """Whether each score speaks for "yes"."""
        return scores > 0

    def output(self, scores: Array) -> Array:
        """What the unit emits while learning, to be compared with the target."""
        return np.where(self.decide(scores), self.on_value, self.off_value)

    def loss(self, scores: Array, target: Array) -> Array | None:
        """What the rule minimizes, shape (start,); None for a rule that minimizes nothing."""
        return None

    def expectation(self, X: Array, target: Array) -> Expectation:
        """What theory expects of this model on a problem.

        Where nothing else is known: no machine answers equal inputs in two ways.
        """
        known = of_contradiction(X, target)
        return known or Expectation(Verdict.OPEN, "no theorem is known to us")

    def differs_only_in(self, *names: str) -> bool:
        """Whether all parameters but these, and the seed, are the defaults.

        What is known to happen with the defaults may be said of such a model, and not of others.
        """
        usual = type(self)().get_params(deep=False)
        return all(
            name in (*names, "random_state") or (type(value) in _PLAIN and value == usual[name])
            for name, value in self.get_params(deep=False).items()
        )

    def workings(self, state: State, X: Array, target: Array) -> Mapping[str, ArrayLike]:
        """What one works out on the way, to follow the rule with pencil and paper.

        For a single start, and the weights before the examples are learned from.

        Returns
        -------
        dict
            By name, in the order of the work, a number for each example, such as the output of a
            hidden unit; or one for all of them: ``"slope of weights[0]"`` is the slope of what is
            minimized by that weight.
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
        weights_of_state = arrays_of(state, self.weight_fields)
        changed = with_fields(
            state, {field: np.array(array, order="C") for field, array in weights_of_state.items()}
        )
        set_weights(self.weight_arrays(changed), weights)
        return changed

    def most_epochs(self) -> int | None:
        """The most states that `learn` yields: ``max_epochs``, if there is such a parameter."""
        most = getattr(self, "max_epochs", None)
        return int(most) if isinstance(most, Integral) else None

    def check_parameters(self) -> None:
        """Refuse parameters that make no sense.

        Raises
        ------
        ValueError
            With the parameter's name, what it may be and what it was.
        """
        super().check_parameters()
        if self._parameter_constraints:  # the old form
            self._validate_params()

    # scikit-learn's face -------------------------------------------------------------------------

    # What each parameter may be, in scikit-learn's own words (see its developers' guide).
    _parameter_constraints: ClassVar[dict[str, Any]] = {}

    def fit(self, X: ArrayLike, y: ArrayLike, *, initial: State | Weights | None = None) -> Self:
        """Learn from labelled examples: train one start and keep the end.

        Parameters
        ----------
        X : array of shape (example, feature)
            Finite numbers; single precision stays single, all else becomes double.
        y : array of shape (example,)
            Labels of one kind: whole numbers, truths or text, also in an array of objects.
        initial : state or dict, optional
            Where it starts in place of the model's own start, as for `neurohistory.train`: some weights
            by name, or a whole state.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            For NaN, infinity, shapes that do not fit, labels that are missing, fractions or of two
            kinds, a single class, more classes than the model
            takes, or a start that does not fit it.
        DivergenceError
            If a weight runs away; the last good ones are kept.
        """
        self.check_parameters()
        data: Array
        check_unmasked("X", X)
        y = labels_of_one_kind(y)
        data, labels = validate_data(self, X, y, dtype=[np.float64, np.float32], ensure_all_finite=False)
        check_numbers(data)
        check_labels_tell_apart(labels)
        check_classification_targets(labels)
        classes, code = np.unique(labels, return_inverse=True)
        self._check_classes(classes)
        self.classes_ = classes
        if len(classes) == 2:
            target = np.where(code == 1, 1.0, -1.0)
        else:
            target = np.where(code[:, None] == np.arange(len(classes)), 1.0, -1.0)
        rng = np.random.default_rng(self.random_state if hasattr(self, "random_state") else None)
        self.n_iter_ = -1  # the start is not an epoch
        try:
            with undisturbed():
                for state in states_of(self, *own_examples(data, target), 1, rng, initial):
                    self.state_ = state
                    self.n_iter_ += 1
        except DivergenceError as error:
            if self.n_iter_ < 0:  # not even the start is good
                raise
            raise DivergenceError(f"{error}; the weights of epoch {self.n_iter_} are kept") from None
        return self

    def _check_classes(self, classes: NDArray[Any]) -> None:
        name = type(self).__name__
        if len(classes) < 2:
            raise ValueError(
                f"{name} needs two classes to tell apart, and y has one class only: "
                f"{classes.tolist()[0]!r}; give it examples of another class too"
            )
        if len(classes) > 2 and not self.multi_class:
            raise ValueError(
                f"Only binary classification is supported. {name} tells two classes apart, and y "
                f"has {len(classes)}: {', '.join(map(repr, classes[:5].tolist()))}"
                f"{', ...' if len(classes) > 5 else ''}; wrap it in "
                "sklearn.multiclass.OneVsRestClassifier"
            )

    def decision_function(self, X: ArrayLike) -> Array:
        """Scores of shape (example,), or (example, class) for more than two classes."""
        check_is_fitted(self)
        check_unmasked("X", X)
        data: Array = validate_data(
            self, X, dtype=[np.float64, np.float32], reset=False, ensure_all_finite=False
        )
        check_numbers(data)
        with quiet():
            scores: Array = ask(self, "respond", self.state_, frozen(data))[..., 0]
        return scores

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """The label of each example, shape (example,)."""
        scores = self.decision_function(X)
        with quiet():
            yes = scores.argmax(axis=1) if scores.ndim == 2 else decisions_of(self, scores)
        labels: NDArray[Any] = self.classes_[yes.astype(int)]
        return labels

    @available_if(_gives_probabilities)  # type: ignore[untyped-decorator]
    def predict_proba(self, X: ArrayLike) -> Array:
        """The probability of each class, shape (example, class).

        Only models whose output is a probability have it; a sum that is squashed is none.
        """
        scores = self.decision_function(X)
        with quiet():
            said = outputs_of(self, scores[..., None])[..., 0]
        return said if said.ndim == 2 else np.column_stack([1 - said, said])

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "state_")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = self.multi_class
        return tags
