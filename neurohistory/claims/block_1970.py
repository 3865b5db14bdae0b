"""Block and Levin 1970: where no plane exists the weights stay bounded, and whole numbers come back."""

from __future__ import annotations

from typing import Any

import numpy as np

from neurohistory.catalog import load
from neurohistory.papers.block_1970 import PAPER
from neurohistory.problems.named import get_problem
from neurohistory.reproduction.bands import Equal, Within
from neurohistory.reproduction.claim import Claim, Reproduction, experiment
from neurohistory.training import train

__all__ = ["REPRODUCTION"]


_KEPT = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500]  # epochs


@experiment("XOR from zero, in random order, for 500 epochs", starts=50, quick=20)
def xor(starts: int, seed: int) -> dict[str, Any]:
    asked = get_problem("XOR")
    unit = load("perceptron")(max_epochs=500, initial_scale=0)
    history = train(unit, asked.X, asked.target, n_starts=starts, rng=seed)
    ends = [np.concatenate([s.bias[None], s.weights]).T for s in history.states]
    longest = max(float(np.abs(each).max()) for each in ends)
    first = [tuple(each[0].tolist()) for each in ends]
    return {
        "largest": longest,
        "comes_back": len({*first}) < len(first),
        # the longest of all starts, and the fewest corrections that any of them has made
        "squared_lengths": tuple(float((ends[epoch] ** 2).sum(axis=1).max()) for epoch in _KEPT),
        "corrections": tuple(int(history.states[epoch].updates.min()) for epoch in _KEPT),
    }


REPRODUCTION = Reproduction(
    paper=PAPER,
    about="If no plane separates the examples, error correction goes on for ever. The weights do not "
    "run away, though: their length stays below a bound, so with whole numbers they must come back to "
    "where they were.",
    claims=(
        Claim(
            id="xor.comes_back", says="On XOR the weights come back to where they were", printed="yes",
            place="the theorem, with whole numbers", experiment=xor, band=Equal("a theorem has no "
            "exceptions"),
        ),
        Claim(
            id="xor.largest", says="The largest weight in 500 epochs of XOR", printed="bounded",
            place="the theorem", experiment=xor,
            band=Within(0, 10, "without a bound 2,000 corrections could make it hundreds of times as "
            "large"),
        ),
    ),
)  # fmt: skip
