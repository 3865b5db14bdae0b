"""A trial: what came of one model on one problem, from many starts, beside what theory expects."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.answers import answers_of, scores_of
from neurohistory.checks import weights_of
from neurohistory.classifier import HistoricalClassifier
from neurohistory.history import History
from neurohistory.intervals import wilson
from neurohistory.problems import Problem
from neurohistory.process.isolation import quiet
from neurohistory.states import select
from neurohistory.theory import Expectation, Verdict

__all__ = ["Quartiles", "Trial"]


class Quartiles(NamedTuple):
    """The middle and the middle half; NaN where there is nothing to take them from."""

    lower: float
    median: float
    upper: float


@dataclass(frozen=True, eq=False)
class Trial:
    """One model on one problem, from many starts.

    Attributes
    ----------
    label : str
        What to call the model in a table.
    model : HistoricalClassifier
        With its parameters; not fitted.
    problem : Problem
    seed : int
    history : History
        Mistakes and loss by epoch and start; the states of the start and the end, or all.
    expectation : Expectation
        What theory expects, and why.
    seconds : float
        Wall time of the training.
    test_mistakes : ndarray of int, shape (start,), or None
        Wrong answers at the end to examples that were not learned from; None where none are set aside.
    starts_differ : bool
        Whether chance has a part in it.  Where nothing is random all starts are one run, always alike.
    """

    label: str
    model: HistoricalClassifier[Any]
    problem: Problem
    seed: int
    history: History[Any]
    expectation: Expectation
    seconds: float
    test_mistakes: NDArray[np.int64] | None = None
    starts_differ: bool = True

    @property
    def n_starts(self) -> int:
        """Number of starts; where nothing is random there is one, however often it was repeated."""
        return self.history.n_starts if self.starts_differ else 1

    @property
    def n_solved(self) -> int:
        """Number of starts that end without a mistake."""
        return int(self.history.solved[: self.n_starts].sum())

    @property
    def success_rate(self) -> float:
        """Fraction of the starts that end without a mistake, 0 to 1."""
        return self.n_solved / self.n_starts

    @cached_property
    def interval(self) -> tuple[float, float] | None:
        """The success rate's 95 % confidence interval (Wilson 1927); None where nothing is random."""
        if not self.starts_differ:
            return None
        return wilson(self.n_solved, self.n_starts)

    @property
    def epochs(self) -> Quartiles:
        """Epochs that the starts which solve the problem needed."""
        needed = self.history.epochs_to_solve
        needed = needed[~np.isnan(needed)]
        if not needed.size:
            return Quartiles(np.nan, np.nan, np.nan)
        return Quartiles(*np.percentile(needed, [25, 50, 75]).tolist())

    @property
    def mistakes_by_epoch(self) -> NDArray[np.float64]:
        """Mean number of wrong answers, shape (epoch,); entry 0 is the start."""
        return np.asarray(self.history.mistakes.mean(axis=1))

    @property
    def final_loss(self) -> float | None:
        """Median over the starts of the loss at the end; None for a rule without one."""
        loss = self.history.loss
        return None if loss is None else float(np.median(loss[-1]))

    @property
    def accuracy(self) -> float:
        """Fraction of right answers at the end to what was learned from, the median of the starts."""
        n = len(self.problem.X)
        return (n - float(np.median(self.history.mistakes[-1]))) / n

    @property
    def test_accuracy(self) -> float | None:
        """The same for examples that were not learned from; None where none are set aside."""
        if self.test_mistakes is None:
            return None
        n = len(self.problem.X_test)
        return (n - float(np.median(self.test_mistakes))) / n

    def answers(self, start: int = 0) -> NDArray[Any]:
        """What one of the starts answers at the end to the examples that it learned from.

        Parameters
        ----------
        start : int, default=0

        Returns
        -------
        ndarray
            A truth for each example; the number of a class, where there are more than two; or a truth
            for each bit, shape (example, bit).

        Examples
        --------
        >>> from neurohistory import OR, run
        >>> run("perceptron", OR).answers().tolist()
        [False, True, True, True]
        """
        problem = self.problem
        with quiet():
            end = select(self.history.end, start)
            scores = scores_of(self.model, end, problem.X, problem.target)
            return answers_of(self.model, scores, problem.targets)[..., 0]

    @property
    def n_weights(self) -> int:
        """Number of weights of one start, thresholds included."""
        return len(weights_of(self.model, self.history.end))

    @property
    def updates(self) -> float | None:
        """Median over the starts of how often the weights were changed; None if not counted."""
        counted = getattr(self.history.end, "updates", None)
        return None if counted is None else float(np.median(counted))

    @property
    def agrees(self) -> bool | None:
        """Whether the run bears theory out; None where theory is open or the starts are too few."""
        return self.expectation.agrees(self.history.solved, self.history.ever_solved)

    @property
    def proved(self) -> bool:
        """Whether theory says for certain what every start does, and the run bears it out.

        Then the success rate is no estimate: more starts would not change it.
        """
        certain = self.expectation.verdict in (Verdict.SOLVES, Verdict.CANNOT)
        return certain and self.agrees is True
