"""Which kind a model is of, and what its page then shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from neurohistory.classifier import HistoricalClassifier
from neurohistory.contract import Model
from neurohistory.site.kinds.coding import add_coding
from neurohistory.site.kinds.corrected import add_corrected
from neurohistory.site.kinds.descending import add_descending
from neurohistory.site.kinds.measured import Measured
from neurohistory.site.kinds.one_answer import add_one_answer
from neurohistory.site.kinds.sampling import add_sampling
from neurohistory.site.kinds.wired import add_wired
from neurohistory.site.page import Page

__all__ = ["PAGES", "kind_of"]

PAGES: dict[str, Callable[[Page, Measured], None]] = {
    "wired": add_wired,
    "corrected by mistakes": add_corrected,
    "descending": add_descending,
    "one answer": add_one_answer,
    "sampling": add_sampling,
    "coding": add_coding,
}


def kind_of(model_class: type[HistoricalClassifier[Any]]) -> str:
    """The kind on the card; where there is none, what the rule looks like.

    A rule of one epoch has one answer, one with a loss goes downhill, and any other is corrected by
    mistakes.

    Examples
    --------
    >>> from neurohistory import load
    >>> kind_of(load("svm"))
    'one answer'
    """
    if model_class.card.kind:
        return model_class.card.kind
    if model_class().most_epochs() in (None, 1):
        return "one answer"
    return "corrected by mistakes" if model_class.loss is Model.loss else "descending"
