"""Rosenblatt 1962: error correction on the gates, correction by correction, and where it ends."""

from __future__ import annotations

from typing import Any

import numpy as np

from neurohistory.catalog import load
from neurohistory.history import History
from neurohistory.papers.rosenblatt_1962 import PAPER
from neurohistory.problems.named import get_problem
from neurohistory.reproduction.bands import Equal
from neurohistory.reproduction.claim import Claim, Reproduction, experiment
from neurohistory.training import train

__all__ = ["REPRODUCTION"]

# gate and coding: corrections, epochs with the clean one, the last weights (bias, x1, x2)
_TRACES = {
    ("AND", "01"): (11, 6, "-3, 2, 1"), ("OR", "01"): (5, 4, "-1, 1, 1"), ("NAND", "01"): (10, 6, "2, "
    "-2, -1"),
    ("AND", "pm"): (3, 3, "-1, 1, 1"), ("OR", "pm"): (3, 3, "1, 1, 1"),
}  # fmt: skip
_CODINGS = {"01": "0 and 1", "pm": "-1 and +1"}


def _trained(gate: str, coding: str) -> Any:
    asked = get_problem(gate) if coding == "01" else get_problem(gate).bipolar
    unit = load("perceptron")(
        learning_rate=1.0, order="cyclic", initial_scale=0, fires_at_zero=coding == "01", max_epochs=100
    )
    return train(unit, asked.X, asked.target)


def _weights(state: Any) -> tuple[int, ...]:
    return (int(state.bias[0]), *(int(each) for each in state.weights[:, 0]))


@experiment("one unit with a bias, zero start, step 1, cases in the order 00, 01, 10, 11; at 0 it says "
"yes to inputs 0 and 1, and no to inputs -1 and +1")  # fmt: skip
def traces(starts: int, seed: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for gate, coding in _TRACES:
        history, name = _trained(gate, coding), f"{gate.lower()}_{coding}"
        found[f"{name}_corrections"] = int(history.end.updates[0])
        found[f"{name}_epochs"] = history.n_epochs
        found[f"{name}_weights"] = _weights(history.end)
    for coding in _CODINGS:
        history = _trained("XOR", coding)
        corrections = np.diff([int(state.updates[0]) for state in history.states])
        found[f"xor_{coding}_learned"] = bool(history.ever_solved.any())
        found[f"xor_{coding}_corrections"] = int(corrections[-1])
        found[f"xor_{coding}_weights"] = _weights(history.end)
    return found


@experiment("random starts in random order on gates that a line separates, inputs 0 and 1 and -1 and +1",
            starts=500, quick=100)  # fmt: skip
def converges(starts: int, seed: int) -> dict[str, Any]:
    solved: list[bool] = []
    learned: dict[str, tuple[float, ...]] = {}
    for gate in ("AND", "OR", "NAND", "NOR"):
        for asked in (get_problem(gate).bipolar, get_problem(gate)):
            history = train(load("perceptron")(), asked.X, asked.target, n_starts=starts, rng=seed)
            solved.append(bool(history.solved.all()))
        learned[f"{gate.lower()}_learned"] = _learned(history)
    xor = get_problem("XOR")
    failed = train(load("perceptron")(), xor.X, xor.target, n_starts=starts, rng=seed)
    learned["xor_learned"] = _learned(failed)
    return {"separable": all(solved), "xor": bool(failed.ever_solved.any()), **learned}


def _learned(history: History[Any]) -> tuple[float, ...]:
    """Which share of the starts has learned its gate for good, after 0 to 20 epochs."""
    return tuple(float(np.mean(history.epochs_to_solve <= epoch)) for epoch in range(21))


@experiment("from zero, steps of 0.1, 1 and 10 on AND with inputs -1 and +1")
def scale(starts: int, seed: int) -> dict[str, Any]:
    asked = get_problem("AND").bipolar
    answers = []
    for rate in (0.1, 1.0, 10.0):
        unit = load("perceptron")(
            learning_rate=rate, order="cyclic", initial_scale=0, fires_at_zero=False, max_epochs=20
        )
        answers.append(train(unit, asked.X, asked.target).mistakes[:, 0].tolist())
    return {"matters": answers[0] != answers[1] or answers[1] != answers[2]}


_HAND = "worked out from the rule, in whole numbers"

REPRODUCTION = Reproduction(
    paper=PAPER,
    about="Rosenblatt's book has the rule that changes nothing while the answer is right, and moves "
    "the weights by the input when it is wrong. He proves that it ends, if any weights do the task at "
    "all.",
    differs="On the gates the rule can be followed with pencil and paper. The corrections, the epochs "
    "and the last weights below are those of such a walk, made apart from this package.",
    claims=(
        *(
            Claim(
                id=f"traces.{gate.lower()}_{coding}_{what}",
                says=f"{told} of {gate}, inputs {_CODINGS[coding]}",
                place=_HAND, printed=str(printed), experiment=traces, confidence="computed",
            )
            for (gate, coding), numbers in _TRACES.items()
            for (what, told), printed in zip(
                (("corrections", "Corrections"), ("epochs",
                "Epochs, the clean one counted,"), ("weights",
                "Last weights")),
                numbers, strict=True,
            )
        ),
        *(
            Claim(
                id=f"traces.xor_{coding}_{what}", says=f"{told}, inputs {_CODINGS[coding]}", place=_HAND,
                printed=printed, experiment=traces, confidence="computed",
            )
            for coding, cycle in (("01", ("no", "4", "0, -1, 0")), ("pm", ("no", "4", "1, -1, -1")))
            for (what, told), printed in zip(
                (
                    ("learned", "XOR is learned"), ("corrections", "Corrections of XOR in each epoch, "
                    "in the end"),
                    ("weights", "Weights at the end of every epoch of XOR"),
                ),
                cycle, strict=True,
            )
        ),
        Claim(
            id="converges.separable", says="Every start learns what a line separates", printed="yes",
            place="the convergence theorem, pages 97-117", experiment=converges,
            band=Equal("a theorem has no exceptions"),
        ),
        Claim(
            id="converges.xor", says="Some start learns XOR", printed="no", place="no line separates it",
            experiment=converges, confidence="computed", band=Equal("a theorem has no exceptions"),
        ),
        Claim(
            id="scale.matters", says="From zero the size of the step changes what is answered",
            printed="no",
            place="told in the review of 1990", experiment=scale,
        ),
        Claim(
            id="letters.scores", says="How many letters the Mark I read rightly",
            place="reports of 1960",
            tier="from a text", missing="the machine, its wiring and the letters that it was shown",
        ),
    ),
)  # fmt: skip
