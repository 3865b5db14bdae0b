"""Hopfield 1982: how many memories a net holds, and what becomes of a start between them."""

from __future__ import annotations

from math import erf, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.memories import distance, settle, store
from neurohistory.papers.hopfield_1982 import PAPER
from neurohistory.reproduction.bands import Overlap, Verdict, Within
from neurohistory.reproduction.claim import Claim, Reproduction, experiment
from neurohistory.reproduction.findings import Share

__all__ = ["REPRODUCTION"]

_NET = (
    "units of 0 and 1 with threshold 0, T of equation 2 and no self-connection; memories of random "
    "bits; one unit after another in random order until nothing changes; "
)


# How the memories were drawn, and what a silent unit is to the others: three readings.
_READINGS = {"random": 0, "balanced": 0, "signs": -1}


def _drawn(n_units: int, n: int, rng: np.random.Generator, reading: str = "random") -> NDArray[np.int8]:
    if reading != "balanced":
        return rng.integers(0, 2, size=(n, n_units)).astype(np.int8)
    half = np.repeat(np.array([0, 1], dtype=np.int8), n_units // 2)
    return np.stack([rng.permutation(half) for _ in range(n)])


def _nearest(printed: float, shares: dict[str, Share]) -> Share:
    """The reading that comes nearest to what was printed."""
    return min(shares.values(), key=lambda share: abs(share.successes / share.trials - printed))


@experiment(_NET + "100 units", starts=200, quick=60)
def capacity(starts: int, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    off: dict[tuple[str, int], list[int]] = {}
    for reading, low in _READINGS.items():
        for _ in range(starts):
            for n in (5, 10, 15):
                memories = _drawn(100, n, rng, reading)
                ends = settle(store(memories), memories, rng, low=low)
                off.setdefault((reading, n), []).extend(distance(ends, memories).tolist())

    def share(reading: str, n: int, most: int) -> Share:
        return Share(sum(bits <= most for bits in off[reading, n]), len(off[reading, n]))

    return {
        "exact_5": share("random", 5, 0),
        "exact_10": share("random", 10, 0),
        "near_15": _nearest(0.5, {reading: share(reading, 15, 4) for reading in _READINGS}),
    }


@experiment(
    "the normal law for the noise of the other memories, 10 memories and 100 units, as a formula"
)
def noise(starts: int, seed: int) -> dict[str, float]:
    n, units = 10, 100
    z = (units / 2) / sqrt((n - 1) * units / 2)
    wrong = 0.5 * (1 - erf(z / sqrt(2)))
    return {"bit_error": wrong, "exact": 100 * (1 - wrong) ** units}


@experiment(
    _NET + "30 units and 5 memories; starts at random, and at a distance from a memory",
    starts=200,
    quick=100,
)
def basins(starts: int, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    counts: dict[str, dict[str, Share]] = {}
    for reading, low in _READINGS.items():
        found = {"assigned": 0, "spurious": 0, "from_5": 0, "from_12": 0}
        for _ in range(starts):
            memories = _drawn(30, 5, rng, reading)
            T = store(memories)
            ends = settle(T, _drawn(30, 5, rng, reading), rng, low=low)
            least = np.min([distance(ends, each[None]) for each in memories], axis=0)
            found["assigned"] += int((least == 0).sum())
            found["spurious"] += int((least > 3).sum())
            for far in (5, 12):
                begin = memories.copy()
                for row in begin:
                    row[rng.permutation(30)[:far]] ^= 1
                back = distance(settle(T, begin, rng, low=low), memories) == 0
                found[f"from_{far}"] += int(back.sum())
        for name, number in found.items():
            counts.setdefault(name, {})[reading] = Share(number, 5 * starts)
    printed = {"assigned": 0.85, "spurious": 0.1, "from_5": 0.9, "from_12": 0.2}
    return {name: _nearest(number, counts[name]) for name, number in printed.items()}


@experiment(_NET + "100 units; T and T with nothing but its signs", starts=100, quick=40)
def clipped(starts: int, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    stay = {"clipped_9": 0, "whole_12": 0}
    for _ in range(starts):
        for name, n in (("clipped_9", 9), ("whole_12", 12)):
            memories = _drawn(100, n, rng)
            T = store(memories)
            T = np.sign(T) if name == "clipped_9" else T
            stay[name] += int((distance(settle(T, memories, rng), memories) < 5).sum())
    nine, twelve = stay["clipped_9"] / (9 * starts), stay["whole_12"] / (12 * starts)
    return {"nine_as_twelve": nine - twelve}


@experiment(_NET + "the energy after each change", starts=50, quick=20)
def energy(starts: int, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    falls = 0
    for _ in range(starts):
        T, V = store(_drawn(30, 5, rng)), _drawn(30, 1, rng)[0].astype(float)
        before, never_up = np.inf, True
        for unit in np.concatenate([rng.permutation(30) for _ in range(10)]):
            V[unit] = T[unit] @ V > 0
            now = -0.5 * V @ T @ V
            never_up, before = never_up and now <= before + 1e-9, now
        falls += never_up
    return {"never_rises": Share(falls, starts)}


_TRIED = (
    "How the memories were drawn is not said. Three readings were run: random bits, as many ones as "
    "zeros, and units of -1 and +1. Ours is the one that comes nearest.",
)
_READ = (
    "How the memories were drawn is not said beyond that they are random; bits are drawn independently "
    "here.",
)
_SURE = "nothing but the sampling of our starts is left open"

REPRODUCTION = Reproduction(
    paper=PAPER,
    about="A net of units that look at one another comes to rest in a valley of an energy, and the "
    "valleys can be put where one likes: it remembers. The paper tells from simulations of 30 and 100 "
    "units how many memories a net holds, and how it falls from a start to the nearest one.",
    differs="How many memories stay comes out. How often a random start ends in a memory does not, in "
    "any of three readings of how the memories were drawn.",
    claims=(
        Claim(
            id="capacity.exact_5", says="Memories that stay exactly as they are, 5 in 100 units",
            place="text on the number of memories", printed="almost always", experiment=capacity,
            band=Within(0.95, 1, "almost always is nineteen times in twenty"), open_questions=_READ,
        ),
        Claim(
            id="capacity.exact_10", says="Memories that stay exactly as they are, 10 in 100 units",
            place="text on the number of memories", printed="0.6", experiment=capacity,
            band=Within(0.5, 0.7, "about 60 % is printed, from few nets of his"), open_questions=_READ,
        ),
        Claim(
            id="capacity.near_15", says="Memories that end with fewer than 5 errors, 15 in 100 units",
            place="text on the number of memories", printed="0.5", experiment=capacity,
            band=Within(0.4, 0.6, "about half is printed"), recorded=Verdict.NOT_REPRODUCED,
            cause="reading",
            open_questions=_TRIED,
        ),
        Claim(
            id="noise.bit_error", says="The chance that a bit of a memory is wrong, 10 in 100 units",
            place="the normal law in the text", printed="0.0091", experiment=noise,
            recorded=Verdict.NOT_REPRODUCED, cause="reading",
            open_questions=("We take a mean of N / 2 and a variance of (n - 1) N / 2.",),
        ),
        Claim(
            id="noise.exact", says="Memories without a wrong bit by that law, in %",
            place="the normal law in the text", printed="40", experiment=noise,
            band=Within(39, 41, "printed as about 40 %"),
        ),
        Claim(
            id="basins.assigned", says="Random starts that end in a memory, 5 in 30 units",
            place="text on 30 units", printed="0.85", experiment=basins, band=Overlap(_SURE),
            recorded=Verdict.NOT_REPRODUCED, cause="reading", open_questions=_TRIED,
        ),
        Claim(
            id="basins.spurious", says="Random starts that end elsewhere, 5 in 30 units",
            place="text on 30 units", printed="0.1", experiment=basins, band=Overlap(_SURE),
            recorded=Verdict.NOT_REPRODUCED, cause="reading", open_questions=_TRIED,
        ),
        Claim(
            id="basins.near", says="Random starts that end near a memory, 5 in 30 units",
            place="text on 30 units: 5 %", tier="from a text",
            missing="how near is near, which the text does not say",
        ),
        Claim(
            id="basins.from_5", says="Starts at a distance of 5 that come back to their memory",
            place="text on 30 units", printed="over 0.9", experiment=basins,
            band=Within(0.9, 1, "more than nine in ten is printed"), recorded=Verdict.NOT_REPRODUCED,
            cause="reading", open_questions=_TRIED,
        ),
        Claim(
            id="basins.from_12", says="Starts at a distance of 12 that come back to their memory",
            place="text on 30 units", printed="0.2", experiment=basins,
            band=Within(0.1, 0.3, "0.2 is printed with one digit, from few nets of his"),
        ),
        Claim(
            id="clipped.nine_as_twelve",
            says="What 9 memories with signs alone keep more than 12 with all of T",
            place="text on clipped T", printed="0", experiment=clipped,
            band=Within(-0.1, 0.1, "about the same: one in ten either way"),
        ),
        Claim(
            id="energy.never_rises", says="Walks on which the energy never rises", place="equation 7",
            printed="all of them", experiment=energy, band=Within(1, 1, "a theorem has no exceptions"),
        ),
        Claim(
            id="sequences.length",
            says="The longest sequence of states that a net can be taught to walk",
            place="text on sequences: at most 4", tier="from a text",
            missing="the asymmetric part of T and the constants that he took",
        ),
    ),
)  # fmt: skip
