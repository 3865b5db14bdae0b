"""Races of rules that learn example by example: the perceptron and ADALINE.

`python benchmarks/peers.py online` runs them.  Visits are counted as if every pass were made; our
perceptron is done after a pass without a mistake, and scikit-learn's goes on.  scikit-learn has no
ADALINE by name, but its `SGDRegressor` follows the same rule with `eta0` = 2 mu.  mlxtend is slower by
so much that it is shown fewer examples; ours and Numba's plain loop meet them in the same order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from races import Contender, Race, Score, installed
from sklearn.datasets import load_digits
from sklearn.linear_model import Perceptron as TheirPerceptron
from sklearn.linear_model import SGDRegressor

from neurohistory.models.adaline import Adaline
from neurohistory.models.perceptron import Perceptron

Array = NDArray[np.float64]
Order = Literal["cyclic", "shuffled"]
Data = tuple[Array, Array]  # X, and a target of -1 and +1

FEWER = 2000  # examples for mlxtend


# Data -----------------------------------------------------------------------------------------------


def two_sides(gap: float, noise: float) -> Data:
    """100,000 points with 20 coordinates, none nearer to a plane than `gap`, some on the wrong side."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((200_000, 20))
    across = X @ np.full(20, 20**-0.5)
    X, across = (values[np.abs(across) > gap][:100_000] for values in (X, across))
    target = np.where(across > 0, 1.0, -1.0)
    target[rng.random(len(X)) < noise] *= -1
    return X, target


def eights() -> Data:
    """The digits, each an eight or not."""
    data = load_digits()
    return data.data / 16, np.where(data.target == 8, 1.0, -1.0)


# The perceptron -------------------------------------------------------------------------------------


def perceptrons(
    data: Callable[[], Data], order: Order, epochs: int, goal: float | None
) -> list[Contender]:
    """Ours, scikit-learn's and, where they are installed, Numba's and mlxtend's."""
    X, target = data()
    y = target > 0

    def ours(seed: int) -> Score:
        unit = Perceptron(order=order, max_epochs=epochs, initial_scale=0, random_state=seed).fit(X, y)
        return lambda: float(unit.score(X, y))

    def theirs(seed: int) -> Score:
        unit = TheirPerceptron(
            shuffle=order == "shuffled", max_iter=epochs, tol=None, random_state=seed
        ).fit(X, y)
        return lambda: float(unit.score(X, y))

    visits = epochs * len(X)
    contenders = [
        Contender("neurohistory", ours, visits),
        Contender("scikit-learn", theirs, visits, goal),
    ]
    if installed("numba"):
        plain = numba_perceptron(X, target, order, epochs)
        contenders.append(Contender("Numba, the plain loop", plain, visits))
    if installed("mlxtend"):
        few = min(FEWER, len(X))
        name = f"mlxtend (from {few:,} examples)"
        contenders.append(Contender(name, mlxtend_perceptron(X[:few], y[:few], epochs), epochs * few))
    return contenders


def numba_perceptron(X: Array, target: Array, order: Order, epochs: int) -> Callable[[int], Score]:
    """The rule as one writes it down, compiled."""
    from numba import njit  # it takes long to import

    @njit
    def learn(X: Array, target: Array, w: Array, orders: Any) -> None:
        for order in orders:
            for e in order:
                net = w[0]
                for i in range(X.shape[1]):
                    net += w[i + 1] * X[e, i]
                error = (target[e] > 0) - (net >= 0)
                if error:
                    w[0] += error
                    for i in range(X.shape[1]):
                        w[i + 1] += error * X[e, i]

    def one(seed: int) -> Score:
        rng, w = np.random.default_rng(seed), np.zeros(1 + X.shape[1])
        examples = np.arange(len(X))
        orders = np.tile(examples, (epochs, 1))
        learn(X, target, w, rng.permuted(orders, axis=1) if order == "shuffled" else orders)
        return lambda: float(((X @ w[1:] + w[0] >= 0) == (target > 0)).mean())

    return one


def mlxtend_perceptron(X: Array, y: NDArray[np.bool_], epochs: int) -> Callable[[int], Score]:
    """It shuffles always, by drawing the examples anew."""
    from mlxtend.classifier import Perceptron as MlxtendPerceptron

    def one(seed: int) -> Score:
        unit = MlxtendPerceptron(eta=1.0, epochs=epochs, random_seed=seed).fit(X, y.astype(int))
        return lambda: float(unit.score(X, y.astype(int)))

    return one


# ADALINE --------------------------------------------------------------------------------------------


def adalines(order: Order, epochs: int, goal: float) -> list[Contender]:
    """Ours and scikit-learn's descent on squared errors, which follows the same rule."""
    X, target = two_sides(0.0, 0.05)
    y = target > 0
    two_mu = 0.1 / ((X * X).sum(axis=1).mean() + 1)

    def ours(seed: int) -> Score:
        unit = Adaline(order=order, max_epochs=epochs, initial_scale=0, random_state=seed).fit(X, y)
        return lambda: float(unit.score(X, y))

    def theirs(seed: int) -> Score:
        unit = SGDRegressor(
            penalty=None, learning_rate="constant", eta0=two_mu, shuffle=order == "shuffled",
            max_iter=epochs, tol=None, random_state=seed,
        ).fit(X, target)  # fmt: skip
        return lambda: float(((unit.predict(X) > 0) == y).mean())

    visits = epochs * len(X)
    return [Contender("neurohistory", ours, visits), Contender("scikit-learn", theirs, visits, goal)]


def many_adalines(n_learners: int) -> list[Contender]:
    """A thousand learners side by side; scikit-learn trains one, over again."""
    X, target = (values[:20_000] for values in two_sides(0.0, 0.05))
    two_mu = 0.1 / ((X * X).sum(axis=1).mean() + 1)

    def ours(seed: int) -> Score:
        model, rng = Adaline(order="cyclic", max_epochs=1), np.random.default_rng(seed)
        start = model.start(X, target, n_learners, rng)
        (state,) = deque(model.learn(start, X, target, rng), maxlen=1)
        return lambda: float(((model.respond(state, X) > 0) == (target > 0)[:, None]).mean())

    def theirs(seed: int) -> Score:
        unit = SGDRegressor(
            penalty=None, learning_rate="constant", eta0=two_mu, shuffle=False, max_iter=1, tol=None
        ).fit(X, target)
        return lambda: float(((unit.predict(X) > 0) == (target > 0)).mean())

    return [
        Contender(f"neurohistory, {n_learners:,} learners", ours, n_learners * len(X)),
        Contender("scikit-learn, one learner", theirs, len(X), 5.0),
    ]


def _race(title: str, contenders: Callable[[], list[Contender]]) -> Race:
    return Race(title, "ns a visit", 1e9, "right", contenders)


SEPARABLE, TOUCHING, NOISY = (partial(two_sides, *how) for how in ((0.5, 0.0), (0.0, 0.0), (0.0, 0.05)))
POINTS = "100,000 x 20"

RACES = (
    *(
        _race(f"Perceptron, {title}", partial(perceptrons, data, order, epochs, goal))
        for title, data, order, epochs, goal in (
            (f"{POINTS}, separable, 1 epoch, cyclic", SEPARABLE, "cyclic", 1, 1 / 1.6),
            (f"{POINTS}, separable, 1 epoch, shuffled", SEPARABLE, "shuffled", 1, 1 / 1.6),
            (f"{POINTS}, separable, 10 epochs, shuffled", SEPARABLE, "shuffled", 10, 2.0),
            (f"{POINTS}, touching classes, 10 epochs, shuffled", TOUCHING, "shuffled", 10, None),
            (f"{POINTS}, 5 % noise, 1 epoch, shuffled", NOISY, "shuffled", 1, 1 / 5),
            (f"{POINTS}, 5 % noise, 1 epoch, cyclic", NOISY, "cyclic", 1, 1 / 10),
            ("digits, 10 epochs, shuffled", eights, "shuffled", 10, 1 / 1.5),
            ("digits, 10 epochs, cyclic", eights, "cyclic", 10, 1 / 1.5),
        )
    ),
    _race(f"ADALINE, {POINTS}, 1 epoch, shuffled", partial(adalines, "shuffled", 1, 1 / 1.3)),
    _race(f"ADALINE, {POINTS}, 1 epoch, cyclic", partial(adalines, "cyclic", 1, 1 / 4)),
    _race("ADALINE, many learners on 20,000 x 20, 1 epoch, cyclic", partial(many_adalines, 1000)),
)
