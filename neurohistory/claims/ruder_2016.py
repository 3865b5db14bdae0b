"""The overview of 2016: the first steps of nine optimizers, and the surface that they race on."""

from __future__ import annotations

from typing import Any

import numpy as np

from neurohistory.network.optimizers import get_optimizer
from neurohistory.network.races import BEALE, SADDLE, descend
from neurohistory.papers.ruder_2016 import PAPER
from neurohistory.reproduction.claim import Claim, Reproduction, experiment

__all__ = ["REPRODUCTION"]

# After one and after three steps from 1 on x^2 / 2.
_STEPS = {
    "gradient_descent": ("0.9", "0.729"), "momentum": ("0.9", "0.486"), "nesterov": ("0.9", "0.51759"),
    "adagrad": ("0.99", "0.9772379396"), "adadelta": ("0.9955279088", "0.9864645649"),
    "rmsprop": ("0.9968377225", "0.9926306745"), "adam": ("0.9990000000", "0.9970000961"),
    "adamax": ("0.998", "0.9940003883"), "nadam": ("0.9981000000", "0.9954059161"),
}  # fmt: skip
_HEIGHTS = {"minimum": ((3, 0.5), "0"), "zero": ((0, 0), "14.203125"), "one": ((1, 1), "14.203125")}


@experiment("each optimizer with its default constants, from 1 on x^2 / 2")
def steps(starts: int, seed: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for name in _STEPS:
        path = descend(get_optimizer(name), lambda theta: theta, np.ones((1, 1)), 3).ravel()
        found |= {f"{name}_1": float(path[1]), f"{name}_3": float(path[3])}
    return found


@experiment("Beale's function: heights, slopes, and the curvature at its minimum by differences")
def beale(starts: int, seed: int) -> dict[str, Any]:
    def slope(x: float, y: float) -> Any:
        return BEALE.gradient(np.array(float(x)), np.array(float(y)))

    h = 1e-5
    hessian = np.array([
        (slope(3 + dx, 0.5 + dy) - slope(3 - dx, 0.5 - dy)) / (2 * h) for dx, dy in ((h, 0.0), (0.0, h))
    ])  # fmt: skip
    low, high = np.linalg.eigvalsh(hessian)
    heights = {
        name: float(BEALE.value(np.array(float(x)), np.array(float(y))))
        for name, ((x, y), _) in _HEIGHTS.items()
    }
    return heights | {
        "slope_zero": tuple(map(float, slope(0, 0))), "slope_one": tuple(map(float, slope(1, 1))),
        "low": float(low), "high": float(high), "condition": float(high / low),
    }  # fmt: skip


@experiment("a saddle x^2 - y^2, plain descent with a rate of 0.1, from y = 0 and from y = 0.001")
def saddle(starts: int, seed: int) -> dict[str, Any]:
    rule = get_optimizer("gradient_descent", learning_rate=0.1)
    ends = [
        float(descend(rule, lambda theta: SADDLE.gradient(*theta), np.array([[1.0], [y]]), 20)[-1, 1, 0])
        for y in (0.0, 0.001)
    ]
    return {"ridge": ends[0], "leaves": ends[1] / 0.001}


@experiment("each optimizer with its default constants; the first step for slopes of 3 and -300, and "
"plain descent beside momentum on a slope that stays")  # fmt: skip
def invariants(starts: int, seed: int) -> dict[str, float]:
    def change(name: str, slope: float, n: int, **options: float) -> float:
        rule = get_optimizer(name, **options)
        path = descend(rule, lambda theta: np.full_like(theta, slope), np.ones((1, 1)), n).ravel()
        return float(path[n] - path[n - 1])

    found = {}
    for name in ("adam", "adamax", "adagrad"):
        up, down = change(name, 3.0, 1), change(name, -300.0, 1)
        found[name], found[f"{name}_signs"] = -up, up + down
    plain = change("gradient_descent", 1.0, 300, learning_rate=0.01)
    return {**found, "momentum": change("momentum", 1.0, 300, learning_rate=0.01) / plain}


_CASE = "the printed rule, worked out apart from this package"

REPRODUCTION = Reproduction(
    paper=PAPER,
    about="An overview of the rules that go downhill: plain descent, momentum, and those that scale "
    "each weight by its own past. Each is printed as a formula with its usual constants.",
    differs="A formula has a first step, and a third. They were worked out apart from this package, to "
    "ten digits.",
    claims=(
        *(
            Claim(
                id=f"steps.{name}_{n}",
                says=f"Where {name.replace('_', ' ')} is after {n} step{'s' * (n > 1)}",
                place=_CASE, printed=printed, experiment=steps, confidence="computed",
            )
            for name, both in _STEPS.items()
            for n, printed in zip((1, 3), both, strict=True)
        ),
        *(
            Claim(
                id=f"invariants.{name}", says=f"The first step of {name}, however steep it is",
                place="the rule, by algebra", printed=printed, experiment=invariants,
                confidence="computed",
            )
            for name, printed in (("adam", "0.001"), ("adamax", "0.002"), ("adagrad", "0.01"))
        ),
        *(
            Claim(
                id=f"invariants.{name}_signs",
                says=f"What two first steps of {name} for slopes of 3 and -300 add up to",
                place="the rule, by algebra", printed="0.000000", experiment=invariants,
                confidence="computed",
            )
            for name in ("adam", "adamax", "adagrad")
        ),
        Claim(
            id="invariants.momentum", says="How much longer the steps of momentum become on a slope "
            "that stays", place="the rule, by algebra", printed="10.0000", experiment=invariants,
            confidence="computed",
        ),
        *(
            Claim(
                id=f"beale.{name}", says=f"The height of Beale's function at {place}",
                place="its formula",
                printed=printed, experiment=beale, confidence="computed",
            )
            for name, (place, printed) in _HEIGHTS.items()
        ),
        *(
            Claim(
                id=f"beale.{key}", says=says, place="its formula", printed=printed, experiment=beale,
                confidence="computed",
            )
            for key, says, printed in (
                ("slope_zero", "The slope of Beale's function at (0, 0)", "-12.75, 0"),
                ("slope_one", "The slope of Beale's function at (1, 1)", "0, 27.75"),
                ("low", "The smaller curvature at its minimum", "0.3015"),
                ("high", "The larger curvature at its minimum", "48.9798"),
                ("condition", "How many times the larger one is the smaller", "162.5"),
            )
        ),
        Claim(
            id="saddle.ridge", says="Where plain descent from the ridge of a saddle is after 20 steps",
            printed="0",
            place="the rule, by algebra", experiment=saddle, confidence="computed",
        ),
        Claim(
            id="saddle.leaves",
            says="By what factor a start beside the ridge has left it after 20 steps",
            place="the rule, by algebra: 1.2 to the 20th", printed="38.34", experiment=saddle,
            confidence="computed",
        ),
    ),
)  # fmt: skip
