"""What tests of models share: a state to begin from, what is learned from it, and examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.datasets import load_iris

Array = NDArray[np.floating]


@pytest.fixture
def started() -> Callable[..., Any]:
    """The start of a model, with a seed."""

    def start(model: Any, X: Any, target: Any, n_starts: int = 1, seed: int = 0) -> Any:
        return model.start(X, target, n_starts, np.random.default_rng(seed))

    return start


@pytest.fixture
def learned() -> Callable[..., list[Any]]:
    """The state that is handed in and that of every epoch."""

    def learn(model: Any, state: Any, X: Any, target: Any, seed: int = 0) -> list[Any]:
        return [state, *model.learn(state, X, target, np.random.default_rng(seed))]

    return learn


@pytest.fixture
def noise() -> Callable[..., Any]:
    """Examples whose labels mean nothing: (X, target, y).  There is much to learn by heart."""

    def drawn(n_examples: int, n_features: int = 3, n_classes: int = 2, seed: int = 0) -> Any:
        rng = np.random.default_rng(seed)
        X, y = rng.standard_normal((n_examples, n_features)), rng.integers(0, n_classes, n_examples)
        target = np.where(y[:, None] == np.arange(n_classes), 1.0, -1.0)
        return X, target[:, 1] if n_classes == 2 else target, y

    return drawn


@pytest.fixture
def iris() -> tuple[Array, NDArray[np.int64]]:
    """The irises with each feature scaled, and their kinds."""
    X, y = load_iris(return_X_y=True)
    return (X - X.mean(axis=0)) / X.std(axis=0), y
