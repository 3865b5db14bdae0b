"""How fast restricted Boltzmann machines learn: ``python benchmarks/boltzmann.py``.

Prints a Markdown table for each size: an epoch of our CD-1, the matrix products that it cannot do
without, alone, and scikit-learn's BernoulliRBM, which learns by persistent CD.  All in single
precision and in batches of 100.  As in `training.py` the contenders take turns within one process
with one thread each; a time is the median of the rounds, a ratio the median of the rounds' ratios to
the first row, and the first round warms up.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import deque
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple

import numpy as np
import sklearn
from numpy.typing import NDArray
from sklearn.neural_network import BernoulliRBM
from threadpoolctl import threadpool_limits  # scikit-learn brings it

from neurohistory.network.boltzmann import (
    Machine,
    hidden_probabilities,
    start_machine,
    visible_probabilities,
)
from neurohistory.network.contrastive_divergence import Reconstruction, contrastive_divergence

EPOCHS, BATCH, RATE = 3, 100, 0.05

Array = NDArray[np.float32]
Score = Callable[[], float]


class Contender(NamedTuple):
    """Who, what it does from a given seed (it returns how to score that), and how many epochs it is."""

    name: str
    run: Callable[[int], Score]
    epochs: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast restricted Boltzmann machines learn.")
    parser.add_argument("--rounds", type=int, default=9, help="after the first (default: 9)")
    parser.add_argument("--quick", action="store_true", help="two rounds: does it run at all?")
    arguments = parser.parse_args()
    rounds = 2 if arguments.quick else arguments.rounds
    with threadpool_limits(limits=1):
        for n_visible, n_hidden, n_examples in ((784, 500, 5000), (64, 100, 1800)):
            title = f"{n_visible}-{n_hidden}, {n_examples} examples in batches of {BATCH}"
            report(title, machine(n_visible, n_hidden, n_examples), rounds)
    print(
        f"{rounds} rounds after the first, one thread of {os.cpu_count()} cores; "
        f"Python {sys.version.split()[0]}, NumPy {np.__version__}, scikit-learn {sklearn.__version__}"
    )


def report(title: str, contenders: list[Contender], rounds: int) -> None:
    """Let the contenders take turns and print their table; the first is what ratios refer to."""
    seconds: list[list[float]] = [[] for _ in contenders]  # for one epoch, by round
    scores: list[list[float]] = [[] for _ in contenders]
    for seed in range(rounds + 1):
        for row, contender in enumerate(contenders):
            began = perf_counter()
            score = contender.run(seed)
            seconds[row].append((perf_counter() - began) / contender.epochs)
            scores[row].append(score())
    print(f"### {title}\n")
    print("| | ms an epoch | ratio to the first row | reconstruction error |")
    print("| --- | ---: | ---: | ---: |")
    for row, contender in enumerate(contenders):
        times = seconds[row][1:]
        ratio = median(other / first for other, first in zip(times, seconds[0][1:], strict=True))
        error = float(np.mean(scores[row]))
        shown = "" if np.isnan(error) else f"{error:.4f}"
        print(f"| {contender.name} | {1e3 * median(times):.3g} | {ratio:.2f} | {shown} |")
    print(flush=True)


def machine(n_visible: int, n_hidden: int, n_examples: int) -> list[Contender]:
    """The matrix products alone, our CD-1 as in 2002 and in 2006, and scikit-learn."""
    V = strokes(n_examples, n_visible)

    def products(seed: int) -> Score:
        rng = np.random.default_rng(seed)
        W = rng.standard_normal((n_visible, n_hidden), dtype=np.float32)
        v = rng.random((2 * BATCH, n_visible), dtype=np.float32)
        h = rng.random((2 * BATCH, n_hidden), dtype=np.float32)
        dW = np.empty_like(W)
        for _ in range(EPOCHS * -(-n_examples // BATCH)):
            np.matmul(v[:BATCH], W, out=h[:BATCH])
            np.matmul(h[:BATCH], W.T, out=v[BATCH:])
            np.matmul(v[BATCH:], W, out=h[BATCH:])
            np.matmul(v.T, h, out=dW)
            h.fill(0.5)  # keeps the numbers small
            v[BATCH:] = v[:BATCH]
        return lambda: float("nan")

    def ours(seed: int, reconstruction: Reconstruction = "sampled") -> Score:
        rng = np.random.default_rng(seed)
        start = start_machine(n_visible, n_hidden, 1, rng, np.float32, scale=0.01)
        learning = contrastive_divergence(
            start, V, rng, epochs=EPOCHS, learning_rate=RATE, batch_size=BATCH,
            reconstruction=reconstruction,
        )  # fmt: skip
        (end,) = deque(learning, maxlen=1)
        assert end.weights.dtype == np.float32
        assert (end.epochs == EPOCHS).all()
        return lambda: error_of(end)

    def theirs(seed: int) -> Score:
        model = BernoulliRBM(
            n_hidden, learning_rate=RATE, batch_size=BATCH, n_iter=EPOCHS, random_state=seed
        ).fit(V)
        assert model.components_.dtype == np.float32
        blank = start_machine(n_visible, n_hidden, 1, np.random.default_rng(0), np.float32)
        end = blank._replace(
            weights=model.components_.T[..., None],
            visible_bias=model.intercept_visible_[:, None],
            hidden_bias=model.intercept_hidden_[:, None],
        )
        return lambda: error_of(end)

    def error_of(end: Machine) -> float:
        """Mean square of what is lost on the way up and down, all units at their means."""
        back = visible_probabilities(end, hidden_probabilities(end, V))[..., 0]
        return float(((V - back) ** 2).mean())

    return [
        Contender("the matrix products alone", products, EPOCHS),
        Contender("neurohistory, CD-1", ours, EPOCHS),
        Contender(
            "neurohistory, CD-1, reconstructions not drawn (2006)",
            lambda seed: ours(seed, "mean"),
            EPOCHS,
        ),
        Contender("scikit-learn, `BernoulliRBM` (persistent CD)", theirs, EPOCHS),
    ]


def strokes(n_examples: int, n_pixels: int) -> Array:
    """Square images with a few strokes each, 0 and 1: something for the machine to find."""
    rng, side = np.random.default_rng(0), round(n_pixels**0.5)
    assert side * side == n_pixels
    rows, columns = np.mgrid[:side, :side] / side
    images = np.zeros((n_examples, side, side), dtype=np.float32)
    for _ in range(3):
        x, y, angle = rng.random((3, n_examples, 1, 1)) * [[[[1.0]]], [[[1.0]]], [[[np.pi]]]]
        along = (columns - x) * np.cos(angle) + (rows - y) * np.sin(angle)
        across = (rows - y) * np.cos(angle) - (columns - x) * np.sin(angle)
        images[(np.abs(along) < 0.3) & (np.abs(across) < 0.07)] = 1
    return images.reshape(n_examples, n_pixels)


if __name__ == "__main__":
    main()
