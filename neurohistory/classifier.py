"""The face of scikit-learn, written once for all models."""

from __future__ import annotations

from copy import copy
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.metaestimators import available_if
from sklearn.utils.validation import check_is_fitted, validate_data

from neurohistory.answers import answers_of, outputs_of
from neurohistory.asking import ask
from neurohistory.contract import DivergenceError, Model
from neurohistory.examples import (
    Targets,
    check_numbers,
    check_unmasked,
    frozen,
    own_examples,
)
from neurohistory.initial import Weights
from neurohistory.labels import (
    bits_of,
    check_labels_tell_apart,
    classes_of,
    columns_of,
    labels_of_one_kind,
)
from neurohistory.parameters import Parameters
from neurohistory.process.isolation import quiet, undisturbed
from neurohistory.states import State
from neurohistory.training import states_of

__all__ = ["HistoricalClassifier"]

Array = NDArray[np.floating]

# For `validate_data`: single precision stays, all else becomes double; NaN we name ourselves.
_ANY_FLOATS: dict[str, Any] = {"dtype": [np.float64, np.float32], "ensure_all_finite": False}


def _gives_probabilities(model: Model[Any]) -> bool:
    return model.gives_probabilities


class HistoricalClassifier(Parameters, ClassifierMixin, BaseEstimator, Model[State]):  # type: ignore[misc]
    """A model of the past that is a scikit-learn classifier too.

    A subclass writes `start`, `learn` and `respond` and carries a `card`; `neurohistory.contract.Model`
    says what each of them is, and what else may be replaced.  ``fit`` and ``predict`` are derived from
    these.  Subclasses are final: rules that differ in history stay apart in code.
    """

    def fit(self, X: ArrayLike, y: ArrayLike, *, initial: State | Weights | None = None) -> Self:
        """Learn from labelled examples: train one start and keep the end.

        Parameters
        ----------
        X : array of shape (example, feature)
            Finite numbers; single precision stays single, all else becomes double.
        y : array of shape (example,), or (example, bit)
            Labels of one kind: whole numbers, truths or text, also in an array of objects.  A table of
            0 and 1 has several bits for each example, for models that take them (`multi_label`).
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
            kinds, a single class, more classes than the model takes, several bits where it takes none,
            a value that is no bit, or a start that does not fit it.
        DivergenceError
            If a weight runs away; the last good ones are kept.
        """
        ask(self, "check_parameters")
        check_unmasked("X", X)
        learned = copy(self)  # a fit that is refused leaves the model as it was
        examples = learned._read(X, y)
        rng = np.random.default_rng(self.random_state)
        try:
            with undisturbed():
                for state in states_of(learned, *examples, 1, rng, initial):
                    learned.n_iter_ += 1
                    self.__dict__ = dict(vars(learned))
                    self.state_ = state
        except DivergenceError as error:
            if learned.n_iter_ < 0:  # not even the start is good
                raise
            raise DivergenceError(f"{error}; the weights of epoch {self.n_iter_} are kept") from None
        return self

    def _read(self, X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """The examples and what they are asked for, as targets."""
        self.n_iter_ = -1  # the start is not an epoch
        self.targets_: Targets = "bits" if columns_of(y) > 1 else "classes"
        read = self._several_bits if self.targets_ == "bits" else self._one_label
        return own_examples(*read(X, y), self.targets_)

    def _one_label(self, X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """The examples and their classes as targets."""
        data, labels = validate_data(self, X, labels_of_one_kind(y), **_ANY_FLOATS)
        check_numbers(data)
        check_labels_tell_apart(labels)
        self.classes_, code = classes_of(labels)
        self._check_classes(self.classes_)
        if len(self.classes_) == 2:
            return data, code * 2.0 - 1.0
        return data, np.where(code[:, None] == np.arange(len(self.classes_)), 1.0, -1.0)

    def _several_bits(self, X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """The examples and their bits as targets; the classes are the numbers of the bits."""
        if not self.multi_label:
            answers = "one of several classes" if self.multi_class else "one yes or no"
            raise ValueError(
                f"y should be a 1d array, got {columns_of(y)} columns instead: {type(self).__name__} "
                f"answers {answers}; take y[:, 0], or wrap it in "
                "sklearn.multioutput.MultiOutputClassifier"
            )
        data, target = validate_data(self, X, bits_of(y), multi_output=True, **_ANY_FLOATS)
        check_numbers(data)
        self.classes_ = np.arange(target.shape[1])
        return data, target

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
        """Scores of shape (example,), (example, class) for more than two classes, or (example, bit)."""
        check_is_fitted(self)
        check_unmasked("X", X)
        data: Array = validate_data(self, X, reset=False, **_ANY_FLOATS)
        check_numbers(data)
        with quiet():
            scores: Array = ask(self, "respond", self.state_, frozen(data))[..., 0]
        return scores

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """The label of each example, shape (example,), or its bits, shape (example, bit)."""
        scores = self.decision_function(X)
        with quiet():
            code = answers_of(self, scores[..., None], self.targets_)[..., 0].astype(np.int64)
        labels: NDArray[Any] = code if self.targets_ == "bits" else self.classes_[code]
        return labels

    @available_if(_gives_probabilities)  # type: ignore[untyped-decorator]
    def predict_proba(self, X: ArrayLike) -> Array:
        """The probability of each class, shape (example, class); or of a 1, shape (example, bit).

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
        tags.classifier_tags.multi_label = self.multi_label
        return tags
