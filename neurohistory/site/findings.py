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
    return _bold(
        _sorted_out(
            {trial.problem.name: bool(trial.n_solved) for trial in learners},
            "answered rightly",
            "not",
        )
    )


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
    return _bold(
        _sorted_out(
            {name: all(map(_rests, course.values())) for name, course in courses.items()},
            "at rest in the end",
            "still on the move",
            of="the weights of ",
        )
    )


def _rests(course: NDArray[Any]) -> bool:
    """Whether a weight has hardly moved in the last tenth of its epochs."""
    end = course[-max(2, len(course) // 10) :]
    return bool(np.ptp(end) <= _STILL * max(np.ptp(course), np.abs(course).max()))


def _sorted_out(found: Mapping[str, bool], yes: str, no: str, of: str = "") -> str:
    """A sentence on those for which something holds and those for which it does not."""
    those, others = ([name for name, holds in found.items() if holds is side] for side in (True, False))
    if not those or not others:
        what = yes if those else no if of else f"not {yes}"
        return _capital(f"{of}{_joined(those or others)} {_are(those or others, of)} {what}.")
    if of:
        return _capital(f"{of}{_joined(those)} are {yes}, and those of {_joined(others)} {no}.")
    return _capital(f"{_joined(those)} {_are(those)} {yes}, and {_joined(others)} {_are(others)} {no}.")


def _are(names: Sequence[str], of: str = "") -> str:
    return "are" if of or len(names) > 1 else "is"


def _joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _bold(sentence: str) -> str:
    return f"**{sentence}**"
