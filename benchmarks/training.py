"""Races of networks: one XOR network, the digits in mini-batches, and a thousand XOR networks.

`python benchmarks/peers.py training` runs them, beside scikit-learn and PyTorch.  All do the same work:
the same layers, examples, steps, rate and momentum, from random starts of the same width, with the
making of the model inside the clock and the scoring outside.  PyTorch is optional; its rows are left
out where it is not installed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from bare import solved_by_bare_steps
from numpy.typing import DTypeLike
from races import Contender, Race, Score
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

from neurohistory import XOR, train
from neurohistory.models.backprop import MultilayerPerceptron

try:
    import torch
    from torch.nn import functional
except ImportError:
    torch = None
else:
    torch.set_num_threads(1)

MOMENTUM = 0.9
XOR_RATE, XOR_EPOCHS, WIDTH = 0.5, 1000, 0.75  # first weights within +-WIDTH, much like scikit-learn's
DIGITS_RATE, DIGITS_EPOCHS, BATCH, HIDDEN = 0.1, 30, 100, 64
NETWORKS, FEW_NETWORKS = 1000, 4


# One XOR network ------------------------------------------------------------------------------------


def one_xor_network() -> list[Contender]:
    """2-2-1, logistic, cross-entropy, all four examples in each step."""
    contenders = [Contender("neurohistory, `fit`", our_xor, XOR_EPOCHS)]
    contenders += [
        Contender("scikit-learn, `fit`", their_xor, XOR_EPOCHS),
        Contender("the array operations alone", lambda seed: bare_xor(seed, 1, np.float64), XOR_EPOCHS),
    ]
    if torch:
        contenders += [
            Contender("PyTorch, modules and `optim.SGD`", torch_xor_modules, XOR_EPOCHS),
            Contender("PyTorch, by hand", torch_xor, XOR_EPOCHS),
        ]
    return contenders


def our_xor(seed: int) -> Score:
    model = MultilayerPerceptron(
        cost="cross_entropy", initialization=WIDTH, learning_rate=XOR_RATE, momentum=MOMENTUM,
        max_epochs=XOR_EPOCHS, random_state=seed,
    ).fit(XOR.X, XOR.y)  # fmt: skip
    assert model.n_iter_ == XOR_EPOCHS
    return lambda: float(model.score(XOR.X, XOR.y) == 1)


def bare_xor(seed: int, n_networks: int, dtype: DTypeLike) -> Score:
    solved = solved_by_bare_steps(n_networks, XOR_EPOCHS, XOR_RATE, MOMENTUM, WIDTH, dtype, seed)
    return lambda: solved


def their_xor(seed: int) -> Score:
    model = sklearn_network((2,), len(XOR.X), XOR_RATE, XOR_EPOCHS, seed, shuffle=False)
    model.fit(XOR.X, XOR.y)
    assert model.n_iter_ == XOR_EPOCHS
    return lambda: float(model.score(XOR.X, XOR.y) == 1)


def sklearn_network(
    hidden: tuple[int, ...], batch: int, rate: float, epochs: int, seed: int, shuffle: bool = True
) -> MLPClassifier:
    """Plain descent with momentum, with all that could stop it early turned off."""
    return MLPClassifier(
        hidden, activation="logistic", solver="sgd", alpha=0, batch_size=batch,
        learning_rate_init=rate, max_iter=epochs, shuffle=shuffle, momentum=MOMENTUM,
        nesterovs_momentum=False, tol=0, n_iter_no_change=epochs + 1, random_state=seed,
    )  # fmt: skip


def torch_xor(seed: int) -> Score:
    torch.manual_seed(seed)
    X, wanted = torch.from_numpy(XOR.X), torch.from_numpy(XOR.y[:, None]).double()
    W1, b1, W2, b2 = parameters = torch_uniform(WIDTH, (2, 2), (2,), (2, 1), (1,), dtype=X.dtype)

    def z() -> Any:
        return torch.addmm(b2, torch.sigmoid(torch.addmm(b1, X, W1)), W2)

    def losses() -> Iterator[Any]:
        for _ in range(XOR_EPOCHS):
            yield functional.binary_cross_entropy_with_logits(z(), wanted)

    torch_descend(parameters, losses(), XOR_RATE)
    return lambda: float(((z() > 0) == (wanted > 0)).all())


def torch_xor_modules(seed: int) -> Score:
    torch.manual_seed(seed)
    X, wanted = torch.from_numpy(XOR.X), torch.from_numpy(XOR.y[:, None]).double()
    model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Sigmoid(), torch.nn.Linear(2, 1))
    model.double()
    for parameter in model.parameters():
        torch.nn.init.uniform_(parameter, -WIDTH, WIDTH)
    rule = torch.optim.SGD(model.parameters(), lr=XOR_RATE, momentum=MOMENTUM)
    for _ in range(XOR_EPOCHS):
        rule.zero_grad()
        functional.binary_cross_entropy_with_logits(model(X), wanted).backward()
        rule.step()
    return lambda: float(((model(X) > 0) == (wanted > 0)).all())


def torch_uniform(width: float, *shapes: tuple[int, ...], dtype: Any) -> list[Any]:
    """First weights, uniform within +-width."""
    return [((2 * torch.rand(shape, dtype=dtype) - 1) * width).requires_grad_() for shape in shapes]


def torch_descend(parameters: list[Any], losses: Iterator[Any], rate: float) -> None:
    """A step for each loss.  Each is computed when it is asked for, so after the step before it."""
    velocities = [torch.zeros_like(parameter) for parameter in parameters]
    for loss in losses:
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            torch._foreach_mul_(velocities, MOMENTUM)
            torch._foreach_add_(velocities, gradients, alpha=-rate)
            torch._foreach_add_(parameters, velocities)


# Digits ---------------------------------------------------------------------------------------------


def digits() -> list[Contender]:
    """64-64-10, logistic hidden units, softmax and cross-entropy, single precision."""
    data = load_digits()
    X = (data.data / 16).astype(np.float32)
    split = train_test_split(X, data.target, test_size=0.2, random_state=0, stratify=data.target)
    X, X_test, y, y_test = split

    def ours(seed: int) -> Score:
        model = MultilayerPerceptron(
            (HIDDEN,), cost="softmax_cross_entropy", initialization="glorot", batch_size=BATCH,
            learning_rate=DIGITS_RATE, momentum=MOMENTUM, max_epochs=DIGITS_EPOCHS, random_state=seed,
        ).fit(X, y)  # fmt: skip
        assert model.n_iter_ == DIGITS_EPOCHS
        assert model.state_.theta.dtype == np.float32
        return lambda: float(model.score(X_test, y_test))

    def theirs(seed: int) -> Score:
        model = sklearn_network((HIDDEN,), BATCH, DIGITS_RATE, DIGITS_EPOCHS, seed).fit(X, y)
        assert model.n_iter_ == DIGITS_EPOCHS
        assert model.coefs_[0].dtype == np.float32
        return lambda: float(model.score(X_test, y_test))

    def torch_modules(seed: int) -> Score:
        torch.manual_seed(seed)
        tensor, labels = torch.from_numpy(X), torch.from_numpy(y)
        model = torch.nn.Sequential(
            torch.nn.Linear(64, HIDDEN), torch.nn.Sigmoid(), torch.nn.Linear(HIDDEN, 10)
        )
        for layer in (model[0], model[2]):
            torch.nn.init.xavier_uniform_(layer.weight)
            torch.nn.init.zeros_(layer.bias)
        rule = torch.optim.SGD(model.parameters(), lr=DIGITS_RATE, momentum=MOMENTUM)
        for _ in range(DIGITS_EPOCHS):
            for batch in torch.randperm(len(tensor)).split(BATCH):
                rule.zero_grad()
                functional.cross_entropy(model(tensor[batch]), labels[batch]).backward()
                rule.step()
        return lambda: torch_accuracy(model(torch.from_numpy(X_test)))

    def torch_by_hand(seed: int) -> Score:
        torch.manual_seed(seed)
        tensor, labels = torch.from_numpy(X), torch.from_numpy(y)
        shapes = ((64, HIDDEN), (HIDDEN,), (HIDDEN, 10), (10,))
        W1, b1, W2, b2 = parameters = [torch.zeros(shape, requires_grad=True) for shape in shapes]
        torch.nn.init.xavier_uniform_(W1)
        torch.nn.init.xavier_uniform_(W2)

        def z(x: Any) -> Any:
            return torch.addmm(b2, torch.sigmoid(torch.addmm(b1, x, W1)), W2)

        def losses() -> Iterator[Any]:
            for _ in range(DIGITS_EPOCHS):
                for batch in torch.randperm(len(tensor)).split(BATCH):
                    yield functional.cross_entropy(z(tensor[batch]), labels[batch])

        torch_descend(parameters, losses(), DIGITS_RATE)
        return lambda: torch_accuracy(z(torch.from_numpy(X_test)))

    def torch_accuracy(z: Any) -> float:
        return float((z.argmax(1).numpy() == y_test).mean())

    contenders = [Contender("neurohistory, `fit`", ours, DIGITS_EPOCHS)]
    contenders += [Contender("scikit-learn, `fit`", theirs, DIGITS_EPOCHS)]
    if torch:
        contenders += [
            Contender("PyTorch, modules and `optim.SGD`", torch_modules, DIGITS_EPOCHS),
            Contender("PyTorch, by hand", torch_by_hand, DIGITS_EPOCHS),
        ]
    return contenders


# Many XOR networks ----------------------------------------------------------------------------------


def many_xor_networks() -> list[Contender]:
    """The same 2-2-1 networks side by side, in single precision."""
    work = NETWORKS * XOR_EPOCHS
    few = f"scikit-learn, one after the other (from {FEW_NETWORKS} networks)"
    contenders = [
        Contender("neurohistory, `start` and `learn`", our_networks, work),
        Contender("neurohistory, `train`: a record of each epoch too", our_record, work),
        Contender(few, their_networks, FEW_NETWORKS * XOR_EPOCHS),
    ]
    if torch:
        contenders += [
            Contender("PyTorch, `baddbmm`", torch_networks_baddbmm, work),
            Contender("PyTorch, our layout", torch_networks_last, work),
        ]
    return contenders


def our_network() -> MultilayerPerceptron:
    return MultilayerPerceptron(
        cost="cross_entropy", initialization=WIDTH, learning_rate=XOR_RATE, momentum=MOMENTUM,
        max_epochs=XOR_EPOCHS,
    )  # fmt: skip


def our_networks(seed: int) -> Score:
    return networks_learned(seed, NETWORKS)


def networks_learned(seed: int, number: int) -> Score:
    """So many networks that learn and do nothing else."""
    model, rng = our_network(), np.random.default_rng(seed)
    X, target = XOR.X.astype(np.float32), XOR.target.astype(np.float32)
    start = model.start(X, target, number, rng)
    (state,) = deque(model.learn(start, X, target, rng), maxlen=1)  # the last one
    assert state.theta.dtype == np.float32
    assert (state.updates == XOR_EPOCHS).all()
    right = (model.respond(state, X) > 0) == (target > 0)[:, None]
    return lambda: float(right.all(axis=0).mean())


def our_record(seed: int) -> Score:
    X, target = XOR.X.astype(np.float32), XOR.target.astype(np.float32)
    history = train(our_network(), X, target, n_starts=NETWORKS, rng=seed, keep_states=False)
    assert history.n_epochs == XOR_EPOCHS
    return lambda: float(history.solved.mean())


def their_networks(seed: int) -> Score:
    scores = [their_xor(FEW_NETWORKS * seed + number) for number in range(FEW_NETWORKS)]
    return lambda: sum(score() for score in scores) / FEW_NETWORKS


def torch_networks_baddbmm(seed: int) -> Score:
    torch.manual_seed(seed)
    R = NETWORKS
    X = torch.from_numpy(XOR.X).float().expand(R, 4, 2).contiguous()
    wanted = torch.from_numpy(XOR.y[:, None]).float().expand(R, 4, 1).contiguous()
    shapes = ((R, 2, 2), (R, 1, 2), (R, 2, 1), (R, 1, 1))
    W1, b1, W2, b2 = parameters = torch_uniform(WIDTH, *shapes, dtype=X.dtype)

    def z() -> Any:
        return torch.baddbmm(b2, torch.sigmoid(torch.baddbmm(b1, X, W1)), W2)

    torch_descend(parameters, torch_losses(z, wanted), XOR_RATE)
    return lambda: float(((z() > 0) == (wanted > 0)).all(1).float().mean())


def torch_networks_last(seed: int) -> Score:
    torch.manual_seed(seed)
    R = NETWORKS
    X = torch.from_numpy(XOR.X).float()
    wanted = torch.from_numpy(XOR.y[:, None]).float().expand(4, R).contiguous()
    W1, b1, W2, b2 = parameters = torch_uniform(WIDTH, (2, 2 * R), (2 * R,), (2, R), (R,), dtype=X.dtype)

    def z() -> Any:
        hidden = torch.sigmoid(torch.addmm(b1, X, W1)).view(4, 2, R)
        return (hidden * W2).sum(1) + b2

    torch_descend(parameters, torch_losses(z, wanted), XOR_RATE)
    return lambda: float(((z() > 0) == (wanted > 0)).all(0).float().mean())


def torch_losses(z: Callable[[], Any], wanted: Any) -> Iterator[Any]:
    """The mean over the four examples, summed over the networks, once an epoch."""
    for _ in range(XOR_EPOCHS):
        yield functional.binary_cross_entropy_with_logits(z(), wanted, reduction="sum") / 4


RACES = (
    Race(
        f"One XOR network, 2-2-1, full batch, {XOR_EPOCHS} epochs",
        "µs an epoch", 1e6, "solved", one_xor_network,
    ),
    Race(
        f"Digits, 64-{HIDDEN}-10, batches of {BATCH}, {DIGITS_EPOCHS} epochs",
        "ms an epoch", 1e3, "right on the test set", digits,
    ),
    Race(
        f"{NETWORKS} XOR networks at once, 2-2-1, full batch, {XOR_EPOCHS} epochs",
        "ns a network and epoch", 1e9, "solved", many_xor_networks,
    ),
)  # fmt: skip
