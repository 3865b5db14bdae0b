"""The contract of a model as checks, for our own tests and for those of plugin authors.

In a plugin's test file one line is enough::

    from neurohistory.testing import check_model

    def test_hebb_keeps_the_contract():
        check_model(HebbianUnit)

Each check is a function of one model and raises ``AssertionError`` with what is wrong and how to
mend it.  None of them changes the model that it is given.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from sklearn.utils.estimator_checks import check_estimator

from neurohistory.asking import one_line
from neurohistory.card import card_of
from neurohistory.classifier import HistoricalClassifier
from neurohistory.report.docstrings import meanings_in, parameters_of
from neurohistory.testing import learning, responding

__all__ = ["CHECKS", "check_card", "check_docstring", "check_model", "settings"]

# In this order: what comes first explains best what is wrong.
CHECKS: tuple[Callable[[HistoricalClassifier[Any]], None], ...] = (
    responding.check_states_are_values,
    responding.check_updates_are_counted,
    responding.check_answers_have_the_right_shape,
    responding.check_respond_is_pure,
    learning.check_learn_leaves_its_inputs_alone,
    learning.check_learning_does_not_change_the_model,
    learning.check_learning_can_be_resumed,
    learning.check_passes_are_what_learning_yields,
    learning.check_same_seed_gives_same_bytes,
    responding.check_frames_are_answered_one_by_one,
    responding.check_weights_come_back_by_name,
    learning.check_starts_are_independent,
    responding.check_arithmetic_follows_the_examples,
    learning.check_an_epoch_is_its_presentations,
)

_CHECKS_OF_THE_SCORE = ("check_classifiers_train", "check_classifiers_classes")


def check_model(model: type[HistoricalClassifier[Any]]) -> None:
    """Check that a model keeps the contract, with its defaults and with its card's variants.

    And that its card and its docstring say what they must.

    Parameters
    ----------
    model : class
        Derived from `neurohistory.HistoricalClassifier`.

    Raises
    ------
    AssertionError
        With what is wrong and how to mend it.  scikit-learn's own checks run last, on the defaults.
    TypeError
        If it is no class.

    Examples
    --------
    >>> from neurohistory import load
    >>> check_model(load("mcculloch_pitts"))
    """
    if not isinstance(model, type):
        name = type(model).__name__
        raise TypeError(f"check_model takes the class, check_model({name}), and not an instance of it")
    check_card(model)
    check_docstring(model)
    for parameters in settings(model).values():
        for check in CHECKS:
            check(model(**parameters))
    check_estimator(model(), on_skip=None, on_fail=None, callback=_report_failure)


def _report_failure(
    *, estimator: Any, check_name: str, exception: Any, status: str, **about: Any
) -> None:
    """Stop at the first of scikit-learn's checks that fails, and say which tag may help."""
    if status != "failed":
        return
    remedy = (
        "; a rule that cannot tell three blobs apart well says so: let __sklearn_tags__ set "
        "tags.classifier_tags.poor_score = True"
        if isinstance(exception, AssertionError) and check_name in _CHECKS_OF_THE_SCORE
        else ""
    )
    raise AssertionError(
        f"{type(estimator).__name__} fails scikit-learn's {check_name} ({one_line(exception)}){remedy}"
    ) from exception


def settings(model: type[HistoricalClassifier[Any]]) -> dict[str, dict[str, Any]]:
    """The parameters that a model is checked with, by label: its defaults and its variants."""
    return {"default": {}, **{label: dict(p) for label, p in model.card.variants.items()}}


def check_card(model: type[HistoricalClassifier[Any]]) -> None:
    """The card is filled in, and the parameters on it are ones that the model takes.

    Parameters
    ----------
    model : class
    """
    name = model.__name__
    try:
        card = card_of(model)
    except ValueError as error:
        raise AssertionError(str(error)) from error
    for field in ("title", "people", "idea", "limit", "rule"):
        assert getattr(card, field), f"the card of {name} has an empty {field}; readers need it"
    for label, parameters in {"by_hand": card.by_hand, **card.variants}.items():
        unknown = sorted(set(parameters) - set(model().get_params()))
        assert not unknown, (
            f"the card of {name} sets {', '.join(unknown)} in {label!r}, which is none of its parameters"
        )
        try:
            model(**parameters).check_parameters()
        except ValueError as error:
            raise AssertionError(
                f"the parameters of {label!r} on the card of {name} are refused: {error}"
            ) from error


def check_docstring(model: type[HistoricalClassifier[Any]]) -> None:
    """The docstring says what each parameter is, and names nothing else as one.

    Parameters
    ----------
    model : class
    """
    name, parameters = model.__name__, parameters_of(model)
    for parameter, default, meaning in parameters:
        assert meaning, (
            f"the docstring of {name} does not say what its parameter {parameter} is; write it under "
            f"Parameters: `{parameter} : type, default={default!r}`, and a sentence below, indented"
        )
    known = [parameter.name for parameter in parameters]
    for said in meanings_in(inspect.getdoc(model) or ""):
        close = get_close_matches(said, known, n=1)
        assert said in known, (
            f"the docstring of {name} has {said} under Parameters, which is none of its parameters; "
            + (f"did you mean {close[0]}?" if close else "take it out")
        )
