"""Races of restricted Boltzmann machines: how fast they learn, beside their matrix products.

`python benchmarks/peers.py boltzmann` runs them.  For each size there is an epoch of our CD-1, the
matrix products that it cannot do without, alone, and scikit-learn's BernoulliRBM, which learns by
persistent CD.  All in single precision and in batches of 100.
"""

from __future__ import annotations

from collections import deque
from functools import partial

import numpy as np
from numpy.typing import NDArray
from races import Contender, Race, Score
from sklearn.neural_network import BernoulliRBM

from neurohistory.network.boltzmann import (
    Machine,
    hidden_probabilities,
    start_machine,
    visible_probabilities,
)
from neurohistory.network.contrastive_divergence import Reconstruction, contrastive_divergence

EPOCHS, BATCH, RATE = 3, 100, 0.05

Array = NDArray[np.float32]


def machine(n_visible: int, n_hidden: int, n_examples: int, goal: float | None) -> list[Contender]:
    """Our CD-1 as in 2002 and in 2006, the matrix products alone, and scikit-learn."""
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
        Contender("neurohistory, CD-1", ours, EPOCHS),
        Contender("the matrix products alone", products, EPOCHS, goal),
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


RACES = tuple(
    Race(
        f"Boltzmann machine, {n_visible}-{n_hidden}, {n_examples} examples in batches of {BATCH}",
        "ms an epoch", 1e3, "reconstruction error",
        partial(machine, n_visible, n_hidden, n_examples, goal),
    )
    for n_visible, n_hidden, n_examples, goal in ((784, 500, 5000, 1 / 1.5), (64, 100, 1800, None))
)  # fmt: skip
