"""Widrow and Hoff 1960: the box with seventeen gains, its time constant, and what haste costs."""

from __future__ import annotations

from typing import Any

import numpy as np

from neurohistory.catalog import load
from neurohistory.network import effort
from neurohistory.papers.widrow_1960 import PAPER
from neurohistory.problems.named import get_problem
from neurohistory.problems.patterns import letters
from neurohistory.reproduction.bands import Within
from neurohistory.reproduction.claim import Claim, Reproduction, experiment
from neurohistory.theory.learning_curve import decay, least_squares, misadjustment
from neurohistory.training import train

__all__ = ["REPRODUCTION"]

_RATES = {
    "slow": (1 / 17, "0.0303"),
    "fifth": (0.2, "0.1111"),
    "half": (0.5, "0.3333"),
    "whole": (1.0, "1.0000"),
}
_GATES = {
    "and": ("-0.5, 0.5, 0.5", "0.25"),
    "or": ("0.5, 0.5, 0.5", "0.25"),
    "xor": ("0, 0, 0", "1.00"),
}


@experiment("the box: four by four switches and a level, each turn takes away the whole error")
def box(starts: int, seed: int) -> dict[str, Any]:
    names, X, target = letters()
    unit = load("adaline")(learning_rate=1.0, order="cyclic", initial_scale=0, max_epochs=2)
    history = train(unit, X, target)
    bare = load("adaline")(learning_rate=1.0, order="cyclic", initial_scale=0, max_epochs=2, bias=False)
    end = train(bare, X, target)
    first = train(unit, X[:1], target[:1]).states[1]
    bias, weights = least_squares(X, target)
    after = float(target[0] - unit.respond(first, X[:1])[0, 0])
    return {
        "gains": X.shape[1] + 1,
        "share": float(abs(first.weights[0, 0])),
        "left": abs(after),
        "letters_after_two": int((history.mistakes[-1] == 0).sum()) * len(names),
        "error_without_level": float(((target - (X @ end.end.weights)[:, 0]) ** 2).mean()),
        "rank": int(np.linalg.matrix_rank(X)),
        "least_error": float(((target - bias - X @ weights) ** 2).mean()),
    }  # fmt: skip


@experiment("17 gains, fresh patterns of -1 and +1, each turn takes away the whole error; 300 "
"sequences of 17 patterns, or as many as there are starts", starts=300, quick=100)  # fmt: skip
def time_constant(starts: int, seed: int) -> dict[str, Any]:
    rng, excess = np.random.default_rng(seed), []
    unit, nothing = load("adaline")(learning_rate=1.0, max_epochs=1), np.zeros(17)
    for _ in range(starts):
        X = rng.choice([-1.0, 1.0], size=(17, 16))
        start = unit.start(X, nothing, 10, rng)
        states = (start, next(unit.learn(start, X, nothing, rng)))
        effort.shown(10 * 17, 17, updates=10 * 17)
        excess.append([float((s.bias**2 + (s.weights**2).sum(axis=0)).mean()) for s in states])
    before, after = np.mean(excess, axis=0)
    return {"patterns": float(-17 / np.log(after / before))}


@experiment("the law for independent patterns of -1 and +1, 17 gains")
def law(starts: int, seed: int) -> dict[str, Any]:
    return {"decay": float(decay(1.0, 17))} | {
        name: float(misadjustment(rate)) for name, (rate, _) in _RATES.items()
    }


@experiment("17 gains; a teacher with gains of its own and noise of mean square 1; 18,000 patterns "
"after 2,000 to settle",
            starts=20, quick=10)  # fmt: skip
def haste(starts: int, seed: int) -> dict[str, Any]:
    found = {}
    for name, (rate, _) in _RATES.items():
        rng = np.random.default_rng(seed)
        unit = load("adaline")(learning_rate=rate, max_epochs=1)
        state = unit.start(rng.choice([-1.0, 1.0], size=(1, 16)), np.zeros(1), starts, rng)
        excess = []
        for chunk in range(100):
            X, noise = rng.choice([-1.0, 1.0], size=(200, 16)), rng.standard_normal(200)
            state = next(unit.learn(state, X, noise, rng))
            effort.shown(200 * starts, 17, updates=200 * starts)
            if chunk >= 10:
                excess.append(float((state.bias**2 + (state.weights**2).sum(axis=0)).mean()))
        found[name] = float(np.mean(excess))
    return found


@experiment(
    "least squares on the gates with inputs -1 and +1, and a million small steps of the rule's mean"
)
def bottoms(starts: int, seed: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for gate in _GATES:
        asked = get_problem(gate.upper()).bipolar
        bias, weights = least_squares(asked.X, asked.target)
        found[f"{gate}_weights"] = tuple(round(float(each), 9) + 0.0 for each in (bias, *weights))
        found[f"{gate}_error"] = float(((asked.target - asked.X @ weights - bias) ** 2).mean())
    return found


def _about(value: float, part: float) -> Within:
    return Within(
        value * (1 - part), value * (1 + part), f"the mean of the starts is known to about {part:.0%}"
    )


REPRODUCTION = Reproduction(
    paper=PAPER,
    about="The paper measures the error before the threshold and takes a part of it away at each "
    "pattern, by turning knobs. It says in print that this is a descent on a bowl, how long it takes, "
    "and that haste has a price.",
    differs="The paper's own measurements on noisy letters were not found in any text that we have. "
    "Its laws are tested on patterns that are drawn at random.",
    claims=(
        Claim(
            id="box.gains", says="Gains of the box, the level counted", place="page 97", printed="17",
            experiment=box,
        ),
        Claim(
            id="box.share", says="The part of the error that each gain takes away", printed="0.0588",
            place="page 98: one seventeenth", experiment=box,
        ),
        Claim(id="box.left", says="What is left of the error after a turn", place="page 98", printed="0",
        experiment=box),
        Claim(
            id="box.letters_after_two", says="Letters of eight that are right after two passes",
            printed="8",
            place="not in the paper: a re-creation of the filmed box", experiment=box,
            confidence="computed",
        ),
        Claim(
            id="box.rank", says="The rank of the eight letters as rows of sixteen", printed="8",
            place="not in the paper: a re-creation of the filmed box", experiment=box,
            confidence="computed",
        ),
        Claim(
            id="box.error_without_level", says="Mean-square error after two passes without a level",
            place="not in the paper: a re-creation of the filmed box", printed="0.210994",
            experiment=box,
            confidence="computed",
        ),
        Claim(
            id="box.least_error", says="The least mean-square error of the eight letters",
            printed="0.000000",
            place="not in the paper: a re-creation of the filmed box", experiment=box,
            confidence="computed",
        ),
        Claim(
            id="time_constant.patterns", says="Patterns after which the error has fallen to 1/e",
            printed="17",
            place="page 98: n + 1 patterns", experiment=time_constant, band=_about(17, 0.1),
        ),
        Claim(
            id="law.decay", says="What a pattern leaves of the excess error, 17 gains",
            printed="0.941176",
            place="worked out for independent patterns", experiment=law, confidence="computed",
        ),
        *(
            Claim(
                id=f"law.{name}", says=f"Misadjustment at alpha = {rate:.3g}, by the exact law",
                printed=printed,
                place="worked out for independent patterns", experiment=law, confidence="computed",
            )
            for name, (rate, printed) in _RATES.items()
        ),
        *(
            Claim(
                id=f"haste.{name}", says=f"Misadjustment at alpha = {rate:.3g}, measured",
                printed=printed,
                place="the exact law alpha / (2 - alpha)", experiment=haste, confidence="computed",
                band=_about(rate / (2 - rate), 0.06),
            )
            for name, (rate, printed) in _RATES.items()
        ),
        *(
            Claim(
                id=f"bottoms.{gate}_{what}", says=f"{told} of {gate.upper()}, inputs -1 and +1",
                printed=printed,
                place="least squares, worked out", experiment=bottoms, confidence="computed",
            )
            for gate, numbers in _GATES.items()
            for (what, told), printed in zip(
                (("weights", "The least-squares weights"), ("error",
                "The least mean-square error")), numbers, strict=True
            )
        ),
        Claim(
            id="letters.misadjustment", says="Misadjustment measured on noisy letters",
            place="the tables of 1960",
            tier="from a text",
            missing="the measured percentages and the patterns, which no text that we have gives",
        ),
    ),
)  # fmt: skip
