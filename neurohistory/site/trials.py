"""The trials that pages show: each model and each of its variants on AND, OR and XOR."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurohistory import catalog
from neurohistory.asking import answer, one_line
from neurohistory.runner import DEFAULT_PROBLEMS, run
from neurohistory.trial import Trial
from neurohistory.work import Failed

__all__ = ["STARTS", "Brief", "Studies", "studies", "study", "variants_of"]

STARTS = 200  # in each study that is shown

Studies = dict[str, dict[str, Trial | Failed]]  # by the label of a variant, and by problem


@dataclass
class Brief:
    """A model's studies in brief, as `brief_of` makes it: what is kept of them.

    Attributes
    ----------
    rows : str
        On the scoreboard.
    on_xor : str or Failed
        In the lineage.
    mistakes : dict of str to (ndarray of shape (epoch,) or Failed)
        By problem: the mean of all starts.
    by_chance : bool
        Whether chance has a part in it; where it has none, one run stands for all starts.
    """

    rows: str
    on_xor: str | Failed
    mistakes: dict[str, NDArray[np.float64] | Failed]
    by_chance: bool


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

    A variant's trial has no loss: pages show that of the model as it is.

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

    def asked() -> Trial:
        varied = answer(label, lambda: model(**model.card.variants[variant])) if variant else name
        return run(varied, problem, starts=STARTS, loss=not variant, label=label)

    try:
        trial: Trial = answer(label, asked, note=f"while {label} ran on {problem}")
    except Exception as error:
        return Failed(one_line(error))
    return trial


def studies(name: str) -> Studies:
    """All trials of a model that pages show: as it is, and then each variant, on each problem.

    Parameters
    ----------
    name : str
        The model's, in the catalog.
    """
    return {
        variant: {problem: study(name, variant, problem) for problem in DEFAULT_PROBLEMS}
        for variant in variants_of(name)
    }
