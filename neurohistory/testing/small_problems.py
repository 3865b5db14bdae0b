"""Small, tame problems for the checks of a model, and how states and answers are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from neurohistory.classifier import HistoricalClassifier
from neurohistory.contract import ContractError
from neurohistory.states import arrays_of, with_arrays

__all__ = [
    "N_EPOCHS",
    "N_STARTS",
    "close",
    "copied",
    "first_states",
    "on_small_problems",
    "passed",
    "problems_of",
    "same_bytes",
    "same_state",
]

Model: TypeAlias = HistoricalClassifier[Any]
Array: TypeAlias = NDArray[np.floating]

N_STARTS = 7  # a length that no other axis of the examples has
N_EPOCHS = 5  # how many of them the checks look at


def on_small_problems(check: Callable[[Model, Array, Array], None]) -> Callable[[Model], None]:
    """Make a check of a model and a problem into a check of a model alone.

    The problems have two classes, and three if the model takes them.
    """

    @wraps(check)
    def on_each(model: Model) -> None:
        for X, target in problems_of(model):
            check(model, X, target)

    return on_each


def problems_of(model: Model) -> Iterator[tuple[Array, Array]]:
    """Examples and targets of two classes; of three, and of bits, if the model takes them."""
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [2, 1], [1, 2]], dtype=float)
    yield X, np.array([-1.0, -1.0, -1.0, 1.0, 1.0, -1.0])
    if model.multi_class:
        yield X, np.where(np.repeat(np.eye(3), 2, axis=0) == 1, 1.0, -1.0)
    if model.multi_label:
        yield X, np.where(X > 0, 1.0, -1.0)


def first_states(
    model: Model, X: Array, target: Array, rng: np.random.Generator | None = None
) -> Iterator[Any]:
    """The start and the first epochs."""
    rng = np.random.default_rng(0) if rng is None else rng
    start = model.start(X, target, N_STARTS, rng)
    yield start
    yield from islice(model.learn(start, X, target, rng), N_EPOCHS)


def passed(check: Callable[..., Any], *arguments: Any) -> Any:
    """What one of training's own checks gives; what it finds wrong is an AssertionError here."""
    try:
        return check(*arguments)
    except ContractError as error:
        raise AssertionError(str(error)) from error


def copied(state: Any) -> Any:
    """The same state in arrays of its own."""
    return with_arrays(state, np.copy)


def same_bytes(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Whether two arrays have the same shape, type and bytes."""
    return (one.shape, one.dtype, one.tobytes()) == (other.shape, other.dtype, other.tobytes())


def same_state(one: Any, other: Any) -> bool:
    """Whether two states have the same arrays, to the last bit."""
    arrays, others = arrays_of(one), arrays_of(other)
    return arrays.keys() == others.keys() and all(
        same_bytes(array, others[name]) for name, array in arrays.items()
    )


def close(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Whether two arrays are equal but for rounding."""
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-6, atol=1e-9)
