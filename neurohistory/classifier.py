"""The face of scikit-learn, written once for all models."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.metaestimators import available_if
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from neurohistory.asking import ask
from neurohistory.checks import decisions_of, outputs_of
from neurohistory.contract import DivergenceError, Model
from neurohistory.examples import (
    check_labels_tell_apart,
    check_numbers,
    check_unmasked,
    frozen,
    labels_of_one_kind,
    own_examples,
)
from neurohistory.history import State
from neurohistory.initial import Weights
from neurohistory.parameters import Parameters
from neurohistory.process.isolation import quiet, undisturbed
from neurohistory.training import states_of

__all__ = ["HistoricalClassifier"]

Array = NDArray[np.floating]


def _gives_probabilities(model: Model[Any]) -> bool:
    return model.gives_probabilities


class HistoricalClassifier(Parameters, ClassifierMixin, BaseEstimator, Model[State]):  # type: ignore[misc]
    """A model of the past that is a scikit-learn classifier too.

    A subclass writes `start`, `learn` and `respond` and carries a `card`; `neurohistory.contract.Model`
    says what each of them is, and what else may be replaced.  ``fit`` and ``predict`` are derived from
    these.  Subclasses are final: rules that differ in history stay apart in code.
    """

    # What each parameter may be, in scikit-learn's own words (see its developers' guide).
    _parameter_constraints: ClassVar[dict[str, Any]] = {}

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
