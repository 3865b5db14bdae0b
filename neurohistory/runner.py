"""The runner: one model, one gate or other problem, many starts, held against theory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import catalog
from neurohistory.classifier import HistoricalClassifier
from neurohistory.gates import Gate, gate
from neurohistory.history import History
from neurohistory.problems import PROBLEMS, Problem
from neurohistory.problems import problem as named_problem
from neurohistory.theory import Expectation, Verdict
from neurohistory.training import ContractError, count_mistakes, train

__all__ = ["GATES", "Comparison", "Failure", "Trial", "compare", "run", "trials"]

GATES = ("AND", "OR", "XOR")

ProblemLike = str | Gate | Problem
ModelLike = str | HistoricalClassifier[Any] | type[HistoricalClassifier[Any]]


class Quartiles(NamedTuple):
    """The middle and the middle half; NaN where there is nothing to take them from."""

    lower: float
    median: float
    upper: float


@dataclass(frozen=True, eq=False)
class Trial:
    """One model on one gate, or other problem, from many starts.

    Attributes
    ----------
    label : str
        What to call the model in a table.
    model : HistoricalClassifier
        With its parameters; not fitted.
    gate : Gate or Problem
    seed : int
    history : History
        Mistakes and loss by epoch and replica; the states of the start and the end, or all.
    expectation : Expectation
        What theory expects, and why.
    seconds : float
        Wall time of the training.
    test_mistakes : ndarray of int, shape (replica,), or None
        Wrong answers at the end to examples that were not learned from; a gate has none.
    """

    label: str
    model: HistoricalClassifier[Any]
    gate: Gate | Problem
    seed: int
    history: History[Any]
    expectation: Expectation
    seconds: float
    test_mistakes: NDArray[np.int64] | None = None

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
    def accuracy(self) -> float:
        """Share of right answers at the end to what was learned from, the median of the starts."""
        n = len(self.gate.X)
        return (n - float(np.median(self.history.mistakes[-1]))) / n

    @property
    def test_accuracy(self) -> float | None:
        """The same for examples that were not learned from; None for a gate, which has none."""
        if self.test_mistakes is None or not isinstance(self.gate, Problem):
            return None
        n = len(self.gate.X_test)
        return (n - float(np.median(self.test_mistakes))) / n

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

    @classmethod
    def of(cls, results: Iterable[Trial | Failure]) -> Comparison:
        """What `trials` gave, sorted."""
        results = list(results)
        return cls(
            [result for result in results if isinstance(result, Trial)],
            [result for result in results if isinstance(result, Failure)],
        )


def run(
    model: ModelLike,
    problem: ProblemLike,
    *,
    replicas: int = 100,
    seed: int = 0,
    keep_states: bool = False,
    label: str | None = None,
) -> Trial:
    """Train a model on a gate, or another problem, from many starts.

    Parameters
    ----------
    model : str, HistoricalClassifier or a class of it
        A text is read by `neurohistory.catalog.make`.
    problem : Gate, Problem or str
        The name of a gate, or of one of `neurohistory.problems.PROBLEMS`.
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
    _check_numbers(replicas, seed)
    instance = _instance(model)
    asked = _asked(problem, seed)
    _check_takes(instance, asked)
    # A start that is not timed: what a model imports on its first one is no part of its learning.
    instance.check_parameters()
    with np.errstate(over="ignore", invalid="ignore"):
        instance.start(asked.X, asked.target, 1, np.random.default_rng(seed))
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
    expectation = _expectation(instance, asked)
    test_mistakes = None
    if isinstance(asked, Problem):
        scores = instance.respond(history.end, asked.X_test)
        test_mistakes = count_mistakes(instance, scores, asked.target_test)
    name = label or (model if isinstance(model, str) else type(instance).__name__)
    return Trial(name, instance, asked, seed, history, expectation, seconds, test_mistakes)


def compare(
    models: ModelLike | Iterable[ModelLike] | None = None,
    gates: ProblemLike | Iterable[ProblemLike] = GATES,
    *,
    replicas: int = 100,
    seed: int = 0,
) -> Comparison:
    """Run every model on every gate; by default all that are installed, on AND, OR and XOR.

    A single model or gate will do.  A model that fails is listed under `failures`, and the rest goes
    on.  By default, models that take two classes only are left out where a problem has more.

    Examples
    --------
    >>> [trial.share for trial in compare(["perceptron", "svm"], ["XOR"], replicas=10).trials]
    [0.0, 1.0]
    """
    return Comparison.of(trials(models, gates, replicas=replicas, seed=seed))


def trials(
    models: ModelLike | Iterable[ModelLike] | None = None,
    gates: ProblemLike | Iterable[ProblemLike] = GATES,
    *,
    replicas: int = 100,
    seed: int = 0,
) -> Iterator[Trial | Failure]:
    """The same as `compare`, one result at a time, for those who show progress."""
    asked = [_asked(problem, seed) for problem in _several(gates)]
    chosen = catalog.timeline().models if models is None else _several(models)
    instances = [(spec if isinstance(spec, str) else None, _instance(spec)) for spec in chosen]
    _check_numbers(replicas, seed)
    for label, model in instances:
        for problem in asked:
            if models is None and problem.target.ndim == 2 and not model.multi_class:
                continue
            try:
                yield run(model, problem, replicas=replicas, seed=seed, label=label)
            except Exception as error:
                name = label or type(model).__name__
                yield Failure(name, problem.name, f"{type(error).__name__}: {error}")


def _several(asked: Any) -> Iterable[Any]:
    """What was asked for, be it one or many."""
    single = (str, type, HistoricalClassifier, Gate, Problem)
    return asked if isinstance(asked, Iterable) and not isinstance(asked, single) else [asked]


def _check_numbers(replicas: int, seed: int) -> None:
    for name, value, least in (("replicas", replicas, 1), ("seed", seed, 0)):
        if not isinstance(value, Integral):
            raise TypeError(f"{name} must be a whole number, not {value!r}")
        if value < least:
            raise ValueError(f"{name} must be at least {least}, not {value}")


def _asked(problem: ProblemLike, seed: int) -> Gate | Problem:
    if isinstance(problem, (Gate, Problem)):
        return problem
    if not isinstance(problem, str):
        raise TypeError(f"a problem is a name, a Gate or a Problem, not {problem!r}")
    if problem in PROBLEMS:
        return named_problem(problem, seed)
    try:
        return gate(problem)
    except ValueError as error:
        raise ValueError(f"{error}; other problems are {', '.join(PROBLEMS)}") from None


def _expectation(model: HistoricalClassifier[Any], problem: Gate | Problem) -> Expectation:
    """What theory says; beyond gates only its proofs of impossibility count, for time is limited."""
    if problem.target.ndim == 2:
        return Expectation(Verdict.OPEN, "theory here speaks of two classes")
    expectation = model.expectation(problem.X, problem.target)
    if not isinstance(expectation, Expectation):
        raise ContractError(
            f"{type(model).__name__}.expectation gives a {type(expectation).__name__}; "
            "it must give an Expectation"
        )
    if isinstance(problem, Gate) or expectation.verdict is Verdict.CANNOT:
        return expectation
    return Expectation(Verdict.OPEN, expectation.reason)


def _check_takes(model: HistoricalClassifier[Any], problem: Gate | Problem) -> None:
    if problem.target.ndim == 2 and not model.multi_class:
        raise ValueError(
            f"{type(model).__name__} tells two classes apart, and {problem.name} has "
            f"{problem.target.shape[1]}"
        )


def _instance(model: ModelLike) -> HistoricalClassifier[Any]:
    if isinstance(model, str):
        return catalog.make(model)
    instance: object = model() if isinstance(model, type) else model
    if not isinstance(instance, HistoricalClassifier):
        raise TypeError(f"a model is a name, a HistoricalClassifier or a class of it, not {model!r}")
    return instance
