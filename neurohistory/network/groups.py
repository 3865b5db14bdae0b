"""Nets of groups of logistic units, each fed by any of those before it: shortcuts, ties, two inputs.

The nets of `neurohistory.papers.rumelhart_1986_pdp` are often no stack of layers.  An output sees the
inputs past the hidden unit; two groups of inputs have hidden units each of their own; hidden units
that look at different places share their weights.  The rule is the same: E = 1/2 sum (y - d)^2,
carried back along every connection.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.effort import spend

__all__ = ["Group", "GroupedNet"]

Array = NDArray[np.floating]


class Group(NamedTuple):
    """Units of one kind: how many, and the numbers of the groups that feed them, the inputs' first."""

    size: int
    sources: tuple[int, ...]


class GroupedNet:
    """A net of groups; its weights are one array theta, (parameter, start), biases first in each group.

    Parameters
    ----------
    inputs : sequence of int
        The sizes of the groups of inputs; the columns of X in this order.
    groups : sequence of Group
        The others, each after those that feed it; the last one is the output.
    ties : array of int, optional
        For each weight the number of the parameter that it is; -1 is a weight that is always 0.  By
        default each weight is a parameter of its own.

    Examples
    --------
    Two inputs, a hidden unit that sees both, and an output that sees all three:

    >>> net = GroupedNet([2], [Group(1, (0,)), Group(1, (0, 1))])
    >>> net.n_parameters
    7
    """

    def __init__(
        self, inputs: Sequence[int], groups: Sequence[Group], ties: NDArray[np.integer] | None = None
    ) -> None:
        self.inputs, self.groups = tuple(inputs), tuple(groups)
        sizes = [*self.inputs, *(group.size for group in groups)]
        self.shapes = [(1 + sum(sizes[at] for at in g.sources), g.size) for g in groups]
        n_weights = sum(rows * columns for rows, columns in self.shapes)
        self.ties = np.arange(n_weights) if ties is None else np.asarray(ties)
        if self.ties.shape != (n_weights,):
            raise ValueError(f"{self.ties.size} ties are not one for each of the {n_weights} weights")
        self.n_parameters = int(self.ties.max()) + 1
        self._sizes = sizes
        self._products = self._count_products()

    def start(self, scale: float, n_starts: int, rng: np.random.Generator) -> Array:
        """Parameters uniform in [-scale, scale], shape (parameter, start)."""
        return rng.uniform(-scale, scale, size=(self.n_parameters, n_starts))

    def matrices(self, theta: Array) -> list[Array]:
        """The weights that lead to each group, shape (start, 1 + source, unit), biases in row 0."""
        weights = np.where(self.ties[:, None] >= 0, theta[self.ties], 0.0).T
        ends = np.cumsum([rows * columns for rows, columns in self.shapes])
        parts = np.split(np.ascontiguousarray(weights), ends[:-1], axis=1)
        return [part.reshape(-1, *shape) for part, shape in zip(parts, self.shapes, strict=True)]

    def forward(self, theta: Array, X: Array) -> list[Array]:
        """What each group says, inputs included, shape (start, example, unit)."""
        return self._forward(self.matrices(theta), X)

    def output(self, theta: Array, X: Array) -> Array:
        """What the last group says, shape (example, unit, start)."""
        return self.forward(theta, X)[-1].transpose(1, 2, 0)

    def gradient(self, theta: Array, X: Array, d: Array, *, margin: float = 0.0) -> tuple[Array, Array]:
        """The derivatives of E, (parameter, start), and the output, (start, example, unit).

        Parameters
        ----------
        theta : ndarray of shape (parameter, start)
        X : ndarray of shape (example, input)
        d : ndarray of shape (example, unit)
        margin : float, default=0.0
            An output that is this near to its target of 0 or 1, or nearer, counts as right.
        """
        weights = self.matrices(theta)
        said = self._forward(weights, X)
        spend(
            presentations=len(X) * theta.shape[1],
            multiply_adds=len(X) * theta.shape[1] * self._products,
            parameters=self.n_parameters,
        )
        error = said[-1] - d
        if margin:
            error = np.where(np.abs(error) <= margin, 0.0, error)
        back: list[Array | None] = [None] * (len(said) - 1) + [error]
        parts = []
        for at in range(len(said) - 1, len(self.inputs) - 1, -1):
            group, w = self.groups[at - len(self.inputs)], weights[at - len(self.inputs)]
            y, from_above = said[at], back[at]
            delta = np.zeros_like(y) if from_above is None else from_above * y * (1 - y)
            seen = np.concatenate([said[source] for source in group.sources], axis=2)
            bias = delta.sum(axis=1, keepdims=True)
            parts.append(np.concatenate([bias, seen.transpose(0, 2, 1) @ delta], axis=1))
            row = 1
            for source in group.sources:
                size = self._sizes[source]
                if source >= len(self.inputs):
                    passed = delta @ w[:, row : row + size].transpose(0, 2, 1)
                    before = back[source]
                    back[source] = passed if before is None else before + passed
                row += size
        flat = np.concatenate([part.reshape(len(part), -1) for part in parts[::-1]], axis=1).T
        return self._tied(flat), said[-1]

    def _forward(self, weights: list[Array], X: Array) -> list[Array]:
        n_starts = len(weights[0])
        ends = np.cumsum(self.inputs)[:-1]
        said: list[Array] = [
            np.broadcast_to(part, (n_starts, *part.shape)) for part in np.split(X, ends, axis=1)
        ]
        for group, w in zip(self.groups, weights, strict=True):
            seen = said[group.sources[0]]
            if len(group.sources) > 1:
                seen = np.concatenate([said[source] for source in group.sources], axis=2)
            z = seen @ w[:, 1:] + w[:, :1]
            said.append(0.5 * (1 + np.tanh(0.5 * z)))
        return said

    def _count_products(self) -> int:
        """Multiply-adds of an example: up, a derivative of each weight, and errors back to groups."""
        carried = []  # no error is carried to biases and inputs
        for group, (_, columns) in zip(self.groups, self.shapes, strict=True):
            sizes = [1, *(self._sizes[source] for source in group.sources)]
            is_group = [False, *(source >= len(self.inputs) for source in group.sources)]
            carried.append(np.repeat(np.repeat(is_group, sizes), columns))
        is_there = self.ties >= 0
        return int(2 * is_there.sum() + (np.concatenate(carried) & is_there).sum())

    def _tied(self, flat: Array) -> Array:
        if self.n_parameters == len(flat):
            return flat[np.argsort(self.ties)]
        summed = np.zeros((self.n_parameters, flat.shape[1]))
        free = self.ties >= 0
        np.add.at(summed, self.ties[free], flat[free])
        return summed
