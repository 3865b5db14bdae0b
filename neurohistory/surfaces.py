"""Surfaces: a model's response over the plane, for one state or for every frame of a film.

With it go the model's answers to the examples of a problem, so that a drawing never has to read
an answer off a grid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurohistory.answers import decisions_of, scores_of
from neurohistory.classifier import HistoricalClassifier
from neurohistory.contract import ContractError
from neurohistory.examples import frozen
from neurohistory.problems import Problem
from neurohistory.process.isolation import quiet
from neurohistory.states import State

__all__ = ["Extent", "Surface", "around", "surface"]

Array = NDArray[np.floating]
Extent = tuple[float, float, float, float]  # left, right, bottom, top


@dataclass(frozen=True, eq=False)
class Surface:
    """Scores on a grid over two inputs, and which examples the model answers wrongly.

    Attributes
    ----------
    problem : Problem
        The model was asked about its examples.
    x : ndarray of shape (column,)
    y : ndarray of shape (row,)
    scores : ndarray of shape (frame, row, column)
        A score above zero speaks for "yes", one below for "no"; there is one frame for each start of the
        state that was asked.  A score of zero is stored as the least number on the side on which the
        model decides.
    wrong : ndarray of bool, shape (frame, example)
        Where the model's decision is not the target.
    """

    problem: Problem
    x: Array
    y: Array
    scores: Array
    wrong: NDArray[np.bool_]

    @property
    def extent(self) -> Extent:
        """Left, right, bottom, top."""
        return (float(self.x[0]), float(self.x[-1]), float(self.y[0]), float(self.y[-1]))


def around(X: Array, margin: float = 0.5) -> Extent:
    """The rectangle around two-dimensional examples, wider by a fraction of its size on each side.

    Parameters
    ----------
    X : ndarray of shape (example, 2)
    margin : float, default=0.5

    Examples
    --------
    >>> around(np.array([[0.0, 0.0], [1.0, 1.0]]))
    (-0.5, 1.5, -0.5, 1.5)
    """
    low, high = X.min(axis=0), X.max(axis=0)
    pad = margin * np.where(high > low, high - low, 1.0)
    left, bottom = (low - pad).tolist()
    right, top = (high + pad).tolist()
    return (left, right, bottom, top)


def surface(
    model: HistoricalClassifier[State],
    state: State,
    problem: Problem,
    extent: Extent | None = None,
    resolution: int = 121,
) -> Surface:
    """Ask a model for its response at every point of a grid, and to the examples.

    Parameters
    ----------
    model : HistoricalClassifier
        With two inputs and two classes.
    state : State
        A state of one start, of many, or of the frames of a history (`History.frames`): each entry of
        the last axis becomes a frame.
    problem : Problem
        With two inputs and two classes; the examples to learn from are meant.
    extent : tuple of float, optional
        Left, right, bottom, top; by default the rectangle `around` the examples.
    resolution : int, default=121
        Grid points along each axis.

    Raises
    ------
    ValueError
        If the problem or the state is of another number of inputs, or of more classes.

    Examples
    --------
    >>> from neurohistory import AND, load, train
    >>> model = load("perceptron")()
    >>> asked = surface(model, train(model, AND.X, AND.target, rng=0).end, AND)
    >>> asked.scores.shape, asked.wrong.tolist()
    ((1, 121, 121), [[False, False, False, False]])
    """
    if problem.n_inputs != 2 or problem.target.ndim != 1:
        raise ValueError(
            f"a surface needs two inputs and two classes, and {problem.name} has {problem.n_inputs} "
            f"inputs and {problem.asked_of_each}"
        )
    left, right, bottom, top = around(problem.X) if extent is None else extent
    x, y = np.linspace(left, right, resolution), np.linspace(bottom, top, resolution)
    points = frozen(np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2))
    with quiet():
        try:
            scores = scores_of(model, state, points, np.ones(len(points)))  # (point, frame)
            answers = decisions_of(model, scores_of(model, state, problem.X, problem.target))
        except (ContractError, ValueError, IndexError) as error:
            raise ValueError(
                f"a surface needs a state of two inputs and two classes: {error}"
            ) from error
        tiny = np.finfo(scores.dtype).tiny
        scores = np.where(scores == 0, np.where(decisions_of(model, scores), tiny, -tiny), scores)
    wrong = (answers != problem.truth[:, None]).T
    return Surface(problem, x, y, scores.T.reshape(-1, resolution, resolution), wrong)
