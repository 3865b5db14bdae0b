"""What the figures of a model's page show, in a sentence: read off the trials that they draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.report.text import percent
from neurohistory.trial import Trial

__all__ = ["of_answers", "of_learning", "of_success", "of_weights"]

_STILL = 0.001  # the part of a weight's range that it may move in the last tenth of the epochs


def of_answers(learners: Sequence[Trial]) -> str:
    """Which problems one learner answers rightly in the end."""
    right, wrong = _sorted_out({trial.problem.name: bool(trial.n_solved) for trial in learners})
    if not right:
        return _bold(f"{_joined(wrong)} {_are(wrong)} not answered rightly.")
    rest = f", and {_joined(wrong)} {_are(wrong)} not" if wrong else ""
    return _bold(f"{_joined(right)} {_are(right)} answered rightly{rest}.")


def of_learning(trials: Sequence[Trial]) -> str:
    """How many mistakes are left in the mean, by problem."""
    left = {trial.problem.name: float(trial.history.mistakes[-1].mean()) for trial in trials}
    done = [name for name, mistakes in left.items() if not mistakes]
    rest = [f"{mistakes:.1f} of {name}" for name, mistakes in left.items() if mistakes]
    if not rest:
        return _bold("In the end no mistake is left.")
    told = f"The mistakes on {_joined(done)} go to zero; " if done else ""
    verb = "is" if len(rest) == 1 and rest[0].startswith("1.0 ") else "are"
    return _bold(f"{told}{'i' if done else 'I'}n the mean {_joined(rest)} {verb} left.")


def of_success(trials: Iterable[Trial]) -> str:
    """From how many starts each problem is solved; of the model itself, not of its variants."""
    rates = {trial.problem.name: trial.success_rate for trial in trials}
    always = [name for name, rate in rates.items() if rate == 1]
    never = [name for name, rate in rates.items() if rate == 0]
    told = []
    if always:
        told.append(f"{_joined(always)} from every start")
    told += [f"{name} from {percent(rate)} of them" for name, rate in rates.items() if 0 < rate < 1]
    if never:
        told.append(f"{_joined(never)} from none")
    return _bold(f"It solves {_joined(told)}.")


def of_weights(courses: Mapping[str, Mapping[str, NDArray[Any]]]) -> str:
    """On which problems the weights come to rest."""
    still, moving = _sorted_out(
        {name: all(map(_rests, course.values())) for name, course in courses.items()}
    )
    if not still:
        return _bold(f"The weights of {_joined(moving)} are still on the move.")
    rest = f", and those of {_joined(moving)} still on the move" if moving else ""
    return _bold(f"The weights of {_joined(still)} are at rest in the end{rest}.")


def _rests(course: NDArray[Any]) -> bool:
    """Whether a weight has hardly moved in the last tenth of its epochs."""
    end = course[-max(2, len(course) // 10) :]
    return bool(np.ptp(end) <= _STILL * max(np.ptp(course), np.abs(course).max()))


def _sorted_out(found: Mapping[str, bool]) -> tuple[list[str], list[str]]:
    """Those for which something holds, and those for which it does not."""
    yes = [name for name, holds in found.items() if holds]
    return yes, [name for name in found if name not in yes]


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _bold(sentence: str) -> str:
    return f"**{sentence}**"
