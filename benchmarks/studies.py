"""Races of studies: ten thousand XOR networks, and how many processes share them.

`python benchmarks/peers.py studies` runs them.  A study asks for the epoch that solves the problem, and
sets aside who is solved.  No peer trains many networks at once: scikit-learn's time is taken from a few,
one after the other.  Processes are measured by the clock on the wall, with their start-up inside, so
that other jobs of the machine count too.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
from races import Contender, Race, Score
from training import FEW_NETWORKS, XOR_EPOCHS, bare_xor, networks_learned, our_network, their_networks

from neurohistory import XOR, study, train
from neurohistory.outcomes import MOST_EPOCHS, outcomes

NETWORKS = 10_000
RATES, STARTS = [0.5, 1.0, 2.0, 4.0], 5_000
X, TARGET = XOR.X.astype(np.float32), XOR.target.astype(np.float32)


def many_networks() -> list[Contender]:
    """What a study asks for, beside a record of all epochs, learning alone, and scikit-learn."""
    work = NETWORKS * XOR_EPOCHS
    few = f"scikit-learn, one after the other (from {FEW_NETWORKS} networks)"
    return [
        Contender("neurohistory, `outcomes`: the solved are set aside", our_outcomes, work),
        Contender("neurohistory, `train`: the mistakes of each epoch", our_mistakes, work, 1.8),
        Contender(
            "neurohistory, `start` and `learn` alone", lambda s: networks_learned(s, NETWORKS), work
        ),
        Contender("the array operations alone", lambda s: bare_xor(s, NETWORKS, np.float32), work),
        Contender(few, their_networks, FEW_NETWORKS * XOR_EPOCHS, 1000.0),
    ]


def our_outcomes(seed: int) -> Score:
    found = outcomes(our_network(), X, TARGET, n_starts=NETWORKS, rng=seed)
    return lambda: float(found.solved.mean())


def our_mistakes(seed: int) -> Score:
    history = train(our_network(), X, TARGET, n_starts=NETWORKS, rng=seed, keep_states=False, loss=False)
    assert history.n_epochs == XOR_EPOCHS
    return lambda: float(history.solved.mean())


def whole_studies() -> list[Contender]:
    """The same study by two processes and by one."""

    def by(processes: int) -> Callable[[int], Score]:
        def one(seed: int) -> Score:
            grid = {"learning_rate": RATES}
            result = study("backprop", "XOR", grid=grid, starts=STARTS, seed=seed, processes=processes)
            return lambda: float(np.mean([(epochs <= MOST_EPOCHS).mean() for epochs in result.epochs]))

        return one

    work = len(RATES) * STARTS
    return [
        Contender("neurohistory, two processes", by(2), work),
        Contender("neurohistory, one process", by(1), work, 1.6),
    ]


RACES = (
    Race(
        f"{NETWORKS:,} XOR networks, 2-2-1, full batch, {XOR_EPOCHS} epochs",
        "ns a network and epoch", 1e9, "solved", many_networks,
    ),
    Race(
        f"A study of {len(RATES)} times {STARTS:,} XOR networks",
        "µs a network", 1e6, "solved", whole_studies, perf_counter,
    ),
)  # fmt: skip
