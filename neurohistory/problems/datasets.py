"""Named sets of points in the plane, and digits."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.problems.problem import Problem
from neurohistory.problems.splitting import generator_of, split

__all__ = ["DATASETS", "dataset"]

Array = NDArray[np.floating]


def _moons(rng: np.random.RandomState) -> tuple[Array, NDArray[Any]]:
    from sklearn.datasets import make_moons

    X, y = make_moons(400, noise=0.2, random_state=rng)
    return X, y


def _circles(rng: np.random.RandomState) -> tuple[Array, NDArray[Any]]:
    from sklearn.datasets import make_circles

    X, y = make_circles(400, noise=0.1, factor=0.4, random_state=rng)
    return X, y


def _blobs(rng: np.random.RandomState) -> tuple[Array, NDArray[Any]]:
    from sklearn.datasets import make_blobs

    X, y = make_blobs(400, centers=3, cluster_std=1.5, random_state=rng)[:2]
    return X, y


def _spirals(rng: np.random.RandomState) -> tuple[Array, NDArray[Any]]:
    """Two arms of one and a half turns."""
    y = np.arange(400) % 2
    way = np.sqrt(rng.uniform(0.02, 1, size=400))  # even along the arm
    angle = 3 * np.pi * way + np.pi * y
    arms = np.column_stack([way * np.cos(angle), way * np.sin(angle)])
    return arms + rng.normal(scale=0.02, size=arms.shape), y


def _digits(rng: np.random.RandomState) -> tuple[Array, NDArray[Any]]:
    """scikit-learn's 1,797 images of 8 x 8 pixels."""
    X, y = _read_digits()
    return X / 16, y.copy()


@cache  # the file is text, and takes longer to read than many a machine to learn from it
def _read_digits() -> tuple[Array, NDArray[Any]]:
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    return X, y


DATASETS: dict[str, Callable[[np.random.RandomState], tuple[Array, NDArray[Any]]]] = {
    "moons": _moons,
    "circles": _circles,
    "spirals": _spirals,
    "blobs": _blobs,
    "digits": _digits,
}


def dataset(name: str, seed: int = 0, test_fraction: float | None = None) -> Problem:
    """The problem of that name in `DATASETS`; digits are in the range 0 to 1 as they come.

    Parameters
    ----------
    name : str
    seed : int, default=0
        Seeds the points, and the split into examples to learn from and to be tested on.
    test_fraction : float, optional
        The fraction of the examples to set aside, at least 0 and less than 1; by default a quarter.

    Raises
    ------
    ValueError
        If the fraction cannot be set aside.

    Examples
    --------
    >>> dataset("moons")
    Problem(moons: 300 examples and 100 to test, 2 features, 2 classes)
    """
    X, y = DATASETS[name](generator_of(seed))
    return split(name, X, y, seed, test_fraction, standardized=name != "digits")
