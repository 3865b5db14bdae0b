"""The player of epochs: a learner's regions, mistakes, loss and weights from its start to its end.

Any model with two inputs has one, a stranger's too.  Python samples the history at equal distances and
hands it over as small whole numbers; the script only shows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from neurohistory.checks import weights_of
from neurohistory.report.text import markdown_table, short
from neurohistory.site.toys.loading import toy
from neurohistory.site.toys.regions import GRID, HIGH, LOW, regions
from neurohistory.trial import Trial

__all__ = ["MOST_FRAMES", "epochs_of"]

MOST_FRAMES = 41
MOST_WEIGHTS = 12  # that have a line
_DIGITS = 4  # that a line can show


def epochs_of(learners: Sequence[Trial]) -> str:
    """The epochs of one learner on each problem, in Markdown; empty if none has more than one.

    Parameters
    ----------
    learners : sequence of Trial
        Each has one start, and all its states.

    Examples
    --------
    >>> from neurohistory import run
    >>> page = epochs_of([run("perceptron", "OR", starts=1, keep_states=True)])
    >>> page.startswith('<div class="epochs" markdown>'), "| epoch | wrong answers |" in page
    (True, True)
    >>> epochs_of([run("svm", "OR", starts=1, keep_states=True)])
    ''
    """
    if all(trial.history.n_epochs < 2 for trial in learners):
        return ""
    told = {trial.problem.name: _told(trial) for trial in learners}
    still = "\n\n".join(map(_still, learners))
    return toy("epochs", {"low": LOW, "high": HIGH, "grid": GRID, "problems": told}, still)


def _sampled(last: int) -> list[int]:
    """The epochs that are shown: all, or some at equal distances, from the start to the end."""
    frames = np.linspace(0, last, min(last + 1, MOST_FRAMES))
    return [int(epoch) for epoch in np.unique(frames.round())]


def _told(trial: Trial) -> dict[str, Any]:
    """The frames of one learner and its series."""
    history, problem = trial.history, trial.problem
    epochs = _sampled(history.n_epochs)
    states = [history.states[epoch] for epoch in epochs]
    weights = [weights_of(trial.model, state) for state in states]
    names = [*weights[0]] if len(weights[0]) <= MOST_WEIGHTS else []
    return {
        "X": problem.X.tolist(),
        "target": problem.truth.astype(int).tolist(),
        "epochs": epochs,
        "answers": regions(trial.model, problem, states),
        "curves": {name: _whole(values[epochs]) for name, values in _curves(trial).items()},
        "weights": {name: _whole([each[name] for each in weights]) for name in names},
    }


def _curves(trial: Trial) -> Mapping[str, np.ndarray[Any, Any]]:
    """What is recorded of the one start, by epoch."""
    history = trial.history
    curves: dict[str, np.ndarray[Any, Any]] = {"wrong answers": history.mistakes[:, 0]}
    if history.loss is not None:
        curves["loss"] = history.loss[:, 0]
    return curves


def _whole(values: ArrayLike) -> dict[str, Any]:
    """Numbers as whole ones, and what one of them is worth: a power of ten."""
    numbers = np.asarray(values, dtype=float)
    if (numbers == numbers.round()).all() and np.abs(numbers).max() < 10**_DIGITS:
        return {"digits": 0, "values": numbers.astype(int).tolist()}
    digits = _DIGITS - int(np.ceil(np.log10(np.abs(numbers).max())))
    return {"digits": digits, "values": np.round(numbers * 10.0**digits).astype(int).tolist()}


def _still(trial: Trial) -> str:
    """The start, the middle and the end of one learner, in words and numbers."""
    epochs = sorted({0, trial.history.n_epochs // 2, trial.history.n_epochs})
    curves = _curves(trial)
    rows = [[str(epoch), *(short(values[epoch]) for values in curves.values())] for epoch in epochs]
    return f"**{trial.problem.name}**\n\n{markdown_table(['epoch', *curves], rows)}"
