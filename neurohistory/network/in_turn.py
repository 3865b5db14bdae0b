"""Linear units taught example by example, and what several examples in turn do to them at once.

A linear unit learns from every example, so none can be skipped.  But its errors depend on each other in
a simple way.  Let each step add ``c e x`` to the weights and ``c e`` to the bias, and let f be the
errors that the weights before a block of examples would make.  The error that is met at example i is
that one less what the steps of the block have already done about it,

    e_i = f_i - sum over j < i of (x_i . x_j + 1) c_j e_j,

without the 1 if there is no bias.  This is a system of equations with a triangular matrix, solved in one
call; if all units meet the examples in the same order, it is one system for all of them.

Both ways make the same sums in another order, so weights agree to rounding, and a decision could differ
only where a sum is as near to the threshold as that.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise, repeat
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.online import Ids, Order, draw_order, go_apart, presentations, take

__all__ = ["Block", "Lesson", "One", "in_turn"]

Array = NDArray[np.floating]

_SIZE, _BLOCKS = 64, 32  # examples of one system; systems that are made in one product


class One(NamedTuple):
    """One example for each unit, all units together."""

    x: Array  # (feature, start), or (feature, 1) if all meet the same
    target: Array  # (start,) or (1,)
    step: Array  # (start,): which part of its error goes into each weight
    who: slice = slice(None)  # whose lesson it is, on the axis of starts

    def sums(self, weights: Array) -> Array:
        """w.x, shape (start,)."""
        return np.asarray((weights * self.x).sum(axis=0))

    def in_turn(self, errors: Array) -> Array:
        """The errors as they are met: one example by itself has none before it."""
        return errors

    def added(self, parts: Array) -> Array:
        """What the weights gain, shape (feature, start), if each takes a part of each input."""
        return np.asarray(parts * self.x)

    def total(self, parts: Array) -> Array:
        """What the bias gains, shape (start,), whose input is 1."""
        return parts


class Block(NamedTuple):
    """Some examples, one after the other, for a single unit or for all that meet them in this order."""

    x: Array  # (example, feature)
    target: Array  # (example, 1)
    step: Array  # (example, 1), or (1, 1) if it is the same for all
    who: slice
    system: Array  # (example, example): (x_i . x_j + 1) step_j, of which j < i counts

    def sums(self, weights: Array) -> Array:
        """w.x for weights that stay as they are, shape (example, start)."""
        sums: Array = self.x.dot(weights)
        return sums

    def in_turn(self, errors: Array) -> Array:
        """The errors as they are met, each after the steps of those before it, (example, start).

        Parameters
        ----------
        errors : ndarray of shape (example, start)
            Those of the weights before the block; it is written over.
        """
        solve = _solver(self.x.dtype)
        met: Array = solve(1.0, self.system.T, errors.T, side=1, diag=1, overwrite_b=1).T
        return met

    def added(self, parts: Array) -> Array:
        """What the weights gain, shape (feature, start), if they take a part of each example."""
        gained: Array = self.x.T.dot(parts)
        return gained

    def total(self, parts: Array) -> Array:
        """What the bias gains, shape (start,)."""
        gained: Array = np.add.reduce(parts)  # over the examples
        return gained


Lesson: TypeAlias = One | Block


def in_turn(
    X: Array,
    target: Array,
    rate: Array,
    power: Array | None,
    order: Order,
    rng: np.random.Generator,
    *,
    bias: bool = True,
) -> Iterator[Lesson]:
    """One epoch: every example once, to every unit.

    Few examples, and many units that each have an order of their own, come one example at a time.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    target : ndarray of shape (example,)
    rate : ndarray of shape (start,)
        Which part of its error goes into each weight of a unit.
    power : ndarray of shape (example,), or None
        By what the rate is divided, for each example.
    order : {"cyclic", "shuffled"}
    rng : numpy.random.Generator
    bias : bool, default=True
        Whether the units have a bias, which learns as a weight whose input is 1.

    Yields
    ------
    Lesson
        A `One` or a `Block`.

    Examples
    --------
    >>> X, target = np.array([[1.0], [2.0]]), np.array([1.0, -1.0])
    >>> w, rng = np.zeros((1, 1)), np.random.default_rng(0)
    >>> for shown in in_turn(X, target, np.array([0.5]), None, "cyclic", rng, bias=False):
    ...     error = shown.in_turn(shown.target - shown.sums(w[:, shown.who]))
    ...     w[:, shown.who] += shown.added(shown.step * error)
    ...     print(error, w.ravel())
    [1.] [0.5]
    [-2.] [-1.5]
    """
    n_starts = rate.size
    if _is_for_blocks(len(X), rate, order):
        everybody = order == "cyclic"
        picked = draw_order(len(X), order, n_starts, rng)
        for who in [slice(n_starts)] if everybody else [slice(r, r + 1) for r in range(n_starts)]:
            shown = None if picked is None else picked[:, who.start]
            yield from _blocks(X, target, rate[:1], power, who, shown, bias)
        return
    if power is None:
        for x, t in presentations(X, target, order, n_starts, rng):
            yield One(x, t, rate)
        return
    told = np.stack([target, power], axis=1)  # (example, 2)
    for x, about in presentations(X, told, order, n_starts, rng):
        yield One(x, about[..., 0], rate / about[..., 1])


def _is_for_blocks(n_examples: int, rate: Array, order: Order) -> bool:
    """Whether blocks are worth their while, and the units that share an order share a system too."""
    apart = order == "shuffled" and go_apart(n_examples, rate.size)
    return n_examples >= _SIZE and (apart or order == "cyclic") and bool((rate == rate[0]).all())


def _blocks(
    X: Array, target: Array, rate: Array, power: Array | None, who: slice, picked: Ids | None, bias: bool
) -> Iterator[Block]:
    """All examples in blocks, as they stand or as they are picked."""
    whole = len(X) // _SIZE * _SIZE
    for first, end in pairwise([*range(0, whole, _SIZE * _BLOCKS), whole, len(X)]):
        if first == end:
            continue
        shown = slice(first, end) if picked is None else picked[first:end]
        steps = rate if power is None else rate / take(power, shown)
        steps = np.broadcast_to(steps, end - first)
        x, t, step = (
            values.reshape(-1, min(end - first, _SIZE), n_columns)
            for values, n_columns in ((take(X, shown), X.shape[1]), (take(target, shown), 1), (steps, 1))
        )
        systems = x @ (step * x).transpose(0, 2, 1)
        if bias:
            systems += step.transpose(0, 2, 1)
        yield from map(Block, x, t, step, repeat(who), systems)


@cache
def _solver(dtype: np.dtype[Any]) -> Any:
    """SciPy's solver of triangular systems in a precision."""
    from scipy.linalg import get_blas_funcs  # it takes long to import

    return get_blas_funcs("trsm", dtype=dtype)
