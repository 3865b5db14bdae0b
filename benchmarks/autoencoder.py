"""Races of autoencoders: how much of their time is matrix products.

`python benchmarks/peers.py autoencoder` runs three tasks in mini-batches of 100 and single precision:
tuning an autoencoder of 784-500-784, tuning one of 784-500-30-500-784, and pretraining a machine of 784
by 500.  The products of those matrices, and nothing else, are what no program can go below without other
hardware or a better matrix product; the goal is 1.5 times that.  PyTorch is optional; its rows are left
out where it is not installed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from races import Contender, Race, Score

from neurohistory.network.activations import logistic
from neurohistory.network.boltzmann import start_machine
from neurohistory.network.contrastive_divergence import contrastive_divergence
from neurohistory.network.stack import fine_tune, start_stack, unroll, unrolled_network

try:
    import torch
    from torch.nn import functional
except ImportError:
    torch = None
else:
    torch.set_num_threads(1)

Array = NDArray[np.floating]
Run = Callable[[int], Score]

N_EXAMPLES, BATCH, EPOCHS = 2000, 100, 3
TUNING_RATE, RATE, MOMENTUM, SCALE, DECAY = 0.01, 0.1, 0.9, 0.05, 0.0002
GOAL = 1 / 1.5  # products take at least so much of our time


def images() -> Array:
    """Gray images of 28 x 28: one of ten blurred blots each, and noise."""
    rng = np.random.default_rng(0)
    rows, columns = np.mgrid[:28, :28]
    at = rng.uniform(6, 22, size=(10, 2, 1, 1))
    blots = np.exp(-((rows - at[:, 0]) ** 2 + (columns - at[:, 1]) ** 2) / 30).reshape(10, -1)
    V = blots[rng.integers(0, 10, N_EXAMPLES)] + 0.1 * rng.random((N_EXAMPLES, 784))
    return np.asarray(V.clip(0, 1), dtype=np.float32)


# Fine-tuning ----------------------------------------------------------------------------------------


def tuning(sizes: tuple[int, ...]) -> list[Contender]:
    """Back-propagation with momentum through the unrolled network; the code is linear."""
    V, hidden = images(), sizes[1 : len(sizes) // 2 + 1]

    def products(seed: int) -> Score:
        rng = np.random.default_rng(seed)
        W = [rng.random((m, n), dtype=np.float32) for m, n in pairwise(sizes)]
        layers = [rng.random((BATCH, n), dtype=np.float32) for n in sizes]
        gradients = [np.empty_like(w) for w in W]
        for _ in range(EPOCHS * len(V) // BATCH):
            for a, w in zip(layers, W, strict=False):
                a @ w
            for level in reversed(range(len(W))):
                np.matmul(layers[level].T, layers[level + 1], out=gradients[level])
                if level:
                    layers[level + 1] @ W[level].T
        return lambda: float("nan")

    def ours(seed: int) -> Score:
        rng = np.random.default_rng(seed)
        stack = start_stack((784, *hidden), 1, rng, np.float32, scale=SCALE)
        network, theta = unrolled_network(stack, linear_code=True), unroll(stack)
        tuned = fine_tune(
            network, theta, np.zeros_like(theta), V, V, rng,
            epochs=EPOCHS, learning_rate=TUNING_RATE, momentum=MOMENTUM, batch_size=BATCH,
        )  # fmt: skip
        ((theta, _),) = deque(tuned, maxlen=1)
        assert theta.dtype == np.float32
        return lambda: error_of(network.outputs(theta, V)[..., 0], V)

    def peer(seed: int) -> Score:
        torch.manual_seed(seed)
        X = torch.from_numpy(V)
        parameters = [
            parameter.requires_grad_()
            for m, n in pairwise(sizes)
            for parameter in (SCALE * torch.randn(m, n), torch.zeros(n))
        ]

        def z(x: Any) -> Any:
            for level, (W, b) in enumerate(zip(parameters[::2], parameters[1::2], strict=True)):
                x = torch.addmm(b, x, W)
                if level not in (len(hidden) - 1, len(sizes) - 2):  # the code, and the net inputs
                    x = torch.sigmoid(x)
            return x

        velocities = [torch.zeros_like(parameter) for parameter in parameters]
        for _ in range(EPOCHS):
            for batch in torch.randperm(len(X)).split(BATCH):
                x = X[batch]
                loss = functional.binary_cross_entropy_with_logits(z(x), x, reduction="sum") / len(x)
                gradients = torch.autograd.grad(loss, parameters)
                with torch.no_grad():
                    torch._foreach_mul_(velocities, MOMENTUM)
                    torch._foreach_add_(velocities, gradients, alpha=-TUNING_RATE)
                    torch._foreach_add_(parameters, velocities)
        return lambda: error_of(torch.sigmoid(z(X)).detach().numpy(), V)

    return contenders(ours, products, peer)


# Pretraining ----------------------------------------------------------------------------------------


def pretraining() -> list[Contender]:
    """One machine with binary hidden units, as each layer of the stack is learned."""
    V = images()

    def products(seed: int) -> Score:
        rng = np.random.default_rng(seed)
        W = rng.random((784, 500), dtype=np.float32)
        v, h = (rng.random((BATCH, n), dtype=np.float32) for n in (784, 500))
        both_v, both_h = np.concatenate((v, v)), np.concatenate((h, h))  # the two phases
        step = np.empty_like(W)
        for _ in range(EPOCHS * len(V) // BATCH):
            v @ W
            h @ W.T
            v @ W
            np.matmul(both_v.T, both_h, out=step)
        return lambda: float("nan")

    def ours(seed: int) -> Score:
        rng = np.random.default_rng(seed)
        machine = start_machine(784, 500, 1, rng, np.float32, scale=SCALE)
        learning = contrastive_divergence(
            machine, V, rng, epochs=EPOCHS, learning_rate=RATE, batch_size=BATCH, reconstruction="mean"
        )
        (machine,) = deque(learning, maxlen=1)
        assert machine.weights.dtype == np.float32
        W, b, c = (field[..., 0] for field in machine[:3])
        return lambda: error_of(logistic(logistic(V @ W + c) @ W.T + b), V)

    def peer(seed: int) -> Score:
        torch.manual_seed(seed)
        X = torch.from_numpy(V)
        W, b, c = SCALE * torch.randn(784, 500), torch.zeros(784), torch.zeros(500)
        velocities = [torch.zeros_like(parameter) for parameter in (W, b, c)]
        for _ in range(EPOCHS):
            for batch in torch.randperm(len(X)).split(BATCH):
                v0 = X[batch]
                h0 = torch.sigmoid(torch.addmm(c, v0, W))
                v1 = torch.sigmoid(torch.addmm(b, torch.bernoulli(h0), W.T))
                h1 = torch.sigmoid(torch.addmm(c, v1, W))
                v, h = torch.cat((v0, v1)), torch.cat((h0, -h1))
                torch._foreach_mul_(velocities, 0.5)
                velocities[0].addmm_(v.T, h, alpha=RATE / len(v0)).sub_(W, alpha=RATE * DECAY)
                velocities[1].add_(v0.mean(0) - v1.mean(0), alpha=RATE)
                velocities[2].add_(h0.mean(0) - h1.mean(0), alpha=RATE)
                torch._foreach_add_([W, b, c], velocities)
        return lambda: error_of(torch.sigmoid(torch.sigmoid(X @ W + c) @ W.T + b).numpy(), V)

    return contenders(ours, products, peer)


def contenders(ours: Run, products: Run, peer: Run) -> list[Contender]:
    """Ours, the products alone and, where it is installed, PyTorch."""
    found = [
        Contender("neurohistory", ours, EPOCHS),
        Contender("the matrix products alone", products, EPOCHS, GOAL),
    ]
    return [*found, Contender("PyTorch, by hand", peer, EPOCHS)] if torch else found


def error_of(back: Array, V: Array) -> float:
    """Squared error of an image, summed over its pixels."""
    return float(((back - V) ** 2).sum(axis=1).mean())


def _race(title: str, contenders: Callable[[], list[Contender]]) -> Race:
    title = f"{title}, {N_EXAMPLES} images in batches of {BATCH}"
    return Race(title, "ms an epoch", 1e3, "squared error of an image", contenders)


RACES = (
    *(
        _race(f"Fine-tuning {'-'.join(map(str, sizes))}", partial(tuning, sizes))
        for sizes in ((784, 500, 784), (784, 500, 30, 500, 784))
    ),
    _race("Pretraining 784 by 500, CD-1", pretraining),
)
