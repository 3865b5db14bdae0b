"""Cover 1965: how many random patterns a unit can learn, by the formula and by drawing."""

from __future__ import annotations

from typing import Any

import numpy as np

from neurohistory.papers.cover_1965 import PAPER
from neurohistory.reproduction.bands import Within
from neurohistory.reproduction.claim import Claim, Reproduction, experiment
from neurohistory.reproduction.findings import Share
from neurohistory.theory.capacity import count_learnable, cover_probability

__all__ = ["REPRODUCTION"]

# weights: at one pattern more, at two and at three patterns a weight
_FORMULA = {
    2: ("0.75", "0.5", "0.1875"), 5: ("0.96875", "0.5", "0.089783"), 15: ("0.999969", "0.5", "0.011314"),
    17: ("0.999992", "0.5", "0.007673"),
}  # fmt: skip
_AT = ("one_more", "double", "triple")


def _patterns(n_weights: int) -> tuple[int, int, int]:
    return n_weights + 1, 2 * n_weights, 3 * n_weights


@experiment("P = 2^(1 - Np) times the sum of the binomials of Np - 1 over 0 to Nw - 1")
def formula(starts: int, seed: int) -> dict[str, float]:
    return {
        f"{at}_{n}": cover_probability(n_patterns, n)
        for n in _FORMULA
        for at, n_patterns in zip(_AT, _patterns(n), strict=True)
    }


@experiment("sets of patterns with normal numbers and coins for answers, each with a plane or a proof "
"against one",
            starts=400, quick=150)  # fmt: skip
def drawn(starts: int, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    found = {}
    for n in (2, 5, 17):
        count = count_learnable(2 * n, n, rng, n_sets=starts)
        found[f"double_{n}"] = Share(count.learnable, count.drawn)
    return found


REPRODUCTION = Reproduction(
    paper=PAPER,
    about="How much does one unit hold? For patterns in general position there is a formula. At two "
    "patterns for each weight exactly half of all ways to answer can be learned, whatever the number "
    "of weights.",
    claims=(
        *(
            Claim(
                id=f"formula.{at}_{n}",
                says=f"Sets of {number} patterns that {n} weights can learn, as a fraction",
                place="the counting theorem, worked out", printed=printed, experiment=formula,
                confidence="computed",
            )
            for n, numbers in _FORMULA.items()
            for at, number, printed in zip(_AT, _patterns(n), numbers, strict=True)
        ),
        *(
            Claim(
                id=f"drawn.double_{n}",
                says=f"Drawn sets of {2 * n} patterns that {n} weights can learn",
                place="two patterns for each weight", printed="0.5", experiment=drawn,
                band=Within(0.4, 0.6, "the 99 % interval of 150 sets about one half"),
            )
            for n in (2, 5, 17)
        ),
    ),
)  # fmt: skip
