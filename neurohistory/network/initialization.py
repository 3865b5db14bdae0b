"""Where the weights start.

Zeros keep all units of a layer alike for ever; a random start breaks the symmetry.  How wide it should
be depends on how many units feed a unit, which is what Glorot, He and LeCun take into account.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.network.names import by_name, nonnegative
from neurohistory.network.theta import layers, n_parameters

__all__ = ["INITIALIZATIONS", "Initialization", "explicit", "get_initialization", "uniform"]

# (sizes, n_starts, rng) -> theta of shape (parameter, start)
Initialization = Callable[[Sequence[int], int, np.random.Generator], NDArray[np.float64]]


def zeros(sizes: Sequence[int], n_starts: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """All weights and biases zero."""
    return np.zeros((n_parameters(sizes), n_starts))


def _uniform(
    epsilon: float, sizes: Sequence[int], n_starts: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    return rng.uniform(-epsilon, epsilon, size=(n_parameters(sizes), n_starts))


def uniform(epsilon: float) -> Initialization:
    """Weights and biases uniform in [-epsilon, epsilon]; epsilon was 0.3 in the paper of 1986."""
    return partial(_uniform, nonnegative("epsilon", epsilon))


def _scaled(
    variance: Callable[[int, int], float],
    normal: bool,
    sizes: Sequence[int],
    n_starts: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Random weights with a variance that depends on the layer; biases zero."""
    theta = np.zeros((n_parameters(sizes), n_starts))
    for layer in layers(theta, sizes):  # (1 + unit below, unit above, start)
        shape = layer[1:].shape
        deviation = np.sqrt(variance(shape[0], shape[1]))
        draw = rng.standard_normal(shape) if normal else rng.uniform(-(3**0.5), 3**0.5, shape)
        layer[1:] = deviation * draw
    return theta


def _glorot_variance(n_in: int, n_out: int) -> float:
    return 2 / (n_in + n_out)


def _he_variance(n_in: int, n_out: int) -> float:
    return 2 / n_in


def _lecun_variance(n_in: int, n_out: int) -> float:
    return 1 / n_in


INITIALIZATIONS: dict[str, Initialization] = {
    "zeros": zeros,
    "glorot": partial(_scaled, _glorot_variance, False),  # uniform, for logistic and tanh units
    "he": partial(_scaled, _he_variance, True),  # normal, for ReLU
    "lecun": partial(_scaled, _lecun_variance, True),  # normal
}


def _given(
    arrays: Sequence[NDArray[np.float64]],
    sizes: Sequence[int],
    n_starts: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """The same weights for every start."""
    due = [(m + 1, n) for m, n in pairwise(sizes)]
    got = [matrix.shape for matrix in arrays]
    if got != due:
        raise ValueError(f"the layers need weights of shapes {due}, not {got}")
    flat = np.concatenate([matrix.ravel() for matrix in arrays])
    return np.repeat(flat[:, None], n_starts, axis=1)


def explicit(weights: Sequence[ArrayLike]) -> Initialization:
    """Given weights, the same for every start.

    Parameters
    ----------
    weights : sequence of array, each of shape (1 + unit below, unit above)
        Row 0 holds the biases.
    """
    arrays = [np.asarray(matrix, dtype=float) for matrix in weights]
    for number, matrix in enumerate(arrays, start=1):
        if not np.isfinite(matrix).all():
            bad = matrix[~np.isfinite(matrix)][0]
            raise ValueError(f"the weights of Theta{number} hold {bad}; they must be finite")

    return partial(_given, arrays)


def _asked(
    function: Initialization, sizes: Sequence[int], n_starts: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """What a function of somebody's own gives, if it can be the weights of these layers."""
    given, due = function(sizes, n_starts, rng), (n_parameters(sizes), n_starts)
    theta = np.asarray(given)
    if (is_none := theta.dtype.kind not in "biuf") or theta.shape != due:
        found = type(given).__name__ if is_none else f"shape {theta.shape}"
        raise ValueError(
            f"the initialization {_name(function)} gives {found}; it must give real numbers of shape "
            f"{due}, the weights and biases of layers of {', '.join(map(str, sizes))} units by start"
        )
    return theta


def _of_ones_own(function: Initialization) -> Initialization:
    """A function that is asked for weights, if it can be asked."""
    try:
        inspect.signature(function).bind((2, 1), 1, np.random.default_rng(0))
    except TypeError as error:
        raise ValueError(
            f"the initialization {_name(function)} cannot be called with (sizes, n_starts, rng): "
            f"{error}; it takes these and gives weights of shape (parameter, start)"
        ) from None
    except ValueError:  # a function of C that does not say what it takes
        pass
    return partial(_asked, function)


def _name(function: object) -> str:
    return getattr(function, "__name__", type(function).__name__)


def get_initialization(which: str | float | Sequence[ArrayLike] | Initialization) -> Initialization:
    """The initialization of that name; a number is epsilon of `uniform`, a list holds weights.

    Raises
    ------
    ValueError
        If the name is unknown; the message has the nearest and lists the known ones.  If a function
        does not take (sizes, n_starts, rng); and when it is asked, if it gives no such weights.
    """
    if isinstance(which, str):
        return by_name("initialization", which, INITIALIZATIONS, ", and a number for a uniform start")
    if callable(which):
        return _of_ones_own(which)
    if isinstance(which, Sequence):
        return explicit(which)
    if isinstance(which, Real) and not isinstance(which, bool):
        return uniform(which)
    raise ValueError(
        "an initialization is a name, a number, a list with an array for each layer, or a function, "
        f"not {type(which).__name__}"
    )
