"""The handbook of 1988: a run of XOR whose first weights are given, to the last digit."""

from __future__ import annotations

from typing import Any

import numpy as np

from neurohistory.catalog import load
from neurohistory.network import effort
from neurohistory.network.groups import Group, GroupedNet
from neurohistory.papers.mcclelland_1988 import PAPER
from neurohistory.problems.gates import XOR
from neurohistory.reproduction.claim import Claim, Reproduction, experiment
from neurohistory.training import train

__all__ = ["REPRODUCTION"]

_HIDDEN = np.array([[-0.276589, -0.402498], [0.432171, -0.038413], [0.448781, 0.036489]])  # biases first
_OUTPUT = np.array([[0.279299], [0.27208], [0.081714]])
_TSS = {
    0: "1.050652", 1: "1.035267", 30: "1.001790", 60: "1.000007", 90: "0.999887", 120: "0.999662",
    150: "0.998579",
    180: "0.988750", 210: "0.896717", 240: "0.648813", 270: "0.146793", 287: "0.041882", 288: "0.039762",
}  # fmt: skip
_ONE_BY_ONE = {1: "1.027901", 30: "1.000467", 90: "1.000118", 180: "0.859281", 210: "0.704491",
240: "0.622165",
               270: "0.144905"}  # fmt: skip
_OUTPUTS = ("0.099627", "0.904246", "0.904377", "0.107348")


@experiment(
    "2-2-1 from the given weights; lrate 0.5, momentum 0.9, one change an epoch, until tss is below 0.04"
)
def epochs(starts: int, seed: int) -> dict[str, Any]:
    network = load("backprop")(
        (2,), initialization=[_HIDDEN, _OUTPUT], learning_rate=0.5, max_epochs=288
    )
    rng = np.random.default_rng(0)
    states = train(network, XOR.X, XOR.target, rng=rng).states
    tss = [float(2 * np.asarray(network.loss(network.respond(s, XOR.X), XOR.target))[0]) for s in states]
    said = network.output(network.respond(states[-1], XOR.X))[:, 0]
    below = next(n for n, value in enumerate(tss) if value < 0.04)
    return (
        {f"tss_{n}": tss[n] for n in _TSS}
        | {
            f"output_{case}": float(value)
            for case, value in zip(("00", "01", "10", "11"), said, strict=True)
        }
        | {"changes": below, "epoch": below + 1}
    )


@experiment("the same from the same weights, with a change after each pattern, 00, 01, 10, 11 in turn")
def patterns(starts: int, seed: int) -> dict[str, Any]:
    net = GroupedNet([2], [Group(2, (0,)), Group(1, (1,))])
    theta = np.concatenate([_HIDDEN.ravel(), _OUTPUT.ravel()])[:, None]
    d = XOR.truth[:, None].astype(float)
    velocity, tss, found = np.zeros_like(theta), [], {}
    for _ in range(400):
        tss.append(float(((net.forward(theta, XOR.X)[-1] - d) ** 2).sum()))
        if tss[-1] < 0.04:
            break
        for case in range(4):
            velocity = (
                0.9 * velocity - 0.5 * net.gradient(theta, XOR.X[case : case + 1], d[case : case + 1])[0]
            )
            theta = theta + velocity
            effort.spend(updates=1, multiply_adds=len(theta))
    found = {f"tss_{n}": tss[n] for n in _ONE_BY_ONE}
    return found | {"sweeps": len(tss) - 1}


_RUN = "the exercise on XOR, worked out apart from this package"

REPRODUCTION = Reproduction(
    paper=PAPER,
    about="A handbook with programs on a disk. Its exercise on XOR begins from weights that are given "
    "with six digits, so the run can be repeated by anybody to the last of them.",
    differs="The first weights are recalled and agree with an independent public program. The "
    "trajectory below was worked out apart from this package; the handbook's own count of epochs we "
    "have not read.",
    claims=(
        *(
            Claim(
                id=f"epochs.tss_{n}", says=f"The total squared error after {n} changes", place=_RUN,
                printed=printed,
                experiment=epochs, confidence="computed",
            )
            for n, printed in _TSS.items()
        ),
        *(
            Claim(
                id=f"epochs.output_{case}", says=f"The output for {case} in the end", place=_RUN,
                printed=printed,
                experiment=epochs, confidence="computed",
            )
            for case, printed in zip(("00", "01", "10", "11"), _OUTPUTS, strict=True)
        ),
        Claim(
            id="epochs.changes", says="Changes until the error is below 0.04", place=_RUN, printed="288",
            experiment=epochs, confidence="computed",
        ),
        *(
            Claim(
                id=f"patterns.tss_{n}",
                says=f"The error after {n} sweeps with a change after each pattern", place=_RUN,
                printed=printed, experiment=patterns, confidence="computed",
            )
            for n, printed in _ONE_BY_ONE.items()
        ),
        Claim(
            id="patterns.sweeps", says="Sweeps with a change after each pattern", place=_RUN,
            printed="297",
            experiment=patterns, confidence="computed",
        ),
        Claim(
            id="epochs.printed", says="Epochs that the handbook counts", place="the exercise on XOR",
            confidence="from memory", tier="from a text",
            missing="a text in which we have read the number",
        ),
    ),
)  # fmt: skip
