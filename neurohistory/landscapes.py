"""Landscapes: the loss of a model over two directions of its weights, with the path of learning in it.

For a unit these are two of its weights (`unit_surface`), for a network the plane in which learning
moved most (`learning_plane`, `plane_through`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.history import History
from neurohistory.states import State, arrays_of, select, with_fields

if TYPE_CHECKING:
    from neurohistory.classifier import HistoricalClassifier
    from neurohistory.problems import Problem
    from neurohistory.surfaces import Extent

__all__ = ["Landscape", "learning_plane", "plane_through", "unit_surface"]

Array = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Landscape:
    """The loss over two directions of the weights, and the path of learning in it.

    Attributes
    ----------
    x : ndarray of shape (column,)
    y : ndarray of shape (row,)
    loss : ndarray of shape (row, column)
    path : ndarray of shape (step, 2)
        Where the weights were, seen from straight above: the loss there is that of the landscape only
        as far as the weights lay in it.
    explained : tuple of float
        The fractions of the squared distances between the path and its end that lie along x and y.
    labels : tuple of str
        What x and y are.
    """

    x: Array
    y: Array
    loss: Array
    path: Array
    explained: tuple[float, float]
    labels: tuple[str, str]

    @property
    def extent(self) -> Extent:
        """Left, right, bottom, top."""
        return (float(self.x[0]), float(self.x[-1]), float(self.y[0]), float(self.y[-1]))

    @property
    def total_explained(self) -> float:
        """How much of the path lies in the landscape: 1 if all of it does."""
        return sum(self.explained)


def plane_through(
    cost: Callable[[Array], Array],
    end: ArrayLike,
    path: ArrayLike,
    resolution: int = 61,
    extent: Extent | None = None,
) -> Landscape:
    """The cost on the plane through a solution that lies closest to the path of learning.

    The plane holds the solution and is spanned by the two leading principal directions of the path
    around it, turned so that the path comes from below on the left.  The solution is at (0, 0).

    Parameters
    ----------
    cost : callable
        Weights of shape (parameter, start) -> costs of shape (start,).
    end : array of shape (parameter,)
        The solution.
    path : array of shape (step, parameter)
    resolution : int, default=61
        Points along each axis.
    extent : tuple of float, optional
        Left, right, bottom, top; by default the path has room around it.

    Returns
    -------
    Landscape

    Raises
    ------
    ValueError
        For less than two parameters, or a path that does not move.

    Examples
    --------
    >>> bowl = lambda theta: (theta**2).sum(axis=0)
    >>> landscape = plane_through(bowl, np.zeros(3), [[3.0, 4.0, 0.0], [0.0, 4.0, 0.0], [0.0, 0.0, 0.0]])
    >>> round(landscape.total_explained, 6), landscape.loss.shape
    (1.0, (61, 61))
    """
    solution = np.asarray(end, dtype=float)
    apart = np.asarray(path, dtype=float) - solution  # (step, parameter)
    if apart.shape[1] < 2:
        raise ValueError("a plane needs two weights at least")
    if not apart.any():
        raise ValueError("the path does not move, so it has no direction")
    # Rows of zeros, lest a path of one step have one direction only.
    directions = np.linalg.svd(np.vstack([apart, np.zeros((2, apart.shape[1]))]), full_matrices=False)[2]
    directions = directions[:2]  # (2, parameter)
    seen = apart @ directions.T
    came_from = seen[np.abs(seen).max(axis=1) > 0][0]
    turn = np.where(came_from > 0, -1.0, 1.0)
    directions, seen = directions * turn[:, None], seen * turn

    def over(x: Array, y: Array) -> Array:
        return cost(solution[:, None] + directions.T @ np.stack([x, y]))

    explained = _explained(seen, apart)
    first, second = (f"{100 * fraction:.0f} %" for fraction in explained)
    labels = (f"along the path ({first} of it)", f"across it ({second})")
    return _landscape(over, seen, explained, labels, resolution, extent)


def learning_plane(
    model: HistoricalClassifier[State],
    problem: Problem,
    history: History[State],
    start: int = 0,
    resolution: int = 61,
    extent: Extent | None = None,
) -> Landscape:
    """The plane in which one learner moved most, with the loss on it; see `plane_through`.

    Parameters
    ----------
    model : HistoricalClassifier
        One that minimizes something.
    problem : Problem
        The examples whose loss is drawn, a penalty on the weights left out.
    history : History
        With the states of all epochs.
    start : int, default=0
    resolution : int, default=61
    extent : tuple of float, optional

    Returns
    -------
    Landscape

    Examples
    --------
    >>> from neurohistory import XOR, load, train
    >>> model = load("backprop")(max_epochs=50)
    >>> history = train(model, XOR.X, XOR.target, rng=0)
    >>> landscape = learning_plane(model, XOR, history, resolution=11)
    >>> landscape.loss.shape, landscape.path.shape
    ((11, 11), (51, 2))
    """
    path = _weights(model, history.frames(start)).T  # (step, parameter)
    cost = _cost(model, problem, history, start)
    return plane_through(cost, path[-1], path, resolution, extent)


def unit_surface(
    model: HistoricalClassifier[State],
    problem: Problem,
    history: History[State],
    weights: tuple[str, str] | None = None,
    start: int = 0,
    resolution: int = 61,
    extent: Extent | None = None,
) -> Landscape:
    """The exact loss over two weights of a unit, the others at their values at the end.

    Parameters
    ----------
    model : HistoricalClassifier
        One that minimizes something.
    problem : Problem
        The examples whose loss is drawn.
    history : History
        With the states of all epochs.
    weights : tuple of str, optional
        Such as ``("weights[0]", "bias")``; by default the two weights of a unit with two inputs.
    start : int, default=0
    resolution : int, default=61
        Points along each axis.
    extent : tuple of float, optional
        Left, right, bottom, top; by default the path has room around it.

    Returns
    -------
    Landscape

    Raises
    ------
    ValueError
        If the model minimizes nothing, or has no such weights.

    Examples
    --------
    >>> from neurohistory import AND, load, train
    >>> model = load("adaline")()
    >>> history = train(model, AND.bipolar.X, AND.target, rng=0)
    >>> landscape = unit_surface(model, AND.bipolar, history)
    >>> landscape.labels, round(float(landscape.loss.min()), 2)
    (('weights[0]', 'weights[1]'), 0.25)
    """
    names = list(model.named_weights(history.end))
    labels = _chosen(names, weights)
    chosen = [names.index(label) for label in labels]
    path = _weights(model, history.frames(start)).T
    cost, end = _cost(model, problem, history, start), path[-1]

    def over(x: Array, y: Array) -> Array:
        theta = np.repeat(end[:, None], len(x), axis=1)
        theta[chosen[0]], theta[chosen[1]] = x, y
        return cost(theta)

    seen, apart = path[:, chosen], path - end
    return _landscape(over, seen, _explained(apart[:, chosen], apart), labels, resolution, extent)


def _landscape(
    over: Callable[[Array, Array], Array],
    path: Array,
    explained: tuple[float, float],
    labels: tuple[str, str],
    resolution: int,
    extent: Extent | None,
) -> Landscape:
    if resolution < 2:
        raise ValueError(f"resolution must be at least 2, not {resolution}")
    left, right, bottom, top = extent or _room_for(path)
    x, y = np.linspace(left, right, resolution), np.linspace(bottom, top, resolution)
    with np.errstate(over="ignore", invalid="ignore"):  # a steep landscape has no edge
        loss = np.stack([over(x, np.full_like(x, height)) for height in y])  # a row at a time
    return Landscape(x, y, loss, path, explained, labels)


def _room_for(path: Array) -> Extent:
    """The box around a path: a third wider on each side, and no narrower than half its length."""
    low, high = path.min(axis=0), path.max(axis=0)
    longest = float((high - low).max()) or 1.0
    middle, half = (low + high) / 2, np.maximum(high - low, longest / 2) / 2 + longest / 3
    (left, bottom), (right, top) = (middle - half).tolist(), (middle + half).tolist()
    return (left, right, bottom, top)


def _explained(seen: Array, apart: Array) -> tuple[float, float]:
    total = float((apart**2).sum())
    if not total:
        return (1.0, 0.0)  # nothing moved: nothing is hidden
    along_x, along_y = (seen**2).sum(axis=0) / total
    return (float(along_x), float(along_y))


def _weights(model: HistoricalClassifier[State], state: State) -> Array:
    """All weights of a state in one array of shape (parameter, start), in the order of their names."""
    parts = model.weight_arrays(state).values()
    return np.concatenate([np.asarray(part, dtype=float).reshape(-1, part.shape[-1]) for part in parts])


def _chosen(names: list[str], weights: tuple[str, str] | None) -> tuple[str, str]:
    if weights is None:
        inputs = [name for name in names if "[" in name]
        pair = inputs if len(inputs) == 2 else names
        if len(pair) != 2:
            raise ValueError(f"name two of the weights: {', '.join(names)}")
        return (pair[0], pair[1])
    for name in weights:
        if name not in names:
            raise ValueError(f"no weight is called {name!r}; there are {', '.join(names)}")
    if weights[0] == weights[1]:
        raise ValueError(f"name two different weights, not {weights[0]!r} twice")
    return weights


def _cost(
    model: HistoricalClassifier[State], problem: Problem, history: History[State], start: int
) -> Callable[[Array], Array]:
    """The loss of the model as a function of its weights, (parameter, start) -> (start,)."""
    weight_fields = arrays_of(history.end, model.weight_fields)

    def cost(theta: Array) -> Array:
        fields = {}
        for name, array in arrays_of(select(history.end, start)).items():
            shape = (*array.shape[:-1], theta.shape[1])
            dtype = float if name in weight_fields else array.dtype
            fields[name] = np.array(np.broadcast_to(array, shape), dtype, order="C")
        state, taken = with_fields(history.end, fields), 0
        for weights in model.weight_arrays(state).values():  # views into the fields
            size = int(np.prod(weights.shape[:-1]))
            weights[...] = theta[taken : taken + size].reshape(weights.shape)
            taken += size
        loss = model.loss(model.respond(state, problem.X), problem.target)
        if loss is None:
            raise ValueError(f"{type(model).__name__} minimizes nothing, so it has no landscape")
        return loss

    return cost
