"""The trials that pages show: each model and each of its variants on AND, OR and XOR."""

from __future__ import annotations

from dataclasses import replace

from neurohistory import catalog
from neurohistory.asking import answer
from neurohistory.runner import Failure, trials
from neurohistory.trial import Trial
from neurohistory.work import Failed

__all__ = ["STARTS", "study", "variants_of"]

STARTS = 200  # in each study that is shown


def variants_of(name: str) -> list[str]:
    """The labels of a model's variants; the model as it is comes first and has none.

    Examples
    --------
    >>> variants_of("svm")[0]
    ''
    """
    return ["", *catalog.load(name).card.variants]


def study(name: str, variant: str, problem: str) -> Trial | Failed:
    """One model on one problem from many starts, or why there is no such trial.

    Parameters
    ----------
    name : str
        The model's, in the catalog.
    variant : str
        A label on its card, or nothing.
    problem : str

    Examples
    --------
    >>> study("svm", "", "XOR").success_rate
    1.0
    """
    label = f"{name}, {variant}" if variant else name
    model = catalog.load(name)
    asked = answer(label, lambda: model(**model.card.variants[variant])) if variant else name
    (result,) = trials(asked, problem, starts=STARTS)
    return Failed(result.reason) if isinstance(result, Failure) else replace(result, label=label)
