"""The history of the artificial neuron, runnable from 1943 on.

The nouns, and how they meet:

* a **problem** asks a question: AND, OR, XOR and their kin, moons, digits (``neurohistory.problems``);
* a **model** answers it: where it starts, how it learns, how it responds (``neurohistory.models``);
* **training** keeps what a model yields as a **history**: states and mistakes by epoch and start;
* the **runner** makes a **trial** of it: one model, one problem, many starts, beside theory;
* a **study** does so over a grid of settings, with thousands of starts for each;
* a **surface** is a model's response over the plane; ``neurohistory.plots`` draws it;
* the **gallery** puts it all on pages.

Examples
--------
>>> from neurohistory import AND, XOR, load, run
>>> run(load("perceptron"), AND, starts=20, seed=0).success_rate
1.0
>>> run(load("perceptron"), XOR, starts=20, seed=0).success_rate
0.0
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neurohistory.card import Card as Card
    from neurohistory.catalog import load as load
    from neurohistory.catalog import timeline as timeline
    from neurohistory.classifier import HistoricalClassifier as HistoricalClassifier
    from neurohistory.history import History as History
    from neurohistory.problems.gates import AND as AND
    from neurohistory.problems.gates import OR as OR
    from neurohistory.problems.gates import XOR as XOR
    from neurohistory.problems.gates import from_truth_table as from_truth_table
    from neurohistory.problems.gates import parity as parity
    from neurohistory.problems.named import get_problem as get_problem
    from neurohistory.problems.problem import Problem as Problem
    from neurohistory.report.display import show as show
    from neurohistory.runner import compare as compare
    from neurohistory.runner import run as run
    from neurohistory.studies.engine import study as study
    from neurohistory.studies.results import StudyResult as StudyResult
    from neurohistory.studies.study import Study as Study
    from neurohistory.surfaces import surface as surface
    from neurohistory.theory.separability import separate as separate
    from neurohistory.traces import trace as trace
    from neurohistory.training import train as train
    from neurohistory.trial import Trial as Trial

__version__ = "0.1.0"

# Where each public name lives.  They are imported when first used, so that `neurohistory --help`
# need not wait for NumPy.
_HOMES = {
    "AND": "problems.gates",
    "OR": "problems.gates",
    "XOR": "problems.gates",
    "Card": "card",
    "HistoricalClassifier": "classifier",
    "History": "history",
    "Problem": "problems.problem",
    "Study": "studies.study",
    "StudyResult": "studies.results",
    "Trial": "trial",
    "compare": "runner",
    "from_truth_table": "problems.gates",
    "get_problem": "problems.named",
    "load": "catalog",
    "parity": "problems.gates",
    "run": "runner",
    "separate": "theory.separability",
    "show": "report.display",
    "study": "studies.engine",
    "surface": "surfaces",
    "timeline": "catalog",
    "trace": "traces",
    "train": "training",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'neurohistory' has no attribute {name!r}")
    return getattr(import_module(f"neurohistory.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
