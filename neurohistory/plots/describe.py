"""Pictures in words, for readers who do not see them and for the text beside an image."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from neurohistory.report.text import percent
from neurohistory.surfaces import Surface
from neurohistory.theory import Verdict
from neurohistory.trial import Trial

__all__ = ["describe_region", "describe_trials"]

_THEORY = {
    Verdict.SOLVES: "theory proves that all do",
    Verdict.CANNOT: "theory proves that none can",
    Verdict.DEPENDS: "theory says that it depends on the start",
    Verdict.OPEN: "theory does not say",
}
_MANY = 16  # examples that can be told one by one
_AGREEMENT: dict[bool | None, str] = {
    True: ", and the run agrees",
    False: ", and the run disagrees",
    None: "",
}


def describe_region(surface: Surface, frame: int = -1) -> str:
    """Say in words what `draw_region` shows; of many examples only how many are answered wrongly.

    Examples
    --------
    >>> from neurohistory import AND, run, surface
    >>> trial = run("mcculloch_pitts", AND, starts=1)
    >>> describe_region(surface(trial.model, trial.history.end, AND))
    'AND: the model answers yes in 25 % of the square; 00 no, 01 no, 10 no, 11 yes; all right.'
    """
    problem, missed = surface.problem, surface.wrong[frame]
    percent = 100 * float((surface.scores[frame] > 0).mean())
    where = f"{problem.name}: the model answers yes in {percent:.0f} % of the square"
    if len(missed) > _MANY:
        return f"{where}; of {len(missed)} examples it answers {missed.sum()} wrongly."
    cases = _cases(problem.X)
    answers = ", ".join(
        f"{case} {'yes' if answer else 'no'}"
        for case, answer in zip(cases, problem.truth ^ missed, strict=True)
    )
    failed = ", ".join(case for case, miss in zip(cases, missed, strict=True) if miss)
    return f"{where}; {answers}; {f'wrong: {failed}' if failed else 'all right'}."


def describe_trials(trials: Iterable[Trial]) -> str:
    """Say in words what `draw_success_rates` and `draw_scoreboard` show, one sentence for each trial.

    Examples
    --------
    >>> from neurohistory import run
    >>> print(describe_trials([run("perceptron", "XOR", starts=30)]))
    perceptron on XOR: 0 of 30 starts solve it; theory proves that none can, and the run agrees.
    """
    return " ".join(map(_sentence, trials))


def _sentence(trial: Trial) -> str:
    about = f"{trial.label} on {trial.problem.name}"
    theory = f"{_THEORY[trial.expectation.verdict]}{_AGREEMENT[trial.agrees]}"
    if not trial.starts_differ:
        solved = "solves it" if trial.n_solved else "does not solve it"
        return f"{about}: the one run, always alike, {solved}; {theory}."
    solve = "starts solve" if trial.n_starts > 1 else "start solves"
    measured = f"{about}: {trial.n_solved} of {trial.n_starts} {solve} it"
    if trial.proved or trial.interval is None:
        return f"{measured}; {theory}."
    low, high = trial.interval
    rate = percent(trial.success_rate).replace("%", " %")
    return f"{measured} ({rate}, 95 % interval {100 * low:.0f} to {100 * high:.0f} %); {theory}."


def _cases(X: NDArray[np.floating]) -> list[str]:
    """What to call each example: ``"01"`` for inputs 0 and 1, else ``"(-1, 1)"``."""
    if np.isin(X, (0, 1)).all():
        return ["".join(f"{value:.0f}" for value in x) for x in X]
    return [f"({', '.join(f'{value:g}' for value in x)})" for x in X]
