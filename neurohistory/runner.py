"""The runner: one model, one gate, many starts, held against theory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import catalog
from neurohistory.classifier import HistoricalClassifier
from neurohistory.gates import Gate, gate
from neurohistory.history import History
from neurohistory.theory import Expectation
from neurohistory.training import ContractError, train

__all__ = ["GATES", "Comparison", "Failure", "Trial", "compare", "run", "trials"]

GATES = ("AND", "OR", "XOR")

ModelLike = str | HistoricalClassifier[Any] | type[HistoricalClassifier[Any]]


class Quartiles(NamedTuple):
    """The middle and the middle half; NaN where there is nothing to take them from."""

    lower: float
    median: float
    upper: float


@dataclass(frozen=True, eq=False)
class Trial:
    """One model on one gate from many starts.

    Attributes
    ----------
    label : str
        What to call the model in a table.
    model : HistoricalClassifier
        With its parameters; not fitted.
    gate : Gate
    seed : int
    history : History
        Mistakes and loss by epoch and replica; the states of the start and the end, or all.
    expectation : Expectation
        What theory expects, and why.
    seconds : float
        Wall time of the training.
    """

    label: str
    model: HistoricalClassifier[Any]
    gate: Gate
    seed: int
    history: History[Any]
    expectation: Expectation
    seconds: float

    @property
    def replicas(self) -> int:
        """Number of starts."""
        return self.history.n_replicas

    @property
    def n_solved(self) -> int:
        """Number of starts that end without a mistake."""
        return int(self.history.solved.sum())

    @property
    def share(self) -> float:
        """Share of starts that end without a mistake."""
        return self.n_solved / self.replicas

    @cached_property
    def interval(self) -> tuple[float, float]:
        """The share's 95 % confidence interval (Wilson 1927)."""
        from scipy.stats import binomtest  # slow to import

        found = binomtest(self.n_solved, self.replicas).proportion_ci(method="wilson")
        return (float(found.low), float(found.high))

    @property
    def epochs(self) -> Quartiles:
        """Epochs that the starts which solve the gate needed."""
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
    def n_weights(self) -> int:
        """Number of weights of one replica, thresholds included."""
        return len(self.model.named_weights(self.history.end))

    @property
    def updates(self) -> float | None:
        """Median over the starts of how often the weights were changed; None if not counted."""
        counted = getattr(self.history.end, "updates", None)
        return None if counted is None else float(np.median(counted))

    @property
    def agrees(self) -> bool | None:
        """Whether the run bears theory out; None where theory is open or the starts are too few."""
        return self.expectation.agrees(self.history.solved, self.history.ever_right)


class Failure(NamedTuple):
    """A model that could not be run on a gate, and why."""

    label: str
    gate: str
    reason: str

    def __str__(self) -> str:
        return f"{self.label} on {self.gate} failed: {self.reason}"


class Comparison(NamedTuple):
    """What `compare` returns: the trials, and the models that could not be run."""

    trials: list[Trial]
    failures: list[Failure]


def run(
    model: ModelLike,
    problem: Gate | str,
    *,
    replicas: int = 100,
    seed: int = 0,
    keep_states: bool = False,
    label: str | None = None,
) -> Trial:
    """Train a model on a gate from many starts.

    Parameters
    ----------
    model : str, HistoricalClassifier or a class of it
        A text is read by `neurohistory.catalog.make`.
    problem : Gate or str
    replicas : int, default=100
        Number of starts.
    seed : int, default=0
        The same seed gives the same trial.
    keep_states : bool, default=False
        Keep the states of all epochs in the history.
    label : str, optional
        What to call the model in a table; by default its name.

    Returns
    -------
    Trial

    Raises
    ------
    ValueError
        For an unknown name, a parameter out of range, or fewer than one start.
    ContractError
        If the model does not keep the contract.
    DivergenceError
        If a weight overflows.

    Examples
    --------
    >>> run("perceptron", "XOR", replicas=10).expectation.verdict.value
    'cannot'
    """
    if replicas < 1:
        raise ValueError(f"replicas must be at least 1, not {replicas}")
    instance = _instance(model)
    asked = gate(problem) if isinstance(problem, str) else problem
    began = perf_counter()
    history = train(
        instance,
        asked.X,
        asked.target,
        n_replicas=replicas,
        rng=np.random.default_rng(seed),
        keep_states=keep_states,
    )
    seconds = perf_counter() - began
    expectation = instance.expectation(asked.X, asked.target)
    if not isinstance(expectation, Expectation):
        raise ContractError(
            f"{type(instance).__name__}.expectation gives a {type(expectation).__name__}; "
            "it must give an Expectation"
        )
    name = label or (model if isinstance(model, str) else type(instance).__name__)
    return Trial(name, instance, asked, seed, history, expectation, seconds)


def compare(
    models: Iterable[ModelLike] | None = None,
    gates: Iterable[Gate | str] = GATES,
    *,
    replicas: int = 100,
    seed: int = 0,
) -> Comparison:
    """Run every model on every gate; by default all that are installed, on AND, OR and XOR.

    A model that fails is listed under `failures`, and the rest goes on.

    Examples
    --------
    >>> [trial.share for trial in compare(["perceptron", "svm"], ["XOR"], replicas=10).trials]
    [0.0, 1.0]
    """
    results = list(trials(models, gates, replicas=replicas, seed=seed))
    return Comparison(
        [result for result in results if isinstance(result, Trial)],
        [result for result in results if isinstance(result, Failure)],
    )


def trials(
    models: Iterable[ModelLike] | None = None,
    gates: Iterable[Gate | str] = GATES,
    *,
    replicas: int = 100,
    seed: int = 0,
) -> Iterator[Trial | Failure]:
    """The same as `compare`, one result at a time, for those who show progress."""
    asked = [gate(problem) if isinstance(problem, str) else problem for problem in gates]
    chosen: Iterable[ModelLike] = catalog.timeline().models if models is None else models
    instances = [(spec if isinstance(spec, str) else None, _instance(spec)) for spec in chosen]
    if replicas < 1:
        raise ValueError(f"replicas must be at least 1, not {replicas}")
    for label, model in instances:
        for problem in asked:
            try:
                yield run(model, problem, replicas=replicas, seed=seed, label=label)
            except Exception as error:
                name = label or type(model).__name__
                yield Failure(name, problem.name, f"{type(error).__name__}: {error}")


def _instance(model: ModelLike) -> HistoricalClassifier[Any]:
    if isinstance(model, str):
        return catalog.make(model)
    instance: HistoricalClassifier[Any] = model() if isinstance(model, type) else model  # type: ignore[assignment]
    return instance
