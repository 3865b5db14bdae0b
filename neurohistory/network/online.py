"""Learning example by example, and looking ahead over examples from which nothing is learned.

A threshold unit is moved by its mistakes alone, and these become rare.  So a lone learner need not be
led from example to example: it goes from mistake to mistake, see `lone_unit`.  Many learners step
together instead, with one array operation for all.  A rule is written once; it is told who meets which
examples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from math import hypot, sqrt
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.foresight import Foresight
from neurohistory.network.lone_unit import FEWEST, Block, Lesson, LoneUnit, doubt, net_of

__all__ = ["Lessons", "Order", "Shown", "draw_order", "go_apart", "presentations", "take"]

Order = Literal["cyclic", "shuffled"]
Array = NDArray[np.floating]
Ids = NDArray[np.int64]
Shown = slice | Ids  # some examples, one after the other

_FEW, _MOST = 8, 2048  # examples that are looked at in one product
_MOST_NUMBERS = 100_000  # and the inputs they have together
_FAR, _ROW = 2000, 4  # mistakes are foreseen with so many examples left, after so many blocks with many
_FEW_LEARNERS, _ENOUGH_EXAMPLES = 16, 64


def presentations(
    X: NDArray[Any], target: NDArray[Any], order: Order, n_starts: int, rng: np.random.Generator
) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """One epoch: every example once, to every start.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    target : ndarray of shape (example,)
    order : {"cyclic", "shuffled"}
        ``"cyclic"`` shows the examples as they stand; ``"shuffled"`` gives each start an order of
        its own, drawn anew.
    n_starts : int
    rng : numpy.random.Generator

    Yields
    ------
    x : ndarray of shape (feature, start), or (feature, 1) when all starts see the same
    t : ndarray of shape (start,), or (1,)

    Raises
    ------
    ValueError
        If `order` is neither of the two.

    Examples
    --------
    >>> X, target = np.array([[0.0, 0.0], [0.0, 1.0]]), np.array([-1.0, 1.0])
    >>> for x, t in presentations(X, target, "cyclic", 5, np.random.default_rng(0)):
    ...     print(x.ravel(), t)
    [0. 0.] [-1.]
    [0. 1.] [1.]
    """
    picked = draw_order(len(X), order, n_starts, rng)
    if picked is None:
        yield from zip(X[..., None], target[:, None], strict=True)
    else:
        for shown in picked:
            yield X[shown].T, target[shown]


def draw_order(n_examples: int, order: Order, n_starts: int, rng: np.random.Generator) -> Ids | None:
    """In which order each start meets the examples of one epoch; None where all meet them as they stand.

    Returns
    -------
    ndarray of shape (example, start), or None

    Raises
    ------
    ValueError
        If `order` is neither ``"cyclic"`` nor ``"shuffled"``.

    Examples
    --------
    >>> draw_order(3, "shuffled", 2, np.random.default_rng(0))
    array([[2, 2],
           [0, 1],
           [1, 0]])
    """
    if order == "cyclic":
        return None
    if order != "shuffled":
        raise ValueError(f"order must be 'cyclic' or 'shuffled', not {order!r}")
    return rng.permuted(np.tile(np.arange(n_examples)[:, None], n_starts), axis=0)


def go_apart(n_examples: int, n_starts: int) -> bool:
    """Whether learners go one after the other, each in blocks, and not all together.

    Examples
    --------
    >>> go_apart(4, n_starts=1), go_apart(4, n_starts=10), go_apart(1000, n_starts=10)
    (True, False, True)
    """
    few = n_starts <= _FEW_LEARNERS and n_examples >= _ENOUGH_EXAMPLES * n_starts
    return n_starts == 1 or few


class Lessons:
    """The examples as learners meet them, epoch by epoch.

    Each method is one epoch: it draws an order for each start, and yields all lessons from which
    something may be learned.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    target : ndarray of shape (example,)
    order : {"cyclic", "shuffled"}
    n_starts : int
    rng : numpy.random.Generator
    """

    def __init__(
        self,
        X: NDArray[Any],
        target: NDArray[Any],
        order: Order,
        n_starts: int,
        rng: np.random.Generator,
    ) -> None:
        self.X, self.target, self.order, self.n_starts, self.rng = X, target, order, n_starts, rng
        self._far: Foresight | None = None
        self._row = _ROW

    @cached_property
    def longest(self) -> float:
        """A length that no example exceeds."""
        return sqrt(self.X.shape[1]) * float(max(self.X.max(), -self.X.min()))

    def unless(self, settled: Callable[[Shown], NDArray[np.bool_]]) -> Iterator[tuple[Array, Array]]:
        """Presentations, without those from which a lone learner surely learns nothing.

        Parameters
        ----------
        settled : callable
            Which of the examples that come next leave the learner as it is now?  It is asked again
            after each that did not.

        Yields
        ------
        x : ndarray of shape (feature, start), or (feature, 1)
        t : ndarray of shape (start,), or (1,)
        """
        if self.n_starts > 1 or len(self.X) < _ENOUGH_EXAMPLES:
            yield from presentations(self.X, self.target, self.order, self.n_starts, self.rng)
            return
        picked = draw_order(len(self.X), self.order, 1, self.rng)
        at, size = 0, _FEW
        while at < len(self.X):
            idle = settled(_next(picked, 0, at, size))
            gap = int(idle.argmin())
            if idle[gap]:
                at, size = at + size, min(2 * size, self._most)
                continue
            this = _next(picked, 0, at + gap, 1)
            yield self.X[this].T, self.target[this]
            at, size = at + gap + 1, max(_FEW, 4 * gap)

    def of_layers(
        self, bias: Array, weights: Array, score: Callable[[Array], Array]
    ) -> Iterator[tuple[Array, Array]]:
        """Presentations to layers of units whose sums decide an answer and are moved where it is wrong.

        Parameters
        ----------
        bias : ndarray of shape (unit, start)
        weights : ndarray of shape (unit, feature, start)
            They are moved in place.
        score : callable
            What the layer says, of the sums of each unit: (unit, example) -> (example,).  Above 0 is a
            yes, below a no, and 0 is not sure.

        Yields
        ------
        x : ndarray of shape (feature, start), or (feature, 1)
        t : ndarray of shape (start,), or (1,)
        """
        longest = hypot(self.longest, 1)

        def settled(shown: Shown) -> NDArray[np.bool_]:
            s = weights[..., 0] @ self.X[shown].T + bias  # (unit, example)
            right = score(s) * self.target[shown] > 0
            return np.asarray(right & (np.abs(s).min(axis=0) > doubt(longest, bias, weights)))

        return self.unless(settled)

    def of_units(self, units: Array, step: float = 1.0, dead_zone: float = 0.0) -> Iterator[Lesson]:
        """Lessons for threshold units, which are moved by their mistakes, ``step * x`` for each.

        Parameters
        ----------
        units : ndarray of shape (feature, start), or (1 + feature, start) with the bias first
            The weights themselves, of which none is -0: the caller moves them between one lesson and
            the next.
        step : float, default=1.0
        dead_zone : float, default=0.0
            A sum that is not farther from 0 is a mistake too.

        Yields
        ------
        Lesson
        """
        if not go_apart(len(self.X), self.n_starts):
            for x, t in presentations(self.X, self.target, self.order, self.n_starts, self.rng):
                yield Lesson(slice(None), x, t, net_of(units, x))
            return
        picked = draw_order(len(self.X), self.order, self.n_starts, self.rng)
        for who in range(self.n_starts):
            yield from self._mistakes(units, who, picked, step, dead_zone)

    def _mistakes(
        self, units: Array, who: int, picked: Ids | None, step: float, dead_zone: float
    ) -> Iterator[Lesson]:
        """The lessons of one unit, without those that it surely answers rightly."""
        n_biases = len(units) - self.X.shape[1]
        longest = hypot(self.longest, n_biases)
        growth = doubt(longest, np.full_like(units[:, who], step * longest))  # more than a step's
        one = LoneUnit(units, who, units[:, who].copy(), step, dead_zone, longest, growth)
        can_leap, room = not dead_zone and units.dtype == np.float64, self._room(len(units))
        first, size, in_a_row = 0, FEWEST, 0  # so many blocks with many mistakes
        while first < len(self.X):
            if in_a_row >= self._row and can_leap and len(self.X) - first >= _FAR:
                far = self._far_sight(len(units))
                block = self._block(picked, who, first, far.most)
                end, many = yield from one.leap(block, far)
                first, in_a_row = first + end, in_a_row * many
                self._row = 1 if many else _ROW  # it will do so in the next epoch too
                continue
            block = self._block(picked, who, first, size)
            first += len(block.X)
            if one.surely_right(block):
                size, in_a_row = min(2 * size, self._most), 0
            else:
                ahead, many = yield from one.walk(block, room)
                size, in_a_row = min(8 * ahead, self._most), (in_a_row + 1) * many

    def _room(self, n_weights: int) -> Array:
        return np.empty((self._most, n_weights), dtype=self.X.dtype)

    def _far_sight(self, n_weights: int) -> Foresight:
        if self._far is None:
            self._far = Foresight(len(self.X), n_weights, self.X.dtype)
        return self._far

    def _block(self, picked: Ids | None, who: int, first: int, size: int) -> Block:
        return Block(*(take(a, _next(picked, who, first, size)) for a in self._shown))

    @cached_property
    def _shown(self) -> tuple[Array, Array, Array]:
        """The examples, their targets, and +1 for a yes and -1 for a no, shape (example,)."""
        yes, no = np.array([1, -1], dtype=self.X.dtype)
        return self.X, self.target, np.asarray(np.where(self.target > 0, yes, no))

    @cached_property
    def _most(self) -> int:
        return int(min(_MOST, max(FEWEST, _MOST_NUMBERS // self.X.shape[1])))


def _next(picked: Ids | None, who: int, first: int, size: int) -> Shown:
    """The examples that a learner meets next."""
    return slice(first, first + size) if picked is None else picked[first : first + size, who]


def take(values: NDArray[Any], shown: Shown) -> NDArray[Any]:
    """The examples that are shown, of an array with a row for each.

    Examples
    --------
    >>> take(np.array([5.0, 6.0, 7.0]), np.array([2, 0]))
    array([7., 5.])
    """
    return values[shown] if isinstance(shown, slice) else values.take(shown, axis=0)
