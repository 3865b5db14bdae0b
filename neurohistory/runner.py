"""The runner: one model, one problem, many starts, held against theory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from numbers import Integral
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import catalog
from neurohistory.asking import answer, ask, one_line
from neurohistory.checks import (
    check_takes,
    count_mistakes,
    expectation_of,
    scores_of,
    start_of,
    takes,
    weights_of,
)
from neurohistory.classifier import HistoricalClassifier
from neurohistory.contract import ContractError, DivergenceError
from neurohistory.examples import own_examples
from neurohistory.history import History, arrays_of, select
from neurohistory.initial import Weights
from neurohistory.problems import Problem, get_problem
from neurohistory.process.isolation import undisturbed
from neurohistory.theory import Expectation, Verdict, of_contradiction
from neurohistory.training import first_state, states_of, train

__all__ = ["DEFAULT_PROBLEMS", "Comparison", "Failure", "Trial", "compare", "run", "trials"]

DEFAULT_PROBLEMS = ("AND", "OR", "XOR")

_MIN_ALIKE = 10  # so many starts would not be alike by chance

ProblemLike = str | Problem
ModelLike = str | HistoricalClassifier[Any] | type[HistoricalClassifier[Any]]


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
        """Share of the starts that end without a mistake, 0 to 1."""
        return self.n_solved / self.n_starts

    @cached_property
    def interval(self) -> tuple[float, float] | None:
        """The success rate's 95 % confidence interval (Wilson 1927); None where nothing is random."""
        if not self.starts_differ:
            return None
        from scipy.stats import binomtest  # slow to import

        found = binomtest(self.n_solved, self.n_starts).proportion_ci(method="wilson")
        return (float(found.low), float(found.high))

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
        """Share of right answers at the end to what was learned from, the median of the starts."""
        n = len(self.problem.X)
        return (n - float(np.median(self.history.mistakes[-1]))) / n

    @property
    def test_accuracy(self) -> float | None:
        """The same for examples that were not learned from; None where none are set aside."""
        if self.test_mistakes is None:
            return None
        n = len(self.problem.X_test)
        return (n - float(np.median(self.test_mistakes))) / n

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
        return self.expectation.agrees(self.history.solved, self.history.ever_right)

    @property
    def proved(self) -> bool:
        """Whether theory says for certain what every start does, and the run bears it out.

        Then the share is no estimate: more starts would not change it.
        """
        certain = self.expectation.verdict in (Verdict.SOLVES, Verdict.CANNOT)
        return certain and self.agrees is True


class Failure(NamedTuple):
    """A model that could not be run on a problem, and why."""

    label: str
    problem: str
    reason: str

    def __str__(self) -> str:
        return f"{self.label} on {self.problem} failed: {self.reason}"


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
    starts: int = 100,
    seed: int = 0,
    initial: tuple[NDArray[Any], ...] | Weights | None = None,
    keep_states: bool = False,
    label: str | None = None,
    progress: Callable[[float], object] = lambda share: None,
) -> Trial:
    """Train a model on a problem from many starts.

    Parameters
    ----------
    model : str, HistoricalClassifier or a class of it
        A text is read by `neurohistory.catalog.make`.
    problem : Problem or str
        A name is read by `neurohistory.problems.get_problem`, with this seed.
    starts : int, default=100
        Number of starts.
    seed : int, default=0
        The same seed gives the same trial; the model's own `random_state` counts in ``fit`` alone.
    initial : state or dict, optional
        A state or weights in place of the model's own starts, as for `train`; or a state of as many
        starts.  Theory speaks of the model's own starts, so its verdict is then open.
    keep_states : bool, default=False
        Keep the states of all epochs in the history.
    label : str, optional
        What to call the model in a table; by default its name.
    progress : callable, optional
        Told after every epoch which share of the run is done, as by `train`.

    Returns
    -------
    Trial

    Raises
    ------
    ValueError
        For an unknown name, a parameter out of range, fewer than one start, or a start that does not
        fit the model.
    ContractError
        If the model does not keep the contract.
    DivergenceError
        If a weight overflows.

    Examples
    --------
    >>> run("perceptron", "XOR", starts=10).expectation.verdict.value
    'cannot'
    """
    _check_numbers(starts, seed)
    with undisturbed():
        instance = _instance(model)
        asked = _asked(problem, seed)
        check_takes(instance, asked.target, asked.targets, asked.name)
    X, target = own_examples(asked.X, asked.target, asked.targets)
    with undisturbed():
        # Warm-up: what a model imports on its first start must not count as training time.
        ask(instance, "check_parameters")
        start_of(instance, X, target, 1, np.random.default_rng(seed))
        rng = np.random.default_rng(seed)
        untouched = rng.bit_generator.state
        began = perf_counter()
        history = train(
            instance,
            X,
            target,
            n_starts=starts,
            rng=rng,
            initial=initial,
            keep_states=keep_states,
            targets=asked.targets,
            progress=progress,
        )
        seconds = perf_counter() - began
        after = rng.bit_generator.state
        starts_differ = _starts_differ(history, drawn=after != untouched) or (
            starts < _MIN_ALIKE and _others_differ(instance, X, target, history, seed, initial, after)
        )
        expectation = _expectation(instance, asked, starts_differ, own_start=initial is None)
        test_mistakes = None
        if len(asked.X_test):
            X, target = own_examples(asked.X_test, asked.target_test, asked.targets)
            scores = scores_of(instance, history.end, X, target)
            test_mistakes = count_mistakes(instance, scores, target, asked.targets)
        weights_of(instance, history.end)  # a table will ask for them, and cannot say who is to blame
    name = label or (model if isinstance(model, str) else type(instance).__name__)
    return Trial(
        name, instance, asked, seed, history, expectation, seconds, test_mistakes, starts_differ
    )


def compare(
    models: ModelLike | Iterable[ModelLike] | None = None,
    problems: ProblemLike | Iterable[ProblemLike] = DEFAULT_PROBLEMS,
    *,
    starts: int = 100,
    seed: int = 0,
) -> Comparison:
    """Run every model on every problem; by default all that are installed, on AND, OR and XOR.

    A single model or problem will do.  A model that fails is listed under `failures`, and the rest
    goes on.  By default, models are left out where a problem has more classes, or bits, than they take.

    Examples
    --------
    >>> [trial.success_rate for trial in compare(["perceptron", "svm"], ["XOR"], starts=10).trials]
    [0.0, 1.0]
    """
    return Comparison.of(trials(models, problems, starts=starts, seed=seed))


def trials(
    models: ModelLike | Iterable[ModelLike] | None = None,
    problems: ProblemLike | Iterable[ProblemLike] = DEFAULT_PROBLEMS,
    *,
    starts: int = 100,
    seed: int = 0,
    progress: Callable[[str, float], object] = lambda what, share: None,
) -> Iterator[Trial | Failure]:
    """The same as `compare`, one result at a time, for those who show progress.

    `progress` is told, before each run and after each of its epochs, which model runs on which problem
    and the share of that run which is done.
    """
    asked = [_asked(problem, seed) for problem in _several(problems)]
    chosen: list[tuple[str | None, Any]]
    if models is None:
        chosen = list(catalog.timeline().models.items())
    else:
        chosen = [(m if isinstance(m, str) else None, _if_it_can(m)) for m in _several(models)]
    _check_numbers(starts, seed)
    for label, model in chosen:
        name = label or str(getattr(model, "__name__", type(model).__name__))
        for problem in asked:
            if models is None and not _is_for(model, problem):
                continue
            tell = partial(progress, f"{name} on {problem.name}")
            tell(0.0)
            asking = partial(run, model, problem, starts=starts, seed=seed, label=label, progress=tell)
            result: Trial | Failure
            try:  # as a whole: a property or a descriptor may raise anything as well
                result = answer(name, asking, note=f"while {name} ran on {problem.name}")
            except Exception as error:
                result = Failure(name, problem.name, one_line(error))
            yield result


def _is_for(model: type[HistoricalClassifier[Any]], problem: Problem) -> bool:
    """Whether an installed model takes such targets; one that cannot be made says so when it is run."""
    try:
        return problem.target.ndim == 1 or takes(model(), problem.target, problem.targets)
    except Exception:
        return True


def _several(asked: Any) -> Iterable[Any]:
    """What was asked for, be it one or many."""
    single = (str, type, HistoricalClassifier, Problem)
    return asked if isinstance(asked, Iterable) and not isinstance(asked, single) else [asked]


def _check_numbers(starts: int, seed: int) -> None:
    for name, value, least in (("starts", starts, 1), ("seed", seed, 0)):
        if not isinstance(value, Integral):
            raise TypeError(f"{name} must be a whole number, not {value!r}")
        if value < least:
            raise ValueError(f"{name} must be at least {least}, not {value}")


def _asked(problem: ProblemLike, seed: int) -> Problem:
    if isinstance(problem, Problem):
        return problem
    if not isinstance(problem, str):
        raise TypeError(f"a problem is a name or a Problem, not {problem!r}")
    return get_problem(problem, seed)


def _starts_differ(history: History[Any], drawn: bool) -> bool:
    """Whether the starts are not all one run, bit for bit.

    Parameters
    ----------
    history : History
    drawn : bool
        Whether a random number was drawn.  If none was, equal starts stay equal, but for the rounding
        of products of matrices.
    """
    later = [*history.records.values(), *arrays_of(history.end).values()]
    first = arrays_of(history.states[0]).values()
    return _vary(first) or (drawn and _vary(later))


def _others_differ(
    model: HistoricalClassifier[Any],
    X: NDArray[Any],
    target: NDArray[Any],
    few: History[Any],
    seed: int,
    initial: tuple[Any, ...] | Weights | None,
    after: object,
) -> bool:
    """Whether more learners would not all be one run, where the few that there are do not show it.

    The others are followed no further than to where they part, and to their starts alone if the few drew
    nothing when these were made (`after` is what became of their generator).
    """
    if isinstance(initial, tuple):
        initial = select(few.states[0], 0)
    rng = np.random.default_rng(seed)
    first_state(model, X, target, few.n_starts, rng, initial)
    draws_to_learn = rng.bit_generator.state != after
    others = states_of(model, X, target, _MIN_ALIKE, np.random.default_rng(seed), initial)
    try:
        states = others if draws_to_learn else islice(others, 1)
        return any(_vary(arrays_of(state).values()) for state in states)
    except DivergenceError:  # the few have not diverged
        return True


def _vary(arrays: Iterable[NDArray[Any]]) -> bool:
    """Whether a start, on the last axis, differs from the first."""
    return any(bool((values != values[..., :1]).any()) for values in arrays)


def _expectation(
    model: HistoricalClassifier[Any], problem: Problem, starts_differ: bool, own_start: bool
) -> Expectation:
    """What theory says.

    Of problems that are not complete only its proofs of impossibility count, for time is limited.  And
    where nothing is random nothing depends on the start.  A start that somebody gives may lie where the
    model never does.
    """
    contradiction = of_contradiction(problem.X, problem.target)
    if problem.target.ndim == 2:
        return contradiction or _of_several(model, problem)
    expectation = expectation_of(model, *own_examples(problem.X, problem.target))
    if contradiction and expectation.verdict is not Verdict.CANNOT:
        return contradiction  # which holds for whatever answers by its inputs
    if not own_start:
        reason = f"the start was given; of the model's own: {expectation.verdict}, {expectation.reason}"
        return Expectation(Verdict.OPEN, reason)
    verdict = expectation.verdict
    if not problem.complete and verdict is not Verdict.CANNOT:
        verdict = Verdict.OPEN
    if verdict is Verdict.DEPENDS and not starts_differ:
        verdict = Verdict.OPEN
    return expectation._replace(verdict=verdict)


def _of_several(model: HistoricalClassifier[Any], problem: Problem) -> Expectation:
    """What theory says of several classes or bits: what cannot do one bit alone cannot do them all."""
    if problem.targets == "classes":
        return Expectation(Verdict.OPEN, "theory here speaks of two classes")
    for number, bit in enumerate(problem.target.T, start=1):
        expectation = expectation_of(model, *own_examples(problem.X, bit))
        if expectation.verdict is Verdict.CANNOT:
            return expectation._replace(reason=f"bit {number}: {expectation.reason}")
    return Expectation(Verdict.OPEN, "theory here speaks of one bit at a time")


def _if_it_can(model: ModelLike) -> ModelLike:
    """An instance; or what was asked for, if making it breaks the contract, as each run will tell."""
    try:
        return _instance(model)
    except ContractError:
        return model


def _instance(model: ModelLike) -> HistoricalClassifier[Any]:
    if isinstance(model, str):
        return catalog.make(model)
    instance: object = answer(f"{model.__name__}()", model) if isinstance(model, type) else model
    if not isinstance(instance, HistoricalClassifier):
        raise TypeError(f"a model is a name, a HistoricalClassifier or a class of it, not {model!r}")
    return instance
