"""The runner: one model, one problem, many starts, held against theory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from numbers import Integral
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import catalog
from neurohistory.answers import count_mistakes, scores_of
from neurohistory.asking import answer, ask, one_line
from neurohistory.chance import starts_differ
from neurohistory.checks import check_takes, expectation_of, start_of, takes, weights_of
from neurohistory.classifier import HistoricalClassifier
from neurohistory.contract import ContractError
from neurohistory.examples import own_examples
from neurohistory.history import History
from neurohistory.initial import Weights
from neurohistory.problems import Problem, get_problem
from neurohistory.process.isolation import undisturbed
from neurohistory.records import NOTHING_MORE, Record, check_record
from neurohistory.theory import Expectation, Verdict, expect_contradiction
from neurohistory.training import train
from neurohistory.trial import Trial

__all__ = ["DEFAULT_PROBLEMS", "Comparison", "Failure", "compare", "run", "trials"]

DEFAULT_PROBLEMS = ("AND", "OR", "XOR")

ProblemLike = str | Problem
ModelLike = str | HistoricalClassifier[Any] | type[HistoricalClassifier[Any]]


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
    record: Mapping[str, Record] = NOTHING_MORE,
    loss: bool = True,
    label: str | None = None,
    progress: Callable[[float], object] = lambda done: None,
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
    record : dict of functions, optional
        What to record besides mistakes and loss, as for `train`.
    loss : bool, default=True
        Record the loss; without it many starts of a network take a quarter less time.
    label : str, optional
        What to call the model in a table; by default its name.
    progress : callable, optional
        Called after every epoch with the fraction of the run that is done, as by `train`.

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
        began = perf_counter()
        history = train(
            instance, X, target, n_starts=starts, rng=rng, initial=initial, keep_states=keep_states,
            record=record, loss=loss, targets=asked.targets, progress=progress,
        )  # fmt: skip
        seconds = perf_counter() - began
        differ = starts_differ(
            instance, X, target, history, seed=seed, initial=initial, after=rng.bit_generator.state
        )
        expectation = _expectation(instance, asked, differ, own_start=initial is None)
        test_mistakes = _test_mistakes(instance, asked, history)
        weights_of(instance, history.end)  # a table will ask for them, and cannot say who is to blame
    name = label or (model if isinstance(model, str) else type(instance).__name__)
    return Trial(name, instance, asked, seed, history, expectation, seconds, test_mistakes, differ)


def _test_mistakes(
    model: HistoricalClassifier[Any], problem: Problem, history: History[Any]
) -> NDArray[np.int64] | None:
    """Wrong answers at the end to the examples that are set aside, shape (start,); None without such."""
    if not len(problem.X_test):
        return None
    X, target = own_examples(problem.X_test, problem.target_test, problem.targets)
    scores = scores_of(model, history.end, X, target)
    return count_mistakes(model, scores, target, problem.targets)


def compare(
    models: ModelLike | Iterable[ModelLike] | None = None,
    problems: ProblemLike | Iterable[ProblemLike] = DEFAULT_PROBLEMS,
    *,
    starts: int = 100,
    seed: int = 0,
    record: Mapping[str, Record] = NOTHING_MORE,
) -> Comparison:
    """Run every model on every problem; by default all that are installed, on AND, OR and XOR.

    A single model or problem will do.  A model that fails is listed under `failures`, and the rest
    goes on.  By default, models are left out where a problem has more classes, or bits, than they take.
    What `record` names is recorded of every trial, as by `train`.

    Examples
    --------
    >>> [trial.success_rate for trial in compare(["perceptron", "svm"], ["XOR"], starts=10).trials]
    [0.0, 1.0]
    """
    return Comparison.of(trials(models, problems, starts=starts, seed=seed, record=record))


def trials(
    models: ModelLike | Iterable[ModelLike] | None = None,
    problems: ProblemLike | Iterable[ProblemLike] = DEFAULT_PROBLEMS,
    *,
    starts: int = 100,
    seed: int = 0,
    record: Mapping[str, Record] = NOTHING_MORE,
    progress: Callable[[str, float], object] = lambda what, done: None,
) -> Iterator[Trial | Failure]:
    """The same as `compare`, one result at a time, for those who show progress.

    `progress` gets, before each run and after each of its epochs, which model runs on which problem and
    the fraction of that run which is done.
    """
    asked = [_asked(problem, seed) for problem in _several(problems)]
    chosen: list[tuple[str | None, Any]]
    if models is None:
        chosen = list(catalog.timeline().models.items())
    else:
        chosen = [(m if isinstance(m, str) else None, _if_it_can(m)) for m in _several(models)]
    _check_numbers(starts, seed)
    check_record(record)
    for label, model in chosen:
        name = label or str(getattr(model, "__name__", type(model).__name__))
        for problem in asked:
            if models is None and not _is_for(model, problem):
                continue
            tell = partial(progress, f"{name} on {problem.name}")
            tell(0.0)
            asking = partial(
                run, model, problem, starts=starts, seed=seed, record=record, label=label, progress=tell
            )
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
        if isinstance(value, bool) or not isinstance(value, Integral):
            raise TypeError(f"{name} must be a whole number, not {value!r}")
        if value < least:
            raise ValueError(f"{name} must be at least {least}, not {value}")


def _asked(problem: ProblemLike, seed: int) -> Problem:
    if isinstance(problem, Problem):
        return problem
    if not isinstance(problem, str):
        raise TypeError(f"a problem is a name or a Problem, not {problem!r}")
    return get_problem(problem, seed)


def _expectation(
    model: HistoricalClassifier[Any], problem: Problem, starts_differ: bool, own_start: bool
) -> Expectation:
    """What theory says.

    Where a problem is not complete only the proofs of impossibility count, for time is limited.  Where
    nothing is random nothing depends on the start.  A start that somebody gives may lie where the model
    never starts by itself.
    """
    contradiction = expect_contradiction(problem.X, problem.target)
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
