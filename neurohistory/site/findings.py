"""What the figures of a model's page show, in a sentence: read off the trials that they draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.nervous_nets import Net
from neurohistory.report.text import percent
from neurohistory.trial import Trial

__all__ = [
    "of_answers",
    "of_codes",
    "of_corrections",
    "of_descents",
    "of_designer",
    "of_margins",
    "of_reconstructions",
    "of_samples",
    "of_unfinished",
    "of_wires",
    "of_wiring",
]


def of_answers(learners: Sequence[Trial]) -> str:
    """Which problems one learner answers rightly in the end."""
    right, wrong = _sorted_out({trial.problem.name: bool(trial.n_solved) for trial in learners})
    if not right:
        return _bold(f"{_joined(wrong)} {_are(wrong)} not answered rightly.")
    rest = f", and {_joined(wrong)} {_are(wrong)} not" if wrong else ""
    return _bold(f"{_joined(right)} {_are(right)} answered rightly{rest}.")


def of_wiring(nets: Mapping[str, Net]) -> str:
    """What a designer of cells has changed from one problem to the next."""
    cells = [net.neurons[0] for net in nets.values()]
    if len({(cell.excitatory, cell.inhibitory) for cell in cells}) == 1:
        return _bold("The same endings for all; the threshold alone is another.")
    return _bold("Each problem has a wiring of its own.")


def of_designer(counts: Mapping[str, Sequence[int]]) -> str:
    """How many wirings do a problem, and what the best do where none does."""
    told = []
    for name, mistakes in counts.items():
        fewest = next(number for number, wirings in enumerate(mistakes) if wirings)
        if fewest:
            told.append(f"none does {name}, and the best make {_times(fewest, 'mistake')}")
        else:
            told.append(f"{mistakes[0]} {'does' if mistakes[0] == 1 else 'do'} {name}")
    sentence = "; ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
    return _bold(f"{sentence[0].upper()}{sentence[1:]}.")


def of_corrections(n_corrections: int, last_epoch: int, *, rests: bool) -> str:
    """After how many corrections a learner rests."""
    times = _times(n_corrections, "correction")
    if rests:
        return _bold(f"After {times}, the last in epoch {last_epoch}, it is right and rests.")
    return _bold(f"After {times} it does not rest yet.")


def of_unfinished(trials: Sequence[Trial]) -> str:
    """After how many epochs no start makes mistakes, and which problems have starts that always do."""
    told = []
    for trial in trials:
        name, wrong = trial.problem.name, trial.history.mistakes.max(axis=1) > 0
        if wrong.all():
            left = "all starts make" if not trial.n_solved else f"{percent(1 - trial.success_rate)} make"
            told.append(f"on {name} {left} mistakes to the end")
        elif not wrong[-1]:
            last = int(np.flatnonzero(wrong)[-1]) + 1 if wrong.any() else 0
            told.append(f"on {name} no start makes a mistake after epoch {last}")
        else:
            told.append(f"on {name} {percent(1 - trial.success_rate)} make mistakes in the end")
    sentence = "; ".join(told)
    return _bold(f"{sentence[0].upper()}{sentence[1:]}.")


def of_descents(trials: Sequence[Trial]) -> str:
    """Whether all starts arrive at the same height, by problem."""
    stuck = [trial for trial in trials if 0 < trial.n_solved < trial.n_starts]
    if stuck:
        told = [
            f"{trial.n_starts - trial.n_solved} of {trial.n_starts} starts on {trial.problem.name}"
            for trial in stuck
        ]
        return _bold(f"{_joined(told)} go down and get stuck.")
    never = [trial.problem.name for trial in trials if not trial.n_solved]
    if never:
        return _bold(f"All starts go down, and on {_joined(never)} the bottom is not low enough.")
    return _bold("Every start goes down to an answer without a mistake.")


def of_wires(layers: Sequence[Sequence[NDArray[Any]]], trial: Trial) -> str:
    """How much the largest weight has grown."""
    first, last = (max(float(np.abs(m).max()) for m in layers[n]) for n in (0, -1))
    end = "answers all cases" if trial.n_solved else "is still wrong"
    return _bold(
        f"The largest weight goes from {first:.2g} to {last:.3g}, and the network {end} in the end."
    )


def of_margins(pulls: Mapping[str, NDArray[Any]]) -> str:
    """How many examples hold each answer."""
    told = [f"{np.count_nonzero(pull)} of {len(pull)} on {name}" for name, pull in pulls.items()]
    return _bold(f"Support vectors are {_joined(told)}.")


def of_samples(share: Mapping[str, float]) -> str:
    """How much of the probability lies on what the machine was shown."""
    told = [f"{percent(part)} on {name}" for name, part in share.items()]
    return _bold(f"The cases that it was shown have most of the probability: {_joined(told)}.")


def of_codes(codes: Mapping[str, NDArray[Any]]) -> str:
    """Whether the cases have codes that differ, by layer."""
    last = list(codes.values())[-1]
    apart = np.abs(last[:, None] - last).sum(axis=2)
    pairs = [(i, j) for i in range(len(last)) for j in range(i)]
    far = max(float(apart[pair]) for pair in pairs)
    near = min(float(apart[pair]) for pair in pairs)
    return _bold(
        f"In the last hidden layer the cases that are most alike differ by {near:.1f} in all, and those "
        f"that are least alike by {far:.1f}."
    )


def of_reconstructions(X: NDArray[Any], back: NDArray[Any]) -> str:
    """How far what comes back is from what was shown."""
    off = float(np.abs(np.asarray(X) - back).mean())
    return f"On the average a number comes back {off:.2f} off; a blind guess of one half is 0.5 off."


def _times(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


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
